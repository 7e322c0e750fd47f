//! Reviews as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::codes::{ReviewAction, ReviewMethod, ReviewResult, RiskReason};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{audit_review_conclusions, audit_review_entries, audit_reviews};
use crate::kernel::db::types::Document;
use crate::kernel::http::{Link, fault};
use crate::kernel::ids::{AuditEntryId, AuditReviewId, OrganisationId, ResourceId, StaffId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;
use crate::trust::audit_entries::model::AuditEntry;

/// The longest period of a review, in days.
pub const LONGEST_DAYS: i64 = 92;

/// A review as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_reviews, treat_none_as_default_value = false)]
pub struct ReviewRow {
    /// The review.
    pub id: AuditReviewId,
    /// Whose log it is.
    pub organisation_id: OrganisationId,
    /// The reviewer's unit.
    pub unit_id: UnitId,
    /// The reviewer, by the issuer's name.
    pub reviewer: String,
    /// The reviewer, when registered.
    pub staff_id: Option<StaffId>,
    /// How the sample was drawn.
    pub method: ReviewMethod,
    /// First day.
    pub from_on: Day,
    /// Last day.
    pub to_on: Day,
    /// How many were asked for.
    pub size: i32,
    /// How many they were drawn from.
    pub population: i32,
    /// What the draw rests on.
    pub seed: ResourceId,
    /// When.
    pub created_at: Instant,
}

/// A drawn entry as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_review_entries, treat_none_as_default_value = false)]
pub struct DrawnRow {
    /// The review.
    pub review_id: AuditReviewId,
    /// Its place in the sample, from 1.
    pub number: i32,
    /// The entry.
    pub entry_id: AuditEntryId,
    /// Why it is worth a look.
    pub reasons: Document,
}

/// A conclusion as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_review_conclusions, treat_none_as_default_value = false)]
pub struct ConclusionRow {
    /// The review.
    pub review_id: AuditReviewId,
    /// What it came to.
    pub result: ReviewResult,
    /// What was done.
    pub actions: Document,
    /// The entries that were not as they should be.
    pub remarked_entries: Document,
    /// The authority's own record of it.
    pub reference: Option<String>,
    /// The unit.
    pub unit_id: UnitId,
    /// By whom, by the issuer's name.
    pub concluded_by: String,
    /// By whom, when registered.
    pub staff_id: Option<StaffId>,
    /// When.
    pub concluded_at: Instant,
}

/// En ny logggranskning. A review to be begun: its sample is drawn at once.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "period_is_right"))]
#[schema(example = json!({ "method": "risk", "from": "2026-02-01", "to": "2026-02-28", "size": 20 }))]
pub struct NewAuditReview {
    /// Hur stickprovet dras. How the sample is drawn.
    pub method: ReviewMethod,
    /// Första dag. First day.
    pub from: Day,
    /// Sista dag, högst 92 dagar efter den första. Last day, at most 92 days after the first.
    pub to: Day,
    /// Antal loggposter. How many entries.
    #[schema(minimum = 1, maximum = 100, example = 20)]
    pub size: i32,
}

fn period_is_right(new: &NewAuditReview) -> Result<(), ValidationError> {
    match new.from.days_until(new.to) {
        ..0 => Err(fault(
            "/to",
            "last-day-before-first",
            "Sista dagen ligger före den första.",
            "The last day lies before the first.",
        )),
        0..=LONGEST_DAYS => Ok(()),
        _ => Err(fault("/to", "too-long", "Högst 92 dagar.", "At most 92 days.")),
    }
}

/// Resultatet av en logggranskning. What a review came to.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "remarks_fit_the_result"))]
#[schema(example = json!({ "result": "no_remark", "actions": [], "remarkedEntryIds": [], "reference": "KS 2026/00217" }))]
pub struct NewReviewConclusion {
    /// Resultat. The result.
    pub result: ReviewResult,
    /// Åtgärder. What was done.
    #[schema(max_items = 7)]
    pub actions: Vec<ReviewAction>,
    /// Loggposterna som anmärkningen gäller. The entries that the remark is about.
    #[schema(max_items = 100)]
    pub remarked_entry_ids: Vec<AuditEntryId>,
    /// Diarienummer hos myndigheten, där orden om personer står. The authority's own reference, where the words about people stand.
    #[schema(
        min_length = 1,
        max_length = 60,
        pattern = "^[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö /.:-]*$",
        example = "KS 2026/00217"
    )]
    pub reference: Option<String>,
}

fn remarks_fit_the_result(new: &NewReviewConclusion) -> Result<(), ValidationError> {
    match (new.result, new.remarked_entry_ids.is_empty()) {
        (ReviewResult::NoRemark, false) => Err(fault(
            "/remarkedEntryIds",
            "mismatch",
            "Utan anmärkning anges inga loggposter.",
            "Without a remark no entries are named.",
        )),
        (ReviewResult::Remark | ReviewResult::SuspectedBreach, true) => Err(fault(
            "/remarkedEntryIds",
            "required",
            "Ange loggposterna som anmärkningen gäller.",
            "Name the entries that the remark is about.",
        )),
        _ => Ok(()),
    }
}

/// En logggranskning. A review of the access log.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditReview {
    /// Id.
    pub id: AuditReviewId,
    /// Hur stickprovet drogs. How the sample was drawn.
    pub method: ReviewMethod,
    /// Första dag. First day.
    pub from: Day,
    /// Sista dag. Last day.
    pub to: Day,
    /// Begärt antal. How many entries were asked for.
    #[schema(minimum = 1, maximum = 100, example = 20)]
    pub size: i32,
    /// Antal loggposter att dra ur. How many entries they were drawn from.
    #[schema(minimum = 0, maximum = 50_000, example = 1843)]
    pub population: i32,
    /// Frö: med det kan dragningen göras om. The seed: with it the draw can be done over.
    pub seed: ResourceId,
    /// Granskaren, med utfärdarens namn. The reviewer, by the issuer's name.
    #[schema(max_length = 500, example = "SE2321000222-ANNLIN")]
    pub reviewer: String,
    /// Granskaren, när den är registrerad. The reviewer, when registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffRef>,
    /// Granskarens enhet. The reviewer's unit.
    pub unit: UnitRef,
    /// De dragna loggposterna; utelämnade i listor. The drawn entries; left out of lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 100, nullable = false)]
    pub drawn_entries: Option<Vec<DrawnEntry>>,
    /// Resultatet, när det är dokumenterat. What it came to, once documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<ReviewConclusion>,
    /// När den gjordes. When it was made.
    pub created_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
}

/// En dragen loggpost. A drawn entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DrawnEntry {
    /// Loggposten. The entry.
    pub entry: AuditEntry,
    /// Varför den är värd att granska. Why it is worth a look.
    #[schema(max_items = 5)]
    pub reasons: Vec<RiskReason>,
}

/// Resultatet av en logggranskning. What a review came to.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewConclusion {
    /// Resultat. The result.
    pub result: ReviewResult,
    /// Åtgärder. What was done.
    #[schema(max_items = 7)]
    pub actions: Vec<ReviewAction>,
    /// Loggposterna som anmärkningen gäller. The entries that the remark is about.
    #[schema(max_items = 100)]
    pub remarked_entry_ids: Vec<AuditEntryId>,
    /// Diarienummer hos myndigheten. The authority's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "KS 2026/00217")]
    pub reference: Option<String>,
    /// Vem som dokumenterade det. Who documented it.
    #[schema(max_length = 500, example = "SE2321000222-ANNLIN")]
    pub concluded_by: String,
    /// När. When.
    pub concluded_at: Instant,
}

impl Resource for AuditReview {
    fn path(&self) -> String {
        format!("/audit-reviews/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for AuditReview {
    fn looks(&self) -> Vec<Look> {
        let Some(drawn) = &self.drawn_entries else { return vec![Look::plain("audit-reviews", self.id)] };
        let mut seen = std::collections::HashSet::new();
        let children = drawn.iter().filter_map(|drawn| drawn.entry.child_id).filter(|child| seen.insert(*child));
        let mut looks: Vec<Look> = children.map(|child| Look::about("audit-reviews", self.id, child)).collect();
        looks.push(Look::always("audit-reviews", self.id));
        looks
    }
}

/// Which reviews a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReviewFilter {
    /// Bara med denna metod. Only of this method.
    #[param(required = false)]
    pub method: Option<ReviewMethod>,
}

crate::list_of! {
    /// En sida av logggranskningar. A page of reviews.
    AuditReviewList {
        /// Granskningarna, utan sina stickprov. The reviews, without their samples.
        reviews: AuditReview
    }
}
