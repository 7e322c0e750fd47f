//! Decisions (*beslut*) about agenda items: accepted, and who meets the family and coordinates; or not accepted, and
//! where the family is referred for which difficulties ("how many? which?" is counted). The item's decision is made once.

mod answers;
mod model;
mod queries;
pub(super) mod routes;
mod show;
mod steps;

pub use answers::Decision;
