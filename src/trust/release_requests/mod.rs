//! Requests for a copy of a journal (patientdatalagen 2008:355, 8 kap. 2 §) or for a public document (tryckfrihetsförordningen
//! 2 kap.; offentlighets- och sekretesslagen 2009:400, 6 kap.), and what was decided: released, in part, or refused with the
//! statute and the reasons.
//!
//! A refusal tells how it is tried by somebody else ([`rules`]), and that is not the same everywhere: of a public authority's own
//! decision to kammarrätten; of an employee's refusal first by the authority (OSL 6:3); a private care provider that means
//! to refuse hands the matter to IVO. What is released is handed over outside the program, or as an extract.
//!
//! The own authority's staff see its own requests, nobody else's; several decisions may follow one another.

pub mod codes;
pub mod model;
mod queries;
pub mod routes;
mod rules;
mod show;
mod steps;
