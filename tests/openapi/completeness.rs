//! What generated clients, validators and readers need, besides the national profile.

use crate::reading::*;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

#[test]
fn operation_ids_are_unique_and_camel_case() {
    let doc = contract();
    let mut count = HashMap::new();
    for op in operations(doc) {
        *count.entry(text(&op.value["operationId"])).or_insert(0) += 1;
    }
    let wrong = |id: &str| !is_camel_case(id) || count.get(id).is_none_or(|times| *times > 1);
    holds(operations_where(doc, |op| wrong(text(&op.value["operationId"]))));
}

#[test]
fn every_operation_has_a_summary_and_one_declared_tag() {
    let doc = contract();
    let declared: HashSet<_> = list(&doc["tags"]).map(|tag| text(&tag["name"])).collect();
    let tagged = |op: &Operation| matches!(list(&op.value["tags"]).collect::<Vec<_>>()[..], [tag] if declared.contains(text(tag)));
    holds(operations_where(doc, |op| text(&op.value["summary"]).is_empty() || !tagged(op)));
}

/// Whether a value of this schema has a largest size.
fn is_bounded(schema: &Value) -> bool {
    let has = |name: &str| schema.get(name).is_some();
    let chosen = has("enum") || has("const");
    let string = !has_type(schema, "string") || chosen || has("maxLength") || has("format") || has("pattern");
    let array = !has_type(schema, "array") || has("maxItems");
    let number = !has_type(schema, "integer") || chosen || (has("format") && has("minimum") && has("maximum"));
    string && array && number
}

#[test]
fn everything_in_request_bodies_is_bounded() {
    let loose = request_schemas(contract()).into_iter().filter(|place| !is_bounded(place.schema));
    holds(loose.map(|place| place.at).collect());
}

#[test]
fn every_parameter_is_bounded_and_described() {
    let doc = contract();
    let mut broken = Vec::new();
    for place in ["query", "path", "header"] {
        let bare = |p: &Value| text(&p["description"]).is_empty() || !is_bounded(resolve(doc, &p["schema"]));
        broken.extend(parameters_where(doc, place, bare));
    }
    holds(broken);
}

#[test]
fn every_path_parameter_is_declared() {
    let doc = contract();
    let names = |path: &str| -> Vec<String> {
        path.split('/').filter_map(|s| Some(s.strip_prefix('{')?.strip_suffix('}')?.to_owned())).collect()
    };
    holds(operations_where(doc, |op| names(op.path).iter().any(|name| op.parameter("path", name).is_none())));
}

/// A misspelt member must not be ignored: an allowance that nobody sees is a loss.
#[test]
fn request_bodies_are_closed() {
    let objects = request_schemas(contract()).into_iter().filter(|place| place.schema.get("properties").is_some());
    holds(objects.filter(|place| place.schema["additionalProperties"] != false).map(|place| place.at).collect());
}

/// Absent members are left out; null belongs to merge patches only.
#[test]
fn answers_have_no_nulls() {
    let nullable = |place: &Place| has_type(place.schema, "null");
    holds(response_schemas(contract()).into_iter().filter(nullable).map(|place| place.at).collect());
}

#[test]
fn properties_are_described() {
    let doc = contract();
    let described = |schema: &Value| {
        let chosen = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| list(&schema[key]));
        chosen.chain([schema]).any(|one| !text(&resolve(doc, one)["description"]).is_empty())
    };
    let mut bare: Vec<_> =
        all_schemas(doc).into_iter().filter(|p| p.property.is_some() && !described(p.schema)).map(|p| p.at).collect();
    bare.sort();
    bare.dedup();
    holds(bare);
}

/// The failures that an operation of this shape can have. 500 is not among them: whatever goes wrong inside is told as 503,
/// for nothing was changed and the caller may try again; `default` stands for the rest.
fn expected_problems(op: &Operation, has_body: bool) -> Vec<&'static str> {
    let mut expected = vec!["400", "406", "429", "503"];
    if !op.open() {
        expected.extend(["401", "403"]);
    }
    if op.path.contains('{') {
        expected.push("404");
    }
    if has_body {
        expected.extend(["413", "415", "422"]);
    }
    if op.parameter("header", "If-Match").is_some() {
        expected.extend(["412", "428"]);
    }
    expected
}

#[test]
fn every_possible_problem_is_documented() {
    let doc = contract();
    let mut broken = Vec::new();
    for op in operations(doc) {
        let expected = expected_problems(&op, op.body(doc).is_some());
        let missing = expected.into_iter().filter(|status| op.value["responses"][*status].is_null());
        broken.extend(missing.map(|status| format!("{} lacks {status}", op.name())));
    }
    holds(broken);
}

#[test]
fn changes_need_if_match() {
    let change =
        |op: &Operation| ["put", "patch", "delete"].contains(&op.method) && !op.path.contains("/by-external-id/");
    holds(operations_where(contract(), |op| change(op) && op.parameter("header", "If-Match").is_none()));
}

#[test]
fn posts_but_searches_and_checks_take_an_idempotency_key() {
    let asks = |path: &str| path.ends_with("/searches") || path.ends_with("/checks");
    let post = |op: &Operation| op.method == "post" && !asks(op.path);
    holds(operations_where(contract(), |op| post(op) && op.parameter("header", "Idempotency-Key").is_none()));
}

#[test]
fn callers_are_told_their_rate_and_when_to_try_again() {
    let doc = contract();
    let lacks =
        |answer: &Value, header: &str| !members(&answer["headers"]).any(|(name, _)| name.eq_ignore_ascii_case(header));
    let mut broken = Vec::new();
    for op in operations(doc) {
        for (status, answer) in op.responses(doc) {
            let wait = ["429", "503"].contains(&status) && lacks(answer, "Retry-After");
            let rate = (status.starts_with('2') || status == "429") && lacks(answer, "RateLimit");
            if wait || rate {
                broken.push(format!("{} {status}", op.name()));
            }
        }
    }
    holds(broken);
}

/// An example that the service itself would refuse teaches the wrong thing.
#[test]
fn examples_obey_their_schemas() {
    let doc = contract();
    let mut broken = Vec::new();
    for (at, content) in json_bodies(doc) {
        let mut schema = content["schema"].clone();
        schema["components"] = doc["components"].clone();
        let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
        for error in examples(doc, content).into_iter().flat_map(|example| validator.iter_errors(example)) {
            broken.push(format!("{at} {}: {error}", error.instance_path()));
        }
    }
    holds(broken);
}

#[test]
fn loose_schemas_are_noticed() {
    assert!(!is_bounded(&json!({ "type": "string" })));
    assert!(!is_bounded(&json!({ "type": ["string", "null"] })));
    assert!(!is_bounded(&json!({ "type": "integer", "format": "int32", "minimum": 0 })));
    assert!(!is_bounded(&json!({ "type": "array", "items": { "type": "boolean" } })));
    assert!(is_bounded(&json!({ "type": "string", "enum": ["own", "circle"] })));
    assert!(is_bounded(&json!({ "type": "array", "maxItems": 25 })));
}
