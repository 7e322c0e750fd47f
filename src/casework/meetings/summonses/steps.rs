//! What changes summonses and invitations.

use super::model::{AcknowledgementRow, SealedAcknowledgement, SealedSummons, SummonsRow};
use super::requests::{NewAcknowledgement, NewInvitation, NewSummons};
use super::{queries, sharing, show};
use crate::casework::cases::door;
use crate::casework::meetings::codes::{Attendance, SummonedParty, SummonsKind};
use crate::casework::meetings::model::MeetingRow;
use crate::casework::meetings::requests::NewAttendance;
use crate::casework::meetings::{gate, queries as meetings, steps};
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::facts::{CaseKey, NewFact, record};
use crate::kernel::ids::{AcknowledgementId, MeetingId, SummonsId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::kernel::vault::Place;
use crate::parties::guardians;

/// A planned meeting about one child, locked with its case.
fn to_come(tx: &mut Tx<'_>, id: MeetingId) -> Result<(MeetingRow, CaseKey), Problem> {
    let meeting = steps::planned(tx, id)?;
    match meeting.case() {
        Some(case) => Ok((meeting, case)),
        None => {
            let text = Text::new(
                "Till ett HLT-möte kallas ingen särskilt.",
                "Nobody is summoned or invited to an HLT meeting.",
            );
            let path = format!("/meetings/{id}");
            Err(Problem::refused(&house::SUMMONS_NEEDS_CASE, text).with_link("edit", "PATCH", path))
        }
    }
}

/// Summons a unit, which then attends the meeting; the family's consent must name it.
pub(super) fn summon(tx: &mut Tx<'_>, id: MeetingId, new: NewSummons) -> Result<SummonsId, Problem> {
    let (meeting, case) = to_come(tx, id)?;
    let unit = gate::open_unit(tx, new.unit_id, "/unitId")?;
    let staff_id = gate::known_staff(tx, new.staff_id, "/staffId")?;
    gate::require(tx, case, &meeting, &[unit])?;
    if queries::is_summoned(tx.conn, id, unit)? {
        let text = Text::new("Enheten är redan kallad.", "The unit is summoned already.");
        let path = format!("/meetings/{id}/summonses");
        return Err(Problem::refused(&house::ALREADY_SUMMONED, text).with_link("summonses", "GET", path));
    }
    if !meetings::units_of(tx.conn, id)?.contains(&unit) {
        meetings::add_units(tx, id, &[unit])?;
    }
    let words = SealedSummons { question: new.question, name: None };
    let mut row = blank(tx, &meeting, case, SummonsKind::Summons, SummonedParty::Unit, &words)?;
    row.unit_id = Some(unit);
    row.staff_id = staff_id;
    queries::insert(tx, &row)?;
    sharing::share(tx, &row)?;
    record(tx, case, NewFact::new(FactKind::SummonsSent, tx.today()).about("summonses", row.id))?;
    Ok(row.id)
}

/// Invites the child, a guardian, or somebody whom the family wants there.
pub(super) fn invite(tx: &mut Tx<'_>, id: MeetingId, new: NewInvitation) -> Result<SummonsId, Problem> {
    let (meeting, case) = to_come(tx, id)?;
    if let Some(guardian) = new.guardian_id
        && guardians::queries::find(tx.conn, case.child_id, guardian)?.is_none()
    {
        return Err(Problem::unknown_reference("/guardianId"));
    }
    let words = SealedSummons { question: new.question, name: new.name };
    let mut row = blank(tx, &meeting, case, SummonsKind::Invitation, new.party.into(), &words)?;
    row.guardian_id = new.guardian_id;
    queries::insert(tx, &row)?;
    sharing::share(tx, &row)?;
    Ok(row.id)
}

fn blank(
    tx: &mut Tx<'_>,
    meeting: &MeetingRow,
    case: CaseKey,
    kind: SummonsKind,
    party: SummonedParty,
    words: &SealedSummons,
) -> Result<SummonsRow, Problem> {
    let (unit, now) = (tx.actor().unit()?, tx.now());
    let id = SummonsId::new(now);
    Ok(SummonsRow {
        id,
        meeting_id: meeting.id,
        case_id: case.id,
        child_id: case.child_id,
        custodian_id: unit.organisation_id,
        sent_by_unit_id: unit.id,
        kind,
        party,
        unit_id: None,
        staff_id: None,
        guardian_id: None,
        attendance: None,
        mandate: None,
        sealed: tx.seal(case.child_id, Place::new("summonses", id), words)?,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}

/// Records an acknowledgement: of a summons by the unit summoned, or by the one that sent it when told; of an invitation
/// by any unit that attends. Who changes its mind acknowledges again.
pub(super) fn acknowledge(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    id: SummonsId,
    new: NewAcknowledgement,
) -> Result<SummonsId, Problem> {
    let seen = show::visible(tx, meeting, id)?;
    door::for_writing(tx, seen.case_id)?;
    let row = show::visible(tx, meeting, id)?;
    let acting = tx.actor().unit()?.id;
    if row.unit_id.is_some_and(|summoned| summoned != acting) {
        let text = Text::new("Bara den kallade enheten kan kvittera.", "Only the unit summoned can acknowledge it.");
        return Err(Problem::new(Kind::Forbidden, text));
    }
    let ack = AcknowledgementId::new(tx.now());
    let place = Place::new("summons_acknowledgements", ack);
    let sealed = new.note.map(|note| tx.seal(row.child_id, place, &SealedAcknowledgement { note })).transpose()?;
    let staff_id = gate::own_staff(tx, new.by_staff_id, "/byStaffId")?.or(tx.actor().staff_id);
    let acknowledgement = AcknowledgementRow {
        id: ack,
        summons_id: id,
        unit_id: acting,
        staff_id,
        will_attend: new.will_attend,
        sealed,
        recorded_at: tx.now(),
    };
    queries::insert_acknowledgement(tx, &acknowledgement)?;
    sharing::share_answer(tx, &row, &acknowledgement)?;
    if row.kind == SummonsKind::Summons {
        let outcome = if new.will_attend { "will_attend" } else { "will_not_attend" };
        let fact = NewFact::new(FactKind::SummonsAcknowledged, tx.today()).about("summonses", id);
        record(tx, row.case(), fact.code(CodeKey::Outcome, outcome))?;
    }
    Ok(id)
}

/// Notes who came to a meeting that was held. All who are summoned must come: who did not is a fact of the case.
pub(in crate::casework::meetings) fn attend(
    tx: &mut Tx<'_>,
    meeting: &MeetingRow,
    attendance: &[NewAttendance],
) -> Result<(), Problem> {
    for (index, came) in attendance.iter().enumerate() {
        let row = queries::find(tx.conn, came.summons_id)?.filter(|row| row.meeting_id == meeting.id);
        let unknown = || Problem::unknown_reference(&format!("/attendances/{index}/summonsId"));
        let mut row = row.ok_or_else(unknown)?;
        row.attendance = Some(came.attendance);
        row.mandate = came.mandate;
        row.version += 1;
        row.updated_at = tx.now();
        queries::update_attendance(tx, &row)?;
        if row.kind == SummonsKind::Summons && came.attendance != Attendance::Attended {
            let fact = NewFact::new(FactKind::SummonedAbsent, meeting.day()).about("summonses", row.id);
            record(tx, row.case(), fact.code(CodeKey::Outcome, came.attendance.code()))?;
        }
    }
    Ok(())
}
