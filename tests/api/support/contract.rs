//! Checks replies against the contract: the status is documented for the operation, the body fits its schema.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Value, json};

use super::Reply;

/// The contract, generated from the handlers.
pub static CONTRACT: LazyLock<Value> = LazyLock::new(samsyn::app::openapi_document);

static VALIDATORS: LazyLock<Mutex<HashMap<String, &'static Validator>>> = LazyLock::new(Mutex::default);

/// The contract's template of a path.
pub fn template(path: &str) -> Option<&'static str> {
    let path = path.split('?').next().unwrap();
    let asked: Vec<&str> = path.split('/').collect();
    let paths = CONTRACT["paths"].as_object().unwrap();
    let fits = |known: &str| {
        let known: Vec<&str> = known.split('/').collect();
        known.len() == asked.len()
            && known.iter().zip(&asked).all(|(known, asked)| known.starts_with('{') || known == asked)
    };
    paths.keys().filter(|known| fits(known)).min_by_key(|known| known.matches('{').count()).map(String::as_str)
}

/// Panics when the reply is not what the contract says.
#[track_caller]
pub fn check(method: &Method, path: &str, reply: &Reply) {
    assert!(reply.headers.contains_key("traceparent"), "no traceparent");
    if reply.status >= 400 {
        assert_eq!(reply.header("Content-Type"), "application/problem+json", "{method} {path}");
        assert_ne!(reply.status, 500, "{method} {path}: {:#}", reply.body);
    }
    let Some(template) = template(path) else { return };
    let Some(operation) = CONTRACT["paths"][template].get(method.as_str().to_lowercase()) else { return };
    let responses = &operation["responses"];
    let Some(response) = responses.get(reply.status.to_string()) else {
        panic!("{method} {template} answers {} which the contract does not say: {:#}", reply.status, reply.body)
    };
    let response = resolve(response);
    let media = if reply.status >= 400 { "application/problem+json" } else { "application/json" };
    let Some(schema) = response.pointer(&format!("/content/{}/schema", media.replace('/', "~1"))) else {
        assert!(reply.body.is_null(), "{method} {template}: a body that the contract does not say");
        return;
    };
    let faults: Vec<String> =
        validator(schema).iter_errors(&reply.body).map(|fault| format!("{} {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{method} {template} {}: {faults:#?}\n{:#}", reply.status, reply.body);
    check_null(&reply.body, template);
}

fn resolve(value: &'static Value) -> &'static Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => CONTRACT.pointer(reference.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// Compiled once per schema; leaked, for a test's process is short.
fn validator(schema: &Value) -> &'static Validator {
    let mut validators = VALIDATORS.lock().unwrap();
    validators.entry(schema.to_string()).or_insert_with(|| {
        let mut root = schema.clone();
        root["components"] = CONTRACT["components"].clone();
        root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        Box::leak(Box::new(jsonschema::options().should_validate_formats(true).build(&root).unwrap()))
    })
}

/// Answers leave absent members out.
fn check_null(value: &Value, template: &str) {
    match value {
        Value::Null => panic!("{template} answers with null"),
        Value::Array(items) => items.iter().for_each(|item| check_null(item, template)),
        Value::Object(members) => members.values().for_each(|member| check_null(member, template)),
        _ => {}
    }
}
