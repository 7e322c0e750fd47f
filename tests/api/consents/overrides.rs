//! When a guardian's yes is done without: FB 6 kap. 13 §, 13 a §, and LVU.

use super::{alvas_case, sees, two};
use crate::support::builders::{alva, karin};
use crate::support::casework::{CaseOf, decision, parties};
use crate::support::{Reply, TestApp, Value, json};

/// A party whose yes is to be done without, as told today.
fn without(party: &str, said: &str, told: Value) -> Value {
    let mut without = decision(party, said, "2026-03-02");
    without["override"] = told;
    without
}

fn at_sea() -> Value {
    json!({
        "basis": "fb_6_13", "reference": "Till sjöss till den 1 april, går inte att nå.", "cause": "absence",
        "cannotWait": true, "interveningImportance": false,
    })
}

fn by_the_board() -> Value {
    json!({
        "basis": "fb_6_13a", "reference": "Socialnämndens beslut 2026-02-26 § 41",
        "measure": "psychiatric_or_psychological", "boardDecidedOn": "2026-02-26",
    })
}

async fn decide(app: &TestApp, case: &CaseOf, consent: &Reply, body: Value) -> Reply {
    app.professional(&case.unit).post(&format!("/consents/{}/decisions", consent.id()), body).await
}

#[actix_web::test]
async fn a_guardian_who_is_prevented_is_done_without_only_beside_another_who_grants() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asked = app.asked_consent(&case, "hlt_discussion", &[&place.school]).await;
    let (mother, father) = &two(&asked);

    let alone = decide(&app, &case, &asked, without(father, "not_reachable", at_sea())).await.expect(201);
    let both = app.granted_by(&case, &asked.id(), mother).await;

    assert_eq!(alone.body["state"], "pending");
    assert_eq!(both.body["state"], "in_force");
    assert!(sees(&app, &place.school, &case).await);
    let shown = both.body["parties"].as_array().unwrap().iter().find(|party| party["id"] == *father).unwrap();
    assert_eq!(shown["overrideBasis"], "fb_6_13");
    let path = format!("/consents/{}/decisions", asked.id());
    let own = app.professional(&case.unit).get(&path).await.expect(200);
    let there = app.professional(&place.school).get(&path).await.expect(200);
    let of_father = |reply: &Reply| {
        let all = reply.body["decisions"].as_array().unwrap().clone();
        all.into_iter().find(|one| one["partyId"] == *father).unwrap()
    };
    assert_eq!(of_father(&own)["override"]["cause"], "absence");
    assert_eq!(of_father(&there)["overrideBasis"], "fb_6_13");
    assert!(of_father(&there).get("override").is_none(), "the circumstance is told to who asked");
}

#[actix_web::test]
async fn what_can_wait_or_intervenes_in_the_future_waits_for_the_prevented_guardian() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asked = app.asked_consent(&case, "sip", &[&place.school]).await;
    let interview = app.asked_consent(&case, "in_depth_interview", &[&place.school]).await;
    let father = &parties(&asked)[1];
    let mut can_wait = at_sea();
    can_wait["cannotWait"] = json!(false);
    let mut intervenes = at_sea();
    intervenes["interveningImportance"] = json!(true);
    let mut demanded = intervenes.clone();
    demanded["childsBestDemands"] = json!(true);

    for told in [can_wait, intervenes] {
        let refused = decide(&app, &case, &asked, without(father, "not_reachable", told)).await.expect(409);
        assert_eq!(refused.code(), "prevented-guardian");
    }
    let of_interview = without(&parties(&interview)[1], "not_reachable", at_sea());
    let refused = decide(&app, &case, &interview, of_interview).await.expect(409);
    assert_eq!(refused.code(), "prevented-guardian", "an interview can always wait");
    decide(&app, &case, &asked, without(father, "not_reachable", demanded)).await.expect(201);
}

#[actix_web::test]
async fn the_boards_decision_takes_the_place_of_a_guardians_no_from_its_own_day() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asked = app.asked_consent(&case, "sip", &[&place.child_psychiatry]).await;
    let (mother, father) = &two(&asked);
    app.granted_by(&case, &asked.id(), mother).await;
    let refused = decide(&app, &case, &asked, decision(father, "refused", "2026-03-02")).await.expect(201);
    assert_eq!(refused.body["state"], "refused");
    let mut later = by_the_board();
    later["boardDecidedOn"] = json!("2026-03-03");

    let too_early = decide(&app, &case, &asked, without(father, "refused", later)).await.expect(422);
    let decided = decide(&app, &case, &asked, without(father, "refused", by_the_board())).await.expect(201);

    assert_eq!(too_early.errors(), ["#/override/boardDecidedOn after-decision"]);
    assert_eq!(decided.body["state"], "in_force");
    assert!(sees(&app, &place.child_psychiatry, &case).await);
    let survey = app.asked_consent(&case, "survey", &[&place.school]).await;
    let of_survey = without(&parties(&survey)[1], "refused", by_the_board());
    let refused = decide(&app, &case, &survey, of_survey).await.expect(409);
    assert_eq!(refused.code(), "board-decides-measure", "a survey is no measure of support");
}

#[actix_web::test]
async fn a_statute_asks_to_be_told_what_it_is_about_and_nothing_else() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asked = app.asked_consent(&case, "sip", &[&place.school]).await;
    let father = &parties(&asked)[1];
    let told = |basis: &str| json!({ "basis": basis, "reference": "Beslut 2026-02-26 § 41" });
    let mut mixed = at_sea();
    mixed["measure"] = json!("open_treatment");
    let table = [
        (told("fb_6_13"), "#/override/cause required"),
        (told("fb_6_13a"), "#/override/measure required"),
        (told("lvu_11"), "#/override/boardDecidedOn required"),
        (mixed, "#/override/measure unexpected"),
    ];
    for (told, expected) in table {
        let refused = decide(&app, &case, &asked, without(father, "refused", told)).await.expect(422);
        assert_eq!(refused.errors(), [expected]);
    }
    let granted = decide(&app, &case, &asked, without(father, "granted", at_sea())).await.expect(422);
    assert_eq!(granted.errors(), ["#/override unexpected"]);
}

#[actix_web::test]
async fn for_a_child_in_care_the_board_decides_in_the_place_of_the_guardians() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let board = json!({ "relation": "board", "boardName": "Individ- och familjenämnden", "protectionLevel": "none" });
    let child = app.child_with(&place, alva(), &[karin(), board]).await;
    let case = app.case_about(&place, &child).await;
    let asked = app.asked_consent(&case, "sip", &[&place.school]).await;
    let of_kind = |kind: &str| {
        let all = asked.body["parties"].as_array().unwrap().iter();
        let found = all.clone().find(|party| party["kind"] == kind).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let in_care = json!({
        "basis": "lvu_11", "reference": "Vård enligt LVU, förvaltningsrättens dom 2026-01-15",
        "boardDecidedOn": "2026-03-02",
    });

    let told = without(&of_kind("guardian"), "refused", in_care.clone());
    let waiting = decide(&app, &case, &asked, told).await.expect(201);
    let granted = app.granted_by(&case, &asked.id(), &of_kind("board")).await;

    assert_eq!(waiting.body["state"], "pending", "the board has not said yes");
    assert_eq!(granted.body["state"], "in_force");
    let (_, other) = alvas_case_without_care(&app, &place).await;
    let asked = app.asked_consent(&other, "sip", &[&place.school]).await;
    let told = without(&parties(&asked)[0], "refused", in_care);
    assert_eq!(decide(&app, &other, &asked, told).await.expect(409).code(), "board-decides-in-care");
}

/// Another girl, who lives at home.
async fn alvas_case_without_care(app: &TestApp, place: &crate::support::Ersboda) -> (String, CaseOf) {
    let mut child = alva();
    child["identity"]["number"] = json!("20130805-2396");
    let child = app.child_with(place, child, &[karin()]).await;
    let case = app.case_about(place, &child).await;
    (child, case)
}
