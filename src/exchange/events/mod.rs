//! The change feed (*händelser*): every fact that the caller may know of, as ids, kinds and times, in one order that never
//! changes. An event is never seen after a later one was: facts are numbered after they are committed, under one lock, so
//! a fact whose transaction took longer comes later in the feed, not in between.

pub mod model;
mod queries;
pub mod routes;
