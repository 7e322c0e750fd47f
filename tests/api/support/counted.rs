//! The counts that statistics are read from are the lead times, counted: looked at when each test ends, so that the whole suite
//! is the test that no step forgets one.

use std::collections::BTreeMap;

use diesel::prelude::*;
use samsyn::casework::lead_times::model::{LeadTimeRow, Outcome};
use samsyn::kernel::db::backend::{self, Purpose};
use samsyn::kernel::db::schema::{
    areas, lead_time_counts, lead_times, municipality_lead_time_counts as of_municipalities,
};
use samsyn::kernel::db::{Conn, Target};
use samsyn::kernel::ids::AreaId;
use samsyn::kernel::time::Day;

use super::TestApp;

type Key = (AreaId, String, Day, String, bool, String, i32);
type InMunicipality = (String, String, Day, String, bool, String, i32);
type Counted = (AreaId, String, Day, String, bool, String, (i32, i32));

fn key(row: LeadTimeRow) -> Key {
    let code = row.outcome.code().to_owned();
    let month = |day: Day| Day::new(day.year(), day.month(), 1).unwrap();
    match row.outcome {
        Outcome::Running if row.paused_from.is_some() && row.paused_until.is_none() => {
            (row.area_id, code, Day::MAX, row.code, false, String::new(), 0)
        }
        Outcome::Running => (row.area_id, code, row.due_on, row.code, false, String::new(), 0),
        Outcome::Cancelled => {
            (row.area_id, code, month(row.ended_on.unwrap()), row.code, false, row.cancel_reason.unwrap(), 0)
        }
        Outcome::Met | Outcome::MetLate => {
            let ended = row.ended_on.unwrap();
            let days = row.started_on.days_until(ended) - i64::from(row.paused_days);
            let days = i32::try_from(days.max(0)).unwrap();
            (row.area_id, code, month(ended), row.code, row.family_chosen, String::new(), days)
        }
    }
}

/// Opens a test's database beside the service.
pub fn open(app: &TestApp) -> Conn {
    backend::open(&Target::parse(app.database_url()).unwrap(), Purpose::Write).unwrap()
}

/// Panics when the counts differ from what counting the lead times gives.
#[track_caller]
pub fn must_be_right(conn: &mut Conn) {
    let mut expected: BTreeMap<Key, i32> = BTreeMap::new();
    for row in lead_times::table.select(LeadTimeRow::as_select()).load(conn).unwrap() {
        *expected.entry(key(row)).or_default() += 1;
    }
    let rows: Vec<Counted> = lead_time_counts::table
        .select((
            lead_time_counts::area_id,
            lead_time_counts::outcome,
            lead_time_counts::day,
            lead_time_counts::code,
            lead_time_counts::family_chosen,
            lead_time_counts::cancel_reason,
            (lead_time_counts::days, lead_time_counts::count),
        ))
        .load(conn)
        .unwrap();
    let counted = rows.into_iter().map(|(area, outcome, day, code, chosen, reason, (days, count))| {
        ((area, outcome, day, code, chosen, reason, days), count)
    });
    assert_eq!(counted.collect::<BTreeMap<_, _>>(), expected, "the counts beside the lead times");
    must_be_right_in_municipalities(conn, expected);
}

/// The sums of stripes; a row that counts nothing is gone.
#[track_caller]
fn must_be_right_in_municipalities(conn: &mut Conn, of_areas: BTreeMap<Key, i32>) {
    let codes: BTreeMap<AreaId, String> =
        areas::table.select((areas::id, areas::municipality_code)).load(conn).unwrap().into_iter().collect();
    let mut expected: BTreeMap<InMunicipality, i32> = BTreeMap::new();
    for ((area, outcome, day, code, chosen, reason, days), count) in of_areas {
        *expected.entry((codes[&area].clone(), outcome, day, code, chosen, reason, days)).or_default() += count;
    }
    let rows: Vec<(InMunicipality, i32)> = of_municipalities::table
        .select((
            (
                of_municipalities::municipality_code,
                of_municipalities::outcome,
                of_municipalities::day,
                of_municipalities::code,
                of_municipalities::family_chosen,
                of_municipalities::cancel_reason,
                of_municipalities::days,
            ),
            of_municipalities::count,
        ))
        .load(conn)
        .unwrap();
    let mut counted: BTreeMap<InMunicipality, i32> = BTreeMap::new();
    for (key, count) in rows {
        assert_ne!(count, 0, "{key:?} counts nothing");
        *counted.entry(key).or_default() += count;
    }
    counted.retain(|_, count| *count != 0);
    assert_eq!(counted, expected, "the counts of municipalities");
}
