//! The log of reads: what concurrent requests looked at is written together.
//!
//! A commit costs the same for one entry as for a hundred, and every read waits for one. So each hands its entries over and
//! waits for the batch that they come into: those who come while a batch is written make up the next one. On SQLite a batch
//! is a job of the writer, and shares its commit with the writes that wait; on PostgreSQL it is one statement on a
//! connection of its own, or a transaction when it is large. When a batch fails, everybody in it gets 503: no look goes unlogged.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;

use super::conn::Conn;
use super::writer::{Writer, lost};
use super::{many, tx};
use crate::kernel::audit::{self, Entry};
use crate::kernel::problem::Problem;

/// Most entries that wait for their batch; who comes then is told to come back.
const MOST_WAITING: usize = 16 * 1024;

/// Batches what reads have to log.
pub(super) struct Recorder {
    waiting: Arc<Mutex<Waiting>>,
    writer: Arc<Writer>,
    /// Whether a batch that is one statement runs outside of a transaction.
    alone: bool,
}

/// What the next batch will hold, and who waits for it.
#[derive(Default)]
struct Waiting {
    entries: Vec<Entry>,
    readers: Vec<oneshot::Sender<()>>,
}

/// Comes when the entries are on disk.
pub(super) struct Receipt(oneshot::Receiver<()>);

impl Receipt {
    /// Waits until the entries are on disk.
    ///
    /// # Errors
    /// 503 when they could not be written.
    pub(super) async fn written(self) -> Result<(), Problem> {
        self.0.await.map_err(|_| lost())
    }
}

impl Recorder {
    /// A recorder whose batches share the commits of SQLite's writer.
    pub(super) fn beside_writes(writer: Arc<Writer>) -> Self {
        Self { waiting: Arc::default(), writer, alone: false }
    }

    /// A recorder whose batches run by themselves, on a connection of its own.
    pub(super) fn by_itself(writer: Writer) -> Self {
        Self { waiting: Arc::default(), writer: Arc::new(writer), alone: true }
    }

    /// Hands entries over, whether or not anybody will wait for them: also who hangs up has looked.
    ///
    /// # Errors
    /// 503 when too much waits already.
    pub(super) fn record(&self, entries: Vec<Entry>) -> Result<Receipt, Problem> {
        let (written, receipt) = oneshot::channel();
        let is_first = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            if waiting.entries.len() > MOST_WAITING {
                return Err(Problem::unavailable(&"too much waits to be logged"));
            }
            waiting.entries.extend(entries);
            waiting.readers.push(written);
            waiting.readers.len() == 1
        };
        if is_first {
            self.submit()?;
        }
        Ok(Receipt(receipt))
    }

    /// Has a batch written of what waits when its turn comes.
    fn submit(&self) -> Result<(), Problem> {
        let turn = Turn(Some(Arc::clone(&self.waiting)));
        let alone = self.alone;
        let batch = move |conn: &mut Conn| {
            let Waiting { entries, readers } = turn.come();
            if alone && entries.len() <= many::PORTION {
                audit::insert(conn, &entries)?;
            } else {
                tx::transaction(conn, |conn| audit::insert(conn, &entries))?;
            }
            Ok(readers)
        };
        // What fails is told to nobody: each reader then finds its sender gone.
        let tell = |written: Result<Vec<oneshot::Sender<()>>, Problem>| {
            for reader in written.into_iter().flatten() {
                let _ = reader.send(());
            }
        };
        self.writer.submit(self.alone, batch, tell)
    }
}

/// A batch's place in the writer's queue. When it never comes to its turn, nobody waits for it any longer.
struct Turn(Option<Arc<Mutex<Waiting>>>);

impl Turn {
    fn come(mut self) -> Waiting {
        self.0.take().map(|waiting| take(&waiting)).unwrap_or_default()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(waiting) = self.0.take() {
            drop(take(&waiting));
        }
    }
}

fn take(waiting: &Mutex<Waiting>) -> Waiting {
    std::mem::take(&mut waiting.lock().unwrap_or_else(PoisonError::into_inner))
}

#[cfg(test)]
mod tests;
