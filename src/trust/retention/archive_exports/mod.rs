//! Exports to the archive (*arkivleverans*): everything that an organisation holds about a child, machine-readable, to be made
//! before a purge when the archive authority asks for it (arkivlagen 1990:782 9 and 14 §§).
//!
//! That an export was made is stored; what it holds is not: whoever fetches it gets what the organisation holds then, decided
//! anew, and each time is logged.

pub mod model;
mod queries;
pub mod routes;
mod show;
mod steps;
