//! Handing over without consent (*utlämnande med laglig grund*): one item to one unit, by a legal basis that fits.

pub(in crate::casework::disclosures) mod model;
mod queries;
pub(in crate::casework::disclosures) mod routes;
mod show;
mod steps;
