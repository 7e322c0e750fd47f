//! What a run says: as it goes, and in files.

mod plot;
mod tables;

use std::path::Path;

use anyhow::Result;

use crate::run::results::{Measured, Results};
use crate::run::workloads::Workload;

/// A line as a workload is done.
pub fn say(workload: &Workload, one: &Measured) {
    println!(
        "{:4} {:3} connections: {:8.0}/s, p50 {:.2} ms, p99 {:.2} ms, {:.0} errors, {:.0} MB, {:.2} cores",
        workload.letter,
        one.connections,
        one.told.per_second(),
        one.told.p50 / 1000.0,
        one.told.p99 / 1000.0,
        one.errors,
        one.peak_megabytes,
        one.service_cores
    );
}

/// Writes results.json and report.md.
pub fn write(folder: &Path, results: &Results) -> Result<()> {
    std::fs::write(folder.join("results.json"), serde_json::to_vec_pretty(results)?)?;
    let report = tables::report(results);
    std::fs::write(folder.join("report.md"), &report)?;
    println!("{report}");
    Ok(())
}

/// Puts the runs of one database together: growth.md and latency.svg.
pub fn together(folder: &Path) -> Result<()> {
    let mut runs: Vec<Results> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        if let Ok(text) = std::fs::read(entry?.path().join("results.json")) {
            runs.push(serde_json::from_slice(&text)?);
        }
    }
    runs.sort_by_key(|run| run.cases);
    let lines = plot::lines(&runs);
    let database = runs.first().map_or("", |run| &run.database);
    plot::draw(&folder.join("latency.svg"), database, &lines)?;
    let growth = tables::growth(&lines);
    println!("{growth}");
    Ok(std::fs::write(folder.join("growth.md"), growth)?)
}
