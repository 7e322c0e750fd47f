//! Versions of an agreement (`/agreements/{id}/versions`) and their adoption by the parties.

use crate::kernel::http::Routes;

mod adoption_routes;
pub mod model;
pub mod queries;
mod routes;
pub mod rules;
mod show;
pub(super) mod steps;

/// Registers the endpoints.
pub(super) fn configure(api: &mut impl Routes) {
    api.configure(routes::configure).configure(adoption_routes::configure);
}
