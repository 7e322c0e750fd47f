//! The limit on SQLite: the statements of a unit of work, prepared, one commit each. Readers in parallel, one writer at a time, as
//! SQLite has it; the same settings as the service's.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use rusqlite::Connection;
use uuid::Uuid;

use super::Work;
use super::sql::{Piece, Statement, fresh_tail};
use crate::template::cell::Value;
use crate::template::ids::{Copy, Level, STAMPS_A_DISTRICT};
use crate::world::World;

/// A statement with places for the ids.
struct Prepared<'a> {
    sql: String,
    places: Vec<&'a Piece>,
    is_change: bool,
}

impl<'a> Prepared<'a> {
    fn of(statement: &'a Statement) -> Self {
        let mut places = Vec::new();
        let sql = statement.0.iter().fold(String::new(), |sql, piece| match piece {
            Piece::Same(same) => sql + same,
            other => {
                places.push(other);
                sql + &format!("?{}", places.len())
            }
        });
        Self { sql, places, is_change: statement.is_change() }
    }

    fn run(&self, conn: &Connection, copy: Copy, (run, number): (u32, u64)) -> rusqlite::Result<()> {
        let values = self.places.iter().map(|piece| value(piece, copy, run, number));
        let mut statement = conn.prepare_cached(&self.sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            row.get_ref(0)?;
        }
        Ok(())
    }
}

fn value(piece: &Piece, copy: Copy, run: u32, number: u64) -> Value<'static> {
    match piece {
        Piece::Same(same) => Value::Text(same.clone().into()),
        Piece::Key(key) => Value::Text(format!("load-key-{run}-{key}-{number}").into()),
        Piece::Id { id, from, as_text } => {
            let found = match id.level {
                Level::Fresh => Uuid::from_u128((u128::from(number) << 80) | fresh_tail(run, id.rank)),
                level => id.numbered(copy.at(level).saturating_add_signed(*from)),
            };
            if *as_text { Value::Text(found.to_string().into()) } else { Value::Id(found) }
        }
    }
}

fn open(path: &Path) -> Result<Connection> {
    let conn = Connection::open(path)?;
    conn.execute_batch(
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
         PRAGMA trusted_schema = OFF; PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON;",
    )?;
    conn.set_prepared_statement_cache_capacity(500);
    Ok(conn)
}

/// What the threads share.
struct Shared<'a> {
    steps: Vec<Vec<Prepared<'a>>>,
    writer: Mutex<Connection>,
    number: AtomicU64,
    done: AtomicU64,
    stop: AtomicBool,
    world: &'a World,
    work: &'a Work<'a>,
}

/// Runs a unit of work on so many threads; steps a second.
pub fn run(path: &Path, world: &World, work: &Work<'_>, threads: u32, seconds: u32) -> Result<f64> {
    let shared = Shared {
        steps: work.wanted().into_iter().map(|step| step.into_iter().map(Prepared::of).collect()).collect(),
        writer: Mutex::new(open(path)?),
        number: AtomicU64::new(work.base),
        done: AtomicU64::new(0),
        stop: AtomicBool::new(false),
        world,
        work,
    };
    let began = Instant::now();
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(|| shared.go_on(path))).collect();
        std::thread::sleep(Duration::from_secs(u64::from(seconds)));
        shared.stop.store(true, Ordering::Relaxed);
        running.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow!("a thread stopped"))?)
    })?;
    let done = u32::try_from(shared.done.load(Ordering::Relaxed))?;
    Ok(f64::from(done) / began.elapsed().as_secs_f64() * work.steps())
}

impl Shared<'_> {
    fn go_on(&self, path: &Path) -> Result<()> {
        let reader = open(path)?;
        while !self.stop.load(Ordering::Relaxed) {
            let number = self.number.fetch_add(1, Ordering::Relaxed);
            let scattered = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
            let stamp = if self.work.flow.is_list {
                scattered % self.world.districts() * STAMPS_A_DISTRICT
            } else {
                scattered % self.world.stamps
            };
            let fresh = (self.work.run, number);
            for step in &self.steps {
                self.step(&reader, step, Copy::number(stamp), fresh)?;
            }
            self.done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    /// A read asks a reader and writes one entry; a change does all in the writer's transaction.
    fn step(&self, reader: &Connection, step: &[Prepared<'_>], copy: Copy, fresh: (u32, u64)) -> Result<()> {
        let is_read = self.work.flow.is_read;
        if is_read {
            reader.execute_batch("BEGIN")?;
            for statement in step.iter().filter(|statement| !statement.is_change) {
                statement.run(reader, copy, fresh)?;
            }
            reader.execute_batch("ROLLBACK")?;
        }
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.execute_batch("BEGIN IMMEDIATE")?;
        for statement in step.iter().filter(|statement| !is_read || statement.is_change) {
            statement.run(&writer, copy, fresh)?;
        }
        Ok(writer.execute_batch("COMMIT")?)
    }
}
