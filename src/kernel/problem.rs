//! The one error type: a problem document (RFC 9457) of a closed list of kinds.
//!
//! A problem never says anything about a child or about what the caller may not know of; what went wrong inside is
//! logged, not told (national profile SAK.24–SAK.26).

use std::borrow::Cow;

use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::audit::Look;
use super::rules::Rule;
use super::text::{Label, Language, Text};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $status:literal, $slug:literal, $sv:literal, $en:literal;)+) => {
        /// The closed list of problem types. Each has a page under `/problems/{slug}`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($(#[$doc])* $name),+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The HTTP status.
            #[must_use]
            pub fn status(self) -> StatusCode {
                let code: u16 = match self { $(Self::$name => $status),+ };
                StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }

            /// The last segment of the type's address, and the code where no rule has its own.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug),+ }
            }

            /// The title.
            #[must_use]
            pub const fn title(self) -> Label {
                match self { $(Self::$name => Label { sv: $sv, en: $en }),+ }
            }
        }
    };
}

kinds! {
    /// The request cannot be read: broken JSON, duplicate keys, an unknown or repeated query parameter.
    Malformed = 400, "malformed-request", "Anropet går inte att läsa", "The request cannot be read";
    /// No token, or one that is not valid.
    Unauthenticated = 401, "unauthenticated", "Giltig åtkomstbiljett saknas", "A valid access token is missing";
    /// The token does not allow this.
    Forbidden = 403, "forbidden", "Behörighet saknas", "Not allowed";
    /// Nothing here that the caller may know of.
    NotFound = 404, "not-found", "Finns inte", "Not found";
    /// The resource has no such method.
    MethodNotAllowed = 405, "method-not-allowed", "Metoden stöds inte här", "Method not allowed";
    /// None of the accepted media types can be given.
    NotAcceptable = 406, "not-acceptable", "Inget godtaget format", "Not acceptable";
    /// The request's body did not arrive in time.
    Timeout = 408, "request-timeout", "Anropet tog för lång tid", "The request took too long";
    /// A rule of the work refuses this step now; `code` names the rule (see `/rules`).
    Refused = 409, "rule-refused", "Regeln tillåter inte steget", "A rule refuses this step";
    /// What is sent collides with what is there.
    Conflict = 409, "conflict", "Krockar med det som redan finns", "Conflicts with what exists";
    /// The same request is being carried out.
    StillRunning = 409, "still-running", "Samma anrop pågår redan", "The same request is still running";
    /// The record was destroyed; only its own authority is told.
    Gone = 410, "gone", "Uppgifterna är gallrade", "The data has been destroyed";
    /// Somebody else changed the resource since it was read.
    Stale = 412, "precondition-failed", "Någon annan har ändrat sedan du läste", "Changed since you read it";
    /// The body is too large.
    TooLarge = 413, "content-too-large", "Innehållet är för stort", "Content too large";
    /// The address is too long.
    UriTooLong = 414, "uri-too-long", "Adressen är för lång", "The address is too long";
    /// The body's media type is not read here.
    UnsupportedMediaType = 415, "unsupported-media-type", "Formatet stöds inte", "Unsupported media type";
    /// The body can be read but is not valid; `errors` names every broken field.
    Invalid = 422, "validation-failed", "Uppgifterna är inte giltiga", "The content is not valid";
    /// The idempotency key was used for another request.
    KeyReused = 422, "idempotency-key-reused", "Nyckeln är använd till ett annat anrop", "The key was used for another request";
    /// `If-Match` is missing.
    PreconditionRequired = 428, "precondition-required", "If-Match saknas", "If-Match is missing";
    /// Too many requests from this client.
    TooManyRequests = 429, "too-many-requests", "För många anrop", "Too many requests";
    /// The service or its database cannot answer now; nothing was changed.
    Unavailable = 503, "unavailable", "Tjänsten kan inte svara just nu", "The service cannot answer now";
}

/// Where a broken field stands: in the body (a JSON pointer) or in the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A JSON pointer (RFC 6901) into the body, as a URI fragment: `#/plan/goals/0`.
    Pointer(String),
    /// The name of a query parameter or header.
    Parameter(String),
}

/// One broken field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where.
    pub place: Place,
    /// What kind of fault, for machines.
    pub code: Cow<'static, str>,
    /// What is wrong, for people.
    pub detail: Text,
}

impl FieldError {
    /// A fault at a JSON pointer without its leading `#`.
    pub fn at(pointer: impl Into<String>, code: impl Into<Cow<'static, str>>, detail: Text) -> Self {
        Self { place: Place::Pointer(format!("#{}", pointer.into())), code: code.into(), detail }
    }

    /// A fault in a query parameter or header.
    pub fn parameter(name: impl Into<String>, code: impl Into<Cow<'static, str>>, detail: Text) -> Self {
        Self { place: Place::Parameter(name.into()), code: code.into(), detail }
    }
}

/// A link to what is possible instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemLink {
    /// The relation.
    pub rel: &'static str,
    /// The path below the API's root.
    pub path: String,
    /// The method.
    pub method: &'static str,
}

/// What goes wrong, on its way to becoming a problem document.
#[derive(Clone, Debug)]
pub struct Problem(Box<Inside>);

#[derive(Clone, Debug)]
struct Inside {
    kind: Kind,
    code: Option<&'static str>,
    detail: Text,
    errors: Vec<FieldError>,
    links: Vec<ProblemLink>,
    headers: Vec<(&'static str, String)>,
    denied: Option<Look>,
}

impl Problem {
    /// A problem of a kind, told in both languages.
    #[must_use]
    pub fn new(kind: Kind, detail: Text) -> Self {
        let inside = Inside { kind, code: None, detail, errors: vec![], links: vec![], headers: vec![], denied: None };
        Self(Box::new(inside))
    }

    /// Nothing here that the caller may know of: one wording for what is hidden and for what does not exist.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Kind::NotFound, Text::new("Det som efterfrågas finns inte.", "What was asked for does not exist."))
            .denied(Look::missed())
    }

    /// The record was there and was destroyed. For those who may know that it was there.
    #[must_use]
    pub fn gone() -> Self {
        Self::new(
            Kind::Gone,
            Text::new(
                "Uppgifterna om barnet är gallrade och kan inte läsas eller ändras.",
                "The data about the child has been destroyed and can be neither read nor changed.",
            ),
        )
    }

    /// A rule of the work refuses the step; its code is in `/rules`.
    #[must_use]
    pub fn refused(rule: &'static Rule, detail: Text) -> Self {
        let mut problem = Self::new(Kind::Refused, detail);
        problem.0.code = Some(rule.code);
        problem
    }

    /// Names the rule behind a problem of another kind (a fault in the content that a rule of the work explains).
    #[must_use]
    pub fn by_rule(mut self, rule: &'static Rule) -> Self {
        self.0.code = Some(rule.code);
        self
    }

    /// The body is not valid in these fields.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail =
            Text::new("Rätta fälten i errors och skicka igen.", "Correct the fields in errors and send again.");
        Self::new(Kind::Invalid, detail).with_errors(errors)
    }

    /// One field names something that does not exist or that the caller may not know of (the same answer for both).
    #[must_use]
    pub fn unknown_reference(pointer: &str) -> Self {
        Self::invalid(vec![FieldError::at(
            pointer,
            "unknown-reference",
            Text::new(
                "Det finns inget med detta id som du kan använda här.",
                "There is nothing with this id that you can use here.",
            ),
        )])
        .denied(Look::missed())
    }

    /// The service cannot answer now; `why` is for the log only.
    #[must_use]
    pub fn unavailable(why: &dyn std::fmt::Display) -> Self {
        tracing::error!(why = %why, "unavailable");
        Self::new(
            Kind::Unavailable,
            Text::new("Ingenting har ändrats. Försök igen om en stund.", "Nothing was changed. Try again in a moment."),
        )
        .with_header("Retry-After", "2")
    }

    /// Adds broken fields.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.0.errors.extend(errors);
        self
    }

    /// Adds a link to what is possible instead.
    #[must_use]
    pub fn with_link(mut self, rel: &'static str, method: &'static str, path: impl Into<String>) -> Self {
        self.0.links.push(ProblemLink { rel, path: path.into(), method });
        self
    }

    /// Adds a response header.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.headers.push((name, value.into()));
        self
    }

    /// Notes what was denied, so that the attempt is logged: what exists, instead of [`Look::missed`].
    #[must_use]
    pub fn denied(mut self, look: Look) -> Self {
        self.0.denied = Some(look);
        self
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The rule's code, or the kind's.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code.unwrap_or_else(|| self.0.kind.slug())
    }

    /// The broken fields.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// What was denied, for the log.
    #[must_use]
    pub fn denial(&self) -> Option<&Look> {
        self.0.denied.as_ref()
    }

    /// The response headers that belong to the problem.
    #[must_use]
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.0.headers
    }

    /// The document, in one language.
    #[must_use]
    pub fn document(&self, language: Language, origin: &Origin<'_>) -> ProblemDocument {
        let inside = &self.0;
        let title: Text = inside.kind.title().into();
        ProblemDocument {
            kind: format!("{}/problems/{}", origin.public_url, inside.kind.slug()),
            title: title.get(language).to_owned(),
            status: inside.kind.status().as_u16(),
            detail: inside.detail.get(language).to_owned(),
            instance: format!("urn:samsyn:trace:{}", origin.trace_id),
            code: self.code().to_owned(),
            trace_id: origin.trace_id.to_owned(),
            errors: inside.errors.iter().map(|error| error.document(language)).collect(),
            links: inside.links.iter().map(|link| link.document(origin.api_url)).collect(),
        }
    }
}

/// Where a problem arose, for its document's addresses.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The service's public root, without a trailing slash.
    pub public_url: &'a str,
    /// The API's root below it.
    pub api_url: &'a str,
    /// The trace id of the request.
    pub trace_id: &'a str,
}

impl FieldError {
    fn document(&self, language: Language) -> FieldErrorDocument {
        let (pointer, parameter) = match &self.place {
            Place::Pointer(pointer) => (Some(pointer.clone()), None),
            Place::Parameter(name) => (None, Some(name.clone())),
        };
        FieldErrorDocument {
            pointer,
            parameter,
            code: self.code.to_string(),
            detail: self.detail.get(language).to_owned(),
        }
    }
}

impl ProblemLink {
    fn document(&self, api_url: &str) -> super::http::Link {
        super::http::Link::new(self.rel, self.method, format!("{api_url}{}", self.path))
    }
}

/// Ett fel enligt RFC 9457. A problem document: what went wrong, in which fields, and what is possible instead.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
#[serde(rename_all = "camelCase")]
pub struct ProblemDocument {
    /// Problemtypens adress. The address of the problem type; it shows a page about it.
    #[serde(rename = "type")]
    #[schema(format = "uri", max_length = 400, example = "https://samsyn.example/problems/validation-failed")]
    pub kind: String,
    /// Rubrik. The title, in the language asked for.
    #[schema(max_length = 200, example = "Uppgifterna är inte giltiga")]
    pub title: String,
    /// HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 422)]
    pub status: u16,
    /// Vad som hände och vad man kan göra. What happened and what to do.
    #[schema(max_length = 4000, example = "Rätta fälten i errors och skicka igen.")]
    pub detail: String,
    /// Denna händelse. This occurrence.
    #[schema(format = "uri", max_length = 200, example = "urn:samsyn:trace:4bf92f3577b34da6a3ce929d0e0e4736")]
    pub instance: String,
    /// Regelns eller felets kod. The code of the rule (see `/rules`) or of the kind of fault.
    #[schema(max_length = 80, pattern = "^[a-z0-9-]+$", example = "validation-failed")]
    pub code: String,
    /// Spårnings-id. The trace id to quote to support.
    #[schema(max_length = 32, pattern = "^[0-9a-f]{32}$", example = "4bf92f3577b34da6a3ce929d0e0e4736")]
    pub trace_id: String,
    /// Varje felaktigt fält. Every broken field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 500)]
    pub errors: Vec<FieldErrorDocument>,
    /// Vad som är möjligt i stället. What is possible instead.
    #[serde(rename = "_links", skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20)]
    pub links: Vec<super::http::Link>,
}

/// Ett felaktigt fält. One broken field: `pointer` for the body, `parameter` for the query or a header.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct FieldErrorDocument {
    /// JSON-pekare till fältet. A JSON pointer (RFC 6901) into the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 400, example = "#/guardians/0/name")]
    pub pointer: Option<String>,
    /// Frågeparameter eller huvud. The name of a query parameter or header.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 100, example = "limit")]
    pub parameter: Option<String>,
    /// Felkod. What kind of fault.
    #[schema(max_length = 80, example = "required")]
    pub code: String,
    /// Vad som är fel. What is wrong.
    #[schema(max_length = 1000, example = "Fältet saknas.")]
    pub detail: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Problem {}

impl actix_web::ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.kind.status()
    }

    /// The edge writes the document, for it knows the language and the trace; this is the bare status.
    fn error_response(&self) -> actix_web::HttpResponse {
        actix_web::HttpResponse::new(self.status_code())
    }
}

impl From<diesel::result::Error> for Problem {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind, Error};
        match error {
            Error::NotFound => Self::not_found(),
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => {
                tracing::warn!(constraint = info.constraint_name(), table = info.table_name(), "unique violation");
                Self::new(
                    Kind::Conflict,
                    Text::new("En annan post har redan detta värde.", "Another record has this value already."),
                )
            }
            // The message of a database error may quote values; its kind does not.
            Error::DatabaseError(kind, info) => {
                tracing::error!(?kind, table = info.table_name(), "database error");
                Self::unavailable(&"database error")
            }
            other => Self::unavailable(&error_class(&other)),
        }
    }
}

/// The class of an error without any value in it.
fn error_class(error: &diesel::result::Error) -> &'static str {
    use diesel::result::Error;
    match error {
        Error::QueryBuilderError(_) => "query builder",
        Error::DeserializationError(_) => "a stored value could not be read",
        Error::SerializationError(_) => "a value could not be stored",
        Error::BrokenTransactionManager => "transaction broken",
        _ => "database",
    }
}

impl From<serde_json::Error> for Problem {
    fn from(_: serde_json::Error) -> Self {
        Self::unavailable(&"a stored document could not be read")
    }
}
