//! Periods as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::retention_periods;
use crate::kernel::http::Link;
use crate::kernel::ids::{OrganisationId, RetentionPeriodId};
use crate::kernel::time::{Day, Instant};
use crate::trust::retention::codes::RetentionClass;

/// A period as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = retention_periods, treat_none_as_default_value = false)]
pub struct PeriodRow {
    /// The period.
    pub id: RetentionPeriodId,
    /// Whose decision it is.
    pub organisation_id: OrganisationId,
    /// For which class.
    pub class: RetentionClass,
    /// Years after the last entry.
    pub years: i32,
    /// And until this age.
    pub until_age: Option<i32>,
    /// The day of the decision.
    pub decided_on: Day,
    /// The authority's own reference.
    pub reference: String,
    /// When it was recorded.
    pub created_at: Instant,
}

/// En gallringsfrist som myndigheten har beslutat. A period that the authority has decided.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "organisationId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "retentionClass": "school_record", "years": 5,
    "decidedOn": "2026-01-15", "reference": "KS 2026/00041",
}))]
pub struct NewRetentionPeriod {
    /// Myndigheten. The authority.
    pub organisation_id: OrganisationId,
    /// Gallringsklass. The class.
    pub retention_class: RetentionClass,
    /// Hela år efter senaste uppgift. Whole years after the last entry.
    #[schema(minimum = 0, maximum = 150, example = 5)]
    pub years: i32,
    /// Tidigast när barnet fyllt så många år. Not before the child is so old.
    #[schema(minimum = 1, maximum = 150, example = 20)]
    pub until_age: Option<i32>,
    /// Beslutsdag. The day of the decision.
    pub decided_on: Day,
    /// Diarienummer för beslutet. The authority's own reference to the decision.
    #[schema(
        min_length = 1,
        max_length = 60,
        pattern = "^[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö /.:-]*$",
        example = "KS 2026/00041"
    )]
    pub reference: String,
}

/// En gallringsfrist. A period that an authority has decided.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RetentionPeriod {
    /// Id.
    pub id: RetentionPeriodId,
    /// Myndigheten. The authority.
    pub organisation_id: OrganisationId,
    /// Gallringsklass. The class.
    pub retention_class: RetentionClass,
    /// Hela år efter senaste uppgift. Whole years after the last entry.
    #[schema(minimum = 0, maximum = 150, example = 5)]
    pub years: i32,
    /// Tidigast när barnet fyllt så många år. Not before the child is so old.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 150, example = 20)]
    pub until_age: Option<i32>,
    /// Beslutsdag. The day of the decision.
    pub decided_on: Day,
    /// Diarienummer för beslutet. The authority's own reference to the decision.
    #[schema(max_length = 60, example = "KS 2026/00041")]
    pub reference: String,
    /// När den skrevs in. When it was recorded.
    pub created_at: Instant,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
}

impl Resource for RetentionPeriod {
    fn path(&self) -> String {
        format!("/retention-periods/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for RetentionPeriod {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("retention-periods", self.id)]
    }
}

/// Which periods a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PeriodFilter {
    /// Bara denna myndighets. Only this authority's.
    #[param(required = false)]
    pub organisation_id: Option<OrganisationId>,
}

crate::list_of! {
    /// En sida av gallringsfrister. A page of periods.
    RetentionPeriodList {
        /// Fristerna, nyast först. The periods, newest first.
        retention_periods: RetentionPeriod
    }
}
