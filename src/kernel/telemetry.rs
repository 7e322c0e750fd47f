//! Logs and metrics. Neither ever holds an id, a name or a raw path.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Buckets of request durations in seconds (OpenTelemetry's advice for HTTP servers).
const BUCKETS: [f64; 14] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    http_request_method: String,
    http_route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    http_request_method: String,
    http_route: String,
    http_response_status_code: u16,
}

/// The metrics that `/metrics` shows.
pub struct Metrics {
    registry: Registry,
    durations: Family<Route, Histogram>,
    requests: Family<Outcome, Counter>,
    chain_height: Gauge,
    last_checkpoint: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::default();
        let durations = Family::<Route, Histogram>::new_with_constructor(|| Histogram::new(BUCKETS));
        let requests = Family::<Outcome, Counter>::default();
        registry.register(
            "http_server_request_duration_seconds",
            "How long requests take, by route template",
            durations.clone(),
        );
        registry.register("http_server_requests", "Requests by route template and status", requests.clone());
        let (chain_height, last_checkpoint) = (Gauge::default(), Gauge::default());
        registry.register("audit_chain_height", "How many entries of the access log are sealed", chain_height.clone());
        registry.register(
            "audit_last_checkpoint_timestamp_seconds",
            "When the newest checkpoint of the access log was made that is also in the file",
            last_checkpoint.clone(),
        );
        Self { registry, durations, requests, chain_height, last_checkpoint }
    }
}

impl Metrics {
    /// Counts one request.
    pub fn request(&self, method: &str, route: &str, status: u16, seconds: f64) {
        // A method that nobody has heard of must not become a label of its own.
        let method = if matches!(method, "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "DELETE") {
            method
        } else {
            "_OTHER"
        };
        let label = || (method.to_owned(), route.to_owned());
        let (http_request_method, http_route) = label();
        self.durations.get_or_create(&Route { http_request_method, http_route }).observe(seconds);
        let (http_request_method, http_route) = label();
        let outcome = Outcome { http_request_method, http_route, http_response_status_code: status };
        self.requests.get_or_create(&outcome).inc();
    }

    /// Notes how far the access log is sealed, and when its newest checkpoint was made.
    pub fn sealed(&self, height: i64, at_seconds: Option<i64>) {
        self.chain_height.set(height);
        if let Some(seconds) = at_seconds {
            self.last_checkpoint.set(seconds);
        }
    }

    /// The metrics in Prometheus' text form.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        if prometheus_client::encoding::text::encode(&mut text, &self.registry).is_err() {
            tracing::error!("the metrics could not be written");
        }
        text
    }
}

/// Starts logging: JSON lines on standard error, so that nothing in a value can forge a line.
pub fn start_logging(filter: &str) {
    let filter =
        tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let started = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    if started.is_err() {
        tracing::debug!("logging was started before");
    }
}
