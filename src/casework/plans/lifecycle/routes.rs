//! `/plans/{id}/establishments`, `/closures` and `/reopenings`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{NewEstablishment, NewPlanClosure, NewPlanReopening, PlanStepList};
use super::{show, steps};
use crate::casework::plans::codes::StepKind;
use crate::casework::plans::model::Plan;
use crate::casework::plans::show::plan;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, IfMatch, Json, List, NoFilter, Paging, Shown};
use crate::kernel::ids::PlanId;
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub(in crate::casework::plans) fn configure(api: &mut impl Routes) {
    api.service(create_plan_establishment)
        .service(list_plan_establishments)
        .service(create_plan_closure)
        .service(list_plan_closures)
        .service(create_plan_reopening)
        .service(list_plan_reopenings);
}

async fn page(
    db: Db,
    caller: Caller,
    id: PlanId,
    kind: StepKind,
    list: List<NoFilter>,
) -> Result<Shown<PlanStepList>, Problem> {
    let page = db.read(caller, move |tx| show::page(tx, id, id.0, kind, list.page));
    Ok(Shown(page.await?.into()))
}

/// Upprätta en plan
///
/// Establish a plan. It is refused while something is missing, and `errors` names every missing point: the four of the
/// law (needs and interventions, who answers for which, what others do, the responsible principal), and a coordinator,
/// the child's view, own words, goals, days, and a day for the follow-up. The first version is made; the circle can
/// read it.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), IfMatch),
    responses((status = 201, description = "Upprättad. Established.", body = Plan)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/establishments")]
async fn create_plan_establishment(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    read: IfMatch,
    new: Json<NewEstablishment>,
) -> Result<Created<Plan>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::establish(tx, *id, &read, &value), plan).await.map(Created)
}

/// Lista upprättanden
///
/// List when a plan was established.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = PlanStepList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/establishments")]
async fn list_plan_establishments(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    list: List<NoFilter>,
) -> Result<Shown<PlanStepList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    page(db, caller, *id, StepKind::Establishment, list).await
}

/// Avsluta en plan
///
/// Close a plan with a reason; nothing is deleted. A plan that was never established can be closed too.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), IfMatch),
    responses((status = 201, description = "Avslutad. Closed.", body = Plan)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/closures")]
async fn create_plan_closure(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    read: IfMatch,
    new: Json<NewPlanClosure>,
) -> Result<Created<Plan>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::close(tx, *id, &read, value), plan).await.map(Created)
}

/// Lista avslut
///
/// List when and why a plan was closed, newest first.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = PlanStepList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/closures")]
async fn list_plan_closures(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    list: List<NoFilter>,
) -> Result<Shown<PlanStepList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    page(db, caller, *id, StepKind::Closure, list).await
}

/// Återöppna en plan
///
/// Reopen a closed plan as a new interval. It needs a consent in force on that day, and no other plan that goes on.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), IfMatch),
    responses((status = 201, description = "Återöppnad. Reopened.", body = Plan)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/reopenings")]
async fn create_plan_reopening(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    read: IfMatch,
    new: Json<NewPlanReopening>,
) -> Result<Created<Plan>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::reopen(tx, *id, &read, value), plan).await.map(Created)
}

/// Lista återöppningar
///
/// List when and why a plan was reopened, newest first.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = PlanStepList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/reopenings")]
async fn list_plan_reopenings(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    list: List<NoFilter>,
) -> Result<Shown<PlanStepList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    page(db, caller, *id, StepKind::Reopening, list).await
}
