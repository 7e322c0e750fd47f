//! `/audit-entries`

use samsyn::kernel::audit::{self, Action, Entry};
use samsyn::kernel::ids::AuditEntryId;

use crate::support::builders::region;
use crate::support::casework::CaseOf;
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

/// A case of student health's in whose circle the health centre is, which has looked at it.
async fn looked(app: &TestApp) -> (Ersboda, CaseOf) {
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion"]).await;
    app.professional(&place.health_centre).get(&format!("/cases/{}", case.id)).await.expect(200);
    (place, case)
}

fn entries(reply: &Reply) -> &Vec<Value> {
    reply.body["entries"].as_array().unwrap()
}

async fn count(client: &Client, query: &str) -> i64 {
    let listed = client.get(&format!("/audit-entries?{query}")).await.expect(200);
    listed.body["_meta"]["totalRecords"].as_i64().unwrap()
}

#[actix_web::test]
async fn a_reviewer_sees_the_own_units_doings_and_what_others_did_with_the_own_records() {
    let app = TestApp::start().await;
    let (place, case) = looked(&app).await;
    let about = format!("childId={}&unitId={}", case.child, place.health_centre);

    let custodian = app.reviewer(&place.school).get(&format!("/audit-entries?{about}")).await.expect(200);
    let own = app.reviewer(&place.child_psychiatry).get(&format!("/audit-entries?{about}")).await.expect(200);
    let unrelated = app.reviewer(&place.social_services);

    assert_eq!(entries(&custodian).len(), 1);
    let entry = &entries(&custodian)[0];
    assert_eq!(entry["action"], "read");
    assert_eq!(entry["resource"], "cases");
    assert_eq!(entry["resourceId"], case.id);
    assert_eq!(entry["childId"], case.child);
    assert_eq!(entry["subject"], format!("person vid {}", place.health_centre));
    assert_eq!(entry["unit"]["id"], place.health_centre);
    assert_eq!(entry["roles"], json!(["professional"]));
    assert_eq!(entry["purpose"], "coordination");
    assert_eq!(entries(&own)[0]["id"], entry["id"]);
    assert_eq!(count(&unrelated, &about).await, 0);
    assert_eq!(count(&unrelated, &format!("childId={}", case.child)).await, 0);
    let elsewhere = count(&app.reviewer(&place.child_psychiatry), &format!("unitId={}", place.student_health)).await;
    assert_eq!(elsewhere, 0, "what others do with their own records is theirs");
}

#[actix_web::test]
async fn the_log_is_filtered_by_who_what_and_when() {
    let app = TestApp::start().await;
    let (place, case) = looked(&app).await;
    let staff = app.staff(&place.student_health, "Elin Berg").await;
    app.at("2026-03-05T08:00:00Z");
    app.professional(&place.student_health).get(&format!("/cases/{}", case.id)).await.expect(200);
    let stranger = app.unit(&place.region, "health_centre").await;
    app.professional(&stranger).get(&format!("/cases/{}", case.id)).await.expect(404);
    let reviewer = app.reviewer(&place.school);

    let (from, to) = ("from=2026-03-05T00:00:00Z", "to=2026-03-05T00:00:00Z");
    assert_eq!(count(&reviewer, &format!("staffId={staff}")).await, 1);
    let subject = format!("person vid {}", place.student_health).replace(' ', "%20");
    assert_eq!(count(&reviewer, &format!("subject={subject}&{from}")).await, 1);
    assert!(count(&reviewer, &format!("subject={subject}&{to}")).await > 3);
    assert_eq!(count(&reviewer, &format!("action=denied&childId={}", case.child)).await, 1);
    assert_eq!(count(&reviewer, &format!("action=read&{from}&unitId={}", place.student_health)).await, 1);
    let all = reviewer.get("/audit-entries?limit=100").await.expect(200);
    let times: Vec<&str> = entries(&all).iter().map(|entry| entry["at"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "newest first");
}

#[actix_web::test]
async fn reading_the_log_is_logged_and_tells_no_content() {
    let app = TestApp::start().await;
    let (place, case) = looked(&app).await;
    let reviewer = app.reviewer(&place.school);

    let before = app.log().await;
    let listed = reviewer.get(&format!("/audit-entries?childId={}", case.child)).await.expect(200);
    let child = format!("read audit-entries {}", case.child);
    assert_eq!(app.logged_since(&before).await, ["read audit-entries".to_owned(), child]);
    let text = listed.body.to_string();
    for secret in ["Alva", "Lindgren", "Karin", "20130805", "Borta"] {
        assert!(!text.contains(secret), "{secret}");
    }

    let before = app.log().await;
    let nothing = app.reviewer(&place.social_services);
    assert_eq!(count(&nothing, "action=denied").await, 0);
    assert_eq!(app.logged_since(&before).await, ["read audit-entries"], "also when it names no child");
}

#[actix_web::test]
async fn nobody_but_who_made_a_concern_report_learns_of_it_from_the_log() {
    let app = TestApp::start().await;
    let (place, case) = looked(&app).await;
    let log = app.log().await;
    let looked = log.iter().find(|entry| {
        entry.resource == "cases" && entry.unit_id.map(|unit| unit.to_string()).as_ref() == Some(&place.health_centre)
    });
    let report =
        Entry { id: AuditEntryId::new(app.now()), resource: "concern-reports".into(), ..looked.unwrap().clone() };
    app.db.maintain(move |tx| audit::insert(tx.conn, &[report])).await.unwrap();

    let about = format!("childId={}&unitId={}", case.child, place.health_centre);
    assert_eq!(count(&app.reviewer(&place.school), &about).await, 1, "the custodian of the record");
    assert_eq!(count(&app.reviewer(&place.child_psychiatry), &about).await, 2, "those who made it");
    let records = app.reviewer(&place.school).get(&format!("/audit-entries/log-records?{about}")).await.expect(200);
    assert_eq!(records.body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn a_log_system_gets_the_log_in_its_own_shape() {
    let app = TestApp::start().await;
    let (place, case) = looked(&app).await;
    let clinic = format!("/units/{}", place.health_centre);
    let administrator = app.administrator();
    let etag = administrator.get(&clinic).await.expect(200).etag();
    let identifiers = json!({ "identifiers": [
        { "kind": "hsa_id", "value": "SE2321000222-E000000000101" },
        { "kind": "hsa_provider_id", "value": "SE2321000222-E000000000001" },
    ]});
    administrator.patch(&clinic, &etag, identifiers).await.expect(200);
    app.professional(&app.unit(&place.region, "habilitation").await)
        .get(&format!("/cases/{}", case.id))
        .await
        .expect(404);

    let before = app.log().await;
    let path = format!("/audit-entries/log-records?childId={}", case.child);
    let listed = app.reviewer(&place.child_psychiatry).get(&path).await.expect(200);

    let logs = listed.body["logs"].as_array().unwrap();
    assert_eq!(logs.len(), 1, "a denied attempt has no word there");
    let log = &logs[0];
    assert_eq!(
        log["activity"],
        json!({
            "activityType": "Läsa", "startDate": app.now(), "purpose": "Vård och behandling",
        })
    );
    assert_eq!(
        log["user"],
        json!({
            "userId": format!("person vid {}", place.health_centre), "assignment": "professional",
            "careProvider": { "careProviderId": "SE2321000222-E000000000001", "careProviderName": "Region Västerbotten" },
            "careUnit": { "careUnitId": "SE2321000222-E000000000101", "careUnitName": "Enheten health_centre" },
        })
    );
    assert_eq!(
        log["resources"],
        json!([{
            "resourceType": "cases", "patient": { "patientId": case.child },
            "careProvider": { "careProviderId": "2120002627", "careProviderName": "Umeå kommun" },
        }])
    );
    assert_eq!(app.logged_since(&before).await.len(), 2, "handing it out is logged too");
}

#[actix_web::test]
async fn what_must_not_stand_in_an_address_is_refused() {
    let app = TestApp::start().await;
    let organisation = app.organisation(region()).await;
    let reviewer = app.reviewer(&app.unit(&organisation, "health_centre").await);
    for path in ["/audit-entries", "/audit-entries/log-records"] {
        let number = reviewer.get(&format!("{path}?subject=199211092383")).await.expect(400);
        let period = "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z";
        let period = reviewer.get(&format!("{path}?{period}")).await.expect(400);
        let control = reviewer.get(&format!("{path}?subject=a%07b")).await.expect(400);
        assert_eq!(control.errors(), ["subject invalid-parameter"]);
        let unknown = reviewer.get(&format!("{path}?name=Alva")).await.expect(400);
        assert_eq!(number.errors(), ["subject invalid-parameter"]);
        assert_eq!(period.errors(), ["to invalid-parameter"]);
        assert_eq!(unknown.errors(), ["name invalid-parameter"]);
    }
    assert!(app.log().await.iter().all(|entry| entry.action != Action::Denied));
}
