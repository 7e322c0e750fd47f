//! Confirmations as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::casework::plans::codes::ConfirmingParty;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::plan_confirmations;
use crate::kernel::http::fault;
use crate::kernel::ids::{ChildId, ConfirmationId, GuardianId, PlanId, ResourceId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// A confirmation as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_confirmations, treat_none_as_default_value = false)]
pub struct ConfirmationRow {
    /// The confirmation.
    pub id: ConfirmationId,
    /// The plan.
    pub plan_id: PlanId,
    /// The child record under whose key it is sealed.
    pub child_id: ChildId,
    /// Which version.
    pub version_number: i32,
    /// What kind of party.
    pub party: ConfirmingParty,
    /// The unit, the guardian or the child.
    pub party_id: ResourceId,
    /// When it was confirmed.
    pub confirmed_on: Day,
    /// Whether the party dissents in something.
    pub dissents: bool,
    /// The unit that recorded it.
    pub by_unit_id: UnitId,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The words.
    pub sealed: Vec<u8>,
}

/// The words of a confirmation, as they are sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ConfirmationBody {
    /// Where the party dissents.
    pub dissent: Option<String>,
}

crate::shreddable!(ConfirmationBody);

/// En bekräftelse. A confirmation: by the own unit, or recorded for a guardian or the child.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "guardian_is_named"))]
#[schema(example = json!({ "party": "unit", "version": 1 }))]
pub struct NewConfirmation {
    /// Vem som bekräftar; unit är den egna enheten. Who confirms; unit is the own unit.
    pub party: ConfirmingParty,
    /// Vårdnadshavaren, när det är en. The guardian, when it is one.
    pub guardian_id: Option<GuardianId>,
    /// Version. Which version.
    #[schema(minimum = 1, maximum = 1_000_000, example = 1)]
    pub version: i32,
    /// Dagen; i dag om den utelämnas. The day; today when left out.
    pub confirmed_on: Option<Day>,
    /// Avvikande mening. Where the party dissents.
    #[schema(min_length = 1, max_length = 4000, example = "Vi hade önskat tätare kontakt med barnpsykiatrin.")]
    pub dissent: Option<String>,
}

fn guardian_is_named(new: &NewConfirmation) -> Result<(), ValidationError> {
    if (new.party == ConfirmingParty::Guardian) == new.guardian_id.is_some() {
        return Ok(());
    }
    Err(fault(
        "/guardianId",
        "one-of",
        "Ange guardianId när en vårdnadshavare bekräftar, annars inte.",
        "Name guardianId when a guardian confirms, else not.",
    ))
}

/// En bekräftelse av en version. A party's confirmation of a version.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanConfirmation {
    /// Id.
    pub id: ConfirmationId,
    /// Planen. The plan.
    pub plan_id: PlanId,
    /// Version. Which version.
    #[schema(minimum = 1, maximum = 1_000_000, example = 1)]
    pub version: i32,
    /// Vem som bekräftade. Who confirmed.
    pub party: ConfirmingParty,
    /// Enheten. The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Vårdnadshavaren. The guardian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardian_id: Option<GuardianId>,
    /// Dagen. The day.
    pub confirmed_on: Day,
    /// Om parten har avvikande mening. Whether the party dissents.
    pub dissents: bool,
    /// Avvikande mening. Where the party dissents.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Vi hade önskat tätare kontakt.")]
    pub dissent: Option<String>,
    /// Enheten som antecknade. The unit that recorded it.
    pub recorded_by: UnitRef,
    /// När det antecknades. When it was recorded.
    pub recorded_at: Instant,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

impl Resource for PlanConfirmation {
    fn path(&self) -> String {
        format!("/plans/{}/confirmations/{}", self.plan_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for PlanConfirmation {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plans", self.plan_id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av bekräftelser. A page of confirmations.
    PlanConfirmationList {
        /// Bekräftelserna. The confirmations.
        confirmations: PlanConfirmation
    }
}
