//! Governance (*ledning och styrning*): how the work itself is followed up by those who lead it. No child is named here.

pub mod deviations;

use crate::kernel::http::Routes;
use crate::kernel::text::Label;

/// Registers the wing's endpoints.
pub fn configure(api: &mut impl Routes) {
    deviations::routes::configure(api);
}

/// The wing's code lists.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    deviations::codes::lists()
}
