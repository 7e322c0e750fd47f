//! The operations of the contract, so that a test over all of them covers a new one by itself.

use reqwest::Method;
use serde_json::Value;

use super::contract::CONTRACT;
use super::{Client, Reply};

/// One operation of the contract.
#[derive(Clone)]
pub struct Operation {
    pub id: &'static str,
    pub method: Method,
    pub template: &'static str,
    /// Whether it needs a token.
    pub secured: bool,
    /// The scope that its token must have, when it needs one.
    pub scope: Option<&'static str>,
    /// Its parameters, references resolved.
    parameters: Vec<&'static Value>,
    /// The media type of its body with the body's example.
    pub body: Option<(&'static str, &'static Value)>,
}

/// Every operation of the contract.
pub fn all() -> Vec<Operation> {
    let mut found = Vec::new();
    for (template, item) in CONTRACT["paths"].as_object().unwrap() {
        for (method, value) in item.as_object().unwrap().iter().filter(|(method, _)| *method != "parameters") {
            let method = method.to_uppercase().parse().unwrap();
            found.push(Operation::read(template, method, value));
        }
    }
    assert!(found.len() > 5, "the contract has its operations");
    found
}

/// Every operation that takes a JSON body.
pub fn with_body() -> Vec<(Operation, &'static str, &'static Value)> {
    let bodies =
        all().into_iter().filter_map(|operation| operation.body.map(|(media, example)| (operation, media, example)));
    bodies.collect()
}

fn resolve(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(reference) => CONTRACT.pointer(reference.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// The queries without which an operation is refused whoever asks.
const ASKED_BESIDES: [(&str, &str); 1] = [("listChildAccessLog", "recipient=child&maturityConsidered=true")];

impl Operation {
    fn read(template: &'static str, method: Method, value: &'static Value) -> Self {
        let schemes = value["security"].as_array().unwrap();
        let scope = schemes.iter().find_map(|scheme| scheme["oauth2"][0].as_str());
        let content = value["requestBody"]["content"].as_object().and_then(|content| content.iter().next());
        Self {
            id: value["operationId"].as_str().unwrap(),
            method,
            template,
            secured: !schemes.is_empty(),
            scope,
            parameters: value["parameters"].as_array().into_iter().flatten().map(resolve).collect(),
            body: content.map(|(media, content)| (media.as_str(), &content["example"])),
        }
    }

    /// The names of its parameters in one place: `path`, `query`, `header`.
    pub fn parameters(&self, place: &str) -> Vec<&'static str> {
        let here = self.parameters.iter().filter(|parameter| parameter["in"] == place);
        here.map(|parameter| parameter["name"].as_str().unwrap()).collect()
    }

    /// Its path, with these values for its parameters, or with their examples.
    pub fn path(&self, values: &[String]) -> String {
        let mut path = self.template.to_owned();
        for (index, name) in self.parameters("path").into_iter().enumerate() {
            let parameter = self.parameters.iter().find(|one| one["in"] == "path" && one["name"] == name).unwrap();
            let example = [&parameter["example"], &resolve(&parameter["schema"])["example"]];
            let example = example.into_iter().find(|example| !example.is_null());
            let example = example.map(|example| example.as_str().map_or_else(|| example.to_string(), str::to_owned));
            let value = values.get(index).cloned().or(example);
            let value = value.unwrap_or_else(|| panic!("{}: {name} has no example", self.id));
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        path
    }

    /// Its path with what it cannot be asked without.
    pub fn whole_path(&self, values: &[String]) -> String {
        let besides = ASKED_BESIDES.iter().find(|(id, _)| *id == self.id).map(|(_, query)| format!("?{query}"));
        self.path(values) + &besides.unwrap_or_default()
    }

    /// A value that one of its query parameters may have.
    pub fn query_example(&self, name: &str) -> Option<String> {
        let parameter = self.parameters.iter().find(|one| one["in"] == "query" && one["name"] == name)?;
        let schema = resolve(&parameter["schema"]);
        let given = [&parameter["example"], &schema["example"], &schema["enum"][0], &schema["default"]];
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        given.into_iter().find(|value| !value.is_null()).map(text).or_else(|| {
            let value = if schema["type"] == "boolean" { "true" } else { "2026-03-02" };
            Some(value.to_owned())
        })
    }

    /// The headers that it needs besides the token.
    pub fn headers(&self) -> Vec<(&'static str, &'static str)> {
        let media = self.body.map(|(media, _)| ("Content-Type", media));
        let read = self.parameters("header").contains(&"If-Match").then_some(("If-Match", "\"1\""));
        media.into_iter().chain(read).collect()
    }

    /// Whether it only reads: what searches and checks do, too.
    pub fn is_read(&self) -> bool {
        self.method == Method::GET || ["searchChildren", "checkConsent"].contains(&self.id)
    }

    /// The address of that whose version it takes: itself for a change, its parent for a step.
    pub fn versioned_path(&self, values: &[String]) -> Option<String> {
        self.parameters("header").contains(&"If-Match").then(|| {
            let path = self.path(values);
            let parent = path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
            if self.method == Method::POST { parent.unwrap() } else { path }
        })
    }

    /// Asks with this ETag and this JSON body.
    pub async fn ask_about(
        &self,
        client: &Client,
        values: &[String],
        etag: Option<&str>,
        body: Option<&Value>,
    ) -> Reply {
        let mut headers = self.headers();
        for (name, value) in &mut headers {
            if let (&mut "If-Match", Some(etag)) = (name, etag) {
                *value = etag;
            }
        }
        client.send(self.method.clone(), &self.whole_path(values), &headers, body.cloned()).await
    }

    /// Asks as the contract's examples show.
    pub async fn ask(&self, client: &Client, values: &[String]) -> Reply {
        let body = self.body.map(|(_, example)| example.clone());
        client.send(self.method.clone(), &self.whole_path(values), &self.headers(), body).await
    }

    /// Asks with another body.
    pub async fn ask_with(&self, client: &Client, body: impl Into<Vec<u8>>) -> Reply {
        client.send_bytes(self.method.clone(), &self.whole_path(&[]), &self.headers(), Some(body.into())).await
    }
}
