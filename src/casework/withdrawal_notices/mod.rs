//! Withdrawal notices (*underrättelser*): what a unit is told when a consent under which it received something is withdrawn, or
//! no longer names it (patientlagen 2014:821, 4 kap. 2 §; OSL 2009:400, 12 kap. 2 §). The unit confirms that it has read so; the
//! unit that asked for the consent sees who has not.
//!
//! The door is closed already when the notice is read: it holds ids and days that the unit had, and nothing of the child.
//! What the unit received stays in its own records, where the law has it kept.

pub mod model;
mod queries;
pub mod routes;
mod show;
mod steps;
