//! Starting and stopping the service.

use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::Server;

use crate::app::{self, Service};
use crate::config::Config;
use crate::kernel::auth::{Authenticator, Issuers};
use crate::kernel::db::{Db, migrate};
use crate::kernel::http::contract::Contract;
use crate::kernel::http::{HttpConfig, RateLimits};
use crate::kernel::seals::Sealer;
use crate::kernel::seals::witness::Witness;
use crate::kernel::telemetry::Metrics;
use crate::kernel::time::Clock;
use crate::service::operations::{Draining, SecurityContact};

/// Puts the service together. SQLite is migrated here; PostgreSQL must have been.
///
/// # Errors
/// With one line that says what is missing.
pub fn assemble(config: &Config, clock: Arc<dyn Clock>) -> Result<Service, String> {
    let target = config.target()?;
    let keys = Arc::new(config.keys()?);
    let audit_keys = config.audit_keys()?;
    if [keys.master.current_id(), keys.index.id()].contains(&audit_keys.current_id()) {
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
        db: Db::open(target, config.database_connections, clock, keys, app::REACTIONS)?,
        http,
        authenticator: Authenticator(Arc::new(issuers)),
        contract: Contract::new(app::openapi_document()),
        metrics,
        sealer: Arc::new(sealer),
        draining: Draining::default(),
        security_contact: SecurityContact { contact: config.security_contact.clone(), expires: today.plus_days(180) },
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

/// Seals the access log now and then, for as long as the process lives.
pub fn seal_regularly(service: &Service, config: &Config) {
    let every = Duration::from_secs(config.audit.seal_seconds);
    actix_web::rt::spawn(Arc::clone(&service.sealer).run(service.db.clone(), every));
}

/// Runs the server until SIGTERM or SIGINT: `/readyz` then answers 503, running requests end, nothing new begins.
///
/// # Errors
/// When the server fails.
pub async fn until_stopped(server: Server, draining: Draining) -> std::io::Result<()> {
    let handle = server.handle();
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let mut server = std::pin::pin!(server);
    tokio::select! {
        result = &mut server => return result,
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    draining.begin();
    tracing::info!("stopping");
    let stop = handle.stop(true);
    tokio::join!(stop, server).1
}
