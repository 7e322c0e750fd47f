//! What a statistic is measured by: counting a municipality's clocks anew, as any report tool would.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};
use rusqlite::Connection;

use crate::psql;

/// Every clock of a municipality that was seeded, whatever its size.
const SQL: &str = "SELECT code, outcome, count(*) FROM lead_times WHERE area_id IN \
                   (SELECT id FROM areas WHERE municipality_code = '2480') GROUP BY code, outcome";
/// The quickest of so many counts.
const TIMES: u32 = 5;

/// Milliseconds on PostgreSQL, as the server tells them.
pub fn on_postgres(url: &str) -> Result<f64> {
    let mut best = f64::MAX;
    for _ in 0..TIMES {
        let plan = psql::ask(url, &format!("EXPLAIN (ANALYZE, TIMING OFF) {SQL}"))?;
        let told =
            plan.iter().find_map(|line| line.strip_prefix("Execution Time: ")?.strip_suffix(" ms")?.parse().ok());
        best = best.min(told.context("no execution time")?);
    }
    Ok(best)
}

/// Milliseconds on SQLite.
pub fn on_sqlite(path: &Path) -> Result<f64> {
    let conn = Connection::open(path)?;
    let mut statement = conn.prepare(SQL)?;
    let mut best = f64::MAX;
    for _ in 0..TIMES {
        let began = Instant::now();
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        best = best.min(began.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(best)
}
