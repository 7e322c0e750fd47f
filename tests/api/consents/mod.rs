//! `/consents`: U48, U50, U55 (nobody is discussed without the family's consent), N33 (who said no), K20 (a consent of
//! its own for an interview).

mod checks;
mod concerns;
mod deciding;
mod ending;
mod gate;
mod informing;
mod overrides;

use crate::support::casework::{CaseOf, parties};
use crate::support::{Ersboda, Reply, TestApp, Value, json};

/// Ersboda with a case about Alva, who has two guardians.
pub async fn alvas_case(app: &TestApp) -> (Ersboda, CaseOf) {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    (place, case)
}

/// The status that a unit gets when it reads the case.
pub async fn sees(app: &TestApp, unit: &str, case: &CaseOf) -> bool {
    let reply = app.professional(unit).get(&format!("/cases/{}", case.id)).await;
    assert!([200, 404].contains(&reply.status), "{:#}", reply.body);
    reply.status == 200
}

pub async fn consent(app: &TestApp, case: &CaseOf, id: &str) -> Reply {
    app.professional(&case.unit).get(&format!("/consents/{id}")).await.expect(200)
}

pub async fn withdraw(app: &TestApp, case: &CaseOf, consent: &Reply, party: usize) -> Reply {
    let body = json!({
        "partyId": parties(consent)[party], "reason": "Vi vill vänta tills utredningen är klar.",
        "concernConsidered": { "considered": "yes", "rationale": "Behovet möts av skolans stöd." },
    });
    app.professional(&case.unit).post(&format!("/consents/{}/withdrawals", consent.id()), body).await.expect(201)
}

/// The two guardians of a consent.
pub fn two(consent: &Reply) -> (String, String) {
    let all = parties(consent);
    (all[0].clone(), all[1].clone())
}

/// The clocks of a case with their statuses.
pub async fn clocks(app: &TestApp, case: &CaseOf) -> Vec<String> {
    let reply = app.professional(&case.unit).get(&format!("/cases/{}/lead-times", case.id)).await.expect(200);
    let clocks = reply.body["leadTimes"].as_array().unwrap();
    let told = |clock: &Value| format!("{} {}", clock["clock"].as_str().unwrap(), clock["status"].as_str().unwrap());
    let mut clocks: Vec<String> = clocks.iter().map(told).collect();
    clocks.sort();
    clocks
}

/// The steps of a case about its consents, in alphabetical order: the clock stands still.
pub async fn consent_steps(app: &TestApp, case: &CaseOf) -> Vec<String> {
    let reply = app.professional(&case.unit).get(&format!("/cases/{}/timeline?limit=100", case.id)).await.expect(200);
    let kinds = reply.body["entries"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap());
    let mut kinds: Vec<String> = kinds.filter(|kind| kind.starts_with("consent_")).map(str::to_owned).collect();
    kinds.sort();
    kinds
}
