//! Trust: who has looked at what, shown to those who answer for it and to those whom it is about.

use crate::kernel::http::Routes;
use crate::kernel::text::Label;

pub mod access_log;
pub mod audit_entries;
pub mod audit_reviews;
pub mod data_extracts;
pub mod emergency_accesses;
pub mod holdings;
pub mod release_requests;
pub mod retention;

/// Registers the wing's rooms.
pub fn configure(api: &mut impl Routes) {
    api.configure(audit_entries::routes::configure)
        .configure(access_log::routes::configure)
        .configure(audit_reviews::routes::configure)
        .configure(data_extracts::routes::configure)
        .configure(release_requests::routes::configure)
        .configure(emergency_accesses::routes::configure)
        .configure(retention::routes::configure);
}

/// The code lists of the wing.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    use crate::kernel::audit::Action;
    use access_log::model::AccessedPart;
    use access_log::model::ExtractRecipientKind;
    use audit_reviews::codes::{ReviewAction, ReviewMethod, ReviewResult, RiskReason};
    use data_extracts::codes::{DeliveryWay, EntryOutcome, ExtractGround, ExtractState};
    use emergency_accesses::codes::{Danger, EmergencyResult, EmergencyState};
    use release_requests::codes::{DecidedAs, ReleaseAskedBy, ReleaseKind, ReleaseOutcome, ReviewedBy};
    let mut lists = vec![
        ("audit-actions", Action::list()),
        ("accessed-parts", AccessedPart::list()),
        ("audit-review-methods", ReviewMethod::list()),
        ("audit-review-results", ReviewResult::list()),
        ("audit-review-actions", ReviewAction::list()),
        ("risk-reasons", RiskReason::list()),
        ("extract-recipients", ExtractRecipientKind::list()),
        ("extract-states", ExtractState::list()),
        ("extract-outcomes", EntryOutcome::list()),
        ("extract-grounds", ExtractGround::list()),
        ("delivery-ways", DeliveryWay::list()),
        ("release-kinds", ReleaseKind::list()),
        ("release-asked-by", ReleaseAskedBy::list()),
        ("release-outcomes", ReleaseOutcome::list()),
        ("release-decided-as", DecidedAs::list()),
        ("release-reviewed-by", ReviewedBy::list()),
        ("emergency-dangers", Danger::list()),
        ("emergency-states", EmergencyState::list()),
        ("emergency-review-results", EmergencyResult::list()),
    ];
    lists.extend(retention::codes::lists());
    lists
}
