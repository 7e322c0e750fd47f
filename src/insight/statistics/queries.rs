//! Counts in SQL. Nothing here reads a case.

use diesel::dsl::sum;
use diesel::prelude::*;

use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{areas, lead_time_counts, municipality_lead_time_counts as of_municipalities};
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

/// The municipalities that have an area.
pub(super) fn municipalities(conn: &mut Conn) -> QueryResult<Vec<String>> {
    areas::table.select(areas::municipality_code).distinct().load(conn)
}

/// Where it is counted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    /// In these areas.
    Areas(&'a [AreaId]),
    /// In these municipalities.
    Municipalities(&'a [String]),
}

/// What ended in the months that begin between two days, in a table of counts.
macro_rules! ended {
    ($counts:ident, $period:expr) => {
        $counts::table
            .filter($counts::outcome.among(["met", "met_late", "cancelled"]))
            .filter($counts::day.between($period.0, $period.1))
            .group_by(($counts::code, $counts::outcome, $counts::family_chosen, $counts::cancel_reason, $counts::days))
            .select((
                $counts::code,
                $counts::outcome,
                $counts::family_chosen,
                $counts::cancel_reason,
                $counts::days,
                sum($counts::count),
            ))
    };
}

/// What runs, by the day on which it is due, in a table of counts.
macro_rules! running {
    ($counts:ident) => {
        $counts::table.filter($counts::outcome.eq("running")).group_by(($counts::code, $counts::day)).select((
            $counts::code,
            $counts::day,
            sum($counts::count),
        ))
    };
}

/// What ended somewhere in the months that begin between two days.
pub(super) fn ended(conn: &mut Conn, place: Place<'_>, period: (Day, Day)) -> QueryResult<Vec<Ended>> {
    match place {
        Place::Areas(ids) => ended!(lead_time_counts, period).filter(lead_time_counts::area_id.among(ids)).load(conn),
        Place::Municipalities(codes) => {
            ended!(of_municipalities, period).filter(of_municipalities::municipality_code.among(codes)).load(conn)
        }
    }
}

/// What runs somewhere, by the day on which it is due.
pub(super) fn running(conn: &mut Conn, place: Place<'_>) -> QueryResult<Vec<Due>> {
    match place {
        Place::Areas(ids) => running!(lead_time_counts).filter(lead_time_counts::area_id.among(ids)).load(conn),
        Place::Municipalities(codes) => {
            running!(of_municipalities).filter(of_municipalities::municipality_code.among(codes)).load(conn)
        }
    }
}
