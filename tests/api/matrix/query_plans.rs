//! How the database finds what lists ask for: never by walking through a table that grows with the cases.

use std::collections::BTreeSet;

use super::world::{Stage, World};
use crate::support::operations::{self, Operation};
use crate::support::{Client, TestApp, statements};

/// Tables that hold what is set up, not what happens to children; their few rows may be walked through.
const SMALL: &[&str] = &[
    "organisations",
    "units",
    "unit_identifiers",
    "areas",
    "area_units",
    "key_persons",
    "agreements",
    "agreement_versions",
    "agreement_adoptions",
    "information_texts",
    "retention_periods",
    "marks",
];

/// What still walks, and why it is borne.
const BORNE: &[(&str, &str)] = &[
    ("listMeetings", "a meeting is seen for one of five reasons, each in another table; a day narrows it by its index"),
    ("listEvents", "the feed goes along the positions after the caller's own"),
    (
        "listLogRecords",
        "what is the organisation's own or about its children: PostgreSQL joins no two indexes over that",
    ),
    ("listAuditEntries", "the sealer, before it has sealed anything, begins at the first entry"),
];

#[actix_web::test]
async fn no_read_walks_through_a_table_that_grows() {
    statements::listen();
    let app = TestApp::start().await;
    let world = World::build(&app, Stage::InForce).await;
    let clients = [
        app.manager(&world.place.student_health),
        app.professional(&world.place.student_health),
        app.reviewer(&world.place.student_health),
        app.administrator(),
    ];
    let mut asked = BTreeSet::new();
    for operation in operations::all().into_iter().filter(Operation::is_read) {
        let filters = operation.parameters("query").into_iter().map(Some);
        for filter in std::iter::once(None).chain(filters) {
            let heard = statements::heard_during(ask(&clients, &world, &operation, filter)).await;
            let reads = heard.into_iter().filter(|sql| sql.starts_with("SELECT"));
            asked.extend(reads.map(|sql| (sql, operation.id)));
        }
    }
    let mut walks = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (sql, operation) in asked {
        if !seen.insert(sql.clone()) {
            continue;
        }
        for step in statements::plan(app.database_url(), &sql) {
            if statements::walked_through(&step).is_some_and(|table| !SMALL.contains(&table))
                && !is_borne(operation, &sql)
            {
                walks.insert(format!("{operation}: {step}\n    {sql}"));
            }
        }
    }
    assert!(seen.len() > 100, "{} statements were explained", seen.len());
    assert!(walks.is_empty(), "{} walks:\n{}", walks.len(), walks.into_iter().collect::<Vec<_>>().join("\n"));
}

/// By the few children who are protected, not through every lead time of the area.
#[actix_web::test]
async fn what_statistics_leave_out_is_found_by_the_protected_children() {
    statements::listen();
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let mut child = crate::support::builders::alva();
    child["protectionLevel"] = crate::support::json!("confidentiality_mark");
    let child = app.child_with(&place, child, &[]).await;
    app.case_about(&place, &child).await;
    let manager = app.manager(&place.student_health);
    let path = format!("/statistics/lead-times?areaId={}", place.area);

    let heard = statements::heard_during(manager.get(&path)).await;

    let asked = heard.iter().find(|sql| sql.contains("lead_times") && sql.contains("child_id")).expect("it is asked");
    let plan = statements::plan(app.database_url(), asked);
    assert!(plan.iter().any(|step| step.contains("cases_by_child")), "{plan:?}");
    // PostgreSQL counts its rows, and chooses by what it has counted: here none.
    let walks_the_area = plan.iter().any(|step| step.contains("lead_times_by_area"));
    assert!(!walks_the_area || asked.contains('"'), "{plan:?}");
}

/// What joins tables by indexes on both sides: PostgreSQL begins with either while it has counted no rows.
const BORNE_UNCOUNTED: &[&str] = &["getArchiveExport", "listContacts"];

/// Whether a walk is known, or is one page of a whole table in the order of an index, or finds nothing at all.
fn is_borne(operation: &str, sql: &str) -> bool {
    let is_postgres = sql.contains('"');
    let is_known =
        BORNE.iter().any(|(known, _)| *known == operation) || (is_postgres && BORNE_UNCOUNTED.contains(&operation));
    is_known || !sql.contains(" WHERE ") || sql.contains("(1=0)") || sql.contains("(false)")
}

/// Asks as the first who may, with one filter or none.
async fn ask(clients: &[Client], world: &World, operation: &Operation, filter: Option<&str>) {
    let path = operation.whole_path(&world.path_values(operation));
    let query = filter.and_then(|filter| {
        let value = world.named_by(filter).map(str::to_owned).or_else(|| operation.query_example(filter))?;
        let joint = if path.contains('?') { '&' } else { '?' };
        Some(format!("{joint}{filter}={value}"))
    });
    for client in clients {
        let reply = match operation.body {
            None => client.get(&format!("{path}{}", query.as_deref().unwrap_or_default())).await,
            Some((_, example)) => {
                let body = world.body(example);
                operation.ask_about(client, &world.path_values(operation), None, Some(&body)).await
            }
        };
        if reply.status == 200 {
            return;
        }
    }
}
