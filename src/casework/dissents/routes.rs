//! `/cases/{id}/dissents` and `/cases/{id}/corrections`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{ItemNote, ItemNoteList, NewDissent, NewItemCorrection, NoteKind};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Json, List, NoFilter, Paging, Routes, Shown};
use crate::kernel::ids::CaseId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_dissent).service(list_case_dissents).service(create_correction).service(list_case_corrections);
}

/// Anteckna en avvikande mening
///
/// Note that the child or a guardian holds an item to be wrong or misleading, in their own words. Any unit that sees the item
/// may note it; whoever sees the item sees the note. The item stays as it is.
#[utoipa::path(
    tag = "dissents",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id.")),
    responses((status = 201, description = "Antecknad. Noted.", body = ItemNote)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/cases/{id}/dissents")]
async fn create_dissent(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    new: Json<NewDissent>,
) -> Result<Created<ItemNote>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::dissent(tx, *id, value), show::note).await.map(Created)
}

/// Lista avvikande meningar
///
/// List the dissents of a case beside the items that your unit sees, newest first.
#[utoipa::path(
    tag = "dissents",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = ItemNoteList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}/dissents")]
async fn list_case_dissents(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    list: List<NoFilter>,
) -> Result<Shown<ItemNoteList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| show::page(tx, *id, NoteKind::Dissent, list.page));
    Ok(Shown(page.await?.into()))
}

/// Anteckna en rättelse
///
/// Note what is wrong in an item that your unit wrote, and what is right. The item stays as it was, with when and by whom it
/// was corrected beside it.
#[utoipa::path(
    tag = "dissents",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id.")),
    responses((status = 201, description = "Antecknad. Noted.", body = ItemNote)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/cases/{id}/corrections")]
async fn create_correction(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    new: Json<NewItemCorrection>,
) -> Result<Created<ItemNote>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::correct(tx, *id, value), show::note).await.map(Created)
}

/// Lista rättelser
///
/// List the corrections of a case beside the items that your unit sees, newest first.
#[utoipa::path(
    tag = "dissents",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = ItemNoteList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}/corrections")]
async fn list_case_corrections(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    list: List<NoFilter>,
) -> Result<Shown<ItemNoteList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| show::page(tx, *id, NoteKind::Correction, list.page));
    Ok(Shown(page.await?.into()))
}
