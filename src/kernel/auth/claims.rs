//! The claims of a token and what they may be.

use std::sync::Arc;

use serde::Deserialize;

use super::issuers::Issuer;
use super::permission::Scope;
use super::{Caller, unauthenticated};
use crate::kernel::http::RequestContext;
use crate::kernel::problem::Problem;

crate::codes! {
    /// Roles of a token. Key person, convener and coordinator are no roles but assignments in data.
    pub enum Role {
        Professional = "professional" ("professionell", "professional"),
        UnitManager = "unit_manager" ("enhetschef", "unit manager"),
        ProcessLeader = "process_leader" ("processledare", "process leader"),
        Politician = "politician" ("förtroendevald", "politician"),
        Integration = "integration" ("systemintegration", "system integration"),
        LogReviewer = "log_reviewer" ("logggranskare", "log reviewer"),
        Administrator = "administrator" ("administratör", "administrator"),
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        Child = "child" ("barn", "child"),
    }
}

crate::codes! {
    /// Why somebody reads (`Samsyn-Purpose`); it is logged.
    pub enum Purpose {
        Coordination = "coordination" ("samordning", "coordination"),
        Review = "review" ("granskning", "review"),
        Statistics = "statistics" ("statistik", "statistics"),
        Support = "support" ("support", "support"),
    }
}

/// The claims that are read (RFC 9068 with `unit` and `roles` of our own).
#[derive(Clone, Debug, Deserialize)]
pub struct Claims {
    /// Issuer.
    pub iss: String,
    /// Subject.
    pub sub: String,
    /// Expiry, seconds since 1970.
    pub exp: i64,
    /// Not before.
    pub nbf: Option<i64>,
    /// Issued at.
    pub iat: i64,
    /// The token's id.
    pub jti: String,
    /// The client.
    pub client_id: String,
    /// Scopes, separated by blanks.
    #[serde(default)]
    pub scope: String,
    /// Roles.
    #[serde(default)]
    pub roles: Vec<String>,
    /// The unit on whose behalf: an id or an HSA-id.
    pub unit: Option<String>,
    /// The person behind a system's call (RFC 8693).
    pub act: Option<Actor>,
    /// The level of assurance of the person's login.
    pub acr: Option<String>,
}

/// The `act` claim.
#[derive(Clone, Debug, Deserialize)]
pub struct Actor {
    /// The person.
    pub sub: String,
}

impl Claims {
    /// What names a caller is stored in the log and looked up; PostgreSQL cannot store NUL, and no name has any.
    fn has_control_characters(&self) -> bool {
        let acting = self.act.as_ref().map(|act| &act.sub);
        let names = [Some(&self.sub), Some(&self.client_id), self.unit.as_ref(), acting];
        names.into_iter().flatten().any(|name| name.chars().any(char::is_control))
    }

    /// The caller; unknown roles and scopes are passed over, for an issuer may serve other programs too.
    pub(super) fn into_caller(
        self,
        issuer: &Arc<Issuer>,
        context: &RequestContext,
        purpose: Purpose,
        chosen_unit: Option<String>,
    ) -> Result<Caller, Problem> {
        let roles: Vec<Role> = self.roles.iter().filter_map(|role| role.parse().ok()).collect();
        let scopes = self.scope.split(' ').filter_map(|scope| scope.parse::<Scope>().ok()).collect();
        if self.has_control_characters() {
            tracing::info!("control characters in a claim");
            return Err(unauthenticated(true));
        }
        if !issuer.trusts_login(self.acr.as_deref(), &roles) {
            tracing::info!("login level too low");
            return Err(unauthenticated(true));
        }
        // A system that names nobody would leave a log that says only "system".
        let acting = self.act.map(|act| act.sub);
        Ok(Caller {
            issuer: self.iss,
            speaks_for: issuer.organisations.clone(),
            subject: self.sub,
            client_id: self.client_id,
            acting,
            unit: self.unit,
            chosen_unit,
            roles,
            scopes,
            purpose,
            trace_id: context.trace_id().to_owned(),
            api_url: context.api_url().to_owned(),
        })
    }
}
