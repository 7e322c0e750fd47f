//! What is sealed about a child, under the data key of whoever wrote it.
//!
//! Each child record has its own data key, and each other authority that writes in its cases has one for what it writes there,
//! wrapped by the master key and kept in `child_keys` ([`data_keys`]). A sealed value names its key: what an authority
//! wrote stays its own, also when somebody else changes a joint draft ([`Tx::reseal`]). Destroying a key destroys one
//! authority's words about one child and touches nobody else's: the row stays, without the key, with when and by whom
//! ([`shredding`]). The master key is changed by wrapping the data keys anew ([`rotation`]); what is sealed does not notice.

pub mod data_keys;
pub mod rotation;
pub mod shredding;

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::crypto::{Context, CryptoError, IndexKeys, MasterKeys, sealed_under};
use super::db::Tx;
use super::ids::{ChildId, DataKeyId, OrganisationId};
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

    const fn context(self, key: DataKeyId) -> Context {
        Context { table: self.table, column: "sealed", row: self.row, child_key: key.0 }
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

/// The data key that a stored value was sealed under: the one that it names, or the record's own.
fn key_of(child: ChildId, sealed: &[u8]) -> DataKeyId {
    sealed_under(sealed).map_or(DataKeyId(child.0), DataKeyId)
}

impl Tx<'_> {
    /// Whether a child record was destroyed. What others wrote in its cases may be there all the same.
    ///
    /// # Errors
    /// 503 when its key cannot be read.
    pub fn is_shredded(&mut self, child: ChildId) -> Result<bool, Problem> {
        Ok(self.data_key(child, DataKeyId(child.0))?.is_none())
    }

    /// Requires that a child record was not destroyed, before anything is written about it by anybody.
    ///
    /// # Errors
    /// 410 when it was.
    pub fn must_be_whole(&mut self, child: ChildId) -> Result<(), Problem> {
        if self.is_shredded(child)? { Err(Problem::gone()) } else { Ok(()) }
    }

    /// Seals something new under the key of who writes it: the acting unit's organisation, whose own it is.
    ///
    /// # Errors
    /// 410 when the record was destroyed; 503 when sealing fails.
    pub fn seal<T: Serialize>(&mut self, child: ChildId, place: Place, value: &T) -> Result<Vec<u8>, Problem> {
        self.must_be_whole(child)?;
        let key = match self.actor().acting_unit() {
            Some(unit) => self.key_for(child, unit.organisation_id)?,
            None => DataKeyId(child.0),
        };
        self.seal_under(child, key, place, value)
    }

    /// Seals what an authority notes about what it still holds itself: an extract of it, a request for it. It is whole though the
    /// record in whose cases it was written was destroyed by whose record it was.
    ///
    /// # Errors
    /// 403 when no unit acts; 503 when sealing fails.
    pub fn seal_beside<T: Serialize>(&mut self, child: ChildId, place: Place, value: &T) -> Result<Vec<u8>, Problem> {
        let custodian = self.actor().unit()?.organisation_id;
        let key = self.key_for(child, custodian)?;
        self.seal_under(child, key, place, value)
    }

    /// Seals what another authority receives and keeps, under that authority's key.
    ///
    /// # Errors
    /// 410 when the record was destroyed; 503 when sealing fails.
    pub fn seal_for<T: Serialize>(
        &mut self,
        child: ChildId,
        receiver: OrganisationId,
        place: Place,
        value: &T,
    ) -> Result<Vec<u8>, Problem> {
        self.must_be_whole(child)?;
        let key = self.key_for(child, receiver)?;
        self.seal_under(child, key, place, value)
    }

    /// Seals a changed value under the key of the one that it replaces: whoever changes a joint draft does not take it
    /// over. Where the former words were destroyed, it is what is written now that is sealed, by who writes it.
    ///
    /// # Errors
    /// 410 when the record was destroyed; 503 when sealing fails.
    pub fn reseal<T: Serialize>(
        &mut self,
        child: ChildId,
        place: Place,
        former: &[u8],
        value: &T,
    ) -> Result<Vec<u8>, Problem> {
        self.must_be_whole(child)?;
        let key = key_of(child, former);
        match self.data_key(child, key)? {
            Some(_) => self.seal_under(child, key, place, value),
            None => self.seal(child, place, value),
        }
    }

    fn seal_under<T: Serialize>(
        &mut self,
        child: ChildId,
        id: DataKeyId,
        place: Place,
        value: &T,
    ) -> Result<Vec<u8>, Problem> {
        self.hold_data_key(id)?;
        let key = self.data_key(child, id)?.ok_or(CryptoError::KeyMissing)?;
        Ok(key.seal_json(&place.context(id), value)?)
    }

    /// Opens a sealed value, or gives what stands in its place when its writer's words were destroyed.
    ///
    /// # Errors
    /// 503 when the value does not open.
    pub fn open<T>(&mut self, child: ChildId, place: Place, sealed: &[u8]) -> Result<T, Problem>
    where
        T: DeserializeOwned + Shreddable,
    {
        match self.data_key(child, key_of(child, sealed))? {
            None => Ok(T::shredded()),
            Some(_) => self.open_whole(child, place, sealed),
        }
    }

    /// Opens a sealed value that nothing can stand for.
    ///
    /// # Errors
    /// 410 when its writer's words were destroyed; 503 when the value does not open.
    pub fn open_whole<T: DeserializeOwned>(
        &mut self,
        child: ChildId,
        place: Place,
        sealed: &[u8],
    ) -> Result<T, Problem> {
        let id = key_of(child, sealed);
        let key = self.data_key(child, id)?.ok_or(CryptoError::KeyMissing)?;
        Ok(key.open_json(&place.context(id), sealed)?)
    }
}
