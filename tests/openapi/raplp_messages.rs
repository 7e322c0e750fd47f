//! What a linter can see of the national REST API profile 1.2.0, one test per rule: messages, problems, versions, links, pages,
//! and the tracing rules of 2.0.0.

use crate::raplp::{is_plural, missing};
use crate::reading::*;
use serde_json::Value;

// --- AME, ARQ, ARP: messages

#[test]
fn raplp_ame_02_json_wherever_there_is_a_choice() {
    let doc = contract();
    let other =
        |answer: &Value| answer["content"].as_object().is_some_and(|types| !types.keys().any(|t| t.ends_with("json")));
    let file = |op: &Operation| op.path.ends_with(".yaml");
    holds(operations_where(doc, |op| !file(op) && op.successes(doc).iter().any(|(_, answer)| other(answer))));
}

fn properties_where(broken: impl Fn(&str, &Value) -> bool) -> Vec<String> {
    let doc = contract();
    let wrong = |place: &Place| place.property.is_some_and(|name| broken(name, resolve(doc, place.schema)));
    let mut found: Vec<_> = all_schemas(doc).into_iter().filter(wrong).map(|place| place.at).collect();
    found.sort();
    found.dedup();
    found
}

/// `_links` and `_meta` are names that the profile itself gives (FNS.10).
#[test]
fn raplp_ame_04_properties_are_camel_case() {
    holds(properties_where(|name, _| name != "_links" && name != "_meta" && !is_camel_case(name)));
}

#[test]
fn raplp_ame_06_lists_have_plural_names() {
    holds(properties_where(|name, schema| has_type(schema, "array") && !is_plural(name)));
}

#[test]
fn raplp_ame_07_property_names_are_ascii() {
    holds(properties_where(|name, _| !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')));
}

#[test]
fn raplp_arq_05_no_payload_in_headers() {
    let doc = contract();
    let payload =
        |schema: &Value| has_type(schema, "object") || has_type(schema, "array") || schema["format"] == "binary";
    holds(parameters_where(doc, "header", |p| payload(resolve(doc, &p["schema"]))));
}

#[test]
fn raplp_for_02_no_body_on_get() {
    holds(operations_where(contract(), |op| {
        ["get", "head"].contains(&op.method) && op.value.get("requestBody").is_some()
    }));
}

fn answers_without_header(wanted: impl Fn(&str) -> bool, header: &str) -> Vec<String> {
    let doc = contract();
    let has = |answer: &Value| members(&answer["headers"]).any(|(name, _)| name.eq_ignore_ascii_case(header));
    let mut broken = Vec::new();
    for op in operations(doc) {
        let bare = op.responses(doc).into_iter().filter(|(status, answer)| wanted(status) && !has(answer));
        broken.extend(bare.map(|(status, _)| format!("{} {status}", op.name())));
    }
    broken
}

#[test]
fn raplp_arp_03_location_on_201() {
    holds(answers_without_header(|status| status == "201", "Location"));
}

#[test]
fn raplp_arp_04_location_on_202() {
    holds(answers_without_header(|status| status == "202", "Location"));
}

// --- FEL: problems

#[test]
fn raplp_fel_01_problem_is_a_plain_object_with_the_five_members() {
    let problem = &contract()["components"]["schemas"]["Problem"];
    assert_eq!(problem["type"], "object", "components/schemas/Problem");
    holds(missing("Problem/properties", &problem["properties"], &["type", "title", "status", "detail", "instance"]));
}

#[test]
fn raplp_fel_02_problem_json_on_every_error() {
    let doc = contract();
    let proper = |answer: &Value| {
        answer["content"]["application/problem+json"]["schema"]["$ref"] == "#/components/schemas/Problem"
    };
    let mut broken = operations_where(doc, |op| op.value["responses"]["default"].is_null());
    for op in operations(doc) {
        let wrong = op.problems(doc).into_iter().filter(|(_, answer)| !proper(answer));
        broken.extend(wrong.map(|(status, _)| format!("{} {status}", op.name())));
    }
    holds(broken);
}

// --- VER: versions

#[test]
fn raplp_ver_04_semantic_version() {
    let version = text(&contract()["info"]["version"]);
    let numbers: Vec<_> = version.split('.').map(str::parse::<u32>).collect();
    assert!(numbers.len() == 3 && numbers.iter().all(Result::is_ok), "{version} is not MAJOR.MINOR.PATCH");
}

#[test]
fn raplp_ver_05_major_version_in_the_url() {
    let major = text(&contract()["info"]["version"]).split('.').next().unwrap_or_default();
    let wrong = list(&contract()["servers"]).filter(|s| !text(&s["url"]).ends_with(&format!("/v{major}")));
    holds(wrong.map(|s| text(&s["url"]).to_owned()).collect());
}

fn api_info() -> &'static Value {
    let doc = contract();
    let answer = resolve(doc, &doc["paths"]["/api-info"]["get"]["responses"]["200"]);
    resolve(doc, &answer["content"]["application/json"]["schema"])
}

#[test]
fn raplp_ver_06_api_info_is_under_the_root() {
    assert!(contract()["paths"]["/api-info"]["get"].is_object());
}

#[test]
fn raplp_ver_07_api_info_members() {
    let required = |name: &str| list(&api_info()["required"]).any(|one| one == name);
    const MEMBERS: [&str; 5] = ["apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"];
    holds(MEMBERS.into_iter().filter(|name| !required(name)).map(str::to_owned).collect());
}

#[test]
fn raplp_ver_10_life_cycle_states() {
    let states = &resolve(contract(), &api_info()["properties"]["apiStatus"])["enum"];
    const STATES: [&str; 6] = ["alpha", "beta", "active", "deprecated", "retired", "decommissioned"];
    holds(STATES.into_iter().filter(|state| !list(states).any(|one| one == state)).map(str::to_owned).collect());
}

// --- HYP: links

#[test]
fn raplp_hyp_05_examples_link_to_themselves() {
    let doc = contract();
    let lost =
        |example: &Value| example.get("_links").is_some_and(|links| !list(links).any(|link| link["rel"] == "self"));
    let successes =
        json_bodies(doc).into_iter().filter(|(at, _)| !at.ends_with("problem+json") && !at.contains(" request "));
    let broken = successes.filter(|(_, content)| examples(doc, content).into_iter().any(lost));
    holds(broken.map(|(at, _)| at).collect());
}

#[test]
fn raplp_hyp_11_shape_of_a_link() {
    let doc = contract();
    let proper = |link: &Value| {
        let required = |name: &str| list(&link["required"]).any(|one| one == name);
        let absolute = resolve(doc, &link["properties"]["href"])["format"] == "uri";
        let verbs = resolve(doc, &link["properties"]["method"])["enum"].is_array();
        absolute && verbs && ["href", "rel", "method"].into_iter().all(required)
    };
    let links = response_schemas(doc).into_iter().filter(|place| place.property == Some("_links"));
    holds(links.filter(|place| !proper(resolve(doc, &place.schema["items"]))).map(|place| place.at).collect());
}

#[test]
fn raplp_hyp_14_example_links_are_absolute() {
    let doc = contract();
    let relative = |example: &Value| list(&example["_links"]).any(|link| !text(&link["href"]).starts_with("https://"));
    let broken = json_bodies(doc).into_iter().filter(|(_, content)| examples(doc, content).into_iter().any(relative));
    holds(broken.map(|(at, _)| at).collect());
}

// --- FNS: query parameters and pages

#[test]
fn raplp_fns_01_query_parameters_are_camel_case() {
    holds(parameters_where(contract(), "query", |p| !is_camel_case(text(&p["name"]))));
}

#[test]
fn raplp_fns_03_query_parameters_start_with_a_letter() {
    holds(parameters_where(contract(), "query", |p| !text(&p["name"]).starts_with(|c: char| c.is_ascii_alphabetic())));
}

#[test]
fn raplp_fns_05_query_parameters_are_optional() {
    // Nobody may be meant by silence when somebody is handed what may be hidden from another.
    let is_known = |p: &Value| p["name"] == "recipient" && p["required"] == true;
    holds(parameters_where(contract(), "query", |p| p["required"] != false && !is_known(p)));
}

#[test]
fn raplp_fns_06_query_parameters_are_url_safe() {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    holds(parameters_where(contract(), "query", |p| !text(&p["name"]).chars().all(safe)));
}

/// Whether the operation answers a page of a list.
fn is_list(doc: &Value, op: &Operation) -> bool {
    let paged = |answer: &Value| {
        !resolve(doc, &answer["content"]["application/json"]["schema"])["properties"]["_meta"].is_null()
    };
    op.method == "get" && op.successes(doc).iter().any(|(_, answer)| paged(answer))
}

#[test]
fn raplp_fns_07_lists_take_page_and_limit() {
    let doc = contract();
    let takes = |op: &Operation, name| op.parameter("query", name).is_some();
    let half = |op: &Operation| takes(op, "page") && !takes(op, "limit");
    let pages = |op: &Operation| takes(op, "limit") && (takes(op, "page") || takes(op, "after"));
    holds(operations_where(doc, |op| half(op) || (is_list(doc, op) && !pages(op))));
}

#[test]
fn raplp_fns_08_pages_start_at_1() {
    let doc = contract();
    holds(parameters_where(doc, "query", |p| p["name"] == "page" && resolve(doc, &p["schema"])["default"] != 1));
}

#[test]
fn raplp_fns_09_limit_is_20_by_default() {
    let doc = contract();
    holds(parameters_where(doc, "query", |p| p["name"] == "limit" && resolve(doc, &p["schema"])["default"] != 20));
}

/// A feed (`limit` and `after`) has no pages, and no number of them.
#[test]
fn raplp_fns_10_pages_carry_meta_and_links() {
    let doc = contract();
    let paged = operations(doc).into_iter().filter(|op| op.method == "get" && op.parameter("query", "page").is_some());
    let bare = |op: &Operation| {
        let (_, answer) = op.successes(doc).into_iter().next().expect("a list answers something");
        let schema = resolve(doc, &answer["content"]["application/json"]["schema"]);
        ["_meta", "_links"].into_iter().any(|name| schema["properties"][name].is_null())
    };
    holds(paged.filter(bare).map(|op| op.name()).collect());
}

#[test]
fn raplp_fns_13_meta_members() {
    let doc = contract();
    let mut broken = Vec::new();
    for op in operations(doc).iter().filter(|op| is_list(doc, op) && op.parameter("query", "page").is_some()) {
        let answer = resolve(doc, &op.value["responses"]["200"]);
        let meta = &resolve(doc, &answer["content"]["application/json"]["schema"])["properties"]["_meta"];
        let names = ["page", "limit", "count", "totalRecords", "totalPages"];
        broken.extend(missing(&op.name(), &resolve(doc, meta)["properties"], &names));
    }
    holds(broken);
}

// --- SPA (profile 2.0.0): tracing

#[test]
fn raplp_spa_02_every_operation_takes_traceparent() {
    let optional = |op: &Operation| op.parameter("header", "traceparent").is_some_and(|p| p["required"] != true);
    holds(operations_where(contract(), |op| !optional(op)));
}

#[test]
fn raplp_spa_04_every_answer_returns_traceparent() {
    holds(answers_without_header(|_| true, "traceparent"));
}

#[test]
fn raplp_spa_07_request_id_replaces_nothing() {
    let replaced = |op: &Operation| {
        op.parameter("header", "x-request-id").is_some() && op.parameter("header", "traceparent").is_none()
    };
    holds(operations_where(contract(), replaced));
}
