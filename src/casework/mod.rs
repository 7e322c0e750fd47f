//! Casework: the joint work around one child, from the raised need to the plan that is followed up.

use utoipa_actix_web::service_config::ServiceConfig;

pub mod actualisations;
pub mod cases;
pub mod consents;
pub mod contacts;
pub mod disclosures;
pub mod lead_times;
pub mod meetings;
pub mod plans;
pub mod timeline;

/// Registers the wing's rooms.
pub fn configure(api: &mut ServiceConfig<'_>) {
    api.configure(cases::routes::configure)
        .configure(timeline::routes::configure)
        .configure(lead_times::routes::configure)
        .configure(consents::routes::configure)
        .configure(contacts::routes::configure)
        .configure(actualisations::routes::configure)
        .configure(meetings::configure)
        .configure(plans::configure)
        .configure(disclosures::routes::configure);
}
