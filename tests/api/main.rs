//! The service over real HTTP: each test starts it on a fresh database with a fixed clock, and every reply is checked
//! against the contract by the test client.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may stop at once, as tests may"
)]

mod agreements;
mod areas;
mod authentication;
mod children;
mod children_secrecy;
mod consents;
mod follow_ups;
mod goals;
mod guardians;
mod organisations;
mod plan_versions;
mod plans;
mod staff;
mod support;
mod units;
