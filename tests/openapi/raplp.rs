//! What a linter can see of the national REST API profile 1.2.0, one test per rule: documentation, dates, resources, URLs and
//! maturity. The others are in `raplp_security` and `raplp_messages`.

use crate::reading::*;
use serde_json::Value;

/// Resources of which there is one, or that are a set without being named in the plural (`docs/api-profile.md`).
const SINGLETONS: &[&str] =
    &["access", "access-log", "api-info", "by-external-id", "content", "openapi.json", "timeline"];

/// Plurals that do not end in s.
const PLURALS: &[&str] = &["children", "criteria", "data", "media", "people", "staff"];

pub fn is_plural(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with('s') || PLURALS.iter().any(|plural| lower.ends_with(plural))
}

pub fn missing(at: &str, value: &Value, names: &[&str]) -> Vec<String> {
    let empty = |name: &&&str| value[**name].is_null() || value[**name] == "";
    names.iter().filter(empty).map(|name| format!("{at}/{name} is missing or empty")).collect()
}

fn all_words(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().all(|word| text.split(|c: char| !c.is_alphabetic()).any(|one| one == *word))
}

// --- DOK: documentation

#[test]
fn raplp_dok_01_external_docs() {
    holds(missing("externalDocs", &contract()["externalDocs"], &["description", "url"]));
}

#[test]
fn raplp_dok_03_info_is_complete() {
    let info = &contract()["info"];
    let mut broken = missing("info", info, &["title", "version", "description", "termsOfService"]);
    broken.extend(missing("info/contact", &info["contact"], &["name", "url", "email"]));
    broken.extend(missing("info/license", &info["license"], &["name", "url"]));
    holds(broken);
}

#[test]
fn raplp_dok_06_described_in_swedish_and_english() {
    let description = text(&contract()["info"]["description"]);
    assert!(all_words(description, &["och", "som", "för"]), "Swedish is missing");
    assert!(all_words(description, &["and", "the", "of"]), "English is missing");
}

#[test]
fn raplp_dok_07_overview_in_info() {
    assert!(text(&contract()["info"]["description"]).chars().count() > 300, "an overview is longer than this");
}

#[test]
fn raplp_dok_08_service_level() {
    let doc = contract();
    let mut broken = missing("info/x-sla", &doc["info"]["x-sla"], &["availability", "responseTime", "support"]);
    if !text(&doc["externalDocs"]["description"]).contains("SLA") {
        broken.push("externalDocs/description does not name the SLA".to_owned());
    }
    holds(broken);
}

#[test]
fn raplp_dok_09_limitations() {
    let info = &contract()["info"];
    let description = text(&info["description"]);
    assert!(description.contains("Begränsningar") && description.contains("Limitations"));
    assert!(!info["x-limitations"].is_null(), "info/x-limitations is missing");
}

#[test]
fn raplp_dok_11_every_tag_is_described() {
    let tags = list(&contract()["tags"]);
    let bare = tags.filter(|tag| text(&tag["description"]).is_empty());
    holds(bare.map(|tag| text(&tag["name"]).to_owned()).collect());
}

#[test]
fn raplp_dok_12_description_on_every_operation() {
    holds(operations_where(contract(), |op| text(&op.value["description"]).is_empty()));
}

#[test]
fn raplp_dok_13_description_on_every_response() {
    let doc = contract();
    let bare = |op: &Operation| op.responses(doc).iter().any(|(_, answer)| text(&answer["description"]).is_empty());
    holds(operations_where(doc, bare));
}

#[test]
fn raplp_dok_15_examples_on_every_json_body() {
    let doc = contract();
    let bare = json_bodies(doc).into_iter().filter(|(_, content)| examples(doc, content).is_empty());
    holds(bare.map(|(at, _)| at).collect());
}

#[test]
fn raplp_dok_17_newest_major_openapi() {
    assert!(text(&contract()["openapi"]).starts_with("3."));
}

#[test]
fn raplp_dok_21_authentication_is_specified() {
    let doc = contract();
    let schemes = &doc["components"]["securitySchemes"];
    assert!(members(schemes).next().is_some(), "no security schemes");
    let required = |op: &Operation| op.value.get("security").or(doc.get("security")).is_some();
    holds(operations_where(doc, |op| !required(op)));
    let named = operations(doc).into_iter().flat_map(|op| list(&op.value["security"])).chain(list(&doc["security"]));
    let unknown = named.flat_map(members).filter(|(name, _)| schemes[*name].is_null());
    holds(unknown.map(|(name, _)| format!("security scheme {name} is not defined")).collect());
}

// --- DOT: dates and times

fn dates<'a>(doc: &'a Value, format: &'a str) -> impl Iterator<Item = Place<'a>> {
    all_schemas(doc).into_iter().filter(move |p| p.property.is_some() && p.schema["format"] == format)
}

#[test]
fn raplp_dot_02_example_on_every_date() {
    let doc = contract();
    let bare = dates(doc, "date").chain(dates(doc, "date-time")).filter(|p| p.schema.get("example").is_none());
    holds(bare.map(|p| p.at).collect());
}

#[test]
fn raplp_dot_04_examples_are_rfc_3339_in_utc() {
    let doc = contract();
    let day = |text: &str| {
        text.len() == 10
            && text.char_indices().all(|(i, c)| if i == 4 || i == 7 { c == '-' } else { c.is_ascii_digit() })
    };
    let instant = |text: &str| text.ends_with('Z') && text.get(10..11) == Some("T") && text.get(..10).is_some_and(day);
    let days = dates(doc, "date").filter(|p| !day(text(&p.schema["example"])));
    let instants = dates(doc, "date-time").filter(|p| !instant(text(&p.schema["example"])));
    holds(days.chain(instants).map(|p| p.at).collect());
}

// --- RES, UFN: resources and URLs

#[test]
fn raplp_res_01_identifiers_are_uuids() {
    let doc = contract();
    let id = |name: &str| name == "id" || name.ends_with("Id");
    holds(parameters_where(doc, "path", |p| id(text(&p["name"])) && resolve(doc, &p["schema"])["format"] != "uuid"));
}

#[test]
fn raplp_res_02_no_identity_numbers_in_urls() {
    const FORBIDDEN: [&str; 6] = ["pnr", "personnummer", "personnr", "ssn", "identitynumber", "personalidentitynumber"];
    let doc = contract();
    let identifying = |p: &Value| FORBIDDEN.contains(&text(&p["name"]).to_ascii_lowercase().as_str());
    let mut broken = parameters_where(doc, "query", identifying);
    broken.extend(parameters_where(doc, "path", identifying));
    holds(broken);
}

#[test]
fn raplp_res_03_no_countable_identifiers() {
    let doc = contract();
    let number = |p: &Value| has_type(resolve(doc, &p["schema"]), "integer");
    holds(parameters_where(doc, "path", |p| number(p) && text(&p["name"]).to_ascii_lowercase().ends_with("id")));
}

#[test]
fn raplp_res_06_resources_are_plural_lower_case_nouns() {
    const VERBS: [&str; 5] = ["get-", "post-", "put-", "delete-", "patch-"];
    let proper = |s: &str| (is_plural(s) || SINGLETONS.contains(&s)) && !VERBS.iter().any(|verb| s.starts_with(verb));
    let paths = members(&contract()["paths"]).filter(|(path, _)| !segments(path).all(proper));
    holds(paths.map(|(path, _)| path.to_owned()).collect());
}

#[test]
fn raplp_ufn_01_server_url() {
    let proper = |url: &str| {
        url.strip_prefix("https://").is_some_and(|rest| {
            rest.split_once('/').is_some_and(|(host, path)| !host.is_empty() && path == "samsyn/v1")
        })
    };
    assert!(list(&contract()["servers"]).next().is_some(), "no servers");
    let wrong = list(&contract()["servers"]).filter(|server| !proper(text(&server["url"])));
    holds(wrong.map(|server| text(&server["url"]).to_owned()).collect());
}

#[test]
fn raplp_ufn_02_https_on_443() {
    let port = |url: &str| {
        url.trim_start_matches("https://")
            .split('/')
            .next()
            .and_then(|host| host.split_once(':').map(|(_, port)| port.to_owned()))
    };
    let other =
        list(&contract()["servers"]).filter(|server| port(text(&server["url"])).is_some_and(|port| port != "443"));
    holds(other.map(|server| text(&server["url"]).to_owned()).collect());
}

fn paths_where(broken: impl Fn(&str) -> bool) -> Vec<String> {
    members(&contract()["paths"]).map(|(path, _)| path.to_owned()).filter(|path| broken(path)).collect()
}

#[test]
fn raplp_ufn_07_url_characters() {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.~".contains(c);
    holds(paths_where(|path| !segments(path).all(|segment| segment.chars().all(allowed))));
}

#[test]
fn raplp_ufn_08_only_hyphens_separate_words() {
    let file = |segment: &str| segment.starts_with("openapi."); // a name that the profile prescribes
    let proper = |s: &str| {
        file(s) || !(s.contains(['_', '.', ',', '~']) || s.contains("--") || s.starts_with('-') || s.ends_with('-'))
    };
    holds(paths_where(|path| !segments(path).all(proper) || path.ends_with('/') || path.contains("//")));
}

#[test]
fn raplp_ufn_09_no_blanks_or_underscores() {
    holds(paths_where(|path| path.contains([' ', '_']) || path.contains("%20")));
}

// --- MOG: maturity

#[test]
fn raplp_mog_01_level_two() {
    let found = operations(contract());
    let different =
        |part: fn(&Operation) -> String| found.iter().map(part).collect::<std::collections::HashSet<_>>().len();
    assert!(different(|op| op.path.to_owned()) >= 2 && different(|op| op.method.to_owned()) >= 2);
}

#[test]
fn raplp_mog_02_answers_carry_links() {
    assert!(response_schemas(contract()).iter().any(|place| place.property == Some("_links")));
}

#[test]
fn raplp_mog_03_searches_by_post_say_why() {
    let asks = |path: &str| path.ends_with("/searches") || path.ends_with("/checks");
    let search = |op: &Operation| op.method == "post" && asks(op.path);
    holds(operations_where(contract(), |op| search(op) && !text(&op.value["description"]).contains("URL")));
}
