//! For whom the words of summonses, invitations and acknowledgements are. They are notes of the meeting: for the unit that wrote
//! them, the one that sent the summons, the one that is summoned and the one whose case it is, as far as consent lets them
//! have such notes (OSL 8:1 and 12:2). That somebody is summoned, and comes, is the case's course, which its circle sees; but
//! not from whom a block keeps the name of a relative or somebody else: the invitation does not exist for that unit.

use std::collections::HashSet;

use uuid::Uuid;

use super::model::{AcknowledgementRow, SummonsRow};
use super::queries;
use crate::kernel::circle::{self, Basis, InformationCategory, Shared};
use crate::kernel::db::Tx;
use crate::kernel::ids::{MeetingId, SummonsId, UnitId};
use crate::kernel::problem::Problem;

/// What disclosures call a summons or an invitation.
pub(super) const SUMMONS: &str = "summonses";
/// What disclosures call an acknowledgement.
pub(super) const ANSWER: &str = "acknowledgements";

/// Gives the words of a summons or an invitation to those they are for, where their right covers them.
pub(in crate::casework::meetings) fn share(tx: &mut Tx<'_>, row: &SummonsRow) -> Result<(), Problem> {
    let shared = Shared {
        case: row.case_id,
        kind: SUMMONS,
        ids: &[row.id.0],
        information: InformationCategory::MeetingNotes,
        writer: Some(row.sent_by_unit_id),
        custodian: row.custodian_id,
    };
    among(tx, shared, &[Some(row.sent_by_unit_id), row.unit_id])
}

/// Gives the note of the acting unit's acknowledgement to the same, and to the unit itself.
pub(in crate::casework::meetings) fn share_answer(
    tx: &mut Tx<'_>,
    summons: &SummonsRow,
    answer: &AcknowledgementRow,
) -> Result<(), Problem> {
    let shared = Shared {
        case: summons.case_id,
        kind: ANSWER,
        ids: &[answer.id.0],
        information: InformationCategory::MeetingNotes,
        writer: Some(answer.unit_id),
        custodian: tx.actor().unit()?.organisation_id,
    };
    among(tx, shared, &[Some(answer.unit_id), Some(summons.sent_by_unit_id), summons.unit_id])
}

fn among(tx: &mut Tx<'_>, shared: Shared<'_>, parties: &[Option<UnitId>]) -> Result<(), Problem> {
    circle::share_among(tx, shared, |row| row.basis == Basis::Own || parties.contains(&Some(row.unit_id)))
}

/// What the acting unit has of some words.
pub(super) struct Given {
    unit: UnitId,
    read: HashSet<Uuid>,
    blocked: HashSet<Uuid>,
}

impl Given {
    /// Of the words with these ids.
    pub(super) fn of(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Self, Problem> {
        let (unit, today) = (tx.actor().unit()?.id, tx.today());
        Ok(Self {
            unit,
            read: circle::shared_with(tx.conn, ids, unit, today)?,
            blocked: circle::blocked(tx.conn, ids, unit, today)?,
        })
    }

    /// Whether the acting unit reads them: its own, and what was given to it.
    pub(super) fn reads(&self, id: Uuid, writer: UnitId) -> bool {
        writer == self.unit || self.read.contains(&id)
    }

    /// Whether it is told beside them that something is withheld. Of what their writer has blocked it is not: here it would tell
    /// who has. The case tells that something in it is withheld (2022:913, 2 kap. 5 §).
    pub(super) fn lacks(&self, id: Uuid, writer: UnitId) -> bool {
        !self.reads(id, writer) && !self.blocked.contains(&id)
    }
}

/// The invitations to a meeting whose name a block keeps from the acting unit. To whom the name would be given, the invitation without
/// it would tell who has blocked (2022:913, 2 kap. 5 §); so it is while the block is in force, whatever consent lets that unit have.
pub(super) fn kept(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Vec<SummonsId>, Problem> {
    let unit = tx.actor().unit()?.id;
    let mut kept = queries::names_blocked_from(tx.conn, meeting, unit)?;
    if !kept.is_empty() {
        let ids: Vec<Uuid> = kept.iter().map(|id| id.0).collect();
        let read = circle::shared_with(tx.conn, &ids, unit, tx.today())?;
        kept.retain(|id| !read.contains(&id.0));
    }
    Ok(kept)
}
