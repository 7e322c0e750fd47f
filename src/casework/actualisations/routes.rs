//! `/actualisations`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post, put};

use super::model::{
    Actualisation, ActualisationFilter, ActualisationList, NewActualisation, NewActualisationRefusal,
    NewActualisationWithdrawal, NewUrgencyChange,
};
use super::{changes, queries, show, steps, upsert};
use crate::casework::cases::door;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::external_ids::{self, ExternalId};
use crate::kernel::http::{Created, Found, IfMatch, IfMatchUnlessNew, Json, List, Paging, Put, Shown};
use crate::kernel::ids::ActualisationId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_actualisation)
        .service(list_actualisations)
        .service(get_actualisation)
        .service(create_urgency_change)
        .service(create_actualisation_withdrawal)
        .service(create_actualisation_refusal)
        .service(put_actualisation_by_external_id);
}

/// Aktualisera ett barn
///
/// Raise a child for joint work. Opens a case, or joins the open one about the same child; the lead times start: contact
/// the same day when acute and within the agreement's limit otherwise, counted from the day on which the need became known.
/// A child outside the target group's ages needs a reason and gives a warning.
#[utoipa::path(
    tag = "actualisations",
    responses((status = 201, description = "Aktualiserat. Actualised.", body = Actualisation)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/actualisations")]
async fn create_actualisation(
    db: Db,
    caller: Caller,
    new: Json<NewActualisation>,
) -> Result<Created<Actualisation>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::actualisation).await.map(Created)
}

/// Lista aktualiseringar
///
/// List the actualisations of the own organisation and those shared with your unit, in cases in whose circle it is, newest
/// first.
#[utoipa::path(
    tag = "actualisations",
    params(Paging, ActualisationFilter),
    responses((status = 200, description = "En sida. A page.", body = ActualisationList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/actualisations")]
async fn list_actualisations(
    db: Db,
    caller: Caller,
    list: List<ActualisationFilter>,
) -> Result<Shown<ActualisationList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        door::probe(tx, list.filter.case_id)?;
        let (unit, today) = (tx.actor().unit()?, tx.today());
        let named = external_ids::asked(tx, queries::KIND, list.filter.external_id.as_ref())?;
        let rows = queries::list(tx.conn, unit, today, &list.filter, named.as_deref(), list.page)?;
        show::page(tx, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en aktualisering
///
/// Fetch one actualisation: the own organisation's, or one that was shared with your unit.
#[utoipa::path(
    tag = "actualisations",
    params(("id" = ActualisationId, Path, description = "Aktualiseringens id. The actualisation's id.")),
    responses((status = 200, description = "Aktualiseringen. The actualisation.", body = Actualisation,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/actualisations/{id}")]
async fn get_actualisation(db: Db, caller: Caller, id: Path<ActualisationId>) -> Result<Found<Actualisation>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::actualisation(tx, *id)).await.map(Found)
}

/// Ändra hur brådskande
///
/// Change how urgent the need is. Raised to acute, the clock for contact the same day starts that day; lowered, it is
/// cancelled.
#[utoipa::path(
    tag = "actualisations",
    params(("id" = ActualisationId, Path, description = "Aktualiseringens id. The actualisation's id."), IfMatch),
    responses((status = 201, description = "Ändrat. Changed.", body = Actualisation)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/actualisations/{id}/urgency-changes")]
async fn create_urgency_change(
    db: Db,
    caller: Caller,
    id: Path<ActualisationId>,
    read: IfMatch,
    new: Json<NewUrgencyChange>,
) -> Result<Created<Actualisation>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| changes::change_urgency(tx, *id, &read, &value), show::actualisation)
        .await
        .map(Created)
}

/// Återta en aktualisering
///
/// Withdraw an actualisation that your own unit raised, with the reason. The case stays; close it when nothing is left.
#[utoipa::path(
    tag = "actualisations",
    params(("id" = ActualisationId, Path, description = "Aktualiseringens id. The actualisation's id."), IfMatch),
    responses((status = 201, description = "Återtagen. Withdrawn.", body = Actualisation)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/actualisations/{id}/withdrawals")]
async fn create_actualisation_withdrawal(
    db: Db,
    caller: Caller,
    id: Path<ActualisationId>,
    read: IfMatch,
    new: Json<NewActualisationWithdrawal>,
) -> Result<Created<Actualisation>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| changes::withdraw(tx, *id, &read, value), show::actualisation).await.map(Created)
}

/// Neka familjens begäran
///
/// Refuse what the family itself asked for, with a reason that is counted and the words that the family was given. As a
/// rule a family gets what it asks for; the case stays, close it when nothing is left.
#[utoipa::path(
    tag = "actualisations",
    params(("id" = ActualisationId, Path, description = "Aktualiseringens id. The actualisation's id."), IfMatch),
    responses((status = 201, description = "Nekad. Refused.", body = Actualisation)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/actualisations/{id}/refusals")]
async fn create_actualisation_refusal(
    db: Db,
    caller: Caller,
    id: Path<ActualisationId>,
    read: IfMatch,
    new: Json<NewActualisationRefusal>,
) -> Result<Created<Actualisation>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| changes::refuse(tx, *id, &read, value), show::actualisation).await.map(Created)
}

/// Aktualisera eller uppdatera på eget id
///
/// Raise a child by the id that your own system has for it, or bring what is there up to date. The same content again
/// changes nothing and answers 200, so it is safe to send again. A change needs the ETag in `If-Match`. What the lead times
/// rest on (the child, the area, the days) is corrected, not rewritten: 422. What is left out of initiator, urgency, days,
/// audience and age reason stays.
#[utoipa::path(
    tag = "actualisations",
    params(
        ("system" = String, Path, max_length = 100, description = "Systemet. The system.", example = "prorenata"),
        ("value" = String, Path, max_length = 200, description = "Systemets eget id, aldrig ett personnummer. The system's own id, never an identity number.", example = "akt-48213"),
        IfMatchUnlessNew,
    ),
    responses(
        (status = 200, description = "Fanns, och är som i anropet. It was there, and is as the request says.", body = Actualisation, headers(("ETag" = String, description = "Version."))),
        (status = 201, description = "Aktualiserat. Actualised.", body = Actualisation),
    ),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[put("/actualisations/by-external-id/{system}/{value}")]
async fn put_actualisation_by_external_id(
    db: Db,
    caller: Caller,
    name: Path<ExternalId>,
    read: IfMatchUnlessNew,
    new: Json<NewActualisation>,
) -> Result<Put<Actualisation>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let name = name.into_inner();
    db.put(caller, move |tx| upsert::put(tx, name, read.0.as_ref(), new.value), show::actualisation).await
}
