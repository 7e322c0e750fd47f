//! What operators ask: `/livez`, `/readyz`, `/metrics`, `/.well-known/security.txt`. Outside the contract.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::middleware::Next;
use actix_web::web::ThinData;
use actix_web::{Error, HttpResponse, get};

use crate::kernel::auth::Authenticator;
use crate::kernel::db::Db;
use crate::kernel::problem::Problem;
use crate::kernel::telemetry::Metrics;

/// Whether the service is told to stop: it sends clients elsewhere, finishes what it has, and takes nothing new.
#[derive(Clone, Default)]
pub struct Draining(Arc<AtomicBool>);

impl Draining {
    /// Tells load balancers to go elsewhere.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What `/.well-known/security.txt` says (RFC 9116).
#[derive(Clone)]
pub struct SecurityContact {
    /// `Contact:`, a mailto: or https: address.
    pub contact: String,
    /// The day after which the file must be renewed.
    pub expires: crate::kernel::time::Day,
}

fn plain(text: impl Into<String>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text.into())
}

/// The process turns. Asks nobody.
#[get("/livez")]
pub async fn livez() -> HttpResponse {
    plain("ok\n")
}

/// Requests can be served: the database answers and is migrated, the issuers have keys, no shutdown has begun.
#[get("/readyz")]
pub async fn readyz(
    db: Db,
    issuers: ThinData<Authenticator>,
    draining: ThinData<Draining>,
) -> Result<HttpResponse, Problem> {
    if draining.0.has_begun() {
        return Err(Problem::unavailable(&"draining"));
    }
    if !issuers.0.0.ready() {
        return Err(Problem::unavailable(&"an issuer has no keys"));
    }
    db.ready().await?;
    Ok(plain("ok\n"))
}

/// While the service is about to stop each answer closes its connection, so that the client's next one is to another instance and
/// none is cut off between two requests.
///
/// # Errors
/// Those of what it wraps.
pub async fn part_from_clients(
    draining: ThinData<Draining>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, Error> {
    let mut response = next.call(request).await?;
    if draining.0.has_begun() {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    Ok(response)
}

/// Metrics in Prometheus' text form. Keep it off the public net.
#[get("/metrics")]
pub async fn metrics(metrics: ThinData<Arc<Metrics>>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/openmetrics-text; version=1.0.0; charset=utf-8").body(metrics.0.text())
}

/// Whom to tell of a weakness (RFC 9116).
#[get("/.well-known/security.txt")]
pub async fn security_txt(contact: ThinData<SecurityContact>) -> HttpResponse {
    let SecurityContact { contact, expires } = &contact.0;
    plain(format!("Contact: {contact}\nExpires: {}\nPreferred-Languages: sv, en\n", expires.start()))
}
