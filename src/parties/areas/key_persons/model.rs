//! Key persons as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::key_persons;
use crate::kernel::http::Link;
use crate::kernel::ids::{AreaId, KeyPersonId, StaffId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Uppdrag. What the person is appointed to.
    pub enum KeyPersonRole {
        KeyPerson = "key_person" ("nyckelperson", "key person"),
        Deputy = "deputy" ("ersättare för nyckelperson", "deputy key person"),
        Convener = "convener" ("sammankallande", "convener"),
    }
}

/// An appointment as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = key_persons, treat_none_as_default_value = false)]
pub struct KeyPersonRow {
    /// The appointment.
    pub id: KeyPersonId,
    /// The area.
    pub area_id: AreaId,
    /// The unit that the person represents.
    pub unit_id: UnitId,
    /// Who.
    pub staff_id: StaffId,
    /// To what.
    pub role: KeyPersonRole,
    /// By whom.
    pub appointed_by: Option<String>,
    /// First day.
    pub from_on: Day,
    /// Last day; none while it goes on.
    pub to_on: Option<Day>,
    /// When it was recorded.
    pub created_at: Instant,
}

/// Ett nytt uppdrag. A new appointment.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewKeyPerson {
    /// Medarbetaren, anställd i enhetens organisation. The member of staff, of the unit's organisation.
    pub staff_id: StaffId,
    /// Enheten som personen företräder; den hör till området. The unit represented; it belongs to the area.
    pub unit_id: UnitId,
    /// Uppdrag. To what.
    pub role: KeyPersonRole,
    /// Från och med; i dag utan uppgift. First day; today when absent.
    pub from: Option<Day>,
    /// Till och med. Last day.
    pub to: Option<Day>,
    /// Chefen som utsåg. The manager who appointed.
    #[schema(min_length = 1, max_length = 200, example = "Per Lund, rektor")]
    pub appointed_by: Option<String>,
}

/// Ett avslut. The end of an appointment.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewEnding {
    /// Sista dag; i dag utan uppgift. Last day; today when absent.
    pub to: Option<Day>,
}

/// Ett uppdrag i ett område. An appointment in an area.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KeyPerson {
    /// Id.
    pub id: KeyPersonId,
    /// Området. The area.
    pub area_id: AreaId,
    /// Uppdrag. To what.
    pub role: KeyPersonRole,
    /// Medarbetaren. The member of staff.
    pub staff: StaffRef,
    /// Enheten som personen företräder. The unit represented.
    pub unit: UnitRef,
    /// Från och med. First day.
    pub from: Day,
    /// Till och med. Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Chefen som utsåg. The manager who appointed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Per Lund, rektor")]
    pub appointed_by: Option<String>,
    /// När det registrerades. When it was recorded.
    pub created_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
}

impl Resource for KeyPerson {
    fn path(&self) -> String {
        format!("/areas/{}/key-persons/{}", self.area_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for KeyPerson {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("key-persons", self.id)]
    }
}

/// Which appointments a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct KeyPersonFilter {
    /// Bara detta uppdrag. Only this role.
    #[param(required = false)]
    pub role: Option<KeyPersonRole>,
    /// Bara denna enhets. Only this unit's.
    #[param(required = false)]
    pub unit_id: Option<UnitId>,
    /// Bara de som gäller denna dag. Only those that apply on this day.
    #[param(required = false)]
    pub active_on: Option<Day>,
}

crate::list_of! {
    /// En sida av uppdrag. A page of appointments.
    KeyPersonList {
        /// Uppdragen. The appointments.
        key_persons: KeyPerson
    }
}
