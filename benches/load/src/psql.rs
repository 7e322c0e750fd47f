//! PostgreSQL through its own client, which must be there for pgbench anyway.

use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

fn psql(url: &str) -> Command {
    let mut command = Command::new("psql");
    command.args(["--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1", "--dbname", url]);
    command
}

/// The rows that a statement answers with, columns parted by `|`.
pub fn ask(url: &str, sql: &str) -> Result<Vec<String>> {
    let output = psql(url).args(["--command", sql]).output().context("psql")?;
    ensure!(output.status.success(), "psql: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
}

/// One number.
pub fn number(url: &str, sql: &str) -> Result<f64> {
    let rows = ask(url, sql)?;
    rows.first().and_then(|row| row.parse().ok()).with_context(|| format!("no number from {sql}"))
}

/// A script that is written as it goes.
pub struct Script {
    process: Child,
    input: Option<ChildStdin>,
}

impl Script {
    pub fn start(url: &str) -> Result<Self> {
        let mut process = psql(url).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().context("psql")?;
        let input = process.stdin.take();
        Ok(Self { process, input })
    }

    pub fn write(&mut self, text: &str) -> Result<()> {
        let input = self.input.as_mut().context("the script has ended")?;
        std::io::Write::write_all(input, text.as_bytes()).context("psql stopped")
    }

    /// Waits until everything is done.
    pub fn finish(mut self) -> Result<()> {
        drop(self.input.take());
        ensure!(self.process.wait()?.success(), "psql stopped; its message stands above");
        Ok(())
    }
}
