//! The story's fifty children, in stages such that every status of a clock occurs.

use anyhow::{Context as _, Result};
use samsyn::kernel::auth::Role;
use serde_json::{Value, json};

use super::api::{Api, id};
use super::parties::{Places, Unit};
use super::{CASES, Told};

/// Who decides for each child.
const GUARDIANS: [&str; 2] = ["Anna", "Per"];

/// Where a case stands when the story ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// With an established plan.
    Planned,
    /// With a consent to a plan, which is not begun.
    Ripe,
    /// Raised, and nobody has met the family yet: on track, due soon or breached.
    Waiting,
    /// The family was offered a day in time and chose to wait.
    Paused,
    Acute,
    MetLate,
    Refused,
    Withdrawn,
    Closed,
}

/// The stage of each case, and how many days ago it was raised.
fn stage(number: u32) -> (Stage, i64) {
    let spread = i64::from(number);
    match number {
        0..14 => (Stage::Planned, 50 + spread * 20),
        14..40 => (Stage::Ripe, 12 + (spread - 14) * 2),
        40..44 => (Stage::Waiting, (spread - 40) * 3),
        44 => (Stage::Paused, 16),
        45 => (Stage::Acute, 1),
        46 => (Stage::MetLate, 20),
        47 => (Stage::Refused, 25),
        48 => (Stage::Withdrawn, 30),
        _ => (Stage::Closed, 120),
    }
}

/// Tells every child's story.
pub async fn tell(api: &Api, places: &Places) -> Result<Told> {
    let story = Story { api, places };
    let mut told = Told {
        area: places.area.clone(),
        school: places.school.id.clone(),
        login: places.school.login.to_owned(),
        plans: vec![],
        ripe: vec![],
    };
    for number in 0..CASES {
        let (stage, days) = stage(number);
        let case = story.raise(number, stage, days).await?;
        story.go_on(&case, stage, days).await?;
        match stage {
            Stage::Planned => told.plans.push(story.plan(&case, days - 20).await?),
            Stage::Ripe => told.ripe.push(case),
            _ => {}
        }
    }
    Ok(told)
}

struct Story<'a> {
    api: &'a Api,
    places: &'a Places,
}

impl Story<'_> {
    /// Sets the clock and gives the school's token of that day.
    fn on(&self, days: i64) -> Result<String> {
        self.api.days_ago(days);
        let Unit { id, login, .. } = &self.places.school;
        self.api.token(login, Role::Professional, Some(id))
    }

    /// The school registers the child with two guardians and raises it.
    async fn raise(&self, number: u32, stage: Stage, days: i64) -> Result<String> {
        let token = self.on(days)?;
        let family = format!("Testsson {number}");
        let new = json!({
            "identity": { "kind": "none" }, "givenName": "Robin", "familyName": family, "protectionLevel": "none",
            "birthDate": Api::day(365 * 10 + i64::from(number) * 20).to_string(),
        });
        let child = id(&self.api.post(&token, "/children", new).await?)?;
        for guardian in GUARDIANS {
            let new = json!({ "givenName": guardian, "familyName": family, "relation": "guardian", "protectionLevel": "none" });
            self.api.post(&token, &format!("/children/{child}/guardians"), new).await?;
        }
        let day = Api::day(days).to_string();
        let urgency = if stage == Stage::Acute { "acute" } else { "not_acute" };
        let new = json!({
            "childId": child, "areaId": self.places.area, "urgency": urgency, "needKnownOn": day, "collaborationNeedOn": day,
            "difficulties": ["school_absence", "sleep"], "description": "Borta från skolan sedan tre veckor. Sover dåligt.",
            "ownMeasures": ["Samtal med mentor och skolsköterska"],
        });
        let raised = self.api.post(&token, "/actualisations", new).await?;
        Ok(raised.get("caseId").and_then(Value::as_str).context("no case")?.to_owned())
    }

    /// What happened after the child was raised.
    async fn go_on(&self, case: &str, stage: Stage, days: i64) -> Result<()> {
        match stage {
            Stage::Waiting | Stage::Acute => Ok(()),
            Stage::MetLate => self.contact(case, days - 9).await,
            Stage::Paused => {
                self.contact(case, days - 3).await?;
                self.pause(case, days - 10).await
            }
            Stage::Planned | Stage::Ripe => {
                self.contact(case, days - 3).await?;
                self.consent(case, "granted", days - 4).await.map(drop)
            }
            Stage::Refused => self.consent(case, "refused", days - 3).await.map(drop),
            Stage::Withdrawn => {
                let consent = self.consent(case, "granted", days - 5).await?;
                self.contact(case, days - 6).await?;
                self.withdraw(&consent, days - 20).await
            }
            Stage::Closed => {
                self.contact(case, days - 4).await?;
                let token = self.on(days - 60)?;
                let closure = json!({ "closedOn": Api::day(days - 60).to_string(), "reason": "need_ceased" });
                self.api.post(&token, &format!("/cases/{case}/closures"), closure).await.map(drop)
            }
        }
    }

    /// A talk with the mother on the day.
    async fn contact(&self, case: &str, days: i64) -> Result<()> {
        let token = self.on(days)?;
        let new = json!({
            "caseIds": [case], "occurredOn": Api::day(days).to_string(), "with": "guardian", "purpose": "support",
            "mode": "telephone", "outcome": "reached", "note": "Mamma vill ha hjälp med morgnarna.",
        });
        self.api.post(&token, "/contacts", new).await.map(drop)
    }

    /// A consent to a plan that every guardian decides on the same day.
    async fn consent(&self, case: &str, decision: &str, days: i64) -> Result<Value> {
        let token = self.on(days)?;
        let units: Vec<&str> = self.places.others.iter().map(|unit| unit.id.as_str()).collect();
        let new = json!({
            "caseId": case, "purpose": "sip", "unitIds": units, "form": "oral",
            "informationKinds": ["school_situation", "health", "social", "plan", "meeting_notes"],
        });
        let mut consent = self.api.post(&token, "/consents", new).await?;
        let parties = consent.get("parties").and_then(Value::as_array).cloned().unwrap_or_default();
        let asked = if decision == "refused" { 1 } else { parties.len() };
        for party in parties.iter().take(asked) {
            let new = json!({
                "partyId": party.get("id"), "decision": decision, "decidedOn": Api::day(days).to_string(), "method": "oral",
            });
            consent = self.api.post(&token, &format!("/consents/{}/decisions", id(&consent)?), new).await?;
        }
        Ok(consent)
    }

    async fn pause(&self, case: &str, days: i64) -> Result<()> {
        let token = self.on(days)?;
        let clocks = self.api.get(&token, &format!("/cases/{case}/lead-times")).await?;
        let all = clocks.get("leadTimes").and_then(Value::as_array).cloned().unwrap_or_default();
        let is_plan = |clock: &&Value| clock.get("clock").is_some_and(|code| code == "sip_established");
        let clock = id(all.iter().find(is_plan).context("no clock for the plan")?)?;
        let pause = json!({
            "reason": "family_chosen", "from": Api::day(days).to_string(), "offeredOn": Api::day(days + 3).to_string(),
            "offeredDate": Api::day(days - 4).to_string(), "informed": true, "declinedOn": Api::day(days + 1).to_string(),
        });
        self.api.post(&token, &format!("/lead-times/{clock}/pauses"), pause).await.map(drop)
    }

    async fn withdraw(&self, consent: &Value, days: i64) -> Result<()> {
        let token = self.on(days)?;
        let party = consent.pointer("/parties/0/id").and_then(Value::as_str).context("a consent without a party")?;
        let withdrawal = json!({ "partyId": party, "withdrawnOn": Api::day(days).to_string() });
        self.api.post(&token, &format!("/consents/{}/withdrawals", id(consent)?), withdrawal).await.map(drop)
    }

    /// A plan with two goals and two actions, written and established on the day.
    async fn plan(&self, case: &str, days: i64) -> Result<String> {
        let token = self.on(days)?;
        let new = json!({ "caseId": case, "kind": "local_agreement", "responsiblePrincipal": "municipality" });
        let plan = id(&self.api.post(&token, "/plans", new).await?)?;
        self.api.patch(&token, &format!("/plans/{plan}"), words(&self.places.school.staff, days)).await?;
        for horizon in ["long", "short"] {
            let goal = json!({
                "text": "I skolan alla dagar i veckan.", "horizon": horizon, "domain": "learning",
                "targetOn": Api::day(days - 90).to_string(), "successCriterion": "Högst en dags frånvaro på fyra veckor.",
            });
            let goal = id(&self.api.post(&token, &format!("/plans/{plan}/goals"), goal).await?)?;
            let action = json!({
                "goalId": goal, "text": "Kuratorn träffar barnet en gång i veckan.", "dueOn": Api::day(days - 60).to_string(),
                "responsible": { "party": "unit", "unitId": self.places.school.id },
                "familyContactOn": Api::day(days - 7).to_string(),
            });
            self.api.post(&token, &format!("/plans/{plan}/actions"), action).await?;
        }
        let established = json!({ "establishedOn": Api::day(days).to_string() });
        self.api.post(&token, &format!("/plans/{plan}/establishments"), established).await?;
        Ok(plan)
    }
}

/// What a plan says in words.
fn words(coordinator: &str, days: i64) -> Value {
    let today = Api::day(days).to_string();
    json!({
        "childsOwnWords": "Det är jobbigt när det är många i rummet.",
        "guardiansOwnWords": "Vi vill ha en person att ringa.",
        "currentSituation": "Frånvaro var tredje dag.",
        "needs": [{ "text": "Lugn och förutsägbarhet under skoldagen.", "domain": "learning" }],
        "childView": { "expressedOn": today, "how": "conversation", "text": "Vill ha samma vuxen på rasterna." },
        "childParticipation": { "before": true, "during": true, "mode": "on_site" },
        "relatives": { "invited": true, "objected": false },
        "coordinator": {
            "staffId": coordinator, "chosenBy": "child", "chosenOn": today,
            "motivation": "Barnet känner mentorn sedan tidigare.",
        },
        "followUpOn": Api::day(days - 60).to_string(),
    })
}
