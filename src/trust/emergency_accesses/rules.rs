//! What an emergency access may do when: pure functions.

use super::codes::EmergencyState;
use super::model::AccessRow;
use crate::kernel::time::Instant;
use crate::parties::units::codes::SecrecyRegime;

/// How long an emergency access stands open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenFor {
    seconds: i64,
}

impl OpenFor {
    /// So many hours.
    #[must_use]
    pub fn hours(hours: u8) -> Self {
        Self { seconds: i64::from(hours) * 3600 }
    }

    /// Until when what is opened now stands open.
    #[must_use]
    pub fn until(self, now: Instant) -> Instant {
        now.plus_seconds(self.seconds)
    }
}

/// Within how long it is confirmed: long enough to read what could be opened, too short to be kept at hand.
const CONFIRM_WITHIN_SECONDS: i64 = 15 * 60;

/// Until when an access that is asked for now may be confirmed.
pub(super) fn confirm_by(now: Instant) -> Instant {
    now.plus_seconds(CONFIRM_WITHIN_SECONDS)
}

/// The state of an access.
pub(super) fn state(row: &AccessRow, now: Instant) -> EmergencyState {
    match row.open_until {
        Some(until) if now < until => EmergencyState::Open,
        Some(_) => EmergencyState::Ended,
        None if now <= row.confirm_by => EmergencyState::Requested,
        None => EmergencyState::Lapsed,
    }
}

/// Whether somebody of a unit under this secrecy may open others' entries: a named person of health care.
pub(super) fn may_open(secrecy: SecrecyRegime, is_named: bool) -> bool {
    secrecy == SecrecyRegime::HealthCare && is_named
}

#[cfg(test)]
mod tests {
    use super::super::codes::Danger;
    use super::*;
    use uuid::Uuid;

    fn row(open_until: Option<&str>) -> AccessRow {
        let id = Uuid::from_u128(7);
        AccessRow {
            id: id.into(),
            unit_id: id.into(),
            organisation_id: id.into(),
            issuer: "i".into(),
            subject: "s".into(),
            staff_id: None,
            child_id: None,
            key_child_id: None,
            danger: Danger::Life,
            sealed: None,
            requested_at: "2026-03-02T08:00:00Z".parse().unwrap(),
            confirm_by: "2026-03-02T08:15:00Z".parse().unwrap(),
            confirmed_at: None,
            open_until: open_until.map(|until| until.parse().unwrap()),
            reviewed_at: None,
        }
    }

    #[test]
    fn it_lapses_after_a_quarter_of_an_hour_and_ends_when_its_time_is_over() {
        let at = |row: &AccessRow, at: &str| state(row, at.parse().unwrap());
        let (asked, confirmed) = (row(None), row(Some("2026-03-02T16:00:00Z")));
        assert_eq!(at(&asked, "2026-03-02T08:15:00Z"), EmergencyState::Requested);
        assert_eq!(at(&asked, "2026-03-02T08:15:01Z"), EmergencyState::Lapsed);
        assert_eq!(at(&confirmed, "2026-03-02T15:59:59Z"), EmergencyState::Open);
        assert_eq!(at(&confirmed, "2026-03-02T16:00:00Z"), EmergencyState::Ended);
    }

    #[test]
    fn only_a_named_person_of_health_care_opens() {
        for secrecy in SecrecyRegime::ALL {
            assert_eq!(may_open(*secrecy, true), *secrecy == SecrecyRegime::HealthCare, "{secrecy:?}");
            assert!(!may_open(*secrecy, false), "{secrecy:?}");
        }
    }
}
