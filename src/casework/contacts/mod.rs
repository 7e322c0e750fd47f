//! Contacts with the family (*kontakter med familjen*): who met or reached whom, when, why and with what outcome. One
//! contact may serve the cases of several siblings; each case shows only its own part.
//!
//! A *reached* contact for support is what "contact within seven days, the same day when acute" asks for (the Umeå HLT
//! guidance, its goals). A reached contact for information may tell the family what a meeting decided about their child.
//! A contact is never changed: a wrong one is annulled, and the annulment stays in sight (PDL 3 kap. 14 §).

pub mod model;
pub mod queries;
pub mod routes;
mod rules;
pub mod show;
mod steps;
