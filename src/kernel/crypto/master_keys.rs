//! Master keys, which wrap the data keys.

use uuid::Uuid;
use zeroize::Zeroizing;

use super::sealing::{self, KEY_LENGTH};
use super::secret_key::{KeyError, KeyId, SecretKey};
use super::{CryptoError, DataKey};

/// The layout of wrapped keys: this byte, the master key's id, the nonce, the encrypted key with
/// its tag.
const VERSION: u8 = 1;

/// The keys that wrap data keys: a current one, and older ones that still unwrap until every data
/// key is wrapped anew. No `Debug`: debug output ends up in logs.
#[derive(Clone)]
pub struct MasterKeys {
    current: SecretKey,
    older: Vec<SecretKey>,
}

impl MasterKeys {
    /// Reads keys of 32 bytes in base64, separated by white space or commas; the first is the
    /// current one.
    ///
    /// # Errors
    ///
    /// When there is none, or one is malformed, too simple to be random or given twice.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut keys = SecretKey::parse_list(text)?.into_iter();
        let current = keys.next().ok_or(KeyError::Missing)?;
        Ok(Self { current, older: keys.collect() })
    }

    /// A new random key and no older ones, for demonstrations and tests: what it wraps is lost with
    /// it.
    ///
    /// # Errors
    ///
    /// When the operating system gives no random numbers.
    pub fn generate() -> Result<Self, CryptoError> {
        Ok(Self { current: SecretKey::random()?, older: Vec::new() })
    }

    /// The id of the key that wraps.
    #[must_use]
    pub const fn current_id(&self) -> KeyId {
        self.current.id
    }

    /// The ids of all: of the key that wraps first, then of those that only unwrap.
    pub fn ids(&self) -> impl Iterator<Item = KeyId> {
        std::iter::once(self.current.id).chain(self.older.iter().map(|key| key.id))
    }

    /// Wraps a data key with the current master key, for storing as the key `child_key_id`.
    ///
    /// # Errors
    ///
    /// When the operating system gives no random numbers.
    pub fn wrap(&self, key: &DataKey, child_key_id: Uuid) -> Result<Vec<u8>, CryptoError> {
        let mut header = vec![VERSION];
        header.extend_from_slice(self.current.id.as_bytes());
        sealing::seal(
            &self.current.bytes,
            &header,
            wrapping_context(child_key_id).as_bytes(),
            key.as_bytes().as_slice(),
        )
    }

    /// Unwraps a stored data key. No bytes at all are what destruction leaves behind.
    ///
    /// # Errors
    ///
    /// [`CryptoError::KeyMissing`] for no bytes, [`CryptoError::MasterKeyMissing`] when the master
    /// key that wrapped it is not among these, [`CryptoError::Corrupt`] when the bytes were altered
    /// or belong to another key's id.
    pub fn unwrap_key(&self, wrapped: &[u8], child_key_id: Uuid) -> Result<DataKey, CryptoError> {
        if wrapped.is_empty() {
            return Err(CryptoError::KeyMissing);
        }
        let (id, sealed) = split_wrapped(wrapped).ok_or(CryptoError::Corrupt)?;
        let master = std::iter::once(&self.current)
            .chain(&self.older)
            .find(|key| key.id == id)
            .ok_or(CryptoError::MasterKeyMissing)?;
        let opened = sealing::open(&master.bytes, wrapping_context(child_key_id).as_bytes(), sealed)?;
        let bytes = <&[u8; KEY_LENGTH]>::try_from(opened.as_slice()).map_err(|_| CryptoError::Corrupt)?;
        Ok(DataKey::from_bytes(Zeroizing::new(*bytes)))
    }

    /// Wraps a stored data key anew with the current master key.
    ///
    /// # Errors
    ///
    /// As [`MasterKeys::unwrap_key`] and [`MasterKeys::wrap`].
    pub fn rewrap(&self, wrapped: &[u8], child_key_id: Uuid) -> Result<Vec<u8>, CryptoError> {
        self.wrap(&self.unwrap_key(wrapped, child_key_id)?, child_key_id)
    }
}

/// The associated data of a wrapped key: it opens only as the key that it was stored as.
fn wrapping_context(child_key_id: Uuid) -> String {
    format!("samsyn/data-key/v1|{child_key_id}")
}

/// The master key's id and what it sealed.
fn split_wrapped(wrapped: &[u8]) -> Option<(KeyId, &[u8])> {
    match wrapped.split_first() {
        Some((&VERSION, rest)) => rest.split_first_chunk().map(|(id, sealed)| (KeyId::from_bytes(*id), sealed)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
