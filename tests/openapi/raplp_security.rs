//! What a linter can see of the national REST API profile 1.2.0, one test per rule: security.

use crate::reading::*;
use serde_json::Value;

/// What anybody may read without a token.
const OPEN: &[&str] = &["/api-info", "/openapi.json", "/openapi.yaml"];

// --- SAK: security

#[test]
fn raplp_sak_01_servers_use_tls() {
    holds(
        list(&contract()["servers"])
            .map(|s| text(&s["url"]).to_owned())
            .filter(|url| !url.starts_with("https://"))
            .collect(),
    );
}

#[test]
fn raplp_sak_08_everything_but_the_api_description_needs_a_token() {
    holds(operations_where(contract(), |op| op.open() != OPEN.contains(&op.path)));
}

fn schemes_where(broken: impl Fn(&Value) -> bool) -> Vec<String> {
    let schemes = members(&contract()["components"]["securitySchemes"]);
    schemes.filter(|(_, scheme)| broken(scheme)).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn raplp_sak_09_no_basic_or_digest() {
    holds(schemes_where(|s| ["basic", "digest"].contains(&text(&s["scheme"]).to_lowercase().as_str())));
}

#[test]
fn raplp_sak_10_bearer_tokens() {
    holds(schemes_where(|s| s["type"] == "http" && s["scheme"] != "bearer"));
    assert!(
        members(&contract()["components"]["securitySchemes"]).any(|(_, s)| s["scheme"] == "bearer"),
        "no bearer scheme"
    );
}

#[test]
fn raplp_sak_16_api_keys_only_in_headers() {
    holds(schemes_where(|s| s["type"] == "apiKey" && s["in"] != "header"));
}

#[test]
fn raplp_sak_18_oauth_urls_use_tls() {
    let insecure =
        |flow: &Value| members(flow).any(|(name, url)| name.ends_with("Url") && !text(url).starts_with("https://"));
    holds(schemes_where(|s| members(&s["flows"]).any(|(_, flow)| insecure(flow))));
}

#[test]
fn raplp_sak_29_unsupported_media_type_on_every_body() {
    let doc = contract();
    holds(operations_where(doc, |op| op.body(doc).is_some() && op.value["responses"]["415"].is_null()));
}
