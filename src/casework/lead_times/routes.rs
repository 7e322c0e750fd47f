//! `/lead-times` and `/cases/{id}/lead-times`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{
    CaseLeadTimes, LeadTime, LeadTimeFilter, LeadTimeList, LeadTimePause, LeadTimePauseList, NewCorrection, NewPause,
    NewPauseEnding,
};
use super::{queries, show, steps};
use crate::casework::cases::door;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, NoFilter, Paging, Shown};
use crate::kernel::ids::{CaseId, LeadTimeId, PauseId};
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(list_lead_times)
        .service(get_lead_time)
        .service(list_case_lead_times)
        .service(create_lead_time_pause)
        .service(list_lead_time_pauses)
        .service(get_lead_time_pause)
        .service(create_lead_time_pause_ending)
        .service(create_lead_time_correction);
}

/// Lista ledtider
///
/// List the lead times of every case that you may see, the first due first: what is due, what is breached, by clock, area
/// and unit. How each stands is computed for today.
#[utoipa::path(
    tag = "lead-times",
    params(Paging, LeadTimeFilter),
    responses((status = 200, description = "En sida. A page.", body = LeadTimeList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/lead-times")]
async fn list_lead_times(db: Db, caller: Caller, list: List<LeadTimeFilter>) -> Result<Shown<LeadTimeList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        let (unit, today) = (tx.actor().unit()?, tx.today());
        let rows = queries::list(tx.conn, unit.id, today, &list.filter, list.page)?;
        show::page(tx, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en ledtid
///
/// Fetch one lead time as it stands today.
#[utoipa::path(
    tag = "lead-times",
    params(("id" = LeadTimeId, Path, description = "Ledtidens id. The lead time's id.")),
    responses((status = 200, description = "Ledtiden. The lead time.", body = LeadTime)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/lead-times/{id}")]
async fn get_lead_time(db: Db, caller: Caller, id: Path<LeadTimeId>) -> Result<Found<LeadTime>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::lead_time(tx, *id)).await.map(Found)
}

/// Visa ett ärendes ledtider, förklarade
///
/// Show every lead time of a case with its definition and source, the facts that counted, the arithmetic and a sentence
/// that explains it. Derived from the facts each time it is read.
#[utoipa::path(
    tag = "lead-times",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id.")),
    responses((status = 200, description = "Ledtiderna. The lead times.", body = CaseLeadTimes)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}/lead-times")]
async fn list_case_lead_times(db: Db, caller: Caller, id: Path<CaseId>) -> Result<Shown<CaseLeadTimes>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::of_case(tx, *id)).await.map(Shown)
}

/// Pausa en ledtid
///
/// Pause a lead time: only because the family chose to wait after an offer in time, for medical reasons, or for care in
/// another region (HSF 2017:80 6 kap. 2 §). What an actor lacks never pauses.
#[utoipa::path(
    tag = "lead-times",
    params(("id" = LeadTimeId, Path, description = "Ledtidens id. The lead time's id.")),
    responses((status = 201, description = "Pausad. Paused.", body = LeadTimePause)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/lead-times/{id}/pauses")]
async fn create_lead_time_pause(
    db: Db,
    caller: Caller,
    id: Path<LeadTimeId>,
    new: Json<NewPause>,
) -> Result<Created<LeadTimePause>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    let id = *id;
    db.write(caller, once, move |tx| steps::pause(tx, id, value), move |tx, pause| show::pause(tx, id, pause))
        .await
        .map(Created)
}

/// Lista en ledtids pauser
///
/// List the pauses of a lead time, by their first day.
#[utoipa::path(
    tag = "lead-times",
    params(("id" = LeadTimeId, Path, description = "Ledtidens id. The lead time's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = LeadTimePauseList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/lead-times/{id}/pauses")]
async fn list_lead_time_pauses(
    db: Db,
    caller: Caller,
    id: Path<LeadTimeId>,
    list: List<NoFilter>,
) -> Result<Shown<LeadTimePauseList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        let row = queries::find(tx.conn, *id)?.ok_or_else(Problem::not_found)?;
        let (case, _) = door::for_reading(tx, row.case_id)?;
        let rows = queries::pauses(tx.conn, *id, list.page)?;
        Ok(rows.map(|row| show::of_pause(tx, row, case.child_id)))
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en paus
///
/// Fetch one pause of a lead time.
#[utoipa::path(
    tag = "lead-times",
    params(
        ("id" = LeadTimeId, Path, description = "Ledtidens id. The lead time's id."),
        ("pauseId" = PauseId, Path, description = "Pausens id. The pause's id."),
    ),
    responses((status = 200, description = "Pausen. The pause.", body = LeadTimePause, headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/lead-times/{id}/pauses/{pauseId}")]
async fn get_lead_time_pause(
    db: Db,
    caller: Caller,
    path: Path<(LeadTimeId, PauseId)>,
) -> Result<Found<LeadTimePause>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (id, pause) = path.into_inner();
    db.read(caller, move |tx| show::pause(tx, id, pause)).await.map(Found)
}

/// Avsluta en paus
///
/// End an open pause: the day given is the first that counts again.
#[utoipa::path(
    tag = "lead-times",
    params(
        ("id" = LeadTimeId, Path, description = "Ledtidens id. The lead time's id."),
        ("pauseId" = PauseId, Path, description = "Pausens id. The pause's id."),
    ),
    responses((status = 201, description = "Avslutad. Ended.", body = LeadTimePause)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/lead-times/{id}/pauses/{pauseId}/endings")]
async fn create_lead_time_pause_ending(
    db: Db,
    caller: Caller,
    path: Path<(LeadTimeId, PauseId)>,
    new: Json<NewPauseEnding>,
) -> Result<Created<LeadTimePause>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (id, pause) = path.into_inner();
    let Json { value, once } = new;
    let work = move |tx: &mut crate::kernel::db::Tx<'_>| steps::end_pause(tx, id, pause, &value);
    db.write(caller, once, work, move |tx, pause| show::pause(tx, id, pause)).await.map(Created)
}

/// Rätta en dag
///
/// Correct the day on which a lead time started or stopped. The first fact stays; the correction names it. A reason is
/// required when the lead time's status changes by it.
#[utoipa::path(
    tag = "lead-times",
    params(("id" = LeadTimeId, Path, description = "Ledtidens id. The lead time's id.")),
    responses((status = 201, description = "Rättad. Corrected.", body = LeadTime)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/lead-times/{id}/corrections")]
async fn create_lead_time_correction(
    db: Db,
    caller: Caller,
    id: Path<LeadTimeId>,
    new: Json<NewCorrection>,
) -> Result<Created<LeadTime>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::correct(tx, *id, value), show::lead_time).await.map(Created)
}
