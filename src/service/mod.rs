//! The service about itself: what it is, its rules, its code lists, its problems, and how it fares.

use utoipa_actix_web::service_config::ServiceConfig;

pub mod api_info;
pub mod code_lists;
pub mod operations;
pub mod problems;
pub mod rules;

/// Registers the wing's rooms.
pub fn configure(api: &mut ServiceConfig<'_>) {
    api.configure(api_info::configure).configure(rules::configure).configure(code_lists::configure);
}
