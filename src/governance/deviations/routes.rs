//! `/deviations`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{
    Deviation, DeviationFilter, DeviationList, NewAgendaPlacement, NewDeviation, NewDeviationClosure, NewHandling,
};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Routes, Shown};
use crate::kernel::ids::DeviationId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_deviation)
        .service(list_deviations)
        .service(get_deviation)
        .service(create_agenda_placement)
        .service(create_handling)
        .service(create_deviation_closure);
}

/// Rapportera en avvikelse
///
/// Report that something was not done, or did not work, as the agreement says. The text is read by the area's steering group: it
/// says nothing about the child or the family, and one with an identity number in it is refused.
#[utoipa::path(
    tag = "deviations",
    responses((status = 201, description = "Rapporterad. Reported.", body = Deviation)),
    security(("oauth2" = [Permission::ReportDeviations])),
)]
#[post("/deviations")]
async fn create_deviation(db: Db, caller: Caller, new: Json<NewDeviation>) -> Result<Created<Deviation>, Problem> {
    caller.require(Permission::ReportDeviations)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::report(tx, value), show::deviation).await.map(Created)
}

/// Lista avvikelser
///
/// List the deviations that your unit reported and, for managers and process leaders, all in the areas in which your organisation
/// has a unit, newest first.
#[utoipa::path(
    tag = "deviations",
    params(Paging, DeviationFilter),
    responses((status = 200, description = "En sida. A page.", body = DeviationList)),
    security(("oauth2" = [Permission::ReadDeviations])),
)]
#[get("/deviations")]
async fn list_deviations(db: Db, caller: Caller, list: List<DeviationFilter>) -> Result<Shown<DeviationList>, Problem> {
    caller.require(Permission::ReadDeviations)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, &list.filter, list.page)).await?.into()))
}

/// Hämta en avvikelse
///
/// Fetch one deviation with its ETag.
#[utoipa::path(
    tag = "deviations",
    params(("id" = DeviationId, Path, description = "Avvikelsens id. The deviation's id.")),
    responses((status = 200, description = "Avvikelsen. The deviation.", body = Deviation,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadDeviations])),
)]
#[get("/deviations/{id}")]
async fn get_deviation(db: Db, caller: Caller, id: Path<DeviationId>) -> Result<Found<Deviation>, Problem> {
    caller.require(Permission::ReadDeviations)?;
    db.read(caller, move |tx| show::deviation(tx, *id)).await.map(Found)
}

/// Ta upp en avvikelse i styrgruppen
///
/// Put a deviation on the agenda of the steering group's meeting, or move it to another meeting.
#[utoipa::path(
    tag = "deviations",
    params(("id" = DeviationId, Path, description = "Avvikelsens id. The deviation's id."), IfMatch),
    responses((status = 201, description = "På dagordningen. On the agenda.", body = Deviation)),
    security(("oauth2" = [Permission::HandleDeviations])),
)]
#[post("/deviations/{id}/agenda-placements")]
async fn create_agenda_placement(
    db: Db,
    caller: Caller,
    id: Path<DeviationId>,
    read: IfMatch,
    new: Json<NewAgendaPlacement>,
) -> Result<Created<Deviation>, Problem> {
    caller.require(Permission::HandleDeviations)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::place(tx, *id, &read, &value), show::deviation).await.map(Created)
}

/// Anteckna hur en avvikelse behandlades
///
/// Note the steering group's decision and measures.
#[utoipa::path(
    tag = "deviations",
    params(("id" = DeviationId, Path, description = "Avvikelsens id. The deviation's id."), IfMatch),
    responses((status = 201, description = "Behandlad. Handled.", body = Deviation)),
    security(("oauth2" = [Permission::HandleDeviations])),
)]
#[post("/deviations/{id}/handlings")]
async fn create_handling(
    db: Db,
    caller: Caller,
    id: Path<DeviationId>,
    read: IfMatch,
    new: Json<NewHandling>,
) -> Result<Created<Deviation>, Problem> {
    caller.require(Permission::HandleDeviations)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::handle(tx, *id, &read, value), show::deviation).await.map(Created)
}

/// Avsluta en avvikelse
///
/// Close a deviation that was handled, with whether the measures helped. It stays in the list.
#[utoipa::path(
    tag = "deviations",
    params(("id" = DeviationId, Path, description = "Avvikelsens id. The deviation's id."), IfMatch),
    responses((status = 201, description = "Avslutad. Closed.", body = Deviation)),
    security(("oauth2" = [Permission::HandleDeviations])),
)]
#[post("/deviations/{id}/closures")]
async fn create_deviation_closure(
    db: Db,
    caller: Caller,
    id: Path<DeviationId>,
    read: IfMatch,
    new: Json<NewDeviationClosure>,
) -> Result<Created<Deviation>, Problem> {
    caller.require(Permission::HandleDeviations)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::close(tx, *id, &read, value), show::deviation).await.map(Created)
}
