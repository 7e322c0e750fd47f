//! Actualisations (*aktualiseringar*): the act of raising a child for joint work. An actualisation opens a case, or
//! joins the open one of the same child; the clocks start from it. Any unit of the area may actualise, and the family
//! itself may ask (HLT guidance Umeå, step 1).
//!
//! States: `registered`, then `withdrawn` by the one who raised it, or `refused` when the family asked. Its urgency may be raised to acute later, or lowered.

mod changes;
pub mod codes;
pub mod model;
pub mod queries;
pub mod routes;
mod rules;
pub mod show;
mod steps;
mod upsert;
