//! `/agreements`

use crate::support::{TestApp, Value, json};

fn clock(code: &str) -> Value {
    json!({
        "code": code, "limit": { "count": 14, "unit": "days" }, "source": "Norrbus: nätverksmöte inom 14 dagar",
        "starts": [{ "fact": "actualisation_registered", "date": "collaboration_need_on" }],
        "stops": [{ "fact": "meeting_held", "codes": [{ "key": "meeting_kind", "code": "network" }] }],
        "restsOnConsent": "network_meeting",
    })
}

fn terms(clocks: Value) -> Value {
    json!({
        "targetGroup": { "minAge": 0, "maxAge": 20 }, "meetingKinds": ["network", "sip"], "consentMonths": 12,
        "clocks": clocks, "sources": ["Norrbus, Östra Norrbotten"],
    })
}

/// K05, L18: an agreement is adopted in versions.
#[actix_web::test]
async fn an_agreement_from_a_preset_is_a_draft_until_adopted() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let created = administrator.post("/agreements", json!({ "preset": "hlt-umea" })).await.expect(201);
    let versions = format!("/agreements/{}/versions", created.id());
    let draft = administrator.get(&versions).await.expect(200).body["versions"][0].clone();

    assert_eq!((&created.body["code"], &created.body["kind"]), (&json!("hlt-umea"), &json!("hlt")));
    assert_eq!((&draft["number"], &draft["state"]), (&json!(1), &json!("draft")));
    assert_eq!(draft["terms"]["targetGroup"], json!({ "minAge": 0, "maxAge": 16 }));
    let codes: Vec<&str> =
        draft["terms"]["clocks"].as_array().unwrap().iter().map(|clock| clock["code"].as_str().unwrap()).collect();
    let expected = [
        "contact_same_day",
        "first_contact",
        "sip_established",
        "intervention_started",
        "hlt_feedback",
        "sdq_follow_up",
    ];
    assert_eq!(codes, expected);
    assert_eq!(
        administrator.get(&format!("{versions}?validOn=2026-03-02")).await.expect(200).body["versions"],
        json!([])
    );

    let municipality = app.organisation(crate::support::builders::municipality()).await;
    app.adopted(&created.id(), &[&municipality]).await;
    let adopted = administrator.get(&format!("{versions}?validOn=2026-03-02")).await.expect(200);
    assert_eq!(adopted.body["versions"][0]["state"], "in_force");
    assert_eq!(adopted.body["versions"][0]["validFrom"], "2026-01-01");
}

#[actix_web::test]
async fn a_new_version_ends_the_one_before_and_cannot_begin_earlier() {
    let app = TestApp::start().await;
    let ersboda = app.ersboda().await;
    let administrator = app.administrator();
    let versions = format!("/agreements/{}/versions", ersboda.agreement);
    let new = json!({ "terms": terms(json!([clock("network_meeting")])) });
    let second = administrator.post(&versions, new).await.expect(201);
    let adoptions = format!("{versions}/{}/adoptions", second.id());
    let adoption = |from: &str, organisation: &str| json!({ "organisationId": organisation, "body": "kommunfullmäktige", "adoptedOn": "2026-03-01", "validFrom": from });

    let early = administrator.post(&adoptions, adoption("2026-01-01", &ersboda.municipality)).await.expect(409);
    let begun = administrator.post(&adoptions, adoption("2026-03-02", &ersboda.municipality)).await.expect(409);
    let own = app.administrator_at(&ersboda.school);
    own.post(&adoptions, adoption("2026-04-01", &ersboda.municipality)).await.expect(403);
    let adopted = administrator.post(&adoptions, adoption("2026-04-01", &ersboda.municipality)).await.expect(201);
    let other = administrator.post(&adoptions, adoption("2026-05-01", &ersboda.region)).await.expect(409);
    let twice = administrator.post(&adoptions, adoption("2026-04-01", &ersboda.municipality)).await.expect(409);
    administrator.post(&adoptions, adoption("2026-04-01", &ersboda.region)).await.expect(201);
    let listed = administrator.get(&adoptions).await.expect(200);
    let states = async || {
        let listed = app.administrator().get(&versions).await.expect(200);
        listed.body["versions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v["state"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };

    assert_eq!(second.body["number"], 2);
    assert_eq!((early.code(), begun.code()), ("version-not-later", "version-not-later"));
    assert_eq!(other.code(), "adoption-other-first-day");
    assert_eq!(twice.code(), "conflict");
    assert_eq!(listed.body["adoptions"].as_array().unwrap().len(), 2);
    assert_eq!(administrator.get(adopted.header("Location")).await.expect(200).body, adopted.body);
    assert_eq!(states().await, ["adopted", "in_force"]);
    app.at("2026-04-01T08:00:00Z");
    assert_eq!(states().await, ["in_force", "superseded"]);
}

#[actix_web::test]
async fn terms_are_checked_where_the_fault_stands() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let new = |terms: Value| json!({ "code": "norrbus", "name": "Norrbus", "kind": "network", "terms": terms });

    let missing = administrator.post("/agreements", json!({ "name": "Norrbus" })).await.expect(422);
    let double = administrator.post("/agreements", new(terms(json!([clock("a"), clock("a")])))).await.expect(422);
    let mut unheld = clock("hlt");
    unheld["stops"][0]["codes"][0]["code"] = json!("hlt");
    let unheld = administrator.post("/agreements", new(terms(json!([unheld])))).await.expect(422);
    let mut paused = clock("same_day");
    paused["limit"]["count"] = json!(0);
    paused["pausable"] = json!(true);
    let paused = administrator.post("/agreements", new(terms(json!([paused])))).await.expect(422);
    let mut unknown = clock("unknown");
    unknown["starts"][0]["fact"] = json!("moon_rises");
    let unknown = administrator.post("/agreements", new(terms(json!([unknown])))).await.expect(422);
    let mut ages = terms(json!([clock("network_meeting")]));
    ages["targetGroup"]["minAge"] = json!(21);
    let ages = administrator.post("/agreements", new(ages)).await.expect(422);
    let right = administrator.post("/agreements", new(terms(json!([clock("network_meeting")])))).await.expect(201);
    let taken = administrator.post("/agreements", new(terms(json!([clock("network_meeting")])))).await.expect(409);

    assert_eq!(missing.errors(), ["#/code required"]);
    assert_eq!(double.errors(), ["#/terms/clocks/1/code duplicate"]);
    assert_eq!(unheld.errors(), ["#/terms/clocks/0 code"]);
    assert_eq!(paused.errors(), ["#/terms/clocks/0 value"]);
    assert_eq!(unknown.errors(), ["#/terms/clocks/0/starts/0/fact value"]);
    assert_eq!(ages.errors(), ["#/terms/targetGroup/maxAge mismatch"]);
    assert_eq!(right.body["code"], "norrbus");
    assert_eq!(taken.code(), "conflict");
}

#[actix_web::test]
async fn an_organisations_administrator_keeps_its_agreements_and_adopts_for_it_only() {
    let app = TestApp::start().await;
    let ersboda = app.ersboda().await;
    let own = app.administrator_at(&ersboda.school);
    let versions = format!("/agreements/{}/versions", ersboda.agreement);
    let adoptions = format!("{versions}/{}/adoptions", ersboda.agreement_version);
    let version = json!({ "terms": terms(json!([clock("network_meeting")])) });

    own.post(&versions, version.clone()).await.expect(403);
    own.post("/agreements", json!({ "preset": "national-0-7-30-30" })).await.expect(403);
    let kept = json!({ "preset": "national-0-7-30-30", "organisationId": ersboda.municipality });
    let kept = own.post("/agreements", kept).await.expect(201);
    own.post(&format!("/agreements/{}/versions", kept.id()), version).await.expect(201);
    let adoption = |organisation: &str, on: &str| json!({ "organisationId": organisation, "body": "nämnden", "adoptedOn": on, "validFrom": "2026-01-01" });
    own.post(&adoptions, adoption(&ersboda.region, "2026-01-01")).await.expect(403);
    let future = own.post(&adoptions, adoption(&ersboda.municipality, "2026-03-03")).await.expect(422);

    assert_eq!(future.errors(), ["#/adoptedOn in-the-future"]);
}
