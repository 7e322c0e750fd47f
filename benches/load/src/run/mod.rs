//! `samsyn-load run`: starts the service on a seeded database, puts it to work, and measures its database beside it.

mod files;
pub mod process;
pub mod results;
pub mod service;
pub mod workloads;
pub mod wrk;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Error, Result};
use samsyn::config::Config;
use samsyn::kernel::time::{Clock as _, SystemClock};

use crate::limit;
use crate::psql;
use crate::report;
use crate::world::World;
use process::Running;
use results::{Limit, Measured, Results};
use service::Service;
use workloads::Workload;
use wrk::Call;

const LUA: [(&str, &str); 2] =
    [("workload.lua", include_str!("../../workload.lua")), ("plain.lua", include_str!("../../plain.lua"))];
/// Bytes of a plan's representation, which the constant answer has too.
const PLAN_BYTES: usize = 8_000;

/// Arguments of a run.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// The service's release binary.
    #[arg(long, default_value = "target/release/samsyn")]
    pub samsyn: PathBuf,
    /// Where the results go.
    #[arg(long)]
    pub out: PathBuf,
    /// Seconds of each measurement; the warm-up before it takes a fifth.
    #[arg(long, default_value_t = 10)]
    pub seconds: u32,
    /// Connections, one measurement each.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 4, 8, 50, 200])]
    pub connections: Vec<u32>,
    /// Only these workloads, by their letters.
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<String>,
    /// Without the limits.
    #[arg(long)]
    pub no_limits: bool,
    /// PostgreSQL's own log, from which the statements are read.
    #[arg(long)]
    pub postgres_log: Option<PathBuf>,
    /// The settings of the service.
    #[command(flatten)]
    pub config: Config,
}

/// What a run needs at every turn.
pub struct Run<'a> {
    pub args: &'a Args,
    pub world: World,
    pub asking: Vec<files::Asking>,
    /// Where the load generator's lines lie.
    pub folder: PathBuf,
}

pub use files::{Asking, bodies};

/// Runs everything, and writes the results as JSON, tables and plots.
pub fn run(args: &Args) -> Result<()> {
    let (world, asking, folder) = prepared(&args.config)?;
    std::fs::create_dir_all(&args.out)?;
    let run = Run { args, world, asking, folder };
    let mut results = Results {
        database: if run.url().is_some() { "postgres" } else { "sqlite" }.to_owned(),
        cases: run.world.stamps * u64::from(crate::story::CASES),
        day: SystemClock.now().day().to_string(),
        seconds: args.seconds,
        cores: std::thread::available_parallelism()?.get(),
        ..Results::default()
    };
    let flows = if args.no_limits { vec![] } else { limit::capture::capture(&run).context("the statements")? };
    results.statements = limit::count(&flows);
    run.measure(&mut results)?;
    if !args.no_limits {
        limit::measure(&run, &flows, &mut results)?;
    }
    report::write(&args.out, &results)
}

/// What was seeded, who asks, and the folder with what the load generator reads.
pub fn prepared(config: &Config) -> Result<(World, Vec<Asking>, PathBuf)> {
    let world = World::read(&config.data_dir)?;
    let asking = files::asking(&world, config)?;
    let folder = config.data_dir.join("lines");
    files::write(&folder, &world, &asking)?;
    for (name, text) in LUA {
        std::fs::write(folder.join(name), text)?;
    }
    Ok((world, asking, folder))
}

impl Run<'_> {
    /// The URL of PostgreSQL, when that is the database.
    pub fn url(&self) -> Option<&str> {
        self.args.config.database_url.as_deref().filter(|url| url.starts_with("postgres"))
    }

    pub fn is_wanted(&self, letter: &str) -> bool {
        self.args.only.is_empty() || self.args.only.iter().any(|only| only == letter)
    }

    fn measure(&self, results: &mut Results) -> Result<()> {
        let log = self.args.out.join("service.log");
        let service = Service::start(&self.args.samsyn, &self.args.config, &log)?;
        results.ready_milliseconds = service.ready_after.as_secs_f64() * 1000.0;
        std::thread::sleep(Duration::from_secs(2));
        results.idle_megabytes = process::memory(service.process.id(), "VmRSS");
        println!("ready after {:.0} ms, {:.0} MB", results.ready_milliseconds, results.idle_megabytes);
        for workload in workloads::ALL.iter().filter(|workload| self.is_wanted(workload.letter)) {
            for (part, connections) in (0..).zip(&self.args.connections) {
                let measured = self.one(&service, workload, *connections, part).context(workload.title)?;
                report::say(workload, &measured);
                results.measured.push(measured);
            }
        }
        service.process.stop()
    }

    fn one(&self, service: &Service, workload: &Workload, connections: u32, part: u32) -> Result<Measured> {
        let parts = u32::try_from(self.args.connections.len())?;
        let mut call = Call {
            address: service.address,
            folder: &self.folder,
            connections,
            seconds: (self.args.seconds / 5).max(1),
            part: (0, 1),
            pause: Duration::ZERO,
        };
        if workload.can_be_repeated() {
            call.run(workload)?;
        } else {
            call.part = (part, parts);
        }
        call.seconds = self.args.seconds;
        let id = service.process.id();
        process::forget_peak(id);
        let before = (process::cpu(id), self.database_cpu()?, self.commits()?);
        let (told, loader) = call.run(workload)?;
        let after = (process::cpu(id), self.database_cpu()?, self.commits()?);
        let seconds = told.seconds.max(0.001);
        Ok(Measured {
            workload: workload.letter.to_owned(),
            connections,
            errors: told.errors(workload.refused),
            service_cores: (after.0 - before.0) / seconds,
            loader_cores: loader / seconds,
            database_cores: after.1.zip(before.1).map(|(after, before)| (after - before) / seconds),
            peak_megabytes: process::memory(id, "VmHWM"),
            commits_a_request: after.2.zip(before.2).map(|(after, before)| (after - before) / told.requests.max(1.0)),
            told,
        })
    }

    /// Seconds of CPU of all of PostgreSQL's processes.
    fn database_cpu(&self) -> Result<Option<f64>> {
        let Some(url) = self.url() else { return Ok(None) };
        let pid = psql::ask(url, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")?;
        let parent = pid.first().and_then(|pid| process::parent(pid.parse().ok()?));
        Ok(parent.map(process::cpu_of_family))
    }

    /// Transactions that PostgreSQL has committed.
    fn commits(&self) -> Result<Option<f64>> {
        let sql = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()";
        self.url().map(|url| psql::number(url, sql)).transpose()
    }

    /// actix answering everything with the same bytes, in a process of its own.
    pub fn constant(&self, results: &mut Results) -> Result<()> {
        let address = service::free_address()?;
        let mut command = std::process::Command::new(std::env::current_exe()?);
        let mut server = Running::start(command.args(["constant", &address.to_string(), &PLAN_BYTES.to_string()]))?;
        std::thread::sleep(Duration::from_millis(300));
        anyhow::ensure!(!server.has_ended()?, "the constant server did not start");
        for connections in &self.args.connections {
            let seconds = self.args.seconds;
            let (part, pause) = ((0, 1), Duration::ZERO);
            let call = Call { address, folder: &self.folder, connections: *connections, seconds, part, pause };
            let (told, _) = call.run_plain()?;
            let per_second = told.per_second();
            results.constant.push(Limit { workload: "constant".to_owned(), connections: *connections, per_second });
        }
        server.stop()
    }
}

/// `samsyn-load constant`: what actix alone can do.
pub fn serve_constant(address: &str, bytes: usize) -> Result<()> {
    use actix_web::{App, HttpResponse, HttpServer, web};
    actix_web::rt::System::new().block_on(async {
        let body = web::Bytes::from("a".repeat(bytes));
        let app = move || {
            let body = body.clone();
            App::new().default_service(web::to(move || {
                let body = body.clone();
                async move { HttpResponse::Ok().content_type("application/json").body(body) }
            }))
        };
        HttpServer::new(app).workers(2).bind(address)?.run().await.map_err(Error::from)
    })
}

/// The path of the embedded database.
pub fn sqlite_path(config: &Config) -> Result<PathBuf> {
    match config.target().map_err(Error::msg)? {
        samsyn::kernel::db::Target::Sqlite(path) => Ok(Path::new(&path).to_owned()),
        samsyn::kernel::db::Target::Postgres(_) => anyhow::bail!("the database is PostgreSQL"),
    }
}
