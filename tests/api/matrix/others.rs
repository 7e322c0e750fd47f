//! What belongs to others, built for the matrix: student health of Ersboda's, unless an administrator's.

use super::Built;
use crate::support::TestApp;
use crate::support::builders::{alva, karin, region};
use crate::support::casework::CaseOf;
use crate::support::json;
use crate::support::meetings::{contact_in, meeting_about, path_of};
use crate::support::plans::Planned;
use crate::support::{Client, Value};

pub async fn organisation(app: &TestApp) -> Built {
    Built { owner: app.administrator(), ids: vec![app.organisation(region()).await] }
}

pub async fn unit(app: &TestApp) -> Built {
    let organisation = app.organisation(region()).await;
    Built { owner: app.administrator(), ids: vec![app.unit(&organisation, "health_centre").await] }
}

pub async fn member_of_staff(app: &TestApp) -> Built {
    let organisation = app.organisation(region()).await;
    let unit = app.unit(&organisation, "health_centre").await;
    Built { owner: app.administrator(), ids: vec![app.staff(&unit, "Elin Berg").await] }
}

pub async fn agreement(app: &TestApp) -> Built {
    let place = app.ersboda().await;
    Built { owner: app.administrator(), ids: vec![place.agreement, place.agreement_version] }
}

pub async fn area(app: &TestApp) -> Built {
    let place = app.ersboda().await;
    let staff = app.staff(&place.student_health, "Elin Berg").await;
    let key_person = app.appoint(&place.area, &place.student_health, &staff, "key_person").await;
    Built { owner: app.administrator(), ids: vec![place.area, key_person] }
}

pub async fn child(app: &TestApp) -> Built {
    let place = app.ersboda().await;
    let child = app.child_with(&place, alva(), &[]).await;
    Built { owner: app.professional(&place.student_health), ids: vec![child] }
}

pub async fn guardian(app: &TestApp) -> Built {
    let Built { owner, mut ids } = child(app).await;
    let made = owner.post(&format!("/children/{}/guardians", ids[0]), karin()).await.expect(201);
    ids.push(made.id());
    Built { owner, ids }
}

/// What the health centre keeps of a child, and a manager there.
pub async fn kept(app: &TestApp) -> Built {
    let place = app.ersboda().await;
    let child = app.professional(&place.health_centre).post("/children", alva()).await.expect(201).id();
    Built { owner: app.manager(&place.health_centre), ids: vec![child] }
}

pub async fn legal_hold(app: &TestApp) -> Built {
    let Built { owner, ids } = kept(app).await;
    let new = json!({ "childId": ids[0], "reason": "supervision", "reference": "IVO 2026/118" });
    let hold = owner.post("/legal-holds", new).await.expect(201).id();
    Built { owner, ids: vec![hold] }
}

pub async fn purge(app: &TestApp) -> Built {
    let Built { owner, .. } = kept(app).await;
    let purge = owner.post("/purges", json!({})).await.expect(201).id();
    Built { owner, ids: vec![purge] }
}

pub async fn archive_export(app: &TestApp) -> Built {
    let Built { owner, ids } = kept(app).await;
    let export = owner.post("/archive-exports", json!({ "childId": ids[0] })).await.expect(201).id();
    Built { owner, ids: vec![export] }
}

/// A case that nobody but student health may know of.
async fn own_case(app: &TestApp) -> (Client, CaseOf) {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    (app.professional(&case.unit), case)
}

pub async fn case(app: &TestApp) -> Built {
    let (owner, case) = own_case(app).await;
    Built { owner, ids: vec![case.id] }
}

pub async fn actualisation(app: &TestApp) -> Built {
    let (owner, _) = own_case(app).await;
    let listed = owner.get("/actualisations").await.expect(200);
    let id = listed.body["actualisations"][0]["id"].as_str().unwrap().to_owned();
    Built { owner, ids: vec![id] }
}

pub async fn pause(app: &TestApp) -> Built {
    let (owner, _) = own_case(app).await;
    let listed = owner.get("/lead-times?clock=sip_established").await.expect(200);
    let clock = listed.body["leadTimes"][0]["id"].as_str().unwrap().to_owned();
    let new = json!({
        "reason": "family_chosen", "from": "2026-03-02", "offeredOn": "2026-03-02", "offeredDate": "2026-03-12",
        "informed": true, "declinedOn": "2026-03-02",
    });
    let pause = owner.post(&format!("/lead-times/{clock}/pauses"), new).await.expect(201).id();
    Built { owner, ids: vec![clock, pause] }
}

pub async fn consent(app: &TestApp) -> Built {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let consent = app.asked_consent(&case, "sip", &[&place.student_health, &place.school]).await;
    Built { owner: app.professional(&case.unit), ids: vec![consent.id()] }
}

/// A notice to the health centre.
pub async fn notice(app: &TestApp) -> Built {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let consent = app.consent_in_force(&case, "sip", &[&place.health_centre]).await;
    let path = format!("/consents/{}/withdrawals", consent.id());
    let body = json!({ "partyId": consent.body["parties"][0]["id"] });
    app.professional(&case.unit).post(&path, body).await.expect(201);
    let owner = app.professional(&place.health_centre);
    let listed = owner.get("/withdrawal-notices").await.expect(200);
    let id = listed.body["withdrawalNotices"][0]["id"].as_str().unwrap().to_owned();
    Built { owner, ids: vec![id] }
}

/// What student health has handed over to social services without consent.
pub async fn hand_over(app: &TestApp) -> Built {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let own = app.professional(&case.unit);
    let listed = own.get("/actualisations").await.expect(200);
    let new = json!({
        "caseId": case.id, "itemId": listed.body["actualisations"][0]["id"], "unitId": place.social_services,
        "legalBasis": "concern_report", "motivation": "Alva behöver skydd i dag.",
    });
    let id = own.post("/disclosures", new).await.expect(201).id();
    Built { owner: app.professional(&place.social_services), ids: vec![id] }
}

pub async fn contact(app: &TestApp) -> Built {
    let (owner, case) = own_case(app).await;
    let made = owner.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-02")).await.expect(201);
    Built { owner, ids: vec![made.id()] }
}

/// The ids in a path, in their order.
fn ids_in(path: &str) -> Vec<String> {
    path.split('/').skip(2).step_by(2).map(str::to_owned).collect()
}

pub async fn decision(app: &TestApp) -> Built {
    let place = app.ersboda().await;
    let (case, item) = app.discussed(&place).await;
    let owner = app.professional(&case.unit);
    let new = json!({
        "outcome": "not_accepted", "difficultyCodes": ["sleep"],
        "referrals": [{ "kind": "youth_clinic", "text": "Egen anmälan; mamma ringer." }],
    });
    let etag = owner.get(&item).await.expect(200).etag();
    let made = owner.post_if(&format!("{item}/decisions"), &etag, new).await.expect(201);
    Built { owner, ids: ids_in(&path_of(&made)) }
}

/// A meeting about a child, planned by student health; gives its path.
async fn sip(app: &TestApp) -> (Client, String, String) {
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["sip"]).await;
    let owner = app.professional(&case.unit);
    let planned = owner.post("/meetings", meeting_about(&case, "sip", &[])).await.expect(201);
    (owner, format!("/meetings/{}", planned.id()), place.health_centre)
}

pub async fn meeting(app: &TestApp) -> Built {
    let (owner, path, _) = sip(app).await;
    Built { owner, ids: ids_in(&path) }
}

pub async fn summons(app: &TestApp) -> Built {
    let (owner, meeting, unit) = sip(app).await;
    let made = owner.post(&format!("{meeting}/summonses"), json!({ "unitId": unit })).await.expect(201);
    Built { owner: app.professional(&unit), ids: ids_in(&path_of(&made)) }
}

pub async fn invitation(app: &TestApp) -> Built {
    let (owner, meeting, _) = sip(app).await;
    let made = owner.post(&format!("{meeting}/invitations"), json!({ "party": "child" })).await.expect(201);
    Built { owner, ids: ids_in(&path_of(&made)) }
}

/// What stands below an established plan, found by its list.
async fn of_plan(app: &TestApp, list: &str, member: &str) -> Built {
    let Planned { client, plan, .. } = app.established_plan().await;
    let listed = client.get(&format!("/plans/{plan}/{list}")).await.expect(200);
    let id = listed.body[member][0]["id"].as_str().unwrap().to_owned();
    Built { owner: client, ids: vec![plan, id] }
}

/// What is added to an established plan.
async fn added(app: &TestApp, list: &str, new: Value) -> Built {
    let planned = app.established_plan().await;
    let id = planned.client.post(&planned.path(list), new).await.expect(201).id();
    Built { owner: planned.client, ids: vec![planned.plan, id] }
}

pub async fn plan(app: &TestApp) -> Built {
    let Planned { client, plan, .. } = app.established_plan().await;
    Built { owner: client, ids: vec![plan, "1".into()] }
}

pub async fn goal(app: &TestApp) -> Built {
    of_plan(app, "goals", "goals").await
}

pub async fn action(app: &TestApp) -> Built {
    of_plan(app, "actions", "actions").await
}

pub async fn confirmation(app: &TestApp) -> Built {
    added(app, "/confirmations", json!({ "party": "unit", "version": 1 })).await
}

pub async fn distribution(app: &TestApp) -> Built {
    added(app, "/distributions", json!({ "to": "family", "how": "paper", "on": "2026-03-02" })).await
}

pub async fn follow_up(app: &TestApp) -> Built {
    let new = json!({
        "heldOn": "2026-03-02", "howIsTheChild": "Alva sover bättre.",
        "sipReconciliation": { "done": true, "text": "Tre av fyra åtgärder är i gång." },
        "changeAndSatisfaction": { "text": "Alva säger att det är lättare att gå till skolan." },
        "nextFollowUpOn": "2026-05-04",
    });
    added(app, "/follow-ups", new).await
}

pub async fn audit_review(app: &TestApp) -> Built {
    let place = app.ersboda().await;
    app.alva_with_guardians(&place).await;
    let owner = app.reviewer(&place.student_health);
    let new = json!({ "method": "random", "from": "2026-03-02", "to": "2026-03-02", "size": 2 });
    let review = owner.post("/audit-reviews", new).await.expect(201).id();
    Built { owner, ids: vec![review] }
}
