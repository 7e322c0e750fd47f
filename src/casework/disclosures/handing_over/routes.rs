//! `/disclosures`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{HandOver, HandOverFilter, HandOverList, NewDisclosure};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Routes, Shown};
use crate::kernel::ids::DisclosureId;
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_disclosure).service(list_disclosures).service(get_disclosure);
}

/// Lämna ut en uppgift utan samtycke
///
/// Hand one item that your unit wrote over to another unit without consent, by a legal basis that fits the secrecy under
/// which the item stands; else 409 with the rule that refuses it. The receiving unit gets a copy of the item as it
/// is now, and does not take part in the case. Nobody else in the circle sees it. `POST /consents/checks` says beforehand
/// what fits.
#[utoipa::path(
    tag = "disclosures",
    responses((status = 201, description = "Utlämnat. Handed over.", body = HandOver)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/disclosures")]
async fn create_disclosure(db: Db, caller: Caller, new: Json<NewDisclosure>) -> Result<Created<HandOver>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::hand_over(tx, value), show::hand_over).await.map(Created)
}

/// Lista utlämnanden utan samtycke
///
/// List what your unit received without consent by a legal basis, newest first; with `direction=sent`, what it handed over.
#[utoipa::path(
    tag = "disclosures",
    params(Paging, HandOverFilter),
    responses((status = 200, description = "En sida. A page.", body = HandOverList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/disclosures")]
async fn list_disclosures(db: Db, caller: Caller, list: List<HandOverFilter>) -> Result<Shown<HandOverList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, &list.filter, list.page)).await?.into()))
}

/// Hämta ett utlämnande utan samtycke
///
/// Fetch what was handed over, as it was then, with its legal basis and motivation: for the unit that gave it and the unit that
/// received it.
#[utoipa::path(
    tag = "disclosures",
    params(("id" = DisclosureId, Path, description = "Utlämnandets id. The disclosure's id.")),
    responses((status = 200, description = "Utlämnandet. The hand-over.", body = HandOver)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/disclosures/{id}")]
async fn get_disclosure(db: Db, caller: Caller, id: Path<DisclosureId>) -> Result<Found<HandOver>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::hand_over(tx, *id)).await.map(Found)
}
