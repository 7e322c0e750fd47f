//! What adds information texts. Nothing changes them.

use super::model::{InformationTextRow, NewInformationText};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::ids::InformationTextId;
use crate::kernel::problem::Problem;
use crate::kernel::rules;
use crate::parties::organisations;

/// Registers a version of a text in one language.
pub(super) fn register(tx: &mut Tx<'_>, new: NewInformationText) -> Result<InformationTextId, Problem> {
    let known = organisations::queries::find(tx.conn, new.organisation_id)?;
    known.ok_or_else(|| Problem::unknown_reference("/organisationId"))?;
    tx.actor().may_configure(new.organisation_id)?;
    let row = InformationTextRow {
        id: InformationTextId::new(tx.now()),
        organisation_id: new.organisation_id,
        series: new.series,
        version: new.version,
        language: new.language,
        title: new.title,
        body: new.body,
        valid_from: new.valid_from.unwrap_or(tx.today()),
        created_at: tx.now(),
    };
    if queries::is_there(tx.conn, &row)? {
        let rule = &rules::INFORMATION_TEXT_EXISTS;
        let versions = format!("/information-texts?series={}", row.series);
        return Err(Problem::refused(rule, rule.then.into()).with_link("versions", "GET", versions));
    }
    queries::insert(tx, &row)?;
    Ok(row.id)
}
