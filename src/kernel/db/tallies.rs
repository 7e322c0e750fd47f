//! Counts that are kept beside rows, where counting the rows themselves would read a growing table.
//!
//! A transaction only notes what it adds and takes away; at its end the sums are written, in the order of their keys. So two
//! transactions never wait for each other crosswise, and nobody waits longer for a count than another's commit takes.
//!
//! Each is counted in its area and in the area's municipality. Everybody in a municipality would wait for the same rows there, so
//! these lie in stripes, of which only the sum means anything: one alone may be below zero.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::AmongMethods as _;
use super::conn::{Conn, Raw};
use super::many::{Kept, PORTION};
use super::schema::{areas, lead_time_counts, municipality_lead_time_counts};
use super::tx::Tx;
use crate::kernel::ids::AreaId;
use crate::kernel::time::Day;

/// A municipality's stripes. A prime, so that every bit of an area's id has its say.
const STRIPES: u128 = 7;

/// Lead times of an area that are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// The area.
    pub area_id: AreaId,
    /// What they have in common.
    pub alike: Alike,
}

/// What lead times that are counted together have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alike {
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

/// Adds rows to a table of counts, and takes away those that count nothing any longer.
macro_rules! add {
    ($conn:expr, $rows:expr, $counts:ident by $place:ident $(and $stripe:ident)?) => {
        match $conn.raw() {
            Raw::Postgres(conn) => $rows
                .chunks(PORTION)
                .try_for_each(|some| Kept(add!(some, $counts by $place $(and $stripe)?)).execute(conn).map(drop))?,
            Raw::Sqlite(conn) => $rows
                .iter()
                .try_for_each(|row| add!(row, $counts by $place $(and $stripe)?).execute(conn).map(drop))?,
        }
        for row in $rows.iter().filter(|row| row.count < 0) {
            let of = (&row.$place, &row.outcome, row.day, &row.code);
            let key = (of.0, of.1, of.2, of.3, row.family_chosen, &row.cancel_reason, row.days $(, row.$stripe)?);
            diesel::delete($counts::table.find(key).filter($counts::count.eq(0))).execute($conn)?;
        }
    };
    ($rows:expr, $counts:ident by $place:ident $(and $stripe:ident)?) => {
        diesel::insert_into($counts::table)
            .values($rows)
            .on_conflict((
                $counts::$place,
                $counts::outcome,
                $counts::day,
                $counts::code,
                $counts::family_chosen,
                $counts::cancel_reason,
                $counts::days,
                $($counts::$stripe,)?
            ))
            .do_update()
            .set($counts::count.eq($counts::count + excluded($counts::count)))
    };
}

/// What is added to one area's count.
#[derive(Insertable)]
#[diesel(table_name = lead_time_counts)]
struct OfArea {
    area_id: AreaId,
    outcome: String,
    day: Day,
    code: String,
    family_chosen: bool,
    cancel_reason: String,
    days: i32,
    count: i32,
}

/// What is added to one municipality's count.
#[derive(Insertable)]
#[diesel(table_name = municipality_lead_time_counts)]
struct OfMunicipality {
    municipality_code: String,
    stripe: i32,
    outcome: String,
    day: Day,
    code: String,
    family_chosen: bool,
    cancel_reason: String,
    days: i32,
    count: i32,
}

impl OfArea {
    fn new((Tally { area_id, alike }, count): (Tally, i32)) -> Self {
        let Alike { outcome, day, code, family_chosen, cancel_reason, days } = alike;
        Self { area_id, outcome, day, code, family_chosen, cancel_reason, days, count }
    }
}

impl OfMunicipality {
    fn new((municipality_code, stripe): (String, i32), alike: Alike, count: i32) -> Self {
        let Alike { outcome, day, code, family_chosen, cancel_reason, days } = alike;
        Self { municipality_code, stripe, outcome, day, code, family_chosen, cancel_reason, days, count }
    }
}

impl Tx<'_> {
    /// Notes that there are so many more lead times of a kind, or fewer.
    pub fn tally(&mut self, tally: Tally, more: i32) {
        *self.tallies.entry(tally).or_default() += more;
    }

    /// Writes what was noted. The transaction's last step before its log.
    pub(super) fn settle(&mut self) -> QueryResult<()> {
        let noted: Tallies = std::mem::take(&mut self.tallies).into_iter().filter(|(_, count)| *count != 0).collect();
        if noted.is_empty() {
            return Ok(());
        }
        let of_municipalities = in_municipalities(self.conn, &noted)?;
        let of_areas: Vec<OfArea> = noted.into_iter().map(OfArea::new).collect();
        add!(self.conn, of_areas, lead_time_counts by area_id);
        add!(self.conn, of_municipalities, municipality_lead_time_counts by municipality_code and stripe);
        Ok(())
    }
}

/// The same as it is counted in the areas' municipalities, in the order of keys.
fn in_municipalities(conn: &mut Conn, noted: &Tallies) -> QueryResult<Vec<OfMunicipality>> {
    let ids: BTreeSet<AreaId> = noted.keys().map(|tally| tally.area_id).collect();
    let found = areas::table.filter(areas::id.among(ids)).select((areas::id, areas::municipality_code));
    let codes: HashMap<AreaId, String> = found.load::<(AreaId, String)>(conn)?.into_iter().collect();
    let mut sums: BTreeMap<((String, i32), Alike), i32> = BTreeMap::new();
    for (Tally { area_id, alike }, count) in noted {
        let code = codes.get(area_id).ok_or(diesel::NotFound)?;
        *sums.entry(((code.clone(), stripe(*area_id)), alike.clone())).or_default() += count;
    }
    Ok(sums.into_iter().map(|((place, alike), count)| OfMunicipality::new(place, alike, count)).collect())
}

fn stripe(area: AreaId) -> i32 {
    i32::try_from(area.0.as_u128() % STRIPES).unwrap_or_default()
}
