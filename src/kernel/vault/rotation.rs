//! Changing the master key while the service serves: the data keys are wrapped anew, a batch a transaction.
//!
//! New data keys are wrapped by the current master key at once; older ones open as long as their master key is given. A
//! batch replaces only what it has read, so it can be stopped, repeated and run beside everything else.

use diesel::dsl::min;
use diesel::prelude::*;
use uuid::Uuid;

use super::Keys;
use crate::kernel::crypto::{CryptoError, IndexKey};
use crate::kernel::db::schema::{child_keys, children};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::DataKeyId;
use crate::kernel::problem::Problem;

/// Rows in one batch: short enough that nobody waits for it.
pub const BATCH: i64 = 100;

/// Where a walk through all records in batches has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The last row that was looked at; the next batch begins behind it.
    pub last: Uuid,
    /// How many were renewed.
    pub renewed: usize,
    /// Whether there is another batch.
    pub goes_on: bool,
}

impl Walk {
    /// Before the first record.
    #[must_use]
    pub const fn begin() -> Self {
        Self { last: Uuid::nil(), renewed: 0, goes_on: true }
    }

    /// After a batch.
    #[must_use]
    pub fn after(self, ids: &[Uuid], renewed: usize) -> Self {
        let full = usize::try_from(BATCH).is_ok_and(|batch| ids.len() >= batch);
        Self { last: ids.last().copied().unwrap_or(self.last), renewed: self.renewed + renewed, goes_on: full }
    }
}

/// The texts in an indexed column, each found by one look into the index: counting would read every record.
macro_rules! distinct {
    ($conn:expr, $table:ident :: $column:ident) => {{
        let mut found: Vec<String> = vec![];
        let mut next = Some(String::new());
        while let Some(last) = next {
            next = $table::table
                .filter($table::$column.gt(last))
                .select(min($table::$column))
                .first::<Option<String>>($conn)?;
            found.extend(next.clone());
        }
        found
    }};
}

/// Which keys the database was written with that are not among these. Keyed hashes of before it was noted whose they are can be
/// found under whichever key made them.
///
/// # Errors
/// 503 when the database does not answer.
pub fn lacking(conn: &mut Conn, keys: &Keys) -> Result<Vec<String>, Problem> {
    let mut masters = distinct!(conn, child_keys::master_key);
    masters.retain(|id| keys.master.ids().all(|known| known.to_string() != *id));
    let mut indexes = distinct!(conn, children::index_key);
    indexes.retain(|id| keys.index.all().map(IndexKey::id).all(|known| known.to_string() != *id));
    let masters = masters.into_iter().map(|id| format!("master key {id}"));
    Ok(masters.chain(indexes.into_iter().map(|id| format!("index key {id}"))).collect())
}

/// How many records stand under which keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Data keys by the id of the master key that wraps them.
    pub masters: Vec<(String, i64)>,
    /// Keyed hashes by the id of the index key that made them; the empty id for those of before it was noted.
    pub indexes: Vec<(String, i64)>,
    /// Records that were destroyed.
    pub shredded: i64,
    /// Keys that were destroyed of what an authority wrote in the cases of another's records.
    pub shredded_parts: i64,
}

impl Census {
    /// Counts.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn take(conn: &mut Conn) -> Result<Self, Problem> {
        let mut masters: Vec<(Option<String>, i64)> = child_keys::table
            .filter(child_keys::shredded_at.is_null())
            .group_by(child_keys::master_key)
            .select((child_keys::master_key, diesel::dsl::count_star()))
            .load(conn)?;
        let mut indexes: Vec<(Option<String>, i64)> = children::table
            .filter(children::identity_index.is_not_null())
            .group_by(children::index_key)
            .select((children::index_key, diesel::dsl::count_star()))
            .load(conn)?;
        masters.sort();
        indexes.sort();
        let named =
            |rows: Vec<(Option<String>, i64)>| rows.into_iter().map(|(id, n)| (id.unwrap_or_default(), n)).collect();
        let shredded = || child_keys::table.filter(child_keys::shredded_at.is_not_null());
        Ok(Self {
            masters: named(masters),
            indexes: named(indexes),
            shredded: shredded().filter(child_keys::id.eq(child_keys::child_id)).count().get_result(conn)?,
            shredded_parts: shredded().filter(child_keys::id.ne(child_keys::child_id)).count().get_result(conn)?,
        })
    }

    /// How many data keys are not wrapped by the current master key.
    #[must_use]
    pub fn to_rewrap(&self, keys: &Keys) -> i64 {
        let current = keys.master.current_id().to_string();
        self.masters.iter().filter(|(id, _)| *id != current).map(|(_, count)| count).sum()
    }

    /// How many records' hashes were not made by the current index key.
    #[must_use]
    pub fn to_reindex(&self, keys: &Keys) -> i64 {
        let current = keys.index.current().id().to_string();
        self.indexes.iter().filter(|(id, _)| *id != current).map(|(_, count)| count).sum()
    }
}

impl Tx<'_> {
    /// Wraps the next data keys anew that another than the current master key wraps.
    ///
    /// # Errors
    /// 503 when a wrapped key is damaged or the database does not answer. A data key whose master key is not given is left.
    pub fn rewrap_batch(&mut self, walk: Walk) -> Result<Walk, Problem> {
        let current = self.keys().master.current_id().to_string();
        let rows: Vec<(DataKeyId, Vec<u8>)> = child_keys::table
            .filter(child_keys::shredded_at.is_null())
            .filter(child_keys::master_key.ne(&current))
            .filter(child_keys::id.gt(DataKeyId(walk.last)))
            .select((child_keys::id, child_keys::wrapped))
            .order(child_keys::id.asc())
            .limit(BATCH)
            .load(self.conn)?;
        let mut renewed = 0;
        for (id, wrapped) in &rows {
            let anew = match self.keys().master.rewrap(wrapped, id.0) {
                Err(CryptoError::MasterKeyMissing) => continue,
                other => other?,
            };
            // Only what was read is replaced: a key that was destroyed or wrapped anew meanwhile stays so.
            let unchanged = child_keys::table.find(*id).filter(child_keys::wrapped.eq(wrapped));
            renewed += diesel::update(unchanged)
                .set((child_keys::wrapped.eq(anew), child_keys::master_key.eq(&current)))
                .execute(self.conn)?;
        }
        let ids: Vec<Uuid> = rows.iter().map(|(id, _)| id.0).collect();
        Ok(walk.after(&ids, renewed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_ends_behind_the_last_batch_that_is_not_full() {
        let ids: Vec<Uuid> = (1..=100).map(Uuid::from_u128).collect();
        let full = Walk::begin().after(&ids, 99);
        assert_eq!(full, Walk { last: ids[99], renewed: 99, goes_on: true });
        assert_eq!(full.after(&ids[..1], 1), Walk { last: ids[0], renewed: 100, goes_on: false });
        assert_eq!(full.after(&[], 0), Walk { goes_on: false, ..full });
    }

    #[test]
    fn the_census_tells_what_is_left_to_do() {
        let keys = Keys::generate().unwrap();
        let (master, index) = (keys.master.current_id().to_string(), keys.index.current().id().to_string());
        let census = Census {
            masters: vec![("0102030405060708".into(), 3), (master, 5)],
            indexes: vec![(String::new(), 2), ("1112131415161718".into(), 1), (index, 4)],
            shredded: 1,
            shredded_parts: 0,
        };
        assert_eq!((census.to_rewrap(&keys), census.to_reindex(&keys)), (3, 3));
    }
}
