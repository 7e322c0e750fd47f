//! Encryption at rest, in two layers (an *envelope*), and keyed look-up.
//!
//! Every child record has a key of its own, a [`DataKey`], which seals identity numbers, names,
//! addresses and free text about the child, and another for each other authority that writes in its cases. Data keys lie in the database, wrapped by a master key
//! ([`MasterKeys`]) that never does. Deleting a wrapped key makes all that it sealed unreadable,
//! also in backups that hold the sealed data without it: that is how a record is destroyed. Changing the master key
//! rewrites only the wrapped keys, for sealed data does not name it.
//!
//! [`IndexKey`] turns an identity number into a keyed hash, so that a record is found by number
//! though numbers are encrypted. Identity numbers are few enough to try them all; the hash is worth
//! as much as the secrecy of its key, which never lies in the database or its backups either.
//!
//! [`SigningKeys`] sign what the service attests of its own log (kernel/seals).
//!
//! Sealing is XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha; RFC 8439), whose nonces are long enough
//! to be drawn at random; hashing is HMAC-SHA-256 (RFC 2104, FIPS 180-4).

mod blind_index;
mod envelope;
mod master_keys;
mod sealing;
mod secret_key;
mod signing;

pub use blind_index::{IndexKey, IndexKeys};
pub use envelope::{Context, DataKey, sealed_under};
pub use master_keys::MasterKeys;
pub use secret_key::{DEMO_PREFIX, KeyError, KeyId, new_key_text};
pub use signing::{PUBLIC_KEY_LENGTH, SigningKeys, is_signed};

/// Why something could not be sealed or opened.
///
/// All variants read alike, so that an answer or a log line tells an attacker nothing; the program
/// tells them apart by matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// The data key is gone: the record has been destroyed. This is not a fault.
    #[error("the protected data cannot be read or written")]
    KeyMissing,
    /// The data key is wrapped by a master key that was not given to the program: a fault of its
    /// configuration.
    #[error("the protected data cannot be read or written")]
    MasterKeyMissing,
    /// The stored bytes are damaged, have been tampered with, or belong to another row, column or
    /// child.
    #[error("the protected data cannot be read or written")]
    Corrupt,
    /// Nothing was sealed: the system gave no random numbers, or the value is not representable.
    #[error("the protected data cannot be read or written")]
    NotSealed,
}

#[cfg(test)]
mod tests {
    use std::marker::PhantomData;

    use super::*;

    /// Tells whether a type has `Debug`: what the type has itself goes before what the trait lends it.
    struct Probe<T>(PhantomData<T>);

    trait Otherwise {
        const IS_DEBUG: bool = false;
    }

    impl<T> Otherwise for Probe<T> {}

    impl<T: std::fmt::Debug> Probe<T> {
        const IS_DEBUG: bool = true;
    }

    #[test]
    fn no_key_has_debug_for_debug_output_ends_up_in_logs() {
        let probed = [
            Probe::<KeyId>::IS_DEBUG,
            Probe::<DataKey>::IS_DEBUG,
            Probe::<MasterKeys>::IS_DEBUG,
            Probe::<IndexKey>::IS_DEBUG,
            Probe::<IndexKeys>::IS_DEBUG,
            Probe::<secret_key::SecretKey>::IS_DEBUG,
            Probe::<crate::kernel::vault::Keys>::IS_DEBUG,
        ];
        assert_eq!(probed, [true, false, false, false, false, false, false]);
    }
}
