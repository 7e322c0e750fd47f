//! The house rules that no compiler knows: borrowing runs one way, each kind of file keeps to its kind, and what must
//! stand in one place stands there only.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may stop at once, as tests may"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The wings from left to right, each with its rooms from left to right. A room borrows from its left only.
const HOUSE: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("service", &["api_info", "rules", "code_lists", "problems", "operations"]),
    (
        "parties",
        &["organisations", "units", "staff", "agreements", "information_texts", "areas", "children", "guardians"],
    ),
    (
        "casework",
        &[
            "cases",
            "timeline",
            "lead_times",
            "consents",
            "withdrawal_notices",
            "contacts",
            "actualisations",
            "consultations",
            "meeting_slots",
            "meeting_series",
            "meetings",
            "plans",
            "disclosures",
            "hidings",
            "dissents",
            "blocks",
            "checklists",
            "concern_reports",
        ],
    ),
    ("voices", &["measurements", "surveys", "diary_entries", "interviews", "satisfaction_ratings"]),
    (
        "governance",
        &[
            "groups",
            "deviations",
            "evaluations",
            "activity_plans",
            "targets",
            "trainings",
            "good_examples",
            "annual_reports",
            "implementation_assessments",
        ],
    ),
    ("insight", &["statistics", "reports"]),
    (
        "trust",
        &[
            "audit_entries",
            "access_log",
            "audit_reviews",
            "emergency_accesses",
            "holdings",
            "data_extracts",
            "release_requests",
            "retention",
        ],
    ),
    ("exchange", &["events", "webhooks", "fhir", "documents", "care_plans", "imports", "exports"]),
    ("config", &[]),
    ("app", &[]),
    ("serve", &[]),
    ("keys", &[]),
    ("demo", &[]),
    ("main", &[]),
    ("lib", &[]),
];

struct Source {
    /// Below `src/`, with slashes.
    path: String,
    /// Without comments and without its unit tests.
    code: String,
}

impl Source {
    /// The segments of its module path: `["parties", "units", "routes"]`.
    fn segments(&self) -> Vec<&str> {
        self.path.trim_end_matches(".rs").split('/').collect()
    }

    /// Which kind of file of a room it is: `routes`, `rules` …
    fn kind(&self) -> Option<&str> {
        let segments = self.segments();
        (segments.len() > 2 && segments[0] != "kernel").then(|| segments[2])
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    gather(&root, &mut files);
    let relative = |file: &PathBuf| file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
    let is_test = |path: &str| path.ends_with("/tests.rs") || path.contains("/tests/");
    let sources = files.iter().map(|file| (relative(file), std::fs::read_to_string(file).unwrap()));
    sources.filter(|(path, _)| !is_test(path)).map(|(path, text)| Source { path, code: code_of(&text) }).collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            gather(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
    files.sort();
}

fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.map(|line| line.split(" // ").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Every path below `crate::` that a file names, braces written out.
fn borrowed(code: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for (at, _) in code.match_indices("crate::").filter(|(at, _)| !code[..*at].ends_with('$')) {
        expand(&code[at + "crate::".len()..], "", &mut paths);
    }
    paths
}

/// Writes out the use tree at the start of the text and gives what follows it.
fn expand<'a>(text: &'a str, prefix: &str, paths: &mut BTreeSet<String>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = expand(rest, prefix, paths).trim_start();
            rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
            match rest.strip_prefix('}') {
                Some(after) => return after,
                None if rest.is_empty() => return rest,
                None => {}
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}::{name}") };
    match rest.strip_prefix("::") {
        Some(deeper) if end > 0 => expand(deeper, &path, paths),
        _ => {
            paths.insert(path);
            // `x as y` names nothing more; an odd character is stepped over so that this ends.
            rest.find([',', '}', ';']).map_or("", |at| &rest[at..])
        }
    }
}

/// Where a path stands in the house: wing, then room.
fn place(segments: &[&str]) -> Option<(usize, usize)> {
    let wing = HOUSE.iter().position(|(wing, _)| Some(wing) == segments.first())?;
    let rooms = HOUSE[wing].1;
    let room = segments.get(1).and_then(|room| rooms.iter().position(|known| known == room));
    // The wing's own `mod.rs` stands to the right of its rooms: it registers them.
    Some((wing, room.unwrap_or(rooms.len())))
}

#[track_caller]
fn holds(broken: Vec<String>) {
    assert!(broken.is_empty(), "{} broken:\n  {}", broken.len(), broken.join("\n  "));
}

/// The files whose code holds one of the texts, but those that may.
fn files_with(texts: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !allowed.iter().any(|allowed| source.path.starts_with(allowed))) {
        let hits = texts.iter().filter(|text| source.code.contains(**text));
        found.extend(hits.map(|text| format!("{}: {text}", source.path)));
    }
    found
}

#[test]
fn every_wing_and_room_has_its_place_in_the_house() {
    let mut strangers = BTreeSet::new();
    for source in sources() {
        let segments = source.segments();
        let known = HOUSE.iter().find(|(wing, _)| *wing == segments[0]);
        let room = segments.get(1).filter(|room| **room != "mod");
        let stranger =
            known.is_none_or(|(_, rooms)| !rooms.is_empty() && room.is_some_and(|room| !rooms.contains(room)));
        if stranger {
            strangers.insert(format!("{}: say in HOUSE from whom it may borrow", source.path));
        }
    }
    holds(strangers.into_iter().collect());
}

#[test]
fn borrowing_runs_one_way() {
    let mut broken = Vec::new();
    for source in sources() {
        let segments = source.segments();
        let Some(here) = place(&segments) else { continue };
        for path in borrowed(&source.code) {
            let named: Vec<&str> = path.split("::").collect();
            // Macros stand at the crate's root; they belong to the kernel.
            let Some(there) = place(&named) else { continue };
            let whole_wing = there.1 == HOUSE[there.0].1.len();
            if there.0 > here.0 || (there.0 == here.0 && !whole_wing && there.1 > here.1) {
                broken.push(format!("{} borrows {path} from its right", source.path));
            }
        }
    }
    holds(broken);
}

/// `super::super::` would be a way around the test above.
#[test]
fn rooms_name_each_other_in_full() {
    holds(files_with(&["super::super::"], &["kernel/"]));
}

#[test]
fn each_kind_of_file_keeps_to_its_kind() {
    const FORBIDDEN: &[(&str, &[&str])] = &[
        ("rules", &["diesel", "actix", "tokio", "clock()", "dyn Clock", "::db::", "reqwest"]),
        ("model", &["actix", "tokio", "clock()", "std::fs", "reqwest"]),
        ("queries", &["actix", "tokio", "Problem::refused"]),
        ("steps", &["actix", "HttpRe", "tokio"]),
        ("show", &["actix", "HttpRe", "tokio"]),
        ("routes", &["diesel", "::schema", "tx.conn.", ".execute("]),
    ];
    let mut broken = Vec::new();
    for source in sources() {
        let forbidden = FORBIDDEN.iter().filter(|(kind, _)| source.kind() == Some(*kind)).flat_map(|(_, list)| *list);
        let hits = forbidden.filter(|text| source.code.contains(**text));
        broken.extend(hits.map(|text| format!("{} uses {text}", source.path)));
    }
    holds(broken);
}

#[test]
fn there_is_one_begin() {
    let begins = ["begin_transaction", "\"BEGIN", "\"SAVEPOINT", ".transaction(", ".build_transaction("];
    // The connection hands on what the other asks of it.
    holds(files_with(&begins, &["kernel/db/tx.rs", "kernel/db/conn.rs"]));
}

#[test]
fn time_comes_from_the_injected_clock() {
    holds(files_with(&["SystemTime", "Timestamp::now", "Zoned::now", "Utc::now"], &["kernel/time.rs"]));
    holds(files_with(&["SystemClock"], &["kernel/time.rs", "main.rs", "demo"]));
    holds(files_with(&["CURRENT_TIMESTAMP", "CURRENT_DATE", "now()::", "datetime('now"], &[]));
}

#[test]
fn only_the_kernels_database_knows_which_database_it_is() {
    holds(files_with(&["Raw::Postgres", "Raw::Sqlite", "PgConnection", "SqliteConnection"], &["kernel/db/"]));
}

#[test]
fn sql_is_never_put_together_from_values() {
    let texts = ["sql_query(format!", "sql_query(&format!", "dsl::sql", "sql_query(sql", "batch_execute(&format!"];
    // Migrations name their advisory lock, a constant.
    holds(files_with(&texts, &["kernel/db/migrate.rs"]));
}

#[test]
fn only_commands_print() {
    holds(files_with(&["println!", "print!(", "eprint!(", "dbg!("], &["main.rs"]));
}

/// Logs are for operators: what a caller sent never reaches them (national profile SAK.24).
#[test]
fn no_log_line_shows_a_body_or_a_token() {
    let logs = |code: &str| -> Vec<String> {
        let starts = ["tracing::error!(", "tracing::warn!(", "tracing::info!(", "tracing::debug!("];
        let calls = starts.iter().flat_map(|start| code.match_indices(start).map(|(at, _)| at));
        calls.map(|at| code[at..].split(';').next().unwrap().to_owned()).collect()
    };
    let telling =
        ["?body", "%body", "body,", "?token", "%token", "token,", "?claims", "?caller", "?new", "?row", "?value"];
    let mut broken = Vec::new();
    for source in sources() {
        let told = logs(&source.code).into_iter().filter(|call| telling.iter().any(|word| call.contains(word)));
        broken.extend(told.map(|call| format!("{}: {call}", source.path)));
    }
    holds(broken);
}

/// A newcomer finds a room's tests and its place in the contract by its name.
#[test]
fn every_room_has_its_tests_and_its_tag() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = samsyn::app::openapi_document();
    let tags: Vec<&str> = document["tags"].as_array().unwrap().iter().filter_map(|tag| tag["name"].as_str()).collect();
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| source.kind() == Some("routes")) {
        let room = source.segments()[1].to_owned();
        let tests = [format!("tests/api/{room}.rs"), format!("tests/api/{room}/mod.rs")];
        if !tests.iter().any(|file| root.join(file).exists()) {
            broken.push(format!("{room} has no {}", tests[0]));
        }
        if !tags.contains(&room.replace('_', "-").as_str()) {
            broken.push(format!("{room} has no tag in the contract"));
        }
    }
    holds(broken);
}

#[test]
fn paths_are_written_out() {
    let paths = |code: &str| borrowed(code).into_iter().collect::<Vec<_>>();
    assert_eq!(paths("use crate::{parties, service::rules};"), ["parties", "service::rules"]);
    let nested = "use crate::parties::{organisations::{model::A, queries as q}, units};\nlet x = crate::app::Y;";
    let expected = ["app::Y", "parties::organisations::model::A", "parties::organisations::queries", "parties::units"];
    assert_eq!(paths(nested), expected);
    assert_eq!(paths("$crate::casework::X"), Vec::<String>::new());
}

#[test]
fn an_arrow_that_runs_back_is_noticed() {
    assert!(place(&["parties", "units", "routes"]) < place(&["casework", "cases"]));
    assert!(place(&["parties", "organisations"]) < place(&["parties", "units"]));
    assert!(place(&["kernel", "db"]) < place(&["service", "rules"]));
    assert_eq!(place(&["codes"]), None);
}

/// The contract has one schema for each name: of two types of one name one would be checked against the other's shape.
#[test]
fn no_two_types_of_the_contract_have_the_same_name() {
    let mut seen = std::collections::BTreeSet::new();
    let mut twice = Vec::new();
    for source in sources() {
        for part in source.code.split("ToSchema)]").skip(1) {
            let named = ["pub struct ", "pub enum "].iter().filter_map(|word| part.split_once(word));
            let Some((_, rest)) = named.min_by_key(|(before, _)| before.len()) else { continue };
            let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric()).collect();
            if part.len() > rest.len() && !seen.insert(name.clone()) && !twice.contains(&name) {
                twice.push(name);
            }
        }
    }
    assert!(seen.len() > 100, "the types were not found");
    holds(twice);
}

/// A page that says which test shows a promise is true only while the test exists.
#[test]
fn the_tests_that_the_pages_on_security_and_privacy_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    gather(&root.join("tests"), &mut files);
    gather(&root.join("src"), &mut files);
    let code: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let page = |name: &str| std::fs::read_to_string(root.join("docs").join(name)).unwrap();
    let assessment = page("privacy.md").split_once("## For the impact assessment").unwrap().1.to_owned();
    let shown_by_third = assessment.lines().filter_map(|line| line.split('|').nth(3)).map(|cell| format!("|{cell}|\n"));
    let page = page("security.md") + &shown_by_third.collect::<String>();
    let rows =
        page.lines().filter_map(|line| line.strip_prefix('|')?.trim_end().trim_end_matches('|').rsplit('|').next());
    let named: Vec<&str> = rows.flat_map(|shown_by| shown_by.split('`').skip(1).step_by(2)).collect();
    assert!(named.len() > 30, "the page's rows were not found");
    // Tests that a macro makes stand there as `name: column`.
    let is_there = |name: &&str| code.contains(&format!("fn {name}(")) || code.contains(&format!("\n    {name}: "));
    holds(named.into_iter().filter(|name| !is_there(name)).map(str::to_owned).collect());
}
