//! The edge around every route: trace, language, limits of form, problem documents, headers, metrics, one log line.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant as Stopwatch;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use futures_util::FutureExt;

use super::context::{API_PATH, HttpConfig, RequestContext};
use super::contract::Contract;
use super::forwarded::Forwarded;
use super::payload::{Incoming, without_content};
use super::trace::Trace;
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::telemetry::Metrics;
use crate::kernel::text::{Language, Text};

/// The longest address (national profile UFN.05).
const LONGEST_URI: usize = 2048;

/// The middleware that wraps every route.
///
/// # Errors
/// Only after a panic, with an error that is itself the whole answer: the request was lost with it.
pub async fn edge<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Stopwatch::now();
    let context = enter(&request);
    let incoming = Incoming::of(&mut request);
    let method = request.method().clone();
    let head_only = method == Method::HEAD;
    if head_only {
        // HEAD is GET without its body (RFC 9110, 9.3.2).
        request.head_mut().method = Method::GET;
    }
    let response = match check_form(&request) {
        Err(problem) => request.into_response(render(&problem, &context)),
        Ok(()) => match AssertUnwindSafe(next.call(request)).catch_unwind().await {
            Ok(response) => response?.map_into_boxed_body(),
            Err(_) => return Err(Panicked(context).into()),
        },
    };
    let mut response = as_problem(response, &context);
    let is_docs = response.request().path().starts_with("/docs");
    finish(response.headers_mut(), &context, is_docs);
    if head_only {
        response = response.map_body(|_, body| without_content(&body));
    }
    if incoming.is_endless() {
        response = response.map_body(|_, body| incoming.held_by(body));
    }
    observe(&response, &method, started, &context);
    Ok(response)
}

fn enter(request: &ServiceRequest) -> RequestContext {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let config = request
        .app_data::<web::ThinData<Arc<HttpConfig>>>()
        .map(|config| Arc::clone(&config.0))
        .unwrap_or_else(unreachable_config);
    let language = text("Accept-Language").map(Language::from_header).unwrap_or_default();
    let forwarded = Forwarded::of(request, &config);
    let public_url = forwarded.public_url().unwrap_or_else(|| config.public_url.clone());
    let visitor = forwarded.visitor();
    let trace = Trace::continue_from(text("traceparent"));
    let context = RequestContext::new(config, trace, language, public_url, visitor);
    request.extensions_mut().insert(context.clone());
    context
}

#[expect(clippy::panic, reason = "a service whose app was not built by app.rs must not serve")]
fn unreachable_config() -> Arc<HttpConfig> {
    panic!("the HTTP configuration is missing")
}

/// What can be refused before anybody looks at the content.
fn check_form(request: &ServiceRequest) -> Result<(), Problem> {
    let length = request.uri().path_and_query().map_or(0, |uri| uri.as_str().len());
    if length > LONGEST_URI {
        return Err(Problem::new(
            Kind::UriTooLong,
            Text::new(format!("Högst {LONGEST_URI} tecken."), format!("At most {LONGEST_URI} characters.")),
        ));
    }
    // NUL can be neither stored nor looked up (PostgreSQL), so that no address can name anything with it.
    if request.uri().path_and_query().is_some_and(|uri| uri.as_str().contains("%00")) {
        return Err(Problem::new(
            Kind::Malformed,
            Text::new("Adressen innehåller tecknet NUL.", "The address holds the character NUL."),
        ));
    }
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if request.path().starts_with(API_PATH) && accept.is_some_and(|accept| !takes_json(accept)) {
        return Err(Problem::new(
            Kind::NotAcceptable,
            Text::new("Svaren är application/json.", "The answers are application/json."),
        ));
    }
    Ok(())
}

fn takes_json(accept: &str) -> bool {
    accept.split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let refused = parts.any(|parameter| matches!(parameter, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        !refused && matches!(media.as_str(), "*/*" | "application/*" | "application/json" | "application/problem+json")
    })
}

/// Whatever answers with an error answers with a problem document, also what the framework itself refuses.
fn as_problem(response: ServiceResponse<BoxBody>, context: &RequestContext) -> ServiceResponse<BoxBody> {
    let status = response.status();
    let Some(problem) = problem_of(&response, status) else { return response };
    let (request, _) = response.into_parts();
    ServiceResponse::new(request, render(&problem, context))
}

fn render(problem: &Problem, context: &RequestContext) -> HttpResponse {
    let mut reply = HttpResponse::build(problem.kind().status());
    reply.content_type("application/problem+json");
    for (name, value) in problem.headers() {
        match *name {
            "Connection" => drop(reply.force_close()), // actix writes this header itself
            name => drop(reply.insert_header((name, value.as_str()))),
        }
    }
    let document = problem.document(context.language(), &context.origin());
    reply.body(serde_json::to_vec(&document).unwrap_or_default())
}

/// A handler panicked: the whole answer, for nothing but the context is left of the request.
#[derive(Clone)]
struct Panicked(RequestContext);

impl std::fmt::Debug for Panicked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Panicked")
    }
}

impl std::fmt::Display for Panicked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a panic in a handler")
    }
}

impl actix_web::ResponseError for Panicked {
    fn status_code(&self) -> StatusCode {
        StatusCode::SERVICE_UNAVAILABLE
    }

    fn error_response(&self) -> HttpResponse {
        let mut reply = render(&Problem::unavailable(self), &self.0);
        finish(reply.headers_mut(), &self.0, false);
        reply
    }
}

fn problem_of(response: &ServiceResponse<BoxBody>, status: StatusCode) -> Option<Problem> {
    if let Some(problem) = response.response().error().and_then(|error| error.as_error::<Problem>()) {
        return Some(problem.clone());
    }
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    if response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json") {
        return None;
    }
    Some(match status {
        StatusCode::NOT_FOUND => Problem::not_found(),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::INTERNAL_SERVER_ERROR => Problem::unavailable(&"framework error"),
        _ => Problem::new(Kind::Malformed, Text::new("Anropet går inte att läsa.", "The request cannot be read.")),
    })
}

fn finish(headers: &mut header::HeaderMap, context: &RequestContext, is_docs: bool) {
    let content_policy = if is_docs {
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'"
    };
    let fixed = [
        ("cache-control", "no-store"),
        ("vary", "Authorization, Accept, Accept-Language"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", content_policy),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", "max-age=63072000"),
        ("content-language", context.language().tag()),
    ];
    for (name, value) in fixed {
        if !headers.contains_key(name) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    let mut insert = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    insert("traceparent", context.traceparent());
    if let Some(allowance) = context.allowance() {
        insert("ratelimit-policy", format!("\"client\";q={};w=60", allowance.per_minute));
        insert("ratelimit", format!("\"client\";r={};t=60", allowance.remaining));
    }
}

fn observe(response: &ServiceResponse<BoxBody>, method: &Method, started: Stopwatch, context: &RequestContext) {
    let request = response.request();
    // The route's template, never the path: ids of children stay out of logs and metrics.
    let route = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    let status = response.status().as_u16();
    let seconds = started.elapsed().as_secs_f64();
    if let Some(metrics) = request.app_data::<web::ThinData<Arc<Metrics>>>() {
        metrics.request(method.as_str(), &route, status, seconds);
    }
    tracing::info!(target: "samsyn::http", trace_id = context.trace_id(), method = method.as_str(), route, status, seconds);
}

/// What answers where no handler does: OPTIONS and 405 from the contract, else 404.
pub async fn fallback(request: HttpRequest, contract: web::ThinData<Arc<Contract>>) -> Result<HttpResponse, Problem> {
    let Some(methods) = contract.methods_of(request.path()) else { return Err(Problem::not_found()) };
    let allow = methods.join(", ");
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header(("Allow", allow)).finish());
    }
    Err(refuse_method(&methods, request.method()))
}

/// Why no handler took a request whose path the router gave to a route with a parameter: also a fixed path, asked with a
/// method that only the parameter's route has (`GET /children/searches`).
pub fn unmatched(request: &HttpRequest) -> Problem {
    let contract = request.app_data::<web::ThinData<Arc<Contract>>>();
    let methods = contract.and_then(|contract| contract.methods_of(request.path()));
    methods.map_or_else(Problem::not_found, |methods| refuse_method(&methods, request.method()))
}

fn refuse_method(methods: &[String], asked: &Method) -> Problem {
    if methods.iter().any(|method| method == asked.as_str()) {
        // The method exists, so what did not match is an id that is no id.
        return Problem::not_found();
    }
    let allow = methods.join(", ");
    let text = Text::new(format!("Tillåtna metoder: {allow}."), format!("Allowed methods: {allow}."));
    Problem::new(Kind::MethodNotAllowed, text).with_header("Allow", allow)
}

#[cfg(test)]
mod tests;
