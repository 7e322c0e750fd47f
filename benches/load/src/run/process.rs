//! Processes that the harness starts, and what /proc says of them.

use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// Clock ticks a second: what /proc counts in, on every Linux that this runs on.
const TICKS: f64 = 100.0;

/// A process that ends with the harness.
pub struct Running(Child);

impl Running {
    pub fn start(command: &mut Command) -> Result<Self> {
        Ok(Self(command.spawn().with_context(|| format!("{command:?}"))?))
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Asks it to stop, and waits.
    pub fn stop(mut self) -> Result<()> {
        Command::new("kill").args(["-TERM", &self.id().to_string()]).status()?;
        let began = Instant::now();
        while self.0.try_wait()?.is_none() && began.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Waits until it has ended by itself.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.0.try_wait()?.is_some())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The fields of /proc/PID/stat from the third on: the second may hold blanks.
fn stat(process: u32) -> Option<Vec<String>> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    Some(text.rsplit_once(')')?.1.split_whitespace().map(str::to_owned).collect())
}

fn seconds(fields: &[String], places: std::ops::Range<usize>) -> f64 {
    let ticks: f64 = fields.get(places).unwrap_or_default().iter().filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / TICKS
}

/// Seconds of CPU that a process has used.
pub fn cpu(process: u32) -> f64 {
    stat(process).map_or(0.0, |fields| seconds(&fields, 11..13))
}

/// Seconds of CPU that a process and its children have used, those that have ended too.
pub fn cpu_of_family(parent: u32) -> f64 {
    let own = stat(parent).map_or(0.0, |fields| seconds(&fields, 11..15));
    own + children(parent).into_iter().map(cpu).sum::<f64>()
}

/// The parent of a process.
pub fn parent(process: u32) -> Option<u32> {
    stat(process)?.get(1)?.parse().ok()
}

fn children(of: u32) -> Vec<u32> {
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = all.filter_map(|entry| entry.file_name().to_str().and_then(|name| name.parse().ok()));
    ids.filter(|process| parent(*process) == Some(of)).collect()
}

/// A line of /proc/PID/status in MB: `VmRSS` now, `VmHWM` at most.
pub fn memory(process: u32, line: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let found = text.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
    found
        .and_then(|text| text.trim().trim_end_matches(" kB").parse::<f64>().ok())
        .map_or(0.0, |kilobytes| kilobytes / 1024.0)
}

/// Begins the peak anew.
pub fn forget_peak(process: u32) {
    let _ = std::fs::write(PathBuf::from(format!("/proc/{process}/clear_refs")), "5");
}
