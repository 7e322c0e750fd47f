//! The two doors to the database: [`Db::read`] and [`Db::write`]. Nothing else begins a transaction.
//!
//! * A read runs in one read-only snapshot; the children that its answer tells of are logged, durably, before the
//!   answer leaves.
//! * A write is one transaction: the change, its facts, its access rows, its audit entries and its idempotency row
//!   commit together or not at all. It runs to its end even if the client has gone.
//!
//! On PostgreSQL both take a pooled connection on a blocking thread. On SQLite reads take a pooled read-only
//! connection; writes are handed to the one thread that owns the write connection (see [`writer`]). What reads log is
//! written in batches (see [`recorder`]).

mod among;
pub mod backend;
#[expect(missing_docs, reason = "diesel's derive makes public items without any")]
mod conn;
mod house;
pub(in crate::kernel) mod lock;
pub mod many;
pub mod migrate;
mod pool;
mod recorder;
#[expect(missing_docs, reason = "diesel's tables speak for themselves")]
pub mod schema;
mod tallies;
mod tx;
pub mod types;
mod writer;

use std::sync::{Arc, PoisonError, RwLock};

pub use among::AmongMethods;
pub use backend::Target;
pub use conn::{Conn, MultiBackend, MultiRawValue, Raw};
pub use house::Size;
pub use tallies::{Alike, Tally};
pub use tx::{Resource, Tx, Written};

use self::house::{House, on_a_blocking_thread};
use self::pool::Pool;
use self::recorder::{Receipt, Recorder};
use self::writer::Writer;
use super::access::Actor;
use super::audit::{self, Audited};
use super::auth::Caller;
use super::facts::Reaction;
use super::http::{Once, Put, Upserted};
use super::problem::Problem;
use super::time::Clock;
use super::vault::{self, Keys};

/// Inserts several rows: the one thing that needs to know which database it is (see [`many`]).
#[macro_export]
macro_rules! insert_many {
    ($conn:expr, $table:expr, $rows:expr) => {{
        use diesel::RunQueryDsl as _;
        use $crate::kernel::db::{Raw, many};
        match $conn.raw() {
            Raw::Postgres(conn) => $rows.chunks(many::PORTION).try_fold(0, |stored, some| {
                many::Kept(diesel::insert_into($table).values(some)).execute(conn).map(|more| stored + more)
            }),
            Raw::Sqlite(conn) => {
                let (many, few) = $rows.as_chunks::<{ many::TOGETHER }>();
                let stored = many.iter().try_fold(0, |stored, some| {
                    diesel::insert_into($table).values(some).execute(conn).map(|more| stored + more)
                })?;
                few.iter().try_fold(stored, |stored, row| {
                    diesel::insert_into($table).values(row).execute(conn).map(|more| stored + more)
                })
            }
        }
    }};
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inside>);

struct Inside {
    pool: Pool,
    house: House,
    /// SQLite's.
    writer: Option<Arc<Writer>>,
    recorder: Recorder,
    clock: Arc<dyn Clock>,
    keys: RwLock<Arc<Keys>>,
    reactions: &'static [Reaction],
}

impl Db {
    /// Opens the database; nothing is migrated here.
    ///
    /// # Errors
    /// When SQLite's file cannot be opened. PostgreSQL is first reached when it is first needed.
    pub fn open(
        target: Target,
        size: Size,
        clock: Arc<dyn Clock>,
        keys: Arc<Keys>,
        reactions: &'static [Reaction],
    ) -> Result<Self, String> {
        let writer = Writer::start(target.clone())?;
        let (writer, recorder) = match &target {
            Target::Postgres(_) => (None, Recorder::by_itself(writer)),
            Target::Sqlite(_) => {
                let writer = Arc::new(writer);
                (Some(Arc::clone(&writer)), Recorder::beside_writes(writer))
            }
        };
        let pool = Pool::new(target, size.connections)?;
        let house = House::of(size.requests);
        Ok(Self(Arc::new(Inside { pool, house, writer, recorder, clock, keys: RwLock::new(keys), reactions })))
    }

    /// The clock that every transaction reads.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.0.clock.as_ref()
    }

    /// Takes other keys: for every transaction that begins from now on.
    pub fn change_keys(&self, keys: Keys) {
        *self.0.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    /// The ids of keys that the database was written with and that are not among these.
    ///
    /// # Errors
    /// 503 when the database does not answer.
    pub fn keys_lacking(&self, keys: &Keys) -> Result<Vec<String>, Problem> {
        self.0.pool.with(|conn| tx::snapshot(conn, |conn| vault::rotation::lacking(conn, keys)))
    }

    /// Takes what was deleted out of SQLite's write-ahead log, and what PostgreSQL keeps of the former versions of rows,
    /// so that a destroyed key does not lie there. Others that read or write may hinder it: then it is tried again later.
    ///
    /// # Errors
    /// 503 when the database does not answer or does not get to it.
    pub async fn sweep(&self) -> Result<(), Problem> {
        match &self.0.writer {
            Some(writer) => writer.run_alone(backend::sweep).await,
            None => {
                let inside = Arc::clone(&self.0);
                on_a_blocking_thread(move || inside.pool.with(backend::sweep)).await
            }
        }
    }

    /// Waits until what was handed over to be logged is on disk.
    ///
    /// # Errors
    /// 503 when it cannot be written.
    pub async fn settle(&self) -> Result<(), Problem> {
        self.0.recorder.record(vec![])?.written().await
    }

    /// Whether the database answers and is migrated; for `/readyz`.
    pub async fn ready(&self) -> Result<(), Problem> {
        let inside = Arc::clone(&self.0);
        on_a_blocking_thread(move || inside.pool.with(migrate::check)).await
    }

    /// Reads in one snapshot. What the answer tells of children is logged before it is given.
    ///
    /// # Errors
    /// What `work` refuses, or 503 when the database or the log cannot be written, for no look goes unlogged, or when too many
    /// ask at once.
    pub async fn read<T, W>(&self, caller: Caller, work: W) -> Result<T, Problem>
    where
        T: Audited + Send + 'static,
        W: FnOnce(&mut Tx<'_>) -> Result<T, Problem> + Send + 'static,
    {
        let inside = Arc::clone(&self.0);
        let place = self.0.house.enter()?;
        let look = move || {
            let _place = place;
            inside.look(&caller, work)
        };
        let (result, receipt) = on_a_blocking_thread(look).await?;
        if let Some(receipt) = receipt {
            receipt.written().await?;
        }
        result
    }

    /// Changes something in one transaction, then shows it as `show` would to a reader.
    ///
    /// With an idempotency key that was used before for the same request only `show` runs, under today's access.
    ///
    /// # Errors
    /// What `work` or `show` refuses (nothing is changed then), or 503 when the database cannot commit.
    pub async fn write<T, I, W, S>(
        &self,
        caller: Caller,
        once: Option<Once>,
        work: W,
        show: S,
    ) -> Result<Written<T>, Problem>
    where
        T: Audited + Send + 'static,
        I: Copy + From<uuid::Uuid> + Into<uuid::Uuid>,
        W: FnOnce(&mut Tx<'_>) -> Result<I, Problem> + Send + 'static,
        S: FnOnce(&mut Tx<'_>, I) -> Result<T, Problem> + Send + 'static,
    {
        let inside = Arc::clone(&self.0);
        let place = self.0.house.enter()?;
        let job = move |conn: &mut Conn| {
            let _place = place;
            let (now, keys) = (inside.clock.now(), inside.keys());
            let result = tx::transaction(conn, |conn| {
                let actor = Actor::resolve(conn, &caller, now)?;
                let mut tx = Tx::new(conn, now, actor, &keys, inside.reactions);
                tx::write_once(&mut tx, &caller, once.as_ref(), work, show)
            });
            if let Err(refused) = &result
                && let Some(look) = refused.denial()
            {
                let actor = Actor::resolve(conn, &caller, now).ok();
                let entries = audit::denials(&caller, actor.as_ref(), now, std::slice::from_ref(look));
                audit::insert(conn, &entries)?;
            }
            result
        };
        match &self.0.writer {
            Some(writer) => writer.run(job).await,
            None => {
                let inside = Arc::clone(&self.0);
                on_a_blocking_thread(move || inside.pool.with(job)).await
            }
        }
    }

    /// Makes or changes what the caller names itself, in one transaction, then shows it as `show` would to a reader.
    ///
    /// # Errors
    /// What `work` or `show` refuses (nothing is changed then), or 503 when the database cannot commit.
    pub async fn put<T, I, W, S>(&self, caller: Caller, work: W, show: S) -> Result<Put<T>, Problem>
    where
        T: Audited + Send + 'static,
        I: Copy + From<uuid::Uuid> + Into<uuid::Uuid>,
        W: FnOnce(&mut Tx<'_>) -> Result<Upserted<I>, Problem> + Send + 'static,
        S: FnOnce(&mut Tx<'_>, I) -> Result<T, Problem> + Send + 'static,
    {
        let both =
            move |tx: &mut Tx<'_>, done: Upserted<I>| show(tx, done.id).map(|value| Put { value, is_new: done.is_new });
        self.write(caller, None, work, both).await.map(|written| written.value)
    }

    /// Work of the service itself, without a caller: seeding the demo, numbering events. Not for requests.
    ///
    /// # Errors
    /// What `work` refuses, or 503.
    pub async fn maintain<T, W>(&self, work: W) -> Result<T, Problem>
    where
        T: Send + 'static,
        W: FnOnce(&mut Tx<'_>) -> Result<T, Problem> + Send + 'static,
    {
        let inside = Arc::clone(&self.0);
        let job = move |conn: &mut Conn| {
            let (now, keys) = (inside.clock.now(), inside.keys());
            tx::transaction(conn, |conn| {
                let mut tx = Tx::new(conn, now, Actor::service(), &keys, inside.reactions);
                let result = work(&mut tx)?;
                tx.settle()?;
                Ok(result)
            })
        };
        match &self.0.writer {
            Some(writer) => writer.run(job).await,
            None => {
                let inside = Arc::clone(&self.0);
                on_a_blocking_thread(move || inside.pool.with(job)).await
            }
        }
    }
}

impl Inside {
    /// The keys, as they are when a transaction begins.
    fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads in one snapshot and hands what was seen to the recorder. The answer must wait for the receipt.
    fn look<T: Audited>(
        &self,
        caller: &Caller,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Problem>,
    ) -> Result<(Result<T, Problem>, Option<Receipt>), Problem> {
        let (now, keys) = (self.clock.now(), self.keys());
        let (result, (actor, denied, decisions)) = self.pool.with(|conn| {
            tx::snapshot(conn, |conn| {
                let actor = Actor::resolve(conn, caller, now)?;
                let mut tx = Tx::new(conn, now, actor, &keys, self.reactions);
                let result = work(&mut tx);
                Ok((result, tx.into_parts()))
            })
        })?;
        let mut looks = audit::of(&result, audit::Action::Read);
        looks.extend(denied.into_iter().map(|look| (audit::Action::Denied, look)));
        if looks.is_empty() {
            return Ok((result, None));
        }
        let entries = audit::entries(caller, Some(&actor), now, looks, &decisions)?;
        Ok((result, Some(self.recorder.record(entries)?)))
    }
}
