//! A client that checks every reply against the contract.

use reqwest::Method;
use serde_json::Value;

use super::{canary, contract};

/// Somebody who calls.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: reqwest::header::HeaderMap,
    /// The body as JSON; null when empty.
    pub body: Value,
}

impl Client {
    pub fn new(http: reqwest::Client, url: String, token: Option<String>) -> Self {
        Self { http, url, token }
    }

    /// GET. An absolute address (a link) is asked as it stands, below the test's own service.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], None).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, &[], Some(body)).await
    }

    /// POST to a service that may be gone: nothing when it does not answer.
    pub async fn try_post(&self, path: &str, body: Value) -> Option<Reply> {
        let token = self.token.as_deref().unwrap_or_default();
        let request = self.http.post(format!("{}{path}", self.url)).bearer_auth(token);
        let response = request.header("Content-Type", "application/json").body(body.to_string()).send().await.ok()?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = serde_json::from_slice(&response.bytes().await.ok()?).ok()?;
        Some(Reply { status, headers, body })
    }

    /// The token.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// POST with an idempotency key.
    pub async fn post_once(&self, path: &str, key: &str, body: Value) -> Reply {
        self.send(Method::POST, path, &[("Idempotency-Key", key)], Some(body)).await
    }

    /// POST that takes its parent's ETag.
    pub async fn post_if(&self, path: &str, etag: &str, body: Value) -> Reply {
        self.send(Method::POST, path, &[("If-Match", etag)], Some(body)).await
    }

    /// PATCH with a merge patch.
    pub async fn patch(&self, path: &str, etag: &str, body: Value) -> Reply {
        let headers = [("If-Match", etag), ("Content-Type", "application/merge-patch+json")];
        self.send(Method::PATCH, path, &headers, Some(body)).await
    }

    /// Any request; the reply is checked against the contract.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Reply {
        let body = body.map(|body| body.to_string().into_bytes());
        self.send_bytes(method, path, headers, body).await
    }

    /// Any request with any bytes; the reply is checked against the contract.
    pub async fn send_bytes(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Reply {
        let path = path.strip_prefix("https://samsyn.test/samsyn/v1").unwrap_or(path);
        let mut request = self.http.request(method.clone(), format!("{}{path}", self.url));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let typed = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            if !typed {
                request = request.header("Content-Type", "application/json");
            }
            request = request.body(body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.unwrap();
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
        let reply = Reply { status, headers, body };
        contract::check(&method, path, &reply);
        if status >= 400 || path.starts_with("/events") {
            canary::must_not_sing(path, &reply.body.to_string());
        }
        reply
    }
}

impl Reply {
    /// The reply, which must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{:#}", self.body);
        self
    }

    /// The id of what was made or fetched.
    #[track_caller]
    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap_or_else(|| panic!("no id in {:#}", self.body)).to_owned()
    }

    /// A header.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no header {name}")).to_str().unwrap()
    }

    /// The ETag.
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("ETag").to_owned()
    }

    /// The code of a problem.
    #[track_caller]
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_else(|| panic!("no problem: {:#}", self.body))
    }

    /// The places and codes of a problem's broken fields: `#/name required`.
    pub fn errors(&self) -> Vec<String> {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let place =
            |error: &Value| error["pointer"].as_str().or(error["parameter"].as_str()).unwrap_or_default().to_owned();
        errors.iter().map(|error| format!("{} {}", place(error), error["code"].as_str().unwrap_or_default())).collect()
    }

    /// The relations of the links, in order.
    pub fn rels(&self) -> Vec<&str> {
        self.body["_links"].as_array().into_iter().flatten().filter_map(|link| link["rel"].as_str()).collect()
    }

    /// The address of a link.
    #[track_caller]
    pub fn link(&self, rel: &str) -> &str {
        let links = self.body["_links"].as_array().unwrap_or_else(|| panic!("no links in {:#}", self.body));
        let link = links.iter().find(|link| link["rel"] == rel).unwrap_or_else(|| panic!("no link {rel}: {links:#?}"));
        link["href"].as_str().unwrap()
    }
}
