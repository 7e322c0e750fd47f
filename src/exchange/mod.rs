//! Exchange: what other systems follow and fetch.

use crate::kernel::http::Routes;

pub mod events;

/// Registers the wing's rooms.
pub fn configure(api: &mut impl Routes) {
    api.configure(events::routes::configure);
}
