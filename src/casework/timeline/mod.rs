//! The timeline (*händelseförlopp*): every step of a case as a fact. A correction is a new fact that names the one it
//! replaces; nothing is ever changed or removed.
//!
//! Lends [`record::record`], the one way to add a fact.

pub mod model;
pub mod queries;
pub mod record;
pub mod routes;
mod show;
