//! Goals and sub-goals (*mål*, *delmål*) of a plan: each with a criterion by which one knows that it is reached, and an
//! ETag of its own. A goal may have sub-goals; a sub-goal has none.

pub mod model;
pub mod queries;
pub mod routes;
pub mod show;
mod steps;
