//! `/legal-holds`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{HoldFilter, LegalHold, LegalHoldList, NewHoldLifting, NewLegalHold};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Shown};
use crate::kernel::ids::LegalHoldId;
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_legal_hold).service(list_legal_holds).service(get_legal_hold).service(create_hold_lifting);
}

/// Spärra en akt mot gallring
///
/// Keep what your organisation holds about a child from being destroyed for now. The hold names one record, and
/// is on all that your organisation has written about that child, in other authorities' cases too.
/// Codes and a reference only: words about people belong in the authority's own diary.
#[utoipa::path(
    tag = "retention",
    responses((status = 201, description = "Spärrad. Held.", body = LegalHold)),
    security(("oauth2" = [Permission::ManageRetention])),
)]
#[post("/legal-holds")]
async fn create_legal_hold(db: Db, caller: Caller, new: Json<NewLegalHold>) -> Result<Created<LegalHold>, Problem> {
    caller.require(Permission::ManageRetention)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::place(tx, value), show::hold).await.map(Created)
}

/// Lista spärrar mot gallring
///
/// List your organisation's holds, newest first.
#[utoipa::path(
    tag = "retention",
    params(Paging, HoldFilter),
    responses((status = 200, description = "En sida. A page.", body = LegalHoldList)),
    security(("oauth2" = [Permission::ReadRetention])),
)]
#[get("/legal-holds")]
async fn list_legal_holds(db: Db, caller: Caller, list: List<HoldFilter>) -> Result<Shown<LegalHoldList>, Problem> {
    caller.require(Permission::ReadRetention)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, &list.filter, list.page)).await?.into()))
}

/// Hämta en spärr mot gallring
///
/// Fetch one of your organisation's holds with its ETag.
#[utoipa::path(
    tag = "retention",
    params(("id" = LegalHoldId, Path, description = "Spärrens id. The hold's id.")),
    responses((status = 200, description = "Spärren. The hold.", body = LegalHold,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadRetention])),
)]
#[get("/legal-holds/{id}")]
async fn get_legal_hold(db: Db, caller: Caller, id: Path<LegalHoldId>) -> Result<Found<LegalHold>, Problem> {
    caller.require(Permission::ReadRetention)?;
    db.read(caller, move |tx| show::hold(tx, *id)).await.map(Found)
}

/// Häv en spärr mot gallring
///
/// Lift a hold, once (else 409, `hold-lifted-already`). It stays in the list with who lifted it and when.
#[utoipa::path(
    tag = "retention",
    params(("id" = LegalHoldId, Path, description = "Spärrens id. The hold's id."), IfMatch),
    responses((status = 201, description = "Hävd. Lifted.", body = LegalHold)),
    security(("oauth2" = [Permission::ManageRetention])),
)]
#[post("/legal-holds/{id}/liftings")]
async fn create_hold_lifting(
    db: Db,
    caller: Caller,
    id: Path<LegalHoldId>,
    read: IfMatch,
    new: Json<NewHoldLifting>,
) -> Result<Created<LegalHold>, Problem> {
    caller.require(Permission::ManageRetention)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::lift(tx, *id, &read, value), show::hold).await.map(Created)
}
