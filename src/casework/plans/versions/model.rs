//! Versions as rows and as JSON.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::casework::plans::codes::VersionCause;
use crate::casework::plans::model::Plan;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::schema::plan_versions;
use crate::kernel::http::Link;
use crate::kernel::ids::{ChildId, PlanId, PlanVersionId, UnitId};
use crate::kernel::time::Instant;
use crate::parties::units::model::UnitRef;

/// A version as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_versions, treat_none_as_default_value = false)]
pub struct VersionRow {
    /// The version.
    pub id: PlanVersionId,
    /// Its plan.
    pub plan_id: PlanId,
    /// The child record under whose key it is sealed.
    pub child_id: ChildId,
    /// Its number, from 1.
    pub number: i32,
    /// What made it.
    pub cause: VersionCause,
    /// The unit that made it.
    pub unit_id: UnitId,
    /// When it was made.
    pub made_at: Instant,
    /// The plan as it was.
    pub sealed: Vec<u8>,
}

/// En version i en lista. A version in a list, without its content.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanVersionSummary {
    /// Nummer. Its number.
    #[schema(minimum = 1, maximum = 1_000_000, example = 2)]
    pub number: i32,
    /// Vad som gav den. What made it.
    pub cause: VersionCause,
    /// Enheten som gjorde den. The unit that made it.
    pub made_by: UnitRef,
    /// När den gjordes. When it was made.
    pub made_at: Instant,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) about: (PlanId, ChildId),
}

impl Audited for PlanVersionSummary {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plans", self.about.0, self.about.1)]
    }
}

/// En version av planen. A version: the plan as it was, unchanged since.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanVersion {
    /// Nummer. Its number.
    #[schema(minimum = 1, maximum = 1_000_000, example = 2)]
    pub number: i32,
    /// Vad som gav den. What made it.
    pub cause: VersionCause,
    /// Enheten som gjorde den. The unit that made it.
    pub made_by: UnitRef,
    /// När den gjordes. When it was made.
    pub made_at: Instant,
    /// Planen som den var. The plan as it was.
    #[schema(value_type = Plan)]
    pub plan: serde_json::Value,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) about: (PlanVersionId, ChildId),
}

impl Audited for PlanVersion {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plan-versions", self.about.0, self.about.1)]
    }
}

crate::list_of! {
    /// En sida av versioner. A page of versions.
    PlanVersionList {
        /// Versionerna. The versions.
        versions: PlanVersionSummary
    }
}
