//! `/cases`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{Case, CaseFilter, CaseList, CasePatch, Circle, NewClosure};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::external_ids;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::CaseId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(list_cases)
        .service(get_case)
        .service(get_case_access)
        .service(update_case)
        .service(create_case_closure);
}

/// Lista ärenden
///
/// List the cases in whose circle your unit is today, newest first. What you may not know of is not counted.
#[utoipa::path(
    tag = "cases",
    params(Paging, CaseFilter),
    responses((status = 200, description = "En sida. A page.", body = CaseList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases")]
async fn list_cases(db: Db, caller: Caller, list: List<CaseFilter>) -> Result<Shown<CaseList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        let (unit, today) = (tx.actor().unit()?, tx.today());
        let named = external_ids::asked(tx, queries::KIND, list.filter.external_id.as_ref())?;
        let rows = queries::list(tx.conn, unit.id, today, &list.filter, named.as_deref(), list.page)?;
        show::page(tx, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta ett ärende
///
/// Fetch the shell of a case: whom it is about, its state, its coordinator, and what you may do next.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id.")),
    responses((status = 200, description = "Ärendet. The case.", body = Case, headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}")]
async fn get_case(db: Db, caller: Caller, id: Path<CaseId>) -> Result<Found<Case>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::case(tx, *id)).await.map(Found)
}

/// Ändra ett ärende
///
/// Change what your organisation's systems call a case. Other organisations neither see it nor collide with it.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id."), IfMatch),
    request_body(content = CasePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrat. Changed.", body = Case, headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[patch("/cases/{id}")]
async fn update_case(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    read: IfMatch,
    patch: Patch<CasePatch>,
) -> Result<Found<Case>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let written = db.write(caller, None, move |tx| steps::change(tx, *id, &read, patch.0), show::case);
    Ok(Found(written.await?.value))
}

/// Visa kretsen
///
/// Show the circle of a case: which units may take part in it today, by what right and until when.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id.")),
    responses((status = 200, description = "Kretsen. The circle.", body = Circle)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}/access")]
async fn get_case_access(db: Db, caller: Caller, id: Path<CaseId>) -> Result<Shown<Circle>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::circle_of(tx, *id)).await.map(Shown)
}

/// Avsluta ett ärende
///
/// Close a case with a reason. Its running clocks are cancelled with it; nothing is deleted. A new need is a new
/// actualisation.
#[utoipa::path(
    tag = "cases",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id."), IfMatch),
    responses((status = 201, description = "Avslutat. Closed.", body = Case)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/cases/{id}/closures")]
async fn create_case_closure(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    read: IfMatch,
    new: Json<NewClosure>,
) -> Result<Created<Case>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::close(tx, *id, &read, value), show::case).await.map(Created)
}
