//! The limit: what the database does with the very statements of a request, without the service.

pub mod capture;
mod group_by;
mod pgbench;
mod postgres_log;
mod sql;
mod sqlite;
mod sqlite_trace;

use anyhow::Result;
use samsyn::kernel::time::{Clock as _, SystemClock};

use crate::run::results::{Limit, Results, Statements};
use crate::run::{Run, sqlite_path};
use capture::Flow;
use sql::Statement;

/// A unit of work as it is measured once.
struct Work<'a> {
    flow: &'a Flow,
    /// Without the questions before the changes.
    changes_only: bool,
    /// The number of this measurement, which its ids carry, and the first of its numbers.
    run: u32,
    base: u64,
}

impl Work<'_> {
    fn name(&self) -> String {
        format!("{}{}", self.flow.letter, if self.changes_only { ", changes only" } else { "" })
    }

    /// Requests that one unit stands for.
    fn steps(&self) -> f64 {
        u32::try_from(self.flow.steps.len()).map_or(1.0, f64::from)
    }

    fn wanted(&self) -> Vec<Vec<&Statement>> {
        let is_wanted = |statement: &&Statement| !self.changes_only || statement.is_change();
        self.flow.steps.iter().map(|step| step.iter().filter(is_wanted).collect()).collect()
    }
}

/// What each request sends, for the tables.
pub fn count(flows: &[Flow]) -> Vec<Statements> {
    let one = |flow: &Flow| {
        let statements: usize = flow.steps.iter().map(Vec::len).sum();
        let steps = u32::try_from(flow.steps.len()).map_or(1.0, f64::from);
        let a_request = u32::try_from(statements).map_or(0.0, f64::from) / steps;
        Statements { workload: flow.letter.to_owned(), a_request, commits_a_request: 1.0 }
    };
    flows.iter().map(one).collect()
}

/// Measures everything that the service's throughput is compared with.
pub fn measure(run: &Run<'_>, flows: &[Flow], results: &mut Results) -> Result<()> {
    run.constant(results)?;
    results.group_by_milliseconds = Some(match run.url() {
        Some(url) => group_by::on_postgres(url)?,
        None => group_by::on_sqlite(&sqlite_path(&run.args.config)?)?,
    });
    for flow in flows.iter().filter(|flow| run.is_wanted(flow.letter)) {
        for connections in &run.args.connections {
            for changes_only in [false, true] {
                if changes_only && flow.is_read {
                    continue;
                }
                let now = SystemClock.now();
                let base = u64::try_from(now.as_micros() / 1000)?;
                let work = Work { flow, changes_only, run: u32::try_from(now.as_seconds())?, base };
                let per_second = one(run, &work, *connections)?;
                println!("limit {:16} {connections:3} connections: {per_second:8.0}/s", work.name());
                results.limits.push(Limit { workload: work.name(), connections: *connections, per_second });
            }
        }
    }
    Ok(())
}

fn one(run: &Run<'_>, work: &Work<'_>, connections: u32) -> Result<f64> {
    let seconds = run.args.seconds;
    match run.url() {
        Some(url) => pgbench::run(url, &run.args.out, &run.world, work, connections, seconds),
        None => {
            // As many readers as the service has.
            let threads = connections.min(run.args.config.database_connections);
            sqlite::run(&sqlite_path(&run.args.config)?, &run.world, work, threads, seconds)
        }
    }
}
