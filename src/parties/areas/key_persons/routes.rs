//! `/areas/{id}/key-persons`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{KeyPerson, KeyPersonFilter, KeyPersonList, NewEnding, NewKeyPerson};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::{AreaId, KeyPersonId};
use crate::kernel::problem::Problem;
use crate::parties::areas;

/// Registers the endpoints.
pub(in crate::parties::areas) fn configure(api: &mut impl Routes) {
    api.service(create_key_person).service(list_key_persons).service(get_key_person).service(end_key_person);
}

/// Utse en nyckelperson
///
/// Appoint a key person (*nyckelperson*), a deputy or the convener (*sammankallande*) of the area. A unit has one key
/// person at a time and an area one convener: end the former first.
#[utoipa::path(
    tag = "areas",
    params(("id" = AreaId, Path, description = "Områdets id. The area's id.")),
    responses((status = 201, description = "Utsedd. Appointed.", body = KeyPerson)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/areas/{id}/key-persons")]
async fn create_key_person(
    db: Db,
    caller: Caller,
    id: Path<AreaId>,
    new: Json<NewKeyPerson>,
) -> Result<Created<KeyPerson>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    let area = *id;
    let written =
        db.write(caller, once, move |tx| steps::appoint(tx, area, value), move |tx, id| show::key_person(tx, area, id));
    written.await.map(Created)
}

/// Lista nyckelpersoner
///
/// List the area's key persons, deputies and conveners in the order in which they began, also those that have ended.
#[utoipa::path(
    tag = "areas",
    params(("id" = AreaId, Path, description = "Områdets id. The area's id."), Paging, KeyPersonFilter),
    responses((status = 200, description = "En sida. A page.", body = KeyPersonList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/areas/{id}/key-persons")]
async fn list_key_persons(
    db: Db,
    caller: Caller,
    id: Path<AreaId>,
    list: List<KeyPersonFilter>,
) -> Result<Shown<KeyPersonList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let page = db.read(caller, move |tx| {
        areas::queries::find(tx.conn, *id)?.ok_or_else(Problem::not_found)?;
        let rows = queries::list(tx.conn, *id, &list.filter, list.page)?;
        show::page(tx, *id, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en nyckelperson
///
/// Fetch one appointment.
#[utoipa::path(
    tag = "areas",
    params(
        ("id" = AreaId, Path, description = "Områdets id. The area's id."),
        ("keyPersonId" = KeyPersonId, Path, description = "Uppdragets id. The appointment's id."),
    ),
    responses((status = 200, description = "Uppdraget. The appointment.", body = KeyPerson)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/areas/{id}/key-persons/{keyPersonId}")]
async fn get_key_person(db: Db, caller: Caller, ids: Path<(AreaId, KeyPersonId)>) -> Result<Found<KeyPerson>, Problem> {
    caller.require(Permission::ReadParties)?;
    let (area, id) = ids.into_inner();
    db.read(caller, move |tx| show::key_person(tx, area, id)).await.map(Found)
}

/// Avsluta ett uppdrag
///
/// End an appointment on a day, which may lie ahead. The answer is the appointment with its last day.
#[utoipa::path(
    tag = "areas",
    params(
        ("id" = AreaId, Path, description = "Områdets id. The area's id."),
        ("keyPersonId" = KeyPersonId, Path, description = "Uppdragets id. The appointment's id."),
    ),
    responses((status = 201, description = "Avslutat. Ended.", body = KeyPerson)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/areas/{id}/key-persons/{keyPersonId}/endings")]
async fn end_key_person(
    db: Db,
    caller: Caller,
    ids: Path<(AreaId, KeyPersonId)>,
    ending: Json<NewEnding>,
) -> Result<Created<KeyPerson>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = ending;
    let (area, id) = ids.into_inner();
    let written = db.write(
        caller,
        once,
        move |tx| steps::end(tx, area, id, &value),
        move |tx, id| show::key_person(tx, area, id),
    );
    written.await.map(Created)
}
