//! What the tables say of the acting unit and things of cases, judged by [`crate::kernel::decision`]: two queries for any
//! number of things.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use uuid::Uuid;

use super::{Basis, received, shared_with};
use crate::kernel::audit::Look;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::case_access;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::decision::{Right, Standing, Thing};
use crate::kernel::ids::{CaseId, ChildId, ConsentId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;

/// Something in a case, as far as access depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its room's segment, for the log.
    pub resource: &'static str,
    /// Which one.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// The child record that it is about.
    pub child: ChildId,
    /// The unit whose own it is, when it is one unit's.
    pub unit: Option<UnitId>,
    /// How others come to have it.
    pub giving: Giving,
}

/// How an item comes to others than its writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giving {
    /// By a disclosure of the item.
    Disclosed,
    /// To everybody who takes part in the case.
    Circle,
    /// By a place at the meeting where it is spoken of, and to the unit whose case it is.
    Place {
        /// Whether the acting unit has a place.
        attends: bool,
    },
}

/// The right by which an item is seen is the one by which its unit takes part today, whatever it was shared under.
const SHARED: Right = Right { basis: Basis::Consent, consent_id: None };

/// By what right a unit takes part in each of these cases today; its own case goes before a consent.
pub fn rights(conn: &mut Conn, cases: &[CaseId], unit: UnitId, today: Day) -> QueryResult<HashMap<CaseId, Right>> {
    let rows: Vec<(CaseId, Basis, Option<ConsentId>)> = case_access::table
        .filter(case_access::case_id.among(cases))
        .filter(case_access::unit_id.eq(unit))
        .filter(case_access::ended_at.is_null())
        .filter(case_access::from_on.le(today))
        .filter(case_access::until_on.is_null().or(case_access::until_on.ge(today)))
        .select((case_access::case_id, case_access::basis, case_access::consent_id))
        .order((case_access::basis.asc(), case_access::consent_id.asc()))
        .load(conn)?;
    let mut rights: HashMap<CaseId, Right> = HashMap::new();
    for (case, basis, consent_id) in rows {
        let known = rights.entry(case).or_insert(Right { basis, consent_id });
        if basis < known.basis {
            *known = Right { basis, consent_id };
        }
    }
    Ok(rights)
}

/// Which of these things the acting unit may have today. The grounds are kept for the log.
///
/// # Errors
/// 403 when no unit acts; 503 when the database fails.
pub fn permitted(tx: &mut Tx<'_>, thing: Thing, items: &[Item]) -> Result<HashSet<Uuid>, Problem> {
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    let cases: Vec<CaseId> = items.iter().map(|item| item.case).collect();
    let rights = rights(tx.conn, &cases, unit, today)?;
    let disclosed = |item: &&Item| item.giving == Giving::Disclosed && item.unit != Some(unit);
    let ids: Vec<Uuid> = items.iter().filter(disclosed).map(|item| item.id).collect();
    let given = match thing {
        Thing::Copy => received(tx.conn, &ids, unit)?,
        Thing::Record | Thing::Shell | Thing::Item | Thing::Log => shared_with(tx.conn, &ids, unit, today)?,
    };
    let mut permitted = HashSet::new();
    for item in items {
        let takes_part = rights.get(&item.case).copied();
        let standing = Standing {
            own: item.unit == Some(unit),
            takes_part,
            given: match item.giving {
                Giving::Disclosed => given.contains(&item.id).then_some(SHARED),
                Giving::Circle => takes_part,
                Giving::Place { attends } => takes_part.filter(|right| attends || right.basis == Basis::Own),
            },
            ..Standing::default()
        };
        if tx.decide(item.child, thing, &standing).is_ok() {
            permitted.insert(item.id);
        }
    }
    Ok(permitted)
}

/// Requires that the acting unit may have a thing today.
///
/// # Errors
/// 404, the same as for what does not exist; the attempt is logged.
pub fn require(tx: &mut Tx<'_>, thing: Thing, item: Item) -> Result<(), Problem> {
    if permitted(tx, thing, &[item])?.contains(&item.id) { Ok(()) } else { Err(item.hidden()) }
}

impl Item {
    /// The refusal for who may not know of it.
    #[must_use]
    pub fn hidden(&self) -> Problem {
        Problem::not_found().denied(Look::about(self.resource, self.id, self.child))
    }
}
