//! Casework: the joint work around one child, from the raised need to the plan that is followed up.

use crate::kernel::http::Routes;

pub mod actualisations;
pub mod blocks;
pub mod cases;
pub mod consents;
pub mod consultations;
pub mod contacts;
pub mod disclosures;
pub mod dissents;
pub mod hidings;
pub mod lead_times;
pub mod meetings;
pub mod plans;
pub mod timeline;
pub mod withdrawal_notices;

/// Registers the wing's rooms.
pub fn configure(api: &mut impl Routes) {
    api.configure(cases::routes::configure)
        .configure(timeline::routes::configure)
        .configure(lead_times::routes::configure)
        .configure(consents::routes::configure)
        .configure(withdrawal_notices::routes::configure)
        .configure(contacts::routes::configure)
        .configure(actualisations::routes::configure)
        .configure(consultations::routes::configure)
        .configure(meetings::configure)
        .configure(plans::configure)
        .configure(disclosures::routes::configure)
        .configure(hidings::routes::configure)
        .configure(dissents::routes::configure)
        .configure(blocks::routes::configure);
}
