//! `/areas`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{Area, AreaFilter, AreaList, AreaPatch, NewArea};
use super::{key_persons, queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::AreaId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_area)
        .service(list_areas)
        .service(get_area)
        .service(update_area)
        .configure(key_persons::routes::configure);
}

/// Registrera ett område
///
/// Register an area (*område*) with its units and the agreement that it follows. An administrator of an organisation
/// that has one of the units may, and those of the whole service.
#[utoipa::path(
    tag = "areas",
    responses((status = 201, description = "Registrerat. Registered.", body = Area)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/areas")]
async fn create_area(db: Db, caller: Caller, new: Json<NewArea>) -> Result<Created<Area>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::area).await.map(Created)
}

/// Lista områden
///
/// List areas, by name.
#[utoipa::path(
    tag = "areas",
    params(Paging, AreaFilter),
    responses((status = 200, description = "En sida. A page.", body = AreaList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/areas")]
async fn list_areas(db: Db, caller: Caller, list: List<AreaFilter>) -> Result<Shown<AreaList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let page = db.read(caller, move |tx| {
        let rows = queries::list(tx.conn, &list.filter, tx.today(), list.page)?;
        show::page(tx, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta ett område
///
/// Fetch one area with its units and its ETag.
#[utoipa::path(
    tag = "areas",
    params(("id" = AreaId, Path, description = "Områdets id. The area's id.")),
    responses((status = 200, description = "Området. The area.", body = Area,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/areas/{id}")]
async fn get_area(db: Db, caller: Caller, id: Path<AreaId>) -> Result<Found<Area>, Problem> {
    caller.require(Permission::ReadParties)?;
    db.read(caller, move |tx| show::area(tx, *id)).await.map(Found)
}

/// Ändra ett område
///
/// Change an area. `unitIds` replaces all its units; a unit with a key person cannot leave. The agreement never changes,
/// for the area's clocks run under it: new terms are a new version of the agreement.
#[utoipa::path(
    tag = "areas",
    params(("id" = AreaId, Path, description = "Områdets id. The area's id."), IfMatch),
    request_body(content = AreaPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrat. Changed.", body = Area,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[patch("/areas/{id}")]
async fn update_area(
    db: Db,
    caller: Caller,
    id: Path<AreaId>,
    read: IfMatch,
    patch: Patch<AreaPatch>,
) -> Result<Found<Area>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let written = db.write(caller, None, move |tx| steps::change(tx, *id, &read, patch.0), show::area);
    Ok(Found(written.await?.value))
}
