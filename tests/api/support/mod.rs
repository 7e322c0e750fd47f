//! The test bench: a service of its own for each test, clients that check every reply, builders for what tests need.

pub mod builders;
pub mod canary;
pub mod casework;
pub mod client;
pub mod contract;
pub mod counted;
pub mod database;
mod ersboda;
pub mod meetings;
pub mod operations;
pub mod owner;
pub mod plans;
pub mod raw;
pub mod statements;
pub mod tokens;

use std::path::PathBuf;
use std::sync::Arc;

use diesel::prelude::*;
use samsyn::config::Config;
use samsyn::kernel::audit::Entry;
use samsyn::kernel::auth::local::{LocalIssuer, TokenRequest};
use samsyn::kernel::auth::{Role, Scope};
use samsyn::kernel::db::Db;
use samsyn::kernel::db::schema::audit_entries;
use samsyn::kernel::time::{Clock, FixedClock, Instant};
use samsyn::serve;

pub use client::{Client, Reply};
pub use ersboda::Ersboda;
pub use serde_json::{Value, json};

use database::Database;

/// The day on which tests begin unless they say otherwise: a Monday, at nine in Stockholm.
pub const MONDAY: &str = "2026-03-02T08:00:00Z";

/// Waits until something holds, which must be soon.
pub async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let began = std::time::Instant::now();
    while !holds().await {
        assert!(began.elapsed().as_secs() < 10, "{what}");
        actix_web::rt::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

/// A running service with its clock and its issuer.
pub struct TestApp {
    /// Where it listens.
    pub url: String,
    /// Its clock, which stands still until a test moves it.
    pub clock: Arc<FixedClock>,
    /// Its database, for what HTTP does not show (the log).
    pub db: Db,
    issuer: LocalIssuer,
    http: reqwest::Client,
    _server: actix_web::dev::ServerHandle,
    folder: Folder,
    database: Database,
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // A test that has failed already says enough.
        if !std::thread::panicking() {
            canary::search(self);
            counted::must_be_right(&mut counted::open(self));
        }
    }
}

/// A folder that goes when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("samsyn-test-{}", samsyn::kernel::ids::random()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A new random key, in base64.
pub fn new_key() -> String {
    samsyn::kernel::crypto::new_key_text().unwrap().to_string()
}

/// Writes a file of keys, the current one first.
pub fn write_keys(path: &std::path::Path, keys: &[&str]) {
    std::fs::write(path, keys.join("\n")).unwrap();
}

/// The configuration of a test's service.
pub fn config(folder: &Folder, database_url: &str) -> Config {
    use clap::Parser;
    #[derive(Parser)]
    struct Flags {
        #[command(flatten)]
        config: Config,
    }
    let data_dir = folder.0.to_str().unwrap();
    let args = ["samsyn", "--listen", "127.0.0.1:0", "--data-dir", data_dir, "--database-url", database_url];
    let rest = ["--base-url", "https://samsyn.test", "--rate-limit", "0", "--workers", "1", "--body-timeout", "1"];
    let config = Flags::parse_from(args.into_iter().chain(rest)).config;
    for name in ["master.key", "index.key", "audit.key"] {
        let path = folder.0.join(name);
        if !path.exists() {
            write_keys(&path, &[&new_key()]);
        }
    }
    config
}

/// The configuration under which a test's service runs.
pub fn config_of(app: &TestApp) -> Config {
    config(&app.folder, &app.database.url)
}

impl TestApp {
    /// A service at [`MONDAY`].
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A service whose configuration is changed first.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        canary::listen();
        let folder = Folder::new();
        let database = Database::fresh(&folder);
        let mut config = config(&folder, &database.url);
        change(&mut config);
        let clock = Arc::new(FixedClock::new(MONDAY.parse().unwrap()));
        let injected: Arc<dyn Clock> = Arc::<FixedClock>::clone(&clock);
        let service = serve::assemble(&config, injected).unwrap();
        let db = service.db.clone();
        let (server, address) = serve::listen(service, &config).unwrap();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self {
            url: format!("http://{address}/samsyn/v1"),
            clock,
            db,
            issuer: LocalIssuer::open(&folder.0).unwrap(),
            http: reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
            _server: handle,
            folder,
            database,
        }
    }

    /// A service that takes the tokens of these issuers instead of the local one's; each with the organisation numbers
    /// that it may speak for (`*` for all).
    pub async fn with_issuers(issuers: &[(&tokens::Signer, &str)]) -> Self {
        Self::start_with(|config| {
            let entries: Vec<String> = issuers
                .iter()
                .map(|(signer, organisations)| {
                    signer.publish(&config.data_dir, &[signer.jwk()]);
                    signer.toml(&config.data_dir, organisations)
                })
                .collect();
            let file = config.data_dir.join("issuers.toml");
            std::fs::write(&file, entries.concat()).unwrap();
            config.issuers_file = Some(file);
        })
        .await
    }

    /// The status and the `Retry-After` of something outside the API (`/readyz`).
    pub async fn outside(&self, path: &str) -> (u16, Option<String>) {
        let root = self.url.trim_end_matches("/samsyn/v1");
        let response = self.http.get(format!("{root}{path}")).send().await.unwrap();
        let wait = response.headers().get("Retry-After").map(|wait| wait.to_str().unwrap().to_owned());
        (response.status().as_u16(), wait)
    }

    /// What `/metrics` shows.
    pub async fn metrics(&self) -> String {
        let root = self.url.trim_end_matches("/samsyn/v1");
        self.http.get(format!("{root}/metrics")).send().await.unwrap().text().await.unwrap()
    }

    /// The service's data folder.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder.0
    }

    /// The URL of the test's database.
    pub fn database_url(&self) -> &str {
        &self.database.url
    }

    /// The time now.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Moves the clock to an instant.
    pub fn at(&self, instant: &str) {
        self.clock.set(instant.parse().unwrap());
    }

    /// A client without a token.
    pub fn anyone(&self) -> Client {
        Client::new(self.http.clone(), self.url.clone(), None)
    }

    /// A client with any token.
    pub fn with_token(&self, token: impl Into<String>) -> Client {
        Client::new(self.http.clone(), self.url.clone(), Some(token.into()))
    }

    /// A token of the local issuer.
    pub fn token(&self, subject: &str, roles: &[Role], scopes: &[Scope], unit: Option<&str>) -> String {
        self.issuer.token(&TokenRequest { subject, roles, scopes, unit }, self.now()).unwrap()
    }

    /// The administrator of the whole service.
    pub fn administrator(&self) -> Client {
        self.with_token(self.token("administratör", &[Role::Administrator], Scope::ALL, None))
    }

    /// A professional of a unit, with every scope but the unmasked number.
    pub fn professional(&self, unit: &str) -> Client {
        let scopes: Vec<Scope> = Scope::ALL.iter().copied().filter(|scope| *scope != Scope::IdentityUnmasked).collect();
        self.with_token(self.token(&format!("person vid {unit}"), &[Role::Professional], &scopes, Some(unit)))
    }

    /// The manager of a unit, with every scope but the unmasked number.
    pub fn manager(&self, unit: &str) -> Client {
        self.manager_called("chef", unit)
    }

    /// One of several managers of a unit.
    pub fn manager_called(&self, name: &str, unit: &str) -> Client {
        let scopes: Vec<Scope> = Scope::ALL.iter().copied().filter(|scope| *scope != Scope::IdentityUnmasked).collect();
        self.with_token(self.token(&format!("{name} vid {unit}"), &[Role::UnitManager], &scopes, Some(unit)))
    }

    /// A reviewer of the log, at a unit of the organisation whose log it is.
    pub fn reviewer(&self, unit: &str) -> Client {
        let scopes = [Scope::AuditReview, Scope::PartiesRead];
        self.with_token(self.token(&format!("granskare vid {unit}"), &[Role::LogReviewer], &scopes, Some(unit)))
    }

    /// A professional of a unit who may see whole identity numbers.
    pub fn unmasked_professional(&self, unit: &str) -> Client {
        self.with_token(self.token(&format!("kurator vid {unit}"), &[Role::Professional], Scope::ALL, Some(unit)))
    }

    /// The access log, in no order: a clock that stands still gives all entries the same time.
    pub async fn log(&self) -> Vec<Entry> {
        self.db.maintain(|tx| Ok(audit_entries::table.select(Entry::as_select()).load(tx.conn)?)).await.unwrap()
    }

    /// What came into the access log since, sorted: `action resource child`.
    pub async fn logged_since(&self, before: &[Entry]) -> Vec<String> {
        let log = self.log().await;
        let new = log.iter().filter(|entry| before.iter().all(|known| known.id != entry.id));
        let told = |entry: &Entry| {
            let child = entry.child_id.map(|child| format!(" {child}")).unwrap_or_default();
            format!("{} {}{child}", entry.action.code(), entry.resource)
        };
        let mut told: Vec<String> = new.map(told).collect();
        told.sort();
        told
    }
}
