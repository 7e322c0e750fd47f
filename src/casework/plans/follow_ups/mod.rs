//! Follow-ups (*uppföljningar*): how the child is, the reconciliation of the plan, change and satisfaction, deviations
//! from the agreed way of working (Umeå HLT guidance, step 9). Each sets the day of the next or is the last.

pub mod model;
pub mod queries;
pub mod routes;
mod show;
mod steps;
