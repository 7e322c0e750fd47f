//! The service over real HTTP: each test starts it on a fresh database with a fixed clock, and every reply is checked
//! against the contract by the test client.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may stop at once, as tests may"
)]

mod authentication;
mod bad_days;
mod bad_input;
mod matrix;
mod organisations;
mod processes;
mod support;
