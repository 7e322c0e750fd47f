//! Parties: who takes part in the joint work, and by which agreement.

use crate::kernel::http::Routes;

pub mod agreements;
pub mod areas;
pub mod children;
pub mod guardians;
pub mod information_texts;
pub mod organisations;
pub mod staff;
pub mod units;

/// Registers the wing's rooms.
pub fn configure(api: &mut impl Routes) {
    api.configure(organisations::routes::configure)
        .configure(units::routes::configure)
        .configure(staff::routes::configure)
        .configure(agreements::routes::configure)
        .configure(information_texts::routes::configure)
        .configure(areas::routes::configure)
        .configure(children::routes::configure)
        .configure(guardians::routes::configure);
}
