//! Disclosures (*utlämnanden*): what was shared with which unit, when and by whom, and the act of sharing older items.
//!
//! A unit that enters the circle sees the case's shell and what is shared from then on. What was written before it came is
//! shared only by those who wrote it, in one act for all of it or for chosen items; each item and unit leaves a row.
//! Nothing is taken back by hand: who leaves the circle loses the sight of others' items by leaving it.

pub mod model;
mod queries;
pub mod routes;
mod show;
mod steps;
