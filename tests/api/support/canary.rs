//! The canary: every test's data has names, numbers and words that are recognised, and when a test ends its logs, metrics,
//! problem documents, events and database are searched for them. So the whole suite, on both databases, is the run that shows
//! that nothing of a child lies or goes where it should not.

use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, Once};

use diesel::prelude::*;
use tracing_subscriber::fmt::MakeWriter;

use super::TestApp;

/// What tells of a child or its family in the tests' data, long enough to stand nowhere by chance.
const CANARIES: [&str; 20] = [
    "Lindgren",
    "Kanarie",
    "20130805",
    "19921109",
    "0805-2388",
    "2013-08-05",
    "Ersbodavägen",
    "070-174 06 05",
    "karin.lindgren",
    "Borta från skolan",
    "ont i magen",
    "Vem träffar familjen",
    "Mamma är orolig",
    "mamma ringer",
    "mammas sjukskrivning",
    "Det är jobbigt när",
    "Vi vill ha en person att ringa",
    "behöver skydd",
    "Lugn och förutsägbarhet",
    "Kuratorn träffar Alva",
];

/// Which of them stand in a text.
pub fn found_in(text: &str) -> Vec<&'static str> {
    CANARIES.into_iter().filter(|canary| text.contains(canary)).collect()
}

/// Panics when one of them stands in what is told.
#[track_caller]
pub fn must_not_sing(place: &str, text: &str) {
    let found = found_in(text);
    assert!(found.is_empty(), "{place} tells of a child: {found:?} in {text}");
}

/// Everything that a database holds, as text: SQLite's files as they lie on the disk, PostgreSQL's rows with what is sealed
/// as hexadecimal digits.
pub fn everything_in(url: &str) -> String {
    #[derive(QueryableByName)]
    struct Cell {
        #[diesel(sql_type = diesel::sql_types::Text)]
        text: String,
    }
    if let Some(path) = url.strip_prefix("sqlite:") {
        let files = [path.to_owned(), format!("{path}-wal")];
        let bytes: Vec<u8> = files.iter().filter_map(|file| std::fs::read(file).ok()).flatten().collect();
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let mut conn = PgConnection::establish(url).unwrap();
    let tables = "SELECT table_name::text AS text FROM information_schema.tables WHERE table_schema = 'public'";
    let tables: Vec<Cell> = diesel::sql_query(tables).load(&mut conn).unwrap();
    let rows = |table: &Cell| {
        let rows = format!("SELECT t::text AS text FROM \"{}\" t", table.text);
        diesel::sql_query(rows).load::<Cell>(&mut conn).unwrap().into_iter().map(|cell| cell.text).collect::<String>()
    };
    tables.iter().map(rows).collect()
}

/// Panics when a database holds one of them in clear, as text or as bytes.
#[track_caller]
pub fn must_not_lie_in(url: &str) {
    let stored = everything_in(url);
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let found = CANARIES.into_iter().filter(|canary| stored.contains(canary) || stored.contains(&hex(canary)));
    let found: Vec<&str> = found.collect();
    assert!(found.is_empty(), "the database tells of a child: {found:?}");
}

/// What the process has logged.
static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Ear;

impl Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOGGED.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Ear {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        Self
    }
}

/// Listens to everything that the service and its server log, down to the finest.
pub fn listen() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let filter = "info,samsyn=trace,actix_web=trace,actix_http=trace,actix_server=trace,diesel=trace";
        let heard = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(Ear).try_init();
        assert!(heard.is_ok(), "somebody else listens to the log");
    });
}

/// What was heard.
pub fn heard() -> String {
    String::from_utf8_lossy(&LOGGED.lock().unwrap()).into_owned()
}

/// Forgets what was heard, after a test of the listening itself.
pub fn forget() {
    LOGGED.lock().unwrap().clear();
}

/// What `/metrics` shows, asked without a runtime: a test that ends cannot wait for one. Empty when the service is gone.
fn metrics(app: &TestApp) -> String {
    use std::io::Read;
    let address = app.url.trim_start_matches("http://").trim_end_matches("/samsyn/v1");
    let Ok(mut stream) = std::net::TcpStream::connect(address) else { return String::new() };
    // A test that never waited has a service that never answers.
    stream.set_read_timeout(Some(std::time::Duration::from_secs(2))).unwrap();
    let asked = stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut shown = Vec::new();
    match asked.and_then(|()| stream.read_to_end(&mut shown)) {
        Ok(_) => String::from_utf8_lossy(&shown).into_owned(),
        Err(_) => String::new(),
    }
}

/// Searches all that a test leaves behind.
#[track_caller]
pub fn search(app: &TestApp) {
    must_not_sing("the log", &heard());
    must_not_sing("the metrics", &metrics(app));
    let there = app.database_url().strip_prefix("sqlite:").is_none_or(|path| Path::new(path).exists());
    if there {
        must_not_lie_in(app.database_url());
    }
}
