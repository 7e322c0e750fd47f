//! Entries in the field shape of Inera's log service, so that a region's system for following up logs can take them.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::audit::{Action, Audited, Entry, Look};
use crate::kernel::auth::Purpose;
use crate::kernel::decision::Ground;
use crate::kernel::ids::{AuditEntryId, ChildId, OrganisationId, StaffId, UnitId};
use crate::kernel::time::Instant;
use crate::parties::children::queries::Standing;
use crate::parties::organisations::model::OrganisationRow;
use crate::parties::staff::model::StaffRow;
use crate::parties::units::codes::{SecrecyRegime, UnitIdentifierKind};
use crate::parties::units::model::{IdentifierRow, UnitRow};

/// En loggpost i fältformen hos Ineras loggtjänst. An entry in the field shape of Inera's log service.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogRecord {
    /// Loggpostens id. The entry's id.
    pub log_id: AuditEntryId,
    /// Systemet. The system.
    pub system: LogSystem,
    /// Aktiviteten. The activity.
    pub activity: LogActivity,
    /// Användaren. The user.
    pub user: LogUser,
    /// Resurserna. The resources.
    #[schema(max_items = 1)]
    pub resources: Vec<LogResource>,
}

/// Systemet som loggade. The system that logged.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogSystem {
    /// Systemets id. The system's id.
    #[schema(max_length = 60, example = "samsyn")]
    pub system_id: String,
    /// Systemet som anropade. The system that called it.
    #[schema(max_length = 500, example = "prorenata")]
    pub system_name: String,
}

crate::codes! {
    /// Aktivitetstyp. The kind of activity, of Inera's list.
    pub enum LogActivityType {
        Read = "Läsa" ("läst", "read"),
        Write = "Skriva" ("skrivet", "written"),
        Delete = "Radera" ("raderat", "deleted"),
        Emergency = "Nödöppning" ("nödöppnat", "opened in an emergency"),
    }
}

crate::codes! {
    /// Syfte. The purpose, of Inera's list.
    pub enum LogPurpose {
        Care = "Vård och behandling" ("vård och behandling", "care and treatment"),
        Law = "Annan dokumentation enligt lag" ("annan dokumentation enligt lag", "other documentation by law"),
        Quality = "Kvalitetssäkring" ("granskning", "quality assurance"),
        Statistics = "Statistik" ("statistik", "statistics"),
        Administration = "Administration" ("administration och support", "administration and support"),
    }
}

/// Aktiviteten. The activity.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogActivity {
    /// Typ. Its type.
    pub activity_type: LogActivityType,
    /// Tidpunkt. Its time.
    pub start_date: Instant,
    /// Syfte. Its purpose.
    pub purpose: LogPurpose,
}

/// Användaren. The user.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogUser {
    /// HSA-id när det finns, annars utfärdarens namn. The HSA-id when there is one, else the issuer's name.
    #[schema(max_length = 500, example = "SE2321000222-ANNLIN")]
    pub user_id: String,
    /// Uppdrag: rollerna. The assignment: the roles.
    #[schema(max_length = 500, example = "professional")]
    pub assignment: String,
    /// Titel. Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "kurator")]
    pub title: Option<String>,
    /// Vårdgivare eller annan huvudman. The care provider or other principal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care_provider: Option<LogCareProvider>,
    /// Vårdenhet eller annan enhet. The care unit or other unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care_unit: Option<LogCareUnit>,
}

/// Vårdgivare eller annan huvudman. A care provider or other principal.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogCareProvider {
    /// HSA-id när det finns, annars organisationsnummer. The HSA-id when there is one, else the organisation number.
    #[schema(max_length = 31, example = "SE2321000222-E000000000001")]
    pub care_provider_id: String,
    /// Namn. Name.
    #[schema(max_length = 200, example = "Region Västerbotten")]
    pub care_provider_name: String,
}

/// Vårdenhet eller annan enhet. A care unit or other unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogCareUnit {
    /// HSA-id när det finns, annars enhetens id. The HSA-id when there is one, else the unit's id.
    #[schema(max_length = 36, example = "SE2321000222-E000000000101")]
    pub care_unit_id: String,
    /// Namn. Name.
    #[schema(max_length = 200, example = "Ersboda hälsocentral")]
    pub care_unit_name: String,
}

/// Det som handlingen gällde. What the activity was about.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogResource {
    /// Slag av resurs. The kind of resource.
    #[schema(max_length = 60, example = "plans")]
    pub resource_type: String,
    /// Barnet. The child.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient: Option<LogPatient>,
    /// Myndigheten vars uppgifter om barnet det var. The authority whose record of the child it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care_provider: Option<LogCareProvider>,
}

/// Barnet, med registreringens id: loggen har inga personnummer. The child, by its record's id: the log holds no identity numbers.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogPatient {
    /// Barnets id här. The child's id here.
    pub patient_id: ChildId,
}

impl Audited for LogRecord {
    fn looks(&self) -> Vec<Look> {
        let child = |resource: &LogResource| resource.patient.as_ref().map(|patient| patient.patient_id);
        let children = self.resources.iter().filter_map(child);
        children.map(|child| Look::about("audit-entries", self.log_id, child)).collect()
    }
}

crate::list_of! {
    /// En sida av loggen i fältformen hos Ineras loggtjänst. A page of the log in the field shape of Inera's log service.
    LogRecordList {
        /// Loggposterna. The entries.
        logs: LogRecord
    }
}

/// What entries name.
pub(super) struct Names {
    pub units: HashMap<UnitId, UnitRow>,
    pub identifiers: HashMap<UnitId, Vec<IdentifierRow>>,
    pub staff: HashMap<StaffId, StaffRow>,
    pub organisations: HashMap<OrganisationId, OrganisationRow>,
    pub records: HashMap<ChildId, Standing>,
}

impl Names {
    fn identifier(&self, unit: Option<UnitId>, kind: UnitIdentifierKind) -> Option<String> {
        let all = self.identifiers.get(&unit?)?;
        all.iter().find(|identifier| identifier.kind == kind).map(|identifier| identifier.value.clone())
    }

    fn provider(&self, id: Option<OrganisationId>, unit: Option<UnitId>) -> Option<LogCareProvider> {
        let organisation = self.organisations.get(&id?)?;
        let named = self.identifier(unit, UnitIdentifierKind::HsaProviderId);
        Some(LogCareProvider {
            care_provider_id: named.unwrap_or_else(|| organisation.number.clone()),
            care_provider_name: organisation.name.clone(),
        })
    }

    fn unit(&self, id: Option<UnitId>) -> Option<LogCareUnit> {
        let unit = self.units.get(&id?)?;
        let named = self.identifier(id, UnitIdentifierKind::HsaId);
        Some(LogCareUnit {
            care_unit_id: named.unwrap_or_else(|| unit.id.to_string()),
            care_unit_name: unit.name.clone(),
        })
    }
}

/// An entry in that shape; nothing for what the shape has no word for, a denied attempt.
pub(super) fn of(entry: &Entry, names: &Names) -> Option<LogRecord> {
    let activity_type = match entry.action {
        Action::Read | Action::Write if entry.ground == Some(Ground::Emergency) => LogActivityType::Emergency,
        Action::Read => LogActivityType::Read,
        Action::Write => LogActivityType::Write,
        Action::Shred => LogActivityType::Delete,
        Action::Denied => return None,
    };
    let staff = entry.staff_id.and_then(|id| names.staff.get(&id));
    let secrecy = entry.unit_id.and_then(|id| names.units.get(&id)).map(|unit| unit.secrecy);
    let custodian = entry.child_id.and_then(|child| names.records.get(&child)).map(|record| record.custodian_id);
    Some(LogRecord {
        log_id: entry.id,
        system: LogSystem { system_id: "samsyn".to_owned(), system_name: entry.client_id.clone() },
        activity: LogActivity {
            activity_type,
            start_date: entry.at,
            purpose: purpose(entry.purpose.parse().ok(), secrecy),
        },
        user: LogUser {
            user_id: staff.and_then(|staff| staff.hsa_id.clone()).unwrap_or_else(|| entry.subject.clone()),
            assignment: entry.roles.clone(),
            title: staff.map(|staff| staff.title.clone()),
            care_provider: names.provider(entry.organisation_id, entry.unit_id),
            care_unit: names.unit(entry.unit_id),
        },
        resources: vec![LogResource {
            resource_type: entry.resource.clone(),
            patient: entry.child_id.map(|patient_id| LogPatient { patient_id }),
            care_provider: names.provider(custodian, None),
        }],
    })
}

/// Coordination is care where the unit gives care; elsewhere it is documentation that other law asks for.
fn purpose(stated: Option<Purpose>, secrecy: Option<SecrecyRegime>) -> LogPurpose {
    match stated {
        Some(Purpose::Review) => LogPurpose::Quality,
        Some(Purpose::Statistics) => LogPurpose::Statistics,
        Some(Purpose::Support) => LogPurpose::Administration,
        Some(Purpose::Coordination) | None if secrecy == Some(SecrecyRegime::HealthCare) => LogPurpose::Care,
        Some(Purpose::Coordination) | None => LogPurpose::Law,
    }
}
