//! `/plans/{id}/follow-ups`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{FollowUp, FollowUpList, NewFollowUp};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, NoFilter, Paging, Shown};
use crate::kernel::ids::{FollowUpId, PlanId};
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub(in crate::casework::plans) fn configure(api: &mut impl Routes) {
    api.service(create_plan_follow_up).service(list_plan_follow_ups).service(get_plan_follow_up);
}

/// Följa upp en plan
///
/// Record a follow-up in its four parts: how the child is, the reconciliation, change and satisfaction, deviations. It
/// sets the day of the next follow-up or is the last.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id.")),
    responses((status = 201, description = "Antecknad. Recorded.", body = FollowUp)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/follow-ups")]
async fn create_plan_follow_up(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    new: Json<NewFollowUp>,
) -> Result<Created<FollowUp>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (plan, Json { value, once }) = (*id, new);
    db.write(caller, once, move |tx| steps::hold(tx, plan, value), move |tx, id| show::follow_up(tx, plan, id))
        .await
        .map(Created)
}

/// Lista uppföljningar
///
/// List a plan's follow-ups, newest first.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = FollowUpList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/follow-ups")]
async fn list_plan_follow_ups(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    list: List<NoFilter>,
) -> Result<Shown<FollowUpList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| show::page(tx, *id, list.page));
    Ok(Shown(page.await?.into()))
}

/// Hämta en uppföljning
///
/// Fetch one follow-up.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("followUpId" = FollowUpId, Path, description = "Uppföljningens id. The follow-up's id."),
    ),
    responses((status = 200, description = "Uppföljningen. The follow-up.", body = FollowUp)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/follow-ups/{followUpId}")]
async fn get_plan_follow_up(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, FollowUpId)>,
) -> Result<Found<FollowUp>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (plan, id) = *ids;
    db.read(caller, move |tx| show::follow_up(tx, plan, id)).await.map(Found)
}
