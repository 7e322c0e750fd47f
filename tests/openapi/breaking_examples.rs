//! The gate itself is tried: what it must let through and what it must notice.

use crate::breaking::breaking_changes;
use serde_json::{Value, json};

fn example() -> Value {
    let case = json!({ "type": "object", "required": ["id"], "properties": {
        "id": { "type": "string" }, "state": { "type": "string", "enum": ["open", "closed"] } } });
    let new_case = json!({ "type": "object", "required": ["need"], "properties": {
        "need": { "type": "string", "maxLength": 200 }, "urgency": { "type": "string", "enum": ["acute", "soon"] } } });
    let answer = json!({ "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Case" } } } });
    let body = json!({ "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/NewCase" } } } });
    let page =
        json!({ "name": "page", "in": "query", "required": false, "schema": { "type": "integer", "maximum": 500 } });
    json!({ "info": { "version": "1.0.0" }, "components": { "schemas": { "Case": case, "NewCase": new_case } }, "paths": {
        "/cases": {
            "get": { "security": [], "parameters": [page], "responses": { "200": answer } },
            "post": { "requestBody": body, "responses": { "201": answer } } } } })
}

/// What the gate says when the value at a pointer is replaced (or removed, by null).
fn after(pointer: &str, value: Value) -> Vec<String> {
    let mut new = example();
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer");
    let members = new.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
    match value {
        Value::Null => drop(members.remove(&last.replace("~1", "/"))),
        value => drop(members.insert(last.replace("~1", "/"), value)),
    }
    breaking_changes(&example(), &new)
}

#[test]
fn additions_break_nothing() {
    assert_eq!(breaking_changes(&example(), &example()), Vec::<String>::new());
    let schemas = "/components/schemas";
    let harmless = [
        (format!("{schemas}/Case/properties/more"), json!({ "type": "string" })),
        (format!("{schemas}/NewCase/properties/more"), json!({ "type": "string" })),
        (format!("{schemas}/NewCase/properties/need/maxLength"), json!(400)),
        (format!("{schemas}/NewCase/properties/urgency/enum"), json!(["acute", "soon", "later"])),
        (format!("{schemas}/Case/properties/state/enum"), json!(["open", "closed", "moved"])),
        ("/paths/~1units".to_owned(), json!({ "get": { "responses": {} } })),
    ];
    for (pointer, value) in harmless {
        assert_eq!(after(&pointer, value), Vec::<String>::new(), "{pointer}");
    }
}

#[test]
fn removed_paths_answers_and_properties_are_noticed() {
    assert_eq!(after("/paths/~1cases", Value::Null), ["GET /cases was removed", "POST /cases was removed"]);
    assert_eq!(after("/paths/~1cases/post", Value::Null), ["POST /cases was removed"]);
    assert_eq!(after("/paths/~1cases/get/responses/200", Value::Null), ["GET /cases: answer 200 was removed"]);
    assert_eq!(after("/paths/~1cases/get/parameters", json!([])), ["GET /cases: parameter page was removed"]);
    let gone = after("/components/schemas/Case/properties/state", Value::Null);
    assert_eq!(gone, ["GET /cases 200.state was removed", "POST /cases 201.state was removed"]);
}

#[test]
fn answers_that_become_looser_are_noticed() {
    let nullable = after("/components/schemas/Case/properties/id/type", json!(["string", "null"]));
    assert_eq!(nullable, ["GET /cases 200.id changed its type", "POST /cases 201.id changed its type"]);
    let optional = after("/components/schemas/Case/required", json!([]));
    assert_eq!(optional, ["GET /cases 200.id may now be absent", "POST /cases 201.id may now be absent"]);
}

#[test]
fn requests_that_become_stricter_are_noticed() {
    let schema = |path: &str, value| after(&format!("/components/schemas/NewCase/{path}"), value);
    assert_eq!(schema("required", json!(["need", "urgency"])), ["POST /cases body.urgency is now required"]);
    assert_eq!(schema("properties/need/maxLength", json!(100)), ["POST /cases body.need: maxLength is narrower"]);
    assert_eq!(schema("properties/need/minLength", json!(3)), ["POST /cases body.need: minLength is narrower"]);
    assert_eq!(schema("properties/need/pattern", json!("^A")), ["POST /cases body.need: pattern changed"]);
    assert_eq!(schema("properties/need/type", json!("integer")), ["POST /cases body.need changed its type"]);
    assert_eq!(
        schema("properties/urgency/enum", json!(["acute"])),
        ["POST /cases body.urgency no longer takes \"soon\""]
    );
    let page =
        json!([{ "name": "page", "in": "query", "required": true, "schema": { "type": "integer", "maximum": 100 } }]);
    let stricter = ["GET /cases: parameter page is now required", "GET /cases: parameter page: maximum is narrower"];
    assert_eq!(after("/paths/~1cases/get/parameters", page), stricter);
    assert_eq!(
        after("/paths/~1cases/get/security", json!([{ "bearer": [] }])),
        ["GET /cases now needs authentication"]
    );
}
