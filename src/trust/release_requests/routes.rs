//! `/release-requests`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{NewReleaseDecision, NewReleaseRequest, ReleaseRequest, ReleaseRequestList};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, NoFilter, Paging, Routes, Shown};
use crate::kernel::ids::ReleaseRequestId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_release_request)
        .service(list_release_requests)
        .service(get_release_request)
        .service(create_release_decision);
}

/// Registrera en begäran om kopia eller handling
///
/// Register a request for a copy of the journal (PDL 8:2) or for a public document (TF ch. 2). Examined without delay.
#[utoipa::path(
    tag = "release-requests",
    responses((status = 201, description = "Registrerad. Registered.", body = ReleaseRequest,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::HandleRights])),
)]
#[post("/release-requests")]
async fn create_release_request(
    db: Db,
    caller: Caller,
    new: Json<NewReleaseRequest>,
) -> Result<Created<ReleaseRequest>, Problem> {
    caller.require(Permission::HandleRights)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::request).await.map(Created)
}

/// Lista begäranden om kopia eller handling
///
/// List the requests to your authority with their decisions, newest first.
#[utoipa::path(
    tag = "release-requests",
    params(Paging),
    responses((status = 200, description = "En sida. A page.", body = ReleaseRequestList)),
    security(("oauth2" = [Permission::ReadRights])),
)]
#[get("/release-requests")]
async fn list_release_requests(
    db: Db,
    caller: Caller,
    list: List<NoFilter>,
) -> Result<Shown<ReleaseRequestList>, Problem> {
    caller.require(Permission::ReadRights)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, list.page)).await?.into()))
}

/// Hämta en begäran om kopia eller handling
///
/// Fetch a request with its decisions.
#[utoipa::path(
    tag = "release-requests",
    params(("id" = ReleaseRequestId, Path, description = "Begärans id. The request's id.")),
    responses((status = 200, description = "Begäran. The request.", body = ReleaseRequest,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadRights])),
)]
#[get("/release-requests/{id}")]
async fn get_release_request(
    db: Db,
    caller: Caller,
    id: Path<ReleaseRequestId>,
) -> Result<Found<ReleaseRequest>, Problem> {
    caller.require(Permission::ReadRights)?;
    db.read(caller, move |tx| show::request(tx, *id)).await.map(Found)
}

/// Besluta om en begäran
///
/// Decide on a request. A refusal, whole or in part, names the statute and the reasons, and the answer tells in Swedish and
/// English how it is tried by somebody else: give that with the decision.
#[utoipa::path(
    tag = "release-requests",
    params(("id" = ReleaseRequestId, Path, description = "Begärans id. The request's id."), IfMatch),
    responses((status = 201, description = "Beslutat. Decided.", body = ReleaseRequest,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::HandleRights])),
)]
#[post("/release-requests/{id}/decisions")]
async fn create_release_decision(
    db: Db,
    caller: Caller,
    id: Path<ReleaseRequestId>,
    read: IfMatch,
    new: Json<NewReleaseDecision>,
) -> Result<Created<ReleaseRequest>, Problem> {
    caller.require(Permission::HandleRights)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::decide(tx, *id, &read, value), show::request).await.map(Created)
}
