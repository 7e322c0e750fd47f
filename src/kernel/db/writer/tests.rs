//! Faults are made where they happen: in a trigger, in the file's size, at the commit.

use std::sync::Arc;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::super::backend::{self, Purpose};
use super::*;

/// A writer on a file of its own, and somebody else who reads it.
pub(in crate::kernel::db) struct Bench {
    pub writer: Arc<Writer>,
    pub target: Target,
    folder: std::path::PathBuf,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What was asked of the writer and will be answered.
struct Asked(oneshot::Receiver<Result<(), Problem>>);

impl Asked {
    fn answer(self) -> Result<(), Kind> {
        self.0.blocking_recv().unwrap_or_else(|_| Err(lost())).map_err(|problem| problem.kind())
    }
}

impl Bench {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("samsyn-writer-{}", crate::kernel::ids::random()));
        std::fs::create_dir_all(&folder).unwrap();
        let target = Target::Sqlite(folder.join("test.db").to_str().unwrap().to_owned());
        let bench = Self { writer: Arc::new(Writer::start(target.clone()).unwrap()), target, folder };
        let tables = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT, about INTEGER REFERENCES notes (id)); \
                      CREATE TABLE fatal (id INTEGER); \
                      CREATE TRIGGER ends AFTER INSERT ON fatal BEGIN SELECT RAISE(ROLLBACK, 'ended'); END";
        bench.ask(|conn| Ok(conn.batch_execute(tables)?)).answer().unwrap();
        bench
    }

    fn ask(&self, work: impl FnOnce(&mut Conn) -> Result<(), Problem> + Send + 'static) -> Asked {
        let (answer, asked) = oneshot::channel();
        self.writer.submit(false, work, move |result| drop(answer.send(result))).unwrap();
        Asked(asked)
    }

    fn note(&self) -> Asked {
        self.ask(|conn| Ok(conn.batch_execute(NOTE)?))
    }

    /// Keeps the writer busy, once it has come so far, until what this gives is dropped.
    pub fn hold(&self) -> mpsc::Sender<()> {
        let (open, closed) = mpsc::channel::<()>();
        let (reached, is_reached) = mpsc::channel();
        let work = move |_: &mut Conn| {
            reached.send(()).unwrap();
            let _ = closed.recv();
            Ok(())
        };
        self.writer.submit(false, work, |_| ()).unwrap();
        is_reached.recv().unwrap();
        open
    }

    /// What somebody else sees.
    fn stored(&self) -> i64 {
        self.count("SELECT count(*) AS found FROM notes")
    }

    pub fn count(&self, sql: &str) -> i64 {
        let mut conn = backend::open(&self.target, Purpose::Read).unwrap();
        diesel::sql_query(sql).get_result::<Counted>(&mut conn).unwrap().found
    }
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    found: i64,
}

const NOTE: &str = "INSERT INTO notes (text) VALUES ('noted')";

#[test]
fn nobody_is_answered_before_the_commit() {
    let bench = Bench::new();
    let first = bench.hold();
    let mut asked: Vec<Asked> = (0..5).map(|_| bench.note()).collect();
    // The five run behind the first, and the commit waits for a seventh that comes meanwhile.
    let (reached, is_reached) = mpsc::channel();
    let (open, closed) = mpsc::channel::<()>();
    let last = bench.ask(move |_| {
        reached.send(()).unwrap();
        let _ = closed.recv();
        Ok(())
    });
    drop(first);
    is_reached.recv().unwrap();
    assert!(asked.iter_mut().all(|one| one.0.try_recv().is_err()));
    assert_eq!(bench.stored(), 0);

    drop(open);
    assert!(last.answer().is_ok() && asked.into_iter().all(|one| one.answer().is_ok()));
    assert_eq!(bench.stored(), 5);
}

#[test]
fn who_is_refused_or_panics_is_rolled_back_alone() {
    let bench = Bench::new();
    let first = bench.hold();
    let noted = bench.note();
    let refused = bench.ask(|conn| {
        conn.batch_execute(NOTE)?;
        Err(Problem::not_found())
    });
    let failed = bench.ask(|conn| Ok(conn.batch_execute("INSERT INTO nowhere VALUES (1)")?));
    let panicked = bench.ask(|conn| {
        conn.batch_execute(NOTE)?;
        conn.batch_execute("SAVEPOINT left_open")?;
        panic!("a mistake in a handler");
    });
    let also_noted = bench.note();
    drop(first);

    assert_eq!(noted.answer(), Ok(()));
    // What a refused job leaves is its own affair (`tx::transaction`); this one left a note.
    assert_eq!(refused.answer(), Err(Kind::NotFound));
    assert_eq!(failed.answer(), Err(Kind::Unavailable));
    assert_eq!(panicked.answer(), Err(Kind::Unavailable));
    assert_eq!(also_noted.answer(), Ok(()));
    assert_eq!(bench.stored(), 3);
    assert_eq!(bench.note().answer(), Ok(()));
}

#[test]
fn a_refused_transaction_leaves_nothing_but_what_is_said_of_it() {
    let bench = Bench::new();
    let first = bench.hold();
    let refused = bench.ask(|conn| {
        let result = tx::transaction(conn, |conn| {
            conn.batch_execute("INSERT INTO notes (text) VALUES ('half'), ('half')")?;
            Err(Problem::not_found())
        });
        conn.batch_execute("INSERT INTO notes (text) VALUES ('refused')")?;
        result
    });
    drop(first);
    assert_eq!(refused.answer(), Err(Kind::NotFound));
    assert_eq!(bench.stored(), 1);
}

#[test]
fn a_transaction_that_ends_behind_our_back_is_503_for_its_whole_group() {
    for ending in ["INSERT INTO fatal VALUES (1)", "ROLLBACK", "ROLLBACK; BEGIN", "COMMIT; BEGIN"] {
        let bench = Bench::new();
        let first = bench.hold();
        let before = bench.note();
        // Who swallows the error is found out all the same.
        let ends = bench.ask(move |conn| {
            let _ = conn.batch_execute(ending);
            Ok(())
        });
        let after = bench.note();
        drop(first);

        assert_eq!(before.answer(), Err(Kind::Unavailable), "{ending}");
        assert_eq!(ends.answer(), Err(Kind::Unavailable), "{ending}");
        // The next group has a connection of its own.
        assert_eq!(after.answer(), Ok(()), "{ending}");
        let committed = i64::from(ending.starts_with("COMMIT"));
        assert_eq!(bench.stored(), 1 + committed, "{ending}");
    }
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let bench = Bench::new();
    let first = bench.hold();
    let before = bench.note();
    let too_much = bench.ask(|conn| {
        // As many pages as there are now, and no more.
        conn.batch_execute("PRAGMA max_page_count = 1; INSERT INTO notes (text) VALUES (hex(zeroblob(1000000)))")?;
        Ok(())
    });
    let after = bench.note();
    drop(first);
    assert_eq!(too_much.answer(), Err(Kind::Unavailable));
    let acknowledged = [before, after].into_iter().filter_map(|asked| asked.answer().ok()).count();
    assert_eq!(bench.stored(), i64::try_from(acknowledged).unwrap());
    assert_eq!(bench.note().answer(), Ok(()));
}

#[test]
fn a_commit_that_fails_is_503_for_all() {
    let bench = Bench::new();
    let first = bench.hold();
    let before = bench.note();
    let broken = bench.ask(|conn| {
        let sql = "PRAGMA defer_foreign_keys = ON; INSERT INTO notes (text, about) VALUES ('of nobody', 99)";
        Ok(conn.batch_execute(sql)?)
    });
    drop(first);
    assert_eq!(before.answer(), Err(Kind::Unavailable));
    assert_eq!(broken.answer(), Err(Kind::Unavailable));
    assert_eq!(bench.stored(), 0);
    assert_eq!(bench.note().answer(), Ok(()));
}

#[test]
fn what_must_run_alone_shares_no_transaction() {
    let bench = Bench::new();
    let first = bench.hold();
    let before = bench.note();
    let (answer, alone) = oneshot::channel();
    // No transaction begins inside another, and what came before it is on disk.
    let work = |conn: &mut Conn| {
        conn.batch_execute("BEGIN; COMMIT")?;
        Ok(diesel::sql_query("SELECT count(*) AS found FROM notes").get_result::<Counted>(conn)?.found)
    };
    bench.writer.submit(true, work, move |result| drop(answer.send(result))).unwrap();
    let after = bench.note();
    drop(first);
    assert_eq!(alone.blocking_recv().unwrap().map_err(|problem| problem.kind()), Ok(1));
    assert_eq!((before.answer(), after.answer()), (Ok(()), Ok(())));
    assert_eq!(bench.stored(), 2);
}

#[test]
fn who_comes_when_too_many_wait_is_told_to_come_back() {
    let bench = Bench::new();
    let first = bench.hold();
    let asked: Vec<Asked> = (0..LONGEST_QUEUE).map(|_| bench.note()).collect();
    let refused = bench.writer.submit(false, |_| Ok(()), |_: Result<(), Problem>| ()).unwrap_err();
    assert_eq!(refused.kind(), Kind::Unavailable);
    assert!(refused.headers().iter().any(|(name, _)| *name == "Retry-After"));
    drop(first);
    assert!(asked.into_iter().all(|one| one.answer().is_ok()));
    assert_eq!(bench.stored(), i64::try_from(LONGEST_QUEUE).unwrap());
}
