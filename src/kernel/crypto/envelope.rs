//! A child record's own key and what it seals.

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::CryptoError;
use super::sealing::{self, KeyBytes};

/// The layout of sealed values: this byte, the data key's id, the nonce, the ciphertext with its tag.
const VERSION: u8 = 2;
/// The layout of before custodians had keys of their own: this byte, the nonce, the ciphertext with its tag. It names no
/// key; the record's own sealed it.
const WITHOUT_ID: u8 = 1;

/// The key of what one custodian wrote about one child record, 256 random bits. It is wiped when dropped and must
/// not be cached across requests, or a running program would outlive the record's destruction. No
/// `Debug`: debug output ends up in logs.
pub struct DataKey(KeyBytes);

/// Where a sealed value belongs. It is authenticated with the value, so a value moved to another
/// row, column or child does not open.
///
/// `table` and `column` are names in the schema: no `|` in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The table that holds the value.
    pub table: &'static str,
    /// The column that holds the value.
    pub column: &'static str,
    /// The primary key of the row.
    pub row: Uuid,
    /// The id of the data key that seals the value.
    pub child_key: Uuid,
}

impl Context {
    /// The associated data. It does not name the master key, which may change without the value
    /// being sealed anew.
    fn associated_data(&self, version: u8) -> String {
        let Self { table, column, row, child_key } = self;
        format!("samsyn/v{version}|{table}|{column}|{row}|{child_key}")
    }
}

/// The id of the data key that a value says it was sealed under; none for a value of before keys were named, and for none.
#[must_use]
pub fn sealed_under(sealed: &[u8]) -> Option<Uuid> {
    split(sealed).map(|(id, _)| id)
}

/// The key's id and what it sealed.
fn split(sealed: &[u8]) -> Option<(Uuid, &[u8])> {
    match sealed.split_first() {
        Some((&VERSION, rest)) => rest.split_first_chunk().map(|(id, rest)| (Uuid::from_bytes(*id), rest)),
        _ => None,
    }
}

impl DataKey {
    /// A new random key.
    ///
    /// # Errors
    ///
    /// When the operating system gives no random numbers.
    pub fn generate() -> Result<Self, CryptoError> {
        sealing::random_key().map(Self)
    }

    pub(super) const fn from_bytes(bytes: KeyBytes) -> Self {
        Self(bytes)
    }

    pub(super) const fn as_bytes(&self) -> &KeyBytes {
        &self.0
    }

    /// Encrypts and authenticates `plaintext` for its place. Sealing the same twice gives different
    /// bytes; the length shows through.
    ///
    /// # Errors
    ///
    /// When the operating system gives no random numbers.
    pub fn seal(&self, context: &Context, plaintext: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let mut header = vec![VERSION];
        header.extend_from_slice(context.child_key.as_bytes());
        sealing::seal(&self.0, &header, context.associated_data(VERSION).as_bytes(), plaintext)
    }

    /// Reads what [`DataKey::seal`] made for the same place, also before it named its key.
    ///
    /// # Errors
    ///
    /// When the bytes were altered, cut, made for another place or by another key.
    pub fn open(&self, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let (version, rest) = match (split(sealed), sealed.split_first()) {
            (Some((id, rest)), _) if id == context.child_key => (VERSION, rest),
            (None, Some((&WITHOUT_ID, rest))) => (WITHOUT_ID, rest),
            _ => return Err(CryptoError::Corrupt),
        };
        sealing::open(&self.0, context.associated_data(version).as_bytes(), rest)
    }

    /// Seals a text.
    ///
    /// # Errors
    ///
    /// As [`DataKey::seal`].
    pub fn seal_str(&self, context: &Context, text: &str) -> Result<Vec<u8>, CryptoError> {
        self.seal(context, text.as_bytes())
    }

    /// Opens a text.
    ///
    /// # Errors
    ///
    /// As [`DataKey::open`], and when the content is not UTF-8.
    pub fn open_str(&self, context: &Context, sealed: &[u8]) -> Result<String, CryptoError> {
        let plaintext = self.open(context, sealed)?;
        str::from_utf8(&plaintext).map(str::to_owned).map_err(|_| CryptoError::Corrupt)
    }

    /// Seals a value as JSON.
    ///
    /// # Errors
    ///
    /// As [`DataKey::seal`], and when the value has no JSON form.
    pub fn seal_json<T: Serialize + ?Sized>(&self, context: &Context, value: &T) -> Result<Vec<u8>, CryptoError> {
        let json = serde_json::to_vec(value).map(Zeroizing::new).map_err(|_| CryptoError::NotSealed)?;
        self.seal(context, &json)
    }

    /// Opens a value sealed as JSON.
    ///
    /// # Errors
    ///
    /// As [`DataKey::open`], and when the content is not such a value.
    pub fn open_json<T: DeserializeOwned>(&self, context: &Context, sealed: &[u8]) -> Result<T, CryptoError> {
        let plaintext = self.open(context, sealed)?;
        serde_json::from_slice(&plaintext).map_err(|_| CryptoError::Corrupt)
    }
}

#[cfg(test)]
mod tests;
