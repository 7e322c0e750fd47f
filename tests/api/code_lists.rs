//! `/code-lists`, `/api-info` and the contract: what everybody gets alike may be kept by the client.

use reqwest::Method;

use crate::support::{Client, Reply, TestApp};

async fn with_etag(client: &Client, path: &str, etag: &str) -> Reply {
    client.send(Method::GET, path, &[("If-None-Match", etag)], None).await
}

#[actix_web::test]
async fn what_the_client_has_already_is_not_sent_again() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);

    for path in ["/api-info", "/code-lists", "/code-lists/difficulties", "/openapi.json"] {
        let first = school.get(path).await.expect(200);
        let again = with_etag(&school, path, &first.etag()).await;
        let one_of_several = with_etag(&school, path, &format!("\"0\", W/{}", first.etag())).await;
        let other = with_etag(&school, path, "\"0\"").await;

        assert_eq!([again.status, one_of_several.status, other.status], [304, 304, 200], "{path}");
        assert_eq!(again.etag(), first.etag(), "{path}");
        assert!(again.body.is_null(), "{path}");
        assert_eq!(first.header("Cache-Control"), "private, no-cache", "{path}");
    }
}

#[actix_web::test]
async fn personal_data_is_never_kept_and_never_304() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["sip"]).await;
    let school = app.professional(&place.school);

    let first = school.get(&format!("/cases/{}", case.id)).await.expect(200);
    let again = with_etag(&school, &format!("/cases/{}", case.id), &first.etag()).await;

    assert_eq!(again.status, 200);
    assert_eq!(first.header("Cache-Control"), "no-store");
}
