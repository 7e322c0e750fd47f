//! Actions (*åtgärder*) of a plan: who does what, when. Each has exactly one responsible party: a unit, a guardian, the
//! child, or somebody in the private network. An action is `planned`, `started`, then `done` or `not_done`, and has an
//! ETag of its own.

pub mod model;
pub mod queries;
pub mod requests;
pub mod routes;
pub mod show;
mod steps;
