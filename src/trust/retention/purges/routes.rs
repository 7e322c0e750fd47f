//! `/purges`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{Purge, PurgeFilter, PurgeList};
use super::requests::{NewPurge, NewPurgeDecision, NewPurgeExecution};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Shown};
use crate::kernel::ids::PurgeId;
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_purge)
        .service(list_purges)
        .service(get_purge)
        .service(create_purge_decision)
        .service(create_purge_execution);
}

/// Gör en gallringslista
///
/// List what is due today among what your organisation holds, but for what is on hold or has an open case: at most 500 records, frozen
/// with class and days. Nothing is destroyed: another person decides, and then it is executed. When not all fitted, `continueAfter` tells
/// where the next list goes on. Where nothing but a report of concern is held, only the unit that made or received it lists the record.
#[utoipa::path(
    tag = "retention",
    responses((status = 201, description = "Listad. Listed.", body = Purge)),
    security(("oauth2" = [Permission::ManageRetention])),
)]
#[post("/purges")]
async fn create_purge(db: Db, caller: Caller, new: Json<NewPurge>) -> Result<Created<Purge>, Problem> {
    caller.require(Permission::ManageRetention)?;
    let Json { value, once } = new;
    let by = caller.clone();
    db.write(caller, once, move |tx| steps::list(tx, &by, &value), show::purge).await.map(Created)
}

/// Lista gallringar
///
/// List your organisation's purges, newest first, with how many records of each class, without the records.
#[utoipa::path(
    tag = "retention",
    params(Paging, PurgeFilter),
    responses((status = 200, description = "En sida. A page.", body = PurgeList)),
    security(("oauth2" = [Permission::ReadRetention])),
)]
#[get("/purges")]
async fn list_purges(db: Db, caller: Caller, list: List<PurgeFilter>) -> Result<Shown<PurgeList>, Problem> {
    caller.require(Permission::ReadRetention)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, &list.filter, list.page)).await?.into()))
}

/// Hämta en gallring
///
/// Fetch a purge with its records, as ids, classes and days, and its ETag. Nobody is named.
#[utoipa::path(
    tag = "retention",
    params(("id" = PurgeId, Path, description = "Gallringens id. The purge's id.")),
    responses((status = 200, description = "Gallringen. The purge.", body = Purge,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadRetention])),
)]
#[get("/purges/{id}")]
async fn get_purge(db: Db, caller: Caller, id: Path<PurgeId>) -> Result<Found<Purge>, Problem> {
    caller.require(Permission::ReadRetention)?;
    db.read(caller, move |tx| show::purge(tx, *id)).await.map(Found)
}

/// Besluta om en gallring
///
/// Decide on a list, as another person than whoever made it (else 409, `purge-two-persons`), registered among the staff (else
/// 409, `purge-by-staff`). Records may be left out, each with its reason; what only managers of the unit that made the list may know of is
/// left out (`other`) when somebody else decides.
#[utoipa::path(
    tag = "retention",
    params(("id" = PurgeId, Path, description = "Gallringens id. The purge's id."), IfMatch),
    responses((status = 201, description = "Beslutad. Decided.", body = Purge)),
    security(("oauth2" = [Permission::ManageRetention])),
)]
#[post("/purges/{id}/decisions")]
async fn create_purge_decision(
    db: Db,
    caller: Caller,
    id: Path<PurgeId>,
    read: IfMatch,
    new: Json<NewPurgeDecision>,
) -> Result<Created<Purge>, Problem> {
    caller.require(Permission::ManageRetention)?;
    let Json { value, once } = new;
    let by = caller.clone();
    db.write(caller, once, move |tx| steps::decide(tx, &by, *id, &read, value), show::purge).await.map(Created)
}

/// Verkställ en gallring
///
/// Destroy what was decided, for ever, but for what is on hold, has an open case or new entries since the list; `counts` tells how many. Steps, days and
/// counts of the work remain, and what other authorities wrote. Executing again is harmless: it destroys again what a restored
/// backup has brought back.
#[utoipa::path(
    tag = "retention",
    params(("id" = PurgeId, Path, description = "Gallringens id. The purge's id."), IfMatch),
    responses((status = 201, description = "Verkställd. Executed.", body = Purge)),
    security(("oauth2" = [Permission::ManageRetention])),
)]
#[post("/purges/{id}/executions")]
async fn create_purge_execution(
    db: Db,
    caller: Caller,
    id: Path<PurgeId>,
    read: IfMatch,
    new: Json<NewPurgeExecution>,
) -> Result<Created<Purge>, Problem> {
    caller.require(Permission::ManageRetention)?;
    let Json { value, once } = new;
    let by = caller.clone();
    let done = db.write(caller, once, move |tx| steps::execute(tx, &by, *id, &read, value), show::purge).await?;
    // So that the former bytes of the keys do not lie in the database's own files. What hinders it now is done at the next one.
    actix_web::rt::spawn(async move { db.sweep().await });
    Ok(Created(done))
}
