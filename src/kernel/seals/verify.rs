//! `samsyn audit verify`: recomputes the chain and the tree from the entries and compares them with every checkpoint.
//! It needs neither the service nor a secret: the database, the file of checkpoints, and the public key.

use std::collections::{BTreeMap, HashMap};

use super::checkpoint::{Note, Verifier};
use super::merkle::{self, Frontier};
use super::store::{self, SealRow};
use super::witness::{self, Block};
use super::{Hash, chain};
use crate::kernel::audit::Entry;
use crate::kernel::db::Conn;
use crate::kernel::db::backend::{self, Purpose, Target};
use crate::kernel::ids::AuditEntryId;

const PAGE: i64 = 1_000;
/// More faults than this tell nothing more.
const MOST_FAULTS: usize = 50;

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    /// How many entries are sealed.
    pub height: u64,
    /// How many committed entries wait to be sealed.
    pub unsealed: i64,
    /// How many checkpoints of the file were compared.
    pub compared: usize,
    /// What is wrong, in the order in which it was found; empty when the log is whole.
    pub faults: Vec<String>,
}

/// A root that was attested: where, and of how many entries.
struct Attested {
    place: String,
    root: Hash,
}

struct Walk<'a> {
    report: Report,
    attested: &'a BTreeMap<u64, Vec<Attested>>,
    /// The attested sizes whose roots the entries give.
    agreed: Vec<u64>,
    /// Those whose roots they do not give, with where that stands.
    differing: Vec<(u64, String)>,
    head: Hash,
    tree: Frontier,
}

/// Verifies a log against the checkpoints that were kept outside its database.
///
/// # Errors
/// When the database cannot be read. Faults of the log are in the report.
pub fn verify(target: &Target, file: &str, verifiers: &[Verifier]) -> Result<Report, String> {
    let mut conn = open(target)?;
    let mut faults = Vec::new();
    let mut attested: BTreeMap<u64, Vec<Attested>> = BTreeMap::new();
    let in_file = of_file(file, verifiers, &mut faults);
    let compared = in_file.len();
    for (place, note) in in_file {
        attest(&mut attested, place, &note);
    }
    let file_sizes: Vec<u64> = attested.keys().copied().collect();
    let in_database = of_database(&mut conn, verifiers, &mut faults)?;
    for size in file_sizes.iter().filter(|size| !in_database.contains_key(size)) {
        faults.push(format!("the database lacks the checkpoint of {size} entries that the file holds"));
    }
    for (size, note) in &in_database {
        attest(&mut attested, format!("the database's checkpoint of {size} entries"), note);
    }
    forks(&attested, &mut faults);
    let mut walk = Walk {
        report: Report { compared, faults, ..Report::default() },
        attested: &attested,
        agreed: vec![],
        differing: vec![],
        head: chain::START,
        tree: Frontier::default(),
    };
    walk.through(&mut conn)?;
    walk.conclude();
    let entries = store::count_entries(&mut conn).map_err(|error| error.to_string())?;
    let mut report = walk.report;
    report.unsealed = entries.saturating_sub(i64::try_from(report.height).unwrap_or(i64::MAX)).max(0);
    report.faults.truncate(MOST_FAULTS);
    Ok(report)
}

/// The newest checkpoint in the database.
///
/// # Errors
/// When there is none, or the database cannot be read.
pub fn newest_checkpoint(target: &Target) -> Result<String, String> {
    let last = store::last_checkpoint(&mut open(target)?).map_err(|error| error.to_string())?;
    last.map(|row| row.note).ok_or_else(|| "the log has no checkpoint yet".to_owned())
}

fn open(target: &Target) -> Result<Conn, String> {
    // SQLite would make a new, empty database of a mistyped path.
    if let Target::Sqlite(path) = target
        && !std::path::Path::new(path).exists()
    {
        return Err(format!("{path}: no such database"));
    }
    backend::open(target, Purpose::Read).map_err(|error| error.to_string())
}

/// The file's checkpoints that are signed and whole, and what is wrong with the others.
fn of_file(file: &str, verifiers: &[Verifier], faults: &mut Vec<String>) -> Vec<(String, Note)> {
    let blocks = witness::blocks(file);
    if blocks.is_empty() {
        faults.push("the file holds no checkpoint: nothing outside the database attests the log".to_owned());
    }
    let mut found: Vec<(String, Note)> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let place = format!("the checkpoint on line {} of the file", block.line);
        match &block.note {
            Some(note) if note.is_signed_by(verifiers) => {
                let size = note.checkpoint.size;
                if found.last().is_some_and(|(_, before)| before.checkpoint.size > size) {
                    faults.push(format!(
                        "{place} attests {size} entries after one of more: the log was taken back and went on anew (forked)"
                    ));
                }
                found.push((place, note.clone()));
            }
            // A crash while writing leaves the beginning of a note, which is then written again.
            _ if blocks.get(index + 1).is_some_and(|next| is_torn(block, next)) => {}
            Some(_) => faults.push(format!("{place} is signed by none of the given keys")),
            None => faults.push(format!("{place} cannot be read")),
        }
    }
    found
}

fn is_torn(block: &Block, next: &Block) -> bool {
    next.text.starts_with(block.text.trim_end())
}

/// The database's own checkpoints by size, and what is wrong with those that are none.
fn of_database(
    conn: &mut Conn,
    verifiers: &[Verifier],
    faults: &mut Vec<String>,
) -> Result<BTreeMap<u64, Note>, String> {
    let mut found = BTreeMap::new();
    let mut after = 0;
    loop {
        let notes = store::notes_after(conn, after, PAGE).map_err(|error| error.to_string())?;
        let Some((last, _)) = notes.last() else { return Ok(found) };
        after = *last;
        for (size, text) in notes {
            let size = u64::try_from(size).unwrap_or_default();
            match Note::parse(&text).filter(|note| note.checkpoint.size == size && note.is_signed_by(verifiers)) {
                Some(note) => drop(found.insert(size, note)),
                None => faults
                    .push(format!("the database's checkpoint of {size} entries is signed by none of the given keys")),
            }
        }
    }
}

fn attest(attested: &mut BTreeMap<u64, Vec<Attested>>, place: String, note: &Note) {
    attested.entry(note.checkpoint.size).or_default().push(Attested { place, root: note.checkpoint.root });
}

fn forks(attested: &BTreeMap<u64, Vec<Attested>>, faults: &mut Vec<String>) {
    for (size, all) in attested {
        let Some(first) = all.first() else { continue };
        if let Some(other) = all.iter().find(|other| other.root != first.root) {
            let (one, two) = (&first.place, &other.place);
            faults.push(format!("{one} and {two} attest different first {size} entries: the log was forked"));
        }
    }
}

impl Walk<'_> {
    fn through(&mut self, conn: &mut Conn) -> Result<(), String> {
        let mut after = 0;
        self.compare();
        loop {
            let seals = store::seals_after(conn, after, PAGE).map_err(|error| error.to_string())?;
            let Some(last) = seals.last() else { return Ok(()) };
            after = last.position;
            let ids: Vec<AuditEntryId> = seals.iter().map(|seal| seal.entry_id).collect();
            let entries = store::entries(conn, &ids).map_err(|error| error.to_string())?;
            let entries: HashMap<AuditEntryId, Entry> = entries.into_iter().map(|entry| (entry.id, entry)).collect();
            for (index, seal) in seals.iter().enumerate() {
                self.step(seal, seals.get(index..).unwrap_or_default(), &entries)?;
            }
        }
    }

    /// One seal: its place follows the last, its entry is there, and the hash is the entry's.
    fn step(&mut self, seal: &SealRow, rest: &[SealRow], all: &HashMap<AuditEntryId, Entry>) -> Result<(), String> {
        let position = u64::try_from(seal.position).unwrap_or_default();
        let expected = self.report.height + 1;
        if position != expected {
            self.fault(format!(
                "positions {expected} to {} are missing: seals were deleted",
                position.saturating_sub(1)
            ));
        }
        self.report.height = position;
        let stored = store::hash(&seal.hash).unwrap_or_default();
        let Some(entry) = all.get(&seal.entry_id) else {
            self.fault(format!("the entry at position {position} ({}) is gone: it was deleted", seal.entry_id));
            self.head = stored;
            self.tree.push(stored);
            return Ok(());
        };
        let canonical = chain::canonical(entry).map_err(|error| error.to_string())?;
        if chain::next(&self.head, &canonical) != stored && position == expected {
            let what = if self.stands_elsewhere(seal, rest, all)? {
                "another entry stands there than was sealed there: entries were reordered"
            } else {
                "it is not as it was sealed: it was edited"
            };
            self.fault(format!("the entry at position {position} ({}): {what}", seal.entry_id));
        }
        self.head = stored;
        self.tree.push(merkle::leaf(&canonical));
        self.compare();
        Ok(())
    }

    /// Whether the entry that was sealed at this place stands at a later one now.
    fn stands_elsewhere(
        &self,
        seal: &SealRow,
        rest: &[SealRow],
        all: &HashMap<AuditEntryId, Entry>,
    ) -> Result<bool, String> {
        for other in rest.iter().skip(1) {
            let Some(entry) = all.get(&other.entry_id) else { continue };
            let hash = chain::next(&self.head, &chain::canonical(entry).map_err(|error| error.to_string())?);
            if hash.as_slice() == seal.hash || hash.as_slice() == other.hash {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn fault(&mut self, fault: String) {
        self.report.faults.push(fault);
    }

    fn compare(&mut self) {
        let size = self.tree.size();
        for attested in self.attested.get(&size).into_iter().flatten() {
            if attested.root == self.tree.root() {
                self.agreed.push(size);
            } else {
                self.differing.push((size, attested.place.clone()));
            }
        }
    }

    /// What the roots tell of the whole.
    fn conclude(&mut self) {
        let height = self.report.height;
        if let Some((size, all)) = self.attested.range(height + 1..).next_back() {
            let place = all.first().map(|attested| attested.place.clone()).unwrap_or_default();
            self.fault(format!("{place} attests {size} entries, but the log has {height}: its end was cut off"));
        }
        if self.attested.keys().next_back().is_none_or(|last| *last < height) {
            let last = self.attested.keys().next_back().copied().unwrap_or_default();
            self.fault(format!(
                "positions {} to {height} are attested by no checkpoint: they were added from outside",
                last + 1
            ));
        }
        let Some((size, place)) = self.differing.first().cloned() else { return };
        let agreed = self.agreed.iter().filter(|agreed| **agreed < size).max().copied().unwrap_or_default();
        let forked = self.agreed.iter().any(|agreed| *agreed >= size);
        let what = if forked { "was forked: both histories were signed" } else { "was rewritten" };
        self.fault(format!("{place} does not fit the entries: the log {what} after the first {agreed} entries"));
    }
}
