//! `If-Match` (RFC 9110, 13.1.1): nobody overwrites what somebody else has changed.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::kernel::problem::{Kind, Problem};
use crate::kernel::text::Text;

/// The version that the caller read. Compared inside the transaction.
#[derive(Clone, Debug)]
pub struct IfMatch(Vec<Tag>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Tag {
    Any,
    Version(i32),
    /// A tag that matches nothing: weak, or not ours.
    Foreign,
}

impl IfMatch {
    /// Requires that the version is the one that was read.
    ///
    /// # Errors
    /// 412 when it is not.
    pub fn check(&self, version: i32) -> Result<(), Problem> {
        if self.0.iter().any(|tag| matches!(tag, Tag::Any) || *tag == Tag::Version(version)) {
            return Ok(());
        }
        Err(stale())
    }

    /// The refusal of a change that does not say which version was read: 428.
    #[must_use]
    pub fn missing() -> Problem {
        Problem::new(
            Kind::PreconditionRequired,
            Text::new(
                "Skicka resursens ETag i If-Match, så att ingens ändring skrivs över.",
                "Send the resource's ETag in If-Match, so that nobody's change is overwritten.",
            ),
        )
    }

    /// Requires that the update, which asked for the version that was read, found it: of two parallel changes the
    /// later one finds no row.
    ///
    /// # Errors
    /// 412 when it did not.
    pub fn found(&self, updated: usize) -> Result<(), Problem> {
        if updated == 1 { Ok(()) } else { Err(stale()) }
    }
}

fn stale() -> Problem {
    Problem::new(
        Kind::Stale,
        Text::new(
            "Hämta resursen på nytt, se vad som ändrats och skicka med dess nya ETag i If-Match.",
            "Fetch the resource again, see what changed, and send its new ETag in If-Match.",
        ),
    )
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(tags(request).map(Self).ok_or_else(Self::missing))
    }
}

fn tags(request: &HttpRequest) -> Option<Vec<Tag>> {
    let tags: Vec<Tag> = request
        .headers()
        .get_all("If-Match")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| match tag.trim() {
            "*" => Tag::Any,
            tag => version(tag).map_or(Tag::Foreign, Tag::Version),
        })
        .collect();
    (!tags.is_empty()).then_some(tags)
}

/// `If-Match` of a PUT that creates what is not there: needed only when what is there would change.
#[derive(Clone, Debug)]
pub struct IfMatchUnlessNew(pub Option<IfMatch>);

impl FromRequest for IfMatchUnlessNew {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(Self(tags(request).map(IfMatch))))
    }
}

impl IntoParams for IfMatchUnlessNew {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![parameter(
            Required::False,
            "Resursens ETag, när den finns och ska ändras. The resource's ETag, when it is there and shall change; 428 without, 412 when it has changed since.",
        )]
    }
}

fn version(tag: &str) -> Option<i32> {
    tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

/// The ETag of a version: strong, and nothing but the version.
#[must_use]
pub fn etag(version: i32) -> String {
    format!("\"{version}\"")
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![parameter(
            Required::True,
            "Resursens ETag, som den var när du läste den. The resource's ETag as you read it; 412 when it has changed since.",
        )]
    }
}

fn parameter(required: Required, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).max_length(Some(200)).examples(["\"3\""])))
        .build()
}
