//! The real program, killed and stopped: what was acknowledged is there when it starts again, and what runs is answered
//! before it ends.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use samsyn::config::Config;
use samsyn::kernel::auth::local::{LocalIssuer, TokenRequest};
use samsyn::kernel::auth::{Role, Scope};
use samsyn::kernel::time::{Clock, SystemClock};

use crate::support::database::Database;
use crate::support::raw::Raw;
use crate::support::{Client, Folder, Value, config, eventually, json};

/// A folder and a database on which the program is started, killed and started again.
pub struct House {
    pub folder: Folder,
    pub database: Database,
    _config: Config,
}

/// The running program.
pub struct Program {
    child: Child,
    address: String,
}

impl House {
    pub fn build() -> Self {
        let folder = Folder::new();
        let database = Database::fresh(&folder);
        let config = config(&folder, &database.url);
        Self { folder, database, _config: config }
    }

    /// Starts the program and waits until it says where it listens.
    pub fn start(&self) -> Program {
        let mut child = Command::new(env!("CARGO_BIN_EXE_samsyn"))
            .args(["serve", "--listen", "127.0.0.1:0", "--rate-limit", "0", "--data-dir"])
            .arg(&self.folder.0)
            .args(["--database-url", &self.database.url])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("it starts").unwrap();
            let line: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}"));
            if let Some(address) = line["fields"]["address"].as_str() {
                break address.to_owned();
            }
        };
        // The log is read on, or the program would wait for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Program { child, address }
    }

    pub fn client(&self, program: &Program) -> Client {
        self.client_as(program, Role::Administrator, None)
    }

    pub fn client_as(&self, program: &Program, role: Role, unit: Option<&str>) -> Client {
        let issuer = LocalIssuer::open(&self.folder.0).unwrap();
        let request = TokenRequest { subject: role.code(), roles: &[role], scopes: Scope::ALL, unit };
        let token = issuer.token(&request, SystemClock.now()).unwrap();
        Client::new(reqwest::Client::new(), format!("http://{}/samsyn/v1", program.address), Some(token))
    }
}

impl Program {
    /// SIGKILL: as a power cut is to the process.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, as an orchestrator sends.
    fn terminate(&self) {
        self.send("-TERM");
    }

    /// SIGHUP: the keys are read again.
    pub fn hang_up(&self) {
        self.send("-HUP");
    }

    fn send(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An organisation of its own number; no person's, for its third digit is nine.
fn organisation(serial: usize) -> Value {
    let digits = format!("999{serial:06}");
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    let number = format!("{digits}{}", (10 - sum % 10) % 10);
    json!({ "kind": "association", "name": format!("Förening {serial}"), "number": number, "countyCode": "24" })
}

#[actix_web::test]
async fn what_was_acknowledged_survives_a_kill() {
    let house = House::build();
    let program = house.start();
    let client = house.client(&program);
    let acknowledged = Arc::new(Mutex::new(Vec::<String>::new()));
    const WRITERS: usize = 6;
    for writer in 0..WRITERS {
        let (client, acknowledged) = (client.clone(), Arc::clone(&acknowledged));
        actix_web::rt::spawn(async move {
            for serial in 0.. {
                let new = organisation(writer * 100_000 + serial);
                // When the program dies there is no answer, and so nothing was promised.
                let Some(reply) = client.try_post("/organisations", new).await else { return };
                acknowledged.lock().unwrap().push(reply.expect(201).id());
            }
        });
    }
    eventually("sixty writes are acknowledged", async || acknowledged.lock().unwrap().len() >= 60).await;
    program.kill();
    let promised = acknowledged.lock().unwrap().clone();

    let program = house.start();
    let client = house.client(&program);
    for id in &promised {
        client.get(&format!("/organisations/{id}")).await.expect(200);
    }
    let found = client.get("/organisations").await.expect(200).body["_meta"]["totalRecords"].as_u64().unwrap();
    let found = usize::try_from(found).unwrap();
    assert!((promised.len()..=promised.len() + WRITERS).contains(&found), "{found} of {}", promised.len());
    client.post("/organisations", organisation(999_999)).await.expect(201);
}

#[actix_web::test]
async fn what_runs_is_answered_before_the_end() {
    let house = House::build();
    let mut program = house.start();
    let client = house.client(&program);
    client.get("/organisations").await.expect(200);
    let body = organisation(1).to_string();
    let mut raw = Raw::to(&program.address);
    raw.send(format!(
        "POST /samsyn/v1/organisations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        client.token().unwrap(),
        body.len()
    ));
    // Its handler runs and waits for the body.
    assert!(raw.line().contains("100"));
    program.terminate();
    eventually("it takes nothing new", async || std::net::TcpStream::connect(&program.address).is_err()).await;
    raw.send(&body);
    let reply = raw.reply();
    assert_eq!(reply.status, 201, "{reply:?}");
    let mut ended = None;
    eventually("it ends", async || {
        ended = program.child.try_wait().unwrap();
        ended.is_some()
    })
    .await;
    assert!(ended.unwrap().success());

    let program = house.start();
    assert_eq!(house.client(&program).get("/organisations").await.expect(200).body["_meta"]["totalRecords"], 1);
}

/// A service that invented keys would lose what was sealed under the old ones.
#[test]
fn without_its_keys_it_does_not_start() {
    let folder = Folder::new();
    let database = Database::fresh(&folder);
    let output = Command::new(env!("CARGO_BIN_EXE_samsyn"))
        .args(["serve", "--listen", "127.0.0.1:0", "--database-url", &database.url, "--data-dir"])
        .arg(&folder.0)
        .output()
        .unwrap();
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("master.key") && told.contains("--master-key-file"), "{told}");
}
