//! Distributions: to whom a version was handed, how and when. Every version is readable to the circle and noted so; what
//! is handed to the family or taken into a unit's own record is noted by hand.

pub mod model;
pub mod queries;
pub mod routes;
mod show;
pub mod steps;
