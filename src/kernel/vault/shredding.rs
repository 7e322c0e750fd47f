//! Destroying one data key: what it sealed can be read by nobody any more, in whatever table it lies.
//!
//! The wrapped key is overwritten and its row stays, with when and by whom. Copies of the row in backups are another matter:
//! docs/operations.md tells how they are made worthless.

use diesel::prelude::*;

use crate::kernel::db::Tx;
use crate::kernel::db::schema::child_keys;
use crate::kernel::ids::ChildId;
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;

impl Tx<'_> {
    /// Destroys the data key of a child record; false when that was done before.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn destroy_child_key(&mut self, child: ChildId, by: &str) -> Result<bool, Problem> {
        let there = child_keys::table.find(child).filter(child_keys::shredded_at.is_null());
        let destroyed = diesel::update(there)
            .set((
                child_keys::wrapped.eq(Vec::<u8>::new()),
                child_keys::master_key.eq(None::<String>),
                child_keys::shredded_at.eq(Some(self.now())),
                child_keys::shredded_by.eq(Some(by)),
            ))
            .execute(self.conn)?;
        self.data_keys.remove(&child);
        Ok(destroyed > 0)
    }

    /// When and by whom a child record was destroyed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn shredded(&mut self, child: ChildId) -> Result<Option<(Instant, String)>, Problem> {
        let row: Option<(Option<Instant>, Option<String>)> = child_keys::table
            .find(child)
            .select((child_keys::shredded_at, child_keys::shredded_by))
            .first(self.conn)
            .optional()?;
        Ok(row.and_then(|(at, by)| Some((at?, by.unwrap_or_default()))))
    }
}
