//! Emergency accesses as rows, and what is sealed of them.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::codes::{Danger, EmergencyResult};
use crate::kernel::db::schema::{emergency_accesses, emergency_reviews, emergency_sources};
use crate::kernel::db::types::Document;
use crate::kernel::ids::{ChildId, EmergencyAccessId, EmergencySourceId, OrganisationId, StaffId, UnitId};
use crate::kernel::time::Instant;
use crate::parties::units::codes::SecrecyRegime;

/// An emergency access as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = emergency_accesses, treat_none_as_default_value = false)]
pub struct AccessRow {
    /// The access.
    pub id: EmergencyAccessId,
    /// The unit on whose behalf.
    pub unit_id: UnitId,
    /// Its organisation, which reviews it.
    pub organisation_id: OrganisationId,
    /// The issuer of the person's token.
    pub issuer: String,
    /// The person, by the issuer's name.
    pub subject: String,
    /// The member of staff, when registered.
    pub staff_id: Option<StaffId>,
    /// The own organisation's record of the child, when there is one.
    pub child_id: Option<ChildId>,
    /// The record under whose key the reason and the review are sealed; none when nobody has one.
    pub key_child_id: Option<ChildId>,
    /// What is in danger.
    pub danger: Danger,
    /// Why: [`SealedReason`].
    pub sealed: Option<Vec<u8>>,
    /// When it was asked for.
    pub requested_at: Instant,
    /// Until when it may be confirmed.
    pub confirm_by: Instant,
    /// When it was confirmed.
    pub confirmed_at: Option<Instant>,
    /// Until when it stands open.
    pub open_until: Option<Instant>,
    /// When it was reviewed.
    pub reviewed_at: Option<Instant>,
}

/// A unit whose entries may be opened, as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = emergency_sources, treat_none_as_default_value = false)]
pub struct SourceRow {
    /// The source.
    pub id: EmergencySourceId,
    /// The access.
    pub access_id: EmergencyAccessId,
    /// The unit that wrote the entries.
    pub unit_id: UnitId,
    /// The record that they are about.
    pub child_id: ChildId,
    /// Under which secrecy they stand.
    pub secrecy: SecrecyRegime,
    /// Whether a block keeps them.
    pub is_blocked: bool,
    /// Whether the unit was not told when it was asked for, because it would tell where somebody lives who is protected; or is not
    /// told today.
    pub place_withheld: bool,
    /// Why, for that unit: [`SealedReason`].
    pub sealed: Vec<u8>,
    /// When they were opened.
    pub opened_at: Option<Instant>,
    /// When the unit acknowledged that it had read so.
    pub acknowledged_at: Option<Instant>,
    /// By whom.
    pub acknowledged_by: Option<String>,
}

/// A review as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = emergency_reviews, treat_none_as_default_value = false)]
pub struct ReviewRow {
    /// The access.
    pub access_id: EmergencyAccessId,
    /// What it came to.
    pub result: EmergencyResult,
    /// What was done.
    pub actions: Document,
    /// Why: [`SealedReason`].
    pub sealed: Option<Vec<u8>>,
    /// The reviewer's unit.
    pub unit_id: UnitId,
    /// The reviewer, by the issuer's name.
    pub reviewed_by: String,
    /// The reviewer, when registered.
    pub staff_id: Option<StaffId>,
    /// When.
    pub reviewed_at: Instant,
}

/// What is sealed: words about a child. No `Debug`: debug output ends up in logs.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SealedReason {
    /// The words.
    pub reason: String,
}

crate::shreddable!(SealedReason { reason });

/// Who calls, as far as an emergency access is one person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The issuer of the token.
    pub issuer: String,
    /// The person, by the issuer's name.
    pub subject: String,
    /// Whether a person is named: a system's own call names none.
    pub is_named: bool,
}
