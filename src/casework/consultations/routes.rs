//! `/consultations`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{Consultation, ConsultationFilter, ConsultationList, NewConsultation, NewConsultationAnswer};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Routes, Shown};
use crate::kernel::ids::ConsultationId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_consultation)
        .service(list_consultations)
        .service(get_consultation)
        .service(create_consultation_answer);
}

/// Be om råd
///
/// Ask another unit of your area for advice about somebody who is not named. No consent is needed, because nothing tells who it is:
/// a text with an identity number in it is refused, and no name belongs in it.
#[utoipa::path(
    tag = "consultations",
    responses((status = 201, description = "Frågad. Asked.", body = Consultation)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/consultations")]
async fn create_consultation(
    db: Db,
    caller: Caller,
    new: Json<NewConsultation>,
) -> Result<Created<Consultation>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::ask(tx, value), show::consultation).await.map(Created)
}

/// Lista konsultationer
///
/// List what your unit asked and was asked, newest first.
#[utoipa::path(
    tag = "consultations",
    params(Paging, ConsultationFilter),
    responses((status = 200, description = "En sida. A page.", body = ConsultationList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/consultations")]
async fn list_consultations(
    db: Db,
    caller: Caller,
    list: List<ConsultationFilter>,
) -> Result<Shown<ConsultationList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, &list.filter, list.page)).await?.into()))
}

/// Hämta en konsultation
///
/// Fetch one that your unit asked or was asked.
#[utoipa::path(
    tag = "consultations",
    params(("id" = ConsultationId, Path, description = "Konsultationens id. The consultation's id.")),
    responses((status = 200, description = "Konsultationen. The consultation.", body = Consultation)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/consultations/{id}")]
async fn get_consultation(db: Db, caller: Caller, id: Path<ConsultationId>) -> Result<Found<Consultation>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::consultation(tx, *id)).await.map(Found)
}

/// Ge råd
///
/// Answer a question that your unit was asked, once (else 409, `consultation-answered`). Ask anew where more is wondered.
#[utoipa::path(
    tag = "consultations",
    params(("id" = ConsultationId, Path, description = "Konsultationens id. The consultation's id.")),
    responses((status = 201, description = "Besvarad. Answered.", body = Consultation)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/consultations/{id}/answers")]
async fn create_consultation_answer(
    db: Db,
    caller: Caller,
    id: Path<ConsultationId>,
    new: Json<NewConsultationAnswer>,
) -> Result<Created<Consultation>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::answer(tx, *id, &value), show::consultation).await.map(Created)
}
