//! What requests ask the database, as its connections tell of it, and how the database would find that.

use std::sync::Mutex;

use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection, set_default_instrumentation};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::{PgConnection, SqliteConnection};

/// What was heard since [`heard_during`] began.
static HEARD: Mutex<Vec<String>> = Mutex::new(vec![]);

struct Ear;

impl Instrumentation for Ear {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let sql = text.split(" -- binds:").next().unwrap();
            HEARD.lock().unwrap().push(sql.to_owned());
        }
    }
}

/// Listens to every connection that is opened from now on: before the service starts.
pub fn listen() {
    set_default_instrumentation(|| Some(Box::new(Ear))).unwrap();
}

/// The statements that were sent while something was asked, in their order.
pub async fn heard_during<T>(asked: impl Future<Output = T>) -> Vec<String> {
    HEARD.lock().unwrap().clear();
    asked.await;
    std::mem::take(&mut HEARD.lock().unwrap())
}

/// Whether a statement is only the edge of a transaction.
pub fn is_edge(sql: &str) -> bool {
    ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"].iter().any(|edge| sql.starts_with(edge))
}

/// How the database would find what a statement asks for: a line for each table, with the index and what leads into it.
/// PostgreSQL's tables are all but empty here, so that it would read them whole: it is asked whether it has a better way, which
/// must not be that a page ends early.
pub fn plan(url: &str, sql: &str) -> Vec<String> {
    match url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut conn = SqliteConnection::establish(path).unwrap();
            let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(&mut conn).unwrap();
            steps.into_iter().map(|step| step.detail).collect()
        }
        None => plan_on_postgres(&mut PgConnection::establish(url).unwrap(), sql),
    }
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    text: String,
}

fn plan_on_postgres(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let sql = sql.rsplit_once(" ORDER BY ").map_or(sql, |(unordered, _)| unordered);
    let values = (1..).take_while(|number| sql.contains(&format!("${number}"))).map(|_| "NULL").collect::<Vec<_>>();
    let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
    let cautious = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; \
                    SET plan_cache_mode = force_generic_plan";
    conn.batch_execute(&format!("{cautious}; PREPARE asked AS {sql}")).unwrap();
    let lines: Vec<Line> = diesel::sql_query(format!("EXPLAIN (COSTS OFF) EXECUTE asked{values}")).load(conn).unwrap();
    let mut steps: Vec<String> = Vec::new();
    for line in lines {
        let text = line.text.trim().trim_start_matches("->").trim().to_owned();
        match steps.last_mut() {
            Some(step) if text.starts_with("Index Cond:") => step.push_str(&format!(" {text}")),
            _ => steps.push(text),
        }
    }
    steps
}

/// The table that a step of a plan reads from end to end, when it does: without an index, or along a whole index.
pub fn walked_through(step: &str) -> Option<&str> {
    let word_after = |text: &str| {
        step.split_once(text)?.1.split(' ').next().map(|word| &step[step.find(word).unwrap()..][..word.len()])
    };
    if let Some(rest) = step.strip_prefix("SCAN ") {
        return rest.split(' ').next();
    }
    let by_index = step.starts_with("Index Scan") || step.starts_with("Index Only Scan");
    if step.starts_with("Seq Scan on ") || (by_index && !step.contains("Index Cond:")) {
        return word_after(" on ");
    }
    None
}
