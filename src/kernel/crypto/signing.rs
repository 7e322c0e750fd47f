//! Ed25519 (RFC 8032): what the service attests of its own log.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use super::CryptoError;
use super::secret_key::{KeyError, KeyId, SecretKey};

/// Bytes of a public key.
pub const PUBLIC_KEY_LENGTH: usize = 32;

/// The service's signing keys: the current one first, then older ones whose signatures still count.
pub struct SigningKeys {
    current: Ed25519KeyPair,
    current_id: KeyId,
    public: Vec<[u8; PUBLIC_KEY_LENGTH]>,
}

impl SigningKeys {
    /// Reads keys as base64 of 32 random bytes each (RFC 8032 seeds), separated by white space or commas.
    ///
    /// # Errors
    /// When there is none, or one that is short, weak or given twice.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Self::of(SecretKey::parse_list(text)?)
    }

    /// A fresh random key, for tests.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn generate() -> Result<Self, CryptoError> {
        Self::of(vec![SecretKey::random()?]).map_err(|_| CryptoError::NotSealed)
    }

    fn of(seeds: Vec<SecretKey>) -> Result<Self, KeyError> {
        let mut pairs = Vec::new();
        for seed in &seeds {
            let pair = Ed25519KeyPair::from_seed_unchecked(seed.bytes.as_slice()).map_err(|_| KeyError::Length)?;
            pairs.push((seed.id, pair));
        }
        let public = pairs.iter().filter_map(|(_, pair)| pair.public_key().as_ref().try_into().ok()).collect();
        let (current_id, current) = pairs.into_iter().next().ok_or(KeyError::Missing)?;
        Ok(Self { current, current_id, public })
    }

    /// The id of the key that signs.
    #[must_use]
    pub const fn current_id(&self) -> KeyId {
        self.current_id
    }

    /// The public keys, that of the current key first.
    #[must_use]
    pub fn public(&self) -> &[[u8; PUBLIC_KEY_LENGTH]] {
        &self.public
    }

    /// Signs with the current key.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.current.sign(message).as_ref().to_vec()
    }
}

/// Whether a signature is of this key over this message.
#[must_use]
pub fn is_signed(public: &[u8; PUBLIC_KEY_LENGTH], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public).verify(message, signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    /// RFC 8032, 7.1, test 2.
    #[test]
    fn the_published_vector_holds() {
        use base64::Engine;
        let seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let keys = SigningKeys::parse(&base64::prelude::BASE64_STANDARD.encode(seed)).unwrap();
        let signature = keys.sign(&[0x72]);
        let public = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assert_eq!(keys.public()[0].as_slice(), public);
        assert_eq!(
            signature,
            hex(concat!(
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
                "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ))
        );
        assert!(is_signed(&keys.public()[0], &[0x72], &signature));
        assert!(!is_signed(&keys.public()[0], &[0x73], &signature));
    }
}
