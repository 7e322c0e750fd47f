//! The gate against breaking changes: `openapi/released.json` is the contract of the last release (absent before the first).
//! What its callers rely on stays until the major version changes.

use crate::reading::*;
use serde_json::Value;
use std::collections::HashSet;

#[test]
fn nothing_that_callers_rely_on_has_gone() {
    let Some(released) = read("released.json") else {
        return;
    };
    let major = |doc: &Value| text(&doc["info"]["version"]).split('.').next().map(str::to_owned);
    if major(&released) == major(contract()) {
        holds(breaking_changes(&released, contract()));
    }
}

/// Every way in which a caller of `old` could fail with `new`.
pub fn breaking_changes(old: &Value, new: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let now = operations(new);
    for before in operations(old) {
        match now.iter().find(|op| op.path == before.path && op.method == before.method) {
            Some(after) => Comparison { old, new, found: &mut found, seen: HashSet::new() }.operation(&before, after),
            None => found.push(format!("{} was removed", before.name())),
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Which way a schema travels: callers must still be able to send it, or to read it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    Sent,
    Answered,
}

struct Comparison<'a> {
    old: &'a Value,
    new: &'a Value,
    found: &'a mut Vec<String>,
    seen: HashSet<(String, String, Way)>,
}

impl<'a> Comparison<'a> {
    fn note(&mut self, what: String) {
        self.found.push(what);
    }

    fn operation(&mut self, before: &Operation<'a>, after: &Operation<'a>) {
        let name = after.name();
        if before.open() && !after.open() {
            self.note(format!("{name} now needs authentication"));
        }
        for parameter in &after.parameters {
            self.parameter(&name, before, parameter);
        }
        for parameter in &before.parameters {
            let gone = after.parameter(text(&parameter["in"]), text(&parameter["name"])).is_none();
            if gone {
                self.note(format!("{name}: parameter {} was removed", text(&parameter["name"])));
            }
        }
        self.body(&name, before, after);
        self.answers(&name, before, after);
    }

    fn parameter(&mut self, operation: &str, before: &Operation<'a>, after: &'a Value) {
        let name = text(&after["name"]);
        let at = format!("{operation}: parameter {name}");
        let known = before.parameter(text(&after["in"]), name);
        if after["required"] == true && known.is_none_or(|known| known["required"] != true) {
            self.note(format!("{at} is now required"));
        }
        if let Some(known) = known {
            self.schema(&at, &known["schema"], &after["schema"], Way::Sent);
        }
    }

    fn body(&mut self, name: &str, before: &Operation<'a>, after: &Operation<'a>) {
        let (was, is) = (before.body(self.old), after.body(self.new));
        let required = |body: Option<&Value>| body.is_some_and(|body| body["required"] == true);
        if required(is) && !required(was) {
            self.note(format!("{name}: a body is now required"));
        }
        for (media, content) in was.into_iter().flat_map(|body| members(&body["content"])) {
            match is.and_then(|body| body["content"].get(media)) {
                Some(now) => self.schema(&format!("{name} body"), &content["schema"], &now["schema"], Way::Sent),
                None => self.note(format!("{name}: bodies of type {media} are no longer taken")),
            }
        }
    }

    fn answers(&mut self, name: &str, before: &Operation<'a>, after: &Operation<'a>) {
        for (status, was) in before.successes(self.old) {
            let Some(is) = after.value["responses"].get(status).map(|answer| resolve(self.new, answer)) else {
                self.note(format!("{name}: answer {status} was removed"));
                continue;
            };
            for (header, _) in members(&was["headers"]).filter(|(header, _)| is["headers"].get(*header).is_none()) {
                self.note(format!("{name} {status}: header {header} was removed"));
            }
            for (media, content) in members(&was["content"]) {
                match is["content"].get(media) {
                    Some(now) => {
                        self.schema(&format!("{name} {status}"), &content["schema"], &now["schema"], Way::Answered)
                    }
                    None => self.note(format!("{name} {status}: {media} is no longer answered")),
                }
            }
        }
    }

    fn schema(&mut self, at: &str, was: &'a Value, is: &'a Value, way: Way) {
        let reference = |schema: &Value| text(&schema["$ref"]).to_owned();
        let pair = (reference(was), reference(is), way);
        if !pair.0.is_empty() && !self.seen.insert(pair) {
            return;
        }
        let (was, is) = (resolve(self.old, was), resolve(self.new, is));
        self.types(at, was, is, way);
        self.enumeration(at, was, is, way);
        if way == Way::Sent {
            self.bounds(at, was, is);
        }
        self.properties(at, was, is, way);
        if let (Some(was), Some(is)) = (was.get("items"), is.get("items")) {
            self.schema(&format!("{at}[]"), was, is, way);
        }
        self.choices(at, was, is, way);
    }

    /// A sent type may be widened, an answered one narrowed.
    fn types(&mut self, at: &str, was: &Value, is: &Value, way: Way) {
        let names = |schema: &Value| -> HashSet<String> {
            list(&schema["type"])
                .chain([&schema["type"]])
                .map(text)
                .filter(|t| !t.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let (was, is) = (names(was), names(is));
        let fits = match way {
            Way::Sent => is.is_empty() || was.is_subset(&is),
            Way::Answered => was.is_empty() || is.is_subset(&was),
        };
        if !fits {
            self.note(format!("{at} changed its type"));
        }
    }

    /// Answers may get new values within a major version: callers are told to expect it. What was accepted stays accepted.
    fn enumeration(&mut self, at: &str, was: &Value, is: &Value, way: Way) {
        if way == Way::Answered || is.get("enum").is_none() {
            return;
        }
        if was.get("enum").is_none() {
            self.note(format!("{at} is now limited to certain values"));
        }
        for value in list(&was["enum"]).filter(|value| !list(&is["enum"]).any(|one| one == *value)) {
            self.note(format!("{at} no longer takes {value}"));
        }
    }

    fn bounds(&mut self, at: &str, was: &Value, is: &Value) {
        const UPPER: [&str; 5] = ["maxLength", "maxItems", "maximum", "exclusiveMaximum", "maxProperties"];
        const LOWER: [&str; 5] = ["minLength", "minItems", "minimum", "exclusiveMinimum", "minProperties"];
        let number = |schema: &Value, name: &str| schema[name].as_f64();
        for name in UPPER {
            let narrower = number(is, name).is_some_and(|now| number(was, name).is_none_or(|before| now < before));
            if narrower {
                self.note(format!("{at}: {name} is narrower"));
            }
        }
        for name in LOWER {
            let narrower = number(is, name).is_some_and(|now| now > number(was, name).unwrap_or(0.0));
            if narrower {
                self.note(format!("{at}: {name} is narrower"));
            }
        }
        for name in ["pattern", "format"] {
            if is.get(name).is_some() && is.get(name) != was.get(name) {
                self.note(format!("{at}: {name} changed"));
            }
        }
    }

    fn properties(&mut self, at: &str, was: &'a Value, is: &'a Value, way: Way) {
        let required = |schema: &Value, name: &str| list(&schema["required"]).any(|one| one == name);
        for (name, known) in members(&was["properties"]) {
            let at = format!("{at}.{name}");
            match is["properties"].get(name) {
                Some(now) => self.schema(&at, known, now, way),
                None => self.note(format!("{at} was removed")),
            }
            if way == Way::Answered && required(was, name) && !required(is, name) {
                self.note(format!("{at} may now be absent"));
            }
        }
        for name in list(&is["required"]).map(text).filter(|name| way == Way::Sent && !required(was, name)) {
            self.note(format!("{at}.{name} is now required"));
        }
    }

    /// Alternatives are compared in their order; new ones may follow in answers and requests alike.
    fn choices(&mut self, at: &str, was: &'a Value, is: &'a Value, way: Way) {
        for key in ["allOf", "oneOf", "anyOf"] {
            let (before, after): (Vec<_>, Vec<_>) = (list(&was[key]).collect(), list(&is[key]).collect());
            if after.len() < before.len() {
                self.note(format!("{at}: an alternative was removed"));
            }
            for (was, is) in before.into_iter().zip(after) {
                self.schema(at, was, is, way);
            }
        }
    }
}
