//! What is sealed about a child, under the data key of its record.
//!
//! Each child record has its own data key, wrapped by the master key and kept in `child_keys`. Destroying that row
//! destroys one authority's record of one child and touches nobody else's.

use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::crypto::{Context, CryptoError, DataKey, IndexKey, MasterKeys};
use super::db::Tx;
use super::db::schema::child_keys;
use super::ids::ChildId;
use super::problem::Problem;

/// The keys that the service holds; never in the database or its dump.
pub struct Keys {
    /// Wrap the data keys.
    pub master: MasterKeys,
    /// Makes the keyed hashes that identity numbers are found by.
    pub index: IndexKey,
}

impl Keys {
    /// Fresh random keys, for tests.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn generate() -> Result<Self, CryptoError> {
        Ok(Self { master: MasterKeys::generate()?, index: IndexKey::generate()? })
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

impl From<CryptoError> for Problem {
    fn from(error: CryptoError) -> Self {
        match error {
            // A record that was destroyed on purpose is no longer there.
            CryptoError::KeyMissing => Self::not_found(),
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
            ))
            .execute(self.conn)?;
        self.data_keys.insert(child, key);
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
            let key = self.keys().master.unwrap_key(&wrapped, child.0)?;
            self.data_keys.insert(child, key);
        }
        Ok(())
    }

    fn child_key(&mut self, child: ChildId) -> Result<&DataKey, Problem> {
        self.fetch_child_keys(&[child])?;
        self.data_keys.get(&child).ok_or_else(|| CryptoError::KeyMissing.into())
    }

    /// Seals a value under the child record's key.
    ///
    /// # Errors
    /// 404 when the record was destroyed; 503 when sealing fails.
    pub fn seal<T: Serialize>(&mut self, child: ChildId, place: Place, value: &T) -> Result<Vec<u8>, Problem> {
        Ok(self.child_key(child)?.seal_json(&place.context(child), value)?)
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// 404 when the record was destroyed; 503 when the value does not open.
    pub fn open<T: DeserializeOwned>(&mut self, child: ChildId, place: Place, sealed: &[u8]) -> Result<T, Problem> {
        Ok(self.child_key(child)?.open_json(&place.context(child), sealed)?)
    }
}
