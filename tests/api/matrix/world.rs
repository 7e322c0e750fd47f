//! One world in which everything exists that an operation can be about: a case of student health's with all that is
//! written in it, and a health centre that has, had or is to have a place in it.

mod trust;

use std::collections::HashMap;

use crate::support::casework::{CaseOf, consent_for, parties};
use crate::support::meetings::{AFTERWARDS, contact_in, hlt_meeting, item_about, meeting_about, path_of};
use crate::support::operations::Operation;
use crate::support::plans::{Planned, follow_up};
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

/// How it stands with the consent that names the health centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    InForce,
    Pending,
    Withdrawn,
    Expired,
    Narrowed,
}

/// What exists, by the segments of its address: `plans/goals` is a plan's goal.
pub struct World {
    pub place: Ersboda,
    ids: HashMap<&'static str, String>,
    /// What tells of the child, whoever it is shown to.
    words: Vec<&'static str>,
}

/// A uuid of nothing.
pub const NOTHING: &str = "01970000-0000-7000-8000-00000000dead";

impl World {
    pub async fn build(app: &TestApp, stage: Stage) -> Self {
        let place = app.ersboda().await;
        let mut world = Self { place: place.clone(), ids: HashMap::new(), words: words() };
        world.parties(app).await;
        let child = app.alva_with_guardians(&place).await;
        let case = app.case_about(&place, &child).await;
        world.opened(app, &case).await;
        for purpose in ["hlt_discussion", "sip"] {
            app.consent_in_force(&case, purpose, &[&place.social_services, &place.child_psychiatry]).await;
        }
        let consents = world.consents_for_the_health_centre(app, &case, stage).await;
        world.told(app, &case).await;
        world.noted(app, &case).await;
        world.asked_for_and_kept(app, &case).await;
        world.reported_and_asked(app, &case).await;
        world.opened_in_an_emergency(app, &case).await;
        world.met(app, &case, stage).await;
        world.planned(app, &case).await;
        world.withdrawn(app, &case).await;
        end(app, &case, stage, &consents, &place.health_centre).await;
        world.reviewed(app).await;
        world
    }

    fn know(&mut self, what: &'static str, id: impl Into<String>) {
        self.ids.insert(what, id.into());
    }

    fn of(&self, what: &str) -> &str {
        self.ids.get(what).unwrap_or_else(|| panic!("matrix/world.rs builds no {what}"))
    }

    /// The organisations, units, staff, agreements and texts.
    async fn parties(&mut self, app: &TestApp) {
        let place = self.place.clone();
        let staff = app.staff(&place.student_health, "Elin Berg").await;
        let key_person = app.appoint(&place.area, &place.student_health, &staff, "key_person").await;
        let adoptions = format!("/agreements/{}/versions/{}/adoptions", place.agreement, place.agreement_version);
        let adoptions = app.administrator().get(&adoptions).await.expect(200);
        let text = json!({
            "organisationId": place.municipality, "series": "samtycke-hlt", "version": "2026-1", "language": "sv",
            "title": "Samtycke till samverkan", "body": "Du bestämmer vilka som får veta.", "validFrom": "2026-01-01",
        });
        let text = app.administrator().post("/information-texts", text).await.expect(201).id();
        self.know("organisations", &place.municipality);
        self.know("other-units", &place.child_psychiatry);
        self.know("leaving-units", &place.child_psychiatry);
        self.know("units", &place.student_health);
        self.know("areas", &place.area);
        self.know("agreements", &place.agreement);
        self.know("agreements/versions", &place.agreement_version);
        self.know("agreements/versions/adoptions", adoptions.body["adoptions"][0]["id"].as_str().unwrap());
        self.know("staff", staff);
        self.know("staff-of-the-health-centre", app.staff(&place.health_centre, "Nils Ek").await);
        self.know("areas/key-persons", key_person);
        self.know("information-texts", text);
        self.know("code-lists", "consent-purposes");
        // By an own id nobody reaches what is another's.
        self.know("actualisations/by-external-id", "prorenata");
        self.know("actualisations/by-external-id/{system}", "arende-77");
    }

    /// The child, its guardians, the case, its actualisation and its clock.
    async fn opened(&mut self, app: &TestApp, case: &CaseOf) {
        let client = app.professional(&case.unit);
        let guardians = client.get(&format!("/children/{}/guardians", case.child)).await.expect(200);
        let actualisations = client.get("/actualisations").await.expect(200);
        let clocks = client.get("/lead-times?clock=sip_established").await.expect(200);
        let clock = first(&clocks, "leadTimes");
        let pause = json!({
            "reason": "family_chosen", "from": "2026-03-02", "offeredOn": "2026-03-02", "offeredDate": "2026-03-12",
            "informed": true, "declinedOn": "2026-03-02",
        });
        let pause = client.post(&format!("/lead-times/{clock}/pauses"), pause).await.expect(201).id();
        self.know("children", &case.child);
        self.know("children/guardians", first(&guardians, "guardians"));
        self.know("cases", &case.id);
        self.know("actualisations", first(&actualisations, "actualisations"));
        self.know("lead-times", clock);
        self.know("lead-times/pauses", pause);
    }

    /// For the talks and for the plan; decided unless they are to wait.
    async fn consents_for_the_health_centre(&mut self, app: &TestApp, case: &CaseOf, stage: Stage) -> Vec<Reply> {
        let mut consents = Vec::new();
        for purpose in ["hlt_discussion", "sip"] {
            let mut new = consent_for(case, purpose, &[&self.place.health_centre, &self.place.child_psychiatry]);
            if stage == Stage::Expired {
                new["validTo"] = json!("2026-03-31");
            }
            let mut consent = app.professional(&case.unit).post("/consents", new).await.expect(201);
            let all = parties(&consent);
            let deciding = if stage == Stage::Pending { &all[..1] } else { &all[..] };
            for party in deciding {
                consent = app.granted_by(case, &consent.id(), party).await;
            }
            self.know("consents", consent.id());
            self.know("consents/parties", &all[1]);
            self.know("consents/decisions", decision_of(app, case, &consent).await);
            consents.push(consent);
        }
        consents
    }

    /// What is recorded and handed over apart from meetings.
    async fn told(&mut self, app: &TestApp, case: &CaseOf) {
        let client = app.professional(&case.unit);
        let mut contact = contact_in(&[case], "support", "reached", "2026-03-02");
        contact["audience"] = json!("circle");
        let contact = client.post("/contacts", contact).await.expect(201).id();
        let report = json!({
            "caseId": case.id, "itemId": self.of("actualisations"), "unitId": self.place.social_services,
            "legalBasis": "concern_report", "motivation": "Alva behöver skydd i dag.",
        });
        let report = client.post("/disclosures", report).await.expect(201).id();
        self.know("contacts", contact);
        self.know("disclosures", report);
    }

    /// A held HLT meeting with a decision, and a meeting about the plan with who is called and invited.
    async fn met(&mut self, app: &TestApp, case: &CaseOf, stage: Stage) {
        let client = app.professional(&case.unit);
        let sip = client.post("/meetings", meeting_about(case, "sip", &[])).await.expect(201).id();
        let called = if stage == Stage::Pending { &self.place.child_psychiatry } else { &self.place.health_centre };
        let summons = client.post(&format!("/meetings/{sip}/summonses"), json!({ "unitId": called })).await.expect(201);
        let invitation = json!({ "party": "child" });
        let invitation = client.post(&format!("/meetings/{sip}/invitations"), invitation).await.expect(201).id();
        let mut hlt = hlt_meeting(&self.place);
        let place = &self.place;
        hlt["attendingUnitIds"] = json!([place.student_health, place.social_services, place.child_psychiatry]);
        if stage != Stage::Pending {
            hlt["attendingUnitIds"].as_array_mut().unwrap().push(json!(place.health_centre));
        }
        let hlt = format!("/meetings/{}", client.post("/meetings", hlt).await.expect(201).id());
        let added = client.post(&format!("{hlt}/agenda-items"), item_about(case)).await.expect(201);
        app.hold(&client, &hlt, json!({})).await;
        let new = json!({ "outcome": "not_accepted", "difficultyCodes": ["sleep"],
            "referrals": [{ "kind": "youth_clinic", "text": "Egen anmälan; mamma ringer." }] });
        let item = path_of(&added);
        let etag = client.get(&item).await.expect(200).etag();
        let decided = client.post_if(&format!("{item}/decisions"), &etag, new).await.expect(201).id();
        self.know("meetings", hlt.trim_start_matches("/meetings/"));
        self.know("meetings/agenda-items", added.id());
        self.know("meetings/agenda-items/decisions", decided);
        self.know("sip-meetings", sip);
        self.know("meetings/summonses", summons.id());
        self.know("meetings/invitations", invitation);
    }

    /// An established plan that has been confirmed, distributed and followed up.
    async fn planned(&mut self, app: &TestApp, case: &CaseOf) {
        let today = AFTERWARDS.get(..10).unwrap();
        let begun = app.begun_plan_in(self.place.clone(), case.clone()).await;
        let planned: Planned = begun.write().await.establish(today).await;
        let add =
            async |list: &'static str, new: Value| planned.client.post(&planned.path(list), new).await.expect(201).id();
        let confirmation = add("/confirmations", json!({ "party": "unit", "version": 1 })).await;
        let distribution = add("/distributions", json!({ "to": "family", "how": "paper", "on": today })).await;
        let follow_up = add("/follow-ups", follow_up(today)).await;
        self.know("plans", &planned.plan);
        self.know("plans/goals", planned.first("goals").await);
        self.know("plans/actions", planned.first("actions").await);
        self.know("plans/versions", "1");
        self.know("plans/confirmations", confirmation);
        self.know("plans/distributions", distribution);
        self.know("plans/follow-ups", follow_up);
    }

    /// A consent of another purpose that was withdrawn, and the notice of it to social services.
    async fn withdrawn(&mut self, app: &TestApp, case: &CaseOf) {
        let consent = app.consent_in_force(case, "network_meeting", &[&self.place.social_services]).await;
        let body = json!({ "partyId": parties(&consent)[0] });
        app.professional(&case.unit).post(&format!("/consents/{}/withdrawals", consent.id()), body).await.expect(201);
        let told = app.professional(&self.place.social_services).get("/withdrawal-notices").await.expect(200);
        self.know("withdrawal-notices", first(&told, "withdrawalNotices"));
    }

    /// A sample of the log that waits for its conclusion.
    async fn reviewed(&mut self, app: &TestApp) {
        let new = json!({ "method": "random", "from": "2026-03-02", "to": "2026-03-31", "size": 2 });
        let reviewer: Client = app.reviewer(&self.place.student_health);
        self.know("audit-reviews", reviewer.post("/audit-reviews", new).await.expect(201).id());
    }

    /// The values of an operation's path parameters: what each is of is told by the segments before it.
    pub fn path_values(&self, operation: &Operation) -> Vec<String> {
        let mut literal: Vec<&str> = Vec::new();
        let mut values = Vec::new();
        for segment in operation.template.trim_start_matches('/').split('/') {
            if segment.starts_with('{') {
                values.push(self.value(operation, &literal.join("/")).to_owned());
                if literal.last() == Some(&"by-external-id") {
                    literal.push("{system}");
                }
            } else {
                literal.push(segment);
            }
        }
        values
    }

    /// The version that an operation asks for, as those see it who may change it.
    pub async fn version(&self, app: &TestApp, operation: &Operation, values: &[String]) -> Option<String> {
        let path = operation.versioned_path(values)?;
        let seen = app.professional(&self.place.student_health).get(&path).await;
        seen.headers.get("ETag").map(|etag| etag.to_str().unwrap().to_owned())
    }

    /// A summons is of the meeting that it calls to, which is another than the one that was held.
    fn value(&self, operation: &Operation, what: &str) -> &str {
        let calls = ["summonses", "invitations"].iter().any(|room| operation.template.contains(room));
        let what = if what == "meetings" && calls { "sip-meetings" } else { what };
        self.of(what)
    }

    /// A body as the contract's example shows it, about what exists here.
    pub fn body(&self, example: &Value) -> Value {
        replaced(example, &|member| meant(member).map(|what| self.of(what).to_owned()))
    }

    /// The same body, with what these members name of the child's replaced by what does not exist.
    pub fn body_about_nothing(&self, example: &Value, members: &[String]) -> Value {
        replaced(example, &|member| {
            let what = meant(member)?;
            let gone = members.iter().any(|one| one == member) && about_the_child(what);
            Some(if gone { NOTHING } else { self.of(what) }.to_owned())
        })
    }

    /// The id of the child's thing that a filter names.
    pub fn named_by(&self, filter: &str) -> Option<&str> {
        meant(filter).filter(|what| about_the_child(what)).map(|what| self.of(what))
    }

    /// What in an answer tells of the child: its names, and ids of what is about it that the caller did not name.
    pub fn told_in(&self, reply: &Reply, asked: &str) -> Vec<String> {
        let shown = reply.body.to_string();
        let ids = self.ids.iter().filter(|(what, _)| about_the_child(what));
        let ids = ids.map(|(_, id)| id.as_str()).filter(|id| id.len() == NOTHING.len());
        ids.chain(self.words.iter().copied())
            .filter(|word| shown.contains(word) && !asked.contains(word))
            .map(str::to_owned)
            .collect()
    }
}

/// What tells of the child in any answer.
fn words() -> Vec<&'static str> {
    vec!["Alva", "Lindgren", "20130805", "Borta från skolan", "Mamma är orolig", "Det är jobbigt när", "mamma ringer"]
}

/// Whether the address of something tells of the child. An external id is its caller's own word, all know the parties, and an
/// HLT meeting is the area's.
fn about_the_child(what: &str) -> bool {
    const KNOWN: [&str; 11] = [
        "organisations",
        "units",
        "other-units",
        "leaving-units",
        "areas",
        "agreements",
        "staff",
        "information-texts",
        "code-lists",
        "audit-reviews",
        "retention-periods",
    ];
    let known = KNOWN.iter().any(|room| what.starts_with(room)) || what.contains("by-external-id");
    // A purge that lists nothing is the organisation's own.
    !known && !["plans/versions", "meetings", "purges"].contains(&what)
}

/// What a member of a body names.
fn meant(member: &str) -> Option<&'static str> {
    Some(match member {
        "caseId" | "caseIds" => "cases",
        "childId" => "children",
        "itemId" | "itemIds" => "actualisations",
        "guardianId" => "children/guardians",
        "partyId" => "consents/parties",
        "decisionId" => "consents/decisions",
        "goalId" | "parentGoalId" => "plans/goals",
        "agendaItemId" => "meetings/agenda-items",
        "unitId" | "unitIds" => "other-units",
        "removeUnitIds" => "leaving-units",
        "areaId" => "areas",
        "staffId" => "staff",
        "byStaffId" => "staff-of-the-health-centre",
        "organisationId" => "organisations",
        "agreementId" => "agreements",
        "supersedes" => "consents",
        "sourceIds" => "emergency-sources",
        _ => return None,
    })
}

/// An example with the members that name something replaced.
fn replaced(example: &Value, meant: &dyn Fn(&str) -> Option<String>) -> Value {
    match example {
        Value::Array(items) => items.iter().map(|item| replaced(item, meant)).collect(),
        Value::Object(members) => {
            let renamed = members.iter().map(|(name, value)| match (meant(name), value) {
                (Some(id), Value::String(_)) => (name.clone(), json!(id)),
                (Some(id), Value::Array(_)) => (name.clone(), json!([id])),
                _ => (name.clone(), replaced(value, meant)),
            });
            Value::Object(renamed.collect())
        }
        other => other.clone(),
    }
}

/// The first decision of a consent.
async fn decision_of(app: &TestApp, case: &CaseOf, consent: &Reply) -> String {
    let decisions =
        app.professional(&case.unit).get(&format!("/consents/{}/decisions", consent.id())).await.expect(200);
    first(&decisions, "decisions")
}

fn first(listed: &Reply, member: &str) -> String {
    listed.body[member][0]["id"].as_str().unwrap_or_else(|| panic!("no {member} in {:#}", listed.body)).to_owned()
}

/// What becomes of the health centre's consents.
async fn end(app: &TestApp, case: &CaseOf, stage: Stage, consents: &[Reply], leaving: &str) {
    let client = app.professional(&case.unit);
    for consent in consents {
        let path = format!("/consents/{}", consent.id());
        let party = &parties(consent)[0];
        match stage {
            Stage::InForce | Stage::Pending => {}
            Stage::Withdrawn => {
                client.post(&format!("{path}/withdrawals"), json!({ "partyId": party })).await.expect(201);
            }
            Stage::Narrowed => {
                let body = json!({ "partyId": party, "removeUnitIds": [leaving] });
                client.post_if(&format!("{path}/narrowings"), &consent.etag(), body).await.expect(201);
            }
            Stage::Expired => app.at("2026-04-01T08:00:00Z"),
        }
    }
}
