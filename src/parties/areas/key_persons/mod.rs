//! Key persons (*nyckelpersoner*) of an area: who has a unit's fixed seat, who stands in, and who convenes.
//!
//! At any time a unit has at most one key person in an area, and an area at most one convener; deputies are free.

pub mod model;
pub mod queries;
pub mod routes;
pub mod rules;
mod show;
mod steps;
