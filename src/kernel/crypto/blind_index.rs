//! Keyed hashes: finding an encrypted value by itself, and recognising a repeated request.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::sealing::KeyBytes;
use super::secret_key::SecretKey;
use super::{CryptoError, KeyError, KeyId};

/// Bytes in a block of SHA-256, which is the size of HMAC's padded key.
const BLOCK_LENGTH: usize = 64;

/// The key of the look-up hashes. Whoever has it and the database can find out which children are
/// in it, so it lies in neither, and is another than the master key.
/// No `Debug`: debug output ends up in logs.
#[derive(Clone)]
pub struct IndexKey(SecretKey);

/// The index keys: the current one indexes, all are looked up under until every index is computed
/// anew. No `Debug`: debug output ends up in logs.
#[derive(Clone)]
pub struct IndexKeys {
    current: IndexKey,
    older: Vec<IndexKey>,
}

impl IndexKeys {
    /// Reads index keys of 32 bytes in base64, separated by white space or commas; the first is the
    /// current one.
    ///
    /// # Errors
    ///
    /// When there is none, or one is malformed, too simple to be random or given twice.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut keys = SecretKey::parse_list(text)?.into_iter().map(IndexKey);
        let current = keys.next().ok_or(KeyError::Missing)?;
        Ok(Self { current, older: keys.collect() })
    }

    /// A new random key and no older ones, for demonstrations and tests.
    ///
    /// # Errors
    ///
    /// When the operating system gives no random numbers.
    pub fn generate() -> Result<Self, CryptoError> {
        Ok(Self { current: IndexKey::generate()?, older: Vec::new() })
    }

    /// The key that indexes.
    #[must_use]
    pub const fn current(&self) -> &IndexKey {
        &self.current
    }

    /// All keys, the current one first.
    pub fn all(&self) -> impl Iterator<Item = &IndexKey> {
        std::iter::once(&self.current).chain(&self.older)
    }

    /// The key that everybody who knows the same keys takes, in whatever order they have them: what
    /// parallel writers agree on in the middle of a change of key.
    #[must_use]
    pub fn agreed(&self) -> &IndexKey {
        self.all().min_by_key(|key| key.id()).unwrap_or(&self.current)
    }
}

impl IndexKey {
    /// A new random key, for demonstrations and tests: what it indexed is not found by another.
    ///
    /// # Errors
    ///
    /// When the operating system gives no random numbers.
    pub fn generate() -> Result<Self, CryptoError> {
        SecretKey::random().map(Self)
    }

    /// The key's id, to be stored beside the hashes.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.0.id
    }

    /// The hash under which one custodian finds its own record: unique per custodian, and unrelated
    /// between custodians. `value` is the canonical form and `kind` its kind (with the issuer,
    /// where values are unique only per issuer).
    #[must_use]
    pub fn blind_index(&self, custodian: Uuid, kind: &str, value: &str) -> [u8; 32] {
        hmac_sha256(&self.0.bytes, "samsyn/blind-index/v1", &[custodian.as_bytes(), kind.as_bytes(), value.as_bytes()])
    }

    /// The hash by which the server links the records that several custodians keep of one child. It
    /// must never leave the server.
    #[must_use]
    pub fn link_index(&self, kind: &str, value: &str) -> [u8; 32] {
        hmac_sha256(&self.0.bytes, "samsyn/link-index/v1", &[kind.as_bytes(), value.as_bytes()])
    }

    /// A keyed fingerprint, by which a repeated request is recognised though its body holds
    /// personal data: without the key nobody can try identity numbers against it.
    #[must_use]
    pub fn keyed_fingerprint(&self, parts: &[&[u8]]) -> [u8; 32] {
        hmac_sha256(&self.0.bytes, "samsyn/fingerprint/v1", parts)
    }

    /// A plain SHA-256 fingerprint of `parts`, in which their borders count. Only for what cannot
    /// be guessed or is not secret; bodies with identity numbers need
    /// [`IndexKey::keyed_fingerprint`].
    #[must_use]
    pub fn fingerprint(parts: &[&[u8]]) -> [u8; 32] {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(length_prefix(part));
            hash.update(part);
        }
        hash.finalize().into()
    }
}

/// HMAC-SHA-256 (RFC 2104) of a domain and parts, each preceded by its length, so that no two
/// inputs run together alike.
pub(super) fn hmac_sha256(key: &KeyBytes, domain: &str, parts: &[&[u8]]) -> [u8; 32] {
    // A key shorter than a block is padded with zeros; done here, because handing over a whole
    // block cannot fail.
    let mut block = Zeroizing::new([0; BLOCK_LENGTH]);
    for (place, byte) in block.iter_mut().zip(key.iter()) {
        *place = *byte;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in std::iter::once(domain.as_bytes()).chain(parts.iter().copied()) {
        mac.update(&length_prefix(part));
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The number of bytes in eight bytes, on every machine.
fn length_prefix(part: &[u8]) -> [u8; 8] {
    u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::super::new_key_text;
    use super::*;

    const CUSTODIAN: Uuid = Uuid::from_u128(1);
    const KIND: &str = "personnummer";
    const NUMBER: &str = "201308052388";

    /// Key 00 01 … 1f; computed with another implementation.
    #[test]
    fn hashes_are_what_is_stored_for_ever() {
        let key = KeyBytes::new(std::array::from_fn(|i| u8::try_from(i).unwrap()));
        let hex = |hash: [u8; 32]| {
            hash.iter().fold(String::new(), |mut text, byte| {
                write!(text, "{byte:02x}").unwrap();
                text
            })
        };
        assert_eq!(
            hex(hmac_sha256(&key, "samsyn/link-index/v1", &[KIND.as_bytes(), NUMBER.as_bytes()])),
            "1709512c632966b0af1905d2b6fd2e7864772b6049aa87d345c63875a24650ec"
        );
        assert_eq!(
            hex(IndexKey::fingerprint(&[b"ab", b"", b"c"])),
            "9c24d27974bb3b173e762a999df89274e93d1e37cba113b996aa47139a011d4a"
        );
    }

    #[test]
    fn every_purpose_custodian_kind_value_and_key_has_its_own_hash() {
        let key = IndexKey::generate().unwrap();
        let hashes = [
            key.blind_index(CUSTODIAN, KIND, NUMBER),
            key.blind_index(Uuid::from_u128(2), KIND, NUMBER),
            key.blind_index(CUSTODIAN, "samordningsnummer", NUMBER),
            key.blind_index(CUSTODIAN, KIND, "201308052396"),
            key.link_index(KIND, NUMBER),
            key.link_index("samordningsnummer", NUMBER),
            key.keyed_fingerprint(&[KIND.as_bytes(), NUMBER.as_bytes()]),
            IndexKey::fingerprint(&[KIND.as_bytes(), NUMBER.as_bytes()]),
            IndexKey::generate().unwrap().blind_index(CUSTODIAN, KIND, NUMBER),
        ];
        assert_eq!(hashes.iter().collect::<BTreeSet<_>>().len(), hashes.len());
    }

    #[test]
    fn the_same_key_finds_again() {
        let text = new_key_text().unwrap();
        let (one, other) = (IndexKeys::parse(&text).unwrap(), IndexKeys::parse(&text).unwrap());
        let (one, other) = (one.current(), other.current());
        assert_eq!(one.id(), other.id());
        assert_eq!(one.blind_index(CUSTODIAN, KIND, NUMBER), other.blind_index(CUSTODIAN, KIND, NUMBER));
        assert_eq!(one.link_index(KIND, NUMBER), other.link_index(KIND, NUMBER));
    }

    #[test]
    fn several_keys_keep_their_order() {
        let (new, old) = (new_key_text().unwrap(), new_key_text().unwrap());
        let id = |text: &str| IndexKeys::parse(text).unwrap().current().id();
        let both = IndexKeys::parse(&format!("{},{}", *new, *old)).unwrap();
        assert_eq!(both.all().map(IndexKey::id).collect::<Vec<_>>(), [id(&new), id(&old)]);
        assert_eq!(IndexKeys::parse("").err(), Some(KeyError::Missing));
        assert_eq!(IndexKeys::parse(&"A".repeat(43)).err(), Some(KeyError::Weak));
        assert_eq!(IndexKeys::parse(&format!("demo:{}", *new)).err(), Some(KeyError::Demo));
    }

    #[test]
    fn those_who_know_the_same_keys_agree_on_one_whatever_their_order() {
        let (one, other) = (new_key_text().unwrap(), new_key_text().unwrap());
        let agreed = |text: String| IndexKeys::parse(&text).unwrap().agreed().id();
        assert_eq!(agreed(format!("{} {}", *one, *other)), agreed(format!("{} {}", *other, *one)));
    }

    proptest! {
        #[test]
        fn borders_between_parts_count(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..5), 1..5)) {
            let key = IndexKey::generate().unwrap();
            let slices: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
            let joined = parts.concat();
            let with_empty: Vec<&[u8]> = slices.iter().copied().chain([&[][..]]).collect();
            prop_assert_ne!(IndexKey::fingerprint(&slices), IndexKey::fingerprint(&with_empty));
            if slices.len() > 1 {
                prop_assert_ne!(IndexKey::fingerprint(&slices), IndexKey::fingerprint(&[&joined]));
                prop_assert_ne!(key.keyed_fingerprint(&slices), key.keyed_fingerprint(&[&joined]));
            }
        }
    }
}
