//! What the trust wing and the rooms beside items have: hidings, blocks, dissents, extracts, holds, purges, emergencies.

use super::{World, first};
use crate::support::builders::alva;
use crate::support::casework::CaseOf;
use crate::support::meetings::contact_in;
use crate::support::{TestApp, json};
use crate::{data_extracts, release_requests};

impl World {
    /// What is noted beside an item: that it is hidden from one guardian, that it was blocked for a while, what the family and
    /// its writer say of it.
    pub(super) async fn noted(&mut self, app: &TestApp, case: &CaseOf) {
        let client = app.professional(&case.unit);
        let (path, item) = (format!("/cases/{}", case.id), self.of("contacts").to_owned());
        let hidden = json!({ "itemId": item, "guardianId": self.of("children/guardians"), "reason": "Alva är rädd." });
        let hidden = client.post(&format!("{path}/hidings"), hidden).await.expect(201).id();
        let blocked = json!({ "askedBy": "child", "reason": "Alva vill inte att skolan ser det." });
        let blocked = client.post(&format!("{path}/blocks"), blocked).await.expect(201).id();
        let lifted = json!({ "askedBy": "child" });
        client.post(&format!("{path}/blocks/{blocked}/liftings"), lifted).await.expect(201);
        let dissent = json!({ "itemId": item, "by": "child", "text": "Jag har inte sagt att jag vill byta skola." });
        client.post(&format!("{path}/dissents"), dissent).await.expect(201);
        let correction = json!({ "itemId": item, "wrong": "Borta tre veckor.", "right": "Borta tre dagar." });
        client.post(&format!("{path}/corrections"), correction).await.expect(201);
        self.know("hidings", hidden);
        self.know("cases/blocks", blocked);
    }

    /// What the family has asked student health for, and how long student health keeps what it has.
    pub(super) async fn asked_for_and_kept(&mut self, app: &TestApp, case: &CaseOf) {
        let place = self.place.clone();
        let extract = data_extracts::registered(app, &place.school, &case.child, None).await.expect(201).id();
        let asked = release_requests::asked(&app.manager(&case.unit), &case.child, "journal_copy").await;
        let manager = app.manager(&case.unit);
        let hold = json!({ "childId": case.child, "reason": "supervision", "reference": "IVO 2026/118" });
        let hold = manager.post("/legal-holds", hold).await.expect(201).id();
        let purge = manager.post("/purges", json!({})).await.expect(201).id();
        let export = manager.post("/archive-exports", json!({ "childId": case.child })).await.expect(201).id();
        let period = json!({
            "organisationId": place.municipality, "retentionClass": "school_record", "years": 5,
            "decidedOn": "2026-01-15", "reference": "KS 2026/00041",
        });
        let period = app.administrator().post("/retention-periods", period).await.expect(201).id();
        self.know("data-extracts", extract);
        self.know("release-requests", asked.expect(201).id());
        self.know("retention-records", &case.child);
        self.know("legal-holds", hold);
        self.know("purges", purge);
        self.know("archive-exports", export);
        self.know("retention-periods", period);
    }

    /// What student health has reported to the steering group, and asked social services without naming anybody.
    pub(super) async fn reported_and_asked(&mut self, app: &TestApp, case: &CaseOf) {
        let client = app.professional(&case.unit);
        let deviation = json!({
            "areaId": self.place.area, "caseId": case.id, "level": "operational", "category": "absent_party",
            "step": "meeting", "summary": "En kallad verksamhet kom inte.",
        });
        let deviation = client.post("/deviations", deviation).await.expect(201).id();
        let question = json!({ "askedUnitId": self.place.social_services, "question": "När aktualiserar man?" });
        let consultation = client.post("/consultations", question).await.expect(201).id();
        self.know("deviations", deviation);
        self.know("consultations", consultation);
    }

    /// Child psychiatry has opened what social services wrote.
    pub(super) async fn opened_in_an_emergency(&mut self, app: &TestApp, case: &CaseOf) {
        let contact = contact_in(&[case], "support", "reached", "2026-03-02");
        app.professional(&self.place.social_services).post("/contacts", contact).await.expect(201);
        let opener = app.professional(&self.place.child_psychiatry);
        let new = json!({ "identity": alva()["identity"], "danger": "life", "reason": "Alva är medvetslös." });
        let asked = opener.post("/emergency-accesses", new).await.expect(201);
        let source = first(&asked, "sources");
        let path = format!("/emergency-accesses/{}/confirmations", asked.id());
        opener.post(&path, json!({ "sourceIds": [source], "understood": true })).await.expect(201);
        self.know("emergency-accesses", asked.id());
        self.know("emergency-sources", source);
    }
}
