//! Seals what was committed: positions, hashes, and a signed checkpoint over each batch.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use uuid::Uuid;

use super::checkpoint::{Checkpoint, Note, Verifier};
use super::merkle::{self, Frontier};
use super::store::{self, CheckpointRow, Place, SealRow};
use super::witness::Witness;
use super::{Hash, chain};
use crate::kernel::audit::Entry;
use crate::kernel::crypto::SigningKeys;
use crate::kernel::db::{Db, Tx};
use crate::kernel::ids::AuditEntryId;
use crate::kernel::problem::Problem;
use crate::kernel::telemetry::Metrics;
use crate::kernel::time::Instant;

/// How many entries one transaction looks at, so that writers wait for milliseconds only.
const BATCH: i64 = 1_000;
/// How many batches one reader of the log may be kept waiting for.
const BATCHES_ON_DEMAND: usize = 5;

/// How far before the newest sealed entry, in seconds, a look begins: an entry bears the time at which its transaction began,
/// and may be committed after younger ones. The further back, the more that is sealed already is passed by.
mod back {
    /// Somebody waits: longer than a statement may take and wait for a lock. What is later still is found by the next turn.
    pub(super) const ON_DEMAND: i64 = 30;
    /// A turn: a transaction lives for seconds, and the clocks of two instances differ by less.
    pub(super) const TURN: i64 = 300;
    /// Now and then, for what an instance wrote whose clock goes slow.
    pub(super) const NOW_AND_THEN: i64 = 3_600;
    /// When the process starts, for what a clock that was set back wrote.
    pub(super) const AT_START: i64 = 7 * 24 * 3_600;
}

/// Every which turn looks further back.
const NOW_AND_THEN: u32 = 60;

/// Seals the log. Shared by all workers of an instance.
pub struct Sealer {
    keys: SigningKeys,
    origin: String,
    witness: Mutex<Witness>,
    metrics: Arc<Metrics>,
    /// How many times this process has sealed all there was.
    turns: AtomicU32,
}

/// How far the log is sealed.
#[derive(Clone, Copy, Debug)]
struct Sealed {
    height: i64,
    at: Option<Instant>,
    /// The last entry that was looked at, when there may be more after it.
    more_after: Option<Place>,
}

/// Where the last batch ended.
struct State {
    height: i64,
    head: Hash,
    tree: Frontier,
    at: Option<Instant>,
}

impl Sealer {
    /// A sealer with its keys, the log's name, and the file that its checkpoints are written to.
    #[must_use]
    pub const fn new(keys: SigningKeys, origin: String, witness: Witness, metrics: Arc<Metrics>) -> Self {
        Self { keys, origin, witness: Mutex::new(witness), metrics, turns: AtomicU32::new(0) }
    }

    /// The keys by which this log's checkpoints are known.
    #[must_use]
    pub fn verifiers(&self) -> Vec<Verifier> {
        Verifier::all(&self.origin, &self.keys)
    }

    /// Seals everything that is committed, and writes the checkpoints to the file.
    ///
    /// # Errors
    /// 503 when the database or the file cannot be used, or when the log is not the one that was sealed before.
    pub async fn seal(self: &Arc<Self>, db: &Db) -> Result<(), Problem> {
        let turn = self.turns.load(Ordering::Relaxed);
        let back = match turn % NOW_AND_THEN {
            _ if turn == 0 => back::AT_START,
            0 => back::NOW_AND_THEN,
            _ => back::TURN,
        };
        self.seal_at_most(db, back, usize::MAX).await?;
        self.turns.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Seals what is new for somebody who waits for it: not a whole backlog, which [`Sealer::run`] works off.
    ///
    /// # Errors
    /// As [`Sealer::seal`].
    pub async fn seal_on_demand(self: &Arc<Self>, db: &Db) -> Result<(), Problem> {
        self.seal_at_most(db, back::ON_DEMAND, BATCHES_ON_DEMAND).await
    }

    async fn seal_at_most(self: &Arc<Self>, db: &Db, back: i64, batches: usize) -> Result<(), Problem> {
        let mut after = None;
        for _ in 0..batches {
            let sealer = Arc::clone(self);
            let sealed = db.maintain(move |tx| sealer.seal_batch(tx, back, after)).await?;
            self.publish(db).await?;
            self.metrics.sealed(sealed.height, sealed.at.map(Instant::as_seconds));
            after = sealed.more_after;
            if after.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Seals now and then for as long as the process lives.
    pub async fn run(self: Arc<Self>, db: Db, every: Duration) {
        loop {
            // What went wrong is in the log already; the next turn tries again.
            let _ = self.seal(&db).await;
            tokio::time::sleep(every).await;
        }
    }

    /// One batch, in one transaction and one instance at a time: what comes after a place, or first what comes so many seconds
    /// before the newest sealed entry.
    fn seal_batch(&self, tx: &mut Tx<'_>, back: i64, after: Option<Place>) -> Result<Sealed, Problem> {
        tx.take_turns("audit sealing")?;
        let mut state = self.state(tx)?;
        let begin = match after {
            Some(place) => Some(place),
            // A clock that was ahead once must not make what comes after it look old.
            None => store::newest_sealed(tx.conn)?
                .map(|newest| (newest.min(tx.now()).plus_seconds(-back), Uuid::nil().into())),
        };
        let page = store::page(tx.conn, begin, BATCH)?;
        let is_full = i64::try_from(page.len()).unwrap_or(BATCH) == BATCH;
        let more_after = page.last().map(|(place, _)| *place).filter(|_| is_full);
        let new: Vec<AuditEntryId> =
            page.into_iter().filter(|(_, is_sealed)| !is_sealed).map(|((_, id), _)| id).collect();
        if new.is_empty() {
            return Ok(Sealed { height: state.height, at: state.at, more_after });
        }
        let mut entries = store::entries(tx.conn, &new)?;
        entries.sort_unstable_by_key(|entry| (entry.at, entry.id));
        let seals = entries.iter().map(|entry| state.add(entry)).collect::<Result<Vec<_>, _>>()?;
        let made_at = tx.now();
        store::insert(tx.conn, &seals, &self.checkpoint(&state, made_at))?;
        Ok(Sealed { height: state.height, at: Some(made_at), more_after })
    }

    /// The signed checkpoint over all that is sealed.
    fn checkpoint(&self, state: &State, made_at: Instant) -> CheckpointRow {
        let checkpoint = Checkpoint { origin: self.origin.clone(), size: state.tree.size(), root: state.tree.root() };
        CheckpointRow {
            size: state.height,
            note: checkpoint.signed(&self.keys),
            frontier: state.tree.to_bytes(),
            made_at,
        }
    }

    /// Where the last batch ended. Nothing is built upon a log that another has put in its place: the last checkpoint
    /// must be signed by us, and be no older than the one in the file.
    fn state(&self, tx: &mut Tx<'_>) -> Result<State, Problem> {
        let changed = |what: &str| Problem::unavailable(&format!("{what}: run `samsyn audit verify`"));
        self.agrees_with_the_file(tx)?;
        let head = store::head(tx.conn)?;
        let Some(last) = store::last_checkpoint(tx.conn)? else {
            return match head {
                None => Ok(State { height: 0, head: chain::START, tree: Frontier::default(), at: None }),
                Some(_) => Err(changed("the log's checkpoints are gone")),
            };
        };
        let size = u64::try_from(last.size).unwrap_or_default();
        let tree = Frontier::from_bytes(size, &last.frontier);
        let ours = Note::parse(&last.note).filter(|note| {
            let named = Verifier::all(&note.checkpoint.origin, &self.keys);
            note.is_signed_by(&named) && note.checkpoint.size == size
        });
        match (tree, ours, head.and_then(|(height, head)| Some((height, store::hash(&head)?)))) {
            (Some(tree), Some(note), Some((height, head)))
                if tree.root() == note.checkpoint.root && height == last.size =>
            {
                Ok(State { height, head, tree, at: Some(last.made_at) })
            }
            _ => Err(changed("the log's last checkpoint does not fit the log")),
        }
    }

    fn agrees_with_the_file(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let Some(note) = self.last_in_file()? else { return Ok(()) };
        let size = i64::try_from(note.0).unwrap_or(i64::MAX);
        match store::checkpoint(tx.conn, size)? {
            Some(row) if row.note == note.1 => Ok(()),
            _ => Err(Problem::unavailable(
                &"the log does not hold the checkpoint that was last written to the file: run `samsyn audit verify`",
            )),
        }
    }

    /// The size and the text of the last note in the file that is ours.
    fn last_in_file(&self) -> Result<Option<(u64, String)>, Problem> {
        let witness = self.witness.lock().unwrap_or_else(PoisonError::into_inner);
        last_of(&witness)
    }

    /// Writes to the file what the database has beyond it: our own batches, those of other instances, and what a crash
    /// kept from being written.
    async fn publish(self: &Arc<Self>, db: &Db) -> Result<(), Problem> {
        loop {
            let sealer = Arc::clone(self);
            let notes = db.maintain(move |tx| {
                let last = sealer.last_in_file()?.map_or(0, |(size, _)| i64::try_from(size).unwrap_or(i64::MAX));
                Ok(store::notes_after(tx.conn, last, BATCH)?)
            });
            let notes = notes.await?;
            if notes.is_empty() {
                return Ok(());
            }
            let sealer = Arc::clone(self);
            let written = actix_web::web::block(move || sealer.append(notes));
            written.await.unwrap_or_else(|_| Err(Problem::unavailable(&"a panic while writing checkpoints")))?;
        }
    }

    fn append(&self, notes: Vec<(i64, String)>) -> Result<(), Problem> {
        let witness = self.witness.lock().unwrap_or_else(PoisonError::into_inner);
        // Another request may have written them in between.
        let last = last_of(&witness)?.map_or(0, |(size, _)| i64::try_from(size).unwrap_or(i64::MAX));
        let new: Vec<String> = notes.into_iter().filter(|(size, _)| *size > last).map(|(_, note)| note).collect();
        witness.append(&new).map_err(|error| unusable(&error))
    }
}

fn last_of(witness: &Witness) -> Result<Option<(u64, String)>, Problem> {
    let block = witness.last().map_err(|error| unusable(&error))?;
    Ok(block.and_then(|block| Some((block.note?.checkpoint.size, block.text))))
}

fn unusable(error: &std::io::Error) -> Problem {
    Problem::unavailable(&format!("the file of checkpoints cannot be used: {error}"))
}

impl State {
    /// Gives an entry its place.
    fn add(&mut self, entry: &Entry) -> Result<SealRow, Problem> {
        let canonical = chain::canonical(entry).map_err(|error| Problem::unavailable(&error))?;
        self.head = chain::next(&self.head, &canonical);
        self.tree.push(merkle::leaf(&canonical));
        self.height += 1;
        Ok(SealRow { position: self.height, entry_id: entry.id, hash: self.head.to_vec() })
    }
}
