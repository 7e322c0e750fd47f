//! Which consent lets a unit take part of a kind of information, or what is nearest to it: pure.

use crate::casework::consents::codes::{ConsentState, InformationCategory};
use crate::casework::consents::rules::Terms;
use crate::kernel::ids::{ConsentId, UnitId};
use crate::kernel::time::Day;

crate::codes! {
    /// Varför inget samtycke räcker. Why no consent is enough.
    pub enum Reason {
        InformationNotCovered = "information_not_covered" ("samtycket omfattar inte slaget av uppgifter", "the consent does not cover the kind of information"),
        AwaitsDecisions = "awaits_decisions" ("samtycket väntar på besked", "the consent waits for decisions"),
        NotInForceThen = "not_in_force_then" ("samtycket gäller inte den dagen", "the consent is not in force on the day"),
        UnitNotNamed = "unit_not_named" ("samtycket omfattar inte enheten", "the consent does not name the unit"),
        Refused = "refused" ("samtycket är nekat", "the consent is refused"),
        Ended = "ended" ("samtycket är återtaget, ersatt eller har löpt ut", "the consent is withdrawn, superseded or expired"),
        NeverAsked = "never_asked" ("inget samtycke är efterfrågat", "no consent has been asked for"),
    }
}

/// A consent for the purpose, as far as a check depends on it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The consent.
    pub id: ConsentId,
    /// Its terms.
    pub terms: Terms,
    /// The kinds of information that it covers.
    pub information: Vec<InformationCategory>,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The unit that is to take part.
    pub unit: UnitId,
    /// Whether it is the unit whose case it is: every consent in force names it.
    pub is_own_case: bool,
    /// Which kind of information; any when left out.
    pub information: Option<InformationCategory>,
    /// The day.
    pub day: Day,
}

/// What the consents of the case say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This one allows it.
    Allowed(ConsentId),
    /// None does; the one that comes nearest, and what it lacks.
    Refused(Reason, Option<ConsentId>),
}

impl Question {
    /// Judges the consents of one purpose.
    #[must_use]
    pub fn judge(self, candidates: &[Candidate]) -> Verdict {
        let mut nearest: Option<(Reason, ConsentId)> = None;
        for candidate in candidates {
            match self.lack(candidate) {
                None => return Verdict::Allowed(candidate.id),
                // The codes stand in the order of nearness; of equals the newest is told, which is the last.
                Some(reason) if nearest.is_none_or(|(known, _)| reason <= known) => {
                    nearest = Some((reason, candidate.id));
                }
                Some(_) => {}
            }
        }
        match nearest {
            Some((reason, id)) => Verdict::Refused(reason, Some(id)),
            None => Verdict::Refused(Reason::NeverAsked, None),
        }
    }

    /// What a consent lacks, if anything.
    fn lack(self, candidate: &Candidate) -> Option<Reason> {
        let terms = &candidate.terms;
        let names = self.is_own_case || terms.names(self.unit, self.day);
        let covers = self.information.is_none_or(|kind| candidate.information.contains(&kind));
        if terms.in_force_on(self.day) {
            return match (names, covers) {
                (true, true) => None,
                (true, false) => Some(Reason::InformationNotCovered),
                (false, _) => Some(Reason::UnitNotNamed),
            };
        }
        Some(match terms.state(self.day) {
            ConsentState::Refused => Reason::Refused,
            ConsentState::Withdrawn | ConsentState::Superseded | ConsentState::Expired => Reason::Ended,
            _ if !names => Reason::UnitNotNamed,
            ConsentState::Pending | ConsentState::Partial => Reason::AwaitsDecisions,
            ConsentState::InForce | ConsentState::Upcoming => Reason::NotInForceThen,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::casework::consents::codes::{ConsentAct, ConsentPartyKind};
    use crate::casework::consents::rules::{Act, Party};

    fn id<T: From<uuid::Uuid>>(number: u128) -> T {
        T::from(uuid::Uuid::from_u128(number))
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A consent for 2026 of one guardian, for unit 50 and the school's situation.
    fn candidate(number: u128, said: Option<ConsentAct>) -> Candidate {
        let act = |act| Act { party: id(1), act, on: day("2026-02-01"), overridden: None };
        let terms = Terms {
            valid_from: day("2026-01-01"),
            valid_to: day("2026-12-31"),
            lapses_on: None,
            superseded_on: None,
            units: vec![(id(50), None)],
            parties: vec![Party { id: id(1), kind: ConsentPartyKind::Guardian }],
            acts: said.map(act).into_iter().collect(),
        };
        Candidate { id: id(number), terms, information: vec![InformationCategory::SchoolSituation] }
    }

    fn question() -> Question {
        let information = Some(InformationCategory::SchoolSituation);
        Question { unit: id(50), is_own_case: false, information, day: day("2026-03-02") }
    }

    #[test]
    fn the_consent_that_allows_or_what_the_nearest_lacks() {
        let granted = || candidate(1, Some(ConsentAct::Granted));
        let refused = |reason, number| Verdict::Refused(reason, Some(id(number)));
        let stranger = Question { unit: id(51), ..question() };
        let health = Question { information: Some(InformationCategory::Health), ..question() };
        let late = Question { day: day("2027-01-01"), ..question() };
        let early = Question { day: day("2026-01-31"), ..question() };
        let table = [
            (question(), vec![], Verdict::Refused(Reason::NeverAsked, None)),
            (question(), vec![granted()], Verdict::Allowed(id(1))),
            (question(), vec![candidate(2, None), granted()], Verdict::Allowed(id(1))),
            (stranger, vec![granted()], refused(Reason::UnitNotNamed, 1)),
            (Question { is_own_case: true, ..stranger }, vec![granted()], Verdict::Allowed(id(1))),
            (health, vec![granted()], refused(Reason::InformationNotCovered, 1)),
            (late, vec![granted()], refused(Reason::Ended, 1)),
            (early, vec![granted()], refused(Reason::AwaitsDecisions, 1)),
            (question(), vec![candidate(2, None)], refused(Reason::AwaitsDecisions, 2)),
            (question(), vec![candidate(3, Some(ConsentAct::Refused))], refused(Reason::Refused, 3)),
            (question(), vec![candidate(4, Some(ConsentAct::Withdrawn))], refused(Reason::Ended, 4)),
            (health, vec![candidate(2, None), granted()], refused(Reason::InformationNotCovered, 1)),
            (stranger, vec![candidate(3, Some(ConsentAct::Refused)), granted()], refused(Reason::UnitNotNamed, 1)),
        ];
        for (question, candidates, expected) in table {
            assert_eq!(question.judge(&candidates), expected, "{question:?} {candidates:#?}");
        }
    }

    proptest! {
        #[test]
        fn a_check_allows_only_what_a_consent_in_force_covers(
            said in prop::collection::vec(prop::option::of(0_usize..ConsentAct::ALL.len()), 0..5),
            unit in 50_u128..52, own in any::<bool>(), offset in 0_i64..500,
        ) {
            let candidates: Vec<Candidate> =
                (1..).zip(&said).map(|(number, act)| candidate(number, act.map(|act| ConsentAct::ALL[act]))).collect();
            let day = day("2025-12-01").plus_days(offset);
            let question = Question { unit: id(unit), is_own_case: own, day, ..question() };
            let allowing = candidates.iter().find(|one| {
                one.terms.in_force_on(day) && (own || one.terms.names(question.unit, day))
            });
            match question.judge(&candidates) {
                Verdict::Allowed(id) => prop_assert_eq!(Some(id), allowing.map(|one| one.id)),
                Verdict::Refused(..) => prop_assert!(allowing.is_none()),
            }
        }
    }
}
