//! The service over real HTTP: each test starts it on a fresh database with a fixed clock, and every reply is checked
//! against the contract by the test client.

mod agreements;
mod areas;
mod organisations;
mod staff;
mod support;
mod units;
