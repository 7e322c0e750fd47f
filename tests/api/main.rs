//! The service over real HTTP: each test starts it on a fresh database with a fixed clock, and every reply is checked
//! against the contract by the test client.

mod children;
mod children_secrecy;
mod guardians;
mod organisations;
mod support;
mod units;
