//! Insight: what can be told of the work as a whole, without telling of anybody.

use crate::kernel::http::Routes;

pub mod statistics;

/// Registers the wing's rooms.
pub fn configure(api: &mut impl Routes) {
    api.configure(statistics::routes::configure);
}
