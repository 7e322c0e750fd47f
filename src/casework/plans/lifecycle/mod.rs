//! The steps of a plan that have a day of their own: establishment, closure, reopening; and, kept the same way, a goal's
//! attainment and an action's start and completion.

pub mod model;
pub mod queries;
pub mod routes;
pub mod show;
pub mod steps;
