//! Lead times (*ledtider*): the clocks 0-7-30-30 of each case, derived from its facts by the agreement's definitions.
//!
//! Nothing here makes or changes a clock but [`recompute`], which answers to every fact in the fact's own transaction.
//! The rows are kept so that "what is due" is one indexed query; how a clock stands is computed when it is read.
//!
//! Lends: [`counts::of_protected`].

pub mod counts;
pub mod model;
mod queries;
pub mod recompute;
pub mod routes;
mod rules;
mod show;
mod steps;
