//! Starting and stopping the service.

use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::Server;

use crate::app::{self, Service};
use crate::config::Config;
use crate::kernel::auth::{Authenticator, Issuers};
use crate::kernel::crypto::IndexKey;
use crate::kernel::db::{Db, Size, Target, migrate};
use crate::kernel::http::contract::Contract;
use crate::kernel::http::{HttpConfig, RateLimits, forget_expired};
use crate::kernel::seals::Sealer;
use crate::kernel::seals::witness::Witness;
use crate::kernel::telemetry::Metrics;
use crate::kernel::time::Clock;
use crate::kernel::vault::Keys;
use crate::service::operations::{Draining, SecurityContact};
use crate::trust::emergency_accesses::rules::OpenFor;

/// Puts the service together. SQLite is migrated here; PostgreSQL must have been.
///
/// # Errors
/// With one line that says what is missing.
pub fn assemble(config: &Config, clock: Arc<dyn Clock>) -> Result<Service, String> {
    let target = config.target()?;
    let keys = config.keys()?;
    let audit_keys = config.audit_keys()?;
    if keys.master.ids().chain(keys.index.all().map(IndexKey::id)).any(|id| id == audit_keys.current_id()) {
        return Err("the audit key must be a key of its own".to_owned());
    }
    let issuers = Issuers::new(config.issuers()?)?;
    if target.is_postgres() {
        if migrate::pending(&target)? {
            return Err("migrations are pending: run `samsyn migrate` with the owner's URL first".to_owned());
        }
    } else {
        migrate::run(&target)?;
    }
    let db = open(config, &target, Arc::clone(&clock), keys)?;
    let http = Arc::new(HttpConfig {
        public_url: config.public_url(),
        trusted_proxies: config.trusted_proxies.clone(),
        clock: Arc::clone(&clock),
        limits: RateLimits::per_minute(config.rate_limit),
        body_timeout: Duration::from_secs(config.body_timeout),
    });
    let today = clock.now().day();
    let metrics = Arc::new(Metrics::default());
    let witness = Witness::new(config.audit_checkpoints());
    let sealer = Sealer::new(audit_keys, config.audit.origin.clone(), witness, Arc::clone(&metrics));
    Ok(Service {
        db,
        http,
        authenticator: Authenticator(Arc::new(issuers)),
        contract: Contract::new(app::openapi_document),
        metrics,
        sealer: Arc::new(sealer),
        emergency: OpenFor::hours(config.emergency_hours),
        draining: Draining::default(),
        security_contact: SecurityContact { contact: config.security_contact.clone(), expires: today.plus_days(180) },
    })
}

/// Opens the database, unless it was written with a key that is not given: its records would be neither opened nor found, and
/// registered a second time.
fn open(config: &Config, target: &Target, clock: Arc<dyn Clock>, keys: Keys) -> Result<Db, String> {
    let size = Size { connections: config.database_connections, requests: config.most_requests };
    let db = Db::open(target.clone(), size, clock, Arc::new(keys.clone()), app::REACTIONS)?;
    all_given(&db, &keys)?;
    Ok(db)
}

fn all_given(db: &Db, keys: &Keys) -> Result<(), String> {
    let lacking = db.keys_lacking(keys).map_err(|problem| problem.to_string())?;
    if lacking.is_empty() {
        return Ok(());
    }
    Err(format!("the database was written with keys that are not given: {}", lacking.join(", ")))
}

/// Reads the keys again and takes them, or keeps those in use and says why. Running requests end with the keys that they began
/// with.
///
/// # Errors
/// With one line, as at the start.
pub fn reload_keys(config: &Config, db: &Db) -> Result<(), String> {
    let keys = config.keys()?;
    all_given(db, &keys)?;
    tracing::info!(master = %keys.master.current_id(), index = %keys.index.current().id(), "keys read again");
    db.change_keys(keys);
    Ok(())
}

/// Reads the keys again at every SIGHUP; listens from the moment that it is called.
///
/// # Errors
/// When the signal cannot be listened to.
pub fn reload_on_hangup(config: Config, db: Db) -> std::io::Result<impl Future<Output = ()>> {
    let mut hangups = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?;
    Ok(async move {
        while hangups.recv().await.is_some() {
            let (config, db) = (config.clone(), db.clone());
            let read = actix_web::web::block(move || reload_keys(&config, &db)).await;
            if let Err(why) = read.unwrap_or_else(|error| Err(error.to_string())) {
                tracing::error!(why, "the keys in use are kept");
            }
        }
    })
}

/// Starts to listen. The server runs when its future is awaited.
///
/// # Errors
/// When the address is taken.
pub fn listen(service: Service, config: &Config) -> std::io::Result<(Server, std::net::SocketAddr)> {
    // Each blocking thread may hold a connection, so their number is bounded by the pool's size.
    let connections = usize::try_from(config.database_connections).unwrap_or(1).max(1);
    let blocking = connections.div_ceil(config.workers.max(1)).max(1);
    let server = HttpServer::new(move || app::build(service.clone()))
        .workers(config.workers.max(1))
        .worker_max_blocking_threads(blocking)
        .client_request_timeout(Duration::from_secs(5))
        .keep_alive(Duration::from_secs(15))
        .shutdown_timeout(config.shutdown_timeout)
        .disable_signals()
        .bind(config.listen)?;
    let address = server.addrs().first().copied().unwrap_or(config.listen);
    Ok((server.run(), address))
}

/// How often what is too old is taken away.
const TIDY_EVERY: Duration = Duration::from_mins(10);

/// Seals the access log and forgets old idempotency keys now and then, for as long as the process lives.
pub fn keep_house(service: &Service, config: &Config) {
    let every = Duration::from_secs(config.audit.seal_seconds);
    actix_web::rt::spawn(Arc::clone(&service.sealer).run(service.db.clone(), every));
    let db = service.db.clone();
    actix_web::rt::spawn(async move {
        loop {
            if db.maintain(forget_expired).await.is_err() {
                tracing::warn!("old idempotency keys are kept until the next turn");
            }
            tokio::time::sleep(TIDY_EVERY).await;
        }
    });
}

/// Runs the server until SIGTERM or SIGINT: `/readyz` then answers 503 and connections are parted from; after `drain` (at SIGINT,
/// where somebody waits, at once) nothing new begins and running requests end.
///
/// # Errors
/// When the server fails.
pub async fn until_stopped(server: Server, draining: Draining, drain: Duration, db: &Db) -> std::io::Result<()> {
    let handle = server.handle();
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let mut server = std::pin::pin!(server);
    let drain = tokio::select! {
        result = &mut server => return result,
        _ = terminate.recv() => drain,
        _ = tokio::signal::ctrl_c() => Duration::ZERO,
    };
    draining.begin();
    tracing::info!("stopping");
    tokio::select! {
        result = &mut server => return result,
        () = tokio::time::sleep(drain) => {}
    }
    let stop = handle.stop(true);
    let stopped = tokio::join!(stop, server).1;
    // Also what those looked at who hung up before their answer.
    if db.settle().await.is_err() {
        tracing::error!("the last entries of the access log could not be written");
    }
    stopped
}
