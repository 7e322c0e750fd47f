//! `samsyn-load soak`: the mix at a share of what the service can do, for long: memory must stay flat, and latency may not grow.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use samsyn::config::Config;

use crate::run::process;
use crate::run::service::Service;
use crate::run::wrk::Call;
use crate::run::{prepared, workloads};

const CONNECTIONS: u32 = 50;
/// Seconds that tell what the service can do.
const SATURATED: u32 = 20;
/// How much the last third may differ from the middle one: memory, latency. The first third is left out: caches fill, and the
/// allocator finds its size.
const MAY_GROW: [f64; 2] = [1.1, 1.5];

/// Arguments of a soak.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// The service's release binary.
    #[arg(long, default_value = "target/release/samsyn")]
    pub samsyn: PathBuf,
    /// Where the service's log and the table go.
    #[arg(long)]
    pub out: PathBuf,
    /// How long.
    #[arg(long, default_value_t = 30)]
    pub minutes: u32,
    /// The share of what the service can do, in hundredths.
    #[arg(long, default_value_t = 70)]
    pub share: u32,
    /// The settings of the service.
    #[command(flatten)]
    pub config: Config,
}

/// What one minute showed.
struct Minute {
    per_second: f64,
    p50: f64,
    p99: f64,
    errors: f64,
    megabytes: f64,
}

/// Runs it, writes soak.md, and fails when memory or latency grew or a request failed.
pub fn run(args: &Args) -> Result<()> {
    let (_, _, folder) = prepared(&args.config)?;
    std::fs::create_dir_all(&args.out)?;
    let service = Service::start(&args.samsyn, &args.config, &args.out.join("soak.log"))?;
    let workload = workloads::ALL.iter().find(|workload| workload.letter == "g").context("the mix")?;
    let mut call = Call {
        address: service.address,
        folder: &folder,
        connections: CONNECTIONS,
        seconds: SATURATED,
        part: (0, 1),
        pause: Duration::ZERO,
    };
    let most = call.run(workload)?.0.per_second();
    let wanted = most * f64::from(args.share) / 100.0;
    println!("{most:.0} requests a second at most; {wanted:.0} for {} minutes", args.minutes);
    call.seconds = 60;
    let mut pause = f64::from(CONNECTIONS) / wanted / 2.0;
    let mut minutes: Vec<Minute> = Vec::new();
    for number in 1..=args.minutes {
        call.pause = Duration::from_secs_f64(pause.max(0.001));
        let told = call.run(workload)?.0;
        let minute = Minute {
            per_second: told.per_second(),
            p50: told.p50 / 1000.0,
            p99: told.p99 / 1000.0,
            errors: told.errors(workload.refused),
            megabytes: process::memory(service.process.id(), "VmRSS"),
        };
        println!("{}", line(number, &minute));
        // A connection's turn is its pause and its answer: what the last minute took decides how long the next one waits.
        pause += f64::from(CONNECTIONS) / wanted - f64::from(CONNECTIONS) / minute.per_second.max(1.0);
        minutes.push(minute);
    }
    service.process.stop()?;
    report(args, most, &minutes)
}

fn line(number: u32, minute: &Minute) -> String {
    let Minute { per_second, p50, p99, errors, megabytes } = minute;
    format!("| {number} | {per_second:.0} | {p50:.1} | {p99:.1} | {errors:.0} | {megabytes:.0} |")
}

fn report(args: &Args, most: f64, minutes: &[Minute]) -> Result<()> {
    let lines: Vec<String> = (1..).zip(minutes).map(|(number, minute)| line(number, minute)).collect();
    let head = "| minute | requests/s | p50 ms | p99 ms | errors | MB |\n| --- | --- | --- | --- | --- | --- |";
    let third = minutes.len() / 3;
    let (middle, last) =
        (minutes.get(third..third * 2).unwrap_or_default(), minutes.get(third * 2..).unwrap_or_default());
    let grown = |of: fn(&Minute) -> f64| median(last, of) / median(middle, of).max(0.001);
    let (memory, latency) = (grown(|minute| minute.megabytes), grown(|minute| minute.p99));
    let errors: f64 = minutes.iter().map(|minute| minute.errors).sum();
    let sum = format!(
        "{} % of {most:.0} requests a second for {} minutes; from the middle third to the last: memory × {memory:.2}, p99 × {latency:.2}; {errors:.0} errors",
        args.share, args.minutes
    );
    let text = format!("{sum}\n\n{head}\n{}\n", lines.join("\n"));
    std::fs::write(args.out.join("soak.md"), text)?;
    println!("{sum}");
    ensure!(third > 0, "fewer than three minutes show nothing");
    ensure!(memory <= MAY_GROW[0], "memory grew");
    ensure!(latency <= MAY_GROW[1], "latency grew");
    ensure!(errors < 1.0, "requests failed");
    Ok(())
}

fn median(minutes: &[Minute], of: fn(&Minute) -> f64) -> f64 {
    let mut values: Vec<f64> = minutes.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
