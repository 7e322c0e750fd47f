//! What a client may keep: answers that are alike for everybody and change only with a release. They carry an ETag over
//! their content, and a client that has it already gets 304 (RFC 9110, 13.1.2). Personal data is never among them: it is
//! `no-store`, and its ETags serve `If-Match` only.

use actix_web::body::BoxBody;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use utoipa::IntoParams;

use crate::kernel::crypto::IndexKey;

/// 200 with what may be kept, or 304 when the client has it.
pub struct Cacheable<T>(pub T);

/// `If-None-Match` of a request for what may be kept.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "documents the header; the reply reads it")]
pub struct IfNoneMatch {
    /// ETag för det du redan har; 304 om det är oförändrat. The ETag of what you have; 304 when it has not changed.
    #[param(
        rename = "If-None-Match",
        required = false,
        max_length = 1000,
        example = "\"4bf92f3577b34da6a3ce929d0e0e4736\""
    )]
    etag: String,
}

impl<T: Serialize> Responder for Cacheable<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let etag = etag_of(&body);
        let known = has(request, &etag);
        let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response.insert_header((header::ETAG, etag)).insert_header((header::CACHE_CONTROL, "private, no-cache"));
        if known { response.finish() } else { response.content_type("application/json").body(body) }
    }
}

/// The first half of SHA-256 is far more than two releases need to differ.
fn etag_of(body: &[u8]) -> String {
    let digits: String = IndexKey::fingerprint(&[body]).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}\"")
}

/// Weak comparison, as If-None-Match asks: a proxy may have weakened the tag on its way.
fn has(request: &HttpRequest, etag: &str) -> bool {
    let sent = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    sent.flat_map(|value| value.split(',')).map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}
