//! `/events`

use crate::support::TestApp;

#[actix_web::test]
async fn the_feed_gives_every_fact_once_in_one_order_and_goes_on_where_it_was_left() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let client = app.professional(&case.unit);

    let first = client.get("/events?limit=1").await.expect(200);
    let rest = client.get(first.link("next")).await.expect(200);
    app.clock.advance_days(1);
    app.consent_in_force(&case, "hlt_discussion", &[&place.school]).await;
    let later = client.get(&rest.link("next").replace("limit=1&", "limit=100&")).await.expect(200);
    let whole = client.get("/events?limit=100").await.expect(200);

    let ids = |reply: &crate::support::Reply| {
        reply.body["events"].as_array().unwrap().iter().map(|event| event["id"].clone()).collect::<Vec<_>>()
    };
    let pieces = [ids(&first), ids(&rest), ids(&later)].concat();
    assert_eq!(ids(&whole), pieces);
    assert_eq!(whole.body["events"][0]["kind"], "case_opened");
    let last = client.get(later.link("next")).await.expect(200);
    assert!(ids(&last).is_empty());
}

#[actix_web::test]
async fn the_feed_tells_only_of_cases_in_whose_circle_the_unit_is() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let school = app.professional(&place.school);

    let before = school.get("/events").await.expect(200);
    app.consent_in_force(&case, "hlt_discussion", &[&place.school]).await;
    let after = school.get("/events").await.expect(200);

    assert_eq!(before.body["events"].as_array().unwrap().len(), 0);
    assert!(after.body["events"].as_array().unwrap().len() >= 3);
    let text = after.body.to_string();
    assert!(!text.contains("Alva") && !text.contains("Lindgren"), "ids, kinds and times only");
}

#[actix_web::test]
async fn an_unknown_event_and_an_unknown_parameter_are_told() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let client = app.professional(&place.school);
    let unknown = client.get("/events?after=0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1").await.expect(400);
    let page = client.get("/events?page=2").await.expect(400);
    assert_eq!(unknown.errors(), ["after invalid-parameter"]);
    assert_eq!(page.errors(), ["page invalid-parameter"]);
}

#[actix_web::test]
async fn an_event_of_a_case_that_was_never_shared_answers_as_one_that_does_not_exist() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let own = app.professional(&case.unit).get("/events").await.expect(200);
    let theirs = own.body["events"][0]["id"].as_str().unwrap().to_owned();

    let school = app.professional(&place.school);
    let of_others = school.get(&format!("/events?after={theirs}")).await.expect(400);
    let of_nothing = school.get("/events?after=0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1").await.expect(400);
    let bare = |reply: crate::support::Reply| {
        let mut body = reply.body;
        body.as_object_mut().unwrap().retain(|member, _| !["instance", "traceId"].contains(&member.as_str()));
        body
    };
    assert_eq!(bare(of_others), bare(of_nothing));
}

#[actix_web::test]
async fn a_withdrawn_consent_does_not_cost_a_reader_its_place() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let consent = app.consent_in_force(&case, "hlt_discussion", &[&place.school]).await;
    let school = app.professional(&place.school);
    let seen = school.get("/events").await.expect(200);
    let withdrawal = serde_json::json!({ "partyId": crate::support::casework::parties(&consent)[0] });
    app.professional(&case.unit).post(&format!("/consents/{}/withdrawals", consent.id()), withdrawal).await.expect(201);
    let later = school.get(seen.link("next")).await.expect(200);
    assert_eq!(later.body["events"].as_array().unwrap().len(), 0);
}

#[actix_web::test]
async fn parallel_facts_are_all_in_the_feed() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let mut calls = Vec::new();
    let numbers = ["201801012392", "201810182384", "201505062388", "201705212387", "201002022398", "201005102395"];
    for number in numbers {
        let mut child = crate::support::builders::alva();
        child["identity"]["number"] = number.into();
        let child = app.child_with(&place, child, &[]).await;
        calls.push(child);
    }
    let client = app.professional(&place.student_health);
    let polls = async {
        let mut seen = Vec::new();
        let mut next = "/events?limit=100".to_owned();
        for _ in 0..20 {
            let feed = client.get(&next).await.expect(200);
            seen.extend(feed.body["events"].as_array().unwrap().iter().map(|event| event["id"].clone()));
            if feed.rels().contains(&"next") {
                next = feed.link("next").to_owned();
            }
        }
        seen
    };
    let writes = futures_util::future::join_all(calls.iter().map(|child| app.case_about(&place, child)));
    let (mut seen, _) = futures_util::future::join(polls, writes).await;
    let rest = match seen.last() {
        Some(last) => client.get(&format!("/events?limit=100&after={}", last.as_str().unwrap())).await.expect(200),
        None => client.get("/events?limit=100").await.expect(200),
    };
    seen.extend(rest.body["events"].as_array().unwrap().iter().map(|event| event["id"].clone()));
    let whole = client.get("/events?limit=100").await.expect(200);
    let all: Vec<_> = whole.body["events"].as_array().unwrap().iter().map(|event| event["id"].clone()).collect();
    assert_eq!(seen, all, "nothing was seen out of order, nothing was missed");
    assert_eq!(all.len(), 2 * numbers.len());
}
