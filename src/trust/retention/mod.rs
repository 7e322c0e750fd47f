//! Retention (*gallring och bevarande*): how long each authority keeps what it holds about a child, and how it is destroyed.
//!
//! The class follows the custodian and its secrecy regime; from the last entry and the birth date follows the day after
//! which the record is purged ([`rules`]). What is due is listed, decided by a second person and then destroyed
//! ([`purges`]); a record on hold never is ([`legal_holds`]). Before that the archive may have it ([`archive_exports`]).
//!
//! It is decided per custodian: another authority's record of the same child, and what it wrote in the same cases, have their
//! own classes, days and keys. The records are the organisation's, so any unit manager of it sees them all here; nobody
//! is named. But a report of concern is one unit's (OSL 26:5): it counts for when a record is purged, moves no day that the others are
//! told ([`assess`]), and where nothing else is held, that unit alone lists, decides on and sees what is. Codes, days and references to the authority's diary stand in plain columns; words about people belong there
//! (arkivlagen 1990:782 10 §; PDL 3:17; SoL (2025:400) 16:1–2 a, 17:2).

pub mod archive_exports;
mod assess;
pub mod codes;
pub mod legal_holds;
pub mod model;
pub mod periods;
pub mod purges;
mod queries;
pub mod routes;
pub mod rules;
mod scan;
mod show;
mod steps;
