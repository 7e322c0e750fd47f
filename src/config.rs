//! The configuration: one struct; every field names its flag, its `SAMSYN_…` variable and its default.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use zeroize::Zeroizing;

use crate::kernel::auth::IssuerConfig;
use crate::kernel::auth::local::LocalIssuer;
use crate::kernel::crypto::{self, DEMO_PREFIX, IndexKeys, MasterKeys, SigningKeys};
use crate::kernel::db::Target;
use crate::kernel::files;
use crate::kernel::seals::checkpoint;
use crate::kernel::vault::Keys;

/// How the service is set up.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Address to listen on.
    #[arg(long, env = "SAMSYN_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder for the embedded database and local keys.
    #[arg(long, env = "SAMSYN_DATA_DIR", default_value = "./data")]
    pub data_dir: PathBuf,
    /// `postgres://…`, or `sqlite:PATH`; without it the embedded database in the data folder.
    #[arg(long, env = "SAMSYN_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The public root as clients see it, for links; without it `http://LISTEN`.
    #[arg(long, env = "SAMSYN_BASE_URL")]
    pub base_url: Option<String>,
    /// File with the master keys (base64, one a line, the current one first); or the keys themselves in
    /// SAMSYN_MASTER_KEY.
    #[arg(long, env = "SAMSYN_MASTER_KEY_FILE")]
    pub master_key_file: Option<PathBuf>,
    /// File with the index keys (base64, one a line, the current one first); or the keys themselves in SAMSYN_INDEX_KEY.
    #[arg(long, env = "SAMSYN_INDEX_KEY_FILE")]
    pub index_key_file: Option<PathBuf>,
    /// What signs and keeps the checkpoints of the access log.
    #[command(flatten)]
    pub audit: AuditConfig,
    /// TOML file with the issuers whose tokens are taken; without it the local issuer of the data folder.
    #[arg(long, env = "SAMSYN_ISSUERS_FILE")]
    pub issuers_file: Option<PathBuf>,
    /// Addresses of proxies whose `Forwarded` header is believed.
    #[arg(long, env = "SAMSYN_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Most database connections.
    #[arg(long, env = "SAMSYN_DATABASE_CONNECTIONS", default_value_t = 8)]
    pub database_connections: u32,
    /// Most requests that read or write at once, those that wait for a connection included; more are answered 503.
    #[arg(long, env = "SAMSYN_MOST_REQUESTS", default_value_t = 512)]
    pub most_requests: usize,
    /// Threads that serve HTTP.
    #[arg(long, env = "SAMSYN_WORKERS", default_value_t = 2)]
    pub workers: usize,
    /// Calls a minute for each client; 0 for no limit.
    #[arg(long, env = "SAMSYN_RATE_LIMIT", default_value_t = 6000)]
    pub rate_limit: u32,
    /// Seconds that a request's body may take.
    #[arg(long, env = "SAMSYN_BODY_TIMEOUT", default_value_t = 10)]
    pub body_timeout: u64,
    /// Seconds that a service that is told to stop (SIGTERM) still takes requests while `/readyz` answers 503, so that load
    /// balancers go elsewhere first.
    #[arg(long, env = "SAMSYN_DRAIN_SECONDS", default_value_t = 2)]
    pub drain_seconds: u64,
    /// Seconds that running requests get when the service stops.
    #[arg(long, env = "SAMSYN_SHUTDOWN_TIMEOUT", default_value_t = 20)]
    pub shutdown_timeout: u64,
    /// Hours that an emergency access stands open after it was confirmed.
    #[arg(long, env = "SAMSYN_EMERGENCY_HOURS", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=24))]
    pub emergency_hours: u8,
    /// `Contact:` of `/.well-known/security.txt`.
    #[arg(long, env = "SAMSYN_SECURITY_CONTACT", default_value = "mailto:sakerhet@samsyn.example")]
    pub security_contact: String,
    /// Log filter, as of tracing (`info`, `samsyn=debug`).
    #[arg(long, env = "SAMSYN_LOG", default_value = "info")]
    pub log: String,
    /// Set by the demo alone: keys that it made are taken.
    #[arg(skip)]
    pub is_demo: bool,
}

/// How the access log is sealed.
#[derive(Clone, Debug, Args)]
pub struct AuditConfig {
    /// File with the keys that sign the access log's checkpoints (base64 Ed25519 seeds, one a line, the current one first).
    #[arg(long = "audit-key-file", env = "SAMSYN_AUDIT_KEY_FILE")]
    pub key_file: Option<PathBuf>,
    /// The access log's name in its checkpoints, such as `samsyn.example/access-log`; changed never.
    #[arg(long = "audit-origin", env = "SAMSYN_AUDIT_ORIGIN", default_value = "samsyn/access-log")]
    pub origin: String,
    /// File to which checkpoints are appended, best on a disk that the database's owner cannot write; without it
    /// `audit-checkpoints` in the data folder.
    #[arg(long = "audit-checkpoints", env = "SAMSYN_AUDIT_CHECKPOINTS")]
    pub checkpoints: Option<PathBuf>,
    /// Seconds between sealings of the access log.
    #[arg(long = "audit-seal-seconds", env = "SAMSYN_AUDIT_SEAL_SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    pub seal_seconds: u64,
}

/// Where the data lies: the database of the URL, or the embedded one of the data folder.
///
/// # Errors
/// When the URL is of no kind that is known.
pub fn target(database_url: Option<&str>, data_dir: &Path) -> Result<Target, String> {
    match database_url {
        Some(url) => Target::parse(url),
        None => Ok(Target::Sqlite(data_dir.join("samsyn.db").to_string_lossy().into_owned())),
    }
}

/// The issuers file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuersFile {
    issuers: Vec<IssuerConfig>,
}

impl Config {
    /// Where the data lies.
    ///
    /// # Errors
    /// When the URL is of no kind that is known.
    pub fn target(&self) -> Result<Target, String> {
        target(self.database_url.as_deref(), &self.data_dir)
    }

    /// Makes the data folder, readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make_data_dir(&self) -> Result<(), String> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.data_dir).map_err(|error| format!("{}: {error}", self.data_dir.display()))
    }

    /// How long a service that is told to stop still takes requests.
    #[must_use]
    pub const fn drain(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }

    /// The public root, without a trailing slash.
    #[must_use]
    pub fn public_url(&self) -> String {
        let url = self.base_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        url.trim_end_matches('/').to_owned()
    }

    /// The keys, from their files or the environment. Nothing is made up: a service that invented a key would lose data at
    /// its next start.
    ///
    /// # Errors
    /// With one line, when a key is missing, short, weak, the demo's, or given for both purposes.
    pub fn keys(&self) -> Result<Keys, String> {
        let master = self.key_text(&self.master_key_file, MASTER)?;
        let index = self.key_text(&self.index_key_file, INDEX)?;
        let keys = Keys {
            master: MasterKeys::parse(&master).map_err(|error| format!("{}: {error}", MASTER.what))?,
            index: IndexKeys::parse(&index).map_err(|error| format!("{}: {error}", INDEX.what))?,
        };
        if keys.index.all().any(|index| keys.master.ids().any(|master| master == index.id())) {
            return Err("the master key and the index key must not be the same".to_owned());
        }
        Ok(keys)
    }

    /// The keys that sign the access log's checkpoints, from their file or the environment.
    ///
    /// # Errors
    /// When the file is missing or holds a short or weak key, or the log's name is none.
    pub fn audit_keys(&self) -> Result<SigningKeys, String> {
        if !checkpoint::is_name(&self.audit.origin) {
            return Err("--audit-origin: a name without blanks and plus signs".to_owned());
        }
        let text = self.key_text(&self.audit.key_file, AUDIT)?;
        SigningKeys::parse(&text).map_err(|error| format!("{}: {error}", AUDIT.what))
    }

    /// The file that the access log's checkpoints are appended to.
    #[must_use]
    pub fn audit_checkpoints(&self) -> PathBuf {
        self.audit.checkpoints.clone().unwrap_or_else(|| self.data_dir.join("audit-checkpoints"))
    }

    /// What a file or the environment says of one kind of key.
    fn key_text(&self, file: &Option<PathBuf>, kind: KeyKind) -> Result<Zeroizing<String>, String> {
        let KeyKind { what, variable, flag, name } = kind;
        #[expect(clippy::disallowed_methods, reason = "a key is no field: flags and Debug output are for all to read")]
        let told = std::env::var(variable).map(Zeroizing::new);
        let text = match (told, file) {
            (Ok(_), Some(_)) => return Err(format!("{what}: give {variable} or {variable}_FILE, not both")),
            (Ok(text), None) => text,
            (Err(_), file) => {
                let path = file.clone().unwrap_or_else(|| self.data_dir.join(name));
                let shown = path.display();
                std::fs::read_to_string(&path).map(Zeroizing::new).map_err(|error| {
                    format!("{shown}: {error}. Give {flag}, or make one: head -c 32 /dev/urandom | base64 > {shown}")
                })?
            }
        };
        Ok(if self.is_demo { Zeroizing::new(text.replace(DEMO_PREFIX, "")) } else { text })
    }

    /// Makes random keys in the data folder where there are none, marked as the demo's: nothing else takes them.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn make_demo_keys(&self) -> Result<(), String> {
        for KeyKind { name, .. } in [MASTER, INDEX, AUDIT] {
            let path = self.data_dir.join(name);
            if !path.exists() {
                let key = crypto::new_key_text().map_err(|error| error.to_string())?;
                let text = Zeroizing::new(format!("{DEMO_PREFIX}{}\n", *key));
                files::write_secret(&path, text.as_bytes())?;
            }
        }
        Ok(())
    }

    /// The issuers whose tokens are taken.
    ///
    /// # Errors
    /// When the issuers file cannot be read.
    pub fn issuers(&self) -> Result<Vec<IssuerConfig>, String> {
        let Some(path) = &self.issuers_file else {
            LocalIssuer::open(&self.data_dir)?;
            return Ok(vec![LocalIssuer::config(&self.data_dir)]);
        };
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let file: IssuersFile = toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        if file.issuers.is_empty() {
            return Err(format!("{}: no issuer", path.display()));
        }
        Ok(file.issuers)
    }
}

/// Where keys of one kind come from.
#[derive(Clone, Copy)]
struct KeyKind {
    /// What it is called in messages.
    what: &'static str,
    /// The variable that holds it; with `_FILE` the one that names its file.
    variable: &'static str,
    /// The flag that names its file.
    flag: &'static str,
    /// Its file in the data folder, when nothing else is told.
    name: &'static str,
}

const MASTER: KeyKind =
    KeyKind { what: "master key", variable: "SAMSYN_MASTER_KEY", flag: "--master-key-file", name: "master.key" };
const INDEX: KeyKind =
    KeyKind { what: "index key", variable: "SAMSYN_INDEX_KEY", flag: "--index-key-file", name: "index.key" };
const AUDIT: KeyKind =
    KeyKind { what: "audit key", variable: "SAMSYN_AUDIT_KEY", flag: "--audit-key-file", name: "audit.key" };
