//! Consultations (*konsultationer*): one unit asks another of the area for advice about somebody who is not named.
//!
//! That needs no consent, because nothing tells who it is: no child, no case, no initials; a text with an identity number in it is
//! refused. Who works in social services and understands who it is about may have to treat what was said as a report of concern
//! (socialtjänstlagen 2025:400, 19 kap.): the answer to such a question is to stop and report.

pub mod model;
mod queries;
pub mod routes;
mod show;
mod steps;
