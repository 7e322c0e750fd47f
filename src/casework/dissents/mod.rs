//! Notes beside an item, which itself is never erased or overwritten: a dissent (*avvikande mening*), that the child or a
//! guardian holds it to be wrong or misleading (patientdatalagen 2008:355, 3 kap. 8 §; socialtjänstlagen 2025:400, 14 kap.
//! 6 §); and a correction by the unit that wrote it: what was wrong, what is right, when and by whom (patientdatalagen 3 kap.
//! 14 §).
//!
//! A dissent is noted by any unit that sees the item: the family tells whom it meets. A correction is the writer's. Whoever
//! sees the item sees what is noted beside it, in a closed case too. Nothing noted is changed or taken away: another note
//! follows.

pub mod model;
mod queries;
pub mod routes;
mod show;
mod steps;
