//! Information texts as everybody sees them: there is nothing of a family in them.

use super::model::{InformationText, InformationTextRow};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::ids::InformationTextId;
use crate::kernel::problem::Problem;

/// One text.
pub(super) fn text(tx: &mut Tx<'_>, id: InformationTextId) -> Result<InformationText, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    Ok(of(tx, row))
}

/// A row with its links.
pub(super) fn of(tx: &Tx<'_>, row: InformationTextRow) -> InformationText {
    InformationText {
        links: vec![
            tx.link("self", "GET", &format!("/information-texts/{}", row.id)),
            tx.link("versions", "GET", &format!("/information-texts?series={}", row.series)),
        ],
        id: row.id,
        organisation_id: row.organisation_id,
        series: row.series,
        version: row.version,
        language: row.language,
        title: row.title,
        body: row.body,
        valid_from: row.valid_from,
        created_at: row.created_at,
    }
}
