//! Tokens whose signature was checked. A client sends the same token with every call of its life, and checking a signature
//! costs more than the rest of many a request.
//!
//! Nothing that a check could find later is passed over: the times are looked at in every call, and an entry counts only
//! while the issuer's keys are those that it was checked with, and fresh ([`super::jwks::KeySource::stand`]). What was refused is not
//! kept. A token is known by its SHA-256, so that the memory of the process holds none that could be used.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::claims::Claims;
use super::issuers::Issuer;

/// Most tokens of each half: what a region's staff hold at once, in a few megabytes.
const HALF: usize = 4096;

/// What names a token.
pub(super) type Fingerprint = [u8; 32];

/// A token that was checked.
pub(super) struct Checked {
    pub claims: Claims,
    pub issuer: Arc<Issuer>,
    /// Which of the issuer's key sets it was checked with.
    pub key_set: u64,
}

/// The tokens that were checked lately. When the young half is full it becomes the old one, and what was old and unused is
/// forgotten: bounded, without a walk through all.
pub(super) struct Lately<T>(Mutex<Halves<T>>);

struct Halves<T> {
    young: HashMap<Fingerprint, Arc<T>>,
    old: HashMap<Fingerprint, Arc<T>>,
}

impl<T> Default for Lately<T> {
    fn default() -> Self {
        Self(Mutex::new(Halves { young: HashMap::new(), old: HashMap::new() }))
    }
}

/// The fingerprint of a whole token, signature and all.
pub(super) fn fingerprint(token: &str) -> Fingerprint {
    Sha256::digest(token.as_bytes()).into()
}

impl<T> Lately<T> {
    pub(super) fn find(&self, token: &Fingerprint) -> Option<Arc<T>> {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(checked) = halves.young.get(token) {
            return Some(Arc::clone(checked));
        }
        let checked = halves.old.remove(token)?;
        halves.keep(*token, Arc::clone(&checked));
        Some(checked)
    }

    pub(super) fn keep(&self, token: Fingerprint, checked: Arc<T>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keep(token, checked);
    }

    pub(super) fn forget(&self, token: &Fingerprint) {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        halves.young.remove(token);
        halves.old.remove(token);
    }
}

impl<T> Halves<T> {
    fn keep(&mut self, token: Fingerprint, checked: Arc<T>) {
        if self.young.len() >= HALF {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(token, checked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(number: usize) -> Fingerprint {
        fingerprint(&number.to_string())
    }

    #[test]
    fn what_is_used_stays_and_the_rest_is_forgotten() {
        let (tokens, one) = (Lately::default(), Arc::new(()));
        for number in 0..5 * HALF {
            tokens.keep(numbered(number), Arc::clone(&one));
            assert!(tokens.find(&numbered(0)).is_some(), "{number}");
        }
        assert!(tokens.find(&numbered(1)).is_none());
        let halves = tokens.0.lock().unwrap();
        assert!(halves.young.len() + halves.old.len() <= 2 * HALF);
    }
}
