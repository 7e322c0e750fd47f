//! The log as the family may see it.

use std::collections::HashSet;

use super::model::{AccessLogEntry, Extract, ExtractFilter};
use super::rules::{self, HIDDEN, Recipient};
use crate::casework::hidings;
use crate::kernel::audit::Entry;
use crate::kernel::db::Tx;
use crate::kernel::http::{PageRequest, bad_parameter};
use crate::kernel::ids::{ChildId, GuardianId, OrganisationId, UnitId};
use crate::kernel::problem::Problem;
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
    let recipient = match filter.recipient_guardian_id {
        Some(guardian) => guardian_of(tx, id, guardian)?,
        None => Recipient::Child,
    };
    let period = (filter.from.map(|day| day.start()), filter.to.map(|day| day.plus_days(1).start()));
    let hidden = match recipient {
        Recipient::Child => HashSet::new(),
        Recipient::Guardian { id: guardian, .. } => hidings::recipients::hidden_from(tx, id, guardian)?,
    };
    let left_out = LeftOut { kinds: &HIDDEN, items: hidden.iter().copied().collect() };
    let rows = audit_entries::queries::of_child(tx.conn, id, &left_out, period, page)?;
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
    Ok(Extract { child: id, page: rows.map(shown) })
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
    let is_of_age = children::show::age_on(tx, child, today)?.is_some_and(|age| age >= OF_AGE);
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
