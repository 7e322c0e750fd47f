//! Purges (*gallring*): the list of what is due on a day, frozen; the decision of a second person, registered among
//! the staff; and the destruction.
//!
//! `listed` → `decided` → `executed`. Whoever made the list does not decide on it. What is on hold when it is executed, what
//! has an open case and what has new entries since the list is left; the rest is destroyed by its data keys, for ever (parties/children/shredding).
//! Executing again destroys again what an older copy of the database brought back, and what a hold kept and keeps no
//! more. The list stays, with classes, days and outcomes: that is what the archive asks for (arkivlagen 1990:782 10 §).

pub mod model;
mod queries;
mod requests;
pub mod routes;
mod show;
mod steps;
