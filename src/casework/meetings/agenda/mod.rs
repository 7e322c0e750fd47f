//! Agenda items (*punkter på dagordningen*): one child at one meeting. Each unit sees only those items that it attends
//! by the family's consent; the others are neither shown nor counted.

pub(in crate::casework) mod attendance;
pub mod model;
pub(in crate::casework) mod queries;
pub(super) mod routes;
pub(super) mod show;
mod steps;
