//! `/data-extracts`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{DataExtract, DataExtractList, ExtractContent};
use super::requests::{NewDataExtract, NewExtractDelivery, NewExtractReview};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, NoFilter, Paging, Routes, Shown};
use crate::kernel::ids::DataExtractId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_data_extract)
        .service(list_data_extracts)
        .service(get_data_extract)
        .service(get_data_extract_content)
        .service(create_data_extract_review)
        .service(create_data_extract_delivery);
}

/// Registrera en begäran om registerutdrag
///
/// Register a request for an extract of what your authority holds about a child (GDPR art. 15), for the child or for one
/// guardian who decides for it today. The answer lists every entry with what is proposed for that recipient. Due one month
/// after the request.
#[utoipa::path(
    tag = "data-extracts",
    responses((status = 201, description = "Registrerad. Registered.", body = DataExtract,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::HandleRights])),
)]
#[post("/data-extracts")]
async fn create_data_extract(
    db: Db,
    caller: Caller,
    new: Json<NewDataExtract>,
) -> Result<Created<DataExtract>, Problem> {
    caller.require(Permission::HandleRights)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::extract).await.map(Created)
}

/// Lista registerutdrag
///
/// List your authority's extracts, newest first, without their entries.
#[utoipa::path(
    tag = "data-extracts",
    params(Paging),
    responses((status = 200, description = "En sida. A page.", body = DataExtractList)),
    security(("oauth2" = [Permission::ReadRights])),
)]
#[get("/data-extracts")]
async fn list_data_extracts(db: Db, caller: Caller, list: List<NoFilter>) -> Result<Shown<DataExtractList>, Problem> {
    caller.require(Permission::ReadRights)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, list.page)).await?.into()))
}

/// Hämta ett registerutdrag för granskning
///
/// Fetch an extract as its officers see it: every entry that the authority holds now, what is proposed for the recipient and
/// why, and what the latest review decided.
#[utoipa::path(
    tag = "data-extracts",
    params(("id" = DataExtractId, Path, description = "Utdragets id. The extract's id.")),
    responses((status = 200, description = "Utdraget. The extract.", body = DataExtract,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadRights])),
)]
#[get("/data-extracts/{id}")]
async fn get_data_extract(db: Db, caller: Caller, id: Path<DataExtractId>) -> Result<Found<DataExtract>, Problem> {
    caller.require(Permission::ReadRights)?;
    db.read(caller, move |tx| show::extract(tx, *id)).await.map(Found)
}

/// Hämta innehållet att lämna ut
///
/// Fetch what the recipient gets: what the latest review lets go, read anew and decided anew as if the recipient had asked. 409
/// before a review (`extract-not-reviewed`) and when the recipient no longer decides for the child.
#[utoipa::path(
    tag = "data-extracts",
    params(("id" = DataExtractId, Path, description = "Utdragets id. The extract's id.")),
    responses((status = 200, description = "Innehållet. The content.", body = ExtractContent)),
    security(("oauth2" = [Permission::ReadRights])),
)]
#[get("/data-extracts/{id}/content")]
async fn get_data_extract_content(
    db: Db,
    caller: Caller,
    id: Path<DataExtractId>,
) -> Result<Shown<ExtractContent>, Problem> {
    caller.require(Permission::ReadRights)?;
    db.read(caller, move |tx| show::content(tx, *id)).await.map(Shown)
}

/// Granska ett registerutdrag
///
/// Review an extract: entries that are not named go as proposed. Another person than the one who registered it reviews it
/// (409, `extract-review-by-another`), registered among the staff (else 409, `extract-review-by-staff`); what the recipient may not
/// have cannot be released (409, `extract-shows-hidden`).
#[utoipa::path(
    tag = "data-extracts",
    params(("id" = DataExtractId, Path, description = "Utdragets id. The extract's id."), IfMatch),
    responses((status = 201, description = "Granskat. Reviewed.", body = DataExtract,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::HandleRights])),
)]
#[post("/data-extracts/{id}/reviews")]
async fn create_data_extract_review(
    db: Db,
    caller: Caller,
    id: Path<DataExtractId>,
    read: IfMatch,
    new: Json<NewExtractReview>,
) -> Result<Created<DataExtract>, Problem> {
    caller.require(Permission::HandleRights)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::review(tx, *id, &read, value), show::extract).await.map(Created)
}

/// Anteckna att ett registerutdrag lämnades
///
/// Record that an extract was delivered, after its review.
#[utoipa::path(
    tag = "data-extracts",
    params(("id" = DataExtractId, Path, description = "Utdragets id. The extract's id."), IfMatch),
    responses((status = 201, description = "Antecknat. Recorded.", body = DataExtract,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::HandleRights])),
)]
#[post("/data-extracts/{id}/deliveries")]
async fn create_data_extract_delivery(
    db: Db,
    caller: Caller,
    id: Path<DataExtractId>,
    read: IfMatch,
    new: Json<NewExtractDelivery>,
) -> Result<Created<DataExtract>, Problem> {
    caller.require(Permission::HandleRights)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::deliver(tx, *id, &read, value), show::extract).await.map(Created)
}
