//! Meetings (*möten*): HLT meetings of an area's professionals, where each child is an agenda item of its own; and
//! network meetings, coordination meetings and SIP meetings about one child, to which units are summoned and the family
//! is invited. A meeting is `planned` until it is `held` or `cancelled`; it may be recorded as already held, also when
//! it was held by telephone. Source: Umeå kommun and Västerbottens läns landsting, *Uppstart av HLT-möten*; Norrbus; SoL
//! (2025:400) 10 kap. 8 §.
//!
//! The meeting itself holds nothing about a child that its agenda items do not. Consent is asked for each item and each
//! unit: who lacks it is left out of that item, and one child's missing consent stops no meeting. What was agreed is the
//! item's decision and has no other home. What a unit asks of whom it summons, and notes in answering, are notes of the meeting
//! too, for those two and whose case it is.
//!
//! Lends: [`queries::find`], [`queries::sip_meeting_of`], [`model::MeetingRow`], [`said`].

pub mod agenda;
pub mod codes;
pub mod decisions;
mod gate;
mod holding;
pub mod model;
pub mod queries;
pub mod requests;
pub mod routes;
mod rules;
pub mod said;
mod show;
mod steps;
pub mod summonses;

use crate::kernel::http::Routes;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.configure(routes::configure)
        .configure(agenda::routes::configure)
        .configure(decisions::routes::configure)
        .configure(summonses::routes::configure);
}
