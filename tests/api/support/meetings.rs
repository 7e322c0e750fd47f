//! Meetings of Ersboda, planned and held, and what stands on their agendas: made over HTTP.

use super::casework::CaseOf;
use super::{Client, Ersboda, Reply, TestApp, Value, json};

/// Tuesday 10 March 2026, from one to three in Stockholm.
pub const STARTS: &str = "2026-03-10T12:00:00Z";
pub const ENDS: &str = "2026-03-10T14:00:00Z";
/// When it is over.
pub const AFTERWARDS: &str = "2026-03-10T15:00:00Z";

/// An HLT meeting of the area to be planned.
pub fn hlt_meeting(place: &Ersboda) -> Value {
    json!({
        "kind": "hlt", "areaId": place.area, "startsAt": STARTS, "endsAt": ENDS,
        "place": { "kind": "physical", "text": "Ersboda hälsocentral, rum 3" },
    })
}

/// A meeting about one child to be planned.
pub fn meeting_about(case: &CaseOf, kind: &str, units: &[&str]) -> Value {
    json!({
        "kind": kind, "caseId": case.id, "startsAt": STARTS, "endsAt": ENDS, "attendingUnitIds": units,
        "place": { "kind": "video" },
    })
}

/// A child to be put on an agenda.
pub fn item_about(case: &CaseOf) -> Value {
    json!({
        "caseId": case.id, "summary": "Borta från skolan sedan tre veckor, ont i magen på morgnarna.",
        "question": "Vem träffar familjen, och vad kan hälsocentralen göra?",
    })
}

/// A contact with the family, dated a day.
pub fn contact_in(cases: &[&CaseOf], purpose: &str, outcome: &str, on: &str) -> Value {
    let ids: Vec<&str> = cases.iter().map(|case| case.id.as_str()).collect();
    json!({
        "caseIds": ids, "occurredOn": on, "with": "guardian", "purpose": purpose, "mode": "telephone",
        "outcome": outcome, "note": "Mamma är orolig för frånvaron.",
    })
}

/// The address of what a reply shows, below the API's root.
pub fn path_of(reply: &Reply) -> String {
    reply.link("self").trim_start_matches("https://samsyn.test/samsyn/v1").to_owned()
}

impl TestApp {
    /// An HLT meeting planned by student health; gives its path.
    pub async fn hlt_planned(&self, place: &Ersboda) -> String {
        let planned = self.professional(&place.student_health).post("/meetings", hlt_meeting(place)).await;
        format!("/meetings/{}", planned.expect(201).id())
    }

    /// Puts a case on an agenda; gives the item's path.
    pub async fn on_agenda(&self, meeting: &str, case: &CaseOf) -> String {
        let client = self.professional(&case.unit);
        path_of(&client.post(&format!("{meeting}/agenda-items"), item_about(case)).await.expect(201))
    }

    /// Records that a meeting was held, on its day.
    pub async fn hold(&self, client: &Client, meeting: &str, holding: Value) -> Reply {
        self.at(AFTERWARDS);
        let etag = client.get(meeting).await.expect(200).etag();
        client.post_if(&format!("{meeting}/holdings"), &etag, holding).await.expect(201)
    }

    /// A held HLT meeting with one consented case on its agenda; gives the case and the item's path.
    pub async fn discussed(&self, place: &Ersboda) -> (CaseOf, String) {
        let case = self.consented_case(place, &["hlt_discussion"]).await;
        let meeting = self.hlt_planned(place).await;
        let item = self.on_agenda(&meeting, &case).await;
        self.hold(&self.professional(&place.student_health), &meeting, json!({})).await;
        (case, item)
    }
}

/// The clock of a case with a code.
pub async fn clock(client: &Client, case: &CaseOf, code: &str) -> Value {
    let listed = client.get(&format!("/cases/{}/lead-times?limit=100", case.id)).await.expect(200);
    let clocks = listed.body["leadTimes"].as_array().unwrap().clone();
    clocks.into_iter().find(|clock| clock["code"] == code || clock["clock"] == code).unwrap_or(Value::Null)
}

/// The kinds of a case's facts, oldest first.
pub async fn facts(client: &Client, case: &CaseOf) -> Vec<String> {
    let listed = client.get(&format!("/cases/{}/timeline?limit=100", case.id)).await.expect(200);
    let entries = listed.body["entries"].as_array().unwrap().clone();
    entries.iter().rev().map(|entry| entry["kind"].as_str().unwrap().to_owned()).collect()
}

/// A contact's part of one case, as an item that can be handed over: the unit that recorded it is told.
pub async fn part_of(own: &Client, contact: &str, case: &str) -> String {
    let contact = own.get(&format!("/contacts/{contact}")).await.expect(200);
    let parts = contact.body["parts"].as_array().unwrap();
    parts.iter().find(|part| part["caseId"] == case).unwrap()["id"].as_str().unwrap().to_owned()
}
