//! Who may act at the same time.

use super::model::{KeyPersonRole, KeyPersonRow};
use crate::kernel::time::Day;

/// Whether two periods share a day; without a last day a period goes on.
#[must_use]
pub fn overlap(a: (Day, Option<Day>), b: (Day, Option<Day>)) -> bool {
    let begins_in_time = |first: Day, last: Option<Day>| last.is_none_or(|last| first <= last);
    begins_in_time(a.0, b.1) && begins_in_time(b.0, a.1)
}

/// The appointment that stands in the way of a new one: the unit's key person, or the area's convener, during the same
/// time.
#[must_use]
pub fn in_the_way<'a>(existing: &'a [KeyPersonRow], new: &KeyPersonRow) -> Option<&'a KeyPersonRow> {
    existing.iter().find(|other| {
        let seat = match new.role {
            KeyPersonRole::KeyPerson => other.unit_id == new.unit_id,
            KeyPersonRole::Convener => true,
            KeyPersonRole::Deputy => return other.role == new.role && same_person(other, new) && both(other, new),
        };
        other.role == new.role && seat && both(other, new)
    })
}

fn same_person(a: &KeyPersonRow, b: &KeyPersonRow) -> bool {
    a.unit_id == b.unit_id && a.staff_id == b.staff_id
}

fn both(a: &KeyPersonRow, b: &KeyPersonRow) -> bool {
    overlap((a.from_on, a.to_on), (b.from_on, b.to_on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::{AreaId, KeyPersonId, StaffId, UnitId};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn row(role: KeyPersonRole, unit: u128, staff: u128, from: &str, to: Option<&str>) -> KeyPersonRow {
        KeyPersonRow {
            id: KeyPersonId(uuid::Uuid::from_u128(1)),
            area_id: AreaId(uuid::Uuid::from_u128(2)),
            unit_id: UnitId(uuid::Uuid::from_u128(unit)),
            staff_id: StaffId(uuid::Uuid::from_u128(staff)),
            role,
            appointed_by: None,
            from_on: day(from),
            to_on: to.map(day),
            created_at: day(from).start(),
        }
    }

    #[test]
    fn periods_share_their_last_and_first_days() {
        let until = |to: &str| (day("2026-01-01"), Some(day(to)));
        assert!(overlap(until("2026-03-02"), (day("2026-03-02"), None)));
        assert!(!overlap(until("2026-03-01"), (day("2026-03-02"), None)));
        assert!(!overlap((day("2026-03-02"), None), until("2026-03-01")));
    }

    #[test]
    fn one_key_person_a_unit_one_convener_an_area_any_number_of_deputies() {
        use KeyPersonRole::{Convener, Deputy, KeyPerson};
        let existing = [
            row(KeyPerson, 1, 1, "2026-01-01", None),
            row(Convener, 1, 1, "2026-01-01", Some("2026-06-30")),
            row(Deputy, 1, 2, "2026-01-01", None),
        ];
        let stopped = |new: KeyPersonRow| in_the_way(&existing, &new).is_some();
        assert!(stopped(row(KeyPerson, 1, 3, "2026-03-02", None)));
        assert!(!stopped(row(KeyPerson, 2, 3, "2026-03-02", None)));
        assert!(stopped(row(Convener, 2, 3, "2026-06-30", None)));
        assert!(!stopped(row(Convener, 2, 3, "2026-07-01", None)));
        assert!(!stopped(row(Deputy, 1, 3, "2026-03-02", None)));
        assert!(stopped(row(Deputy, 1, 2, "2026-03-02", None)));
    }
}
