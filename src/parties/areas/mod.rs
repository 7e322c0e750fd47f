//! Areas (*områden*): a district of a municipality whose units work together under one agreement: an *elevhälsoområde*
//! with its HLT meeting. An area is planned until the day it starts.
//!
//! Each unit appoints a key person (*nyckelperson*) with a fixed seat, and deputies; one convener (*sammankallande*) of
//! the area calls the meetings. They are assignments with dates, not roles in a token. Source: Umeå kommun and
//! Västerbottens läns landsting, *Uppstart av HLT-möten*.
//!
//! Lends: [`queries::find`], [`queries::units_of`], [`queries::of_unit`], [`queries::clock_definitions`],
//! [`queries::agreement_in_force`], [`key_persons::queries::convener_of`], [`model::AreaRow`] and [`model::AreaRef`].

pub mod key_persons;
pub mod model;
pub mod queries;
pub mod routes;
mod show;
mod steps;
