//! `/plans/{id}/confirmations`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{NewConfirmation, PlanConfirmation, PlanConfirmationList};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, NoFilter, Paging, Shown};
use crate::kernel::ids::{ConfirmationId, PlanId};
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub(in crate::casework::plans) fn configure(api: &mut impl Routes) {
    api.service(create_plan_confirmation).service(list_plan_confirmations).service(get_plan_confirmation);
}

/// Bekräfta en plan
///
/// Confirm a version for the own unit, or record that a guardian or the child confirms it; with a dissent where there is
/// one. One confirmation per party and version.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id.")),
    responses((status = 201, description = "Bekräftad. Confirmed.", body = PlanConfirmation)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/confirmations")]
async fn create_plan_confirmation(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    new: Json<NewConfirmation>,
) -> Result<Created<PlanConfirmation>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (plan, Json { value, once }) = (*id, new);
    db.write(caller, once, move |tx| steps::confirm(tx, plan, value), move |tx, id| show::confirmation(tx, plan, id))
        .await
        .map(Created)
}

/// Lista bekräftelser
///
/// List who has confirmed which version, newest first.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = PlanConfirmationList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/confirmations")]
async fn list_plan_confirmations(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    list: List<NoFilter>,
) -> Result<Shown<PlanConfirmationList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| show::page(tx, *id, list.page));
    Ok(Shown(page.await?.into()))
}

/// Hämta en bekräftelse
///
/// Fetch one confirmation.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("confirmationId" = ConfirmationId, Path, description = "Bekräftelsens id. The confirmation's id."),
    ),
    responses((status = 200, description = "Bekräftelsen. The confirmation.", body = PlanConfirmation)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/confirmations/{confirmationId}")]
async fn get_plan_confirmation(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, ConfirmationId)>,
) -> Result<Found<PlanConfirmation>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (plan, id) = *ids;
    db.read(caller, move |tx| show::confirmation(tx, plan, id)).await.map(Found)
}
