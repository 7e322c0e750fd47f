//! Agreements (*överenskommelser*): by which terms the parties work together. The terms are data: target group, kinds of
//! meeting, lead-time clocks, how long a consent lasts. Nothing of them is a constant in the code.
//!
//! An agreement has numbered versions whose terms never change. A version is a draft until a party adopts it; the
//! adoption says from which day it applies, and ends the version before it the day before. A clock keeps the version
//! that it started under.
//!
//! The models of the guidance documents ship as presets (`presets/*.toml`). Sources: Umeå kommun and Västerbottens läns
//! landsting, *Uppstart av HLT-möten*; the national agreement on a strengthened care guarantee (0-7-30-30).
//!
//! Lends: [`queries::find`], [`versions::queries::in_force`] and [`versions::queries::clock_definitions`].

pub mod clock_terms;
pub mod codes;
mod conversion;
pub mod model;
mod presets;
pub mod queries;
pub mod routes;
mod show;
mod steps;
pub mod terms;
pub mod versions;
