//! Keys that are handed to the program: reading, judging and naming them.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;
use zeroize::Zeroizing;

use super::CryptoError;
use super::blind_index::hmac_sha256;
use super::sealing::{self, KEY_LENGTH, KeyBytes};

/// Random keys have about 30 different bytes, and as many different steps between neighbours; fewer
/// than this is no chance.
const LEAST_DIFFERENT: usize = 16;

/// Standard or URL-safe base64, with or without padding.
const BASE64: [GeneralPurpose; 2] = {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    [GeneralPurpose::new(&alphabet::STANDARD, config), GeneralPurpose::new(&alphabet::URL_SAFE, config)]
};

/// What stands before a key that the demo made, so that nothing else takes it.
pub const DEMO_PREFIX: &str = "demo:";

/// Why a configured key was refused. Never holds the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing was given.
    #[error("no key was given; make one with `openssl rand -base64 32`")]
    Missing,
    /// Not base64.
    #[error("a key is not base64; make one with `openssl rand -base64 32`")]
    Encoding,
    /// Not 32 bytes.
    #[error("a key is not 32 bytes long; make one with `openssl rand -base64 32`")]
    Length,
    /// Zeros, a pattern, or text that someone thought up.
    #[error("a key is not random enough to be safe; make one with `openssl rand -base64 32`")]
    Weak,
    /// The same key twice.
    #[error("a key was given twice")]
    Twice,
    /// A key that `samsyn demo` made.
    #[error("a key was made by `samsyn demo`; make one with `openssl rand -base64 32`")]
    Demo,
}

/// Names a key without telling it: a keyed hash, so it never has to be chosen and is never wrong.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId([u8; 8]);

impl KeyId {
    /// The id read back from where it was stored.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The bytes, for storing beside what the key made.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

/// Sixteen hexadecimal digits.
impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// A checked key and its id. No `Debug`: debug output ends up in logs.
#[derive(Clone)]
pub(super) struct SecretKey {
    pub(super) id: KeyId,
    pub(super) bytes: KeyBytes,
}

impl SecretKey {
    pub(super) fn random() -> Result<Self, CryptoError> {
        sealing::random_key().map(Self::new)
    }

    fn new(bytes: KeyBytes) -> Self {
        let hash = hmac_sha256(&bytes, "samsyn/key-id/v1", &[]);
        let id = hash.first_chunk().copied().unwrap_or_default();
        Self { id: KeyId(id), bytes }
    }

    /// One or several keys, separated by white space or commas.
    pub(super) fn parse_list(text: &str) -> Result<Vec<Self>, KeyError> {
        let texts = text.split(|character: char| character.is_whitespace() || character == ',');
        let keys: Vec<Self> = texts.filter(|text| !text.is_empty()).map(Self::parse).collect::<Result<_, _>>()?;
        let different: BTreeSet<KeyId> = keys.iter().map(|key| key.id).collect();
        if different.len() == keys.len() { Ok(keys) } else { Err(KeyError::Twice) }
    }

    fn parse(text: &str) -> Result<Self, KeyError> {
        if text.starts_with(DEMO_PREFIX) {
            return Err(KeyError::Demo);
        }
        let decoded =
            BASE64.iter().find_map(|engine| engine.decode(text).ok()).map(Zeroizing::new).ok_or(KeyError::Encoding)?;
        let bytes = <&[u8; KEY_LENGTH]>::try_from(decoded.as_slice()).map_err(|_| KeyError::Length)?;
        if looks_random(bytes) { Ok(Self::new(Zeroizing::new(*bytes))) } else { Err(KeyError::Weak) }
    }
}

/// False for zeros, repetitions, series and typed text: what people put in a key's place. Not a
/// proof of anything.
fn looks_random(bytes: &[u8; KEY_LENGTH]) -> bool {
    let values: BTreeSet<u8> = bytes.iter().copied().collect();
    let steps: BTreeSet<u8> =
        bytes.iter().zip(bytes.iter().skip(1)).map(|(one, next)| next.wrapping_sub(*one)).collect();
    let typed = bytes.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    let (first, second) = bytes.split_at(KEY_LENGTH / 2);
    values.len() >= LEAST_DIFFERENT && steps.len() >= LEAST_DIFFERENT && !typed && first != second
}

/// A new key as base64, ready for the configuration.
///
/// # Errors
///
/// When the operating system gives no random numbers.
pub fn new_key_text() -> Result<Zeroizing<String>, CryptoError> {
    let bytes = sealing::random_key()?;
    Ok(Zeroizing::new(BASE64_STANDARD.encode(bytes.as_slice())))
}
