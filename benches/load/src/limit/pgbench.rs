//! The limit on PostgreSQL: pgbench with the statements of a unit of work, prepared, each step a transaction.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::Work;
use super::sql::{Piece, Statement, fresh_tail};
use crate::template::ids::{DISTRICTS_AN_ORGANISATION, Level, STAMPS_A_DISTRICT};
use crate::world::World;

/// Places for values in one statement, at most (MAX_ARGS in pgbench.c is 256).
const PLACES: usize = 250;
/// Seconds before it counts.
const WARM_UP: u32 = 5;

/// Runs a unit of work on so many connections; transactions a second.
pub fn run(url: &str, folder: &Path, world: &World, work: &Work<'_>, connections: u32, seconds: u32) -> Result<f64> {
    let path = folder.join(format!("limit-{}.sql", work.name()));
    std::fs::write(&path, script(world, work)?)?;
    let mut command = Command::new("pgbench");
    command.args(["--no-vacuum", "--protocol=prepared", "--client", &connections.to_string()]);
    // Each connection plans each statement anew some times before it keeps a plan: not what is to be measured.
    let warm_up = WARM_UP + connections / 20;
    command.args(["--jobs", &connections.min(2).to_string(), "--time", &(warm_up + seconds).to_string()]);
    command.arg("--progress=1").arg("--define=i=0").arg(format!("--define=base={}", work.base));
    let output = command.arg("--file").arg(path).arg(url).output().context("pgbench is missing")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "pgbench: {errors}");
    let told: Vec<f64> = errors.lines().filter_map(progress).collect();
    let last = told.get(told.len().saturating_sub(usize::try_from(seconds)?)..).unwrap_or_default();
    ensure!(!last.is_empty(), "pgbench told nothing: {errors}");
    // A script is one transaction to pgbench, however many it commits.
    Ok(last.iter().sum::<f64>() / f64::from(u32::try_from(last.len())?) * work.steps())
}

/// Transactions in one second: `progress: 7.0 s, 2034.0 tps, lat …`.
fn progress(line: &str) -> Option<f64> {
    line.strip_prefix("progress: ")?.split_once(" s, ")?.1.split_once(" tps")?.0.parse().ok()
}

fn script(world: &World, work: &Work<'_>) -> Result<String> {
    let mut text = String::from("\\set i :i + 1\n\\set n :base + :i * 512 + :client_id\n");
    if work.flow.is_list {
        writeln!(text, "\\set s random(0, {}) * {STAMPS_A_DISTRICT}", world.districts() - 1)?;
    } else {
        writeln!(text, "\\set s random(0, {})", world.stamps - 1)?;
    }
    writeln!(text, "\\set d :s / {STAMPS_A_DISTRICT}\n\\set o :d / {DISTRICTS_AN_ORGANISATION}")?;
    for step in work.wanted() {
        text.push_str("BEGIN;\n");
        for statement in step {
            writeln!(text, "{};", written(statement, work.run, world.login))?;
        }
        text.push_str("COMMIT;\n");
    }
    Ok(text)
}

/// The statement with expressions in the places of ids. Ids are texts in the log; only the login is one in its column.
fn written(statement: &Statement, run: u32, login: u32) -> String {
    // Where there are too many places the ids of units stay as they were: each row of the log has three.
    let is_many = statement.0.iter().filter(|piece| !matches!(piece, Piece::Same(_))).count() > PLACES;
    let text = statement.0.iter().fold(String::new(), |text, piece| {
        text + &match piece {
            Piece::Same(same) => same.clone(),
            Piece::Key(number) => format!("('load-key-{run}-{number}-' || :n)"),
            Piece::Id { id, from, as_text } => {
                let (variable, tail) = match id.level {
                    Level::Organisation => ("o", id.tail()),
                    Level::District => ("d", id.tail()),
                    Level::Case => ("s", id.tail()),
                    Level::Fresh => ("n", fresh_tail(run, id.rank)),
                };
                let base = i64::try_from(id.level.base()).unwrap_or_default() + from;
                let variable = if is_many && matches!(id.level, Level::Organisation | Level::District) {
                    "0"
                } else {
                    &format!(":{variable}")
                };
                let is_login = *as_text && id.level == Level::District && id.rank == login;
                let found = expression(variable, base, tail, is_login);
                // Worked out once for each statement, as a value is that is handed over, not once for each row.
                if *as_text && !statement.is_change() { format!("(SELECT {found})") } else { found }
            }
        }
    });
    // The key of an advisory lock is a hash of what is locked: another for each unit of work.
    if text.contains("pg_advisory_xact_lock") { "SELECT pg_advisory_xact_lock(:n)".to_owned() } else { text }
}

fn expression(variable: &str, base: i64, tail: u128, is_text: bool) -> String {
    let tail = format!("{tail:020x}");
    let time = format!("lpad(to_hex({variable}::bigint + {base}), 12, '0')");
    if !is_text {
        return format!("({time} || '{tail}')::uuid");
    }
    let (a, b, c) =
        (tail.get(..4).unwrap_or_default(), tail.get(4..8).unwrap_or_default(), tail.get(8..).unwrap_or_default());
    format!("overlay({time} placing '-' from 9 for 0) || '-{a}-{b}-{c}'")
}
