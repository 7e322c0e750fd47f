//! Consents as this caller sees them: what the family said in words for the organisation that asked, the content for
//! the circle, and of another's withdrawn consent the state alone.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::codes::{ConsentAct, ConsentState};
use super::concerns;
use super::family::{self, Whole};
use super::model::{Consent, ConsentParty};
use super::queries;
use super::requests::ConsentFilter;
use super::rows::{ConsentRow, SealedConsent};
use crate::kernel::circle::{self, Giving, Item};
use crate::kernel::db::Tx;
use crate::kernel::decision::Thing;
use crate::kernel::external_ids::{self, ExternalId};
use crate::kernel::http::{Link, Page, PageRequest, Warning};
use crate::kernel::ids::{CaseId, ChildId, ConsentDecisionId, ConsentId, GuardianId, InformationTextId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::rules as house;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;
use crate::parties::guardians::answers::GuardianRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{guardians, information_texts, units};

/// One consent: for the unit that asked, whatever became of the circle, and for every unit in the circle.
pub(super) fn consent(tx: &mut Tx<'_>, id: ConsentId) -> Result<Consent, Problem> {
    let row = visible(tx, id)?;
    all(tx, vec![row])?.pop().ok_or_else(Problem::not_found)
}

/// A consent's row, when the caller may see it. Who recorded what a party did may see how the consent stands, also when
/// a withdrawal that it recorded has closed the door on itself: the family's no is never turned away by that.
pub(super) fn visible(tx: &mut Tx<'_>, id: ConsentId) -> Result<ConsentRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let unit = tx.actor().unit()?.id;
    let has_recorded = unit != row.unit_id && queries::has_recorded(tx.conn, id, unit)?;
    let seen = if has_recorded { Item { unit: Some(unit), ..item(&row) } } else { item(&row) };
    circle::require(tx, Thing::Item, seen)?;
    Ok(row)
}

/// A consent as far as access depends on it: who asked keeps it, and everybody in the circle rests on it.
fn item(row: &ConsentRow) -> Item {
    Item {
        resource: queries::KIND,
        id: row.id.0,
        case: row.case_id,
        child: row.child_id,
        unit: Some(row.unit_id),
        giving: Giving::Circle,
    }
}

/// A page of the consents that the caller's unit asked for itself or whose case it may see, and no more than if there
/// were no others.
pub(super) fn page(tx: &mut Tx<'_>, filter: &ConsentFilter, page: PageRequest) -> Result<Page<Consent>, Problem> {
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    let mut named = external_ids::asked(tx, queries::KIND, filter.external_id.as_ref())?;
    if let Some(days) = filter.expires_within_days {
        let soon = expiring(tx, today.plus_days(days.into()))?;
        named = Some(soon.into_iter().filter(|id| named.as_ref().is_none_or(|named| named.contains(id))).collect());
    }
    let rows = queries::list(tx.conn, unit, today, filter, named.as_deref(), page)?;
    let items: Vec<Item> = rows.items.iter().map(item).collect();
    let permitted = circle::permitted(tx, Thing::Item, &items)?;
    let rows = rows.filter_map(|row| permitted.contains(&row.id.0).then_some(row));
    let shown = all(tx, rows.items.clone())?;
    let mut shown: HashMap<ConsentId, Consent> = shown.into_iter().map(|consent| (consent.id, consent)).collect();
    Ok(rows.filter_map(|row| shown.remove(&row.id)))
}

/// The consents in force, of the cases in whose circle the unit is, whose last day comes no later than a day: by their own
/// last day, or by the 18th birthday.
fn expiring(tx: &mut Tx<'_>, by: Day) -> Result<Vec<ConsentId>, Problem> {
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    let rows = queries::ending(tx.conn, unit, today, by)?;
    let ends = |one: &Whole| {
        let in_force = one.terms.state(today) == ConsentState::InForce && one.row.superseded_by.is_none();
        in_force && one.terms.last_day(today) <= by
    };
    Ok(family::whole(tx.conn, rows)?.iter().filter(|one| ends(one)).map(|one| one.row.id).collect())
}

/// What consents are shown with, fetched once.
struct Around {
    units: HashMap<UnitId, UnitRef>,
    guardians: HashMap<GuardianId, GuardianRef>,
    external_ids: HashMap<uuid::Uuid, Vec<ExternalId>>,
    /// Of which refusals and withdrawals the unit has recorded whether a concern was considered.
    considered: HashSet<ConsentDecisionId>,
    unit: UnitId,
    /// The cases in whose circle the unit is today.
    seen: HashSet<CaseId>,
}

/// Consents, in the order given.
fn all(tx: &mut Tx<'_>, rows: Vec<ConsentRow>) -> Result<Vec<Consent>, Problem> {
    let children: BTreeSet<ChildId> = rows.iter().map(|row| row.child_id).collect();
    tx.fetch_child_keys(&children.iter().copied().collect::<Vec<_>>())?;
    let (acting, today) = (tx.actor().unit()?, tx.today());
    let case_ids: Vec<CaseId> = rows.iter().map(|row| row.case_id).collect();
    let seen = circle::rights(tx.conn, &case_ids, acting.id, today)?.into_keys().collect();
    let consents = family::whole(tx.conn, rows)?;
    let mut unit_ids: Vec<UnitId> = consents.iter().flat_map(|one| one.terms.units.iter().map(|(id, _)| *id)).collect();
    unit_ids.extend(consents.iter().map(|one| one.row.unit_id));
    let ids: Vec<ConsentId> = consents.iter().map(|one| one.row.id).collect();
    let around = Around {
        units: units::queries::refs(tx.conn, &unit_ids)?,
        guardians: guardians_of(tx, children, &consents)?,
        external_ids: external_ids::own(tx, queries::KIND, &ids)?,
        considered: concerns::queries::considered(tx.conn, &ids, acting.id)?,
        unit: acting.id,
        seen,
    };
    let mut informed: HashMap<ConsentId, InformationTextId> = HashMap::new();
    let shown = consents.iter().map(|one| shown(tx, one, &around, &mut informed));
    let mut shown = shown.collect::<Result<Vec<Consent>, Problem>>()?;
    let text_ids: Vec<InformationTextId> = informed.values().copied().collect();
    let texts = information_texts::queries::refs(tx.conn, &text_ids)?;
    for consent in &mut shown {
        consent.information_text = informed.get(&consent.id).and_then(|id| texts.get(id).cloned());
    }
    Ok(shown)
}

/// The guardians who are parties, child by child.
fn guardians_of(
    tx: &mut Tx<'_>,
    children: BTreeSet<ChildId>,
    consents: &[Whole],
) -> Result<HashMap<GuardianId, GuardianRef>, Problem> {
    let mut found = HashMap::new();
    for child in children {
        let of_child = consents.iter().filter(|one| one.row.child_id == child).flat_map(|one| &one.parties);
        let ids: Vec<GuardianId> = of_child.filter_map(|party| party.guardian_id).collect();
        let refs = guardians::show::guardian_refs(tx, child, &ids)?;
        found.extend(refs.into_iter().map(|guardian| (guardian.id, guardian)));
    }
    Ok(found)
}

fn shown(
    tx: &mut Tx<'_>,
    one: &Whole,
    around: &Around,
    informed: &mut HashMap<ConsentId, InformationTextId>,
) -> Result<Consent, Problem> {
    let row = &one.row;
    let state = one.terms.state(tx.today());
    let mut consent = shell(tx, one, state, around);
    if !around.seen.contains(&row.case_id) || hides_content(row, state, around.unit) {
        return Ok(consent);
    }
    let words: SealedConsent = tx.open(row.child_id, Place::new("consents", row.id), &row.sealed)?;
    let today = tx.today();
    let in_scope = one.terms.units.iter().filter(|(unit, _)| one.terms.names(*unit, today));
    consent.asked_by = around.units.get(&row.unit_id).cloned();
    consent.units = Some(in_scope.filter_map(|(unit, _)| around.units.get(unit).cloned()).collect());
    consent.information_kinds = Some(row.information.clone().read()?);
    consent.has_exclusions = Some(words.exclusions.is_some());
    consent.valid_from = Some(row.valid_from);
    consent.valid_to = Some(row.valid_to);
    consent.form = Some(row.form);
    consent.parties = Some(parties(tx, one, around));
    consent.supersedes = row.supersedes;
    consent.superseded_by = row.superseded_by;
    consent.superseded_on = row.superseded_on;
    if row.unit_id == around.unit {
        consent.exclusions = words.exclusions;
        consent.original_kept_at = words.original_kept_at;
        consent.template_version = words.template_version;
        consent.language = words.language;
        consent.interpreter = words.interpreter;
        informed.extend(words.information_text_id.map(|text| (row.id, text)));
    }
    consent.external_ids = around.external_ids.get(&row.id.0).cloned();
    Ok(consent)
}

/// What another unit's withdrawn consent said is not told any more. Outside the circle nobody is told more than how a
/// consent stands, not even the unit that asked for it.
pub(super) fn hides_content(row: &ConsentRow, state: ConsentState, unit: UnitId) -> bool {
    state == ConsentState::Withdrawn && row.unit_id != unit
}

/// What everybody in the circle sees: which consent, for what, and how it stands.
fn shell(tx: &Tx<'_>, one: &Whole, state: ConsentState, around: &Around) -> Consent {
    let row = &one.row;
    let open_concern = leaves_concern_open(one, around);
    let mut links = links(tx, one, state, around.unit);
    if open_concern {
        let considerations = format!("/consents/{}/concern-considerations", row.id);
        links.push(tx.link("record-concern-consideration", "POST", &considerations));
    }
    Consent {
        id: row.id,
        case_id: row.case_id,
        purpose: row.purpose,
        state,
        asked_by: None,
        units: None,
        information_kinds: None,
        has_exclusions: None,
        valid_from: None,
        valid_to: None,
        form: None,
        parties: None,
        supersedes: None,
        superseded_by: None,
        superseded_on: None,
        exclusions: None,
        original_kept_at: None,
        template_version: None,
        language: None,
        interpreter: None,
        information_text: None,
        external_ids: None,
        warnings: warnings(one, open_concern),
        created_at: row.created_at,
        updated_at: row.updated_at,
        links,
        version: row.version,
        child: row.child_id,
    }
}

fn warnings(one: &Whole, open_concern: bool) -> Vec<Warning> {
    let without_party = one.parties.is_empty().then_some(&house::CONSENT_WITHOUT_PARTY);
    let concern = open_concern.then_some(&house::CONCERN_NOT_CONSIDERED);
    without_party.into_iter().chain(concern).map(Warning::from).collect()
}

/// Whether the unit has recorded a refusal or withdrawal, and not whether a concern report was considered. Of what other
/// units recorded it learns nothing.
fn leaves_concern_open(one: &Whole, around: &Around) -> bool {
    let own = one.decisions.iter().filter(|row| row.unit_id == around.unit && is_a_no(row.decision));
    own.map(|row| row.id).any(|id| !around.considered.contains(&id))
}

pub(super) fn is_a_no(act: ConsentAct) -> bool {
    matches!(act, ConsentAct::Refused | ConsentAct::Withdrawn)
}

fn parties(tx: &Tx<'_>, one: &Whole, around: &Around) -> Vec<ConsentParty> {
    let today = tx.today();
    one.parties
        .iter()
        .map(|party| {
            let standing = one.terms.standing(party.id, today);
            ConsentParty {
                id: party.id,
                kind: party.kind,
                guardian: party.guardian_id.and_then(|id| around.guardians.get(&id).cloned()),
                decision: standing.map(|act| act.act),
                decided_on: standing.map(|act| act.on),
                override_basis: standing.and_then(|act| act.overridden),
            }
        })
        .collect()
}

fn links(tx: &Tx<'_>, one: &Whole, state: ConsentState, unit: UnitId) -> Vec<Link> {
    let (path, today) = (format!("/consents/{}", one.row.id), tx.today());
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("case", "GET", &format!("/cases/{}", one.row.case_id)),
        tx.link("decisions", "GET", &format!("{path}/decisions")),
        tx.link("withdrawals", "GET", &format!("{path}/withdrawals")),
        tx.link("narrowings", "GET", &format!("{path}/narrowings")),
    ];
    if one.row.unit_id == unit && one.decisions.iter().any(|row| tells_units(row.decision)) {
        let sent = format!("/withdrawal-notices?direction=sent&consentId={}", one.row.id);
        links.push(tx.link("withdrawal-notices", "GET", &sent));
    }
    let parties = &one.terms.parties;
    if parties.iter().any(|party| one.terms.may_decide(*party, today, today).is_ok()) {
        links.push(tx.link("decide", "POST", &format!("{path}/decisions")));
    }
    if parties.iter().any(|party| one.terms.may_take_back(*party, today, today).is_ok()) {
        links.push(tx.link("withdraw", "POST", &format!("{path}/withdrawals")));
        links.push(tx.link("narrow", "POST", &format!("{path}/narrowings")));
    }
    if !matches!(state, ConsentState::Withdrawn | ConsentState::Superseded) {
        links.push(tx.link("renew", "POST", "/consents"));
    }
    links
}

fn tells_units(act: ConsentAct) -> bool {
    matches!(act, ConsentAct::Withdrawn | ConsentAct::Narrowed)
}
