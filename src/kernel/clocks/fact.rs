//! What the clocks read: a light view of a case's facts. Ids, codes and days, never text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned, de::IntoDeserializer};
use uuid::Uuid;

use crate::kernel::time::{Day, Instant};

/// What kind of step a fact records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// A child or family is raised for collaboration (aktualisering); carries `urgency`,
    /// `need_known_on`, `collaboration_need_on`.
    ActualisationRegistered,
    /// A need became known outside an actualisation.
    NeedKnown,
    /// The urgency was raised; `urgency` is the new one (decision 16).
    UrgencyRaised,
    /// The urgency was lowered; `urgency` is the new one (decision 16).
    UrgencyLowered,
    /// A consent for `purpose` came into force.
    ConsentGranted,
    /// A consent asked for `purpose` was refused.
    ConsentRefused,
    /// One consent was withdrawn; others for the purpose may be left, so this ends no clock by
    /// itself.
    ConsentWithdrawn,
    /// The last consent for `purpose` was lost; `reason` says how: `consent_withdrawn`,
    /// `consent_refused` or `expired` (decision 38).
    ConsentLost,
    /// A contact with the family; carries `purpose`, `mode` and `outcome` (decision 11).
    ContactRecorded,
    /// A meeting was held; carries `meeting_kind`.
    MeetingHeld,
    /// An agenda item was accepted at a meeting.
    ItemAccepted,
    /// An agenda item was not accepted and was referred elsewhere.
    ItemNotAccepted,
    /// The family was told what a meeting came to.
    FamilyInformed,
    /// A coordinator was appointed.
    CoordinatorAppointed,
    /// A plan was begun.
    PlanCreated,
    /// A plan was established.
    PlanEstablished,
    /// A planned intervention began.
    InterventionStarted,
    /// A follow-up was held.
    FollowUpHeld,
    /// A plan was closed.
    PlanClosed,
    /// A plan was opened again.
    PlanReopened,
    /// A measurement was registered; carries `instrument`.
    MeasurementRegistered,
    /// An assessment was completed; carries `assessment`.
    AssessmentCompleted,
    /// A referral or self-referral arrived.
    ReferralReceived,
    /// The case was closed; `reason` says why.
    CaseClosed,
    /// The fact's case was merged into the case named by `merged_into` (decision 17).
    CaseMerged,
    /// A clock was paused from `occurred_on`, to `paused_until` if known; carries `clock` and
    /// `reason`.
    PauseOpened,
    /// The open pause of a clock ended: `occurred_on` is the first day that counts again; carries
    /// `clock`.
    PauseClosed,
    /// The days of the replaced fact were wrong: its `occurred_on` and the named days are
    /// corrected, the rest stands (rule 7).
    ClockCorrected,
    /// The replaced fact never happened.
    Annulled,
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
