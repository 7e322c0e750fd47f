//! The seals of the access log: what makes a change of it visible to whoever holds a checkpoint.
//!
//! Each entry gets a *position* in a hash chain, `h_n = SHA-256(0x00 || h_{n-1} || canonical JSON of the entry)`
//! ([`chain`]), and is a leaf of the Merkle tree of RFC 6962 ([`merkle`]). The tree's root is signed in *checkpoints* of
//! the C2SP form ([`checkpoint`]), which are kept in the database and in a file outside it ([`witness`]). [`verify`]
//! recomputes everything from the entries, without the service: whoever owns the database can change entries, chain and
//! checkpoints, but cannot sign new ones, nor take back those that the file, or whoever was sent a copy, already holds.
//!
//! Entries are sealed after they are committed, in batches, in a transaction of their own ([`sealer`]): a request's
//! transaction never waits for the chain, and what committed late is sealed later, not in between. Sealing happens when
//! the log is read (a reviewer sees each entry with its position) and every minute while the service runs: on demand
//! alone would leave a log that nobody reads unsealed for as long as that. A lock lets one instance at a time seal;
//! none is special. The same work run twice does nothing.
//!
//! What is hashed of an entry survives the destruction of a child record: the child is named by its record's random
//! id, which tells nothing once the record's key is gone, and an entry holds no content. Staff are named as in the log
//! itself, whose duty it is to say who looked.

pub mod chain;
pub mod checkpoint;
pub mod merkle;
pub mod sealer;
mod store;
pub mod verify;
pub mod witness;

pub use sealer::Sealer;

/// A SHA-256 hash.
pub type Hash = [u8; 32];
