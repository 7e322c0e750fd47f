//! By what right somebody saw or did something: decided in one place, and told by the log.

use samsyn::kernel::audit::{Action, Entry};
use samsyn::kernel::decision::Ground;

use crate::support::{Client, TestApp, json};

/// What a call of this client left in the log.
async fn grounds(app: &TestApp, client: &Client, path: &str) -> Vec<(Action, Option<Ground>, bool)> {
    let before = app.log().await;
    client.get(path).await;
    let new = app.log().await.into_iter().filter(|entry| before.iter().all(|known| known.id != entry.id));
    let mut told: Vec<_> =
        new.map(|Entry { action, ground, consent_id, .. }| (action, ground, consent_id.is_some())).collect();
    told.sort();
    told
}

#[actix_web::test]
async fn the_log_tells_on_what_ground_a_case_was_seen() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion", "sip"]).await;
    let (opener, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let stranger = app.professional(&app.unit(&place.municipality, "compulsory_school").await);
    let path = format!("/cases/{}", case.id);

    assert_eq!(grounds(&app, &opener, &path).await, [(Action::Read, Some(Ground::OwnCase), false)]);
    assert_eq!(grounds(&app, &clinic, &path).await, [(Action::Read, Some(Ground::Consent), true)]);
    assert_eq!(grounds(&app, &stranger, &path).await, [(Action::Denied, None, false)]);
    let own = format!("/children/{}", case.child);
    assert_eq!(grounds(&app, &opener, &own).await, [(Action::Read, Some(Ground::OwnRecord), false)]);
    for list in ["/cases", "/lead-times", "/consents", "/events"] {
        assert_eq!(grounds(&app, &clinic, list).await, [(Action::Read, Some(Ground::Consent), true)], "{list}");
    }
}

/// Withdrawing under a load of reads: what is answered after the withdrawal was acknowledged shows nothing.
#[actix_web::test]
async fn no_read_that_starts_after_a_withdrawals_reply_shows_the_case() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["sip"]).await;
    let (opener, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let listed = opener.get(&format!("/consents?caseId={}", case.id)).await.expect(200);
    let consent = listed.body["consents"][0].clone();
    let party = consent["parties"][0]["id"].as_str().unwrap();
    let withdrawal = json!({ "partyId": party });
    let path = format!("/cases/{}", case.id);

    let withdrawn = std::cell::Cell::new(false);
    let reads = async {
        let (mut seen_before, mut seen_after, mut rounds_after) = (0, 0, 0);
        while rounds_after < 5 {
            let began_after = withdrawn.get();
            let replies = futures_util::future::join_all((0..4).map(|_| clinic.get(&path))).await;
            let seen = replies.iter().filter(|reply| reply.status == 200).count();
            *if began_after { &mut seen_after } else { &mut seen_before } += seen;
            rounds_after += i32::from(began_after);
        }
        (seen_before, seen_after)
    };
    let withdraw = async {
        let reply =
            opener.post(&format!("/consents/{}/withdrawals", consent["id"].as_str().unwrap()), withdrawal).await;
        withdrawn.set(true);
        reply
    };
    let ((seen_before, seen_after), reply) = futures_util::join!(reads, withdraw);

    reply.expect(201);
    assert!(seen_before > 0, "the reads saw the case while the consent was in force");
    assert_eq!(seen_after, 0, "reads that began after the reply and still showed the case");
    clinic.get(&path).await.expect(404);
}
