//! Completes the generated OpenAPI document with what every operation shares, so that no handler repeats it: tracing,
//! problems, limits, preconditions, retries. What a single operation adds stands beside its handler.

mod examples;
mod shared;

use serde_json::{Map, Value, json};

/// Completes a document: camelCase operation ids, shared parameters and problems.
#[must_use]
pub fn complete(mut document: Value) -> Value {
    inline_plain_types(&mut document);
    nulls_only_in_patches(&mut document);
    closed_requests(&mut document);
    shared::add(&mut document);
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        let Some(item) = item.as_object_mut() else { continue };
        item.insert("parameters".into(), json!(["traceparent", "Accept-Language"].map(shared_parameter)));
        for (method, operation) in item.iter_mut() {
            if let Some(operation) = operation.as_object_mut()
                && method != "parameters"
            {
                complete_operation(path, method, operation);
            }
        }
    }
    examples::add(&mut document);
    document
}

/// Identifiers, instants and days are plain strings: a client's developer shall see them where they stand.
fn inline_plain_types(document: &mut Value) {
    let plain: Map<String, Value> = document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter(|(_, schema)| {
            matches!(schema.get("format").and_then(Value::as_str), Some("uuid" | "date" | "date-time"))
        })
        .map(|(name, schema)| (format!("#/components/schemas/{name}"), with_example(schema)))
        .collect();
    replace_references(document, &plain);
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.retain(|name, _| !plain.contains_key(&format!("#/components/schemas/{name}")));
    }
}

/// The national profile's linter reads `example`, not `examples`.
fn with_example(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut()
        && let Some(example) = members.remove("examples").and_then(|examples| examples.get(0).cloned())
    {
        members.insert("example".into(), example);
    }
    schema
}

fn replace_references(value: &mut Value, plain: &Map<String, Value>) {
    match value {
        Value::Object(members) => {
            let target = members.get("$ref").and_then(Value::as_str).and_then(|reference| plain.get(reference));
            if let Some(target) = target.and_then(Value::as_object) {
                let mut inlined = target.clone();
                members.remove("$ref");
                inlined.extend(std::mem::take(members));
                *members = inlined;
            }
            members.values_mut().for_each(|member| replace_references(member, plain));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace_references(item, plain)),
        _ => {}
    }
}

/// Answers leave absent members out, and requests do too; null means something only in a merge patch.
fn nulls_only_in_patches(document: &mut Value) {
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    for (name, schema) in schemas.iter_mut() {
        if name.ends_with("Patch") {
            describe_choices(schema);
        } else {
            without_null(schema);
        }
    }
    let paths = document.get_mut("paths");
    paths.into_iter().for_each(without_null);
}

/// What a removable member is stands on the member, and null says that it removes.
fn describe_choices(patch: &mut Value) {
    let members = patch.get_mut("properties").and_then(Value::as_object_mut);
    for member in members.into_iter().flatten().filter_map(|(_, member)| member.as_object_mut()) {
        let Some(choices) = member.get_mut("oneOf").and_then(Value::as_array_mut) else { continue };
        let description = choices.iter().find_map(|choice| choice.get("description").cloned());
        for choice in choices.iter_mut().filter_map(Value::as_object_mut) {
            choice.entry("description").or_insert_with(|| Value::from("Tas bort. It is removed."));
        }
        if let Some(description) = description {
            member.entry("description").or_insert(description);
        }
    }
}

fn without_null(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(kinds) = members.get_mut("type").and_then(Value::as_array_mut) {
                kinds.retain(|kind| kind != "null");
                if let [only] = kinds.as_slice() {
                    let only = only.clone();
                    members.insert("type".into(), only);
                }
            }
            if let Some(choices) = members.get_mut("oneOf").and_then(Value::as_array_mut) {
                choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
                if let [Value::Object(only)] = choices.as_slice() {
                    let only = only.clone();
                    members.remove("oneOf");
                    let outer = std::mem::take(members);
                    members.extend(only);
                    members.extend(outer);
                }
            }
            members.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// What stands in the body of a request is closed: unknown members are refused. Answers may grow.
fn closed_requests(document: &mut Value) {
    let mut names: Vec<String> = Vec::new();
    for operation in operations(document) {
        collect_references(operation.get("requestBody").unwrap_or(&Value::Null), &mut names);
    }
    let mut done = 0;
    while let Some(name) = names.get(done).cloned() {
        if let Some(schema) = document.pointer(&format!("/components/schemas/{name}")) {
            collect_references(&schema.clone(), &mut names);
        }
        done += 1;
    }
    for name in names {
        if let Some(schema) =
            document.pointer_mut(&format!("/components/schemas/{name}")).and_then(Value::as_object_mut)
            && schema.contains_key("properties")
        {
            schema.insert("additionalProperties".into(), Value::Bool(false));
        }
    }
}

fn operations(document: &Value) -> impl Iterator<Item = &Map<String, Value>> {
    let items = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    items
        .flat_map(|(_, item)| item.as_object().into_iter().flatten())
        .filter_map(|(_, operation)| operation.as_object())
}

fn collect_references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let name = members.get("$ref").and_then(Value::as_str).and_then(|target| target.rsplit('/').next());
            if let Some(name) = name
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
            members.values().for_each(|member| collect_references(member, names));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, names)),
        _ => {}
    }
}

fn complete_operation(path: &str, method: &str, operation: &mut Map<String, Value>) {
    let id = operation.get("operationId").and_then(Value::as_str).map(camel_case).unwrap_or_default();
    operation.insert("operationId".into(), Value::String(id));
    let secured = operation.get("security").and_then(Value::as_array).is_none_or(|list| !list.is_empty());
    let has_body = operation.contains_key("requestBody");
    // What is asked by POST changes nothing: there is nothing to do only once.
    let asks = path.ends_with("/searches") || path.ends_with("/checks");
    let mut parameters = operation.remove("parameters").and_then(|list| list.as_array().cloned()).unwrap_or_default();
    let versioned = parameters.iter().any(|parameter| parameter.get("name").is_some_and(|name| name == "If-Match"));
    if method == "post" && !asks {
        parameters.push(shared_parameter("Idempotency-Key"));
    }
    if secured {
        parameters.extend(["Samsyn-Purpose", "Samsyn-Unit"].map(shared_parameter));
        let scope = operation.get("security").cloned().unwrap_or_else(|| json!([{ "bearer": [] }]));
        operation.insert("security".into(), with_bearer(&scope));
    }
    operation.insert("parameters".into(), Value::Array(parameters));
    let Some(responses) = operation.entry("responses").or_insert_with(|| json!({})).as_object_mut() else { return };
    let once = method == "post" && !asks;
    for (status, response) in responses.iter_mut() {
        add_headers(status, response, once);
    }
    let traits = Traits { secured, has_body, once, versioned };
    for status in problems_of(path, traits) {
        responses.entry(status).or_insert_with(|| json!({ "$ref": format!("#/components/responses/Problem{status}") }));
    }
}

/// What an operation's problems depend on, besides its path.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "four traits that have nothing to do with each other")]
struct Traits {
    secured: bool,
    has_body: bool,
    once: bool,
    versioned: bool,
}

/// The statuses of the problems that an operation may answer.
fn problems_of(path: &str, traits: Traits) -> Vec<&'static str> {
    let mut problems = vec!["400", "406", "414", "429", "503", "default"];
    if traits.secured {
        problems.extend(["401", "403"]);
    }
    if path.contains('{') {
        problems.extend(["404", "410"]);
    }
    if traits.has_body {
        problems.extend(["408", "413", "415", "422"]);
    }
    if traits.once {
        problems.extend(["409", "410", "422"]);
    }
    if traits.versioned {
        problems.extend(["412", "428", "409"]);
    }
    // What is given out only when somebody has let it go.
    if path.ends_with("/content") {
        problems.push("409");
    }
    problems
}

fn shared_parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

/// Either form of the token: a ready bearer token, or client credentials with the operation's scope.
fn with_bearer(scopes: &Value) -> Value {
    let mut schemes = vec![json!({ "bearer": [] })];
    schemes.extend(scopes.as_array().into_iter().flatten().filter(|scheme| scheme.get("oauth2").is_some()).cloned());
    Value::Array(schemes)
}

/// What every success tells besides its body. A header that stands beside the handler is replaced by the shared one.
fn add_headers(status: &str, response: &mut Value, once: bool) {
    let Some(response) = response.as_object_mut() else { return };
    let mut headers = response.remove("headers").and_then(|own| own.as_object().cloned()).unwrap_or_default();
    let created: &[&str] = if status == "201" { &["Location", "ETag"] } else { &[] };
    let replayed: &[&str] = if once && status == "201" { &["Idempotency-Replayed"] } else { &[] };
    let own: &[&str] = if headers.contains_key("ETag") { &["ETag"] } else { &[] };
    for name in [&["traceparent", "RateLimit-Policy", "RateLimit"], created, replayed, own].concat() {
        headers.insert(name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    }
    response.insert("headers".into(), Value::Object(headers));
}

/// `find_lead_times` becomes `findLeadTimes`.
fn camel_case(name: &str) -> String {
    let mut upper = false;
    name.chars()
        .filter_map(|letter| {
            if letter == '_' {
                upper = true;
                return None;
            }
            Some(if std::mem::take(&mut upper) { letter.to_ascii_uppercase() } else { letter })
        })
        .collect()
}
