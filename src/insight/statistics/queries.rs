//! Counts in SQL. Nothing here reads a case.

use diesel::dsl::sum;
use diesel::prelude::*;

use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{areas, lead_time_counts};
use crate::kernel::ids::AreaId;
use crate::kernel::time::Day;

/// So many lead times of a clock that ended alike.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Ended {
    /// The clock's code.
    pub clock: String,
    /// How they ended.
    pub outcome: String,
    /// Whether the family chose to wait.
    pub family_chosen: bool,
    /// Why they were cancelled, or nothing.
    pub cancel_reason: String,
    /// How many days they took.
    pub days: i32,
    /// How many they are.
    pub count: Option<i64>,
}

/// So many lead times of a clock that are due on a day: the clock, the day, how many.
pub(super) type Due = (String, Day, Option<i64>);

/// The areas that are counted.
pub(super) fn areas_of(conn: &mut Conn, area: Option<AreaId>, municipality: Option<&str>) -> QueryResult<Vec<AreaId>> {
    let mut query = areas::table.select(areas::id).into_boxed();
    if let Some(area) = area {
        query = query.filter(areas::id.eq(area));
    }
    if let Some(code) = municipality {
        query = query.filter(areas::municipality_code.eq(code.to_owned()));
    }
    query.load(conn)
}

/// What ended in these areas in the months that begin between two days.
pub(super) fn ended(conn: &mut Conn, areas: &[AreaId], (from, to): (Day, Day)) -> QueryResult<Vec<Ended>> {
    lead_time_counts::table
        .filter(lead_time_counts::area_id.among(areas))
        .filter(lead_time_counts::outcome.among(["met", "met_late", "cancelled"]))
        .filter(lead_time_counts::day.between(from, to))
        .group_by((
            lead_time_counts::code,
            lead_time_counts::outcome,
            lead_time_counts::family_chosen,
            lead_time_counts::cancel_reason,
            lead_time_counts::days,
        ))
        .select((
            lead_time_counts::code,
            lead_time_counts::outcome,
            lead_time_counts::family_chosen,
            lead_time_counts::cancel_reason,
            lead_time_counts::days,
            sum(lead_time_counts::count),
        ))
        .load(conn)
}

/// What runs in these areas, by the day on which it is due.
pub(super) fn running(conn: &mut Conn, areas: &[AreaId]) -> QueryResult<Vec<Due>> {
    lead_time_counts::table
        .filter(lead_time_counts::area_id.among(areas))
        .filter(lead_time_counts::outcome.eq("running"))
        .filter(lead_time_counts::count.gt(0))
        .group_by((lead_time_counts::code, lead_time_counts::day))
        .select((lead_time_counts::code, lead_time_counts::day, sum(lead_time_counts::count)))
        .load(conn)
}
