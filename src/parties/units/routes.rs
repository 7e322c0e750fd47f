//! `/units`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{NewUnit, Unit, UnitFilter, UnitList, UnitPatch};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::UnitId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_unit).service(list_units).service(get_unit).service(update_unit);
}

/// Registrera en enhet
///
/// Register a unit (*enhet*) of an organisation. Its administrators may, and those of the whole service.
#[utoipa::path(
    tag = "units",
    responses((status = 201, description = "Registrerad. Registered.", body = Unit)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/units")]
async fn create_unit(db: Db, caller: Caller, new: Json<NewUnit>) -> Result<Created<Unit>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::unit).await.map(Created)
}

/// Lista enheter
///
/// List units, by name; also those that are closed.
#[utoipa::path(
    tag = "units",
    params(Paging, UnitFilter),
    responses((status = 200, description = "En sida. A page.", body = UnitList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/units")]
async fn list_units(db: Db, caller: Caller, list: List<UnitFilter>) -> Result<Shown<UnitList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let page = db.read(caller, move |tx| {
        let rows = queries::list(tx.conn, &list.filter, list.page)?;
        show::page(tx, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en enhet
///
/// Fetch one unit with its ETag.
#[utoipa::path(
    tag = "units",
    params(("id" = UnitId, Path, description = "Enhetens id. The unit's id.")),
    responses((status = 200, description = "Enheten. The unit.", body = Unit,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/units/{id}")]
async fn get_unit(db: Db, caller: Caller, id: Path<UnitId>) -> Result<Found<Unit>, Problem> {
    caller.require(Permission::ReadParties)?;
    db.read(caller, move |tx| show::unit(tx, *id)).await.map(Found)
}

/// Ändra en enhet
///
/// Change a unit. Its organisation and kind never change: close it (`validTo`) and name its successor instead.
#[utoipa::path(
    tag = "units",
    params(("id" = UnitId, Path, description = "Enhetens id. The unit's id."), IfMatch),
    request_body(content = UnitPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrad. Changed.", body = Unit,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[patch("/units/{id}")]
async fn update_unit(
    db: Db,
    caller: Caller,
    id: Path<UnitId>,
    read: IfMatch,
    patch: Patch<UnitPatch>,
) -> Result<Found<Unit>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let written = db.write(caller, None, move |tx| steps::change(tx, *id, &read, patch.0), show::unit);
    Ok(Found(written.await?.value))
}
