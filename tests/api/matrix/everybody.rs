//! The matrix: every operation × everybody who might call it, with what each is answered, in `table.txt`.
//!
//! A new operation without a line fails, and so does a line without its operation. Whoever is answered 404 is answered the
//! same about what does not exist, and who may not see the child is told nothing of it, whatever the status.
//!
//! `SAMSYN_MATRIX=write cargo nextest run --test api matrix::everybody -j1` writes the table as the service answers; read its
//! diff as an attacker would.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use samsyn::kernel::auth::{Role, Scope};

use super::world::{NOTHING, Stage, World};
use crate::support::builders::municipality;
use crate::support::operations::{self, Operation};
use crate::support::{Client, Reply, TestApp, json};

/// Who calls, in the order of the table's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Nobody: no token.
    Nobody,
    /// A health centre of another region, with every scope.
    Region,
    /// A school of another municipality, with every scope.
    Municipality,
    /// A school of the same organisation and area, which is in no consent.
    Outside,
    /// The health centre, while the consent that names it waits for the other guardian.
    Pending,
    /// The health centre, after a guardian has withdrawn.
    Withdrawn,
    /// The health centre, after the consent's last day.
    Expired,
    /// The health centre, which the consent no longer names.
    Narrowed,
    /// The health centre, under a consent in force.
    Consented,
    /// Student health, whose case it is, with the scopes to read.
    ReadOnly,
    /// Student health, whose case it is.
    Owner,
    /// Student health's system, with a scope of another wing only.
    Integration,
    /// A reviewer of the log at student health, with every scope.
    Reviewer,
    /// The administrator of the whole service, with every scope.
    Administrator,
    /// A guardian, with every scope.
    Guardian,
    /// A child, with every scope.
    Child,
}

impl Who {
    const ALL: [Self; 16] = [
        Self::Nobody,
        Self::Region,
        Self::Municipality,
        Self::Outside,
        Self::Pending,
        Self::Withdrawn,
        Self::Expired,
        Self::Narrowed,
        Self::Consented,
        Self::ReadOnly,
        Self::Owner,
        Self::Integration,
        Self::Reviewer,
        Self::Administrator,
        Self::Guardian,
        Self::Child,
    ];

    const fn stage(self) -> Stage {
        match self {
            Self::Pending => Stage::Pending,
            Self::Withdrawn => Stage::Withdrawn,
            Self::Expired => Stage::Expired,
            Self::Narrowed => Stage::Narrowed,
            _ => Stage::InForce,
        }
    }

    async fn client(self, app: &TestApp, world: &World) -> Client {
        let place = &world.place;
        let staff = [Role::Professional, Role::UnitManager];
        let with = |roles: &[Role], scopes: &[Scope], unit: Option<&str>| {
            app.with_token(app.token(&format!("{self:?}"), roles, scopes, unit))
        };
        match self {
            Self::Nobody => app.anyone(),
            Self::Region => with(&staff, Scope::ALL, Some(&other_region(app).await)),
            Self::Municipality => with(&staff, Scope::ALL, Some(&other_municipality(app).await)),
            Self::Outside => with(&staff, Scope::ALL, Some(&place.school)),
            Self::Pending | Self::Withdrawn | Self::Expired | Self::Narrowed | Self::Consented => {
                with(&staff, Scope::ALL, Some(&place.health_centre))
            }
            Self::ReadOnly => {
                let read: Vec<Scope> =
                    Scope::ALL.iter().copied().filter(|scope| scope.code().ends_with(":read")).collect();
                with(&staff, &read, Some(&place.student_health))
            }
            Self::Owner => with(&staff, Scope::ALL, Some(&place.student_health)),
            Self::Integration => with(&[Role::Integration], &[Scope::VoicesRead], Some(&place.student_health)),
            Self::Reviewer => with(&[Role::LogReviewer], Scope::ALL, Some(&place.student_health)),
            Self::Administrator => with(&[Role::Administrator], Scope::ALL, None),
            Self::Guardian => with(&[Role::Guardian], Scope::ALL, None),
            Self::Child => with(&[Role::Child], Scope::ALL, None),
        }
    }

    /// Whether an answer may tell of the child at all.
    const fn may_know_of_the_child(self) -> bool {
        !matches!(
            self,
            Self::Nobody | Self::Region | Self::Municipality | Self::Integration | Self::Guardian | Self::Child
        )
    }
}

async fn other_region(app: &TestApp) -> String {
    let region = json!({ "kind": "region", "name": "Region Norrbotten", "number": "232100-0230", "countyCode": "25" });
    let region = app.organisation(region).await;
    app.unit(&region, "health_centre").await
}

async fn other_municipality(app: &TestApp) -> String {
    let mut elsewhere = municipality();
    elsewhere["name"] = json!("Skellefteå kommun");
    elsewhere["number"] = json!("212000-2643");
    elsewhere["municipalityCode"] = json!("2482");
    let organisation = app.organisation(elsewhere).await;
    app.unit(&organisation, "compulsory_school").await
}

/// What an answer comes to, in the words of the table.
///
/// `401`, `403`, `404`, `410` are themselves. `sees`: an answer that tells of the child. `none`: an answer that tells nothing
/// of it. `unknown`: the body names what to this caller does not exist. `may`: the step is the caller's to take (it was
/// taken, or the body's content hindered it). `rule`: a rule of the work hinders it.
fn word(operation: &Operation, reply: &Reply, told: &[String]) -> &'static str {
    let unknown = reply.errors().iter().any(|error| error.ends_with("unknown-reference"));
    match reply.status {
        401 => "401",
        403 => "403",
        404 => "404",
        410 => "410",
        422 if unknown => "unknown",
        200 if operation.is_read() => {
            if told.is_empty() {
                "none"
            } else {
                "sees"
            }
        }
        409 => "rule",
        200 | 201 | 412 | 422 | 428 => "may",
        other => panic!("{}: {other} {:#}", operation.id, reply.body),
    }
}

/// A problem without what is its own: when, where, and the caller's own words.
fn bare(reply: &Reply, asked: &str) -> String {
    let mut body = reply.body.clone();
    if let Some(members) = body.as_object_mut() {
        members.remove("instance");
        members.remove("traceId");
    }
    let mut text = body.to_string();
    for id in asked.split(['/', '"', '?', '=', '&']).filter(|part| part.len() == NOTHING.len()) {
        text = text.replace(id, NOTHING);
    }
    text
}

/// The same call about what does not exist, when this one was answered as if it were about that.
async fn about_nothing(
    world: &World,
    operation: &Operation,
    client: &Client,
    values: &[String],
    reply: &Reply,
    word: &str,
) -> Option<Reply> {
    let example = operation.body.map(|(_, example)| example);
    let nothing: Vec<String> = values.iter().map(|_| NOTHING.to_owned()).collect();
    let (values, body) = match word {
        "404" => (&nothing[..], example.map(|example| world.body(example))),
        "unknown" => {
            let named: Vec<String> = reply.errors().iter().filter_map(|error| member(error)).collect();
            (values, example.map(|example| world.body_about_nothing(example, &named)))
        }
        _ => return None,
    };
    Some(operation.ask_about(client, values, None, body.as_ref()).await)
}

/// The member of a body that a fault names: `#/caseIds/0 unknown-reference` is about `caseIds`.
fn member(error: &str) -> Option<String> {
    let pointer = error.split(' ').next()?;
    pointer.split('/').rfind(|part| part.parse::<usize>().is_err()).map(str::to_owned)
}

/// Asks everything as somebody; gives the table's words and what is wrong whatever the table says.
async fn walk(who: Who) -> (BTreeMap<&'static str, &'static str>, Vec<String>) {
    let app = TestApp::start().await;
    let world = World::build(&app, who.stage()).await;
    let client = who.client(&app, &world).await;
    let (mut words, mut faults) = (BTreeMap::new(), Vec::new());
    // What changes nothing first, and what ends everything last.
    let mut all = operations::all();
    all.sort_by_key(|operation| (!operation.is_read(), operation.template.ends_with("/closures")));
    for operation in all {
        let values = world.path_values(&operation);
        let body = operation.body.map(|(_, example)| world.body(example));
        let asked = format!("{} {}", values.join("/"), body.as_ref().map(ToString::to_string).unwrap_or_default());
        let version = world.version(&app, &operation, &values).await;
        let reply = operation.ask_about(&client, &values, version.as_deref(), body.as_ref()).await;
        // The contract's own examples tell of a child that does not exist.
        let told = if operation.secured { world.told_in(&reply, &asked) } else { vec![] };
        let word = word(&operation, &reply, &told);
        words.insert(operation.id, word);
        if !told.is_empty() && (word.starts_with('4') || word == "unknown" || !who.may_know_of_the_child()) {
            faults.push(format!("{} as {who:?} tells {told:?}: {}", operation.id, reply.body));
        }
        let is_refused = ["401", "403", "404", "unknown"].contains(&word);
        if is_refused && (reply.headers.contains_key("ETag") || reply.headers.contains_key("Location")) {
            faults.push(format!("{} as {who:?} is refused, and given a header: {:?}", operation.id, reply.headers));
        }
        if let Some(of_nothing) = about_nothing(&world, &operation, &client, &values, &reply, word).await {
            let (here, there) = (bare(&reply, &asked), bare(&of_nothing, &asked));
            if (reply.status, &here) != (of_nothing.status, &there) {
                faults.push(format!("{} as {who:?} differs from what does not exist:\n{here}\n{there}", operation.id));
            }
        }
    }
    (words, faults)
}

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/matrix/table.txt");

/// The table: by operation, the word of each column.
fn table() -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(TABLE).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut rows = BTreeMap::new();
    for line in lines {
        let mut words = line.split_whitespace().map(str::to_owned);
        let operation = words.next().unwrap();
        let known = rows.insert(operation, words.collect());
        assert!(known.is_none(), "twice in the table: {line}");
    }
    rows
}

async fn answers_stand_in_the_table(who: Who) {
    let (words, mut faults) = walk(who).await;
    let column = Who::ALL.iter().position(|one| *one == who).unwrap();
    if std::env::var_os("SAMSYN_MATRIX").is_some_and(|mode| mode == "write") {
        write(column, &words);
    }
    let table = table();
    for (operation, word) in words {
        let expected = table.get(operation).and_then(|row| row.get(column)).map(String::as_str);
        if expected != Some(word) {
            faults
                .push(format!("{operation} as {who:?}: {word}, and the table says {}", expected.unwrap_or("nothing")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Writes one column; the others stay.
fn write(column: usize, words: &BTreeMap<&'static str, &'static str>) {
    let mut rows = table();
    rows.retain(|operation, _| words.contains_key(operation.as_str()));
    for (operation, word) in words {
        let row = rows.entry((*operation).to_owned()).or_default();
        row.resize(Who::ALL.len(), "?".to_owned());
        row[column] = (*word).to_owned();
    }
    let text = std::fs::read_to_string(TABLE).unwrap();
    let mut new: String = text.lines().filter(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    for operation in operations::all() {
        let Some(row) = rows.get(operation.id) else { continue };
        write!(new, "{:<30}", operation.id).unwrap();
        for word in row {
            write!(new, " {word:<7}").unwrap();
        }
        new.truncate(new.trim_end().len());
        new.push('\n');
    }
    std::fs::write(TABLE, new).unwrap();
}

#[test]
fn the_table_has_a_line_for_every_operation_and_no_other() {
    let known: BTreeSet<String> = operations::all().iter().map(|operation| operation.id.to_owned()).collect();
    let told: BTreeSet<String> = table().into_keys().collect();
    assert_eq!(told, known);
    for (operation, row) in table() {
        assert_eq!(row.len(), Who::ALL.len(), "{operation}");
    }
}

/// A test a column, so that they run beside each other and each names who got what it should not.
macro_rules! columns {
    ($($name:ident: $who:ident),+ $(,)?) => {
        $(#[actix_web::test]
        async fn $name() {
            answers_stand_in_the_table(Who::$who).await;
        })+
    };
}

columns! {
    nobody_is_shown_more_than_the_description: Nobody,
    another_region_sees_and_changes_nothing: Region,
    another_municipality_sees_and_changes_nothing: Municipality,
    a_unit_of_the_same_organisation_outside_the_case_sees_the_record_and_nothing_else: Outside,
    while_a_consent_is_pending_its_units_see_nothing: Pending,
    after_a_withdrawal_a_unit_has_what_is_its_own: Withdrawn,
    after_the_last_day_a_unit_has_what_is_its_own: Expired,
    a_unit_that_is_no_longer_named_has_what_is_its_own: Narrowed,
    a_unit_under_a_consent_in_force_takes_part: Consented,
    scopes_to_read_let_nothing_be_changed: ReadOnly,
    whose_case_it_is_may_all_that_a_professional_may: Owner,
    a_system_without_the_scope_may_nothing: Integration,
    a_reviewer_sees_the_log_and_no_child: Reviewer,
    an_administrator_configures_and_sees_no_child: Administrator,
    a_guardian_has_no_place_among_professionals: Guardian,
    a_child_has_no_place_among_professionals: Child,
}
