//! Confirmations: each party confirms a version once, and may say where it dissents.

pub mod model;
pub mod queries;
pub mod routes;
mod show;
mod steps;
