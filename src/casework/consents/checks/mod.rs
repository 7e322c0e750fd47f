//! Checks: what would be decided, and why, before anybody calls or writes. A check asks the same rules as the gate and
//! as the hand-over by law; it changes nothing and is logged like any look at the case.

pub mod model;
pub(in crate::casework::consents) mod routes;
pub mod rules;
mod show;
