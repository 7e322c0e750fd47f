//! The pool of connections.

use diesel::r2d2::R2D2Connection;

use super::backend::{self, Purpose, Target};
use super::conn::{Conn, Raw};
use crate::kernel::problem::{Kind, Problem};

/// How long a request waits for a free connection before it is told to come back.
const WAIT: std::time::Duration = std::time::Duration::from_secs(3);

/// A bounded pool of connections.
pub(super) struct Pool(diesel::r2d2::Pool<Manager>);

impl Pool {
    /// A pool of at most `size` connections, opened when first needed.
    pub(super) fn new(target: Target, size: u32) -> Result<Self, String> {
        let purpose = if target.is_postgres() { Purpose::Write } else { Purpose::Read };
        Self::build(target, size, purpose)
    }

    /// The one connection of a thread that writes. SQLite's file is opened at once: a service that cannot does not start.
    pub(super) fn of_one_writer(target: Target) -> Result<Self, String> {
        if !target.is_postgres() {
            backend::open(&target, Purpose::Write).map_err(|error| error.to_string())?;
        }
        Self::build(target, 1, Purpose::Write)
    }

    fn build(target: Target, size: u32, purpose: Purpose) -> Result<Self, String> {
        diesel::r2d2::Pool::builder()
            .max_size(size.max(1))
            .min_idle(Some(0))
            .connection_timeout(WAIT)
            .test_on_check_out(false)
            .error_handler(Box::new(diesel::r2d2::NopErrorHandler))
            .build(Manager { target, purpose })
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// Runs `work` on a connection. A connection that fails in a way that leaves it in doubt is thrown away; the
    /// first one that turns out dead is replaced once, so that a database that came back is found at once.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut pooled = self.0.get().map_err(|_| Problem::unavailable(&"no connection to the database"))?;
        if pooled.fresh {
            pooled.fresh = false;
        } else if pooled.idle_too_long() && pooled.conn.ping().is_err() {
            pooled.broken = true;
            drop(pooled);
            pooled = self.0.get().map_err(|_| Problem::unavailable(&"no connection to the database"))?;
        }
        let result = work(&mut pooled.conn);
        pooled.used_at = std::time::Instant::now();
        if matches!(&result, Err(problem) if problem.kind() == Kind::Unavailable) {
            pooled.broken = true;
        }
        result
    }
}

/// A connection and what is known of its health.
pub(super) struct Pooled {
    conn: Conn,
    fresh: bool,
    broken: bool,
    used_at: std::time::Instant,
}

impl Pooled {
    /// Whether the connection lay idle long enough that it should be asked before it is trusted.
    fn idle_too_long(&mut self) -> bool {
        matches!(self.conn.raw(), Raw::Postgres(_)) && self.used_at.elapsed() > std::time::Duration::from_millis(500)
    }
}

struct Manager {
    target: Target,
    purpose: Purpose,
}

impl diesel::r2d2::ManageConnection for Manager {
    type Connection = Pooled;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Pooled, Self::Error> {
        let conn = backend::open(&self.target, self.purpose).map_err(diesel::r2d2::Error::ConnectionError)?;
        Ok(Pooled { conn, fresh: true, broken: false, used_at: std::time::Instant::now() })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), Self::Error> {
        pooled.conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    /// A panic in mid-transaction or a broken transaction manager must not be handed to the next request.
    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        pooled.broken || std::thread::panicking() || pooled.conn.is_broken()
    }
}
