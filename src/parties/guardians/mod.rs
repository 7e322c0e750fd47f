//! Guardians (*vårdnadshavare*) and others who decide for a child: a specially appointed guardian, a *god man* for a
//! child who came alone (lag 2005:429), the social welfare board for a child in care (lag 1990:52, LVU). Föräldrabalken
//! 6 kap. says who decides; what is noted here is who that is, from when and until when.
//!
//! Noted in one custodian's record of the child and sealed under that record's key. A guardian's own personal data may
//! be protected, and the child's whereabouts may be hidden from one of them (offentlighets- och sekretesslagen 26:2).
//!
//! One who decides from birth to coming of age is stored without days: they would tell the child's birth date in plain
//! columns.
//!
//! Lends: [`queries::guardians_of`], [`queries::find`], [`queries::by_ids`], [`show::guardian_refs`] and
//! [`persons::perhaps_same`].

pub mod answers;
pub mod model;
pub mod persons;
pub mod queries;
pub mod requests;
pub mod routes;
mod rules;
pub mod show;
mod steps;
