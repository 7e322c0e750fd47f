//! The data keys of a child record: its own, and one for each other authority that writes in its cases (*vårdnad om
//! uppgiften*: OSL 8:1; each authority keeps and destroys what is its own, arkivlagen 1990:782).
//!
//! The record's own key has the record's id; the others are made when their authority first writes.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;

use crate::kernel::crypto::{CryptoError, DataKey};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::child_keys;
use crate::kernel::db::{Tx, lock};
use crate::kernel::ids::{ChildId, DataKeyId, OrganisationId};
use crate::kernel::problem::Problem;

/// The data keys that a transaction has unwrapped. Never kept longer: an instance would outlive a shredding.
#[derive(Default)]
pub(in crate::kernel) struct Ring {
    /// The records whose keys were fetched.
    fetched: HashSet<ChildId>,
    /// Each key with the record that it belongs to, or why it cannot be used: of all that a record has, one that is
    /// damaged hides no other's words.
    keys: HashMap<DataKeyId, (ChildId, Result<DataKey, CryptoError>)>,
    /// The keys that nobody can destroy before the transaction ends.
    held: HashSet<DataKeyId>,
    /// The key that each authority writes under.
    current: HashMap<(ChildId, OrganisationId), DataKeyId>,
}

impl Ring {
    /// Forgets a record's keys: they are read again when they are asked for.
    pub(super) fn forget(&mut self, child: ChildId) {
        self.fetched.remove(&child);
        self.keys.retain(|_, (of, _)| *of != child);
        self.current.retain(|(of, _), _| *of != child);
    }

    fn keep(&mut self, child: ChildId, custodian: OrganisationId, id: DataKeyId, key: Result<DataKey, CryptoError>) {
        if key.as_ref().err() != Some(&CryptoError::KeyMissing) {
            self.current.insert((child, custodian), id);
        }
        self.keys.insert(id, (child, key));
    }
}

/// The turn in which an authority's first key about a record is made.
fn making(child: ChildId, custodian: OrganisationId) -> String {
    format!("data key {child} {custodian}")
}

impl Tx<'_> {
    /// Makes the data key of a new child record.
    ///
    /// # Errors
    /// 503 when the system gives no randomness or the row cannot be written.
    pub fn new_child_key(&mut self, child: ChildId, custodian: OrganisationId) -> Result<(), Problem> {
        // Nobody knows the new record: there is no other key of it to fetch.
        self.data_keys.fetched.insert(child);
        self.new_key(child, custodian, DataKeyId(child.0))
    }

    fn new_key(&mut self, child: ChildId, custodian: OrganisationId, id: DataKeyId) -> Result<(), Problem> {
        let key = DataKey::generate()?;
        let wrapped = self.keys().master.wrap(&key, id.0)?;
        diesel::insert_into(child_keys::table)
            .values((
                child_keys::id.eq(id),
                child_keys::child_id.eq(child),
                child_keys::custodian_id.eq(custodian),
                child_keys::wrapped.eq(wrapped),
                child_keys::created_at.eq(self.now()),
                child_keys::master_key.eq(self.keys().master.current_id().to_string()),
            ))
            .execute(self.conn)?;
        self.data_keys.keep(child, custodian, id, Ok(key));
        // Nobody else sees it before it is committed.
        self.data_keys.held.insert(id);
        Ok(())
    }

    /// Holds a key until the transaction ends, before something is sealed under it: what is acknowledged must not be sealed under
    /// a key that is destroyed in that instant.
    ///
    /// # Errors
    /// 503 when it was destroyed since it was read: when tried again it is told apart from the one that is written under now.
    pub(super) fn hold_data_key(&mut self, id: DataKeyId) -> Result<(), Problem> {
        if self.data_keys.held.contains(&id) {
            return Ok(());
        }
        if !lock::share_data_key(self.conn, id)? {
            return Err(Problem::unavailable(&"a data key was destroyed in the meantime"));
        }
        self.data_keys.held.insert(id);
        Ok(())
    }

    /// Takes a custodian's keys about these records for itself, before it is looked at what they sealed: who writes under them, or
    /// makes one, is waited for, and who wants to waits.
    ///
    /// # Errors
    /// 503 when the turn does not come in time.
    pub fn take_data_keys(&mut self, children: &BTreeSet<ChildId>, custodian: OrganisationId) -> Result<(), Problem> {
        for child in children {
            self.take_turns(&making(*child, custodian))?;
        }
        let children: Vec<ChildId> = children.iter().copied().collect();
        lock::take_data_keys(self.conn, &children, custodian)?;
        for child in children {
            self.data_keys.forget(child);
        }
        Ok(())
    }

    /// Fetches the data keys of several child records in one query, before a list of theirs is opened.
    ///
    /// # Errors
    /// 503 when the database does not answer.
    pub fn fetch_child_keys(&mut self, children: &[ChildId]) -> Result<(), Problem> {
        let missing: Vec<ChildId> =
            children.iter().copied().filter(|child| !self.data_keys.fetched.contains(child)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let rows: Vec<(DataKeyId, ChildId, OrganisationId, Vec<u8>)> = child_keys::table
            .filter(child_keys::child_id.among(&missing))
            .select((child_keys::id, child_keys::child_id, child_keys::custodian_id, child_keys::wrapped))
            .load(self.conn)?;
        for (id, child, custodian, wrapped) in rows {
            let key = self.keys().master.unwrap_key(&wrapped, id.0);
            self.data_keys.keep(child, custodian, id, key);
        }
        self.data_keys.fetched.extend(missing);
        Ok(())
    }

    /// One of a child record's data keys; none when it was destroyed.
    pub(super) fn data_key(&mut self, child: ChildId, id: DataKeyId) -> Result<Option<&DataKey>, Problem> {
        self.fetch_child_keys(&[child])?;
        if !self.data_keys.keys.contains_key(&id) {
            // Made since by another transaction, whose words this one has read.
            self.data_keys.forget(child);
            self.fetch_child_keys(&[child])?;
        }
        match self.data_keys.keys.get(&id) {
            Some((of, Ok(key))) if *of == child => Ok(Some(key)),
            Some((of, Err(CryptoError::KeyMissing))) if *of == child => Ok(None),
            Some((of, Err(other))) if *of == child => Err((*other).into()),
            Some(_) => Err(CryptoError::Corrupt.into()),
            // A row that is missing was not destroyed on purpose: a table of keys that was restored from too far back.
            None => Err(Problem::unavailable(&"a data key has no row in child_keys")),
        }
    }

    /// The key that an authority writes under about a child record, made when it first writes there, or first since it had
    /// its words destroyed.
    pub(super) fn key_for(&mut self, child: ChildId, custodian: OrganisationId) -> Result<DataKeyId, Problem> {
        self.fetch_child_keys(&[child])?;
        if let Some(id) = self.data_keys.current.get(&(child, custodian)) {
            return Ok(*id);
        }
        // Two that write first at the same time take turns; the second finds the key that the first has made.
        self.take_turns(&making(child, custodian))?;
        self.data_keys.forget(child);
        self.fetch_child_keys(&[child])?;
        if let Some(id) = self.data_keys.current.get(&(child, custodian)) {
            return Ok(*id);
        }
        let id = DataKeyId::new(self.now());
        self.new_key(child, custodian, id)?;
        Ok(id)
    }
}
