//! `/api-info`: what the national REST API profile asks every API to tell (VER.06, VER.07).

use crate::kernel::http::Routes;
use actix_web::{HttpRequest, get};
use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::http::{Cacheable, IfNoneMatch, Link, RequestContext, Visitor};

/// The version of the API (semantic versioning).
pub const API_VERSION: &str = "1.0.0";
/// The day on which this version was released.
const RELEASED: &str = "2026-11-22";

crate::codes! {
    /// Status i livscykeln. The state in the life cycle (VER.10).
    pub enum ApiStatus {
        Alpha = "alpha" ("tidig utveckling", "early development"),
        Beta = "beta" ("provdrift", "on trial"),
        Active = "active" ("i drift", "in use"),
        Deprecated = "deprecated" ("på väg ut", "on its way out"),
        Retired = "retired" ("stöds inte längre", "no longer supported"),
        Decommissioned = "decommissioned" ("avvecklad", "gone"),
    }
}

/// Om API:et. About the API.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiInfo {
    /// Namn. Name.
    #[schema(max_length = 50, example = "samsyn")]
    pub api_name: &'static str,
    /// Version (semantic versioning).
    #[schema(max_length = 20, pattern = "^[0-9]+\\.[0-9]+\\.[0-9]+$", example = "1.0.0")]
    pub api_version: &'static str,
    /// När versionen släpptes. When this version was released.
    #[schema(format = Date, max_length = 10, example = "2026-11-22")]
    pub api_released: &'static str,
    /// Var dokumentationen finns. Where the documentation is.
    #[schema(format = "uri", max_length = 400, example = "https://samsyn.example/docs/")]
    pub api_documentation: String,
    /// Status. The state in the life cycle.
    pub api_status: ApiStatus,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
}

pub(super) fn configure(api: &mut impl Routes) {
    api.service(get_api_info);
}

/// Om API:et
///
/// About the API: its name, version, status and documentation. Needs no token.
#[utoipa::path(
    tag = "api-info",
    params(IfNoneMatch),
    responses(
        (status = 200, description = "Om API:et. About the API.", body = ApiInfo, headers(("ETag" = String, description = "Version."))),
        (status = 304, description = "Oförändrat. Not changed.", headers(("ETag" = String, description = "Version."))),
    ),
    security(),
)]
#[get("/api-info")]
async fn get_api_info(_: Visitor, request: HttpRequest) -> Cacheable<ApiInfo> {
    let context = RequestContext::of(&request);
    let link = |rel, path: &str| Link::new(rel, "GET", format!("{}{path}", context.api_url()));
    Cacheable(ApiInfo {
        api_name: "samsyn",
        api_version: API_VERSION,
        api_released: RELEASED,
        api_documentation: format!("{}/docs/", context.public_url()),
        api_status: ApiStatus::Active,
        links: vec![
            link("self", "/api-info"),
            link("service-desc", "/openapi.json"),
            link("rules", "/rules"),
            link("code-lists", "/code-lists"),
        ],
    })
}
