//! When a consent is in force, and what may be done with it: pure functions of its terms, its parties, what they have
//! done, and a day in Stockholm.

use super::codes::{ChildMaturity, ConsentAct, ConsentPartyKind, ConsentState, OverrideBasis};
use crate::kernel::ids::{ConsentPartyId, GuardianId, UnitId};
use crate::kernel::time::Day;

#[cfg(test)]
mod tests;

/// The longest that a consent is asked for at once: consent to share is limited in time (OSL 12 kap. 2 §).
pub const LONGEST_MONTHS: i32 = 24;

/// A party whose decision is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// The party.
    pub id: ConsentPartyId,
    /// What it is.
    pub kind: ConsentPartyKind,
}

/// What a party did on a day. In the order of recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// Who.
    pub party: ConsentPartyId,
    /// What.
    pub act: ConsentAct,
    /// When.
    pub on: Day,
    /// The statute by which the consent stands without this party's yes.
    pub overridden: Option<OverrideBasis>,
}

/// A consent as far as its state depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_to: Day,
    /// The child's 18th birthday, when it falls before the last day has passed.
    pub lapses_on: Option<Day>,
    /// From which day a renewal stands in its place.
    pub superseded_on: Option<Day>,
    /// The units of its scope with the day from which each was taken out.
    pub units: Vec<(UnitId, Option<Day>)>,
    /// Who must decide.
    pub parties: Vec<Party>,
    /// What they did.
    pub acts: Vec<Act>,
}

impl Terms {
    /// What a party has said, as it stood at the end of a day.
    #[must_use]
    pub fn standing(&self, party: ConsentPartyId, day: Day) -> Option<&Act> {
        let said = self.acts.iter().filter(|act| act.party == party && act.act != ConsentAct::Narrowed);
        // Of the same day's the last recorded counts: `max_by_key` takes the last of equals.
        said.filter(|act| act.on <= day).max_by_key(|act| act.on)
    }

    /// Whether every party had granted, or was rightly done without, at the end of a day.
    #[must_use]
    pub fn agreed(&self, day: Day) -> bool {
        let mut granted = false;
        for party in &self.parties {
            match self.standing(party.id, day) {
                Some(act) if act.act == ConsentAct::Granted => granted |= self.speaks_for_child(party.kind),
                Some(act) if is_overridden(act) && self.is_carried(act, day) => {}
                _ => return false,
            }
        }
        // A statute stands in for one guardian beside another who consents, never for all of them.
        granted
    }

    /// Whether somebody has granted whose yes carries what is done without: another guardian, or the board in whose care
    /// the child is.
    fn is_carried(&self, act: &Act, day: Day) -> bool {
        self.parties.iter().any(|party| match act.overridden {
            Some(OverrideBasis::Prevented | OverrideBasis::BoardDecided) => {
                is_guardian(party.kind) && self.has_granted(*party, day)
            }
            Some(OverrideBasis::BoardInCare) => party.kind == ConsentPartyKind::Board && self.has_granted(*party, day),
            None => false,
        })
    }

    fn has_granted(&self, party: Party, day: Day) -> bool {
        self.standing(party.id, day).is_some_and(|act| act.act == ConsentAct::Granted)
    }

    /// Whether a party's yes can carry the consent: a guardian's, or the child's where it decides alone.
    fn speaks_for_child(&self, kind: ConsentPartyKind) -> bool {
        kind != ConsentPartyKind::Child || self.parties.len() == 1
    }

    /// Whether the child itself has granted.
    fn child_granted(&self, day: Day) -> bool {
        let mut children = self.parties.iter().filter(|party| party.kind == ConsentPartyKind::Child);
        children.any(|party| self.has_granted(*party, day))
    }

    /// Whether guardians decide no more: from the 18th birthday only what the child itself granted stands.
    #[must_use]
    pub fn has_lapsed(&self, day: Day) -> bool {
        self.lapses_on.is_some_and(|birthday| birthday <= day) && !self.child_granted(day)
    }

    fn is_superseded(&self, day: Day) -> bool {
        self.superseded_on.is_some_and(|on| on <= day)
    }

    /// Whether the consent was in force on a day, as far as is known now.
    #[must_use]
    pub fn in_force_on(&self, day: Day) -> bool {
        let valid = self.valid_from <= day && day <= self.valid_to;
        valid && self.agreed(day) && !self.is_superseded(day) && !self.has_lapsed(day)
    }

    /// Whether it was in force on a day and named the unit then.
    #[must_use]
    pub fn covers(&self, unit: UnitId, day: Day) -> bool {
        self.in_force_on(day) && self.names(unit, day)
    }

    /// Whether the unit belonged to the scope on a day.
    #[must_use]
    pub fn names(&self, unit: UnitId, day: Day) -> bool {
        self.units.iter().any(|(named, removed)| *named == unit && removed.is_none_or(|removed| day < removed))
    }

    /// The state on a day.
    #[must_use]
    pub fn state(&self, today: Day) -> ConsentState {
        let standing = || self.parties.iter().filter_map(|party| self.standing(party.id, today));
        if standing().any(|act| act.act == ConsentAct::Withdrawn) {
            ConsentState::Withdrawn
        } else if self.is_superseded(today) {
            ConsentState::Superseded
        } else if standing().any(|act| act.act == ConsentAct::Refused && !is_overridden(act)) {
            ConsentState::Refused
        } else if today > self.valid_to || self.has_lapsed(today) {
            ConsentState::Expired
        } else if self.agreed(today) {
            if self.valid_from <= today { ConsentState::InForce } else { ConsentState::Upcoming }
        } else if standing().any(|act| act.act == ConsentAct::Granted) {
            ConsentState::Partial
        } else {
            ConsentState::Pending
        }
    }

    /// The last day on which it can give access: its own last day, or the day before the 18th birthday when guardians
    /// alone decided.
    #[must_use]
    pub fn last_day(&self, today: Day) -> Day {
        match self.lapses_on {
            Some(birthday) if !self.child_granted(today) => self.valid_to.min(birthday.plus_days(-1)),
            _ => self.valid_to,
        }
    }

    /// The day on which the last of the decisions that carry it was made.
    #[must_use]
    pub fn decided_on(&self, today: Day) -> Option<Day> {
        self.parties.iter().filter_map(|party| self.standing(party.id, today)).map(|act| act.on).max()
    }
}

/// Whether the party holds custody, alone or with another (föräldrabalken 6 kap. 2 and 8 §§).
pub(super) const fn is_guardian(kind: ConsentPartyKind) -> bool {
    matches!(kind, ConsentPartyKind::Guardian | ConsentPartyKind::AppointedGuardian)
}

fn is_overridden(act: &Act) -> bool {
    act.overridden.is_some() && matches!(act.act, ConsentAct::Refused | ConsentAct::NotReachable)
}

/// Whose decision is required.
///
/// A *god man* acts in the place of guardians who are not there (lag 2005:429); a specially appointed guardian and the
/// board decide besides the guardians. An adult decides alone. With nobody registered beside a child that disposes
/// jointly there is nobody to decide with it, so nobody is required and the consent is never in force.
#[must_use]
pub fn required(
    registered: &[(GuardianId, ConsentPartyKind)],
    maturity: ChildMaturity,
    is_adult: bool,
) -> Vec<(ConsentPartyKind, Option<GuardianId>)> {
    let child = (ConsentPartyKind::Child, None);
    if is_adult || maturity == ChildMaturity::DisposesAlone {
        return vec![child];
    }
    let represented = registered.iter().any(|(_, kind)| *kind == ConsentPartyKind::GodMan);
    let mut parties: Vec<_> = registered
        .iter()
        .filter(|(_, kind)| !(represented && *kind == ConsentPartyKind::Guardian))
        .map(|(guardian, kind)| (*kind, Some(*guardian)))
        .collect();
    if maturity == ChildMaturity::DisposesJointly && !parties.is_empty() {
        parties.push(child);
    }
    parties
}

/// What is wrong with a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodFault {
    /// It ends before it begins.
    EndsFirst,
    /// It is longer than may be asked for at once.
    TooLong,
}

/// The period of a new consent; so many months when no last day is given.
///
/// # Errors
/// When it ends before it begins or is too long.
pub fn period(from: Day, to: Option<Day>, default_months: i32) -> Result<(Day, Day), PeriodFault> {
    let to = to.unwrap_or_else(|| from.plus_months(default_months.min(LONGEST_MONTHS)));
    if to < from {
        Err(PeriodFault::EndsFirst)
    } else if to > from.plus_months(LONGEST_MONTHS) {
        Err(PeriodFault::TooLong)
    } else {
        Ok((from, to))
    }
}

/// Why a step is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The consent has ended; a new one is needed.
    Ended,
    /// The party has granted: it changes its mind by withdrawing.
    AlreadyGranted,
    /// The party has granted nothing that it could withdraw or narrow.
    NotGranted,
    /// The child is of age; guardians decide no more.
    GuardianLapsed,
}

impl Terms {
    /// Whether a party may have decided on a day, as recorded today.
    ///
    /// # Errors
    /// Why not.
    pub fn may_decide(&self, party: Party, on: Day, today: Day) -> Result<(), Refused> {
        self.may_act(party, on, today)?;
        match self.standing(party.id, today) {
            Some(act) if act.act == ConsentAct::Granted => Err(Refused::AlreadyGranted),
            _ => Ok(()),
        }
    }

    /// Whether a party may have taken back on a day what it granted, also before the others have decided.
    ///
    /// # Errors
    /// Why not.
    pub fn may_take_back(&self, party: Party, on: Day, today: Day) -> Result<(), Refused> {
        self.may_act(party, on, today)?;
        match self.standing(party.id, today) {
            Some(act) if act.act == ConsentAct::Granted && act.on <= on => Ok(()),
            _ => Err(Refused::NotGranted),
        }
    }

    fn may_act(&self, party: Party, on: Day, today: Day) -> Result<(), Refused> {
        let of_age = self.lapses_on.is_some_and(|birthday| birthday <= on);
        // What has only run out since that day may still be recorded.
        if matches!(self.state(today), ConsentState::Withdrawn | ConsentState::Superseded)
            || self.state(on) == ConsentState::Expired
        {
            Err(Refused::Ended)
        } else if of_age && party.kind != ConsentPartyKind::Child {
            Err(Refused::GuardianLapsed)
        } else {
            Ok(())
        }
    }
}
