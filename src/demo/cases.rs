//! The demo's dozen children, in stages such that every status of a clock occurs.

use serde_json::{Value, json};

use super::api::{Api, id};
use super::parties::Places;
use crate::kernel::auth::Role;

/// The children: Skatteverket's published test numbers, with made-up names.
const CHILDREN: [(&str, &str); 12] = [
    ("201801012392", "Nils Testsson"),
    ("201810182384", "Elsa Provberg"),
    ("201505062388", "Agnes Testsson"),
    ("201705212387", "Maja Provberg"),
    ("201002022398", "Hugo Exempelson"),
    ("201005102395", "Áilu Testsson"),
    ("201007092396", "Oskar Provberg"),
    ("201603252394", "Leo Exempelson"),
    ("201009032382", "Wilma Testsson"),
    ("201410022394", "Viggo Provberg"),
    ("201307242386", "Stina Exempelson"),
    ("201310142383", "Axel Testsson"),
];

/// Who decides for each child.
const GUARDIANS: [&str; 2] = ["Anna", "Per"];

/// Tells every child's story.
pub(super) async fn tell(api: &Api, places: &Places) -> Result<(), String> {
    let story = Story { api, places };
    story.established_late(10).await?;
    story.established_in_time(9).await?;
    story.met_too_late(5).await?;
    story.waits_by_choice(6).await?;
    story.said_no(7).await?;
    story.discussed(8).await?;
    story.withdrew(11).await?;
    story.waits_for_contact(2, 10).await?;
    story.waits_for_contact(1, 6).await?;
    story.acute_and_met(4).await?;
    story.acute_today(3).await?;
    story.just_raised(0).await
}

struct Story<'a> {
    api: &'a Api,
    places: &'a Places,
}

/// A child's case, as the one who raised it knows it.
struct Raised {
    area: &'static str,
    case: String,
}

impl Story<'_> {
    /// Raised today: every clock is on track.
    async fn just_raised(&self, child: usize) -> Result<(), String> {
        self.raise(child, "ersboda", 0, "not_acute").await.map(drop)
    }

    /// Raised some days ago and nobody has met the family yet: due soon, or breached.
    async fn waits_for_contact(&self, child: usize, days: i64) -> Result<(), String> {
        self.raise(child, "ersboda", days, "not_acute").await.map(drop)
    }

    /// Acute since today: contact is due today.
    async fn acute_today(&self, child: usize) -> Result<(), String> {
        self.raise(child, "ersboda", 0, "acute").await.map(drop)
    }

    /// Acute, and met the same day.
    async fn acute_and_met(&self, child: usize) -> Result<(), String> {
        let raised = self.raise(child, "marie", 5, "acute").await?;
        self.contact(&raised, "support", 5).await
    }

    /// Met two days after the limit.
    async fn met_too_late(&self, child: usize) -> Result<(), String> {
        let raised = self.raise(child, "marie", 20, "not_acute").await?;
        self.contact(&raised, "support", 11).await
    }

    /// The family was offered a day in time and chose to wait.
    async fn waits_by_choice(&self, child: usize) -> Result<(), String> {
        let raised = self.raise(child, "teg", 16, "not_acute").await?;
        self.contact(&raised, "support", 13).await?;
        self.api.days_ago(6);
        let token = self.token("teg_school")?;
        let clocks = self.api.get(&token, &format!("/cases/{}/lead-times", raised.case)).await?;
        let all = clocks.get("leadTimes").and_then(Value::as_array).cloned().unwrap_or_default();
        let is_plan = |clock: &&Value| clock.get("clock").is_some_and(|code| code == "sip_established");
        let clock = id(all.iter().find(is_plan).ok_or("no clock for the plan")?)?;
        let pause = json!({
            "reason": "family_chosen", "from": Api::day(6).to_string(), "offeredOn": Api::day(9).to_string(),
            "offeredDate": Api::day(2).to_string(), "informed": true, "declinedOn": Api::day(7).to_string(),
        });
        self.api.post(&token, &format!("/lead-times/{clock}/pauses"), pause).await.map(drop)
    }

    /// The family said no to a plan.
    async fn said_no(&self, child: usize) -> Result<(), String> {
        let raised = self.raise(child, "teg", 18, "not_acute").await?;
        self.contact(&raised, "consent_talk", 15).await?;
        self.consent(&raised, "sip", "refused", 15).await.map(drop)
    }

    /// Accepted at the HLT meeting three days ago; the family is to be told.
    async fn discussed(&self, child: usize) -> Result<(), String> {
        let raised = self.raise(child, "ersboda", 12, "not_acute").await?;
        self.consent(&raised, "hlt_discussion", "granted", 10).await?;
        self.contact(&raised, "support", 8).await?;
        self.hlt_meeting(&raised, 3).await
    }

    /// A consent was withdrawn.
    async fn withdrew(&self, child: usize) -> Result<(), String> {
        let raised = self.raise(child, "holmsund", 25, "not_acute").await?;
        let consent = self.consent(&raised, "sip", "granted", 20).await?;
        self.contact(&raised, "support", 19).await?;
        self.api.days_ago(4);
        let token = self.token("holmsund_school")?;
        let party = consent.pointer("/parties/0/id").and_then(Value::as_str).ok_or("a consent without a party")?;
        let withdrawal = json!({ "partyId": party, "withdrawnOn": Api::day(4).to_string() });
        self.api.post(&token, &format!("/consents/{}/withdrawals", id(&consent)?), withdrawal).await.map(drop)
    }

    /// The plan was established within 30 days; the first intervention has begun and it was followed up.
    async fn established_in_time(&self, child: usize) -> Result<(), String> {
        let raised = self.raise(child, "ersboda", 60, "not_acute").await?;
        self.consent(&raised, "hlt_discussion", "granted", 58).await?;
        self.consent(&raised, "sip", "granted", 58).await?;
        self.contact(&raised, "support", 55).await?;
        self.hlt_meeting(&raised, 50).await?;
        let (plan, action) = self.plan(&raised, 40).await?;
        self.api.days_ago(30);
        let token = self.token("ersboda_school")?;
        let started = json!({ "startedOn": Api::day(30).to_string() });
        self.api.step(&token, &format!("/plans/{plan}/actions/{action}/starts"), started).await?;
        self.api.days_ago(9);
        let token = self.token("ersboda_school")?;
        let follow_up = json!({
            "heldOn": Api::day(9).to_string(), "howIsTheChild": "Sover bättre och är i skolan fyra dagar av fem.",
            "sipReconciliation": { "done": true, "text": "Åtgärderna pågår som planerat." },
            "nextFollowUpOn": Api::day(-30).to_string(),
        });
        self.api.step(&token, &format!("/plans/{plan}/follow-ups"), follow_up).await.map(drop)
    }

    /// The plan was established after the limit; its intervention is awaited.
    async fn established_late(&self, child: usize) -> Result<(), String> {
        let raised = self.raise(child, "holmsund", 50, "not_acute").await?;
        self.consent(&raised, "sip", "granted", 30).await?;
        self.contact(&raised, "support", 45).await?;
        self.plan(&raised, 10).await.map(drop)
    }

    fn token(&self, unit: &str) -> Result<String, String> {
        self.api.professional(&self.places.login(unit, Role::Professional), self.places.unit(unit)?)
    }

    /// The units of an area that may be let in.
    fn units(&self, area: &str) -> Result<Vec<&str>, String> {
        let parts = ["student_health", "social_services", "health_centre"];
        parts.iter().map(|part| self.places.unit(&format!("{area}_{part}"))).collect()
    }

    /// The area's school registers the child with two guardians and raises it.
    async fn raise(&self, child: usize, area: &'static str, days: i64, urgency: &str) -> Result<Raised, String> {
        self.api.days_ago(days);
        let token = self.token(&format!("{area}_school"))?;
        let (number, name) = CHILDREN.get(child).copied().ok_or("no such child")?;
        let (given, family) = name.split_once(' ').unwrap_or((name, name));
        let new = json!({
            "identity": { "kind": "personnummer", "number": number }, "givenName": given, "familyName": family,
            "protectionLevel": "none",
        });
        let child_id = id(&self.api.post(&token, "/children", new).await?)?;
        for guardian in GUARDIANS {
            let new = json!({ "givenName": guardian, "familyName": family, "relation": "guardian", "protectionLevel": "none" });
            self.api.post(&token, &format!("/children/{child_id}/guardians"), new).await?;
        }
        let day = Api::day(days).to_string();
        let area_id = self.places.areas.get(area).ok_or("no such area")?;
        let new = json!({
            "childId": child_id, "areaId": area_id, "urgency": urgency, "needKnownOn": day, "collaborationNeedOn": day,
            "difficulties": ["school_absence", "sleep"], "description": "Borta från skolan sedan tre veckor. Sover dåligt.",
            "ownMeasures": ["Samtal med mentor och skolsköterska"],
        });
        let actualisation = self.api.post(&token, "/actualisations", new).await?;
        let case = actualisation.get("caseId").and_then(Value::as_str).ok_or("no case")?.to_owned();
        Ok(Raised { area, case })
    }

    /// A talk with the mother on the day.
    async fn contact(&self, raised: &Raised, purpose: &str, days: i64) -> Result<(), String> {
        self.api.days_ago(days);
        let token = self.token(&format!("{}_school", raised.area))?;
        let new = json!({
            "caseIds": [raised.case], "occurredOn": Api::day(days).to_string(), "with": "guardian", "purpose": purpose,
            "mode": "telephone", "outcome": "reached", "note": "Mamma vill ha hjälp med morgnarna.",
        });
        self.api.post(&token, "/contacts", new).await.map(drop)
    }

    /// A consent that every guardian decides on the same day.
    async fn consent(&self, raised: &Raised, purpose: &str, decision: &str, days: i64) -> Result<Value, String> {
        self.api.days_ago(days);
        let token = self.token(&format!("{}_school", raised.area))?;
        let new = json!({
            "caseId": raised.case, "purpose": purpose, "unitIds": self.units(raised.area)?, "form": "oral",
            "informationKinds": ["school_situation", "health", "social", "plan", "meeting_notes"],
        });
        let mut consent = self.api.post(&token, "/consents", new).await?;
        let parties = consent.get("parties").and_then(Value::as_array).cloned().unwrap_or_default();
        for party in parties {
            let new = json!({
                "partyId": party.get("id"), "decision": decision, "decidedOn": Api::day(days).to_string(), "method": "oral",
            });
            consent = self.api.post(&token, &format!("/consents/{}/decisions", id(&consent)?), new).await?;
            if decision == "refused" {
                break;
            }
        }
        Ok(consent)
    }

    /// The area's HLT meeting: the child is discussed and accepted, the school's member of staff becomes coordinator.
    async fn hlt_meeting(&self, raised: &Raised, days: i64) -> Result<(), String> {
        self.api.days_ago(days);
        let unit = format!("{}_school", raised.area);
        let token = self.token(&unit)?;
        let area = self.places.areas.get(raised.area).ok_or("no such area")?;
        let mut units = self.units(raised.area)?;
        units.push(self.places.unit(&unit)?);
        let meeting = json!({
            "kind": "hlt", "areaId": area, "attendingUnitIds": units, "place": { "kind": "telephone" },
            "heldAfterwards": { "heldOn": Api::day(days).to_string() },
        });
        let meeting = id(&self.api.post(&token, "/meetings", meeting).await?)?;
        let item = json!({
            "caseId": raised.case, "summary": "Borta från skolan, ont i magen på morgnarna.",
            "question": "Vem träffar familjen, och vad kan hälsocentralen göra?",
        });
        let item = id(&self.api.post(&token, &format!("/meetings/{meeting}/agenda-items"), item).await?)?;
        let staff = self.places.staff(&unit)?;
        let decision = json!({
            "outcome": "accepted", "assignments": [{ "staffId": staff, "unitId": self.places.unit(&unit)? }],
            "coordinatorStaffId": staff,
        });
        self.api.step(&token, &format!("/meetings/{meeting}/agenda-items/{item}/decisions"), decision).await.map(drop)
    }

    /// A plan, written and established on the day; gives it and its first action.
    async fn plan(&self, raised: &Raised, days: i64) -> Result<(String, String), String> {
        self.api.days_ago(days);
        let unit = format!("{}_school", raised.area);
        let token = self.token(&unit)?;
        let day = Api::day(days).to_string();
        let new = json!({ "caseId": raised.case, "kind": "local_agreement", "responsiblePrincipal": "municipality" });
        let plan = id(&self.api.post(&token, "/plans", new).await?)?;
        self.api
            .patch(
                &token,
                &format!("/plans/{plan}"),
                words(self.places.staff(&unit)?, &day, &Api::day(-20).to_string()),
            )
            .await?;
        let goal = json!({
            "text": "I skolan alla dagar i veckan.", "horizon": "long", "domain": "learning",
            "targetOn": Api::day(-60).to_string(), "successCriterion": "Högst en dags frånvaro på fyra veckor.",
        });
        let goal = id(&self.api.post(&token, &format!("/plans/{plan}/goals"), goal).await?)?;
        let action = json!({
            "goalId": goal, "text": "Kuratorn träffar barnet en gång i veckan.", "dueOn": Api::day(-30).to_string(),
            "responsible": { "party": "unit", "unitId": self.places.unit(&unit)? }, "familyContactOn": Api::day(days - 7).to_string(),
        });
        let action = id(&self.api.post(&token, &format!("/plans/{plan}/actions"), action).await?)?;
        self.api.step(&token, &format!("/plans/{plan}/establishments"), json!({ "establishedOn": day })).await?;
        Ok((plan, action))
    }
}

/// What a plan says in words.
fn words(coordinator: &str, today: &str, follow_up: &str) -> Value {
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
        "followUpOn": follow_up,
    })
}
