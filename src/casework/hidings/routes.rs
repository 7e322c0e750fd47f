//! `/cases/{id}/hidings` and `/hidings`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{Hiding, HidingList, NewHiding, NewHidingLifting};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, NoFilter, Paging, Routes, Shown};
use crate::kernel::ids::{CaseId, HidingId};
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_hiding).service(list_case_hidings).service(get_hiding).service(create_hiding_lifting);
}

/// Dölj en uppgift för en vårdnadshavare
///
/// Hide an item that your unit wrote (an actualisation, a contact, a plan, an agenda item, a summons or an invitation, an
/// acknowledgement) from one guardian: extracts for that guardian leave it out, and so does the extract of the log. Whoever else sees the item sees that it is hidden, not why.
/// Also in a closed case, and after your unit has left the circle.
#[utoipa::path(
    tag = "hidings",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id.")),
    responses((status = 201, description = "Dold. Hidden.", body = Hiding)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/cases/{id}/hidings")]
async fn create_hiding(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    new: Json<NewHiding>,
) -> Result<Created<Hiding>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::hide(tx, *id, value), show::hiding).await.map(Created)
}

/// Lista dolda uppgifter
///
/// List what is hidden of a case, newest first: what your unit hid, with why; and, of the items that your unit sees, which are
/// hidden from whom, so that nobody tells. Lifted ones are listed too.
#[utoipa::path(
    tag = "hidings",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = HidingList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}/hidings")]
async fn list_case_hidings(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    list: List<NoFilter>,
) -> Result<Shown<HidingList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, *id, list.page)).await?.into()))
}

/// Hämta en dold uppgift
///
/// Fetch a hiding: which item, from whom, by which unit, and whether it is lifted; why, for the unit that hid it.
#[utoipa::path(
    tag = "hidings",
    params(("id" = HidingId, Path, description = "Id. The hiding's id.")),
    responses((status = 200, description = "Den dolda uppgiften. The hiding.", body = Hiding)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/hidings/{id}")]
async fn get_hiding(db: Db, caller: Caller, id: Path<HidingId>) -> Result<Found<Hiding>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::hiding(tx, *id)).await.map(Found)
}

/// Häv att en uppgift är dold
///
/// Lift a hiding, once (else 409, `hiding-lifted-already`). Only the unit that hid the item does (else 403).
#[utoipa::path(
    tag = "hidings",
    params(("id" = HidingId, Path, description = "Id. The hiding's id.")),
    responses((status = 201, description = "Hävd. Lifted.", body = Hiding)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/hidings/{id}/liftings")]
async fn create_hiding_lifting(
    db: Db,
    caller: Caller,
    id: Path<HidingId>,
    new: Json<NewHidingLifting>,
) -> Result<Created<Hiding>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::lift(tx, *id, value), show::hiding).await.map(Created)
}
