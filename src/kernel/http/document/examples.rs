//! A complete example on every JSON body, put together from the examples of its members, so that no handler writes one
//! that could part from its schema.

use serde_json::{Map, Value};

/// How deep an example goes; a schema that names itself ends here.
const DEEPEST: usize = 24;

/// Gives every JSON body its example, where it has none of its own.
pub(super) fn add(document: &mut Value) {
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or_default();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for operation in paths.into_iter().flatten().filter_map(|(_, item)| item.as_object_mut()).flatten() {
        let (_, operation) = operation;
        let Some(operation) = operation.as_object_mut() else { continue };
        if let Some(body) = operation.get_mut("requestBody") {
            complete(body, &schemas);
        }
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        responses.into_iter().flatten().for_each(|(_, response)| complete(response, &schemas));
    }
}

fn complete(holder: &mut Value, schemas: &Value) {
    let content = holder.get_mut("content").and_then(Value::as_object_mut);
    for (media, content) in content.into_iter().flatten() {
        let Some(content) = content.as_object_mut() else { continue };
        if !media.ends_with("json") || content.contains_key("example") || content.contains_key("examples") {
            continue;
        }
        if let Some(example) = content.get("schema").and_then(|schema| of(schema, schemas, 0)) {
            content.insert("example".into(), example);
        }
    }
}

/// The example of a schema: its own, else its first code, else one made of its parts.
fn of(schema: &Value, schemas: &Value, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    if let Some(own) = schema.get("example").or_else(|| first(schema, "examples")) {
        return Some(own.clone());
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.rsplit('/').next()) {
        return of(schemas.get(name)?, schemas, depth + 1);
    }
    if let Some(value) = schema.get("const").or_else(|| schema.get("default")).or_else(|| first(schema, "enum")) {
        return Some(value.clone());
    }
    if let Some(choice) = first(schema, "oneOf").or_else(|| first(schema, "anyOf")) {
        return of(choice, schemas, depth + 1);
    }
    let mut members = Map::new();
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        members.extend(of(part, schemas, depth + 1)?.as_object().cloned()?);
    }
    if members.is_empty() { plain(schema, schemas, depth) } else { Some(Value::Object(members)) }
}

fn plain(schema: &Value, schemas: &Value, depth: usize) -> Option<Value> {
    let kind = schema.get("type");
    let kind = kind.and_then(Value::as_str).or_else(|| kind.and_then(|kinds| kinds.get(0)).and_then(Value::as_str))?;
    match kind {
        "object" => {
            let properties = schema.get("properties").and_then(Value::as_object);
            let members = properties
                .into_iter()
                .flatten()
                .filter_map(|(name, member)| Some((name.clone(), of(member, schemas, depth + 1)?)));
            Some(Value::Object(members.collect()))
        }
        "array" => {
            let item = schema.get("items").and_then(|items| of(items, schemas, depth + 1));
            Some(Value::Array(item.into_iter().collect()))
        }
        "boolean" => Some(Value::Bool(true)),
        "integer" | "number" => Some(schema.get("minimum").cloned().unwrap_or_else(|| Value::from(1))),
        // A text without an example of its own; a test refuses it where a pattern is asked for.
        "string" => Some(Value::from("text")),
        _ => None,
    }
}

fn first<'a>(schema: &'a Value, member: &str) -> Option<&'a Value> {
    schema.get(member).and_then(|list| list.get(0))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_example_is_put_together_from_its_parts() {
        let schemas = json!({
            "Kind": { "type": "string", "enum": ["region", "state"] },
            "Goal": { "type": "object", "properties": {
                "text": { "type": "string", "example": "Sova bättre" },
                "kind": { "$ref": "#/components/schemas/Kind", "description": "Slag." },
                "subGoals": { "type": "array", "items": { "type": "integer", "minimum": 3 } },
                "until": { "type": ["string", "null"], "example": "2026-03-02" },
            } },
        });
        let list = json!({ "type": "object", "properties": {
            "goals": { "type": "array", "items": { "$ref": "#/components/schemas/Goal" } },
            "choice": { "oneOf": [{ "$ref": "#/components/schemas/Kind" }, { "type": "null" }] },
        } });
        let goal = json!({ "text": "Sova bättre", "kind": "region", "subGoals": [3], "until": "2026-03-02" });
        assert_eq!(of(&list, &schemas, 0), Some(json!({ "goals": [goal], "choice": "region" })));
    }

    #[test]
    fn a_schema_that_names_itself_ends() {
        let schemas =
            json!({ "Node": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Node" } } } });
        assert!(of(&json!({ "$ref": "#/components/schemas/Node" }), &schemas, 0).is_some());
    }
}
