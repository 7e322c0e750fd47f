//! Request bodies: read within a time and a size, parsed strictly, checked against the contract's own schema (every
//! broken field at once), then against rules across fields.

use std::borrow::Cow;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use super::context::RequestContext;
use super::contract::Contract;
use super::once::Once;
use super::strict_json;
use crate::kernel::problem::{FieldError, Kind, Problem};
use crate::kernel::text::Text;

/// The largest body that is read, in bytes.
pub const LARGEST_BODY: usize = 256 * 1024;

/// A JSON body (`application/json`).
pub struct Json<T> {
    /// The content.
    pub value: T,
    /// The request's idempotency key, when it has one, with the fingerprint of what was sent.
    pub once: Option<Once>,
}

/// A JSON merge patch (RFC 7396, `application/merge-patch+json`).
pub struct Patch<T>(pub T);

type Reading<T> = std::pin::Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl<T: DeserializeOwned + ToSchema + Validate + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = Reading<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let bytes = read(&request, payload, &["application/json"]).await?;
            let bytes = bytes.freeze();
            let once = Once::of(&request, bytes.clone())?;
            Ok(Self { value: parse(&request, &bytes)?, once })
        })
    }
}

impl<T: DeserializeOwned + ToSchema + Validate + 'static> FromRequest for Patch<T> {
    type Error = Problem;
    type Future = Reading<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let bytes = read(&request, payload, &["application/merge-patch+json"]).await?;
            parse(&request, &bytes).map(Self)
        })
    }
}

async fn read(request: &HttpRequest, payload: Payload, types: &[&'static str]) -> Result<web::BytesMut, Problem> {
    check_media_type(request, types)?;
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if declared.is_some_and(|length: usize| length > LARGEST_BODY) {
        return Err(too_large());
    }
    // actix limits only the time of a request's head; a body that trickles in would hold a connection for ever.
    let timeout = RequestContext::of(request).body_timeout();
    tokio::time::timeout(timeout, collect(payload)).await.unwrap_or_else(|_| Err(too_slow()))
}

async fn collect(mut payload: Payload) -> Result<web::BytesMut, Problem> {
    let mut bytes = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk =
            chunk.map_err(|_| malformed("Innehållet kom inte fram helt.", "The content did not arrive whole."))?;
        if bytes.len() + chunk.len() > LARGEST_BODY {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn too_slow() -> Problem {
    Problem::new(Kind::Timeout, Text::new("Innehållet kom inte fram i tid.", "The content did not arrive in time."))
        .with_header("Connection", "close")
}

fn check_media_type(request: &HttpRequest, types: &[&'static str]) -> Result<(), Problem> {
    let sent = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let encoded = request
        .headers()
        .get(header::CONTENT_ENCODING)
        .is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if types.contains(&essence.as_str()) && !encoded {
        return Ok(());
    }
    let accepted = types.join(", ");
    let problem = Problem::new(
        Kind::UnsupportedMediaType,
        Text::new(
            format!("Skicka Content-Type: {accepted}, utan Content-Encoding."),
            format!("Send Content-Type: {accepted}, without Content-Encoding."),
        ),
    );
    let accept = if request.method() == actix_web::http::Method::PATCH { "Accept-Patch" } else { "Accept-Post" };
    Err(problem.with_header(accept, accepted))
}

fn parse<T: DeserializeOwned + ToSchema + Validate>(request: &HttpRequest, bytes: &[u8]) -> Result<T, Problem> {
    let mut body = strict_json::parse(bytes).map_err(|error| {
        malformed(
            &format!("JSON-texten går inte att läsa (rad {}, kolumn {}).", error.line(), error.column()),
            &format!("The JSON text cannot be read (line {}, column {}).", error.line(), error.column()),
        )
    })?;
    let mut faults = strict_json::clean(&mut body);
    let contract = request
        .app_data::<web::ThinData<Arc<Contract>>>()
        .ok_or_else(|| Problem::unavailable(&"the contract is not loaded"))?;
    faults.extend(contract.faults(&T::name(), &body));
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let value: T =
        serde_path_to_error::deserialize(body).map_err(|error| Problem::invalid(vec![unreadable(&error)]))?;
    value.validate().map_err(|errors| Problem::invalid(across_fields(&errors, "")))?;
    Ok(value)
}

/// What the schema allows and the type does not: an impossible date, a year out of range.
fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>) -> FieldError {
    let pointer = pointer_of(error.path());
    let why = error.inner().to_string();
    FieldError::at(
        pointer,
        "value",
        Text::new(format!("Värdet går inte att läsa: {why}."), format!("The value cannot be read: {why}.")),
    )
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}

fn malformed(sv: &str, en: &str) -> Problem {
    Problem::new(Kind::Malformed, Text::new(sv, en))
}

fn too_large() -> Problem {
    let kilobytes = LARGEST_BODY / 1024;
    Problem::new(Kind::TooLarge, Text::new(format!("Högst {kilobytes} kB."), format!("At most {kilobytes} kB.")))
        .with_header("Connection", "close")
}

/// A fault across fields, for `validator`'s schema functions: where, which code, and what to say.
#[must_use]
pub fn fault(pointer: &'static str, code: &'static str, sv: &'static str, en: &'static str) -> ValidationError {
    fault_at(pointer.to_owned(), code, sv, en)
}

/// The same where the pointer is made while checking.
#[must_use]
pub fn fault_at(pointer: String, code: &'static str, sv: &'static str, en: &'static str) -> ValidationError {
    let mut error = ValidationError::new(code);
    error.add_param(Cow::from("pointer"), &pointer);
    error.add_param(Cow::from("sv"), &sv);
    error.add_param(Cow::from("en"), &en);
    error
}

fn across_fields(errors: &ValidationErrors, at: &str) -> Vec<FieldError> {
    let mut faults = Vec::new();
    for (field, kind) in errors.errors() {
        let here = if field == "__all__" { at.to_owned() } else { format!("{at}/{}", camel_case(field)) };
        match kind {
            ValidationErrorsKind::Struct(inner) => faults.extend(across_fields(inner, &here)),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    faults.extend(across_fields(inner, &format!("{here}/{index}")));
                }
            }
            ValidationErrorsKind::Field(list) => faults.extend(list.iter().map(|error| told(error, &here))),
        }
    }
    faults.sort_by(|a, b| format!("{:?}", a.place).cmp(&format!("{:?}", b.place)));
    faults
}

fn told(error: &ValidationError, at: &str) -> FieldError {
    let param = |name: &str| error.params.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let text = Text::new(param("sv"), param("en"));
    FieldError::at(format!("{at}{}", param("pointer")), error.code.to_string(), text)
}

/// validator reports Rust's field names; the contract's are in camelCase.
fn camel_case(field: &str) -> String {
    let mut words = field.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut name, word| {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
        name
    })
}

/// For members of a merge patch: tells an absent member (`None`) from null (`Some(None)`), which removes.
///
/// # Errors
/// When the member has the wrong type.
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: serde::Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    <Option<T> as serde::Deserialize>::deserialize(deserializer).map(Some)
}
