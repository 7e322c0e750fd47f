//! Guardians as rows, and what is sealed in them.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::kernel::db::schema::guardians;
use crate::kernel::ids::{ChildId, GuardianId};
use crate::kernel::time::{Day, Instant};
use crate::parties::children::identity::CheckedIdentity;
use crate::parties::children::model::{Address, ProtectionLevel};

crate::codes! {
    /// I vilken egenskap någon beslutar för barnet. In which capacity somebody decides for the child.
    pub enum GuardianRelation {
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        SpeciallyAppointed = "specially_appointed_guardian" ("särskilt förordnad vårdnadshavare", "specially appointed guardian"),
        GodMan = "god_man" ("god man för ensamkommande barn (2005:429)", "representative of an unaccompanied child (2005:429)"),
        Board = "board" ("socialnämnden (LVU)", "the social welfare board (LVU)"),
    }
}

/// A guardian as stored.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = guardians, treat_none_as_default_value = false)]
pub struct GuardianRow {
    /// The guardian.
    pub id: GuardianId,
    /// The child record.
    pub child_id: ChildId,
    /// In which capacity.
    pub relation: GuardianRelation,
    /// How the guardian's own personal data is protected.
    pub protection_level: ProtectionLevel,
    /// First day; none since the child's birth, whose date must not stand in a plain column.
    pub valid_from: Option<Day>,
    /// Last day; none until the child comes of age.
    pub valid_to: Option<Day>,
    /// What is personal: [`SealedGuardian`].
    pub sealed: Vec<u8>,
    /// Version.
    pub version: i32,
    /// When noted.
    pub created_at: Instant,
    /// When last changed.
    pub updated_at: Instant,
}

/// What is sealed of a guardian. No `Debug`: debug output ends up in logs.
#[derive(Clone, Serialize, Deserialize)]
pub struct SealedGuardian {
    /// Given name, of a person.
    pub given_name: Option<String>,
    /// Family name, of a person.
    pub family_name: Option<String>,
    /// Name of the board.
    pub board_name: Option<String>,
    /// Identity.
    pub identity: CheckedIdentity,
    /// Address.
    pub address: Option<Address>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Whether the guardian may know where the child is.
    pub may_know_whereabouts: bool,
    /// Whether that was told. What was only presumed no longer holds once the child's personal data is protected.
    #[serde(default)]
    pub whereabouts_told: bool,
}

impl SealedGuardian {
    /// The name in one line.
    #[must_use]
    pub fn name(&self) -> String {
        let person = [self.given_name.as_deref(), self.family_name.as_deref()];
        match &self.board_name {
            Some(board) => board.clone(),
            None => person.into_iter().flatten().collect::<Vec<_>>().join(" "),
        }
    }
}
