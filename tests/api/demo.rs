//! `samsyn demo`: the story it tells, and what it refuses.

use std::process::{Command, Stdio};

use crate::support::database::Database;
use crate::support::{Folder, Value, eventually};

/// A demo that runs until it is dropped.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn demo(folder: &Folder, url: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samsyn"));
    let data = folder.0.to_str().unwrap();
    command.args(["demo", "--listen", "127.0.0.1:0", "--data-dir", data, "--database-url", url]).args(more);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Starts the demo and gives what it hands out, once it listens.
async fn started(folder: &Folder, url: &str) -> (Running, Value) {
    let handout = folder.0.join("demo.json");
    let _ = std::fs::remove_file(&handout);
    let running = Running(demo(folder, url, &[]).spawn().unwrap());
    // The story takes a few seconds: each waiting is for one more of its parts.
    for _ in 0..6 {
        let began = std::time::Instant::now();
        eventually("the demo starts", async || handout.exists() || began.elapsed().as_secs() > 8).await;
    }
    eventually("the demo hands out", async || {
        serde_json::from_slice::<Value>(&std::fs::read(&handout).unwrap()).is_ok()
    })
    .await;
    (running, serde_json::from_slice(&std::fs::read(&handout).unwrap()).unwrap())
}

async fn lead_times(handout: &Value) -> Vec<String> {
    let base = handout["baseUrl"].as_str().unwrap();
    let mut statuses = Vec::new();
    for area in ["ersboda", "marie", "teg", "holmsund"] {
        let token = handout["tokens"]["professional"][format!("{area}_school")].as_str().unwrap();
        let request = reqwest::Client::new().get(format!("{base}/lead-times?limit=100")).bearer_auth(token);
        let body: Value = serde_json::from_slice(&request.send().await.unwrap().bytes().await.unwrap()).unwrap();
        let all = body["leadTimes"].as_array().unwrap();
        statuses.extend(all.iter().map(|one| one["status"].as_str().unwrap().to_owned()));
    }
    statuses.sort();
    statuses
}

#[actix_web::test]
async fn every_status_of_a_clock_occurs_and_starting_twice_duplicates_nothing() {
    let folder = Folder::new();
    let database = Database::fresh(&folder);
    let (first, told) = started(&folder, &database.url).await;
    let before = lead_times(&told).await;
    drop(first);
    let (_again, told) = started(&folder, &database.url).await;

    assert_eq!(lead_times(&told).await, before);
    for status in ["on_track", "due_soon", "paused", "breached", "met", "met_late", "cancelled"] {
        assert!(before.iter().any(|one| one == status), "{status} is missing: {before:?}");
    }
    assert_eq!(told["areas"].as_object().unwrap().len(), 4);
    for role in ["professional", "unit_manager", "integration", "administrator", "process_leader", "politician"] {
        assert!(!told["tokens"][role].is_null(), "{role}");
    }
}

#[actix_web::test]
async fn a_database_that_the_demo_did_not_make_is_left_alone() {
    let app = crate::support::TestApp::start().await;
    app.organisation(crate::support::builders::region()).await;
    let folder = Folder::new();
    let output = demo(&folder, app.database_url(), &[]).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("was not made by the demo"));
}

#[actix_web::test]
async fn the_demo_listens_on_loopback_only_unless_told_otherwise() {
    let folder = Folder::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_samsyn"));
    let data = folder.0.to_str().unwrap();
    let output = command.args(["demo", "--listen", "0.0.0.0:0", "--data-dir", data]).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("is not loopback"));
    assert!(!folder.0.join("samsyn.db").exists(), "nothing half-done stays behind");
}
