//! Who calls: from the bearer token to a [`Caller`], without the database.
//!
//! The token has the shape of RFC 9068 and is checked as RFC 8725 asks: the algorithm is the issuer's configured one,
//! the key is the issuer's own, `iss`, `aud`, `exp`, `nbf` and `iat` are checked against the injected clock.

mod claims;
mod issuers;
mod jwks;
pub mod local;
mod permission;
mod verified;

use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::ThinData;
use actix_web::{FromRequest, HttpRequest};

pub use claims::{Claims, Purpose, Role};
pub use issuers::{Issuer, IssuerConfig, Issuers, Organisations};
pub use permission::{Permission, Scope};

use self::verified::Checked;
use super::http::RequestContext;
use super::problem::{Kind, Problem};
use super::text::Text;
use super::time::Instant;

/// Who calls, as the token says.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The issuer.
    pub issuer: String,
    /// The organisations that the issuer may speak for.
    pub speaks_for: Organisations,
    /// The token's subject.
    pub subject: String,
    /// The system that called.
    pub client_id: String,
    /// The person behind a system's call (`act`, RFC 8693).
    pub acting: Option<String>,
    /// The unit on whose behalf, as the token says: an id, or an HSA-id.
    pub unit: Option<String>,
    /// The unit that the call chooses (`Samsyn-Unit`), for staff who work at several.
    pub chosen_unit: Option<String>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Scopes.
    pub scopes: Vec<Scope>,
    /// Why the caller looks.
    pub purpose: Purpose,
    /// The trace id of the request.
    pub trace_id: String,
    /// The API's root for links.
    pub api_url: String,
}

impl Caller {
    /// The person, also behind a system's call: the log never says only "system".
    #[must_use]
    pub fn person(&self) -> &str {
        self.acting.as_deref().unwrap_or(&self.subject)
    }

    /// The roles as text for the log.
    #[must_use]
    pub fn roles_text(&self) -> String {
        self.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" ")
    }

    /// Whether the token has a scope.
    #[must_use]
    pub fn has(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    /// Requires a permission: its scope, and one of its roles.
    ///
    /// # Errors
    /// 403 that names the scope or the roles.
    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        let scope = permission.scope();
        if !self.has(scope) {
            let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", scope.code());
            return Err(Problem::new(
                Kind::Forbidden,
                Text::new(
                    format!("Åtkomstbiljetten saknar omfattningen {}.", scope.code()),
                    format!("The token lacks the scope {}.", scope.code()),
                ),
            )
            .with_header("WWW-Authenticate", challenge));
        }
        let allowed = permission.roles();
        if self.roles.iter().any(|role| allowed.contains(role)) {
            return Ok(());
        }
        let names = allowed.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
        Err(Problem::new(
            Kind::Forbidden,
            Text::new(format!("Kräver någon av rollerna {names}."), format!("Requires one of the roles {names}.")),
        ))
    }
}

/// The 401 for a missing or refused token. It never says what was wrong with a token beyond "invalid".
fn unauthenticated(sent_one: bool) -> Problem {
    let challenge = if sent_one { "Bearer error=\"invalid_token\"" } else { "Bearer" };
    Problem::new(
        Kind::Unauthenticated,
        Text::new(
            "Skicka en giltig åtkomstbiljett: Authorization: Bearer …",
            "Send a valid access token: Authorization: Bearer …",
        ),
    )
    .with_header("WWW-Authenticate", challenge)
}

/// Checks tokens; shared by all workers.
#[derive(Clone)]
pub struct Authenticator(pub Arc<Issuers>);

impl Authenticator {
    /// The caller whom a bearer token names.
    async fn caller(&self, token: &str, now: Instant) -> Result<Arc<Checked>, Problem> {
        self.0.verify(token, now).await.map_err(|reason| {
            tracing::info!(%reason, "token refused");
            unauthenticated(true)
        })
    }
}

/// The bearer token of a request: one `Authorization` header, scheme `Bearer`.
fn bearer(request: &HttpRequest) -> Result<String, Problem> {
    let mut headers = request.headers().get_all(header::AUTHORIZATION);
    let Some(value) = headers.next() else { return Err(unauthenticated(false)) };
    if headers.next().is_some() {
        return Err(unauthenticated(true));
    }
    let text = value.to_str().map_err(|_| unauthenticated(true))?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim().to_owned()),
        _ => Err(unauthenticated(true)),
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let context = RequestContext::of(&request);
            let authenticator = request
                .app_data::<ThinData<Authenticator>>()
                .ok_or_else(|| Problem::unavailable(&"no authenticator"))?;
            let token = bearer(&request)?;
            let checked = authenticator.caller(&token, context.now()).await?;
            let (purpose, chosen_unit) = (purpose(&request)?, chosen_unit(&request)?);
            let caller = checked.claims.clone().into_caller(&checked.issuer, &context, purpose, chosen_unit)?;
            context.limit_for(&caller.issuer, &caller.client_id)?;
            Ok(caller)
        })
    }
}

/// The unit that the call chooses (`Samsyn-Unit`).
fn chosen_unit(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let mut values = request.headers().get_all("Samsyn-Unit");
    let Some(value) = values.next() else { return Ok(None) };
    match value.to_str() {
        Ok(text) if !text.is_empty() && text.len() <= 64 && values.next().is_none() => Ok(Some(text.to_owned())),
        _ => {
            let text = Text::new("Ange enhetens id eller HSA-id.", "Give the unit's id or HSA-id.");
            Err(super::http::bad_parameter("Samsyn-Unit", text))
        }
    }
}

/// The stated purpose of the call (`Samsyn-Purpose`).
fn purpose(request: &HttpRequest) -> Result<Purpose, Problem> {
    let Some(value) = request.headers().get("Samsyn-Purpose") else { return Ok(Purpose::Coordination) };
    value.to_str().ok().and_then(|text| text.parse().ok()).ok_or_else(|| {
        super::http::bad_parameter(
            "Samsyn-Purpose",
            Text::new(
                "Ange coordination, review, statistics eller support.",
                "Give coordination, review, statistics or support.",
            ),
        )
    })
}
