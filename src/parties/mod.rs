//! Parties: who takes part in the joint work, and by which agreement.

use utoipa_actix_web::service_config::ServiceConfig;

pub mod children;
pub mod guardians;
pub mod organisations;
pub mod units;

/// Registers the wing's rooms.
pub fn configure(api: &mut ServiceConfig<'_>) {
    api.configure(organisations::routes::configure);
    api.configure(units::routes::configure);
    api.configure(children::routes::configure);
    api.configure(guardians::routes::configure);
}
