//! The timeline (*händelseförlopp*): every step of a case as a fact. A correction is a new fact that names the one it
//! replaces; nothing is ever changed or removed.
//!
//! Lends [`queries::of_case`] to the clocks. Facts are recorded by `kernel::facts::record`.

pub mod model;
pub mod process;
pub mod queries;
pub mod routes;
mod show;
