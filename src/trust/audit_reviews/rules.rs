//! How a sample is drawn and what makes an entry worth a look: pure functions.

use std::cmp::Reverse;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::codes::RiskReason;
use crate::kernel::audit::Entry;
use crate::kernel::decision::Ground;
use crate::kernel::ids::UnitId;
use crate::kernel::time::{Day, Instant};

/// Looking at the log is the reviewers' work, with children whom they have no other relation to.
const CONTROL: [&str; 3] = ["access-log", "audit-entries", "audit-reviews"];

/// One that may be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate<I> {
    pub id: I,
    pub reasons: Vec<RiskReason>,
}

/// Draws `size` of these: emergency accesses first, then those with most reasons, and among equals those with the smallest hash under the seed.
pub(super) fn draw<I: Copy + Into<Uuid>>(seed: Uuid, size: usize, mut from: Vec<Candidate<I>>) -> Vec<Candidate<I>> {
    from.sort_by_cached_key(|candidate| {
        let emergency = candidate.reasons.contains(&RiskReason::Emergency);
        (Reverse(emergency), Reverse(candidate.reasons.len()), lot(seed, candidate.id.into()))
    });
    from.truncate(size);
    from
}

fn lot(seed: Uuid, id: Uuid) -> [u8; 32] {
    Sha256::new().chain_update(seed.as_bytes()).chain_update(id.as_bytes()).finalize().into()
}

/// A unit's access to a case about a child, as the circle has or had it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Relation {
    pub unit: UnitId,
    pub from: Day,
    pub until: Option<Day>,
    pub opened_at: Instant,
    pub ended_at: Option<Instant>,
}

impl Relation {
    fn covers(&self, unit: UnitId, at: Instant) -> bool {
        let day = at.day();
        self.unit == unit
            && self.opened_at <= at
            && self.ended_at.is_none_or(|ended| at < ended)
            && self.from <= day
            && self.until.is_none_or(|until| day <= until)
    }
}

/// What is known of the child whom an entry is about.
#[derive(Clone, Debug, Default)]
pub(super) struct About<'a> {
    /// The unit that registered the record.
    pub registered_by: Option<UnitId>,
    /// The circles of its cases.
    pub relations: &'a [Relation],
    pub is_protected: bool,
    pub has_surname_of_staff: bool,
}

/// Why an entry is worth a look.
pub(super) fn reasons(entry: &Entry, about: &About<'_>) -> Vec<RiskReason> {
    let is_control = CONTROL.contains(&entry.resource.as_str());
    let related = entry.unit_id.is_some_and(|unit| {
        about.registered_by == Some(unit) || about.relations.iter().any(|one| one.covers(unit, entry.at))
    });
    [
        (!is_control && !related, RiskReason::NoCaseRelation),
        (is_night(entry.at), RiskReason::Night),
        (!is_control && about.has_surname_of_staff, RiskReason::SameSurname),
        (!is_control && about.is_protected, RiskReason::ProtectedIdentity),
        (entry.ground == Some(Ground::Emergency), RiskReason::Emergency),
    ]
    .into_iter()
    .filter_map(|(holds, reason)| holds.then_some(reason))
    .collect()
}

/// Between ten in the evening and six in the morning, in Stockholm.
fn is_night(at: Instant) -> bool {
    !(6..22).contains(&at.hour())
}

/// Whether a name in one line ends with this family name (folded): "Anna af Ekenstam" and "af ekenstam".
pub(super) fn bears(name: &str, family_name: &str) -> bool {
    let name = name.to_lowercase();
    let rest = name.strip_suffix(family_name).filter(|_| !family_name.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::audit::Action;
    use crate::kernel::ids::AuditEntryId;
    use proptest::prelude::*;

    fn entry(at: &str) -> Entry {
        let at: Instant = at.parse().unwrap();
        let id = Uuid::from_u128(7);
        Entry {
            id: AuditEntryId::new(at),
            at,
            issuer: "i".into(),
            subject: "s".into(),
            client_id: "c".into(),
            roles: "professional".into(),
            staff_id: None,
            unit_id: Some(id.into()),
            organisation_id: Some(id.into()),
            purpose: "coordination".into(),
            action: Action::Read,
            resource: "cases".into(),
            resource_id: id.into(),
            child_id: Some(id.into()),
            trace_id: "t".into(),
            ground: None,
            consent_id: None,
        }
    }

    #[test]
    fn night_is_from_ten_to_six_in_stockholm_summer_and_winter() {
        for (at, expected) in [
            ("2026-03-02T20:59:59Z", false),
            ("2026-03-02T21:00:00Z", true),
            ("2026-03-02T04:59:59Z", true),
            ("2026-03-02T05:00:00Z", false),
            ("2026-07-01T19:59:59Z", false),
            ("2026-07-01T20:00:00Z", true),
            ("2026-07-01T04:00:00Z", false),
        ] {
            assert_eq!(is_night(at.parse().unwrap()), expected, "{at}");
        }
    }

    #[test]
    fn a_relation_covers_the_time_in_which_it_was_open() {
        let unit = UnitId(Uuid::from_u128(7));
        let open = Relation {
            unit,
            from: "2026-03-02".parse().unwrap(),
            until: Some("2026-03-10".parse().unwrap()),
            opened_at: "2026-03-02T08:00:00Z".parse().unwrap(),
            ended_at: Some("2026-03-05T08:00:00Z".parse().unwrap()),
        };
        let expired = Relation { ended_at: None, ..open };
        let elsewhere = Relation { unit: UnitId(Uuid::from_u128(8)), ..expired };
        let related = |relation: Relation, at: &str| {
            let about = About { relations: &[relation], ..About::default() };
            !reasons(&entry(at), &about).contains(&RiskReason::NoCaseRelation)
        };
        assert!(related(open, "2026-03-03T08:00:00Z"));
        assert!(!related(open, "2026-03-02T07:59:59Z"));
        assert!(!related(open, "2026-03-05T08:00:00Z"));
        assert!(related(expired, "2026-03-10T08:00:00Z"));
        assert!(!related(expired, "2026-03-11T08:00:00Z"));
        assert!(!related(elsewhere, "2026-03-03T08:00:00Z"));
    }

    #[test]
    fn the_reviewers_own_looks_are_no_risk_by_themselves() {
        let mut looked = entry("2026-03-02T12:00:00Z");
        looked.resource = "audit-entries".into();
        let about = About { is_protected: true, has_surname_of_staff: true, ..About::default() };
        assert_eq!(reasons(&looked, &about), []);
    }

    #[test]
    fn an_emergency_access_is_a_reason_by_itself_and_is_drawn_before_all_others() {
        let mut opened = entry("2026-03-02T12:00:00Z");
        opened.ground = Some(Ground::Emergency);
        assert!(reasons(&opened, &About::default()).contains(&RiskReason::Emergency));
        let many = Candidate { id: Uuid::from_u128(1), reasons: RiskReason::ALL.iter().copied().take(4).collect() };
        let emergency = Candidate { id: Uuid::from_u128(2), reasons: vec![RiskReason::Emergency] };
        let drawn = draw(Uuid::from_u128(3), 1, vec![many, emergency.clone()]);
        assert_eq!(drawn, [emergency]);
    }

    #[test]
    fn a_surname_is_the_end_of_a_name() {
        assert!(bears("Anna Lindgren", "lindgren"));
        assert!(bears("Anna Åberg-Lindgren", "lindgren"));
        assert!(bears("Carl af Ekenstam", "af ekenstam"));
        assert!(!bears("Anna Björklindgren", "lindgren"));
        assert!(!bears("Lindgren Anna", "lindgren"));
        assert!(!bears("Anna Lindgren", ""));
    }

    fn candidates(risks: &[usize]) -> Vec<Candidate<Uuid>> {
        let reasons = |count: usize| RiskReason::ALL.iter().copied().take(count).collect();
        let one = |(index, count): (usize, &usize)| Candidate {
            id: Uuid::from_u128(u128::try_from(index).unwrap()),
            reasons: reasons(*count),
        };
        risks.iter().enumerate().map(one).collect()
    }

    proptest! {
        /// The same seed draws the same, in whatever order the database gives the entries.
        #[test]
        fn a_draw_can_be_done_over(risks in proptest::collection::vec(0_usize..4, 0..40), size in 0_usize..20, seed: u128) {
            let seed = Uuid::from_u128(seed);
            let all = candidates(&risks);
            let mut turned = all.clone();
            turned.reverse();
            let drawn = draw(seed, size, all.clone());
            prop_assert_eq!(&draw(seed, size, turned), &drawn);
            prop_assert_eq!(drawn.len(), size.min(all.len()));
            let least = drawn.iter().map(|one| one.reasons.len()).min().unwrap_or_default();
            let left = all.iter().filter(|one| !drawn.contains(one));
            prop_assert!(drawn.is_empty() || left.into_iter().all(|one| one.reasons.len() <= least));
        }
    }

    #[test]
    fn another_seed_draws_others() {
        let all = candidates(&[0; 50]);
        let one = draw(Uuid::from_u128(1), 5, all.clone());
        assert_ne!(draw(Uuid::from_u128(2), 5, all), one);
    }
}
