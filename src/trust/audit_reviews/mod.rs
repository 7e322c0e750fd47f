//! Reviews of the access log (*logggranskningar*): a sample of what the own organisation's units did with children's data,
//! and what came of looking at it. Whoever keeps the data shall check the log systematically and document the checks
//! (HSLF-FS 2016:40, 4 kap. 9 §; lagen 2001:454, 10 §).
//!
//! A sample is drawn at random or by risk. The draw can be done over by anybody: the review tells its `seed`, and the
//! entries are those with the smallest SHA-256 of the seed's and the entry's sixteen bytes each; by risk, those with most
//! reasons first. Names are compared inside the service, and only for records in the own custody: the answer tells that
//! a surname is the same, never which.
//!
//! A conclusion holds codes, ids of entries and a reference to the authority's own diary. Words about people, staff or
//! children, belong there: what is written here could not be sealed under any one child's key. Neither a review nor its
//! conclusion can be changed.

pub mod codes;
pub mod model;
mod queries;
pub mod routes;
mod rules;
mod show;
mod steps;
