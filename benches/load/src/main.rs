//! `samsyn-load`: fills databases of any size and measures the service beside what its database can do with the same
//! statements (docs/performance.md).

mod psql;
mod run;
mod seed;
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
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Seed(args) => seed::run(&args),
    }
}
