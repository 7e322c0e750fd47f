//! Statistics (*uppföljning*): lead times of whole months, by clock, over an area or a municipality.
//!
//! Read from counts that are kept with the lead times (`lead_time_counts`), never from the cases. Whoever may read statistics may
//! belong to no case at all (process leaders, politicians), so small numbers are left out for everybody: see [`rules`].

pub mod model;
mod queries;
pub mod routes;
mod rules;
mod show;
