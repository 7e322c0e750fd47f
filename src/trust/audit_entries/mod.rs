//! The access log (*loggen*) for those who review it: who did what, on behalf of which unit, when, why, and about whom
//! (HSLF-FS 2016:40, 4 kap. 9 §; lagen 2001:454 om behandling av personuppgifter inom socialtjänsten, 10 §). Never what
//! was read.
//!
//! A reviewer sees what its own organisation's units did, and what anybody did with child records in its custody, except
//! what concerns concern reports: nobody but who made them may know that they exist. Reading the log is logged: one
//! entry for the call, and one for each child that it names. What is new is sealed before it is shown, so that each
//! entry has its position (see `kernel/seals`), but for what is committed late and under the heaviest load.
//!
//! The log-follow-up systems of regions take entries in the field shape of Inera's log service
//! (*informationsecurity:auditing:log*): `log-records` gives them so. It knows no denied attempts; those are left out.
//!
//! Lends: [`queries::by_ids`], [`show::entries`].

mod log_records;
pub mod model;
pub mod queries;
pub mod routes;
pub mod show;
