//! Lead times as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{lead_time_pauses, lead_times};
use crate::kernel::http::Link;
use crate::kernel::ids::{AreaId, CaseId, ChildId, FactId, LeadTimeId, PauseId, ResourceId, UnitId};
use crate::kernel::time::{Day, Instant};

crate::codes! {
    /// Hur en ledtid står sig. How a lead time stands today.
    pub enum LeadTimeStatus {
        OnTrack = "on_track" ("i tid", "on track"),
        DueSoon = "due_soon" ("snart dags", "due soon"),
        Paused = "paused" ("pausad", "paused"),
        Breached = "breached" ("överskriden", "breached"),
        Met = "met" ("klar i tid", "met"),
        MetLate = "met_late" ("klar för sent", "met late"),
        Cancelled = "cancelled" ("avbruten", "cancelled"),
    }
}

crate::codes! {
    /// Hur en ledtid slutade. How a lead time ended, or that it runs.
    pub enum Outcome {
        Running = "running" ("löper", "running"),
        Met = "met" ("klar i tid", "met"),
        MetLate = "met_late" ("klar för sent", "met late"),
        Cancelled = "cancelled" ("avbruten", "cancelled"),
    }
}

crate::codes! {
    /// Varför en ledtid får pausas (HSF 2017:80 6 kap. 2 §). Why a lead time may be paused. What an actor lacks never pauses.
    pub enum PauseKind {
        FamilyChosen = "family_chosen" ("familjen valde att vänta", "the family chose to wait"),
        Medical = "medical" ("medicinska skäl", "medical reasons"),
        OtherRegionChosen = "other_region_chosen" ("vård i annan region", "care in another region"),
    }
}

crate::codes! {
    /// Vilken dag som rättas. Which day is corrected.
    pub enum CorrectedDay {
        Start = "start" ("startdagen", "the start"),
        Stop = "stop" ("slutdagen", "the stop"),
    }
}

/// A lead time as stored.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = lead_times, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct LeadTimeRow {
    /// The lead time.
    pub id: LeadTimeId,
    /// Its case.
    pub case_id: CaseId,
    /// The case's area.
    pub area_id: AreaId,
    /// The code of its definition.
    pub code: String,
    /// The version of the definition that it started under.
    pub definition_version: i32,
    /// What it is about, where each subject has its own.
    pub subject_id: Option<ResourceId>,
    /// The fact that started it.
    pub start_fact: FactId,
    /// Day 0.
    pub started_on: Day,
    /// The last day in time, as of `updated_at`.
    pub due_on: Day,
    /// The first day on which it is due soon.
    pub warn_on: Day,
    /// The first day of its latest pause.
    pub paused_from: Option<Day>,
    /// The first day after its latest pause; none while that is open.
    pub paused_until: Option<Day>,
    /// How it ended.
    pub outcome: Outcome,
    /// The day on which it ended.
    pub ended_on: Option<Day>,
    /// Why it was cancelled.
    pub cancel_reason: Option<String>,
    /// Whether it was beyond its due date when it was cancelled.
    pub breached_before_cancel: bool,
    /// Paused days up to `updated_at`.
    pub paused_days: i32,
    /// When it was last computed to something else.
    pub updated_at: Instant,
    /// Whether the family chose to wait for at least a day of it.
    pub family_chosen: bool,
}

/// A pause as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = lead_time_pauses, treat_none_as_default_value = false)]
pub struct PauseRow {
    /// The pause.
    pub id: PauseId,
    /// Its lead time.
    pub lead_time_id: LeadTimeId,
    /// Its case.
    pub case_id: CaseId,
    /// The fact that opened it.
    pub fact_id: FactId,
    /// Why.
    pub reason: PauseKind,
    /// The first paused day.
    pub from_on: Day,
    /// The first day that counts again.
    pub to_on: Option<Day>,
    /// The fact that ended it.
    pub closing_fact_id: Option<FactId>,
    /// The grounds, sealed.
    pub sealed: Vec<u8>,
    /// Version.
    pub version: i32,
    /// When it was recorded.
    pub created_at: Instant,
}

/// En ledtid. A lead time as it stands today.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeadTime {
    /// Id.
    pub id: LeadTimeId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Området. The area.
    pub area_id: AreaId,
    /// Klockans kod i överenskommelsen. The clock's code in the agreement.
    #[schema(max_length = 80, example = "first_contact")]
    pub clock: String,
    /// Vad den gäller, där varje sak har sin egen. What it is about, where each subject has its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<ResourceId>,
    /// Dag 0. Day 0.
    pub started_on: Day,
    /// Sista dagen i tid. The last day in time.
    pub due_on: Day,
    /// Hur den står sig i dag. How it stands today.
    pub status: LeadTimeStatus,
    /// Dagen den slutade. The day on which it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Day>,
    /// Dagar kvar, negativt när den är överskriden. Days left until the due date; negative when late.
    #[schema(minimum = -100_000, maximum = 100_000, example = 4)]
    pub days_left: i64,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

impl Resource for LeadTime {
    fn path(&self) -> String {
        format!("/lead-times/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for LeadTime {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("lead-times", self.id, self.child_id)]
    }
}

/// Which lead times a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct LeadTimeFilter {
    /// Bara de som står sig så i dag. Only those that stand like this today.
    #[param(required = false)]
    pub status: Option<LeadTimeStatus>,
    /// Bara denna klocka. Only this clock.
    #[param(required = false, max_length = 80, pattern = "^[a-z0-9_]+$", example = "first_contact")]
    pub clock: Option<String>,
    /// Bara detta område. Only this area.
    #[param(required = false)]
    pub area_id: Option<AreaId>,
    /// Bara ärenden som denna enhet öppnat. Only of cases that this unit opened.
    #[param(required = false)]
    pub unit_id: Option<UnitId>,
    /// Bara med sista dag före denna. Only those due before this day.
    #[param(required = false)]
    pub due_before: Option<Day>,
}

crate::list_of! {
    /// En sida av ledtider, den som förfaller först överst. A page of lead times, the first due first.
    LeadTimeList {
        /// Ledtiderna. The lead times.
        lead_times: LeadTime
    }
}

/// Ett faktum som räknades. A fact that counted for a clock.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CountedFact {
    /// Händelsen. The fact.
    pub fact_id: FactId,
    /// Händelsen som rättat den. The fact that last corrected it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected_by: Option<FactId>,
    /// Dagen som räknas. The day that counts.
    pub on: Day,
    /// Vad den gjorde: start, pause_opened, pause_closed, stop eller cancellation. What it did to the clock.
    #[schema(max_length = 20, example = "start")]
    pub role: String,
}

/// Förklaringen. Why a clock stands as it does: the facts that counted and the arithmetic.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeadTimeExplanation {
    /// På svenska. In Swedish.
    #[schema(max_length = 1000, example = "Start 2026-03-02 + 30 dagar = 2026-04-01; 20 dagar kvar.")]
    pub sv: String,
    /// På engelska. In English.
    #[schema(max_length = 1000, example = "Start 2026-03-02 + 30 days = 2026-04-01; 20 days left.")]
    pub en: String,
    /// Händelserna som räknades. The facts that counted.
    #[schema(max_items = 200)]
    pub counted_facts: Vec<CountedFact>,
}

/// En paus. A pause of a lead time.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PausedDays {
    /// Skäl. Why.
    pub reason: PauseKind,
    /// Första pausade dagen. The first paused day.
    pub from: Day,
    /// Första dagen som räknas igen. The first day that counts again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

/// En ledtid i ett ärende, förklarad. A lead time of a case with its definition, its facts and its arithmetic.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseLeadTime {
    /// Id.
    pub id: LeadTimeId,
    /// Klockans kod. The clock's code.
    #[schema(max_length = 80, example = "sip_established")]
    pub clock: String,
    /// Definitionens version. The version of the definition that it started under.
    #[schema(minimum = 1, maximum = 100_000, example = 1)]
    pub definition_version: u32,
    /// Varifrån gränsen kommer. Where the limit comes from.
    #[schema(max_length = 300, example = "HLT-vägledningen Umeå")]
    pub source: String,
    /// Gränsen, till exempel P30D. The limit as an ISO 8601 duration.
    #[schema(max_length = 10, pattern = "^P[0-9]+[DM]$", example = "P30D")]
    pub limit: String,
    /// Vad den gäller, där varje sak har sin egen. What it is about, where each subject has its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<ResourceId>,
    /// Hur den står sig i dag. How it stands today.
    pub status: LeadTimeStatus,
    /// Dag 0. Day 0.
    pub started_on: Day,
    /// Sista dagen i tid. The last day in time.
    pub due_on: Day,
    /// Dagen den slutade. The day on which it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Day>,
    /// Varför den avbröts. Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "consent_withdrawn")]
    pub cancel_reason: Option<String>,
    /// Räknade dagar. Days counted so far, or until the end, without paused days.
    #[schema(minimum = 0, maximum = 100_000, example = 10)]
    pub elapsed_days: i64,
    /// Pausade dagar. Paused days.
    #[schema(minimum = 0, maximum = 100_000, example = 0)]
    pub paused_days: i64,
    /// Dagar kvar. Days left; negative when late.
    #[schema(minimum = -100_000, maximum = 100_000, example = 20)]
    pub days_left: i64,
    /// Pauserna. Its pauses.
    #[schema(max_items = 100)]
    pub pauses: Vec<PausedDays>,
    /// Förklaringen. The explanation.
    pub explanation: LeadTimeExplanation,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
}

/// Alla ledtider i ett ärende. Every lead time of a case, in the order of their start.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseLeadTimes {
    /// Ledtiderna. The lead times.
    #[schema(max_items = 1000)]
    pub lead_times: Vec<CaseLeadTime>,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) case: (CaseId, ChildId),
}

impl Audited for CaseLeadTimes {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("lead-times", self.case.0, self.case.1)]
    }
}

/// En ny paus. A new pause. What must be told depends on the reason.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPause {
    /// Skäl. Why.
    pub reason: PauseKind,
    /// Första pausade dagen. The first paused day; not in the future.
    pub from: Day,
    /// Första dagen som räknas igen, om den är känd. The first day that counts again, when known.
    pub to: Option<Day>,
    /// Dagen familjen erbjöds en tid. The day on which the family was offered a day (family_chosen).
    pub offered_on: Option<Day>,
    /// Dagen som erbjöds. The day that was offered (family_chosen).
    pub offered_date: Option<Day>,
    /// Familjen visste vad den avstod från. Whether the family was told what abstaining means (family_chosen).
    pub informed: Option<bool>,
    /// Dagen familjen avstod. The day on which the family declined (family_chosen).
    pub declined_on: Option<Day>,
    /// Klinikern som bedömt. The clinician who judged (medical).
    #[schema(min_length = 1, max_length = 200, example = "Leg. läkare Anna Berg")]
    pub clinician: Option<String>,
    /// Anteckning. A note; sealed (medical).
    #[schema(min_length = 1, max_length = 2000, example = "Inlagd till och med fredag.")]
    pub note: Option<String>,
}

/// What is sealed of a pause.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SealedGrounds {
    pub offered_on: Option<Day>,
    pub offered_date: Option<Day>,
    pub declined_on: Option<Day>,
    pub clinician: Option<String>,
    pub note: Option<String>,
}

/// En paus av en ledtid. A pause of a lead time.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeadTimePause {
    /// Id.
    pub id: PauseId,
    /// Ledtiden. The lead time.
    pub lead_time_id: LeadTimeId,
    /// Skäl. Why.
    pub reason: PauseKind,
    /// Första pausade dagen. The first paused day.
    pub from: Day,
    /// Första dagen som räknas igen. The first day that counts again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// När den antecknades. When it was recorded.
    pub created_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for LeadTimePause {
    fn path(&self) -> String {
        format!("/lead-times/{}/pauses/{}", self.lead_time_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for LeadTimePause {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("lead-times", self.lead_time_id, self.child_id)]
    }
}

crate::list_of! {
    /// En ledtids pauser. The pauses of a lead time.
    LeadTimePauseList {
        /// Pauserna. The pauses.
        pauses: LeadTimePause
    }
}

/// Slut på en paus. The end of an open pause.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPauseEnding {
    /// Första dagen som räknas igen. The first day that counts again.
    pub ended_on: Day,
}

/// En rättelse av start- eller slutdag. A correction of the day on which a lead time started or stopped.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCorrection {
    /// Vilken dag som rättas. Which day.
    pub corrects: CorrectedDay,
    /// Den rätta dagen. The right day.
    pub on: Day,
    /// Skäl; krävs när ledtidens status ändras. Why; required when the lead time's status changes by it.
    #[schema(min_length = 1, max_length = 2000, example = "Samtalet var den 9 mars; fel dag skrevs in.")]
    pub reason: Option<String>,
}
