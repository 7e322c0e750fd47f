//! What a consent needs to know of the child and its guardians, and consents put together from their rows.

use std::collections::HashMap;

use super::codes::{ChildMaturity, ConsentPartyKind};
use super::queries;
use super::rows::{ConsentRow, DecisionRow, PartyRow, ScopeRow};
use super::rules::{self, Act, Party, Terms};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::{ChildId, ConsentId, ConsentPartyId, GuardianId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;
use crate::parties::guardians::model::GuardianRelation;
use crate::parties::{children, guardians};

/// Months until the coming of age (föräldrabalken 9 kap. 1 §: 18 years).
const MONTHS_TO_ADULTHOOD: i32 = 18 * 12;

/// Who decides for a child today, and until when guardians do.
pub(super) struct Deciders {
    /// Whose decision is required.
    pub required: Vec<(ConsentPartyKind, Option<GuardianId>)>,
    /// The 18th birthday, while it lies ahead and the birth date is known.
    pub comes_of_age_on: Option<Day>,
}

/// The deciders for a child today.
pub(super) fn deciders(tx: &mut Tx<'_>, child: ChildId, maturity: ChildMaturity) -> Result<Deciders, Problem> {
    let today = tx.today();
    let birthday = birthday_of_age(tx, child)?;
    let is_adult = birthday.is_some_and(|birthday| birthday <= today);
    let registered: Vec<(GuardianId, ConsentPartyKind)> = guardians::queries::guardians_of(tx.conn, child, today)?
        .into_iter()
        .map(|row| (row.id, kind(row.relation)))
        .collect();
    Ok(Deciders {
        required: rules::required(&registered, maturity, is_adult),
        comes_of_age_on: birthday.filter(|_| !is_adult),
    })
}

/// Whether a child is known to have come of age on a day.
///
/// # Errors
/// 404 when its record does not exist or was destroyed.
pub fn is_adult(tx: &mut Tx<'_>, child: ChildId, day: Day) -> Result<bool, Problem> {
    Ok(birthday_of_age(tx, child)?.is_some_and(|birthday| birthday <= day))
}

/// The 18th birthday, when the birth date is known.
fn birthday_of_age(tx: &mut Tx<'_>, child: ChildId) -> Result<Option<Day>, Problem> {
    Ok(children::show::birth_date(tx, child)?.map(|born| born.plus_months(MONTHS_TO_ADULTHOOD)))
}

const fn kind(relation: GuardianRelation) -> ConsentPartyKind {
    match relation {
        GuardianRelation::Guardian => ConsentPartyKind::Guardian,
        GuardianRelation::SpeciallyAppointed => ConsentPartyKind::AppointedGuardian,
        GuardianRelation::GodMan => ConsentPartyKind::GodMan,
        GuardianRelation::Board => ConsentPartyKind::Board,
    }
}

/// A consent with all that its state depends on.
pub(super) struct Whole {
    pub row: ConsentRow,
    pub parties: Vec<PartyRow>,
    pub decisions: Vec<DecisionRow>,
    pub terms: Terms,
}

impl Whole {
    /// The party with this id.
    pub fn party(&self, id: ConsentPartyId) -> Option<Party> {
        self.terms.parties.iter().copied().find(|party| party.id == id)
    }
}

/// Consents with all that belongs to them, in three queries.
pub(super) fn whole(conn: &mut Conn, rows: Vec<ConsentRow>) -> Result<Vec<Whole>, Problem> {
    let ids: Vec<ConsentId> = rows.iter().map(|row| row.id).collect();
    let mut scopes = by_consent(queries::scopes(conn, &ids)?, |row: &ScopeRow| row.consent_id);
    let mut parties = by_consent(queries::parties(conn, &ids)?, |row: &PartyRow| row.consent_id);
    let mut decisions = by_consent(queries::decisions(conn, &ids)?, |row: &DecisionRow| row.consent_id);
    Ok(rows
        .into_iter()
        .map(|row| {
            let parties = parties.remove(&row.id).unwrap_or_default();
            let decisions = decisions.remove(&row.id).unwrap_or_default();
            let terms = Terms {
                valid_from: row.valid_from,
                valid_to: row.valid_to,
                lapses_on: row.lapses_on,
                superseded_on: row.superseded_on,
                units: taken(&mut scopes, row.id, |scope| (scope.unit_id, scope.removed_on)),
                parties: parties.iter().map(|party| Party { id: party.id, kind: party.kind }).collect(),
                acts: decisions.iter().map(act).collect(),
            };
            Whole { row, parties, decisions, terms }
        })
        .collect())
}

/// One consent with all that belongs to it.
pub(super) fn one(conn: &mut Conn, id: ConsentId) -> Result<Whole, Problem> {
    let row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    whole(conn, vec![row])?.pop().ok_or_else(Problem::not_found)
}

fn by_consent<R>(rows: Vec<R>, of: impl Fn(&R) -> ConsentId) -> HashMap<ConsentId, Vec<R>> {
    let mut sorted: HashMap<ConsentId, Vec<R>> = HashMap::new();
    for row in rows {
        sorted.entry(of(&row)).or_default().push(row);
    }
    sorted
}

fn taken<R, T>(from: &mut HashMap<ConsentId, Vec<R>>, id: ConsentId, of: impl Fn(R) -> T) -> Vec<T> {
    from.remove(&id).unwrap_or_default().into_iter().map(of).collect()
}

fn act(row: &DecisionRow) -> Act {
    Act { party: row.party_id, act: row.decision, on: row.decided_on, overridden: row.override_basis }
}
