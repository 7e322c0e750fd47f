//! Staff (*medarbetare*): who they are, at which units they work from when to when, and by which logins (issuer and
//! subject) their tokens are known. Who has left is out at once, whatever a token says.
//!
//! Roles in a token say what somebody may do; key persons, conveners and coordinators are assignments in data.
//!
//! Lends: [`queries::find`], [`queries::by_ids`], [`queries::refs`], [`model::StaffRef`] to embed, and
//! [`persons::acting`].

pub mod model;
pub mod persons;
pub mod queries;
pub mod routes;
mod show;
mod steps;
