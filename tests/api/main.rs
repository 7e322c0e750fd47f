//! The service over real HTTP: each test starts it on a fresh database with a fixed clock, and every reply is checked
//! against the contract by the test client.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may stop at once, as tests may"
)]

mod access_decisions;
mod access_log;
mod actualisations;
mod agreements;
mod areas;
mod audit_entries;
mod audit_reviews;
mod authentication;
mod bad_days;
mod bad_input;
mod blocks;
mod cases;
mod children;
mod children_secrecy;
mod code_lists;
mod consents;
mod consultations;
mod contacts;
mod data_extracts;
mod demo;
mod deviations;
mod disclosures;
mod dissents;
mod emergency_accesses;
mod events;
mod external_ids;
mod follow_ups;
mod goals;
mod guardians;
mod hidings;
mod information_kinds;
mod information_texts;
mod keys;
mod keys_custodians;
mod keys_shredding;
mod lead_times;
mod matrix;
mod meetings;
mod models;
mod organisations;
mod plan_versions;
mod plans;
mod processes;
mod protected_identity;
mod release_requests;
mod retention;
mod seals;
mod staff;
mod statements;
mod statistics;
mod summonses;
mod summonses_words;
mod support;
mod timeline;
mod units;
mod withdrawal_notices;
