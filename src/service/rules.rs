//! `/rules`: the rules of the work that may refuse a step, so that a client can explain a refusal.

use crate::kernel::http::Routes;
use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::auth::Caller;
use crate::kernel::http::{Link, Shown};
use crate::kernel::problem::Problem;
use crate::kernel::rules::{ALL, Rule, Severity};
use crate::kernel::text::Label;

/// En text på två språk. A text in two languages.
#[derive(Debug, Serialize, ToSchema)]
pub struct Bilingual {
    /// Svenska. Swedish.
    #[schema(max_length = 1000, example = "ett barn utan gällande samtycke")]
    pub sv: &'static str,
    /// Engelska. English.
    #[schema(max_length = 1000, example = "a child without a consent in force")]
    pub en: &'static str,
}

impl From<Label> for Bilingual {
    fn from(label: Label) -> Self {
        Self { sv: label.sv, en: label.en }
    }
}

/// En regel i arbetet. A rule of the work, as given, when, then.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuleView {
    /// Kod, som i problemdokumentens code. Its code, as in `code` of a problem.
    #[schema(max_length = 80, pattern = "^[a-z0-9-]+$", example = "consent-required")]
    pub code: &'static str,
    /// Om steget nekas eller bara ger en varning. Whether the step is refused or only warned about.
    pub severity: Severity,
    /// Givet. Given.
    pub given: Bilingual,
    /// När. When.
    pub when: Bilingual,
    /// Så. Then.
    pub then: Bilingual,
    /// Källa. The statute, decision or agreement that it comes from.
    #[schema(max_length = 200, example = "OSL 12:2")]
    pub source: &'static str,
    /// Gäller från. In force from.
    #[schema(format = Date, max_length = 10, example = "2026-11-01")]
    pub valid_from: &'static str,
}

impl From<&Rule> for RuleView {
    fn from(rule: &Rule) -> Self {
        Self {
            code: rule.code,
            severity: rule.severity,
            given: rule.given.into(),
            when: rule.when.into(),
            then: rule.then.into(),
            source: rule.source,
            valid_from: rule.valid_from,
        }
    }
}

/// Alla regler. Every rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleList {
    /// Reglerna. The rules.
    #[schema(max_items = 500)]
    pub rules: Vec<RuleView>,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 5)]
    pub links: Vec<Link>,
}

pub(super) fn configure(api: &mut impl Routes) {
    api.service(list_rules);
}

/// Lista regler
///
/// List the rules of the work: what a refused step's `code` means, and where the rule comes from. A short closed list,
/// not paged.
#[utoipa::path(
    tag = "rules",
    responses((status = 200, description = "Reglerna. The rules.", body = RuleList)),
    security(("bearer" = [])),
)]
#[get("/rules")]
async fn list_rules(caller: Caller) -> Result<Shown<RuleList>, Problem> {
    let rules = ALL.iter().map(|rule| RuleView::from(*rule)).collect();
    Ok(Shown(RuleList { rules, links: vec![Link::new("self", "GET", format!("{}/rules", caller.api_url))] }))
}
