//! A small client of the own API, with a clock that it moves.

use std::sync::Arc;

use serde_json::Value;

use crate::kernel::auth::local::{LocalIssuer, TokenRequest};
use crate::kernel::auth::{Role, Scope};
use crate::kernel::time::{Clock, Day, FixedClock, Instant, SystemClock};

/// The API on a clock that the story moves.
pub(super) struct Api {
    url: String,
    issuer: LocalIssuer,
    clock: Arc<FixedClock>,
    http: reqwest::Client,
}

impl Api {
    pub(super) fn new(url: String, issuer: LocalIssuer, clock: Arc<FixedClock>) -> Self {
        Self { url, issuer, clock, http: reqwest::Client::new() }
    }

    /// Sets the clock to the middle of a working day so many days ago; today, to now.
    pub(super) fn days_ago(&self, days: i64) {
        let now = SystemClock.now();
        let then = if days == 0 { now } else { now.day().plus_days(-days).start().plus_seconds(10 * 3600) };
        self.clock.set(then);
    }

    /// The day so many days ago.
    pub(super) fn day(days_ago: i64) -> Day {
        SystemClock.now().day().plus_days(-days_ago)
    }

    /// The time on the story's clock.
    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The administrator of the whole service.
    pub(super) fn administrator(&self) -> Result<String, String> {
        self.token("demo-administrator", Role::Administrator, None)
    }

    /// A professional of a unit.
    pub(super) fn professional(&self, subject: &str, unit: &str) -> Result<String, String> {
        self.token(subject, Role::Professional, Some(unit))
    }

    fn token(&self, subject: &str, role: Role, unit: Option<&str>) -> Result<String, String> {
        self.issuer.token(&TokenRequest { subject, roles: &[role], scopes: Scope::ALL, unit }, self.clock.now())
    }

    /// GET.
    pub(super) async fn get(&self, token: &str, path: &str) -> Result<Value, String> {
        let request = self.http.get(format!("{}{path}", self.url));
        Self::answer(path, request.bearer_auth(token)).await
    }

    /// POST.
    pub(super) async fn post(&self, token: &str, path: &str, body: Value) -> Result<Value, String> {
        let request = self.http.post(format!("{}{path}", self.url)).header("Content-Type", "application/json");
        Self::answer(path, request.bearer_auth(token).body(body.to_string())).await
    }

    /// POST whose parent's version does not matter here: nobody else writes.
    pub(super) async fn step(&self, token: &str, path: &str, body: Value) -> Result<Value, String> {
        let request = self.http.post(format!("{}{path}", self.url)).header("Content-Type", "application/json");
        Self::answer(path, request.bearer_auth(token).header("If-Match", "*").body(body.to_string())).await
    }

    /// PATCH with a merge patch.
    pub(super) async fn patch(&self, token: &str, path: &str, body: Value) -> Result<Value, String> {
        let request = self.http.patch(format!("{}{path}", self.url));
        let request = request.header("Content-Type", "application/merge-patch+json").header("If-Match", "*");
        Self::answer(path, request.bearer_auth(token).body(body.to_string())).await
    }

    async fn answer(path: &str, request: reqwest::RequestBuilder) -> Result<Value, String> {
        let response = request.send().await.map_err(|error| error.to_string())?;
        let status = response.status();
        let body: Value = serde_json::from_slice(&response.bytes().await.map_err(|error| error.to_string())?)
            .map_err(|_| format!("{path}: no JSON"))?;
        if status.is_success() { Ok(body) } else { Err(format!("the demo's story stopped at {path}: {body}")) }
    }
}

/// The id in an answer.
pub(super) fn id(answer: &Value) -> Result<String, String> {
    answer.get("id").and_then(Value::as_str).map(str::to_owned).ok_or_else(|| "an answer without an id".to_owned())
}
