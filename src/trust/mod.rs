//! Trust: who has looked at what, shown to those who answer for it and to those whom it is about.

use crate::kernel::http::Routes;
use crate::kernel::text::Label;

pub mod access_log;
pub mod audit_entries;
pub mod audit_reviews;
pub mod holdings;
pub mod retention;

/// Registers the wing's rooms.
pub fn configure(api: &mut impl Routes) {
    api.configure(audit_entries::routes::configure)
        .configure(access_log::routes::configure)
        .configure(audit_reviews::routes::configure)
        .configure(retention::routes::configure);
}

/// The code lists of the wing.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    use crate::kernel::audit::Action;
    use access_log::model::AccessedPart;
    use audit_reviews::codes::{ReviewAction, ReviewMethod, ReviewResult, RiskReason};
    let mut lists = vec![
        ("audit-actions", Action::list()),
        ("accessed-parts", AccessedPart::list()),
        ("audit-review-methods", ReviewMethod::list()),
        ("audit-review-results", ReviewResult::list()),
        ("audit-review-actions", ReviewAction::list()),
        ("risk-reasons", RiskReason::list()),
    ];
    lists.extend(retention::codes::lists());
    lists
}
