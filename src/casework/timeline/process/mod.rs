//! The work process of a case: the agreement's steps, each with yes or no and since when.
//!
//! Nothing is ticked here. A step is done when a fact of the case says so, and which fact that is stands in the agreement: another model
//! is another agreement. Facts that the caller may not know of are no facts here either.

pub mod model;
pub mod routes;
mod rules;
mod show;
