//! What a consent must name, and what the gate of meetings and plans asks.

use samsyn::casework::consents::codes::ConsentPurpose;
use samsyn::casework::consents::gate;
use samsyn::kernel::facts::CaseKey;
use samsyn::kernel::ids::UnitId;
use samsyn::kernel::problem::{Origin, Problem};
use samsyn::kernel::text::Language;

use super::{alvas_case, sees};
use crate::support::casework::{CaseOf, consent_for, parties};
use crate::support::{TestApp, json};

/// What the gate of HLT meetings says of units on a day.
pub async fn gate(app: &TestApp, case: &CaseOf, units: &[&str], day: &str) -> Result<(), Problem> {
    let key = CaseKey { id: case.id.parse().unwrap(), child_id: case.child.parse().unwrap() };
    let units: Vec<UnitId> = units.iter().map(|unit| unit.parse().unwrap()).collect();
    let day = day.parse().unwrap();
    app.db.maintain(move |tx| gate::require(tx, key, ConsentPurpose::HltDiscussion, &units, day)).await
}

#[actix_web::test]
async fn u48_the_gate_says_which_units_lack_and_how_many_decisions_are_awaited_never_whose() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let today = "2026-03-02";
    app.consent_in_force(&case, "sip", &[&place.school]).await;
    let asked = app.asked_consent(&case, "hlt_discussion", &[&place.school]).await;
    app.granted_by(&case, &asked.id(), &parties(&asked)[0]).await;

    let pending = gate(&app, &case, &[&case.unit, &place.school], today).await.unwrap_err();
    app.granted_by(&case, &asked.id(), &parties(&asked)[1]).await;
    let granted = gate(&app, &case, &[&case.unit, &place.school], today).await;
    let outside = gate(&app, &case, &[&place.school, &place.health_centre], today).await.unwrap_err();

    assert_eq!(pending.code(), "consent-required", "a consent to a plan is no consent to talk");
    let told = |problem: &Problem| {
        let origin = Origin { public_url: "", api_url: "", trace_id: "" };
        let document = problem.document(Language::Swedish, &origin);
        let links: Vec<String> = document.links.iter().map(|link| format!("{} {}", link.method, link.href)).collect();
        (document.detail, links)
    };
    let (detail, links) = told(&pending);
    assert_eq!(
        detail,
        "Inget samtycke (att barnet tas upp vid HLT-möte) gällde den 2026-03-02. Barnet får inte tas upp. Ett samtycke \
         väntar på besked från 1 av 2 parter."
    );
    assert_eq!(links, [format!("GET /consents?caseId={}", case.id), "POST /consents".to_owned()]);
    assert!(granted.is_ok());
    let detail = told(&outside).0;
    assert_eq!(
        detail,
        "Samtycket (att barnet tas upp vid HLT-möte) omfattade inte den 2026-03-02: Enheten health_centre."
    );
}

#[actix_web::test]
async fn a_consented_case_is_ready_for_meetings_and_plans() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion", "sip"]).await;
    for unit in [&place.school, &place.social_services, &place.health_centre, &place.child_psychiatry] {
        assert!(sees(&app, unit, &case).await);
    }
}

#[actix_web::test]
async fn a_consent_names_units_that_exist_a_period_in_order_and_a_case_of_ones_own() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let client = app.professional(&case.unit);
    let mut long = consent_for(&case, "sip", &[&place.school]);
    long["validTo"] = json!("2028-03-03");
    let mut backwards = long.clone();
    backwards["validTo"] = json!("2026-03-01");
    let unknown = consent_for(&case, "sip", &[&place.school, &case.id]);
    let twice = consent_for(&case, "sip", &[&place.school, &place.school]);
    let foreign = consent_for(&case, "sip", &[&place.school]);
    let foreign = app.professional(&place.health_centre).post("/consents", foreign).await.expect(422);

    assert_eq!(client.post("/consents", long).await.expect(422).errors(), ["#/validTo too-long"]);
    assert_eq!(client.post("/consents", backwards).await.expect(422).errors(), ["#/validTo last-day-before-first"]);
    assert_eq!(client.post("/consents", unknown).await.expect(422).errors(), ["#/unitIds/1 unknown-reference"]);
    assert_eq!(client.post("/consents", twice).await.expect(422).errors(), ["#/unitIds duplicate"]);
    assert_eq!(foreign.errors(), ["#/caseId unknown-reference"]);
}
