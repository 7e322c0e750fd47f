//! What runs inside a transaction.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::{QueryResult, RunQueryDsl};
use uuid::Uuid;

use super::conn::{Conn, Raw};
use super::tallies::Tallies;
use crate::kernel::access::Actor;
use crate::kernel::audit::{self, Action, Audited, Decisions, Look};
use crate::kernel::auth::Caller;
use crate::kernel::crypto::IndexKey;
use crate::kernel::decision::{Denial, Standing, Thing, Viewer, decide};
use crate::kernel::facts::Reaction;
use crate::kernel::http::{Link, Once};
use crate::kernel::ids::ChildId;
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};
use crate::kernel::vault::Keys;
use crate::kernel::vault::data_keys::Ring;

/// A transaction: the connection, the time, and who acts.
pub struct Tx<'c> {
    /// The connection, for queries.
    pub conn: &'c mut Conn,
    now: Instant,
    actor: Actor,
    keys: &'c Keys,
    reactions: &'static [Reaction],
    /// What was asked for and may not be known of, though the answer is no refusal.
    denied: Vec<Look>,
    /// On what ground something of a child was let see: the log keeps the furthest-reaching one of a call.
    decisions: Decisions,
    /// What it adds to the counts.
    pub(super) tallies: Tallies,
    /// Data keys that this transaction has unwrapped.
    pub(in crate::kernel) data_keys: Ring,
}

/// A representation that has an address and, when it can change, a version.
pub trait Resource {
    /// The path below the API's root.
    fn path(&self) -> String;
    /// The version that the ETag tells; `None` for what never changes.
    fn version(&self) -> Option<i32>;
}

/// What a write gives back.
#[derive(Debug)]
pub struct Written<T> {
    /// The representation after the write.
    pub value: T,
    /// Whether this answers a repeated request whose effect is older.
    pub replayed: bool,
}

impl<'c> Tx<'c> {
    pub(super) fn new(
        conn: &'c mut Conn,
        now: Instant,
        actor: Actor,
        keys: &'c Keys,
        reactions: &'static [Reaction],
    ) -> Self {
        Self {
            conn,
            now,
            actor,
            keys,
            reactions,
            denied: vec![],
            decisions: Decisions::new(),
            tallies: Tallies::new(),
            data_keys: Ring::default(),
        }
    }

    pub(super) fn into_parts(self) -> (Actor, Vec<Look>, Decisions) {
        (self.actor, self.denied, self.decisions)
    }

    /// Decides whether the caller may have something of a child, and keeps the ground for the log.
    ///
    /// # Errors
    /// Why not: for the log, never for the answer.
    pub fn decide(&mut self, child: ChildId, thing: Thing, standing: &Standing) -> Result<(), Denial> {
        let decision = decide(Viewer::Staff(self.actor.roles()), thing, standing)?;
        let known = self.decisions.entry(child).or_insert(decision);
        *known = decision.max(*known);
        Ok(())
    }

    /// Notes that a list was asked for by something that the caller may not know of: the answer is an empty list, and the
    /// attempt is logged.
    pub fn note_denied(&mut self, look: Look) {
        self.denied.push(look);
    }

    /// Logs what a step does beside what its answer tells of, on the ground that was decided.
    ///
    /// # Errors
    /// 503 when it is about a child on which nothing was decided.
    pub fn log(&mut self, caller: &Caller, action: Action, looks: Vec<Look>) -> Result<(), Problem> {
        let looks = looks.into_iter().map(|look| (action, look)).collect();
        let entries = audit::entries(caller, Some(&self.actor), self.now, looks, &self.decisions)?;
        audit::insert(self.conn, &entries)
    }

    /// The time of this transaction.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// Today in Stockholm, for this transaction.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// Who acts, and on behalf of which unit.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The keys.
    #[must_use]
    pub const fn keys(&self) -> &Keys {
        self.keys
    }

    /// Waits until no other transaction works under this name, and holds it until this one ends. SQLite has one writer, so
    /// there it is always so.
    ///
    /// # Errors
    /// 503 when the turn does not come in time.
    pub fn take_turns(&mut self, name: &str) -> Result<(), Problem> {
        if let Raw::Postgres(conn) = self.conn.raw() {
            let [a, b, c, d, e, f, g, h, ..] = IndexKey::fingerprint(&[name.as_bytes()]);
            let lock = i64::from_be_bytes([a, b, c, d, e, f, g, h]);
            diesel::select(pg_advisory_xact_lock(lock)).execute(conn)?;
        }
        Ok(())
    }

    /// What follows from facts.
    #[must_use]
    pub const fn reactions(&self) -> &'static [Reaction] {
        self.reactions
    }

    /// A link to a path below the API's root, absolute.
    #[must_use]
    pub fn link(&self, rel: &'static str, method: &'static str, path: &str) -> Link {
        Link::new(rel, method, format!("{}{path}", self.actor.api_url))
    }
}

/// Runs `work` in a read-only snapshot.
pub(super) fn snapshot<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T, Problem>) -> Result<T, Problem> {
    begin(conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "BEGIN")?;
    let result = work(conn);
    in_doubt(<Conn as TransactionManager<Conn>>::rollback_transaction(conn))?;
    result
}

/// Runs `work` in a writing transaction: keeps what succeeds, rolls back what is refused. On SQLite it is a savepoint in the
/// transaction of a group, which the writer commits.
pub(super) fn transaction<T>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T, Problem>,
) -> Result<T, Problem> {
    in_doubt(match conn.raw() {
        Raw::Postgres(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN"),
        Raw::Sqlite(inner) => inner.batch_execute("SAVEPOINT step; SAVEPOINT begun"),
    })?;
    let result = work(conn);
    in_doubt(match (conn.raw(), &result) {
        (Raw::Postgres(inner), Ok(_)) => AnsiTransactionManager::commit_transaction(inner),
        (Raw::Postgres(inner), Err(_)) => AnsiTransactionManager::rollback_transaction(inner),
        (Raw::Sqlite(inner), Ok(_)) => inner.batch_execute("RELEASE step"),
        (Raw::Sqlite(inner), Err(_)) => inner.batch_execute("ROLLBACK TO step; RELEASE step"),
    })?;
    result
}

/// Begins the transaction that a group of jobs shares. SQLite takes its write lock at once; a deferred transaction that reads
/// and then writes fails instead of waiting.
pub(super) fn begin_group(conn: &mut Conn) -> Result<(), Problem> {
    begin(conn, "BEGIN", "BEGIN IMMEDIATE")
}

/// Commits what the group did.
pub(super) fn commit_group(conn: &mut Conn) -> Result<(), Problem> {
    in_doubt(<Conn as TransactionManager<Conn>>::commit_transaction(conn))
}

/// Begins one job of a group.
pub(super) fn begin_job(conn: &mut Conn) -> Result<(), Problem> {
    in_doubt(conn.batch_execute("SAVEPOINT job"))
}

/// Ends one job of a group. It fails when the transaction that the job began in does not run any longer.
pub(super) fn end_job(conn: &mut Conn) -> Result<(), Problem> {
    in_doubt(conn.batch_execute("RELEASE job"))
}

/// Undoes one job of a group.
pub(super) fn undo_job(conn: &mut Conn) -> Result<(), Problem> {
    in_doubt(conn.batch_execute("ROLLBACK TO job; RELEASE job"))
}

fn begin(conn: &mut Conn, postgres: &str, sqlite: &str) -> Result<(), Problem> {
    in_doubt(match conn.raw() {
        Raw::Postgres(inner) => AnsiTransactionManager::begin_transaction_sql(inner, postgres),
        Raw::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, sqlite),
    })
}

/// Requires that the transaction still runs. SQLite may end one by itself (disk full, `RAISE(ROLLBACK)`); what came after
/// would then be stored statement by statement.
fn still_inside(conn: &mut Conn) -> Result<(), Problem> {
    in_doubt(match conn.raw() {
        Raw::Postgres(_) => Ok(()),
        Raw::Sqlite(inner) => inner.batch_execute("RELEASE begun; SAVEPOINT begun"),
    })
}

/// Whatever goes wrong at the edges of a transaction is 503: the connection is then thrown away.
fn in_doubt(result: QueryResult<()>) -> Result<(), Problem> {
    result.map_err(|_| Problem::unavailable(&"a transaction could not begin or end"))
}

/// The body of a write: the idempotency row first, then the work, then the showing, then the log.
pub(super) fn write_once<T, I>(
    tx: &mut Tx<'_>,
    caller: &Caller,
    once: Option<&Once>,
    work: impl FnOnce(&mut Tx<'_>) -> Result<I, Problem>,
    show: impl FnOnce(&mut Tx<'_>, I) -> Result<T, Problem>,
) -> Result<Written<T>, Problem>
where
    T: Audited,
    I: Copy + From<Uuid> + Into<Uuid>,
{
    let done = match once {
        Some(once) => once.earlier(tx, caller)?,
        None => None,
    };
    let (id, action) = match done {
        Some(id) => (I::from(id), Action::Read),
        None => (work(tx)?, Action::Write),
    };
    still_inside(tx.conn)?;
    if let (Some(once), Action::Write) = (once, action) {
        once.keep(tx, caller, id.into())?;
    }
    tx.settle()?;
    let value = show(tx, id)?;
    let looks = audit::of_value(&value, action);
    let entries = audit::entries(caller, Some(tx.actor()), tx.now(), looks, &tx.decisions)?;
    audit::insert(tx.conn, &entries)?;
    Ok(Written { value, replayed: action == Action::Read })
}

#[diesel::declare_sql_function]
extern "SQL" {
    fn pg_advisory_xact_lock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Text;
}
