//! What the edge makes of a panic and of a failure inside.

use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, init_service, try_call_service};
use actix_web::{App, web};

use super::*;
use crate::kernel::http::RateLimits;
use crate::kernel::time::SystemClock;

fn config() -> Arc<HttpConfig> {
    Arc::new(HttpConfig {
        public_url: "https://samsyn.test".into(),
        trusted_proxies: vec![],
        clock: Arc::new(SystemClock),
        limits: RateLimits::per_minute(0),
        body_timeout: std::time::Duration::from_secs(1),
    })
}

async fn panics() -> HttpResponse {
    panic!("a mistake in a handler")
}

async fn fails() -> HttpResponse {
    HttpResponse::InternalServerError().body("SELECT secret FROM inside")
}

#[actix_web::test]
async fn a_panic_in_a_handler_is_a_problem_and_the_next_call_is_served() {
    let app = App::new()
        .app_data(web::ThinData(config()))
        .route("/panics", web::get().to(panics))
        .route("/fails", web::get().to(fails))
        .route("/works", web::get().to(HttpResponse::Ok))
        .wrap(from_fn(edge));
    let app = init_service(app).await;
    for _ in 0..3 {
        let lost = try_call_service(&app, TestRequest::get().uri("/panics").to_request()).await;
        let reply = lost.map(|_| ()).unwrap_err().error_response();
        assert_eq!(reply.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(reply.headers().get("content-type").unwrap(), "application/problem+json");
        assert_eq!(reply.headers().get("retry-after").unwrap(), "2");
        assert!(reply.headers().contains_key("traceparent"));
        let works = try_call_service(&app, TestRequest::get().uri("/works").to_request()).await.unwrap();
        assert_eq!(works.status(), StatusCode::OK);
    }
    let masked = try_call_service(&app, TestRequest::get().uri("/fails").to_request()).await.unwrap();
    assert_eq!(masked.status(), StatusCode::SERVICE_UNAVAILABLE);
    let body = actix_web::body::to_bytes(masked.into_body()).await.unwrap();
    assert!(!String::from_utf8_lossy(&body).contains("secret"));
}
