//! The commands: parses, calls, exits.

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use samsyn::config::Config;
use samsyn::demo::Demo;
use samsyn::kernel::auth::local::{LocalIssuer, TokenRequest};
use samsyn::kernel::auth::{Role, Scope};
use samsyn::kernel::db::migrate;
use samsyn::kernel::seals::checkpoint::Verifier;
use samsyn::kernel::seals::verify;
use samsyn::kernel::telemetry;
use samsyn::kernel::time::{Clock, SystemClock};
use samsyn::{app, config, demo, keys, serve};

/// One program in which school, health care and social services document their joint work around a child.
#[derive(Parser)]
#[command(name = "samsyn", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API.
    Serve(Config),
    /// Serve made-up data from a folder of its own (./samsyn-demo), to try the API with curl.
    #[command(mut_arg("data_dir", |arg| arg.default_value("./samsyn-demo")), mut_arg("log", |arg| arg.default_value("warn")))]
    Demo(Demo),
    /// Run pending migrations (on PostgreSQL with the owner's URL).
    Migrate(Config),
    /// Change keys while the service serves, or destroy one record (docs/operations.md).
    #[command(subcommand)]
    Keys(keys::Command),
    /// Write the OpenAPI document to standard output.
    Openapi,
    /// Write a token of the local issuer, for development only.
    Token(TokenArgs),
    /// The access log: verify it, and what others need to verify it.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Ask a running service whether it is ready; exit 0 when it is.
    Health {
        /// The address to ask.
        #[arg(long, env = "SAMSYN_HEALTH_URL", default_value = "http://127.0.0.1:8080/readyz")]
        url: String,
    },
}

#[derive(clap::Args)]
struct TokenArgs {
    #[command(flatten)]
    config: Config,
    /// Whom the token names.
    #[arg(long, default_value = "utvecklare")]
    subject: String,
    /// A role; may be given several times.
    #[arg(long = "role", default_value = "professional")]
    roles: Vec<String>,
    /// A scope; may be given several times. Without it every read and write scope.
    #[arg(long = "scope")]
    scopes: Vec<String>,
    /// The unit on whose behalf: an id or an HSA-id.
    #[arg(long)]
    unit: Option<String>,
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Recompute the access log's hashes from its entries and compare them with every checkpoint. Needs no running service;
    /// exits with 1 when anything was edited, deleted, reordered, cut off or rewritten.
    Verify {
        #[command(flatten)]
        database: AuditDatabase,
        /// The file that the service appended its checkpoints to, or a copy of it.
        #[arg(long, env = "SAMSYN_AUDIT_CHECKPOINTS")]
        checkpoints: std::path::PathBuf,
        /// The public key, as `samsyn audit public-key` writes it; several times after a change of keys.
        #[arg(long = "public-key", required = true)]
        public_keys: Vec<Verifier>,
    },
    /// Write the newest checkpoint to standard output, to be kept where nobody here can change it.
    ExportCheckpoint(AuditDatabase),
    /// Write the public keys of the access log's checkpoints, the current one first.
    PublicKey(Box<Config>),
}

#[derive(clap::Args)]
struct AuditDatabase {
    /// Folder of the embedded database.
    #[arg(long, env = "SAMSYN_DATA_DIR", default_value = "./data")]
    data_dir: std::path::PathBuf,
    /// `postgres://…`, or `sqlite:PATH`; without it the embedded database in the data folder.
    #[arg(long, env = "SAMSYN_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("samsyn: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), String> {
    match command {
        Command::Serve(config) => serve_until_stopped(&config),
        Command::Demo(args) => demo::run(&args, &|text| println!("{text}")),
        Command::Migrate(config) => run_migrations(&config),
        Command::Keys(command) => keys::run(&command, Arc::new(SystemClock), &|text| println!("{text}")),
        Command::Openapi => {
            let text = serde_json::to_string_pretty(&app::openapi_document()).map_err(|error| error.to_string())?;
            println!("{text}");
            Ok(())
        }
        Command::Token(args) => write_token(&args),
        Command::Audit { command } => audit(command),
        Command::Health { url } => ask_health(&url),
    }
}

fn serve_until_stopped(config: &Config) -> Result<(), String> {
    telemetry::start_logging(&config.log);
    config.make_data_dir()?;
    let service = serve::assemble(config, Arc::new(SystemClock))?;
    let (draining, db) = (service.draining.clone(), service.db.clone());
    actix_web::rt::System::new().block_on(async {
        actix_web::rt::spawn(serve::reload_on_hangup(config.clone(), db.clone()).map_err(|error| error.to_string())?);
        serve::keep_house(&service, config);
        let sealer = Arc::clone(&service.sealer);
        let (server, address) =
            serve::listen(service, config).map_err(|error| format!("{}: {error}", config.listen))?;
        tracing::info!(%address, "listening");
        let stopped =
            serve::until_stopped(server, draining, config.drain(), &db).await.map_err(|error| error.to_string());
        // What the last requests logged; a failure is in the log, and the next start seals it.
        let _ = sealer.seal(&db).await;
        stopped
    })
}

fn run_migrations(config: &Config) -> Result<(), String> {
    config.make_data_dir()?;
    let done = migrate::run(&config.target()?)?;
    for name in &done {
        println!("migrated {name}");
    }
    println!("{} migrations were pending", done.len());
    Ok(())
}

fn audit(command: AuditCommand) -> Result<(), String> {
    let target = |database: &AuditDatabase| config::target(database.database_url.as_deref(), &database.data_dir);
    match command {
        AuditCommand::Verify { database, checkpoints, public_keys } => {
            let file =
                std::fs::read_to_string(&checkpoints).map_err(|error| format!("{}: {error}", checkpoints.display()))?;
            say(&verify::verify(&target(&database)?, &file, &public_keys)?)
        }
        AuditCommand::ExportCheckpoint(database) => {
            print!("{}", verify::newest_checkpoint(&target(&database)?)?);
            Ok(())
        }
        AuditCommand::PublicKey(config) => {
            let keys = config.audit_keys()?;
            Verifier::all(&config.audit.origin, &keys).iter().for_each(|key| println!("{key}"));
            Ok(())
        }
    }
}

fn say(report: &verify::Report) -> Result<(), String> {
    println!("{} entries sealed, {} waiting to be sealed", report.height, report.unsealed);
    println!("{} checkpoints of the file compared", report.compared);
    report.faults.iter().for_each(|fault| println!("FAULT: {fault}"));
    match report.faults.len() {
        0 => {
            println!("the log is whole");
            Ok(())
        }
        faults => Err(format!("the log is not as it was sealed: {faults} faults")),
    }
}

fn write_token(args: &TokenArgs) -> Result<(), String> {
    if args.config.issuers_file.is_some() {
        return Err("the local issuer is refused when real issuers are configured".to_owned());
    }
    args.config.make_data_dir()?;
    let roles = parse_all::<Role>(&args.roles, "role")?;
    let scopes = if args.scopes.is_empty() { Scope::ALL.to_vec() } else { parse_all(&args.scopes, "scope")? };
    let request = TokenRequest { subject: &args.subject, roles: &roles, scopes: &scopes, unit: args.unit.as_deref() };
    println!("{}", LocalIssuer::open(&args.config.data_dir)?.token(&request, SystemClock.now())?);
    Ok(())
}

fn parse_all<T: std::str::FromStr>(texts: &[String], what: &str) -> Result<Vec<T>, String> {
    texts.iter().map(|text| text.parse().map_err(|_| format!("{text} is no {what}"))).collect()
}

fn ask_health(url: &str) -> Result<(), String> {
    actix_web::rt::System::new().block_on(async {
        let response = reqwest::get(url).await.map_err(|error| error.to_string())?;
        if response.status().is_success() { Ok(()) } else { Err(format!("not ready: {}", response.status())) }
    })
}
