//! What the clocks read: a light view of a case's facts. Ids, codes and days, never text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned, de::IntoDeserializer};
use uuid::Uuid;

use crate::kernel::time::{Day, Instant};

crate::codes! {
    /// Vad som hände. What kind of step a fact records: what it carries beside its day stands with the step that records it.
    pub enum FactKind {
        CaseOpened = "case_opened" ("ärendet öppnat", "case opened"),
        ActualisationRegistered = "actualisation_registered" ("aktualiserat", "actualised"),
        ActualisationWithdrawn = "actualisation_withdrawn" ("aktualiseringen återtagen", "actualisation withdrawn"),
        ActualisationRefused = "actualisation_refused" ("familjens begäran nekad", "request of the family refused"),
        NeedKnown = "need_known" ("behovet känt", "need known"),
        UrgencyRaised = "urgency_raised" ("blev akut", "urgency raised"),
        UrgencyLowered = "urgency_lowered" ("inte längre akut", "urgency lowered"),
        ConsentAsked = "consent_asked" ("samtycke efterfrågat", "consent asked for"),
        ConsentGranted = "consent_granted" ("samtycke gäller", "consent in force"),
        ConsentRefused = "consent_refused" ("samtycke nekat", "consent refused"),
        ConsentWithdrawn = "consent_withdrawn" ("samtycke återtaget", "consent withdrawn"),
        ConsentLost = "consent_lost" ("inget samtycke kvar", "last consent lost"),
        ItemsShared = "items_shared" ("uppgifter delade", "items shared"),
        ContactRecorded = "contact_recorded" ("kontakt med familjen", "contact with the family"),
        MeetingPlanned = "meeting_planned" ("möte planerat", "meeting planned"),
        MeetingCancelled = "meeting_cancelled" ("möte inställt", "meeting cancelled"),
        SummonsSent = "summons_sent" ("kallelse sänd", "summons sent"),
        SummonsAcknowledged = "summons_acknowledged" ("kallelse kvitterad", "summons acknowledged"),
        AgendaItemAdded = "agenda_item_added" ("upptaget på dagordningen", "put on the agenda"),
        MeetingHeld = "meeting_held" ("möte hållet", "meeting held"),
        SummonedAbsent = "summoned_absent" ("kallad part uteblev", "a summoned party was absent"),
        ItemAccepted = "item_accepted" ("antaget vid mötet", "accepted at the meeting"),
        ItemNotAccepted = "item_not_accepted" ("inte antaget, hänvisat", "not accepted, referred"),
        FamilyInformed = "family_informed" ("familjen informerad", "family informed"),
        CoordinatorAppointed = "coordinator_appointed" ("samordnare utsedd", "coordinator appointed"),
        PlanCreated = "plan_created" ("plan påbörjad", "plan begun"),
        PlanChanged = "plan_changed" ("plan ändrad", "plan changed"),
        PlanEstablished = "plan_established" ("plan upprättad", "plan established"),
        PlanConfirmed = "plan_confirmed" ("plan bekräftad", "plan confirmed"),
        InterventionStarted = "intervention_started" ("insats påbörjad", "intervention started"),
        GoalReached = "goal_reached" ("mål uppnått", "goal reached"),
        FollowUpHeld = "follow_up_held" ("uppföljning gjord", "follow-up held"),
        PlanClosed = "plan_closed" ("plan avslutad", "plan closed"),
        PlanReopened = "plan_reopened" ("plan återöppnad", "plan reopened"),
        MeasurementRegistered = "measurement_registered" ("mätning registrerad", "measurement registered"),
        AssessmentCompleted = "assessment_completed" ("bedömning klar", "assessment completed"),
        ReferralReceived = "referral_received" ("remiss mottagen", "referral received"),
        CaseClosed = "case_closed" ("ärendet avslutat", "case closed"),
        CaseMerged = "case_merged" ("ärendet sammanslaget", "case merged"),
        PauseOpened = "pause_opened" ("ledtid pausad", "clock paused"),
        PauseClosed = "pause_closed" ("paus avslutad", "pause ended"),
        ClockCorrected = "clock_corrected" ("dag rättad", "day corrected"),
        Annulled = "annulled" ("makulerat", "annulled"),
    }
}

/// The codes that a fact may carry and that a definition may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKey {
    /// Purpose of a contact or a consent.
    Purpose,
    /// Outcome of a contact, such as `reached`.
    Outcome,
    /// How a contact or a meeting took place.
    Mode,
    /// Urgency, such as `acute`.
    Urgency,
    /// Kind of meeting, such as `hlt`, `network`, `coordination`.
    MeetingKind,
    /// Instrument of a measurement, such as `sdq`.
    Instrument,
    /// Kind of assessment, such as `first`, `in_depth`.
    Assessment,
    /// Why something ended or paused.
    Reason,
    /// Code of the clock that a pause is about.
    Clock,
}

/// The days that a fact may carry beside `occurred_on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKey {
    /// The day the need became known.
    NeedKnownOn,
    /// The day the need of collaboration was actualised by any actor.
    CollaborationNeedOn,
    /// The first day after a pause.
    PausedUntil,
}

/// What a fact says beside its kind and day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    /// Codes by key.
    pub codes: BTreeMap<CodeKey, String>,
    /// Days by key.
    pub dates: BTreeMap<DateKey, Day>,
    /// The fact that this one corrects.
    pub replaces: Option<Uuid>,
    /// For a merged case: the case that survives.
    pub merged_into: Option<Uuid>,
}

/// One step of a case: when it happened, when it was recorded, what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The fact's id.
    pub id: Uuid,
    /// The case it belongs to.
    pub case_id: Uuid,
    /// What kind of step.
    pub kind: FactKind,
    /// The day it happened, in Stockholm; may lie before the day it was recorded, never in the
    /// future.
    pub occurred_on: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The plan, meeting, agenda item … it is about; `None` for the case as a whole.
    pub subject: Option<Uuid>,
    /// Codes and days.
    pub attributes: Attributes,
}

impl Fact {
    /// The code under a key, if the fact carries one.
    #[must_use]
    pub fn code(&self, key: CodeKey) -> Option<&str> {
        self.attributes.codes.get(&key).map(String::as_str)
    }

    /// The code under a key as an enum of ours; `None` also for a code that the enum lacks.
    pub(super) fn code_as<T: DeserializeOwned>(&self, key: CodeKey) -> Option<T> {
        let code: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = self.code(key)?.into_deserializer();
        T::deserialize(code).ok()
    }

    /// The day under a key, else the day it happened.
    #[must_use]
    pub fn day(&self, key: Option<DateKey>) -> Day {
        key.and_then(|key| self.attributes.dates.get(&key).copied()).unwrap_or(self.occurred_on)
    }
}
