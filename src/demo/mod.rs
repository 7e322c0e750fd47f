//! `samsyn demo`: the service with made-up data in a folder of its own, to try it with curl.
//!
//! The data is put in through the API itself, by a service whose clock is set back and moved forward as the story goes, so
//! that a case of three weeks ago was recorded three weeks ago. Identity numbers are Skatteverket's published test numbers.

mod api;
mod cases;
mod parties;

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::json;

use crate::config::Config;
use crate::kernel::auth::local::{LocalIssuer, TokenRequest};
use crate::kernel::auth::{Role, Scope};
use crate::kernel::db::{Db, migrate};
use crate::kernel::marks;
use crate::kernel::problem::Problem;
use crate::kernel::time::{Clock, FixedClock, SystemClock};
use crate::serve;

use api::Api;
use parties::Places;

/// The mark by which the demo knows a database that it made.
const MARK: &str = "demo";
/// How far back the story begins.
const STORY_DAYS: i64 = 75;

/// Arguments of the demo.
#[derive(Clone, Debug, clap::Args)]
pub struct Demo {
    /// The service's settings.
    #[command(flatten)]
    pub config: Config,
    /// Listen on an address that is not loopback. The demo's tokens are for everybody to read.
    #[arg(long)]
    pub allow_remote: bool,
}

/// What the demo leaves in `demo.json`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Handout<'a> {
    base_url: String,
    tokens: serde_json::Value,
    areas: &'a std::collections::BTreeMap<String, String>,
    units: &'a std::collections::BTreeMap<String, String>,
}

/// Runs the demo until it is stopped.
///
/// # Errors
/// With one line that says why it cannot start.
pub fn run(demo: &Demo, say: &dyn Fn(&str)) -> Result<(), String> {
    let config = &Config { is_demo: true, ..demo.config.clone() };
    if !config.listen.ip().is_loopback() && !demo.allow_remote {
        return Err(format!(
            "{} is not loopback; the demo's tokens are open to all: --allow-remote if you mean it",
            config.listen
        ));
    }
    if config.issuers_file.is_some() {
        return Err("the demo has its own issuer; leave --issuers-file out".to_owned());
    }
    crate::kernel::telemetry::start_logging(&config.log);
    config.make_data_dir()?;
    config.make_demo_keys()?;
    migrate::run(&config.target()?)?;
    actix_web::rt::System::new().block_on(async {
        let service = serve::assemble(config, Arc::new(SystemClock))?;
        let places = match seeded(&service.db).await? {
            Some(places) => places,
            None => seed(config, &service.db).await?,
        };
        let (draining, db) = (service.draining.clone(), service.db.clone());
        serve::keep_house(&service, config);
        let (server, address) =
            serve::listen(service, config).map_err(|error| format!("{}: {error}", config.listen))?;
        hand_out(config, &format!("http://{address}"), &places, say)?;
        serve::until_stopped(server, draining, config.drain(), &db).await.map_err(|error| error.to_string())
    })
}

/// What an earlier demo put into this database, or nothing when the database is empty.
async fn seeded(db: &Db) -> Result<Option<Places>, String> {
    let (mark, is_empty) = db
        .maintain(|tx| Ok((marks::get(tx, MARK)?, marks::is_empty(tx)?)))
        .await
        .map_err(|problem| problem.to_string())?;
    match mark {
        Some(text) => serde_json::from_str(&text)
            .map(Some)
            .map_err(|_| "an earlier demo did not get through; begin anew in another folder".to_owned()),
        None if is_empty => Ok(None),
        None => Err("this database was not made by the demo; it is left alone".to_owned()),
    }
}

/// Tells the story through the API, on a clock that is set back.
async fn seed(config: &Config, db: &Db) -> Result<Places, String> {
    mark(db, "begun".to_owned()).await?;
    let clock = Arc::new(FixedClock::new(SystemClock.now().plus_days(-STORY_DAYS)));
    let mut own = config.clone();
    own.listen = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    own.rate_limit = 0;
    own.workers = 1;
    let injected: Arc<dyn Clock> = Arc::<FixedClock>::clone(&clock);
    let service = serve::assemble(&own, injected)?;
    let (server, address) = serve::listen(service, &own).map_err(|error| error.to_string())?;
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let issuer = LocalIssuer::open(&config.data_dir)?;
    let api = Api::new(format!("http://{address}{}", crate::kernel::http::API_PATH), issuer, clock);
    let told = async {
        let places = parties::tell(&api).await?;
        cases::tell(&api, &places).await?;
        Ok::<Places, String>(places)
    };
    let places = told.await?;
    handle.stop(true).await;
    mark(db, serde_json::to_string(&places).map_err(|error| error.to_string())?).await?;
    Ok(places)
}

async fn mark(db: &Db, value: String) -> Result<(), String> {
    let set = db.maintain(move |tx| {
        marks::set(tx, MARK, &value)?;
        Ok::<(), Problem>(())
    });
    set.await.map_err(|problem| problem.to_string())
}

/// Prints how to begin, and leaves the same as `demo.json`.
fn hand_out(config: &Config, url: &str, places: &Places, say: &dyn Fn(&str)) -> Result<(), String> {
    let issuer = LocalIssuer::open(&config.data_dir)?;
    let public_url = config.base_url.clone().unwrap_or_else(|| url.to_owned());
    let base_url = format!("{public_url}{}", crate::kernel::http::API_PATH);
    let tokens = tokens(&issuer, places)?;
    let handout = Handout { base_url: base_url.clone(), tokens, areas: &places.areas, units: &places.units };
    let path = config.data_dir.join("demo.json");
    let text = serde_json::to_string_pretty(&handout).map_err(|error| error.to_string())?;
    write_private(&path, text.as_bytes())?;
    say(&format!("samsyn demo on {public_url}\n"));
    say(&format!("documentation   {public_url}/docs/"));
    say(&format!("tokens, ids     {}", path.display()));
    for (role, token) in handout.tokens.as_object().into_iter().flatten() {
        match token.as_str() {
            Some(token) => say(&format!("\n{role}\n  {token}")),
            None => say(&format!(
                "\n{role}\n  {}",
                token.get("ersboda_school").and_then(serde_json::Value::as_str).unwrap_or("")
            )),
        }
    }
    let token = format!("$(jq -r .tokens.professional.ersboda_school {})", path.display());
    say(&format!(
        "\nbegin with\n  curl -s '{base_url}/lead-times?status=breached' -H \"Authorization: Bearer {token}\" | jq .\n"
    ));
    Ok(())
}

/// One token per role; for those who act on behalf of a unit, one per unit.
fn tokens(issuer: &LocalIssuer, places: &Places) -> Result<serde_json::Value, String> {
    let now = SystemClock.now();
    let token = |role: Role, scopes: &[Scope], unit: Option<&str>, subject: &str| {
        issuer.token(&TokenRequest { subject, roles: &[role], scopes, unit }, now)
    };
    let casework: Vec<Scope> = Scope::ALL
        .iter()
        .copied()
        .filter(|scope| !matches!(scope, Scope::IdentityUnmasked | Scope::AuditReview))
        .collect();
    let mut all = serde_json::Map::new();
    for role in [Role::Professional, Role::UnitManager, Role::Integration] {
        let mut by_unit = serde_json::Map::new();
        for (name, id) in &places.units {
            let subject = places.login(name, role);
            by_unit.insert(name.clone(), json!(token(role, &casework, Some(id), &subject)?));
        }
        all.insert(role.code().to_owned(), by_unit.into());
    }
    all.insert(
        Role::Administrator.code().to_owned(),
        json!(token(Role::Administrator, &[Scope::PartiesRead, Scope::PartiesWrite], None, "demo-administrator")?),
    );
    let reviewed = [Scope::PartiesRead, Scope::AuditReview];
    let school = places.units.get("ersboda_school").map(String::as_str);
    let reviewer = token(Role::LogReviewer, &reviewed, school, "demo-log_reviewer")?;
    all.insert(Role::LogReviewer.code().to_owned(), json!(reviewer));
    for role in [Role::ProcessLeader, Role::Politician, Role::Guardian, Role::Child] {
        let scopes = [Scope::PartiesRead, Scope::StatisticsRead, Scope::GovernanceRead];
        all.insert(role.code().to_owned(), json!(token(role, &scopes, None, &format!("demo-{}", role.code()))?));
    }
    Ok(all.into())
}

/// The handout holds tokens: its owner's only.
fn write_private(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if path.exists() {
        std::fs::remove_file(path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    crate::kernel::files::write_secret(path, bytes)
}
