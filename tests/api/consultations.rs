//! `/consultations`

use crate::support::{Reply, TestApp, json};

fn count(reply: &Reply) -> usize {
    reply.body["consultations"].as_array().unwrap().len()
}

#[actix_web::test]
async fn m16_a_unit_asks_another_for_advice_without_telling_who_it_is_about() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let (school, board) = (app.professional(&place.school), app.professional(&place.social_services));
    let question = "Ett barn har slutat äta lunch. När är det läge att aktualisera?";

    let new = json!({ "askedUnitId": place.social_services, "ageBand": "middle_primary", "question": question });
    let asked = school.post("/consultations", new).await.expect(201);
    let path = format!("/consultations/{}", asked.id());
    let received = board.get("/consultations?received=true&state=asked").await.expect(200);
    assert_eq!(received.body["consultations"][0]["question"], question);
    assert_eq!(board.get(&path).await.expect(200).rels(), ["self", "answer"]);
    assert_eq!(asked.rels(), ["self"]);

    let advice = json!({ "advice": "actualise", "answer": "Prata med familjen och aktualisera." });
    school.post(&format!("{path}/answers"), advice.clone()).await.expect(403);
    let answered = board.post(&format!("{path}/answers"), advice.clone()).await.expect(201);
    assert_eq!(answered.body["state"], "answered");
    let again = board.post(&format!("{path}/answers"), advice).await.expect(409);
    assert_eq!(again.code(), "consultation-answered");
    assert_eq!(school.get(&path).await.expect(200).body["answer"], "Prata med familjen och aktualisera.");
    assert_eq!(count(&school.get("/consultations?received=true").await.expect(200)), 0);
    assert_eq!(count(&school.get("/consultations?received=false&state=answered").await.expect(200)), 1);
}

#[actix_web::test]
async fn a_consultation_exists_for_its_two_units_only() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let new = json!({ "askedUnitId": place.social_services, "question": "När är det läge att aktualisera?" });
    let asked = app.professional(&place.school).post("/consultations", new).await.expect(201);

    for other in [&place.student_health, &place.health_centre] {
        for client in [app.professional(other), app.manager(other)] {
            client.get(&format!("/consultations/{}", asked.id())).await.expect(404);
            assert_eq!(count(&client.get("/consultations").await.expect(200)), 0);
            let answer = json!({ "advice": "other", "answer": "Ring." });
            client.post(&format!("/consultations/{}/answers", asked.id()), answer).await.expect(404);
        }
    }
}

#[actix_web::test]
async fn a_question_or_an_answer_with_an_identity_number_is_refused() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let (school, board) = (app.professional(&place.school), app.professional(&place.social_services));
    let ask = |unit: &str, question: &str| {
        let new = json!({ "askedUnitId": unit, "question": question });
        let school = school.clone();
        async move { school.post("/consultations", new).await }
    };
    for number in ["20130805-2388", "130805-2388", "201308052388", "20130805 2388"] {
        let refused = ask(&place.social_services, &format!("Barnet ({number}) äter inte.")).await.expect(422);
        assert_eq!(refused.errors(), ["#/question identity-number"], "{number}");
    }
    let elsewhere = app.unit(&place.region, "health_centre").await;
    for unit in [elsewhere, place.school.clone(), place.area.clone()] {
        let refused = ask(&unit, "När är det läge att aktualisera?").await.expect(422);
        assert_eq!(refused.errors(), ["#/askedUnitId unknown-reference"]);
    }
    let asked = ask(&place.social_services, "När är det läge att aktualisera?").await.expect(201);
    let answer = json!({ "advice": "report_concern", "answer": "Är det 20130805-2388? Anmäl." });
    let refused = board.post(&format!("/consultations/{}/answers", asked.id()), answer).await.expect(422);
    assert_eq!(refused.errors(), ["#/answer identity-number"]);
}
