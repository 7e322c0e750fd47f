//! Plans: the coordinated individual plan (*samordnad individuell plan*, SIP; SoL (2025:400) 10 kap. 8–9 §§, HSL
//! (2017:30) 16 kap. 4 §), and plans by a local agreement alone.
//!
//! A plan is `draft` until it is `established`, which needs the four points of the law and what the agreement adds;
//! a follow-up makes it `under_follow_up`; it is `closed` with a reason, and may be reopened as a new interval. Every
//! change after the establishment is a new immutable [`versions`].
//!
//! The plan is written together: it is shared with the circle from its first day, and everybody in the circle may
//! write in it. Several people write at one table, so the plan, each goal and each action has an ETag of its own. The
//! custodian is the organisation of the unit that began it (Umeå HLT guidance, step 5).
//!
//! Lends: [`door`], [`queries::by_ids`], and [`show::plan`].

pub mod actions;
pub mod body;
pub mod codes;
pub mod confirmations;
pub mod distributions;
pub mod door;
pub mod follow_ups;
pub mod goals;
pub mod lifecycle;
pub mod model;
mod people;
pub mod queries;
pub mod routes;
mod rules;
pub mod show;
mod steps;
pub mod versions;

use crate::kernel::http::Routes;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.configure(routes::configure)
        .configure(lifecycle::routes::configure)
        .configure(goals::routes::configure)
        .configure(actions::routes::configure)
        .configure(versions::routes::configure)
        .configure(distributions::routes::configure)
        .configure(confirmations::routes::configure)
        .configure(follow_ups::routes::configure);
}
