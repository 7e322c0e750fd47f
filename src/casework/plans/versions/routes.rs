//! `/plans/{id}/versions`.

use crate::kernel::http::Routes;
use actix_web::get;
use actix_web::web::Path;

use super::model::{PlanVersion, PlanVersionList};
use super::show;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{List, NoFilter, Paging, Shown};
use crate::kernel::ids::PlanId;
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub(in crate::casework::plans) fn configure(api: &mut impl Routes) {
    api.service(list_plan_versions).service(get_plan_version);
}

/// Lista planens versioner
///
/// List the versions of a plan that your unit was given, newest first. A unit keeps them also after it has left the
/// circle.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = PlanVersionList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/versions")]
async fn list_plan_versions(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    list: List<NoFilter>,
) -> Result<Shown<PlanVersionList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| show::page(tx, *id, list.page));
    Ok(Shown(page.await?.into()))
}

/// Hämta en version
///
/// Fetch one version: the plan as it was, unchanged since.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("number" = i32, Path, minimum = 1, maximum = 1_000_000, example = 2, description = "Versionens nummer. The version's number."),
    ),
    responses((status = 200, description = "Versionen. The version.", body = PlanVersion)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/versions/{number}")]
async fn get_plan_version(db: Db, caller: Caller, ids: Path<(PlanId, i32)>) -> Result<Shown<PlanVersion>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (plan, number) = *ids;
    db.read(caller, move |tx| show::version(tx, plan, number)).await.map(Shown)
}
