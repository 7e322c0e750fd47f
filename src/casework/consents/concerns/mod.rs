//! Concern considered (*övervägd orosanmälan*): whether a report of concern was considered when a family said no or took its
//! yes back (SoL 2025:400, 19 kap. 1 §), by whom and when. It is asked for and never hinders; it may be recorded afterwards.
//!
//! It is the recording unit's own note: no other unit sees it, and neither the consent nor the case gets a new version, a
//! fact or a count by it.

pub mod model;
pub(in crate::casework::consents) mod queries;
pub(in crate::casework::consents) mod routes;
pub(in crate::casework::consents) mod show;
pub(in crate::casework::consents) mod steps;
