//! Deviations (*avvikelser*): that something was not done, or did not work, as the agreement says; never an accusation, and
//! never about a child by name.
//!
//! Anybody who works in the area reports one. Those who lead the area's authorities take it up in their steering group: it is put
//! on an agenda, handled with a decision and measures, and closed when it is known whether they helped. To them it stands without
//! the case that it arose in; that is shown to the reporter's unit only.

pub mod codes;
pub mod model;
mod queries;
pub mod routes;
mod show;
mod steps;
