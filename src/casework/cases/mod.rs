//! Cases (*ärenden*): the joint work around one child. A case is opened by an actualisation, never by itself; it is
//! `open` until it is `closed` with a reason, or `merged` into another.
//!
//! Lends [`door`], the one way into a case: who may not know of it gets 404.

pub mod door;
pub mod model;
pub mod queries;
pub mod routes;
mod rules;
pub mod show;
mod steps;
