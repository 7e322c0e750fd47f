//! Versions and adoptions as this caller sees them.

use super::model::{AdoptionRow, AgreementAdoption, AgreementVersion, VersionRow};
use super::{queries, rules};
use crate::kernel::db::Tx;
use crate::kernel::http::Page;
use crate::kernel::ids::{AdoptionId, AgreementId, AgreementVersionId};
use crate::kernel::problem::Problem;
use crate::parties::agreements::queries as agreements;
use crate::parties::agreements::terms::Terms;

/// One version of an agreement; a version of another is not found here.
pub(super) fn version(
    tx: &mut Tx<'_>,
    agreement: AgreementId,
    id: AgreementVersionId,
) -> Result<AgreementVersion, Problem> {
    let row = row(tx, agreement, id)?;
    of(tx, row)
}

/// The row of one version of an agreement.
pub(super) fn row(tx: &mut Tx<'_>, agreement: AgreementId, id: AgreementVersionId) -> Result<VersionRow, Problem> {
    let row = queries::find(tx.conn, id)?.filter(|row| row.agreement_id == agreement);
    row.ok_or_else(Problem::not_found)
}

/// Requires that the agreement exists.
pub(super) fn agreement_exists(tx: &mut Tx<'_>, id: AgreementId) -> Result<(), Problem> {
    agreements::find(tx.conn, id)?.map(|_| ()).ok_or_else(Problem::not_found)
}

/// A page of versions.
pub(super) fn page(tx: &Tx<'_>, rows: Page<VersionRow>) -> Result<Page<AgreementVersion>, Problem> {
    rows.try_map(|row| of(tx, row))
}

fn of(tx: &Tx<'_>, row: VersionRow) -> Result<AgreementVersion, Problem> {
    let agreement = format!("/agreements/{}", row.agreement_id);
    let path = format!("{agreement}/versions/{}", row.id);
    let adoptions = format!("{path}/adoptions");
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("agreement", "GET", &agreement),
        tx.link("adoptions", "GET", &adoptions),
    ];
    if tx.actor().configures() {
        links.push(tx.link("adopt", "POST", &adoptions));
    }
    let terms: Terms = row.terms.read()?;
    Ok(AgreementVersion {
        id: row.id,
        agreement_id: row.agreement_id,
        number: row.number,
        state: rules::state(row.valid_from, row.valid_to, tx.today()),
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        terms: terms.into(),
        created_at: row.created_at,
        links,
    })
}

/// One adoption.
pub(super) fn adoption(
    tx: &mut Tx<'_>,
    agreement: AgreementId,
    version: AgreementVersionId,
    id: AdoptionId,
) -> Result<AgreementAdoption, Problem> {
    row(tx, agreement, version)?;
    let found = queries::find_adoption(tx.conn, id)?.filter(|row| row.agreement_version_id == version);
    adoption_of(tx, agreement, found.ok_or_else(Problem::not_found)?)
}

/// An adoption's row with its links.
pub(super) fn adoption_of(tx: &Tx<'_>, agreement: AgreementId, row: AdoptionRow) -> Result<AgreementAdoption, Problem> {
    let version = format!("/agreements/{agreement}/versions/{}", row.agreement_version_id);
    let links = vec![
        tx.link("self", "GET", &format!("{version}/adoptions/{}", row.id)),
        tx.link("agreement-version", "GET", &version),
        tx.link("organisation", "GET", &format!("/organisations/{}", row.organisation_id)),
    ];
    Ok(AgreementAdoption {
        id: row.id,
        agreement_version_id: row.agreement_version_id,
        organisation_id: row.organisation_id,
        body: row.body,
        adopted_on: row.adopted_on,
        signatories: row.signatories.read()?,
        created_at: row.created_at,
        links,
        agreement_id: agreement,
    })
}
