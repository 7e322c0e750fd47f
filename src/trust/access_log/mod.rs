//! Extracts of the access log (*loggutdrag*) for the child or one of its guardians: when, which organisation and unit, and
//! what kind of access (patientdatalagen 2008:355, 8 kap. 5 §; lagen 2022:913, 4 kap. 5 §). Never the name of who looked.
//!
//! An extract is made for one recipient, by staff of the record's custodian. It leaves out what no member of the family
//! may learn of from it: concern reports, denied attempts (nobody was let in), and the control of the log itself (that
//! somebody else asked for an extract is not the recipient's to know). Where the recipient may not know where the child
//! is, or another guardian's whereabouts are protected, no entry names a place: a unit tells where a family lives, and so
//! does an organisation. Looks at an item that is hidden from the recipient (`casework/hidings`) are left out, and looks at
//! what was kept or handed over of it; each entry is judged by `kernel::decision` as if the recipient had asked.

pub mod model;
pub mod routes;
mod rules;
pub mod show;
