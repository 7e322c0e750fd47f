//! The log as the family may see it.

use std::collections::HashSet;

use super::model::{AccessLogEntry, Extract, ExtractFilter, ExtractRecipientKind};
use super::rules::{self, HIDDEN, Recipient};
use crate::casework::hidings;
use crate::kernel::audit::Entry;
use crate::kernel::db::Tx;
use crate::kernel::http::{PageRequest, bad_parameter};
use crate::kernel::ids::{ChildId, GuardianId, OrganisationId, UnitId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::text::Text;
use crate::parties::{children, guardians, organisations, units};
use crate::trust::audit_entries;
use crate::trust::audit_entries::queries::LeftOut;

/// The age at which guardians decide no more (föräldrabalken 9 kap. 1 §).
const OF_AGE: i32 = 18;

/// A page of the extract for one recipient.
pub(super) fn extract(
    tx: &mut Tx<'_>,
    id: ChildId,
    filter: &ExtractFilter,
    page: PageRequest,
) -> Result<Extract, Problem> {
    children::show::own_log(tx, id)?;
    let recipient = recipient(tx, id, filter)?;
    let period = (filter.from.map(|day| day.start()), filter.to.map(|day| day.plus_days(1).start()));
    let hidden = match recipient {
        Recipient::Child => HashSet::new(),
        Recipient::Guardian { id: guardian, .. } => hidings::recipients::hidden_from(tx, id, guardian)?,
    };
    let left_out = LeftOut { kinds: &HIDDEN, items: hidden.iter().copied().collect() };
    let custodian = tx.actor().unit()?.organisation_id;
    let rows = audit_entries::queries::of_child(tx.conn, (id, custodian), &left_out, period, page)?;
    let rows = rows.filter_map(|row| rules::tells(recipient, hidden.contains(&row.resource_id)).then_some(row));
    let withheld = rules::withholds_places(recipient);
    let unit_ids: Vec<UnitId> = rows.items.iter().filter_map(|row| row.unit_id).collect();
    let organisation_ids: Vec<OrganisationId> = rows.items.iter().filter_map(|row| row.organisation_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let organisations = organisations::queries::by_ids(tx.conn, &organisation_ids)?;
    let shown = |row: Entry| AccessLogEntry {
        at: row.at,
        action: row.action,
        part: rules::part(&row.resource),
        organisation_name: row
            .organisation_id
            .filter(|_| !withheld)
            .and_then(|id| organisations.get(&id).map(|found| found.name.clone())),
        unit_name: row.unit_id.filter(|_| !withheld).and_then(|id| units.get(&id).map(|found| found.name.clone())),
        place_withheld: withheld,
    };
    Ok(Extract { child: id, recipient, page: rows.map(shown) })
}

/// For whom the extract is. Nobody is meant by silence: what is told to the child may be hidden from who stands beside it.
fn recipient(tx: &mut Tx<'_>, child: ChildId, filter: &ExtractFilter) -> Result<Recipient, Problem> {
    match (filter.recipient, filter.recipient_guardian_id) {
        (Some(ExtractRecipientKind::Guardian), Some(guardian)) => guardian_of(tx, child, guardian),
        (Some(ExtractRecipientKind::Child), None) => {
            let asked = asked_of_maturity(tx, child, filter.maturity_considered)?;
            asked.map_or(Ok(Recipient::Child), |text| Err(bad_parameter("maturityConsidered", text)))
        }
        (Some(ExtractRecipientKind::Child), Some(_)) => Err(bad_parameter(
            "recipientGuardianId",
            Text::new("Ingen vårdnadshavare anges här.", "No guardian is named here."),
        )),
        (Some(ExtractRecipientKind::Guardian), None) => {
            Err(bad_parameter("recipientGuardianId", Text::new("Ange vårdnadshavaren.", "Name the guardian.")))
        }
        (None, _) => {
            Err(bad_parameter("recipient", Text::new("Ange vem utdraget är till.", "Say for whom the extract is.")))
        }
    }
}

/// What is asked before anything that may be hidden from its guardians is given to a child under age: whether somebody found it mature
/// enough. The law names no age (offentlighets- och sekretesslagen 12 kap. 3 §), so a person judges. None when nothing is left to ask.
///
/// # Errors
/// When the database fails.
pub fn asked_of_maturity(tx: &mut Tx<'_>, child: ChildId, considered: Option<bool>) -> Result<Option<Text>, Problem> {
    let is_settled = considered == Some(true)
        || match is_of_age(tx, child) {
            // Another authority destroyed the record that told the child's age.
            Err(problem) if problem.kind() == Kind::Gone => false,
            known => known?,
        };
    Ok((!is_settled).then(|| {
        Text::new(
            "Barnet är under 18 år. Bedöm om ålder och mognad räcker för att själv få utdraget (OSL 12:3), och ange true.",
            "The child is under 18. Judge whether its age and maturity suffice for having the extract (OSL 12:3), and send true.",
        )
    }))
}

fn is_of_age(tx: &mut Tx<'_>, child: ChildId) -> Result<bool, Problem> {
    let today = tx.today();
    Ok(children::show::age_on(tx, child, today)?.is_some_and(|age| age >= OF_AGE))
}

/// A guardian who decides for the child today, as a parameter names one.
fn guardian_of(tx: &mut Tx<'_>, child: ChildId, id: GuardianId) -> Result<Recipient, Problem> {
    deciding(tx, child, id)?.ok_or_else(|| {
        let text = Text::new(
            "Ingen med detta id bestämmer för barnet i dag.",
            "Nobody with this id decides for the child today.",
        );
        bad_parameter("recipientGuardianId", text)
    })
}

/// A guardian who decides for the child today, and what may not be told to that guardian; none when the guardian does not.
fn deciding(tx: &mut Tx<'_>, child: ChildId, id: GuardianId) -> Result<Option<Recipient>, Problem> {
    let today = tx.today();
    let is_of_age = is_of_age(tx, child)?;
    let all = guardians::queries::guardians_of(tx.conn, child, today)?;
    let Some(row) = all.iter().find(|row| row.id == id).filter(|_| !is_of_age) else { return Ok(None) };
    let another_is_protected = all.iter().any(|other| other.id != id && other.protection_level.hides());
    let may_know_whereabouts = guardians::show::may_know_whereabouts(tx, row)?;
    Ok(Some(Recipient::Guardian { id, may_know_whereabouts, another_is_protected }))
}

/// Whether no place may be named to a guardian who decides for the child today; none when the guardian does not.
///
/// # Errors
/// 410 when the child's record was destroyed.
pub fn withholds_places_from(tx: &mut Tx<'_>, child: ChildId, id: GuardianId) -> Result<Option<bool>, Problem> {
    Ok(deciding(tx, child, id)?.map(rules::withholds_places))
}
