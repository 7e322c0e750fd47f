//! Summonses as rows.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::casework::meetings::codes::{Attendance, SummonedParty, SummonsKind};
use crate::kernel::db::schema::{summons_acknowledgements, summonses};
use crate::kernel::facts::CaseKey;
use crate::kernel::ids::{
    AcknowledgementId, CaseId, ChildId, GuardianId, MeetingId, OrganisationId, StaffId, SummonsId, UnitId,
};
use crate::kernel::time::Instant;

/// A summons or an invitation as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = summonses, treat_none_as_default_value = false)]
pub struct SummonsRow {
    /// The summons.
    pub id: SummonsId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The case.
    pub case_id: CaseId,
    /// The child record.
    pub child_id: ChildId,
    /// The organisation of the unit that sent it.
    pub custodian_id: OrganisationId,
    /// The unit that sent it.
    pub sent_by_unit_id: UnitId,
    /// Summons or invitation.
    pub kind: SummonsKind,
    /// Who.
    pub party: SummonedParty,
    /// The unit summoned.
    pub unit_id: Option<UnitId>,
    /// The member of staff summoned.
    pub staff_id: Option<StaffId>,
    /// The guardian invited.
    pub guardian_id: Option<GuardianId>,
    /// Whether it came.
    pub attendance: Option<Attendance>,
    /// Whether with the mandate to decide.
    pub mandate: Option<bool>,
    /// [`SealedSummons`].
    pub sealed: Vec<u8>,
    /// Version.
    pub version: i32,
    /// When it was sent.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl SummonsRow {
    /// Its case.
    #[must_use]
    pub const fn case(&self) -> CaseKey {
        CaseKey { id: self.case_id, child_id: self.child_id }
    }

    /// Whether it names somebody in words.
    pub(super) const fn is_named(&self) -> bool {
        matches!(self.party, SummonedParty::Relative | SummonedParty::Other)
    }
}

/// An acknowledgement as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = summons_acknowledgements, treat_none_as_default_value = false)]
pub struct AcknowledgementRow {
    /// The acknowledgement.
    pub id: AcknowledgementId,
    /// The summons.
    pub summons_id: SummonsId,
    /// The unit that recorded it.
    pub unit_id: UnitId,
    /// Who acknowledged.
    pub staff_id: Option<StaffId>,
    /// Whether the party will come.
    pub will_attend: bool,
    /// [`SealedAcknowledgement`].
    pub sealed: Option<Vec<u8>>,
    /// When it was recorded.
    pub recorded_at: Instant,
}

/// What is sealed of a summons.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SealedSummons {
    /// The question to the summoned party.
    pub question: Option<String>,
    /// The name of somebody invited who is neither the child nor a registered guardian.
    pub name: Option<String>,
}

crate::shreddable!(SealedSummons);

/// What is sealed of an acknowledgement.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SealedAcknowledgement {
    /// A note.
    pub note: String,
}

crate::shreddable!(SealedAcknowledgement { note });
