//! What the service sends to its database: it runs in this process, is asked once for each step, and its statements are written
//! down with their values. SQLite tells them itself (sqlite3_trace_v2), PostgreSQL in its log.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Error, Result, ensure};
use samsyn::config::Config;
use samsyn::kernel::http::API_PATH;
use samsyn::kernel::time::{Clock as _, SystemClock};
use samsyn::serve;
use serde_json::Value;

use super::sql::{KEY, Reader, Statement};
use super::{postgres_log, sqlite_trace};
use crate::run::{Asking, Run, bodies};
use crate::template::ids::{Copy, STAMPS_A_DISTRICT};
use crate::world::of_case;

/// The statements of one unit of work, step by step.
pub struct Flow {
    pub letter: &'static str,
    pub steps: Vec<Vec<Statement>>,
    /// Whether nothing is changed but the access log.
    pub is_read: bool,
    /// Whether other units of work are found at the first copies of districts only: lists name ids of all copies.
    pub is_list: bool,
}

/// Where statements are written down.
enum Source<'a> {
    Sqlite,
    Postgres(postgres_log::Log<'a>),
}

impl Source<'_> {
    fn begin(&mut self) -> Result<()> {
        match self {
            Self::Sqlite => sqlite_trace::begin(),
            Self::Postgres(log) => log.skip()?,
        }
        Ok(())
    }

    fn end(&mut self) -> Result<Vec<String>> {
        match self {
            Self::Sqlite => Ok(sqlite_trace::end()),
            Self::Postgres(log) => log.statements(),
        }
    }
}

/// Asks for one unit of each kind of work.
pub fn capture(run: &Run<'_>) -> Result<Vec<Flow>> {
    let mut config = run.args.config.clone();
    config.listen = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    config.workers = 1;
    config.rate_limit = 0;
    let mut source = match (run.url(), &run.args.postgres_log) {
        (None, _) => {
            sqlite_trace::install()?;
            Source::Sqlite
        }
        (Some(url), Some(log)) => {
            let sign = if url.contains('?') { '&' } else { '?' };
            config.database_url = Some(format!("{url}{sign}options=-c%20log_statement%3Dall"));
            Source::Postgres(postgres_log::Log::open(log)?)
        }
        (Some(_), None) => anyhow::bail!("--postgres-log names the server's own log"),
    };
    actix_web::rt::System::new().block_on(asked(run, &config, &mut source))
}

async fn asked(run: &Run<'_>, config: &Config, source: &mut Source<'_>) -> Result<Vec<Flow>> {
    let service = serve::assemble(config, Arc::new(SystemClock)).map_err(Error::msg)?;
    let (server, address) = serve::listen(service, config)?;
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let now = u64::try_from(SystemClock.now().as_micros() / 1000)?;
    // Another unit each time: a case gets one plan only.
    let place = usize::try_from(now / 1000)? % run.asking.len().max(1);
    let asking = run.asking.get(place).context("nobody asks")?;
    let copy = Copy::number(asking.district * STAMPS_A_DISTRICT);
    let client =
        Client { base: format!("http://{address}{API_PATH}"), http: reqwest::Client::new(), asking, keys: now };
    let reader = Reader::new(copy, now);
    let flows = Asked { client, source, reader }.flows(run, copy).await;
    handle.stop(true).await;
    flows
}

struct Client<'a> {
    base: String,
    http: reqwest::Client,
    asking: &'a Asking,
    keys: u64,
}

impl Client<'_> {
    async fn ask(&mut self, path: &str, body: Option<String>) -> Result<Value> {
        let url = format!("{}{path}", self.base);
        self.keys += 1;
        let request = match body {
            None => self.http.get(url),
            Some(body) => {
                let request = self.http.post(url).header("Content-Type", "application/json").body(body);
                request.header("Idempotency-Key", format!("{KEY}{}", self.keys))
            }
        };
        let response = request.bearer_auth(&self.asking.token).send().await?;
        let status = response.status();
        let answer: Value = serde_json::from_slice(&response.bytes().await?)?;
        ensure!(status.is_success(), "{path}: {answer}");
        Ok(answer)
    }
}

struct Asked<'a, 'b> {
    client: Client<'a>,
    source: &'a mut Source<'b>,
    reader: Reader,
}

impl Asked<'_, '_> {
    async fn flows(mut self, run: &Run<'_>, copy: Copy) -> Result<Vec<Flow>> {
        let Asking { unit, area, .. } = self.client.asking;
        let (unit, area) = (unit.clone(), area.clone());
        let case = |rank: Option<&u32>| rank.map(|rank| of_case(*rank, copy.stamp)).context("the story lacks it");
        let (plan, ripe) = (case(run.world.plans.first())?, case(run.world.ripe.first())?);
        // Everybody's first request makes what lasts, such as connections.
        self.client.ask("/cases?limit=1", None).await?;
        let mut flows = Vec::new();
        let due = |status| format!("/lead-times?limit=50&unitId={unit}&status={status}");
        for (letter, paths) in [
            ("a", vec![format!("/plans/{plan}")]),
            ("b", vec![format!("/cases?limit=50&state=open&areaId={area}")]),
            ("c", vec![due("breached"), due("due_soon")]),
        ] {
            let mut steps = Vec::new();
            for path in paths {
                steps.push(self.step(&path, None).await?.0);
            }
            flows.push(Flow { letter, steps, is_read: true, is_list: letter != "a" });
        }
        let (first, child) = self.step("/children", Some(body("child", &[]))).await?;
        let (second, _) = self.step("/actualisations", Some(body("actualisation", &[&area, &child]))).await?;
        flows.push(Flow { letter: "d", steps: vec![first, second], is_read: false, is_list: false });
        let (first, plan) = self.step("/plans", Some(body("plan", &[&ripe]))).await?;
        let mut steps = vec![first];
        for (room, name) in [("goals", "goal"), ("goals", "goal"), ("actions", "action"), ("actions", "action")] {
            steps.push(self.step(&format!("/plans/{plan}/{room}"), Some(body(name, &[]))).await?.0);
        }
        flows.push(Flow { letter: "e", steps, is_read: false, is_list: false });
        Ok(flows)
    }

    /// One request's statements, and the id in its answer.
    async fn step(&mut self, path: &str, body: Option<String>) -> Result<(Vec<Statement>, String)> {
        self.source.begin()?;
        let answer = self.client.ask(path, body).await?;
        let statements = self.source.end()?;
        let read = statements.iter().filter(|sql| is_work(sql)).map(|sql| self.reader.read(sql)).collect::<Vec<_>>();
        ensure!(!read.is_empty(), "{path}: no statements were written down");
        Ok((read, answer.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()))
    }
}

/// Whether a statement is the request's own: not the edge of a transaction, a setting, or a question whether the
/// connection lives.
fn is_work(sql: &str) -> bool {
    const OTHER: [&str; 9] = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET", "PRAGMA", "SELECT 1", "--"];
    !OTHER.iter().any(|start| sql.trim_start().starts_with(start))
}

/// A body with ids in the places of `%s`.
fn body(name: &str, ids: &[&str]) -> String {
    let text = bodies().into_iter().find(|(known, _)| *known == name).map(|(_, text)| text).unwrap_or_default();
    ids.iter().fold(text, |text, id| text.replacen("%s", id, 1))
}

/// Reads a file from a place on.
pub fn read_from(path: &Path, offset: u64) -> Result<String> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let mut file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    file.seek(SeekFrom::Start(offset))?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text)
}
