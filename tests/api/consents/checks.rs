//! `/consents/checks`: what would be decided, and why, before anything is shared.

use super::{alvas_case, consent_steps, two};
use crate::information_kinds::{consent, shared_contact};
use crate::support::builders::{alva, karin};
use crate::support::casework::CaseOf;
use crate::support::meetings::{item_about, meeting_about, path_of};
use crate::support::plans::statutory;
use crate::support::{Reply, TestApp, Value, json};

async fn check(app: &TestApp, case: &CaseOf, unit: &str, more: Value) -> Reply {
    let mut asked = json!({ "caseId": case.id, "unitId": unit, "purpose": "sip" });
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.professional(&case.unit).post("/consents/checks", asked).await.expect(200)
}

fn told<'a>(reply: &'a Reply, names: &[&str]) -> Vec<&'a str> {
    names.iter().map(|name| reply.body.pointer(name).and_then(Value::as_str).unwrap_or("-")).collect()
}

#[actix_web::test]
async fn it_says_which_consent_allows_or_what_is_lacking_and_whose_decision() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asks = ["/outcome", "/basis", "/reason", "/refusedBy/code"];

    let never = check(&app, &case, &place.school, json!({})).await;
    let asked = app.asked_consent(&case, "sip", &[&place.school]).await;
    let (mother, father) = two(&asked);
    app.granted_by(&case, &asked.id(), &mother).await;
    let awaits = check(&app, &case, &place.school, json!({})).await;
    app.granted_by(&case, &asked.id(), &father).await;
    let allowed = check(&app, &case, &place.school, json!({ "informationKind": "health" })).await;
    let other_kind = check(&app, &case, &place.school, json!({ "informationKind": "assessments_sdq" })).await;
    let other_unit = check(&app, &case, &place.health_centre, json!({})).await;
    let other_purpose = check(&app, &case, &place.school, json!({ "purpose": "survey" })).await;
    let later = check(&app, &case, &place.school, json!({ "on": "2027-03-03" })).await;

    assert_eq!(told(&never, &asks), ["refused", "-", "never_asked", "consent-required"]);
    assert_eq!(told(&awaits, &asks), ["refused", "-", "awaits_decisions", "consent-required"]);
    assert_eq!(awaits.body["awaitedParties"].as_array().unwrap().len(), 1);
    assert_eq!(awaits.body["awaitedParties"][0]["guardian"]["name"], "Anders Lindgren");
    assert_eq!(told(&allowed, &asks), ["allowed", "consent", "-", "-"]);
    assert_eq!(allowed.body["consentId"], asked.id());
    assert_eq!(told(&other_kind, &asks), ["refused", "-", "information_not_covered", "consent-required"]);
    assert_eq!(told(&other_unit, &asks), ["refused", "-", "unit_not_named", "consent-required"]);
    assert_eq!(told(&other_purpose, &asks), ["refused", "-", "never_asked", "consent-required"]);
    assert_eq!(told(&later, &asks), ["refused", "-", "ended", "consent-required"]);
}

#[actix_web::test]
async fn it_says_which_legal_basis_would_fit_and_which_rule_refuses_another() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asks = ["/outcome", "/legalBasis", "/refusedBy/code"];
    let with = |basis: &str| json!({ "legalBasis": basis });

    let none = check(&app, &case, &place.social_services, json!({})).await;
    let report = check(&app, &case, &place.social_services, with("concern_report")).await;
    let care = check(&app, &case, &place.social_services, with("osl_25_12")).await;
    let clause = check(&app, &case, &place.health_centre, with("osl_10_27")).await;

    assert_eq!(none.body["possibleLegalBases"], json!(["osl_10_2", "osl_10_28", "concern_report"]));
    assert_eq!(told(&report, &asks), ["allowed", "concern_report", "-"]);
    assert_eq!(report.body["basis"], "legal_basis");
    assert_eq!(told(&care, &asks), ["refused", "-", "school-secrecy"]);
    assert_eq!(told(&clause, &asks), ["refused", "-", "school-secrecy"]);
}

#[actix_web::test]
async fn it_changes_nothing_but_the_log_and_asks_of_known_cases_only() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let client = app.professional(&case.unit);
    let path = format!("/cases/{}", case.id);
    let (steps, etag) = (consent_steps(&app, &case).await, client.get(&path).await.expect(200).etag());
    let before = app.log().await;

    check(&app, &case, &place.school, json!({})).await;
    let asked = json!({ "caseId": case.id, "unitId": place.school, "purpose": "sip" });
    let stranger = app.professional(&place.health_centre).post("/consents/checks", asked).await.expect(422);
    let logged = app.logged_since(&before).await;
    let nowhere = check_unknown_unit(&app, &case).await;

    assert_eq!(stranger.errors(), ["#/caseId unknown-reference"]);
    assert_eq!(nowhere.errors(), ["#/unitId unknown-reference"]);
    assert_eq!(logged, [format!("denied cases {}", case.child), format!("read cases {}", case.child)]);
    assert_eq!(consent_steps(&app, &case).await, steps);
    assert_eq!(client.get(&path).await.expect(200).etag(), etag);
}

async fn check_unknown_unit(app: &TestApp, case: &CaseOf) -> Reply {
    let asked = json!({ "caseId": case.id, "unitId": case.id, "purpose": "sip" });
    app.professional(&case.unit).post("/consents/checks", asked).await.expect(422)
}

#[actix_web::test]
async fn a_report_is_for_children() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let mut grown = alva();
    grown["identity"]["number"] = json!("20080310-2383");
    let child = app.child_with(&place, grown, &[karin()]).await;
    let case = app.case_about(&place, &child).await;
    let asked = json!({ "legalBasis": "concern_report", "on": "2026-03-10" });
    let today = check(&app, &case, &place.social_services, json!({ "legalBasis": "concern_report" })).await;
    let of_age = check(&app, &case, &place.social_services, asked).await;
    assert_eq!(today.body["outcome"], "allowed");
    assert_eq!(of_age.body["refusedBy"]["code"], "legal-basis-for-children");
}

/// What a check says and what is enforced when somebody shares and somebody reads are one: for every unit and kind.
#[actix_web::test]
async fn a_check_says_what_sharing_and_reading_then_do() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let scopes: [(&str, &[&str]); 3] = [
        (&place.school, &["school_situation", "meeting_notes"]),
        (&place.health_centre, &["health", "plan"]),
        (&place.child_psychiatry, &["plan", "social", "meeting_notes"]),
    ];
    for (unit, kinds) in scopes {
        consent(&app, &case, "sip", &[unit], kinds).await;
    }
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let units = scopes.map(|(unit, _)| unit);
    let plan = path_of(&own.post("/plans", statutory(&case.id)).await.expect(201));
    let meeting = own.post("/meetings", meeting_about(&case, "sip", &units)).await.expect(201).id();
    let item = path_of(&own.post(&format!("/meetings/{meeting}/agenda-items"), item_about(&case)).await.expect(201));
    let talk = shared_contact(&own, &case).await;
    let medical = shared_contact(&clinic, &case).await;

    let readers = [&*place.school, &*place.health_centre, &*place.child_psychiatry, &*place.student_health];
    let shared = [
        ("plan", &plan, &*place.student_health),
        ("meeting_notes", &item, &*place.student_health),
        ("school_situation", &talk, &*place.student_health),
        ("health", &medical, &*place.health_centre),
    ];
    for reader in readers {
        for (kind, path, writer) in shared.iter().filter(|(_, _, writer)| *writer != reader) {
            let judged = check(&app, &case, reader, json!({ "informationKind": kind })).await;
            let read = app.professional(reader).get(path).await;
            let reads = read.status == 200 && read.body["somethingWithheld"] != true;
            assert_eq!(judged.body["outcome"] == "allowed", reads, "{kind} of {writer} for {reader}");
        }
    }
}
