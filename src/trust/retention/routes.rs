//! `/retention-records`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{NewClassification, RetentionFilter, RetentionList, RetentionRecord};
use super::{archive_exports, legal_holds, periods, purges, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::ChildId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(list_retention)
        .service(get_retention)
        .service(create_retention_classification)
        .configure(periods::routes::configure)
        .configure(legal_holds::routes::configure)
        .configure(purges::routes::configure)
        .configure(archive_exports::routes::configure);
}

/// Lista myndighetens akter med gallringstid
///
/// List what your organisation holds about children, with the class by which it is kept, the day of the last entry, and when it
/// is due; with `due=true` only what may be purged today, of the 2,000 oldest. Nobody is named. For unit managers.
#[utoipa::path(
    tag = "retention",
    params(Paging, RetentionFilter),
    responses((status = 200, description = "En sida. A page.", body = RetentionList)),
    security(("oauth2" = [Permission::ReadRetention])),
)]
#[get("/retention-records")]
async fn list_retention(db: Db, caller: Caller, list: List<RetentionFilter>) -> Result<Shown<RetentionList>, Problem> {
    caller.require(Permission::ReadRetention)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, &list.filter, list.page)).await?.into()))
}

/// Hämta en akts gallringstid
///
/// Fetch how long your organisation keeps what it holds about one child record: its own, or what it wrote in another authority's
/// cases. Where it holds nothing, or what it held is purged, 404.
#[utoipa::path(
    tag = "retention",
    params(("id" = ChildId, Path, description = "Barnets id. The child record's id.")),
    responses((status = 200, description = "Akten. The record.", body = RetentionRecord)),
    security(("oauth2" = [Permission::ReadRetention])),
)]
#[get("/retention-records/{id}")]
async fn get_retention(db: Db, caller: Caller, id: Path<ChildId>) -> Result<Found<RetentionRecord>, Problem> {
    caller.require(Permission::ReadRetention)?;
    db.read(caller, move |tx| show::record(tx, *id)).await.map(Found)
}

/// Bestäm en akts gallringsklass
///
/// Say which class a record has, after looking at what it holds: a social services file with or without an investigation for the child's
/// protection or support. Until somebody has said, it is kept as if it held one. Other classes follow from whose record it is
/// (409, `retention-by-statute`).
#[utoipa::path(
    tag = "retention",
    params(("id" = ChildId, Path, description = "Barnets id. The child record's id.")),
    responses((status = 201, description = "Bestämt. Said.", body = RetentionRecord)),
    security(("oauth2" = [Permission::ManageRetention])),
)]
#[post("/retention-records/{id}/classifications")]
async fn create_retention_classification(
    db: Db,
    caller: Caller,
    id: Path<ChildId>,
    new: Json<NewClassification>,
) -> Result<Created<RetentionRecord>, Problem> {
    caller.require(Permission::ManageRetention)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::classify(tx, *id, value), show::record).await.map(Created)
}
