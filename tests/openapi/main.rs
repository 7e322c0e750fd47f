//! The committed contract, `openapi/openapi.json`, looked at as a document: nothing is started here.
//!
//! * `raplp`, `raplp_security`, `raplp_messages` — the mechanical rules of Sweden's national REST API profile, one test per
//!   rule, named after it (`docs/api-profile.md` lists all rules).
//! * `completeness` — what generated clients, validators and readers need besides.
//! * `breaking` — nothing that callers of the last release rely on may disappear within a major version;
//!   `breaking_examples` tries that gate.
//! * `reading` — how the tests find their way in the document.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may stop at once, as tests may"
)]

mod breaking;
mod breaking_examples;
mod completeness;
mod raplp;
mod raplp_messages;
mod raplp_security;
mod reading;

use reading::{contract, holds};
use serde_json::Value;

/// The contract is generated; this is what makes the committed file and the handlers one thing.
#[test]
fn committed_contract_is_what_the_handlers_generate() {
    let mut generated = samsyn::app::openapi_document();
    let mut committed = contract().clone();
    for document in [&mut generated, &mut committed] {
        if let Some(members) = document.as_object_mut() {
            members.remove("servers"); // configured where the service runs
        }
    }
    let mut differences = Vec::new();
    compare("#", &committed, &generated, &mut differences);
    differences.truncate(20);
    if !differences.is_empty() {
        differences.push("regenerate it: cargo run -- openapi > openapi/openapi.json".to_owned());
    }
    holds(differences);
}

fn compare(at: &str, committed: &Value, generated: &Value, differences: &mut Vec<String>) {
    match (committed, generated) {
        (Value::Object(old), Value::Object(new)) => {
            for key in old.keys().filter(|key| !new.contains_key(*key)) {
                differences.push(format!("{at}/{key} is committed but no longer generated"));
            }
            for (key, value) in new {
                match old.get(key) {
                    Some(known) => compare(&format!("{at}/{key}"), known, value, differences),
                    None => differences.push(format!("{at}/{key} is generated but not committed")),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (index, (known, value)) in old.iter().zip(new).enumerate() {
                compare(&format!("{at}/{index}"), known, value, differences);
            }
        }
        (old, new) if old == new => {}
        _ => differences.push(format!("{at} differs")),
    }
}
