//! wrk, the load generator (github.com/wg/wrk): keeps so many connections busy, and tells latencies.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde::{Deserialize, Serialize};

use super::process::{self, Running};
use super::workloads::Workload;

/// What wrk tells of one run; times in microseconds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Told {
    pub requests: f64,
    pub seconds: f64,
    pub bytes: f64,
    pub p50: f64,
    pub p90: f64,
    pub p99: f64,
    pub max: f64,
    pub mean: f64,
    connect: f64,
    read: f64,
    write: f64,
    timeout: f64,
    status: f64,
}

impl Told {
    /// Requests that were not answered as they should be.
    pub fn errors(&self, refused: bool) -> f64 {
        // Nothing came back in the whole time: wrk counts no error, but there is one.
        if self.requests < 1.0 {
            return 1.0;
        }
        let wrong = if refused { self.requests - self.status } else { self.status };
        self.connect + self.read + self.write + self.timeout + wrong
    }

    pub fn per_second(&self) -> f64 {
        self.requests / self.seconds.max(0.001)
    }
}

/// One call of wrk.
pub struct Call<'a> {
    pub address: SocketAddr,
    /// Where the lines that it asks for lie.
    pub folder: &'a Path,
    pub connections: u32,
    pub seconds: u32,
    /// Which part of the lines that can be used once only, of how many.
    pub part: (u32, u32),
    /// How long each connection waits before its next request.
    pub pause: Duration,
}

impl Call<'_> {
    /// Runs it, and tells the seconds of CPU that it took.
    pub fn run(&self, workload: &Workload) -> Result<(Told, f64)> {
        let threads = self.connections.min(2).to_string();
        let script = self.folder.join("workload.lua");
        let mut command = Command::new("wrk");
        command.args(["--threads", &threads, "--connections", &self.connections.to_string()]);
        command.args(["--duration", &format!("{}s", self.seconds), "--timeout", "20s", "--script"]).arg(script);
        command.args([&format!("http://{}", self.address), "--"]).arg(self.folder).arg(workload.lines);
        command.args([self.part.0.to_string(), self.part.1.to_string(), threads]);
        command.arg(self.pause.as_millis().to_string());
        run(command)
    }

    /// Runs it on an address that answers everything with the same.
    pub fn run_plain(&self) -> Result<(Told, f64)> {
        let threads = self.connections.min(2).to_string();
        let script = self.folder.join("plain.lua");
        let mut command = Command::new("wrk");
        command.args(["--threads", &threads, "--connections", &self.connections.to_string()]);
        command.args(["--duration", &format!("{}s", self.seconds), "--script"]).arg(script);
        command.arg(format!("http://{}/", self.address));
        run(command)
    }
}

fn run(mut command: Command) -> Result<(Told, f64)> {
    let output = tempfile_beside()?;
    command.stdout(Stdio::from(output.try_clone()?)).stderr(Stdio::inherit());
    let mut running = Running::start(&mut command).context("wrk is missing")?;
    let mut cpu = 0.0_f64;
    while !running.has_ended()? {
        cpu = cpu.max(process::cpu(running.id()));
        std::thread::sleep(Duration::from_millis(50));
    }
    let text = read_back(output)?;
    let line = text.lines().find_map(|line| line.strip_prefix("RESULT "));
    ensure!(line.is_some(), "wrk told nothing: {text}");
    Ok((serde_json::from_str(line.unwrap_or_default())?, cpu))
}

/// A file without a name: wrk writes there what it tells.
fn tempfile_beside() -> Result<std::fs::File> {
    let path = std::env::temp_dir().join(format!("samsyn-load-{}", std::process::id()));
    let file = std::fs::OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&path)?;
    std::fs::remove_file(path)?;
    Ok(file)
}

fn read_back(mut file: std::fs::File) -> Result<String> {
    use std::io::{Read as _, Seek as _};
    let mut text = String::new();
    file.rewind()?;
    file.read_to_string(&mut text)?;
    Ok(text)
}
