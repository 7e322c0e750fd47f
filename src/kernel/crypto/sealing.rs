//! XChaCha20-Poly1305 and the system's random numbers: the only file that calls the cipher.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::CryptoError;

/// Bytes in every key of this module.
pub(super) const KEY_LENGTH: usize = 32;
/// Bytes in a nonce: 192 bits, so that random ones do not collide under one key.
const NONCE_LENGTH: usize = 24;
/// Bytes that the authentication tag adds.
const TAG_LENGTH: usize = 16;

/// Key material, wiped when dropped.
pub(super) type KeyBytes = Zeroizing<[u8; KEY_LENGTH]>;

/// A new key from the operating system's generator.
pub(super) fn random_key() -> Result<KeyBytes, CryptoError> {
    let mut bytes = KeyBytes::default();
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| CryptoError::NotSealed)?;
    Ok(bytes)
}

/// `header`, a random nonce, the ciphertext and its tag. The header is not authenticated; what must
/// be goes into `associated`.
pub(super) fn seal(key: &KeyBytes, header: &[u8], associated: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let mut nonce = [0; NONCE_LENGTH];
    getrandom::fill(&mut nonce).map_err(|_| CryptoError::NotSealed)?;
    let payload = Payload { msg: plaintext, aad: associated };
    let ciphertext = cipher(key).encrypt(&XNonce::from(nonce), payload).map_err(|_| CryptoError::NotSealed)?;
    let mut sealed = Vec::with_capacity(header.len() + NONCE_LENGTH + ciphertext.len());
    sealed.extend_from_slice(header);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&ciphertext);
    Ok(sealed)
}

/// The plaintext of what follows the header.
pub(super) fn open(key: &KeyBytes, associated: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LENGTH>().ok_or(CryptoError::Corrupt)?;
    if ciphertext.len() < TAG_LENGTH {
        return Err(CryptoError::Corrupt);
    }
    let payload = Payload { msg: ciphertext, aad: associated };
    cipher(key).decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| CryptoError::Corrupt)
}

fn cipher(key: &KeyBytes) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&**key).into())
}
