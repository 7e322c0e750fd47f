//! What is known of a request before anybody has looked at its content.

use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use super::limits::{Allowance, RateLimits};
use super::trace::Trace;
use crate::kernel::problem::{Origin, Problem};
use crate::kernel::text::Language;
use crate::kernel::time::{Clock, Instant};

/// The API's path below the public root.
pub const API_PATH: &str = "/samsyn/v1";

/// How the service appears over HTTP.
#[derive(Clone)]
pub struct HttpConfig {
    /// The public root, without a trailing slash, as clients see it.
    pub public_url: String,
    /// The addresses of proxies whose `Forwarded` header is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The limits on how often a client may call.
    pub limits: RateLimits,
    /// How long a body may take to arrive.
    pub body_timeout: std::time::Duration,
}

/// The context of one request.
#[derive(Clone)]
pub struct RequestContext(Arc<Inside>);

struct Inside {
    trace: Trace,
    language: Language,
    public_url: String,
    api_url: String,
    visitor: String,
    config: Arc<HttpConfig>,
    allowance: std::sync::Mutex<Option<Allowance>>,
}

impl RequestContext {
    pub(super) fn new(
        config: Arc<HttpConfig>,
        trace: Trace,
        language: Language,
        public_url: String,
        visitor: String,
    ) -> Self {
        let api_url = format!("{public_url}{API_PATH}");
        let allowance = std::sync::Mutex::new(None);
        Self(Arc::new(Inside { trace, language, public_url, api_url, visitor, config, allowance }))
    }

    /// The context that the edge put beside the request.
    ///
    /// # Panics
    /// Never in a service whose app was built by `app.rs`: the edge wraps every route.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the edge wraps every route; a service without it must not start")]
    pub fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().cloned().expect("the edge middleware is missing")
    }

    /// The trace id: 32 lower-case hexadecimal digits.
    #[must_use]
    pub fn trace_id(&self) -> &str {
        self.0.trace.trace_id()
    }

    /// `traceparent` of the answer.
    pub(super) fn traceparent(&self) -> String {
        self.0.trace.parent()
    }

    /// The language of the answer.
    #[must_use]
    pub fn language(&self) -> Language {
        self.0.language
    }

    /// The API's root, absolute.
    #[must_use]
    pub fn api_url(&self) -> &str {
        &self.0.api_url
    }

    /// The public root, absolute.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.config.clock.now()
    }

    /// How long a body may take to arrive.
    pub(super) fn body_timeout(&self) -> std::time::Duration {
        self.0.config.body_timeout
    }

    pub(super) fn origin(&self) -> Origin<'_> {
        Origin { public_url: &self.0.public_url, api_url: &self.0.api_url, trace_id: self.trace_id() }
    }

    /// Counts this call against its client's limit.
    ///
    /// # Errors
    /// 429 when the client has called too often.
    pub fn limit_for(&self, issuer: &str, client: &str) -> Result<(), Problem> {
        let allowance = self.0.config.limits.take(issuer, client)?;
        if let (Some(allowance), Ok(mut slot)) = (allowance, self.0.allowance.lock()) {
            *slot = Some(allowance);
        }
        Ok(())
    }

    pub(super) fn allowance(&self) -> Option<Allowance> {
        self.0.allowance.lock().ok().and_then(|slot| *slot)
    }
}

/// Somebody without a token: counted by address, so that what is open to all cannot be used to drown the service.
#[derive(Clone, Copy, Debug)]
pub struct Visitor;

impl FromRequest for Visitor {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let context = RequestContext::of(request);
        std::future::ready(context.limit_for("address", &context.0.visitor).map(|()| Self))
    }
}
