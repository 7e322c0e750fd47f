//! The service about itself: what it is, its rules, its code lists, its problems, and how it fares.

use crate::kernel::http::Routes;

pub mod api_info;
pub mod code_lists;
pub mod operations;
pub mod problems;
pub mod rules;

/// Registers the wing's rooms.
pub fn configure(api: &mut impl Routes) {
    api.configure(api_info::configure).configure(rules::configure).configure(code_lists::configure);
}
