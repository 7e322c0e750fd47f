//! An issuer's public keys (JWKS), from a file or an https address, with rotation.
//!
//! Keys come only from the configured place, never from what a token's header names (RFC 8725, 3.10). They are fetched
//! anew every ten minutes, so that a key that was taken away stops, and for an unknown key id at most once a minute, so
//! that forged tokens cannot be used to flood the issuer. When the issuer is down the keys that were fetched last go on
//! serving.

use std::path::{Path, PathBuf};
use std::sync::RwLock;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey};

use crate::kernel::time::Instant;

const REFETCH_AFTER_MICROS: i64 = 60_000_000;
const STALE_AFTER_MICROS: i64 = 600_000_000;
const LARGEST_SET: usize = 256 * 1024;

enum Place {
    File(PathBuf),
    Url(String, reqwest::Client),
}

/// Where an issuer's keys come from, and those known now.
pub(super) struct KeySource {
    place: Place,
    keys: RwLock<JwkSet>,
    fetched_at: AtomicI64,
    /// Counts the sets that were fetched.
    set: AtomicU64,
    /// Those who come at once wait for the one who fetches.
    turn: tokio::sync::Mutex<()>,
}

impl KeySource {
    pub(super) fn file(path: &Path) -> Result<Self, String> {
        Ok(Self::new(Place::File(path.to_owned()), read(path)?))
    }

    pub(super) fn url(url: &str) -> Result<Self, String> {
        if !url.starts_with("https://") {
            return Err(format!("{url}: keys are fetched over https only"));
        }
        let client = reqwest::Client::builder()
            .https_only(true)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(5))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self::new(Place::Url(url.to_owned(), client), JwkSet { keys: vec![] }))
    }

    fn new(place: Place, keys: JwkSet) -> Self {
        let (keys, fetched_at) = (RwLock::new(keys), AtomicI64::new(i64::MIN));
        Self { place, keys, fetched_at, set: AtomicU64::new(0), turn: tokio::sync::Mutex::new(()) }
    }

    /// Whether keys are known, or can be fetched when needed.
    pub(super) fn usable(&self) -> bool {
        matches!(self.place, Place::Url(..)) || self.keys.read().is_ok_and(|set| !set.keys.is_empty())
    }

    /// Which set of keys is in use. Asked before a key is looked for, or a newer set could be named than the key is of.
    pub(super) fn set(&self) -> u64 {
        self.set.load(Ordering::Acquire)
    }

    /// Whether a set of keys is in use still and need not be fetched anew.
    pub(super) fn stand(&self, set: u64, now: Instant) -> bool {
        let age = now.as_micros().saturating_sub(self.fetched_at.load(Ordering::Relaxed));
        set == self.set() && age < STALE_AFTER_MICROS
    }

    /// The key with this id that fits the algorithm.
    pub(super) async fn find(&self, kid: Option<&str>, algorithm: Algorithm, now: Instant) -> Option<DecodingKey> {
        let known = self.known(kid, algorithm);
        let wait = if known.is_some() { STALE_AFTER_MICROS } else { REFETCH_AFTER_MICROS };
        let due = || now.as_micros().saturating_sub(self.fetched_at.load(Ordering::Relaxed)) >= wait;
        if !due() {
            return known;
        }
        let turn = match known {
            Some(_) => self.turn.try_lock().ok(),
            None => Some(self.turn.lock().await),
        };
        if turn.is_none() || !due() {
            return self.known(kid, algorithm);
        }
        self.fetched_at.store(now.as_micros(), Ordering::Relaxed);
        match self.fetch().await {
            Ok(set) => {
                if let Ok(mut keys) = self.keys.write() {
                    *keys = set;
                    self.set.fetch_add(1, Ordering::Release);
                }
                self.known(kid, algorithm)
            }
            Err(error) => {
                tracing::warn!(%error, "the issuer's keys could not be fetched");
                known
            }
        }
    }

    fn known(&self, kid: Option<&str>, algorithm: Algorithm) -> Option<DecodingKey> {
        let keys = self.keys.read().ok()?;
        let mut fitting = keys.keys.iter().filter(|key| key.common.key_id.as_deref() == kid && fits(key, algorithm));
        let key = fitting.next()?;
        // Two keys with one id: nobody can say which was meant.
        fitting.next().is_none().then(|| DecodingKey::from_jwk(key).ok())?
    }

    async fn fetch(&self) -> Result<JwkSet, String> {
        match &self.place {
            Place::File(path) => read(path),
            Place::Url(url, client) => {
                let mut response = client
                    .get(url)
                    .send()
                    .await
                    .and_then(reqwest::Response::error_for_status)
                    .map_err(|error| error.without_url().to_string())?;
                let mut body = Vec::new();
                while let Some(chunk) = response.chunk().await.map_err(|error| error.without_url().to_string())? {
                    body.extend_from_slice(&chunk);
                    if body.len() > LARGEST_SET {
                        return Err("the key set is too large".to_owned());
                    }
                }
                serde_json::from_slice(&body).map_err(|_| "the key set is not a JWKS".to_owned())
            }
        }
    }
}

fn read(path: &Path) -> Result<JwkSet, String> {
    let text = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&text).map_err(|_| format!("{}: not a JWKS", path.display()))
}

/// Whether a key may check this algorithm: for signing, of its family, and never a shared secret.
fn fits(key: &Jwk, algorithm: Algorithm) -> bool {
    let for_signing = key.common.public_key_use.as_ref().is_none_or(|usage| *usage == PublicKeyUse::Signature);
    let same_algorithm = key.common.key_algorithm.is_none_or(|named| named.to_string() == format!("{algorithm:?}"));
    let same_family = DecodingKey::from_jwk(key)
        .is_ok_and(|decoding| decoding.family() == algorithm.family() && decoding.family() != AlgorithmFamily::Hmac);
    for_signing && same_algorithm && same_family
}
