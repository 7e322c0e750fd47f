//! What changes agreements.

use super::model::{AgreementRow, NewAgreement};
use super::presets::Preset;
use super::terms::Terms;
use super::{queries, versions};
use crate::kernel::db::Tx;
use crate::kernel::ids::{AgreementId, OrganisationId};
use crate::kernel::problem::Problem;
use crate::parties::organisations;

/// Requires that the caller may change an agreement: an administrator of the organisation that keeps it, or of the
/// whole service.
pub(super) fn may_keep(tx: &Tx<'_>, keeper: Option<OrganisationId>) -> Result<(), Problem> {
    match keeper {
        Some(organisation) => tx.actor().may_configure(organisation),
        None => tx.actor().may_configure_everywhere(),
    }
}

/// Registers an agreement with its first version, a draft.
pub(super) fn register(tx: &mut Tx<'_>, new: NewAgreement) -> Result<AgreementId, Problem> {
    if let Some(organisation) = new.organisation_id
        && organisations::queries::find(tx.conn, organisation)?.is_none()
    {
        return Err(Problem::unknown_reference("/organisationId"));
    }
    may_keep(tx, new.organisation_id)?;
    let (row, terms) = whole(tx, new)?;
    queries::insert(tx, &row)?;
    versions::steps::draft(tx, row.id, &terms)?;
    Ok(row.id)
}

/// What is given, completed by the preset.
fn whole(tx: &Tx<'_>, new: NewAgreement) -> Result<(AgreementRow, Terms), Problem> {
    let preset = new.preset.map(|preset| preset.read().map(|read| (preset.code(), read))).transpose()?;
    let (code, name, kind, terms) = match preset {
        Some((code, Preset { name, kind, terms })) => (Some(code.to_owned()), Some(name), Some(kind), Some(terms)),
        None => (None, None, None, None),
    };
    // The body's own rule has seen to it that nothing is missing without a preset.
    let missing = || Problem::unknown_reference("/preset");
    let row = AgreementRow {
        id: AgreementId::new(tx.now()),
        code: new.code.or(code).ok_or_else(missing)?,
        name: new.name.or(name).ok_or_else(missing)?,
        kind: new.kind.or(kind).ok_or_else(missing)?,
        organisation_id: new.organisation_id,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    Ok((row, new.terms.map(Into::into).or(terms).ok_or_else(missing)?))
}
