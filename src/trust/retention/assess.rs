//! When what an organisation holds about children is due: what the tables say, put before the rules.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::codes::{RetentionClass, RetentionKind};
use super::queries::{self, Kept};
use super::rules::{self, Due, Term};
use super::{legal_holds, periods};
use crate::casework::cases;
use crate::kernel::db::Tx;
use crate::kernel::ids::{ChildId, OrganisationId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};
use crate::parties::organisations::model::OrganisationKind;
use crate::parties::units::codes::SecrecyRegime;
use crate::parties::{children, organisations, units};
use crate::trust::holdings::{self, Entry};

/// Something that an organisation holds about a child, as it is kept and purged: an own record with all that belongs to it, or
/// what was written in another authority's cases.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// The child record.
    pub child: ChildId,
    /// Which of the two.
    pub kind: RetentionKind,
    /// The records in whose cases the words stand.
    records: Vec<ChildId>,
    /// The records of the child a hold on which is on these words too, beside those: the authority has other words there.
    linked: Vec<ChildId>,
    /// Since when.
    since: Instant,
}

/// For whom records are assessed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker {
    /// The organisation that keeps them.
    pub custodian: OrganisationId,
    /// The unit whose own reports of concern are told of.
    pub unit: UnitId,
}

/// When it is due, by some of its entries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reckoning {
    /// By which rule.
    pub class: RetentionClass,
    /// The last entry.
    pub last_entry: Instant,
    /// When.
    pub due: Due,
}

/// When it is due.
#[derive(Clone, Debug)]
pub(super) struct Assessment {
    /// The child record.
    pub child: ChildId,
    /// An own record or a part of another's.
    pub kind: RetentionKind,
    /// By all its entries: what a purge goes by, and nobody is told.
    pub kept: Reckoning,
    /// By the entries that the asker may know of, never later than by all; none when there are none.
    pub told: Option<Reckoning>,
    /// By the entries that every unit's manager may know of.
    pub shared: Option<Reckoning>,
    /// Whether it is on hold.
    pub is_on_hold: bool,
    /// Whether the organisation has a case about the child that is not closed. Of others' cases it is not told.
    pub has_open_case: bool,
}

impl Assessment {
    pub(super) fn may_be_due(&self, today: Day) -> bool {
        self.kept.due.is_due(today) || self.told.is_some_and(|told| told.due.is_due(today))
    }
}

/// The subject that some words belong to; none for words that belong to an own record of the same child, which is a subject
/// itself.
pub(super) fn subject(
    tx: &mut Tx<'_>,
    custodian: OrganisationId,
    (_, child, since): Kept,
) -> Result<Option<Subject>, Problem> {
    let is_own = |tx: &mut Tx<'_>, ids: &[ChildId]| -> Result<bool, Problem> {
        let standings = children::queries::standings(tx.conn, ids)?;
        Ok(standings.values().any(|standing| standing.custodian_id == custodian))
    };
    if is_own(tx, &[child])? {
        let records = holdings::records(tx, child, custodian)?;
        return Ok(Some(Subject { child, kind: RetentionKind::Record, records, linked: vec![], since }));
    }
    let same = children::shredding::same_child(tx, child)?;
    let with_words = tx.has_words(&same, custodian)?;
    let belongs_to_own = is_own(tx, &with_words)?;
    let part = |linked| Subject { child, kind: RetentionKind::Part, records: vec![child], linked, since };
    Ok((!belongs_to_own).then(|| part(with_words)))
}

/// The subject of one record that the acting unit's organisation has words about.
pub(super) fn one(tx: &mut Tx<'_>, custodian: OrganisationId, child: ChildId) -> Result<Option<Subject>, Problem> {
    match queries::kept(tx.conn, custodian, child)? {
        Some(kept) => subject(tx, custodian, kept),
        None => Ok(None),
    }
}

/// Of each record, the last entry and the units that wrote.
type Written = HashMap<ChildId, (Instant, BTreeSet<UnitId>)>;

fn noted(entries: &[Entry]) -> Written {
    let mut written = Written::new();
    for entry in entries {
        let (last, units) = written.entry(entry.child_id).or_insert((entry.at, BTreeSet::new()));
        *last = entry.at.max(*last);
        units.extend(entry.unit_id);
    }
    written
}

/// What an assessment needs to know beside the records.
struct Known {
    kind: OrganisationKind,
    secrecy: HashMap<UnitId, SecrecyRegime>,
    registered: HashMap<ChildId, UnitId>,
    decided: HashMap<RetentionClass, Term>,
    given: HashMap<ChildId, RetentionClass>,
    held: HashSet<ChildId>,
    open: HashSet<ChildId>,
    written: Written,
    /// The same, of what the asker may know of.
    told: Written,
    /// The same, of what every unit may.
    shared: Written,
}

/// Of these records; and the holds of those that are linked with them.
fn known(tx: &mut Tx<'_>, asker: Asker, records: &[ChildId], linked: &BTreeSet<ChildId>) -> Result<Known, Problem> {
    let custodian = asker.custodian;
    let organisation = organisations::queries::find(tx.conn, custodian)?;
    let kind = organisation.ok_or_else(|| Problem::unavailable(&"an organisation is missing"))?.kind;
    let entries = holdings::entries(tx, records, custodian)?;
    let written = noted(&entries);
    let entries = holdings::told(entries, Some(asker.unit));
    let told = noted(&entries);
    let shared = noted(&holdings::told(entries, None));
    let standings = children::queries::standings(tx.conn, records)?;
    let own = standings.iter().filter(|(_, standing)| standing.custodian_id == custodian);
    let registered: HashMap<ChildId, UnitId> = own.map(|(id, standing)| (*id, standing.unit_id)).collect();
    let mut unit_ids: BTreeSet<UnitId> = registered.values().copied().collect();
    unit_ids.extend(written.values().flat_map(|(_, units)| units.iter().copied()));
    let unit_ids: Vec<UnitId> = unit_ids.into_iter().collect();
    let held: Vec<ChildId> = records.iter().chain(linked).copied().collect();
    let secrecy = units::queries::by_ids(tx.conn, &unit_ids)?.into_iter().map(|unit| (unit.id, unit.secrecy)).collect();
    Ok(Known {
        kind,
        secrecy,
        registered,
        decided: periods::queries::terms(tx.conn, custodian)?,
        given: queries::classes(tx.conn, custodian, records)?,
        held: legal_holds::queries::held(tx.conn, custodian, &held)?,
        open: cases::queries::with_open(tx.conn, records, custodian)?,
        written,
        told,
        shared,
    })
}

/// When each of these subjects is due.
pub(super) fn assess(tx: &mut Tx<'_>, asker: Asker, subjects: Vec<Subject>) -> Result<Vec<Assessment>, Problem> {
    let records: BTreeSet<ChildId> = subjects.iter().flat_map(|subject| subject.records.iter().copied()).collect();
    let records: Vec<ChildId> = records.into_iter().collect();
    tx.fetch_child_keys(&records)?;
    let linked = subjects.iter().flat_map(|subject| subject.linked.iter().copied()).collect();
    let known = known(tx, asker, &records, &linked)?;
    let mut assessed = Vec::new();
    for subject in subjects {
        let born = children::show::birth_date(tx, subject.child)?;
        assessed.push(of(&known, &subject, born));
    }
    Ok(assessed)
}

fn of(known: &Known, subject: &Subject, born: Option<Day>) -> Assessment {
    let in_any = |written: &Written| subject.records.iter().any(|record| written.contains_key(record));
    let by_what_is_told = |told: &Written| {
        let is_told = in_any(told) || !in_any(&known.written);
        is_told.then(|| reckon(known, subject, born, told))
    };
    Assessment {
        child: subject.child,
        kind: subject.kind,
        kept: reckon(known, subject, born, &known.written),
        told: by_what_is_told(&known.told),
        shared: by_what_is_told(&known.shared),
        is_on_hold: subject.records.iter().chain(&subject.linked).any(|record| known.held.contains(record)),
        has_open_case: known.open.contains(&subject.child),
    }
}

fn reckon(known: &Known, subject: &Subject, born: Option<Day>, written: &Written) -> Reckoning {
    let written = || subject.records.iter().filter_map(|record| written.get(record));
    let last_entry = written().map(|(last, _)| *last).max().unwrap_or(subject.since);
    let mut units: BTreeSet<UnitId> = written().flat_map(|(_, units)| units.iter().copied()).collect();
    units.extend(known.registered.get(&subject.child));
    let regimes: HashSet<SecrecyRegime> = units.iter().filter_map(|unit| known.secrecy.get(unit).copied()).collect();
    let class_of = |regime: SecrecyRegime| {
        let class = rules::class(known.kind, regime);
        // Who has looked at what the record holds says which of the classes it may have.
        let given = known.given.get(&subject.child).copied();
        given.filter(|given| rules::may_become(class, *given)).unwrap_or(class)
    };
    let judged =
        |class: RetentionClass| (class, rules::due(class, known.decided.get(&class).copied(), last_entry.day(), born));
    let candidates = regimes.into_iter().map(|regime| judged(class_of(regime)));
    // Of several classes the one that is kept the longest; what has no end is kept longer than what has one.
    let longest = candidates.max_by_key(|(class, due)| (due.purge_after.is_none(), due.purge_after, class.code()));
    let (class, due) = longest.unwrap_or_else(|| judged(class_of(SecrecyRegime::Other)));
    Reckoning { class, last_entry, due }
}
