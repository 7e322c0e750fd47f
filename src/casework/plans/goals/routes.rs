//! `/plans/{id}/goals`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{Goal, GoalList, GoalPatch, NewAttainment, NewGoal};
use super::{queries, show, steps};
use crate::casework::plans::codes::StepKind;
use crate::casework::plans::{door, lifecycle};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, NoFilter, Paging, Patch, Shown};
use crate::kernel::ids::{GoalId, PlanId};
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub(in crate::casework::plans) fn configure(api: &mut impl Routes) {
    api.service(create_plan_goal)
        .service(list_plan_goals)
        .service(get_plan_goal)
        .service(update_plan_goal)
        .service(create_goal_attainment)
        .service(list_goal_attainments);
}

/// Lägg till ett mål
///
/// Add a goal, or a sub-goal of one, with the criterion by which one knows that it is reached.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id.")),
    responses((status = 201, description = "Tillagt. Added.", body = Goal)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/goals")]
async fn create_plan_goal(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    new: Json<NewGoal>,
) -> Result<Created<Goal>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (plan, Json { value, once }) = (*id, new);
    db.write(caller, once, move |tx| steps::add(tx, plan, value), move |tx, goal| show::goal(tx, plan, goal))
        .await
        .map(Created)
}

/// Lista planens mål
///
/// List a plan's goals and sub-goals, in the order of writing.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = GoalList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/goals")]
async fn list_plan_goals(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    list: List<NoFilter>,
) -> Result<Shown<GoalList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        let plan = door::for_reading(tx, *id)?;
        let rows = queries::list(tx.conn, plan.id, list.page)?;
        show::page(tx, &plan, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta ett mål
///
/// Fetch one goal with its own ETag.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("goalId" = GoalId, Path, description = "Målets id. The goal's id."),
    ),
    responses((status = 200, description = "Målet. The goal.", body = Goal, headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/goals/{goalId}")]
async fn get_plan_goal(db: Db, caller: Caller, ids: Path<(PlanId, GoalId)>) -> Result<Found<Goal>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (plan, goal) = *ids;
    db.read(caller, move |tx| show::goal(tx, plan, goal)).await.map(Found)
}

/// Ändra ett mål
///
/// Change a goal under its own ETag, so that several can write at one table. After the establishment it makes a new
/// version of the plan.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("goalId" = GoalId, Path, description = "Målets id. The goal's id."),
        IfMatch,
    ),
    request_body(content = GoalPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrat. Changed.", body = Goal, headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[patch("/plans/{id}/goals/{goalId}")]
async fn update_plan_goal(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, GoalId)>,
    read: IfMatch,
    patch: Patch<GoalPatch>,
) -> Result<Found<Goal>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (plan, goal) = *ids;
    let written = db.write(
        caller,
        None,
        move |tx| steps::change(tx, plan, goal, &read, patch.0),
        move |tx, goal| show::goal(tx, plan, goal),
    );
    Ok(Found(written.await?.value))
}

/// Notera att ett mål är nått
///
/// Record that a goal was reached, on the day it happened.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("goalId" = GoalId, Path, description = "Målets id. The goal's id."),
        IfMatch,
    ),
    responses((status = 201, description = "Nått. Reached.", body = Goal)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/goals/{goalId}/attainments")]
async fn create_goal_attainment(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, GoalId)>,
    read: IfMatch,
    new: Json<NewAttainment>,
) -> Result<Created<Goal>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let ((plan, goal), Json { value, once }) = (*ids, new);
    db.write(
        caller,
        once,
        move |tx| steps::reach(tx, plan, goal, &read, value),
        move |tx, goal| show::goal(tx, plan, goal),
    )
    .await
    .map(Created)
}

/// Lista ett måls uppnåenden
///
/// List when a goal was reached, and by whom that was recorded.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("goalId" = GoalId, Path, description = "Målets id. The goal's id."),
        Paging,
    ),
    responses((status = 200, description = "En sida. A page.", body = lifecycle::model::PlanStepList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/goals/{goalId}/attainments")]
async fn list_goal_attainments(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, GoalId)>,
    list: List<NoFilter>,
) -> Result<Shown<lifecycle::model::PlanStepList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (plan, goal) = *ids;
    let page = db.read(caller, move |tx| lifecycle::show::page(tx, plan, goal.0, StepKind::Attainment, list.page));
    Ok(Shown(page.await?.into()))
}
