//! Sharing: a recorded disclosure of one item to one unit whose right covers the item's kind of information, and a note of
//! each unit of the circle from which it was withheld because its right does not.

use std::collections::HashSet;

use diesel::prelude::*;
use uuid::Uuid;

use super::information::covering;
use super::{AccessRow, Basis, InformationCategory, blocking, of_case};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{disclosures, withholdings};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::{AccessId, CaseId, ConsentId, DisclosureId, OrganisationId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};

/// What kind of item its receivers keep whatever becomes of the circle: it is given as a copy, never withheld later.
pub const COPIES: &str = "plan-versions";

/// What is to be shared.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'a> {
    /// The case.
    pub case: CaseId,
    /// The items' room's segment.
    pub kind: &'static str,
    /// The items.
    pub ids: &'a [Uuid],
    /// Of which kind of information they are.
    pub information: InformationCategory,
    /// The unit whose own they are, when they are one unit's.
    pub writer: Option<UnitId>,
    /// The authority in whose custody they are.
    pub custodian: OrganisationId,
}

#[derive(Insertable)]
#[diesel(table_name = disclosures, treat_none_as_default_value = false)]
struct DisclosureRow {
    id: DisclosureId,
    case_id: CaseId,
    item_kind: String,
    item_id: ResourceId,
    unit_id: UnitId,
    consent_id: Option<ConsentId>,
    basis: Basis,
    from_unit_id: Option<UnitId>,
    disclosed_at: Instant,
    disclosed_by: String,
    information: InformationCategory,
    blocked_at: Option<Instant>,
}

#[derive(Clone, Copy, Insertable)]
#[diesel(table_name = withholdings, treat_none_as_default_value = false)]
struct WithholdingRow {
    item_id: ResourceId,
    unit_id: UnitId,
    case_id: CaseId,
    information: InformationCategory,
    withheld_at: Instant,
}

/// Shares items with every unit in the circle now whose right covers them and that has not had them: one disclosure row
/// each.
///
/// # Errors
/// 503 when the rows cannot be written.
pub fn share(tx: &mut Tx<'_>, shared: Shared<'_>) -> Result<(), Problem> {
    share_among(tx, shared, |_| true)
}

/// Shares items with those units of the circle that are chosen: what is said at a meeting is for those who attend it.
///
/// # Errors
/// 503 when the rows cannot be written.
pub fn share_among(tx: &mut Tx<'_>, shared: Shared<'_>, chosen: impl Fn(&AccessRow) -> bool) -> Result<(), Problem> {
    let withheld = give(tx, shared, chosen)?;
    if withheld.is_empty() {
        return Ok(());
    }
    let (ids, units): (Vec<ResourceId>, Vec<UnitId>) = withheld.iter().map(|row| (row.item_id, row.unit_id)).unzip();
    let before =
        withholdings::table.filter(withholdings::item_id.among(ids)).filter(withholdings::unit_id.among(units));
    diesel::delete(before).execute(tx.conn)?;
    crate::insert_many!(&mut *tx.conn, withholdings::table, &withheld)?;
    Ok(())
}

/// Gives copies that their receivers keep. From whom they are withheld is told by what they are copies of.
///
/// # Errors
/// 503 when the rows cannot be written.
pub fn give_copies(tx: &mut Tx<'_>, shared: Shared<'_>) -> Result<(), Problem> {
    give(tx, Shared { kind: COPIES, ..shared }, |_| true)?;
    Ok(())
}

/// Discloses to who is covered; gives what is withheld from the others.
fn give(
    tx: &mut Tx<'_>,
    shared: Shared<'_>,
    chosen: impl Fn(&AccessRow) -> bool,
) -> Result<Vec<WithholdingRow>, Problem> {
    let (covered, lacking) = parted(tx, shared, chosen)?;
    let (now, by) = (tx.now(), tx.actor().name());
    let own_block = blocking::of_writer(tx, shared.case, shared.kind)?;
    let disclosed = |(access, item_id): (AccessRow, ResourceId)| DisclosureRow {
        id: DisclosureId::new(now),
        case_id: shared.case,
        item_kind: shared.kind.to_owned(),
        item_id,
        unit_id: access.unit_id,
        consent_id: access.consent_id,
        basis: access.basis,
        from_unit_id: shared.writer,
        disclosed_at: now,
        disclosed_by: by.clone(),
        information: shared.information,
        blocked_at: own_block.filter(|block| block.unit != access.unit_id).map(|_| now),
    };
    let rows: Vec<DisclosureRow> = covered.into_iter().map(disclosed).collect();
    crate::insert_many!(&mut *tx.conn, disclosures::table, &rows)?;
    let withheld = |(access, item_id): (AccessRow, ResourceId)| WithholdingRow {
        item_id,
        unit_id: access.unit_id,
        case_id: shared.case,
        information: shared.information,
        withheld_at: now,
    };
    Ok(lacking.into_iter().filter(|(access, _)| Some(access.unit_id) != shared.writer).map(withheld).collect())
}

/// To whom each item goes, and from whom it is withheld.
type Parted = (Vec<(AccessRow, ResourceId)>, Vec<(AccessRow, ResourceId)>);

/// Parts the chosen units of the circle that do not see an item already: each stands once for each item, covered where any
/// of its rights covers.
///
/// Every consent in force names the unit whose case it is. But secrecy runs between authorities whoever began (OSL 8:1): what
/// another authority keeps goes to that unit only where a consent lets that very authority take part of the kind (OSL 12:2). What
/// the family let others tell is no consent to what this one tells.
///
/// For which purpose the consent was given is not asked here: there is one circle for a case, and the kinds say what may be told
/// in it. The purpose says what the units may do together – talk of the child at a meeting, make a plan – and is asked before
/// they do (`casework/consents/gate`).
fn parted(tx: &mut Tx<'_>, shared: Shared<'_>, chosen: impl Fn(&AccessRow) -> bool) -> Result<Parted, Problem> {
    let today = tx.today();
    let ids: Vec<ResourceId> = shared.ids.iter().copied().map(ResourceId).collect();
    let mut has: HashSet<(ResourceId, UnitId)> = disclosures::table
        .filter(disclosures::item_id.among(&ids))
        .filter(crate::reaches!(today))
        .select((disclosures::item_id, disclosures::unit_id))
        .load(tx.conn)?
        .into_iter()
        .collect();
    let circle = of_case(tx.conn, shared.case, today)?;
    let access: Vec<AccessId> = circle.iter().map(|row| row.id).collect();
    let covering = covering(tx.conn, &access, shared.information)?;
    let lets_go = circle.iter().any(|row| row.organisation_id == shared.custodian && covering.contains(&row.id));
    let chosen = circle.into_iter().filter(|row| chosen(row));
    let (covered, lacking): (Vec<AccessRow>, Vec<AccessRow>) = chosen.partition(|row| match row.basis {
        Basis::Own => row.organisation_id == shared.custodian || lets_go,
        Basis::Consent | Basis::LegalBasis => covering.contains(&row.id),
    });
    let mut each = |rows: Vec<AccessRow>| {
        let pairs = rows.iter().flat_map(|row| ids.iter().map(move |id| (row, *id)));
        let new = pairs.filter(|(row, id)| has.insert((*id, row.unit_id)));
        new.map(|(row, id)| (row.clone(), id)).collect::<Vec<_>>()
    };
    let covered = each(covered);
    Ok((covered, each(lacking)))
}

/// Which of these items are shared with a unit today.
///
/// # Errors
/// When the database fails.
pub fn shared_with(conn: &mut Conn, items: &[Uuid], unit: UnitId, today: Day) -> QueryResult<HashSet<Uuid>> {
    if items.is_empty() {
        return Ok(HashSet::new());
    }
    let ids: Vec<ResourceId> = items.iter().copied().map(ResourceId).collect();
    let rows: Vec<ResourceId> = disclosures::table
        .filter(disclosures::item_id.among(ids))
        .filter(disclosures::unit_id.eq(unit))
        .filter(crate::gives_sight!(today))
        .select(disclosures::item_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0).collect())
}

/// To which units an item was ever given under consent, each once.
///
/// # Errors
/// When the database fails.
pub fn given_to(conn: &mut Conn, item: Uuid) -> QueryResult<Vec<UnitId>> {
    disclosures::table
        .filter(disclosures::item_id.eq(ResourceId(item)))
        .filter(disclosures::basis.ne(Basis::LegalBasis))
        .select(disclosures::unit_id)
        .distinct()
        .order(disclosures::unit_id.asc())
        .load(conn)
}

/// Which of these copies a unit was ever given: it keeps them.
///
/// # Errors
/// When the database fails.
pub fn received(conn: &mut Conn, items: &[Uuid], unit: UnitId) -> QueryResult<HashSet<Uuid>> {
    let ids: Vec<ResourceId> = items.iter().copied().map(ResourceId).collect();
    let rows: Vec<ResourceId> = disclosures::table
        .filter(disclosures::item_id.among(ids))
        .filter(disclosures::unit_id.eq(unit))
        .filter(disclosures::basis.ne(Basis::LegalBasis))
        .select(disclosures::item_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0).collect())
}

/// In which of these cases something that the circle shares is withheld from a unit of it today: its writer has blocked it, or
/// the unit's right does not cover the kind of information: what was shared without it while it took part, and what it saw before its right was
/// narrowed. What others keep for themselves, and what was shared before it came, is no part of it.
///
/// # Errors
/// When the database fails.
pub fn withheld(conn: &mut Conn, cases: &[CaseId], unit: UnitId, today: Day) -> QueryResult<HashSet<CaseId>> {
    let passed_over: Vec<CaseId> = withholdings::table
        .filter(withholdings::case_id.among(cases))
        .filter(withholdings::unit_id.eq(unit))
        .filter(crate::takes_part_since!(withholdings::case_id, unit, withholdings::withheld_at, today))
        .filter(diesel::dsl::not(crate::shared_with!(withholdings::item_id, unit, today)))
        .select(withholdings::case_id)
        .distinct()
        .load(conn)?;
    let lost: Vec<(CaseId, ResourceId)> = disclosures::table
        .filter(disclosures::case_id.among(cases))
        .filter(disclosures::unit_id.eq(unit))
        .filter(disclosures::basis.ne(Basis::LegalBasis))
        .filter(disclosures::item_kind.ne(COPIES))
        .filter(disclosures::from_unit_id.is_null().or(disclosures::from_unit_id.ne(unit)))
        .filter(crate::takes_part_since!(disclosures::case_id, unit, disclosures::disclosed_at, today))
        .filter(diesel::dsl::not(crate::reaches!(today)))
        .select((disclosures::case_id, disclosures::item_id))
        .load(conn)?;
    let items: Vec<Uuid> = lost.iter().map(|(_, item)| item.0).collect();
    let again = shared_with(conn, &items, unit, today)?;
    let lost = lost.into_iter().filter(|(_, item)| !again.contains(&item.0)).map(|(case, _)| case);
    let blocked = blocking::withheld(conn, cases, unit, today)?;
    Ok(passed_over.into_iter().chain(lost).chain(blocked).collect())
}
