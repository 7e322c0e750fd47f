//! Statistics (*uppföljning*): lead times of whole months, by clock, over an area or a municipality.
//!
//! Read from counts that are kept with the lead times (`lead_time_counts`), less those of the few children whose personal data is
//! protected (folkbokföringslagen 1991:481, 16–17 d §§; OSL 21:3): a figure of an area or a municipality would tell that one is there,
//! so they are in none. Whoever may read statistics may belong to no case at all (process leaders, politicians), so small numbers are
//! left out and the others rounded, for everybody: see [`rules`].

mod counts;
pub mod model;
mod queries;
pub mod routes;
mod rules;
mod show;
