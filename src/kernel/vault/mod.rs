//! What is sealed about a child, under the data key of its record.
//!
//! Each child record has its own data key, wrapped by the master key and kept in `child_keys`. Destroying it destroys one
//! authority's record of one child and touches nobody else's: the row stays, without the key, with when and by whom
//! ([`shredding`]). The master key is changed by wrapping the data keys anew ([`rotation`]); what is sealed does not notice.

pub mod rotation;
pub mod shredding;

use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::crypto::{Context, CryptoError, DataKey, IndexKeys, MasterKeys};
use super::db::Tx;
use super::db::schema::child_keys;
use super::ids::ChildId;
use super::problem::Problem;

pub use rotation::Census;

/// The keys that the service holds; never in the database or its dump. No `Debug`: debug output ends up in logs.
#[derive(Clone)]
pub struct Keys {
    /// Wrap the data keys.
    pub master: MasterKeys,
    /// Make the keyed hashes that identity numbers are found by.
    pub index: IndexKeys,
}

impl Keys {
    /// Fresh random keys, for tests.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn generate() -> Result<Self, CryptoError> {
        Ok(Self { master: MasterKeys::generate()?, index: IndexKeys::generate()? })
    }
}

/// Where a sealed value stands; a sealed value that is moved to another place does not open.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub row: Uuid,
}

impl Place {
    /// The sealed column of a row.
    pub fn new(table: &'static str, row: impl Into<Uuid>) -> Self {
        Self { table, row: row.into() }
    }

    const fn context(self, child: ChildId) -> Context {
        Context { table: self.table, column: "sealed", row: self.row, child_key: child.0 }
    }
}

/// What is said in place of words that were destroyed.
pub const DESTROYED_WORDS: &str = "Gallrat";

/// What is sealed beside something that stays: when the record is destroyed the words go, and the steps, days and counts
/// remain.
pub trait Shreddable {
    /// What is shown in place of the words.
    fn shredded() -> Self;
}

/// Says of types that hold words which of them must be there: what is optional is left out in their place.
#[macro_export]
macro_rules! shreddable {
    ($name:ty) => {
        impl $crate::kernel::vault::Shreddable for $name {
            fn shredded() -> Self {
                Self::default()
            }
        }
    };
    ($name:ty { $($word:ident),+ }) => {
        impl $crate::kernel::vault::Shreddable for $name {
            fn shredded() -> Self {
                let mut value = Self::default();
                $($crate::kernel::vault::DESTROYED_WORDS.clone_into(&mut value.$word);)+
                value
            }
        }
    };
}

impl From<CryptoError> for Problem {
    fn from(error: CryptoError) -> Self {
        match error {
            // A record that was destroyed on purpose. Who may not know of it was turned away before anything was opened.
            CryptoError::KeyMissing => Self::gone(),
            other => Self::unavailable(&format!("sealed data: {other:?}")),
        }
    }
}

impl Tx<'_> {
    /// Makes the data key of a new child record.
    ///
    /// # Errors
    /// 503 when the system gives no randomness or the row cannot be written.
    pub fn new_child_key(&mut self, child: ChildId) -> Result<(), Problem> {
        let key = DataKey::generate()?;
        let wrapped = self.keys().master.wrap(&key, child.0)?;
        diesel::insert_into(child_keys::table)
            .values((
                child_keys::child_id.eq(child),
                child_keys::wrapped.eq(wrapped),
                child_keys::created_at.eq(self.now()),
                child_keys::master_key.eq(self.keys().master.current_id().to_string()),
            ))
            .execute(self.conn)?;
        self.data_keys.insert(child, Some(key));
        Ok(())
    }

    /// Fetches the data keys of several child records in one query, before a list of theirs is opened.
    ///
    /// # Errors
    /// 503 when a key cannot be read.
    pub fn fetch_child_keys(&mut self, children: &[ChildId]) -> Result<(), Problem> {
        let missing: Vec<ChildId> =
            children.iter().copied().filter(|child| !self.data_keys.contains_key(child)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let rows: Vec<(ChildId, Vec<u8>)> = child_keys::table
            .filter(child_keys::child_id.eq_any(missing))
            .select((child_keys::child_id, child_keys::wrapped))
            .load(self.conn)?;
        for (child, wrapped) in rows {
            let key = match self.keys().master.unwrap_key(&wrapped, child.0) {
                Err(CryptoError::KeyMissing) => None,
                other => Some(other?),
            };
            self.data_keys.insert(child, key);
        }
        Ok(())
    }

    fn child_key(&mut self, child: ChildId) -> Result<Option<&DataKey>, Problem> {
        self.fetch_child_keys(&[child])?;
        // A row that is missing was not destroyed on purpose: a table of keys that was restored from too far back.
        let known = self.data_keys.get(&child).map(Option::as_ref);
        known.ok_or_else(|| Problem::unavailable(&"a child record has no row in child_keys"))
    }

    /// Whether a child record was destroyed.
    ///
    /// # Errors
    /// 503 when its key cannot be read.
    pub fn is_shredded(&mut self, child: ChildId) -> Result<bool, Problem> {
        Ok(self.child_key(child)?.is_none())
    }

    /// Requires that a child record was not destroyed, before what it says is changed.
    ///
    /// # Errors
    /// 410 when it was.
    pub fn must_be_whole(&mut self, child: ChildId) -> Result<(), Problem> {
        if self.is_shredded(child)? { Err(Problem::gone()) } else { Ok(()) }
    }

    /// Seals a value under the child record's key.
    ///
    /// # Errors
    /// 410 when the record was destroyed; 503 when sealing fails.
    pub fn seal<T: Serialize>(&mut self, child: ChildId, place: Place, value: &T) -> Result<Vec<u8>, Problem> {
        let key = self.child_key(child)?.ok_or(CryptoError::KeyMissing)?;
        Ok(key.seal_json(&place.context(child), value)?)
    }

    /// Opens a sealed value, or gives what stands in its place when the record was destroyed.
    ///
    /// # Errors
    /// 503 when the value does not open.
    pub fn open<T>(&mut self, child: ChildId, place: Place, sealed: &[u8]) -> Result<T, Problem>
    where
        T: DeserializeOwned + Shreddable,
    {
        if self.is_shredded(child)? { Ok(T::shredded()) } else { self.open_whole(child, place, sealed) }
    }

    /// Opens a sealed value that nothing can stand for.
    ///
    /// # Errors
    /// 410 when the record was destroyed; 503 when the value does not open.
    pub fn open_whole<T: DeserializeOwned>(
        &mut self,
        child: ChildId,
        place: Place,
        sealed: &[u8],
    ) -> Result<T, Problem> {
        let key = self.child_key(child)?.ok_or(CryptoError::KeyMissing)?;
        Ok(key.open_json(&place.context(child), sealed)?)
    }
}
