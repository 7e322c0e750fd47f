//! Terms as JSON: what the API shows of them and takes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::MeetingKind;
use super::terms::TargetGroup;
use crate::kernel::clocks::{CodeKey, ConsentPurpose, DateKey, FactKind, Per};

/// Villkoren. The terms of a version of an agreement; they never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgreementTerms {
    /// Målgrupp. Target group.
    pub target_group: TargetGroup,
    /// Mötesslag. Kinds of meeting.
    #[schema(min_items = 1, max_items = 20)]
    pub meeting_kinds: Vec<MeetingKind>,
    /// Samtyckets längd i månader om inget annat sägs. How many months a consent lasts unless it says otherwise.
    #[schema(minimum = 1, maximum = 36, example = 12)]
    pub consent_months: i32,
    /// Ledtidsklockor. Lead-time clocks.
    #[schema(min_items = 1, max_items = 50)]
    pub clocks: Vec<ClockTerms>,
    /// Arbetets steg, i ordning. The steps of the work, in their order.
    #[serde(default)]
    #[schema(max_items = 30)]
    pub process: Vec<ProcessStepTerms>,
    /// Källor. The documents that the terms come from.
    #[schema(min_items = 1, max_items = 20)]
    pub sources: Vec<Source>,
}

/// Ett steg i arbetet. A step of the work: done when a fact of the case says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProcessStepTerms {
    /// Kod. Code.
    #[schema(min_length = 1, max_length = 60, pattern = "^[a-z][a-z0-9_]*$", example = "network_meeting")]
    pub code: String,
    /// Namn på svenska. Name in Swedish.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S", example = "Nätverksmöte")]
    pub name: String,
    /// Namn på engelska. Name in English.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S", example = "Network meeting")]
    pub name_en: String,
    /// Händelser som visar att det är gjort; en räcker. Facts that say that it is done; any one does.
    #[schema(min_items = 1, max_items = 10)]
    pub facts: Vec<FactTerms>,
}

/// En källa. A document: its title, or its section of a law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, min_length = 1, max_length = 300, example = "Uppstart av HLT-möten, Umeå kommun och Västerbottens läns landsting")]
pub struct Source(pub String);

/// En ledtidsklocka. What a clock measures and within which time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClockTerms {
    /// Kod; densamma i varje version. Code; the same in every version.
    #[schema(min_length = 1, max_length = 60, pattern = "^[a-z][a-z0-9_]*$", example = "first_contact")]
    pub code: String,
    /// Händelser som startar. Facts that start it; any one does.
    #[schema(min_items = 1, max_items = 10)]
    pub starts: Vec<FactTerms>,
    /// Händelser som stoppar. Facts that stop it; any one does.
    #[schema(min_items = 1, max_items = 10)]
    pub stops: Vec<FactTerms>,
    /// Gränsen. The limit.
    pub limit: ClockLimit,
    /// Dagar före förfallodagen då varning ges. Days before the due date on which it becomes due soon.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 366, example = 2)]
    pub warn_days: Option<u16>,
    /// Flytta förfallodag till nästa vardag; bara för lagens frister. Move a due date to the next weekday (lag 1930:173).
    #[serde(default)]
    pub roll_to_next_weekday: bool,
    /// Om den kan pausas. Whether it may be paused.
    #[serde(default)]
    pub pausable: bool,
    /// En per ärende (`case`) eller en per det som händelsen rör (`subject`). One a case, or one a subject of the fact.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(case|subject)$", max_length = 7, example = "case")]
    pub per: Per,
    /// Bara vid akut behov. For acute need only.
    #[serde(default)]
    pub acute_only: bool,
    /// Samtycket som den vilar på. The consent that it rests on; losing it cancels the clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = "^(hlt_discussion|network_meeting|sip)$", max_length = 20, example = "sip")]
    pub rests_on_consent: Option<ConsentPurpose>,
    /// Händelser som avbryter; utan uppgift avslutat ärende och ej antaget barn. Facts that cancel it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 10)]
    pub cancellations: Option<Vec<FactTerms>>,
    /// Källa. Where the limit comes from.
    #[schema(min_length = 1, max_length = 300, example = "HLT-vägledningen, mål: kontakt inom 7 dagar")]
    pub source: String,
}

/// En gräns i kalenderdagar eller kalendermånader. A limit in calendar days or months; the start date is day 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClockLimit {
    /// Antal. How many.
    #[schema(minimum = 0, maximum = 366, example = 7)]
    pub count: u16,
    /// Enhet. Days or months.
    #[schema(value_type = String, pattern = "^(days|months)$", max_length = 6, example = "days")]
    pub unit: LimitUnit,
}

/// Days or months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    /// Calendar days.
    Days,
    /// Calendar months.
    Months,
}

/// En händelse i ärendet. A fact of the case, with the codes that it must carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FactTerms {
    /// Slag av händelse. The kind of fact.
    #[schema(value_type = String, pattern = "^[a-z_]+$", max_length = 40, example = "contact_recorded")]
    pub fact: FactKind,
    /// Koder som den ska bära. Codes that it must carry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 5)]
    pub codes: Vec<CodeTerms>,
    /// Dagen som räknas; utan uppgift dagen då det hände. The day that counts; the day it happened when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = "^(need_known_on|collaboration_need_on|paused_until)$", max_length = 30, example = "need_known_on")]
    pub date: Option<DateKey>,
}

/// En kod. A code that the fact must carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CodeTerms {
    /// Vilken uppgift. Which of its codes.
    #[schema(value_type = String, pattern = "^(purpose|outcome|mode|urgency|meeting_kind|instrument|assessment|reason|clock)$", max_length = 20, example = "outcome")]
    pub key: CodeKey,
    /// Koden. The code.
    #[schema(min_length = 1, max_length = 60, pattern = "^[a-z0-9_]+$", example = "reached")]
    pub code: String,
}
