//! What is right for a contact: pure functions.

use super::model::{ContactOutcome, ContactPurpose, NewContact};
use crate::kernel::time::{Day, Instant};

/// The field that tells of a time to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Future(pub &'static str);

/// The day of a contact; what has not happened yet is not recorded.
pub(super) fn day_of(new: &NewContact, now: Instant) -> Result<Day, Future> {
    if new.occurred_at.is_some_and(|at| at > now) {
        return Err(Future("/occurredAt"));
    }
    let day = new.occurred_on.or(new.occurred_at.map(Instant::day)).unwrap_or(now.day());
    if day > now.day() { Err(Future("/occurredOn")) } else { Ok(day) }
}

/// Whether the family was told something: it was reached, in order to be informed.
pub(super) const fn informs(purpose: ContactPurpose, outcome: ContactOutcome) -> bool {
    matches!((purpose, outcome), (ContactPurpose::Information, ContactOutcome::Reached))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(on: Option<&str>, at: Option<&str>) -> NewContact {
        let mut body = serde_json::json!({
            "caseIds": [], "with": "guardian", "purpose": "support", "mode": "visit", "outcome": "reached",
        });
        body["occurredOn"] = serde_json::json!(on);
        body["occurredAt"] = serde_json::json!(at);
        serde_json::from_value(body).unwrap()
    }

    #[test]
    fn a_contact_is_dated_the_day_it_happened_in_stockholm() {
        let now: Instant = "2026-03-02T08:00:00Z".parse().unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(day_of(&new(Some("2026-02-27"), None), now), Ok(day("2026-02-27")));
        assert_eq!(day_of(&new(None, Some("2026-02-26T23:30:00Z")), now), Ok(day("2026-02-27")));
        assert_eq!(day_of(&new(Some("2026-03-03"), None), now), Err(Future("/occurredOn")));
        assert_eq!(day_of(&new(None, Some("2026-03-02T08:00:01Z")), now), Err(Future("/occurredAt")));
    }

    #[test]
    fn only_a_reached_contact_for_information_informs() {
        assert!(informs(ContactPurpose::Information, ContactOutcome::Reached));
        assert!(!informs(ContactPurpose::Information, ContactOutcome::NotReached));
        assert!(!informs(ContactPurpose::Support, ContactOutcome::Reached));
    }
}
