//! Distributions as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::casework::plans::codes::{DistributionWay, Recipient};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::plan_distributions;
use crate::kernel::http::fault;
use crate::kernel::ids::{ChildId, DistributionId, GuardianId, PlanId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// A distribution as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_distributions, treat_none_as_default_value = false)]
pub struct DistributionRow {
    /// The distribution.
    pub id: DistributionId,
    /// The plan.
    pub plan_id: PlanId,
    /// The child.
    pub child_id: ChildId,
    /// Which version.
    pub version_number: i32,
    /// To what kind of recipient.
    pub recipient: Recipient,
    /// To which unit.
    pub unit_id: Option<UnitId>,
    /// To which guardian.
    pub guardian_id: Option<GuardianId>,
    /// How.
    pub way: DistributionWay,
    /// When.
    pub distributed_on: Day,
    /// The unit that handed it over.
    pub by_unit_id: UnitId,
    /// When that was recorded.
    pub recorded_at: Instant,
}

/// Ett utlämnande av planen. A version handed over.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "recipient_is_named"))]
#[schema(example = json!({ "to": "family", "how": "paper", "on": "2026-03-02" }))]
pub struct NewDistribution {
    /// Till vem. To whom.
    pub to: Recipient,
    /// Enheten i kretsen, när det är en enhet. The unit of the circle, when it is one.
    pub unit_id: Option<UnitId>,
    /// Vårdnadshavaren, när det är en. The guardian, when it is one.
    pub guardian_id: Option<GuardianId>,
    /// Version; den senaste om den utelämnas. Which version; the newest when left out.
    #[schema(minimum = 1, maximum = 1_000_000, example = 1)]
    pub version: Option<i32>,
    /// Hur. How.
    pub how: DistributionWay,
    /// Dagen. The day.
    pub on: Day,
}

fn recipient_is_named(new: &NewDistribution) -> Result<(), ValidationError> {
    let fits = match new.to {
        Recipient::Unit => new.unit_id.is_some() && new.guardian_id.is_none(),
        Recipient::Guardian => new.guardian_id.is_some() && new.unit_id.is_none(),
        Recipient::Child | Recipient::Family => new.unit_id.is_none() && new.guardian_id.is_none(),
    };
    if fits {
        return Ok(());
    }
    Err(fault(
        "/to",
        "one-of",
        "Ange unitId för en enhet, guardianId för en vårdnadshavare, ingetdera för barnet eller familjen.",
        "Name unitId for a unit, guardianId for a guardian, neither for the child or the family.",
    ))
}

/// Ett utlämnande. A version that was handed over: to whom, how and when.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanDistribution {
    /// Id.
    pub id: DistributionId,
    /// Planen. The plan.
    pub plan_id: PlanId,
    /// Version. Which version.
    #[schema(minimum = 1, maximum = 1_000_000, example = 1)]
    pub version: i32,
    /// Till vem. To whom.
    pub to: Recipient,
    /// Enheten. The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Vårdnadshavaren. The guardian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardian_id: Option<GuardianId>,
    /// Hur. How.
    pub how: DistributionWay,
    /// Dagen. The day.
    pub on: Day,
    /// Enheten som lämnade ut. The unit that handed it over.
    pub by: UnitRef,
    /// När det antecknades. When it was recorded.
    pub recorded_at: Instant,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

impl Resource for PlanDistribution {
    fn path(&self) -> String {
        format!("/plans/{}/distributions/{}", self.plan_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for PlanDistribution {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plans", self.plan_id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av utlämnanden. A page of distributions.
    PlanDistributionList {
        /// Utlämnandena. The distributions.
        distributions: PlanDistribution
    }
}
