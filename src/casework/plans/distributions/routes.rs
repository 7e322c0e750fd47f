//! `/plans/{id}/distributions`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{NewDistribution, PlanDistribution, PlanDistributionList};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, NoFilter, Paging, Shown};
use crate::kernel::ids::{DistributionId, PlanId};
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub(in crate::casework::plans) fn configure(api: &mut impl Routes) {
    api.service(create_plan_distribution).service(list_plan_distributions).service(get_plan_distribution);
}

/// Anteckna ett utlämnande av planen
///
/// Record that a version was handed to a unit of the circle or to the family: how and when.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id.")),
    responses((status = 201, description = "Antecknat. Recorded.", body = PlanDistribution)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/distributions")]
async fn create_plan_distribution(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    new: Json<NewDistribution>,
) -> Result<Created<PlanDistribution>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (plan, Json { value, once }) = (*id, new);
    db.write(caller, once, move |tx| steps::hand_over(tx, plan, value), move |tx, id| show::distribution(tx, plan, id))
        .await
        .map(Created)
}

/// Lista utlämnanden
///
/// List to whom versions were handed, newest first; that the circle can read a version is listed too.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = PlanDistributionList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/distributions")]
async fn list_plan_distributions(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    list: List<NoFilter>,
) -> Result<Shown<PlanDistributionList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| show::page(tx, *id, list.page));
    Ok(Shown(page.await?.into()))
}

/// Hämta ett utlämnande
///
/// Fetch one distribution.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("distributionId" = DistributionId, Path, description = "Utlämnandets id. The distribution's id."),
    ),
    responses((status = 200, description = "Utlämnandet. The distribution.", body = PlanDistribution)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/distributions/{distributionId}")]
async fn get_plan_distribution(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, DistributionId)>,
) -> Result<Found<PlanDistribution>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (plan, id) = *ids;
    db.read(caller, move |tx| show::distribution(tx, plan, id)).await.map(Found)
}
