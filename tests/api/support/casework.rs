//! A child, its guardians, a case about it, and consents: made over HTTP, as student health would.

use super::builders::{alva, karin};

use super::{Ersboda, Reply, TestApp, Value, json};

/// A case about a child of student health in Ersboda. All are ids.
#[derive(Clone, Debug)]
pub struct CaseOf {
    pub id: String,
    /// Student health's record of the child.
    pub child: String,
    /// The unit whose case it is.
    pub unit: String,
}

/// A father, beside [`karin`].
pub fn anders() -> Value {
    json!({ "relation": "guardian", "givenName": "Anders", "familyName": "Lindgren", "protectionLevel": "none" })
}

/// A consent to ask for; change what a test is about.
pub fn consent_for(case: &CaseOf, purpose: &str, units: &[&str]) -> Value {
    json!({
        "caseId": case.id, "purpose": purpose, "unitIds": units, "form": "oral",
        "informationKinds": ["school_situation", "health", "plan", "meeting_notes"],
    })
}

/// A party's decision, told orally.
pub fn decision(party: &str, decision: &str, on: &str) -> Value {
    json!({ "partyId": party, "decision": decision, "decidedOn": on, "method": "oral" })
}

/// The ids of a consent's parties: the mother, the father, then the child.
pub fn parties(consent: &Reply) -> Vec<String> {
    let mut parties = consent.body["parties"].as_array().unwrap().clone();
    parties.sort_by_key(|party| std::cmp::Reverse(party["guardian"]["name"].as_str().unwrap_or_default().to_owned()));
    parties.iter().map(|party| party["id"].as_str().unwrap().to_owned()).collect()
}

impl TestApp {
    /// Alva, twelve, with two guardians, as student health registered her; gives the record's id.
    pub async fn alva_with_guardians(&self, place: &Ersboda) -> String {
        self.child_with(place, alva(), &[karin(), anders()]).await
    }

    /// A child with guardians, as student health registered it; gives the record's id.
    pub async fn child_with(&self, place: &Ersboda, child: Value, guardians: &[Value]) -> String {
        let client = self.professional(&place.student_health);
        let child = client.post("/children", child).await.expect(201).id();
        for guardian in guardians {
            client.post(&format!("/children/{child}/guardians"), guardian.clone()).await.expect(201);
        }
        child
    }

    /// Student health's case about a child of its own, by an actualisation that is not acute.
    pub async fn case_about(&self, place: &Ersboda, child: &str) -> CaseOf {
        let new = json!({
            "childId": child, "areaId": place.area, "difficulties": ["school_absence"],
            "description": "Borta från skolan sedan tre veckor.", "ageReason": "Behovet kvarstår.",
        });
        let actualised = self.professional(&place.student_health).post("/actualisations", new).await.expect(201);
        let id = actualised.body["caseId"].as_str().unwrap().to_owned();
        CaseOf { id, child: child.to_owned(), unit: place.student_health.clone() }
    }

    /// Student health asks for a consent for units; nobody has decided yet.
    pub async fn asked_consent(&self, case: &CaseOf, purpose: &str, units: &[&str]) -> Reply {
        let new = consent_for(case, purpose, units);
        self.professional(&case.unit).post("/consents", new).await.expect(201)
    }

    /// A party of a consent grants today; gives the consent after it.
    pub async fn granted_by(&self, case: &CaseOf, consent: &str, party: &str) -> Reply {
        let today = self.now().day().to_string();
        let path = format!("/consents/{consent}/decisions");
        self.professional(&case.unit).post(&path, decision(party, "granted", &today)).await.expect(201)
    }

    /// A consent in force from today for these units: every party has granted. Gives the consent.
    pub async fn consent_in_force(&self, case: &CaseOf, purpose: &str, units: &[&str]) -> Reply {
        let mut consent = self.asked_consent(case, purpose, units).await;
        for party in parties(&consent) {
            consent = self.granted_by(case, &consent.id(), &party).await;
        }
        assert_eq!(consent.body["state"], "in_force");
        consent
    }

    /// A case about Alva with a consent in force for each of these purposes, for all five units of Ersboda.
    pub async fn consented_case(&self, place: &Ersboda, purposes: &[&str]) -> CaseOf {
        let child = self.alva_with_guardians(place).await;
        let case = self.case_about(place, &child).await;
        for purpose in purposes {
            let units = [
                &*place.school,
                &place.student_health,
                &place.social_services,
                &place.health_centre,
                &place.child_psychiatry,
            ];
            self.consent_in_force(&case, purpose, &units).await;
        }
        case
    }
}
