//! Exchange: what other systems follow and fetch.

use utoipa_actix_web::service_config::ServiceConfig;

pub mod events;

/// Registers the wing's rooms.
pub fn configure(api: &mut ServiceConfig<'_>) {
    api.configure(events::routes::configure);
}
