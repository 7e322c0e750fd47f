//! `samsyn-load`: fills databases of any size and measures the service beside what its database can do with the same
//! statements (docs/performance.md).

mod limit;
mod psql;
mod report;
mod run;
mod seed;
mod soak;
mod story;
mod template;
mod world;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "samsyn-load", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fill an empty database.
    Seed(Box<seed::Args>),
    /// Measure the service on a seeded database, and the database beside it.
    Run(Box<run::Args>),
    /// Put the service under most of what it can bear for half an hour: memory and latency must stay.
    Soak(Box<soak::Args>),
    /// Put the runs of one database together: how latency grows with the number of cases.
    Report {
        /// The folder of the runs, one for each number of cases.
        #[arg(long)]
        out: std::path::PathBuf,
    },
    /// Answer everything with the same: what the HTTP server alone can do. A part of `run`.
    #[command(hide = true)]
    Constant { address: String, bytes: usize },
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Seed(args) => seed::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Soak(args) => soak::run(&args),
        Command::Report { out } => report::together(&out),
        Command::Constant { address, bytes } => run::serve_constant(&address, bytes),
    }
}
