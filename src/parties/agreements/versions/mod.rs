//! Versions of an agreement (`/agreements/{id}/versions`) and their adoption by the parties.

use utoipa_actix_web::service_config::ServiceConfig;

mod adoption_routes;
pub mod model;
pub mod queries;
mod routes;
pub mod rules;
mod show;
pub(super) mod steps;

/// Registers the endpoints.
pub(super) fn configure(api: &mut ServiceConfig<'_>) {
    api.configure(routes::configure).configure(adoption_routes::configure);
}
