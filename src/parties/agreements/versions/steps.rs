//! What makes and adopts versions.

use super::model::{AdoptionRow, NewAdoption, NewAgreementVersion, VersionRow};
use super::rules::{self, Adoption};
use super::{queries, show};
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::ids::{AdoptionId, AgreementId, AgreementVersionId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as all;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::parties::agreements::queries as agreements;
use crate::parties::agreements::steps::may_keep;
use crate::parties::agreements::terms::Terms;
use crate::parties::organisations;

/// Stores terms as the agreement's next version, a draft.
pub(in crate::parties::agreements) fn draft(
    tx: &mut Tx<'_>,
    agreement_id: AgreementId,
    terms: &Terms,
) -> Result<AgreementVersionId, Problem> {
    let number = queries::of_agreement(tx.conn, agreement_id)?.last().map_or(1, |row| row.number + 1);
    let row = VersionRow {
        id: AgreementVersionId::new(tx.now()),
        agreement_id,
        number,
        terms: Document::of(terms)?,
        valid_from: None,
        valid_to: None,
        version: 1,
        created_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    Ok(row.id)
}

/// Registers a new version of an agreement.
pub(super) fn propose(
    tx: &mut Tx<'_>,
    id: AgreementId,
    new: NewAgreementVersion,
) -> Result<AgreementVersionId, Problem> {
    let agreement = agreements::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    may_keep(tx, agreement.organisation_id)?;
    agreements::touch(tx, id)?;
    draft(tx, id, &new.terms.into())
}

/// Records that an organisation adopts a version.
pub(super) fn adopt(
    tx: &mut Tx<'_>,
    agreement: AgreementId,
    version: AgreementVersionId,
    new: NewAdoption,
) -> Result<AdoptionId, Problem> {
    show::row(tx, agreement, version)?;
    if organisations::queries::find(tx.conn, new.organisation_id)?.is_none() {
        return Err(Problem::unknown_reference("/organisationId"));
    }
    tx.actor().may_configure(new.organisation_id)?;
    not_in_the_future(tx, &new)?;
    // The lock: two parallel adoptions of one agreement are judged one after the other.
    agreements::touch(tx, agreement)?;
    apply(tx, agreement, version, new.valid_from)?;
    let row = AdoptionRow {
        id: AdoptionId::new(tx.now()),
        agreement_version_id: version,
        organisation_id: new.organisation_id,
        body: new.body,
        adopted_on: new.adopted_on,
        signatories: Document::of(&new.signatories)?,
        created_at: tx.now(),
    };
    queries::insert_adoption(tx, &row)?;
    Ok(row.id)
}

fn not_in_the_future(tx: &Tx<'_>, new: &NewAdoption) -> Result<(), Problem> {
    if new.adopted_on <= tx.today() {
        return Ok(());
    }
    let detail = Text::new("Beslutet ligger i framtiden.", "The decision lies in the future.");
    Err(Problem::invalid(vec![FieldError::at("/adoptedOn", "in-the-future", detail)]))
}

/// Lets the version apply from the day, when no rule refuses it.
fn apply(tx: &mut Tx<'_>, agreement: AgreementId, version: AgreementVersionId, from: Day) -> Result<(), Problem> {
    let rows = queries::of_agreement(tx.conn, agreement)?;
    let others: Vec<Day> = rows.iter().filter(|row| row.id != version).filter_map(|row| row.valid_from).collect();
    let row = rows.iter().find(|row| row.id == version).ok_or_else(Problem::not_found)?;
    let refused = match rules::adoption(row.valid_from, &others, from, tx.today()) {
        Adoption::First => {
            // Who keeps the agreement says when its terms begin; the other parties join.
            let keeper = agreements::find(tx.conn, agreement)?.ok_or_else(Problem::not_found)?;
            may_keep(tx, keeper.organisation_id)?;
            queries::begin(tx, row, from)?;
            return Ok(());
        }
        Adoption::Another => return Ok(()),
        Adoption::OtherFirstDay(day) => Problem::refused(
            &all::ADOPTION_OTHER_START,
            Text::new(format!("Versionen gäller från {day}."), format!("The version applies from {day}.")),
        ),
        Adoption::NotLater(day) => Problem::refused(
            &all::VERSION_NOT_LATER,
            Text::new(
                format!("En antagen version gäller från {day}; denna måste börja senare."),
                format!("An adopted version applies from {day}; this one must begin later."),
            ),
        ),
        Adoption::DayBegun => Problem::refused(
            &all::VERSION_NOT_LATER,
            Text::new(
                "En ny version gäller tidigast från i morgon: klockor har redan startat under den förra.",
                "A new version applies from tomorrow at the earliest: clocks have started under the former.",
            ),
        ),
    };
    Err(refused.with_link("agreement-version", "GET", format!("/agreements/{agreement}/versions/{version}")))
}
