//! Versions of an established plan: what it said after each change, immutable. A version is shared with the units then
//! in the circle; a unit keeps the versions that it was given, also after it has left the circle, for it has its own
//! duty to keep them (PDL 3 kap., SoL (2025:400) 14 kap.).
//!
//! Lends [`make`] to the room's own steps.

mod copies;
pub mod make;
pub mod model;
pub mod queries;
pub mod routes;
pub mod show;
