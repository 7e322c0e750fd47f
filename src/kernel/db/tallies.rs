//! Counts that are kept beside rows, where counting the rows themselves would read a growing table.
//!
//! A transaction only notes what it adds and takes away; at its end the sums are written, in the order of their keys. So two
//! transactions never wait for each other crosswise, and nobody waits longer for a count than another's commit takes.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::conn::Raw;
use super::many::{Kept, PORTION};
use super::schema::lead_time_counts;
use super::tx::Tx;
use crate::kernel::ids::AreaId;
use crate::kernel::time::Day;

/// Lead times that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Insertable)]
#[diesel(table_name = lead_time_counts)]
pub struct Tally {
    /// The area.
    pub area_id: AreaId,
    /// How they ended, or that they run.
    pub outcome: String,
    /// The first day of the month in which they ended; of those that run, the day on which they are due.
    pub day: Day,
    /// The clock's code.
    pub code: String,
    /// Of those that were completed, whether the family chose to wait.
    pub family_chosen: bool,
    /// Why they were cancelled, or nothing.
    pub cancel_reason: String,
    /// Of those that were completed, how many days they took.
    pub days: i32,
}

/// What a transaction adds to the counts.
pub(super) type Tallies = BTreeMap<Tally, i32>;

#[derive(Insertable)]
#[diesel(table_name = lead_time_counts)]
struct Row {
    #[diesel(embed)]
    tally: Tally,
    count: i32,
}

/// Adds `$rows` to what is counted already.
macro_rules! add {
    ($rows:expr) => {
        diesel::insert_into(lead_time_counts::table)
            .values($rows)
            .on_conflict((
                lead_time_counts::area_id,
                lead_time_counts::outcome,
                lead_time_counts::day,
                lead_time_counts::code,
                lead_time_counts::family_chosen,
                lead_time_counts::cancel_reason,
                lead_time_counts::days,
            ))
            .do_update()
            .set(lead_time_counts::count.eq(lead_time_counts::count + excluded(lead_time_counts::count)))
    };
}

impl Tx<'_> {
    /// Notes that there are so many more lead times of a kind, or fewer.
    pub fn tally(&mut self, tally: Tally, more: i32) {
        *self.tallies.entry(tally).or_default() += more;
    }

    /// Writes what was noted. The transaction's last step before its log.
    pub(super) fn settle(&mut self) -> QueryResult<()> {
        let noted = std::mem::take(&mut self.tallies).into_iter().filter(|(_, count)| *count != 0);
        let rows: Vec<Row> = noted.map(|(tally, count)| Row { tally, count }).collect();
        match self.conn.raw() {
            Raw::Postgres(conn) => rows.chunks(PORTION).try_for_each(|some| Kept(add!(some)).execute(conn).map(drop)),
            Raw::Sqlite(conn) => rows.iter().try_for_each(|row| add!(row).execute(conn).map(drop)),
        }
    }
}
