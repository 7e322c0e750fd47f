//! The issuers whose tokens are accepted, each bound to the organisations that it may speak for.

use std::collections::HashSet;
use std::sync::Arc;

use jsonwebtoken::{Algorithm, Validation};
use serde::Deserialize;

use super::claims::{Claims, Role};
use super::jwks::KeySource;
use super::verified::{Checked, Lately, fingerprint};
use crate::kernel::time::Instant;

/// How far two clocks may differ, in seconds.
const LEEWAY_SECONDS: i64 = 60;
/// A token longer than this is refused unread.
const LONGEST_TOKEN: usize = 8 * 1024;

/// One issuer, as it stands in the issuers file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuerConfig {
    /// `iss`, exactly.
    pub issuer: String,
    /// `aud` that names this service.
    pub audience: String,
    /// The algorithms that this issuer signs with: ES256, EdDSA, PS256 or RS256.
    pub algorithms: Vec<Algorithm>,
    /// A file with the issuer's JWKS.
    pub jwks_file: Option<std::path::PathBuf>,
    /// The https address of the issuer's JWKS.
    pub jwks_url: Option<String>,
    /// The organisation numbers that the issuer may speak for; `["*"]` for all.
    pub organisations: Vec<String>,
    /// The longest life of a token in seconds (national profile SAK.12: five minutes).
    #[serde(default = "five_minutes")]
    pub longest_life_seconds: i64,
    /// The levels of assurance that count as LoA3 or better.
    #[serde(default = "loa3_or_better")]
    pub acr_values: Vec<String>,
}

const fn five_minutes() -> i64 {
    300
}

fn loa3_or_better() -> Vec<String> {
    [
        "loa3",
        "loa4",
        "http://id.sambi.se/loa/loa3",
        "http://id.sambi.se/loa/loa4",
        "http://id.elegnamnden.se/loa/1.0/loa3",
        "http://id.elegnamnden.se/loa/1.0/loa4",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// The organisations that an issuer may speak for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Organisations {
    /// Every organisation.
    All,
    /// Those with these organisation numbers (ten digits).
    These(Arc<HashSet<String>>),
}

impl Organisations {
    /// Whether the organisation with this number is among them.
    #[must_use]
    pub fn include(&self, organisation_number: &str) -> bool {
        match self {
            Self::All => true,
            Self::These(numbers) => numbers.contains(organisation_number),
        }
    }
}

/// An issuer at work.
pub struct Issuer {
    config: IssuerConfig,
    /// The organisations that it may speak for.
    pub organisations: Organisations,
    keys: KeySource,
}

impl Issuer {
    /// Whether the login is good enough: people need LoA3 or better, a system's own call has no login.
    pub(super) fn trusts_login(&self, acr: Option<&str>, roles: &[Role]) -> bool {
        let is_system = roles.iter().all(|role| *role == Role::Integration);
        is_system || acr.is_some_and(|acr| self.config.acr_values.iter().any(|value| value == acr))
    }
}

/// Why a token is refused; for the log only.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Not a JWS in compact form, or too long.
    #[error("not a token")]
    Shape,
    /// The header asks for something that is not done here.
    #[error("header")]
    Header,
    /// No such issuer.
    #[error("unknown issuer")]
    Issuer,
    /// The issuer's keys do not hold the key.
    #[error("unknown key")]
    Key,
    /// Signature, audience or claims.
    #[error("signature or claims")]
    Claims,
    /// Not valid at this time.
    #[error("time")]
    Time,
}

/// All issuers, and the tokens of theirs that were checked lately.
pub struct Issuers {
    all: Vec<Arc<Issuer>>,
    checked: Lately<Checked>,
}

impl Issuers {
    /// Sets the issuers up; key files are read now, addresses when first needed.
    ///
    /// # Errors
    /// When an issuer is configured wrongly or its key file cannot be read.
    pub fn new(configs: Vec<IssuerConfig>) -> Result<Self, String> {
        let mut issuers = Vec::with_capacity(configs.len());
        for config in configs {
            if config.algorithms.is_empty() || config.algorithms.iter().any(|algorithm| !asymmetric(*algorithm)) {
                return Err(format!("issuer {}: only ES256, EdDSA, PS256 and RS256 are accepted", config.issuer));
            }
            let keys = match (&config.jwks_file, &config.jwks_url) {
                (Some(path), None) => KeySource::file(path)?,
                (None, Some(url)) => KeySource::url(url)?,
                _ => return Err(format!("issuer {}: give either jwks_file or jwks_url", config.issuer)),
            };
            let organisations = if config.organisations.iter().any(|number| number == "*") {
                Organisations::All
            } else {
                let digits = |number: &String| number.chars().filter(char::is_ascii_digit).collect();
                Organisations::These(Arc::new(config.organisations.iter().map(digits).collect()))
            };
            issuers.push(Arc::new(Issuer { config, organisations, keys }));
        }
        Ok(Self { all: issuers, checked: Lately::default() })
    }

    /// Checks a token, or finds that it was checked before and is good still.
    pub(super) async fn verify(&self, token: &str, now: Instant) -> Result<Arc<Checked>, Refusal> {
        if token.len() > LONGEST_TOKEN || token.split('.').count() != 3 {
            return Err(Refusal::Shape);
        }
        let name = fingerprint(token);
        if let Some(known) = self.checked.find(&name) {
            if known.issuer.keys.stand(known.key_set, now) {
                check_times(&known.claims, &known.issuer.config, now)?;
                return Ok(known);
            }
            self.checked.forget(&name);
        }
        let checked = Arc::new(self.check(token, now).await?);
        self.checked.keep(name, Arc::clone(&checked));
        Ok(checked)
    }

    async fn check(&self, token: &str, now: Instant) -> Result<Checked, Refusal> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| Refusal::Header)?;
        let explicit_type = header.typ.as_deref().map(str::to_ascii_lowercase);
        if !matches!(explicit_type.as_deref(), Some("at+jwt" | "application/at+jwt")) || has_crit(token) {
            return Err(Refusal::Header);
        }
        // The claim only chooses which issuer's keys to try; nothing in it is believed before the signature is checked.
        let claimed: IssuerOnly = jsonwebtoken::dangerous::insecure_decode_claims(token).map_err(|_| Refusal::Shape)?;
        let issuer = self.all.iter().find(|issuer| issuer.config.issuer == claimed.iss).ok_or(Refusal::Issuer)?;
        if !issuer.config.algorithms.contains(&header.alg) {
            return Err(Refusal::Header);
        }
        let key_set = issuer.keys.set();
        let key = issuer.keys.find(header.kid.as_deref(), header.alg, now).await.ok_or(Refusal::Key)?;
        let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation(&issuer.config, header.alg))
            .map_err(|_| Refusal::Claims)?
            .claims;
        check_times(&claims, &issuer.config, now)?;
        Ok(Checked { claims, issuer: Arc::clone(issuer), key_set })
    }

    /// Whether every issuer has keys; for `/readyz`.
    #[must_use]
    pub fn ready(&self) -> bool {
        !self.all.is_empty() && self.all.iter().all(|issuer| issuer.keys.usable())
    }
}

#[derive(Deserialize)]
struct IssuerOnly {
    iss: String,
}

fn asymmetric(algorithm: Algorithm) -> bool {
    matches!(algorithm, Algorithm::ES256 | Algorithm::EdDSA | Algorithm::PS256 | Algorithm::RS256)
}

/// Whether the header holds `crit`: extensions that must be understood, of which there are none here (RFC 7515, 4.1.11).
fn has_crit(token: &str) -> bool {
    use base64::Engine;
    let header = token.split('.').next().unwrap_or_default();
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(header)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&bytes).ok())
        .is_none_or(|header| header.contains_key("crit") || header.contains_key("b64"))
}

fn validation(config: &IssuerConfig, algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.set_issuer(&[&config.issuer]);
    validation.set_audience(&[&config.audience]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library reads the system's clock; the times are checked below against the injected one.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

fn check_times(claims: &Claims, config: &IssuerConfig, now: Instant) -> Result<(), Refusal> {
    let now = now.as_micros().div_euclid(1_000_000);
    let in_time = now <= claims.exp.saturating_add(LEEWAY_SECONDS)
        && claims.nbf.is_none_or(|nbf| nbf <= now.saturating_add(LEEWAY_SECONDS))
        && claims.iat <= now.saturating_add(LEEWAY_SECONDS)
        && claims.exp.saturating_sub(claims.iat) <= config.longest_life_seconds
        && now.saturating_sub(claims.iat) <= config.longest_life_seconds.saturating_add(LEEWAY_SECONDS)
        && !claims.jti.is_empty()
        && !claims.sub.is_empty();
    if in_time { Ok(()) } else { Err(Refusal::Time) }
}
