//! Checkpoints in the form of C2SP (tlog-checkpoint, signed-note): origin, size and root, signed with Ed25519.
//!
//! ```text
//! umea.example/access-log
//! 4711
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//!
//! — umea.example/access-log Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
//! ```

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::Hash;
use crate::kernel::crypto::{PUBLIC_KEY_LENGTH, SigningKeys, is_signed};

/// The signed-note number of Ed25519.
const ED25519: u8 = 0x01;

/// What a checkpoint attests: the first `size` entries of a log have this root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// Their root.
    pub root: Hash,
}

impl Checkpoint {
    fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64_STANDARD.encode(self.root))
    }

    /// The signed note.
    #[must_use]
    pub fn signed(&self, keys: &SigningKeys) -> String {
        let text = self.text();
        let id = keys.public().first().map(|public| key_id(&self.origin, public)).unwrap_or_default();
        let signature = [id.as_slice(), &keys.sign(text.as_bytes())].concat();
        format!("{text}\n\u{2014} {} {}\n", self.origin, BASE64_STANDARD.encode(signature))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let checkpoint = Self {
            origin: origin.to_owned(),
            size: size.parse().ok()?,
            root: BASE64_STANDARD.decode(root).ok()?.try_into().ok()?,
        };
        // One form only: no further lines, no leading zeros.
        (checkpoint.text() == text && is_name(origin)).then_some(checkpoint)
    }
}

/// Whether a text may name a log and its key.
#[must_use]
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

fn key_id(name: &str, public: &[u8; PUBLIC_KEY_LENGTH]) -> [u8; 4] {
    let hash = Sha256::new().chain_update(name).chain_update([b'\n', ED25519]).chain_update(public).finalize();
    hash.first_chunk().copied().unwrap_or_default()
}

/// A public key with the name of its log: `name+id+key`, as C2SP writes verifier keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    public: [u8; PUBLIC_KEY_LENGTH],
}

impl Verifier {
    /// The verifier of a log's key.
    #[must_use]
    pub fn new(name: &str, public: &[u8; PUBLIC_KEY_LENGTH]) -> Self {
        Self { name: name.to_owned(), public: *public }
    }

    /// Those of the service's own keys under this name.
    #[must_use]
    pub fn all(name: &str, keys: &SigningKeys) -> Vec<Self> {
        keys.public().iter().map(|public| Self::new(name, public)).collect()
    }
}

impl std::fmt::Display for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id: String = key_id(&self.name, &self.public).iter().map(|byte| format!("{byte:02x}")).collect();
        let key = BASE64_STANDARD.encode([&[ED25519][..], &self.public].concat());
        write!(f, "{}+{id}+{key}", self.name)
    }
}

impl std::str::FromStr for Verifier {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "a public key has the form name+id+key, as `samsyn audit public-key` writes it".to_owned();
        let (name, key) = text.split_once('+').ok_or_else(wrong)?;
        let (_, key) = key.split_once('+').ok_or_else(wrong)?;
        let bytes = BASE64_STANDARD.decode(key).map_err(|_| wrong())?;
        let public = bytes.strip_prefix(&[ED25519]).and_then(|public| public.try_into().ok()).ok_or_else(wrong)?;
        let verifier = Self { name: name.to_owned(), public };
        if is_name(name) && verifier.to_string() == text { Ok(verifier) } else { Err(wrong()) }
    }
}

/// A signed checkpoint as read: what it says, and who has signed it.
#[derive(Clone, Debug)]
pub struct Note {
    /// What it says.
    pub checkpoint: Checkpoint,
    text: String,
    signatures: Vec<(String, Vec<u8>)>,
}

impl Note {
    /// Reads a note; nothing when it has not the form.
    #[must_use]
    pub fn parse(note: &str) -> Option<Self> {
        let (text, signatures) = note.split_once("\n\n")?;
        let text = format!("{text}\n");
        let signatures: Vec<(String, Vec<u8>)> = signatures
            .strip_suffix('\n')?
            .lines()
            .map(|line| {
                let (name, signature) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
                // A key's id and at least an Ed25519 signature: one that was cut off while writing is none.
                let signature = BASE64_STANDARD.decode(signature).ok().filter(|bytes| bytes.len() >= 4 + 64)?;
                Some((name.to_owned(), signature))
            })
            .collect::<Option<_>>()?;
        Some(Self { checkpoint: Checkpoint::parse(&text)?, text, signatures })
    }

    /// Whether one of these keys, of the log that the note names, has signed it.
    #[must_use]
    pub fn is_signed_by(&self, verifiers: &[Verifier]) -> bool {
        verifiers.iter().filter(|verifier| verifier.name == self.checkpoint.origin).any(|verifier| {
            let id = key_id(&verifier.name, &verifier.public);
            self.signatures.iter().any(|(name, signature)| match signature.split_first_chunk::<4>() {
                Some((named, signature)) => {
                    *name == verifier.name
                        && *named == id
                        && is_signed(&verifier.public, self.text.as_bytes(), signature)
                }
                None => false,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example key of C2SP's signed-note (Go's `note` package): its id is the one printed there.
    #[test]
    fn a_published_verifier_key_is_read() {
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let verifier: Verifier = text.parse().unwrap();
        assert_eq!(verifier.to_string(), text);
        let note =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
        let signature = BASE64_STANDARD
            .decode("x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=")
            .unwrap();
        assert_eq!(&signature[..4], key_id("PeterNeumann", &verifier.public));
        assert!(is_signed(&verifier.public, note.as_bytes(), &signature[4..]));
    }

    #[test]
    fn a_checkpoint_is_read_as_it_was_signed_and_by_its_key_only() {
        let keys = SigningKeys::generate().unwrap();
        let checkpoint = Checkpoint { origin: "umea.example/log".into(), size: 4711, root: [7; 32] };
        let note = checkpoint.signed(&keys);
        let read = Note::parse(&note).unwrap();
        assert_eq!(read.checkpoint, checkpoint);
        let verifiers = |name: &str, keys: &SigningKeys| Verifier::all(name, keys);
        assert!(read.is_signed_by(&verifiers("umea.example/log", &keys)));
        assert!(!read.is_signed_by(&verifiers("other.example/log", &keys)));
        assert!(!read.is_signed_by(&verifiers("umea.example/log", &SigningKeys::generate().unwrap())));
        let forged = Note::parse(&note.replace("4711", "4712")).unwrap();
        assert!(!forged.is_signed_by(&verifiers("umea.example/log", &keys)));
    }

    #[test]
    fn what_has_not_the_form_is_no_checkpoint() {
        let keys = SigningKeys::generate().unwrap();
        let note = Checkpoint { origin: "a".into(), size: 7, root: [7; 32] }.signed(&keys);
        for broken in [
            String::new(),
            note.replace("\n7\n", "\n07\n"),
            note.replace("\n\n", "\n"),
            note.replace('\u{2014}', "-"),
            note.trim_end().to_owned(),
            note.replace("a\n7", "a b\n7"),
        ] {
            assert!(Note::parse(&broken).is_none(), "{broken}");
        }
    }
}
