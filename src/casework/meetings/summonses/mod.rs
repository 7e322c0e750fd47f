//! Summonses (*kallelser*) and invitations (*inbjudningar*) to a meeting about one child: the principals are summoned
//! and must come, the family and others are invited and may. They acknowledge; when the meeting is held it is noted who
//! came and whether with the mandate to decide. Source: Norrbus (all who are summoned must come); SoL (2025:400) 10 kap.
//! 8–9 §§.

mod answers;
pub(super) mod model;
pub(super) mod queries;
mod requests;
pub(super) mod routes;
pub(super) mod sharing;
mod show;
pub(super) mod steps;

pub use answers::Summons;
pub(in crate::casework) use queries::{among, written};
