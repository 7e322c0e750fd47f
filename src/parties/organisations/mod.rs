//! Organisations (*huvudmän och myndigheter*): regions, municipalities, state authorities, private principals and
//! associations. An organisation is the custodian of what its units write.
//!
//! Lends: [`queries::find`] to rooms that name an organisation.

pub mod model;
pub mod queries;
pub mod routes;
mod show;
mod steps;
