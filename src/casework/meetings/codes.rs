//! The codes of meetings.

use crate::casework::consents::codes::ConsentPurpose;
use crate::kernel::text::Label;
pub use crate::parties::agreements::codes::MeetingKind;

/// The consent without which a child is not talked of at a meeting. Coordination and follow-up meetings are about the
/// plan and its coordinator, so they need the consent to a plan.
#[must_use]
pub const fn purpose_of(kind: MeetingKind) -> ConsentPurpose {
    match kind {
        MeetingKind::Hlt => ConsentPurpose::HltDiscussion,
        MeetingKind::Network => ConsentPurpose::NetworkMeeting,
        MeetingKind::Sip | MeetingKind::Coordination | MeetingKind::FollowUp => ConsentPurpose::Sip,
    }
}

crate::codes! {
    /// Mötets tillstånd. The state of a meeting.
    pub enum MeetingState {
        Planned = "planned" ("planerat", "planned"),
        Held = "held" ("hållet", "held"),
        Cancelled = "cancelled" ("inställt", "cancelled"),
    }
}

crate::codes! {
    /// Hur mötet hålls. How a meeting is held.
    pub enum PlaceKind {
        Physical = "physical" ("på plats", "in person"),
        Video = "video" ("video", "video"),
        Telephone = "telephone" ("telefon", "telephone"),
    }
}

crate::codes! {
    /// Varför mötet ställs in. Why a meeting is cancelled.
    pub enum CancellationReason {
        Rescheduled = "rescheduled" ("flyttat till annan dag", "moved to another day"),
        PartyUnable = "party_unable" ("en part kan inte komma", "a party is unable to come"),
        FamilyDeclined = "family_declined" ("familjen vill inte", "the family declined"),
        ConsentLacking = "consent_lacking" ("samtycke saknas", "consent is lacking"),
        NothingToDiscuss = "nothing_to_discuss" ("inget att ta upp", "nothing to discuss"),
        Other = "other" ("annat skäl", "another reason"),
    }
}

crate::codes! {
    /// Punktens tillstånd. The state of an agenda item. `decided` is what units see to whom meeting notes are not covered; it is
    /// never stored.
    pub enum ItemState {
        OnAgenda = "on_agenda" ("på dagordningen", "on the agenda"),
        Discussed = "discussed" ("taget upp, väntar på beslut", "discussed, waits for its decision"),
        NotDiscussed = "not_discussed" ("inte taget upp", "not discussed"),
        Accepted = "accepted" ("antaget", "accepted"),
        NotAccepted = "not_accepted" ("inte antaget, hänvisat", "not accepted, referred"),
        Decided = "decided" ("beslutat; vad undanhålls", "decided; what is withheld"),
    }
}

impl ItemState {
    /// The state as it is shown to who may not read what is said of the child: what was decided is a note of the meeting.
    #[must_use]
    pub const fn without_outcome(self) -> Self {
        match self {
            Self::Accepted | Self::NotAccepted => Self::Decided,
            other => other,
        }
    }
}

crate::codes! {
    /// Beslut om ett barn. What a meeting decides about a child.
    pub enum DecisionOutcome {
        Accepted = "accepted" ("antaget", "accepted"),
        NotAccepted = "not_accepted" ("inte antaget", "not accepted"),
    }
}

crate::codes! {
    /// Vart familjen hänvisas. Where a family is referred.
    pub enum ReferralKind {
        School = "school" ("skolan", "the school"),
        StudentHealth = "student_health" ("elevhälsan", "student health"),
        SocialServices = "social_services" ("socialtjänsten", "social services"),
        HealthCentre = "health_centre" ("hälsocentral", "health centre"),
        ChildPsychiatry = "child_psychiatry" ("barn- och ungdomspsykiatri", "child and adolescent psychiatry"),
        Habilitation = "habilitation" ("habilitering", "habilitation"),
        ChildYouthClinic = "child_youth_clinic" ("barn- och ungdomsmottagning", "child and youth clinic"),
        FamilyCentre = "family_centre" ("familjecentral", "family centre"),
        YouthClinic = "youth_clinic" ("ungdomsmottagning", "youth clinic"),
        Association = "association" ("förening eller fritid", "association or leisure"),
        OwnUnit = "own_unit" ("den aktualiserande enheten går vidare själv", "the actualising unit goes on by itself"),
        Other = "other" ("annat", "other"),
    }
}

crate::codes! {
    /// Kallelse eller inbjudan. Summoned must come, invited may come.
    pub enum SummonsKind {
        Summons = "summons" ("kallelse", "summons"),
        Invitation = "invitation" ("inbjudan", "invitation"),
    }
}

crate::codes! {
    /// Vem som kallas eller bjuds in. Who is summoned or invited.
    pub enum SummonedParty {
        Unit = "unit" ("enhet", "unit"),
        Child = "child" ("barnet", "the child"),
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        Relative = "relative" ("närstående", "relative"),
        Other = "other" ("annan", "other"),
    }
}

crate::codes! {
    /// Vem av familjen eller andra som bjuds in. Who of the family or others is invited.
    pub enum InvitedParty {
        Child = "child" ("barnet", "the child"),
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        Relative = "relative" ("närstående", "relative"),
        Other = "other" ("annan", "other"),
    }
}

impl From<InvitedParty> for SummonedParty {
    fn from(party: InvitedParty) -> Self {
        match party {
            InvitedParty::Child => Self::Child,
            InvitedParty::Guardian => Self::Guardian,
            InvitedParty::Relative => Self::Relative,
            InvitedParty::Other => Self::Other,
        }
    }
}

crate::codes! {
    /// Närvaro. Whether a summoned or invited party came.
    pub enum Attendance {
        Attended = "attended" ("närvarade", "attended"),
        AbsentWithNotice = "absent_with_notice" ("anmäld frånvaro", "absent with notice"),
        Absent = "absent" ("uteblev", "absent"),
    }
}

/// The code lists of the room.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![
        ("meeting-states", MeetingState::list()),
        ("meeting-places", PlaceKind::list()),
        ("meeting-cancellation-reasons", CancellationReason::list()),
        ("agenda-item-states", ItemState::list()),
        ("agenda-decisions", DecisionOutcome::list()),
        ("referrals", ReferralKind::list()),
        ("summons-kinds", SummonsKind::list()),
        ("summoned-parties", SummonedParty::list()),
        ("attendances", Attendance::list()),
    ]
}
