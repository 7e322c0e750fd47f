//! A small client of the service's API, on a clock that the story moves.

use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use samsyn::kernel::auth::local::{LocalIssuer, TokenRequest};
use samsyn::kernel::auth::{Role, Scope};
use samsyn::kernel::http::API_PATH;
use samsyn::kernel::time::{Clock, Day, FixedClock, SystemClock};
use serde_json::Value;

/// The API as the story uses it.
pub struct Api {
    url: String,
    issuer: LocalIssuer,
    clock: Arc<FixedClock>,
    http: reqwest::Client,
}

impl Api {
    pub fn new(address: std::net::SocketAddr, issuer: LocalIssuer, clock: Arc<FixedClock>) -> Self {
        Self { url: format!("http://{address}{API_PATH}"), issuer, clock, http: reqwest::Client::new() }
    }

    /// Sets the clock to the middle of a working day so many days ago.
    pub fn days_ago(&self, days: i64) {
        self.clock.set(Self::day(days).start().plus_seconds(10 * 3600));
    }

    /// The day so many days before yesterday: what is told lies before whatever is measured.
    pub fn day(days_ago: i64) -> Day {
        SystemClock.now().day().plus_days(-days_ago - 1)
    }

    /// A token for a role; staff act for a unit.
    pub fn token(&self, subject: &str, role: Role, unit: Option<&str>) -> Result<String> {
        let request = TokenRequest { subject, roles: &[role], scopes: Scope::ALL, unit };
        self.issuer.token(&request, self.clock.now()).map_err(anyhow::Error::msg)
    }

    /// GET.
    pub async fn get(&self, token: &str, path: &str) -> Result<Value> {
        answer(path, self.http.get(format!("{}{path}", self.url)).bearer_auth(token)).await
    }

    /// POST; whose parent's version does not matter, for nobody else writes.
    pub async fn post(&self, token: &str, path: &str, body: Value) -> Result<Value> {
        let request = self.http.post(format!("{}{path}", self.url)).header("Content-Type", "application/json");
        answer(path, request.header("If-Match", "*").bearer_auth(token).body(body.to_string())).await
    }

    /// PATCH with a merge patch.
    pub async fn patch(&self, token: &str, path: &str, body: Value) -> Result<Value> {
        let request = self.http.patch(format!("{}{path}", self.url)).header("If-Match", "*");
        let request = request.header("Content-Type", "application/merge-patch+json");
        answer(path, request.bearer_auth(token).body(body.to_string())).await
    }
}

async fn answer(path: &str, request: reqwest::RequestBuilder) -> Result<Value> {
    let response = request.send().await?;
    let status = response.status();
    let body: Value = serde_json::from_slice(&response.bytes().await?).with_context(|| format!("{path}: no JSON"))?;
    ensure!(status.is_success(), "the story stopped at {path}: {body}");
    Ok(body)
}

/// The id in an answer.
pub fn id(answer: &Value) -> Result<String> {
    Ok(answer.get("id").and_then(Value::as_str).context("an answer without an id")?.to_owned())
}
