//! Destroying one data key: what it sealed can be read by nobody any more, in whatever table it lies.
//!
//! The wrapped key is overwritten and its row stays, with when and by whom. Copies of the row in backups are another matter:
//! docs/operations.md tells how they are made worthless.

use diesel::prelude::*;

use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Tx;
use crate::kernel::db::schema::child_keys;
use crate::kernel::ids::{ChildId, DataKeyId, OrganisationId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;

impl Tx<'_> {
    /// Destroys the data key under which a custodian writes about a child record; false when it had none, or not any more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn destroy_data_key(&mut self, child: ChildId, custodian: OrganisationId, by: &str) -> Result<bool, Problem> {
        let there = child_keys::table
            .filter(child_keys::child_id.eq(child))
            .filter(child_keys::custodian_id.eq(custodian))
            .filter(child_keys::shredded_at.is_null());
        let destroyed = diesel::update(there)
            .set((
                child_keys::wrapped.eq(Vec::<u8>::new()),
                child_keys::master_key.eq(None::<String>),
                child_keys::shredded_at.eq(Some(self.now())),
                child_keys::shredded_by.eq(Some(by)),
            ))
            .execute(self.conn)?;
        self.data_keys.forget(child);
        Ok(destroyed > 0)
    }

    /// When and by whom a child record was destroyed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn shredded(&mut self, child: ChildId) -> Result<Option<(Instant, String)>, Problem> {
        let row: Option<(Option<Instant>, Option<String>)> = child_keys::table
            .find(DataKeyId(child.0))
            .select((child_keys::shredded_at, child_keys::shredded_by))
            .first(self.conn)
            .optional()?;
        Ok(row.and_then(|(at, by)| Some((at?, by.unwrap_or_default()))))
    }

    /// In which of these records' cases a custodian has words that are not destroyed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn has_words(&mut self, children: &[ChildId], custodian: OrganisationId) -> Result<Vec<ChildId>, Problem> {
        Ok(child_keys::table
            .filter(child_keys::child_id.among(children))
            .filter(child_keys::custodian_id.eq(custodian))
            .filter(child_keys::shredded_at.is_null())
            .select(child_keys::child_id)
            .order(child_keys::child_id.asc())
            .load(self.conn)?)
    }
}
