//! The small local issuer, for development and the demo only: `samsyn token …`.
//!
//! It signs with an ES256 key of its own that it keeps in the data folder. It is refused when real issuers are
//! configured.

use std::path::Path;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::json;

use super::claims::Role;
use super::issuers::IssuerConfig;
use super::permission::Scope;
use crate::kernel::time::Instant;

/// `iss` of the local issuer's tokens.
pub const ISSUER: &str = "https://samsyn.invalid/local-issuer";
/// `aud` of this service in them.
pub const AUDIENCE: &str = "samsyn";
/// How long a local token lives: thirty days.
pub const LIFE_SECONDS: i64 = 30 * 24 * 3600;
const KEY_ID: &str = "local-1";
const KEY_FILE: &str = "local-issuer.pk8";
const JWKS_FILE: &str = "local-issuer.jwks.json";

/// The local issuer.
pub struct LocalIssuer {
    key: EncodingKey,
}

/// What a local token shall say.
#[derive(Clone, Debug)]
pub struct TokenRequest<'a> {
    /// Subject.
    pub subject: &'a str,
    /// Roles.
    pub roles: &'a [Role],
    /// Scopes.
    pub scopes: &'a [Scope],
    /// The unit on whose behalf.
    pub unit: Option<&'a str>,
}

impl LocalIssuer {
    /// Opens the issuer of a data folder, making its key when there is none.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let path = folder.join(KEY_FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let bytes = generate()?;
                crate::kernel::files::write_secret(&path, &bytes)?;
                bytes
            }
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let issuer = Self::from_pkcs8(&bytes)?;
        let jwks = serde_json::to_vec_pretty(&issuer.jwks()?).map_err(|error| error.to_string())?;
        std::fs::write(folder.join(JWKS_FILE), jwks).map_err(|error| error.to_string())?;
        Ok(issuer)
    }

    /// An issuer with a key that is given in PKCS#8.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub fn from_pkcs8(bytes: &[u8]) -> Result<Self, String> {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes)
            .map_err(|_| "the local issuer's key cannot be read".to_owned())?;
        Ok(Self { key: EncodingKey::from_ec_der(bytes) })
    }

    /// The public key as a JWKS.
    ///
    /// # Errors
    /// When the key has no public form.
    pub fn jwks(&self) -> Result<JwkSet, String> {
        let mut jwk = Jwk::from_encoding_key(&self.key, Algorithm::ES256).map_err(|error| error.to_string())?;
        jwk.common.key_id = Some(KEY_ID.to_owned());
        Ok(JwkSet { keys: vec![jwk] })
    }

    /// The configuration under which this issuer's tokens are accepted.
    #[must_use]
    pub fn config(folder: &Path) -> IssuerConfig {
        IssuerConfig {
            issuer: ISSUER.to_owned(),
            audience: AUDIENCE.to_owned(),
            algorithms: vec![Algorithm::ES256],
            jwks_file: Some(folder.join(JWKS_FILE)),
            jwks_url: None,
            organisations: vec!["*".to_owned()],
            longest_life_seconds: LIFE_SECONDS,
            acr_values: vec!["loa3".to_owned()],
        }
    }

    /// A token.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn token(&self, request: &TokenRequest<'_>, now: Instant) -> Result<String, String> {
        let issued = now.as_micros().div_euclid(1_000_000);
        let codes = |codes: Vec<&str>, by: &str| codes.join(by);
        let claims = json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": request.subject, "client_id": "samsyn-local",
            "iat": issued, "nbf": issued, "exp": issued + LIFE_SECONDS, "jti": crate::kernel::ids::random(),
            "acr": "loa3",
            "roles": request.roles.iter().map(|role| role.code()).collect::<Vec<_>>(),
            "scope": codes(request.scopes.iter().map(|scope| scope.code()).collect(), " "),
            "unit": request.unit,
        });
        self.sign(&claims)
    }

    /// Signs any claims; tests use it for tokens that must be refused.
    ///
    /// # Errors
    /// When they cannot be signed.
    pub fn sign(&self, claims: &serde_json::Value) -> Result<String, String> {
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(KEY_ID.to_owned());
        jsonwebtoken::encode(&header, claims, &self.key).map_err(|error| error.to_string())
    }
}

/// A fresh key in PKCS#8.
///
/// # Errors
/// When the system gives no randomness.
pub fn generate() -> Result<Vec<u8>, String> {
    let random = aws_lc_rs::rand::SystemRandom::new();
    EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
        .map(|document| document.as_ref().to_vec())
        .map_err(|_| "no key could be made".to_owned())
}
