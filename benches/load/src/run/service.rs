//! The service under test: the release binary, as it is run.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use samsyn::config::Config;

use super::process::Running;

/// A service that answers.
pub struct Service {
    pub process: Running,
    pub address: SocketAddr,
    /// From its start to its first `/readyz`.
    pub ready_after: Duration,
}

impl Service {
    /// Starts it on the database of the configuration.
    pub fn start(binary: &Path, config: &Config, log: &Path) -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(binary);
        command.arg("serve").env("SAMSYN_LISTEN", address.to_string()).env("SAMSYN_DATA_DIR", &config.data_dir);
        // All requests come from one address; limits by address are not what is measured.
        command.env("SAMSYN_RATE_LIMIT", "0").env("SAMSYN_LOG", "warn");
        command.env("SAMSYN_WORKERS", config.workers.to_string());
        command.env("SAMSYN_DATABASE_CONNECTIONS", config.database_connections.to_string());
        if let Some(url) = &config.database_url {
            command.env("SAMSYN_DATABASE_URL", url);
        }
        let log = std::fs::OpenOptions::new().create(true).append(true).open(log)?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let began = Instant::now();
        let mut process = Running::start(&mut command)?;
        while !is_ready(address) {
            if process.has_ended()? || began.elapsed() > Duration::from_secs(120) {
                bail!("the service did not start; its log says why");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(Self { process, address, ready_after: began.elapsed() })
    }
}

/// An address on loopback that nobody listens on.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?.local_addr()?)
}

fn is_ready(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.starts_with("HTTP/1.1 200"))
    };
    ask().unwrap_or(false)
}
