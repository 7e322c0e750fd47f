//! The kinds of information, and which of them a right covers.

use std::collections::HashSet;

use diesel::prelude::*;

use super::Basis;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{case_access, case_access_information};
use crate::kernel::ids::{AccessId, CaseId, UnitId};
use crate::kernel::time::{Day, Instant};

crate::codes! {
    /// Slag av uppgifter. What kind of information may be shared.
    pub enum InformationCategory {
        SchoolSituation = "school_situation" ("skolsituation", "school situation"),
        Health = "health" ("hälsa", "health"),
        Social = "social" ("social situation", "social situation"),
        AssessmentsSdq = "assessments_sdq" ("skattning SDQ", "assessments by SDQ"),
        AssessmentsOrsSrs = "assessments_ors_srs" ("skattning ORS och SRS", "assessments by ORS and SRS"),
        Plan = "plan" ("plan", "plan"),
        MeetingNotes = "meeting_notes" ("mötesanteckningar", "meeting notes"),
    }
}

/// A kind of information that a row of the circle covers. A unit's own case covers all kinds, and has no rows here.
#[derive(Clone, Copy, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_access_information, treat_none_as_default_value = false)]
pub(super) struct KindRow {
    /// The row of the circle.
    pub access_id: AccessId,
    /// The kind.
    pub kind: InformationCategory,
    /// Since when the unit's right has covered it without a break.
    pub since_at: Instant,
    /// When it was narrowed away.
    pub ended_at: Option<Instant>,
}

/// The kinds that these rows of the circle cover or covered.
pub(super) fn kinds_of(conn: &mut Conn, rows: &[AccessId]) -> QueryResult<Vec<KindRow>> {
    if rows.is_empty() {
        return Ok(vec![]);
    }
    case_access_information::table
        .filter(case_access_information::access_id.among(rows))
        .select(KindRow::as_select())
        .load(conn)
}

/// Which of these rows of the circle cover a kind.
pub(super) fn covering(
    conn: &mut Conn,
    rows: &[AccessId],
    kind: InformationCategory,
) -> QueryResult<HashSet<AccessId>> {
    let found: Vec<AccessId> = case_access_information::table
        .filter(case_access_information::access_id.among(rows))
        .filter(case_access_information::kind.eq(kind))
        .filter(case_access_information::ended_at.is_null())
        .select(case_access_information::access_id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// Whether a unit's right in a case covers a kind today.
pub fn covers(conn: &mut Conn, case: CaseId, unit: UnitId, kind: InformationCategory, today: Day) -> QueryResult<bool> {
    let rows: Vec<(AccessId, Basis)> = case_access::table
        .filter(case_access::case_id.eq(case))
        .filter(case_access::unit_id.eq(unit))
        .filter(case_access::ended_at.is_null())
        .filter(case_access::from_on.le(today))
        .filter(case_access::until_on.is_null().or(case_access::until_on.ge(today)))
        .select((case_access::id, case_access::basis))
        .load(conn)?;
    if rows.iter().any(|(_, basis)| *basis == Basis::Own) {
        return Ok(true);
    }
    let ids: Vec<AccessId> = rows.into_iter().map(|(id, _)| id).collect();
    Ok(!covering(conn, &ids, kind)?.is_empty())
}
