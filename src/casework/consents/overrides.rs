//! When a statute lets a guardian's yes be done without: pure.

use super::codes::{ConsentPartyKind, ConsentPurpose, OverrideBasis};
use super::rules::{Party, Terms, is_guardian};
use crate::kernel::rules::{BOARD_IN_CARE, BOARD_MEASURE, PREVENTED_GUARDIAN, Rule};

/// What is said of a party whose yes is to be done without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoneWithout {
    /// By what statute.
    pub basis: OverrideBasis,
    /// That the decision cannot wait without inconvenience.
    pub cannot_wait: bool,
    /// That it intervenes in the child's future.
    pub intervenes: bool,
    /// That the child's best manifestly demands it.
    pub best_demands: bool,
}

impl Terms {
    /// Whether a statute lets a guardian's yes be done without.
    ///
    /// * A prevented guardian: the other decides alone, where the decision cannot wait and does not intervene in the child's
    ///   future, unless the child's best manifestly demands it (föräldrabalken 6 kap. 13 § second paragraph). To be
    ///   interviewed or published can always wait.
    /// * A refusing guardian of two: the board decides that a measure of support may be taken (6 kap. 13 a §).
    /// * A child in care: the board decides as far as the care needs it (LVU 1990:52, 11 §).
    ///
    /// # Errors
    /// The rule that refuses it.
    pub fn may_do_without(
        &self,
        party: Party,
        purpose: ConsentPurpose,
        said: DoneWithout,
    ) -> Result<(), &'static Rule> {
        let guardians = self.parties.iter().filter(|one| is_guardian(one.kind)).count();
        let is_support = purpose.lets_units_take_part();
        match said.basis {
            OverrideBasis::Prevented => {
                let lets = said.cannot_wait && is_support && (!said.intervenes || said.best_demands);
                if lets && is_guardian(party.kind) && guardians > 1 { Ok(()) } else { Err(&PREVENTED_GUARDIAN) }
            }
            OverrideBasis::BoardDecided => {
                if is_guardian(party.kind) && guardians == 2 && is_support {
                    Ok(())
                } else {
                    Err(&BOARD_MEASURE)
                }
            }
            OverrideBasis::BoardInCare => {
                let in_care = self.parties.iter().any(|one| one.kind == ConsentPartyKind::Board);
                if is_guardian(party.kind) && in_care { Ok(()) } else { Err(&BOARD_IN_CARE) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn terms(parties: Vec<Party>) -> Terms {
        Terms {
            valid_from: "2026-01-01".parse().unwrap(),
            valid_to: "2026-12-31".parse().unwrap(),
            lapses_on: None,
            superseded_on: None,
            units: vec![],
            parties,
            acts: vec![],
        }
    }

    #[test]
    fn a_statute_lets_a_guardian_be_done_without_under_its_own_conditions_only() {
        use ConsentPartyKind::{AppointedGuardian, Board, Child, GodMan, Guardian};
        use OverrideBasis::{BoardDecided, BoardInCare, Prevented};
        let said =
            |basis, cannot_wait, intervenes, best_demands| DoneWithout { basis, cannot_wait, intervenes, best_demands };
        let urgent = said(Prevented, true, false, false);
        let board = said(BoardDecided, false, false, false);
        let care = said(BoardInCare, false, false, false);
        let sip = ConsentPurpose::Sip;
        // Who decides; whose yes is done without (the first); for what; what is said; the rule that refuses.
        let table: &[(&[ConsentPartyKind], ConsentPurpose, DoneWithout, Option<&str>)] = &[
            (&[Guardian, Guardian], sip, urgent, None),
            (&[Guardian, AppointedGuardian, Child], sip, urgent, None),
            (&[Guardian, Guardian], sip, said(Prevented, false, false, false), Some("prevented-guardian")),
            (&[Guardian, Guardian], sip, said(Prevented, true, true, false), Some("prevented-guardian")),
            (&[Guardian, Guardian], sip, said(Prevented, true, true, true), None),
            (&[Guardian], sip, urgent, Some("prevented-guardian")),
            (&[Guardian, Board], sip, urgent, Some("prevented-guardian")),
            (&[Guardian, Guardian], ConsentPurpose::GoodExamplePublication, urgent, Some("prevented-guardian")),
            (&[Guardian, Guardian], sip, board, None),
            (&[Guardian, Guardian, Child], ConsentPurpose::HltDiscussion, board, None),
            (&[Guardian], sip, board, Some("board-decides-measure")),
            (&[Guardian, Guardian, Guardian], sip, board, Some("board-decides-measure")),
            (&[Guardian, Guardian], ConsentPurpose::Survey, board, Some("board-decides-measure")),
            (&[Child, Guardian, Guardian], sip, board, Some("board-decides-measure")),
            (&[Guardian, Board], sip, care, None),
            (&[Guardian, Guardian], sip, care, Some("board-decides-in-care")),
            (&[GodMan, Board], sip, care, Some("board-decides-in-care")),
        ];
        for (kinds, purpose, said, refused_by) in table {
            let party =
                |(number, kind): (u128, &ConsentPartyKind)| Party { id: Uuid::from_u128(number).into(), kind: *kind };
            let terms = terms((1..).zip(*kinds).map(party).collect());
            let refused = terms.may_do_without(terms.parties[0], *purpose, *said).err().map(|rule| rule.code);
            assert_eq!(refused, *refused_by, "{kinds:?} {purpose:?} {said:?}");
        }
    }
}
