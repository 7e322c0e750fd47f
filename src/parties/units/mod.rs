//! Units (*enheter*): a school, a student health team, a section of social services, a health centre, a child
//! psychiatric clinic. Staff act on behalf of a unit, and what they write belongs to the unit's organisation.
//!
//! A unit is valid from one day to another and may have a successor. Consent and access follow to the successor only
//! inside the same organisation, for secrecy applies between authorities (OSL 8 kap. 1 §).
//!
//! The unit's secrecy regime says under which chapter of OSL its entries stand unless an entry says otherwise.
//!
//! Lends: [`queries::find`], [`queries::by_ids`], [`queries::refs`], [`model::UnitRef`] to embed, and
//! [`rules::check_open`].

pub mod codes;
pub mod model;
pub mod queries;
pub mod routes;
pub mod rules;
mod show;
mod steps;
