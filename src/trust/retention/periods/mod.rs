//! Periods that an authority has decided where the law leaves them to it (*gallringsfrister*): school, student health, and
//! patient records that are kept for more than the ten years of the law. Never changed: the newest decision counts.

pub mod model;
pub mod queries;
pub mod routes;
mod show;
mod steps;
