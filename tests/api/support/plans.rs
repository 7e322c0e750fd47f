//! Plans: begun, written and established over HTTP, as the parties of Ersboda would.

use super::casework::CaseOf;
use super::ersboda::Ersboda;
use super::{Client, Reply, TestApp, Value, json};

/// A case with a consent for a plan, its coordinator-to-be, and the plan.
pub struct Planned {
    pub place: Ersboda,
    pub case: CaseOf,
    /// A member of student health's staff.
    pub staff: String,
    /// The plan's id.
    pub plan: String,
    /// Student health, which began the plan.
    pub client: Client,
}

impl Planned {
    /// A path below the plan.
    pub fn path(&self, below: &str) -> String {
        format!("/plans/{}{below}", self.plan)
    }

    /// The plan as student health sees it.
    pub async fn get(&self) -> Reply {
        self.client.get(&self.path("")).await.expect(200)
    }

    /// The ETag of the plan.
    pub async fn etag(&self) -> String {
        self.get().await.etag()
    }

    /// A step of the plan under its newest ETag.
    pub async fn step(&self, below: &str, body: Value) -> Reply {
        let etag = self.etag().await;
        self.client.post_if(&self.path(below), &etag, body).await
    }

    /// Writes a draft until nothing is missing.
    pub async fn write(self) -> Self {
        let etag = self.etag().await;
        self.client.patch(&self.path(""), &etag, words(&self.staff)).await.expect(200);
        let goal = self.client.post(&self.path("/goals"), goal()).await.expect(201).id();
        let action = json!({
            "goalId": goal, "text": "Kuratorn träffar Alva en gång i veckan.", "dueOn": "2026-05-29",
            "responsible": { "party": "unit", "unitId": self.place.student_health }, "familyContactOn": "2026-03-09",
        });
        self.client.post(&self.path("/actions"), action).await.expect(201);
        self
    }

    /// Establishes a written draft.
    pub async fn establish(self, on: &str) -> Self {
        self.step("/establishments", json!({ "establishedOn": on })).await.expect(201);
        self
    }

    /// The id of the first of what stands below the plan.
    pub async fn first(&self, list: &str) -> String {
        let listed = self.client.get(&self.path(&format!("/{list}"))).await.expect(200);
        listed.body[list][0]["id"].as_str().unwrap().to_owned()
    }
}

/// A follow-up of today.
pub fn follow_up(held_on: &str) -> Value {
    json!({
        "heldOn": held_on, "howIsTheChild": "Alva sover bättre.",
        "sipReconciliation": { "done": true, "text": "Tre av fyra åtgärder är i gång." },
        "changeAndSatisfaction": { "text": "Alva säger att det är lättare att gå till skolan." },
        "nextFollowUpOn": "2026-05-04",
    })
}

/// A plan to begin.
pub fn statutory(case: &str) -> Value {
    json!({
        "caseId": case, "kind": "statutory", "responsiblePrincipal": "municipality",
        "purpose": "Skola, socialtjänst och hälsocentral samordnar stödet kring Alva.",
    })
}

/// A goal.
pub fn goal() -> Value {
    json!({
        "text": "Alva går till skolan alla dagar i veckan.", "horizon": "long", "domain": "learning",
        "targetOn": "2026-06-01", "successCriterion": "Högst en dags frånvaro på fyra veckor.",
    })
}

/// What the plan says in words, with a coordinator and a day for the follow-up.
pub fn words(staff: &str) -> Value {
    json!({
        "childsOwnWords": "Det är jobbigt när det är många i rummet.",
        "guardiansOwnWords": "Vi vill ha en person att ringa.",
        "currentSituation": "Frånvaro var tredje dag sedan jullovet.",
        "needs": [{ "text": "Lugn och förutsägbarhet under skoldagen.", "domain": "learning" }],
        "childView": { "expressedOn": "2026-03-02", "how": "conversation", "text": "Vill ha samma vuxen på rasterna." },
        "childParticipation": { "before": true, "during": false, "mode": "represented" },
        "relatives": { "invited": true, "objected": false },
        "coordinator": {
            "staffId": staff, "chosenBy": "child", "chosenOn": "2026-03-02",
            "motivation": "Alva känner kuratorn sedan tidigare och valde henne själv.",
        },
        "followUpOn": "2026-05-04",
    })
}

impl TestApp {
    /// A draft in a case with a consent for it: begun by student health, seen by the five units of Ersboda.
    pub async fn begun_plan(&self) -> Planned {
        let place = self.ersboda().await;
        let case = self.consented_case(&place, &["sip"]).await;
        self.begun_plan_in(place, case).await
    }

    /// A draft in this case, begun by student health.
    pub async fn begun_plan_in(&self, place: Ersboda, case: CaseOf) -> Planned {
        let staff = self.staff(&place.student_health, "Elin Berg").await;
        let client = self.professional(&place.student_health);
        let plan = client.post("/plans", statutory(&case.id)).await.expect(201).id();
        Planned { place, case, staff, plan, client }
    }

    /// The same, written until nothing is missing.
    pub async fn written_plan(&self) -> Planned {
        self.begun_plan().await.write().await
    }

    /// The same, established today.
    pub async fn established_plan(&self) -> Planned {
        let planned = self.written_plan().await;
        let today = self.now().day().to_string();
        planned.establish(&today).await
    }
}
