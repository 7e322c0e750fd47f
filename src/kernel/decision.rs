//! Who may see and do what: the one decision that every operation on a child goes through.
//!
//! A room asks the tables what they say of the acting unit and the thing ([`Standing`]) and has [`decide`] judge it. The
//! ground goes into the access log with the look; an answer about a child on which nothing was decided is not given at
//! all (`audit::entries`). Lists narrow in SQL by the same conditions, so that pages and totals are right, and decide again
//! for each row.
//!
//! A guardian and the child itself are viewers of the same decision ([`Viewer`], [`Family`]). They have no endpoints of
//! their own yet; what staff hand out to them (extracts) is judged as if they had asked themselves.
//!
//! Law: OSL 8:1–3 (secrecy between authorities), 10:1 and 12:2 (consent), PDL 4:1 and SoLPUL 10 § (only who needs it for
//! the work), HSLF-FS 2016:40 4 kap. 9 § (the log tells by what right); for the family OSL 12:1 and 12:3 (a minor's
//! secrecy is for its guardians too when significant harm can be assumed, or when the child disposes over it), 26:2.

use super::auth::Role;
use super::circle::Basis;
use super::ids::ConsentId;

crate::codes! {
    /// På vilken grund någon fick se eller göra något. On what ground somebody was let see or do something; the log keeps it.
    pub enum Ground {
        OwnRecord = "own_record" ("egen akt", "own record"),
        OwnItem = "own_item" ("egen uppgift", "own item"),
        OwnCase = "own_case" ("eget ärende", "own case"),
        Kept = "kept" ("mottagen kopia", "a copy received"),
        Consent = "consent" ("samtycke", "consent"),
        LegalBasis = "legal_basis" ("laglig grund utan samtycke", "a legal basis without consent"),
        LogReview = "log_review" ("logggranskning", "review of the log"),
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        Child = "child" ("barnet självt", "the child itself"),
        Emergency = "emergency" ("nödöppning", "emergency access"),
    }
}

crate::codes! {
    /// Varför något nekades. Why something was refused: for the log and the tests, never for the answer.
    pub enum Denial {
        SeesNoChild = "sees_no_child" ("rollen ser aldrig ett barn", "the role never sees a child"),
        OtherCustodian = "other_custodian" ("en annan myndighets akt", "another authority's record"),
        NotInCircle = "not_in_circle" ("inte i kretsen", "not in the circle"),
        NotGiven = "not_given" ("inte delad med enheten", "not shared with the unit"),
        NotOwnChild = "not_own_child" ("rör inte det egna barnet", "not about the own child"),
        DecidesNoMore = "decides_no_more" ("bestämmer inte för barnet i dag", "does not decide for the child today"),
        ChildDisposes = "child_disposes" ("barnet råder ensamt över uppgiften", "the child alone disposes over it"),
        Hidden = "hidden" ("dold för vårdnadshavaren", "hidden from the guardian"),
        Whereabouts = "whereabouts" ("röjer var någon vistas", "tells where somebody is"),
        Report = "report" ("orosanmälan prövas för sig", "a report of concern is judged by itself"),
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer<'a> {
    /// Staff, in these roles.
    Staff(&'a [Role]),
    /// Somebody who decides for a child.
    Guardian,
    /// The child itself.
    Child,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// An authority's own record of a child, with its guardians.
    Record,
    /// What everybody in the circle sees: that the case is, whom it is about, who takes part, its clocks.
    Shell,
    /// What somebody wrote in the case: its writer's, and theirs to whom it was given while they take part.
    Item,
    /// The access log, of what the own units did or of the records in the own custody: who looked, never what at.
    Log,
    /// A copy that its receiver keeps whatever becomes of the circle: it has its own duty to keep it.
    Copy,
}

/// By what right a unit takes part, or was given something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    /// The kind of right.
    pub basis: Basis,
    /// The consent, when that is the right.
    pub consent_id: Option<ConsentId>,
}

/// What the tables say today of the acting unit and one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether it is the acting unit's own: written by the unit, or for a record kept by its organisation.
    pub own: bool,
    /// By what right the unit takes part in the case today.
    pub takes_part: Option<Right>,
    /// By what right the thing was given to the unit: shared with it, or said at a meeting where it has a place.
    pub given: Option<Right>,
    /// Whether it stands open to who acts by an emergency access of its own (2022:913, 3 kap. 5–6 §§).
    pub emergency: bool,
    /// What is asked of a guardian or of the child itself; staff have no part in it.
    pub family: Family,
}

/// What the tables say today of a member of the family and one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Family {
    /// Whether it is about the child itself, or about a child in whose record the guardian is noted. Siblings meet in one
    /// contact or meeting; each guardian sees the own child's part.
    pub own_child: bool,
    /// Whether the guardian decides for the child today: the days include today, and the child is not of age.
    pub decides: bool,
    /// Whether the child alone disposes over its secrecy in the matter.
    pub child_disposes: bool,
    /// Whether those who wrote it have hidden it from this guardian.
    pub hidden: bool,
    /// Whether it tells where somebody is who is protected from the viewer: the child, or another guardian.
    pub tells_whereabouts: bool,
    /// Whether it is a report of concern, or tells that one was made or considered.
    pub is_report: bool,
}

/// What was decided: the ground, and the consent when that is the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// The ground.
    pub ground: Ground,
    /// The consent.
    pub consent_id: Option<ConsentId>,
}

/// Whether somebody may have a thing, and on what ground.
///
/// # Errors
/// Why not. The answer is the same as for what does not exist.
pub fn decide(viewer: Viewer<'_>, thing: Thing, standing: &Standing) -> Result<Decision, Denial> {
    match viewer {
        Viewer::Staff(roles) => for_staff(roles, thing, standing),
        Viewer::Guardian => for_guardian(standing.family),
        Viewer::Child => for_family(standing.family, Ground::Child),
    }
}

fn for_staff(roles: &[Role], thing: Thing, standing: &Standing) -> Result<Decision, Denial> {
    if thing != Thing::Log && !roles.iter().any(works_with_children) {
        return Err(Denial::SeesNoChild);
    }
    let own = |ground| Decision { ground, consent_id: None };
    match (thing, standing) {
        (Thing::Record, Standing { own: true, .. }) => Ok(own(Ground::OwnRecord)),
        (Thing::Record, _) => Err(Denial::OtherCustodian),
        (Thing::Item | Thing::Copy, Standing { own: true, .. }) => Ok(own(Ground::OwnItem)),
        (Thing::Item, Standing { emergency: true, .. }) => Ok(own(Ground::Emergency)),
        (Thing::Copy, Standing { given: Some(right), .. }) => match right.basis {
            Basis::LegalBasis => Ok(right.decision()),
            Basis::Own | Basis::Consent => Ok(own(Ground::Kept)),
        },
        (Thing::Copy, _) => Err(Denial::NotGiven),
        (Thing::Log, _) => review(roles, standing),
        (_, Standing { takes_part: None, .. }) => Err(Denial::NotInCircle),
        (Thing::Shell, Standing { takes_part: Some(right), .. }) => Ok(right.decision()),
        (Thing::Item, Standing { takes_part: Some(right), given: Some(_), .. }) => Ok(right.decision()),
        (Thing::Item, Standing { given: None, .. }) => Err(Denial::NotGiven),
    }
}

/// Custody decides today and not when something was written: who gets it gets what was, who loses it gets no more (FB
/// 6:11). What the child alone disposes over, and what was hidden, is not the guardian's (OSL 12:3).
const fn for_guardian(family: Family) -> Result<Decision, Denial> {
    match family {
        Family { own_child: false, .. } => Err(Denial::NotOwnChild),
        Family { decides: false, .. } => Err(Denial::DecidesNoMore),
        Family { child_disposes: true, .. } => Err(Denial::ChildDisposes),
        Family { hidden: true, .. } => Err(Denial::Hidden),
        other => for_family(other, Ground::Guardian),
    }
}

/// What holds for the whole family. A report of concern is never shown by rule: whom it may be told to, and by whose name,
/// is judged for each one by the authority that keeps it (OSL 26:5, 25:7).
const fn for_family(family: Family, ground: Ground) -> Result<Decision, Denial> {
    match family {
        Family { own_child: false, .. } => Err(Denial::NotOwnChild),
        Family { is_report: true, .. } => Err(Denial::Report),
        Family { tells_whereabouts: true, .. } => Err(Denial::Whereabouts),
        _ => Ok(Decision { ground, consent_id: None }),
    }
}

/// Reviewers check the log; staff who are trusted with it make the family's extracts.
fn review(roles: &[Role], standing: &Standing) -> Result<Decision, Denial> {
    let reviews = |role: &Role| matches!(role, Role::LogReviewer | Role::Professional | Role::UnitManager);
    match (roles.iter().any(reviews), standing.own) {
        (true, true) => Ok(Decision { ground: Ground::LogReview, consent_id: None }),
        (true, false) => Err(Denial::OtherCustodian),
        (false, _) => Err(Denial::SeesNoChild),
    }
}

/// Administrators configure, reviewers read the log, process leaders and politicians read aggregates: none of them sees
/// a child. Guardians and children are no staff: [`Viewer`].
const fn works_with_children(role: &Role) -> bool {
    match role {
        Role::Professional | Role::UnitManager | Role::Integration => true,
        Role::ProcessLeader
        | Role::Politician
        | Role::LogReviewer
        | Role::Administrator
        | Role::Guardian
        | Role::Child => false,
    }
}

impl Right {
    const fn decision(self) -> Decision {
        let ground = match self.basis {
            Basis::Own => Ground::OwnCase,
            Basis::Consent => Ground::Consent,
            Basis::LegalBasis => Ground::LegalBasis,
        };
        Decision { ground, consent_id: self.consent_id }
    }
}

#[cfg(test)]
mod tests;
