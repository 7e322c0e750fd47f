//! Tokens of any shape, right and wrong: an issuer of one's own whose headers, claims and signatures a test chooses.

use std::path::{Path, PathBuf};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use samsyn::kernel::auth::local;
use samsyn::kernel::time::Instant;
use serde_json::{Value, json};

/// An identity provider with one ES256 key.
pub struct Signer {
    pub issuer: String,
    pub kid: String,
    key: EcdsaKeyPair,
}

impl Signer {
    pub fn new(issuer: &str, kid: &str) -> Self {
        let pkcs8 = local::generate().unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8).unwrap();
        Self { issuer: issuer.to_owned(), kid: kid.to_owned(), key }
    }

    /// The same issuer with another key.
    pub fn rotated(&self, kid: &str) -> Self {
        Self::new(&self.issuer, kid)
    }

    /// The uncompressed public point, without its leading 4.
    pub fn public_point(&self) -> &[u8] {
        &self.key.public_key().as_ref()[1..]
    }

    pub fn jwk(&self) -> Value {
        let (x, y) = self.public_point().split_at(32);
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.kid, "x": encode(x), "y": encode(y) })
    }

    fn file(&self, folder: &Path) -> PathBuf {
        let name: String = self.issuer.chars().filter(char::is_ascii_alphanumeric).collect();
        folder.join(format!("{name}.jwks.json"))
    }

    /// Publishes these keys as the issuer's.
    pub fn publish(&self, folder: &Path, keys: &[Value]) {
        std::fs::write(self.file(folder), json!({ "keys": keys }).to_string()).unwrap();
    }

    /// The issuer's entry in the issuers file.
    pub fn toml(&self, folder: &Path, organisations: &str) -> String {
        format!(
            "[[issuers]]\nissuer = '{}'\naudience = 'samsyn'\nalgorithms = ['ES256', 'RS256']\njwks_file = '{}'\n\
             organisations = ['{organisations}']\n",
            self.issuer,
            self.file(folder).display(),
        )
    }

    pub fn header(&self) -> Value {
        json!({ "alg": "ES256", "typ": "at+jwt", "kid": self.kid })
    }

    /// The claims of a good token at this time, for an administrator.
    pub fn claims(&self, now: Instant) -> Value {
        let now = seconds(now);
        json!({
            "iss": self.issuer, "aud": "samsyn", "sub": "anna.lind", "client_id": "lärplattformen", "jti": "a-1",
            "iat": now, "nbf": now, "exp": now + 240, "acr": "loa3", "roles": ["administrator"],
            "scope": "parties:read parties:write",
        })
    }

    /// A token with these claims.
    pub fn token(&self, claims: &Value) -> String {
        self.token_with(&self.header(), claims)
    }

    /// A token with this header and these claims, rightly signed.
    pub fn token_with(&self, header: &Value, claims: &Value) -> String {
        self.signed(&header.to_string(), &claims.to_string())
    }

    /// A token of any two texts, rightly signed.
    pub fn signed(&self, header: &str, claims: &str) -> String {
        let input = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
        let signature = self.key.sign(&SystemRandom::new(), input.as_bytes()).unwrap();
        format!("{input}.{}", encode(signature.as_ref()))
    }
}

/// The claims with one member replaced; null takes it away.
pub fn but(claims: &Value, name: &str, value: Value) -> Value {
    let mut claims = claims.clone();
    match value {
        Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
        value => claims[name] = value,
    }
    claims
}

pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub fn seconds(instant: Instant) -> i64 {
    instant.as_micros().div_euclid(1_000_000)
}
