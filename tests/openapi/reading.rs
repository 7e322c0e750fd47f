//! Finding one's way in an OpenAPI document held as plain JSON.

use serde_json::{Map, Value};
use std::collections::HashSet;
use std::sync::LazyLock;

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "patch", "head", "options"];

static CONTRACT: LazyLock<Value> = LazyLock::new(|| {
    read("openapi.json").expect("openapi/openapi.json is missing: cargo run -- openapi > openapi/openapi.json")
});

pub fn contract() -> &'static Value {
    &CONTRACT
}

/// A file of the folder `openapi/`, if it exists.
pub fn read(name: &str) -> Option<Value> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi").join(name);
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("the file is JSON"))
}

/// Fails with every place that breaks the rule.
#[track_caller]
pub fn holds(broken: Vec<String>) {
    assert!(broken.is_empty(), "{} broken:\n  {}", broken.len(), broken.join("\n  "));
}

pub struct Operation<'a> {
    pub path: &'a str,
    pub method: &'a str,
    pub value: &'a Value,
    pub parameters: Vec<&'a Value>,
}

impl<'a> Operation<'a> {
    pub fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    pub fn parameter(&self, place: &str, name: &str) -> Option<&'a Value> {
        let same = |p: &&&Value| p["in"] == place && text(&p["name"]).eq_ignore_ascii_case(name);
        self.parameters.iter().find(same).copied()
    }

    pub fn body(&self, doc: &'a Value) -> Option<&'a Value> {
        self.value.get("requestBody").map(|body| resolve(doc, body))
    }

    /// Status (or `default`) and response.
    pub fn responses(&self, doc: &'a Value) -> Vec<(&'a str, &'a Value)> {
        members(&self.value["responses"]).map(|(status, answer)| (status, resolve(doc, answer))).collect()
    }

    pub fn successes(&self, doc: &'a Value) -> Vec<(&'a str, &'a Value)> {
        self.responses(doc).into_iter().filter(|(status, _)| status.starts_with('2')).collect()
    }

    pub fn problems(&self, doc: &'a Value) -> Vec<(&'a str, &'a Value)> {
        let failed = |status: &str| status == "default" || status.starts_with(['4', '5']);
        self.responses(doc).into_iter().filter(|(status, _)| failed(status)).collect()
    }

    /// Whether a caller may use it without a token.
    pub fn open(&self) -> bool {
        self.value["security"].as_array().is_some_and(Vec::is_empty)
    }
}

pub fn operations(doc: &Value) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    for (path, item) in members(&doc["paths"]) {
        for (method, value) in members(item).filter(|(method, _)| METHODS.contains(method)) {
            let own = list(&value["parameters"]);
            let shared = list(&item["parameters"]);
            let parameters = own.chain(shared).map(|parameter| resolve(doc, parameter)).collect();
            found.push(Operation { path, method, value, parameters });
        }
    }
    found
}

/// The operations that break a rule, by name.
pub fn operations_where(doc: &Value, broken: impl Fn(&Operation) -> bool) -> Vec<String> {
    operations(doc).iter().filter(|op| broken(op)).map(Operation::name).collect()
}

/// The parameters in one place (`query`, `path`, `header`) that break a rule, by operation and name.
pub fn parameters_where(doc: &Value, place: &str, broken: impl Fn(&Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for op in operations(doc) {
        for parameter in op.parameters.iter().filter(|p| p["in"] == place && broken(p)) {
            found.push(format!("{} parameter {}", op.name(), text(&parameter["name"])));
        }
    }
    found
}

/// Follows `$ref`s inside the document.
pub fn resolve<'a>(doc: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    while let Some(reference) = value.get("$ref").and_then(Value::as_str) {
        let target = doc.pointer(reference.trim_start_matches('#'));
        value = target.unwrap_or_else(|| panic!("{reference} points nowhere"));
    }
    value
}

pub fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter).map(|(key, value)| (key.as_str(), value))
}

pub fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The text of a string, or an empty one.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Whether a schema allows this type; in OpenAPI 3.1 `type` may be a list.
pub fn has_type(schema: &Value, name: &str) -> bool {
    schema["type"] == name || list(&schema["type"]).any(|one| one == name)
}

pub struct Place<'a> {
    pub at: String,
    /// The property's name, when the schema is one.
    pub property: Option<&'a str>,
    pub schema: &'a Value,
}

/// Every schema that can be reached from this one, each component once.
pub fn walk<'a>(doc: &'a Value, at: &str, schema: &'a Value) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    descend(doc, Place { at: at.to_owned(), property: None, schema }, &mut HashSet::new(), &mut places);
    places
}

fn descend<'a>(doc: &'a Value, place: Place<'a>, seen: &mut HashSet<&'a str>, places: &mut Vec<Place<'a>>) {
    let Some(reference) = place.schema.get("$ref").and_then(Value::as_str) else {
        for part in parts(&place) {
            descend(doc, part, seen, places);
        }
        places.push(place);
        return;
    };
    let named = Place { at: reference.to_owned(), schema: resolve(doc, place.schema), ..place };
    if seen.insert(reference) {
        descend(doc, named, seen, places);
    } else if named.property.is_some() {
        places.push(named); // known, but not under this name
    }
}

/// The schemas that stand directly inside this one.
fn parts<'a>(place: &Place<'a>) -> Vec<Place<'a>> {
    let Place { at, property, schema } = place;
    let mut parts = Vec::new();
    for (name, schema) in members(&schema["properties"]) {
        parts.push(Place { at: format!("{at}.{name}"), property: Some(name), schema });
    }
    for key in ["items", "additionalProperties"] {
        if let Some(schema) = schema.get(key).filter(|value| value.is_object()) {
            parts.push(Place { at: format!("{at}[]"), property: None, schema });
        }
    }
    for schema in ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| list(&schema[key])) {
        parts.push(Place { at: at.clone(), property: *property, schema });
    }
    parts
}

/// Every schema that request bodies are made of.
pub fn request_schemas(doc: &Value) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for op in operations(doc) {
        for (media, content) in op.body(doc).into_iter().flat_map(|body| members(&body["content"])) {
            places.extend(walk(doc, &format!("{} {media}", op.name()), &content["schema"]));
        }
    }
    places
}

/// Every schema that answers are made of, problems included.
pub fn response_schemas(doc: &Value) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for op in operations(doc) {
        for (status, answer) in op.responses(doc) {
            for (_, content) in members(&answer["content"]) {
                places.extend(walk(doc, &format!("{} {status}", op.name()), &content["schema"]));
            }
        }
    }
    places
}

/// Every schema of the document, by where it stands.
pub fn all_schemas(doc: &Value) -> Vec<Place<'_>> {
    let components = members(&doc["components"]["schemas"]);
    let mut places: Vec<_> = components.flat_map(|(name, schema)| walk(doc, name, schema)).collect();
    places.extend(request_schemas(doc));
    places.extend(response_schemas(doc));
    places
}

/// The JSON bodies of all operations: where, and the media type object.
pub fn json_bodies(doc: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for op in operations(doc) {
        let request = op.body(doc).map(|body| ("request", body));
        for (part, holder) in request.into_iter().chain(op.responses(doc)) {
            for (media, content) in members(&holder["content"]).filter(|(media, _)| media.ends_with("json")) {
                found.push((format!("{} {part} {media}", op.name()), content));
            }
        }
    }
    found
}

/// The examples of a body: its own, else its schema's.
pub fn examples<'a>(doc: &'a Value, content: &'a Value) -> Vec<&'a Value> {
    if let Some(example) = content.get("example") {
        return vec![example];
    }
    let named: Vec<_> =
        members(&content["examples"]).filter_map(|(_, named)| resolve(doc, named).get("value")).collect();
    if !named.is_empty() {
        return named;
    }
    let schema = resolve(doc, &content["schema"]);
    schema.get("example").into_iter().chain(list(&schema["examples"])).collect()
}

/// A path's segments that are written out, without `{parameters}`.
pub fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty() && !segment.starts_with('{'))
}

/// One word and one convention: `camelCase` of ASCII letters and digits.
pub fn is_camel_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}
