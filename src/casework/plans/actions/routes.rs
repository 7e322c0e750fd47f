//! `/plans/{id}/actions`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{PlanAction, PlanActionList};
use super::requests::{NewActionCompletion, NewActionStart, NewPlanAction, PlanActionPatch};
use super::{queries, show, steps};
use crate::casework::plans::codes::StepKind;
use crate::casework::plans::lifecycle::model::PlanStepList;
use crate::casework::plans::{door, lifecycle};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, NoFilter, Paging, Patch, Shown};
use crate::kernel::ids::{ActionId, PlanId};
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub(in crate::casework::plans) fn configure(api: &mut impl Routes) {
    api.service(create_plan_action)
        .service(list_plan_actions)
        .service(get_plan_action)
        .service(update_plan_action)
        .service(create_action_start)
        .service(list_action_starts)
        .service(create_action_completion)
        .service(list_action_completions);
}

/// Lägg till en åtgärd
///
/// Add an action: what is to be done, who answers for it, and when. Exactly one party answers for each action.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id.")),
    responses((status = 201, description = "Tillagd. Added.", body = PlanAction)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/actions")]
async fn create_plan_action(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    new: Json<NewPlanAction>,
) -> Result<Created<PlanAction>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (plan, Json { value, once }) = (*id, new);
    db.write(caller, once, move |tx| steps::add(tx, plan, value), move |tx, action| show::action(tx, plan, action))
        .await
        .map(Created)
}

/// Lista planens åtgärder
///
/// List a plan's actions, in their order.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = PlanActionList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/actions")]
async fn list_plan_actions(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    list: List<NoFilter>,
) -> Result<Shown<PlanActionList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        let plan = door::for_reading(tx, *id)?;
        let rows = queries::list(tx.conn, plan.id, list.page)?;
        show::page(tx, &plan, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en åtgärd
///
/// Fetch one action with its own ETag.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("actionId" = ActionId, Path, description = "Åtgärdens id. The action's id."),
    ),
    responses((status = 200, description = "Åtgärden. The action.", body = PlanAction, headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/actions/{actionId}")]
async fn get_plan_action(db: Db, caller: Caller, ids: Path<(PlanId, ActionId)>) -> Result<Found<PlanAction>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (plan, action) = *ids;
    db.read(caller, move |tx| show::action(tx, plan, action)).await.map(Found)
}

/// Ändra en åtgärd
///
/// Change an action under its own ETag, so that several can write at one table. After the establishment it makes a new
/// version of the plan.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("actionId" = ActionId, Path, description = "Åtgärdens id. The action's id."),
        IfMatch,
    ),
    request_body(content = PlanActionPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrad. Changed.", body = PlanAction, headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[patch("/plans/{id}/actions/{actionId}")]
async fn update_plan_action(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, ActionId)>,
    read: IfMatch,
    patch: Patch<PlanActionPatch>,
) -> Result<Found<PlanAction>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (plan, action) = *ids;
    let written = db.write(
        caller,
        None,
        move |tx| steps::change(tx, plan, action, &read, patch.0),
        move |tx, action| show::action(tx, plan, action),
    );
    Ok(Found(written.await?.value))
}

/// Påbörja en åtgärd
///
/// Record that an action was started, on the day it happened.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("actionId" = ActionId, Path, description = "Åtgärdens id. The action's id."),
        IfMatch,
    ),
    responses((status = 201, description = "Påbörjad. Started.", body = PlanAction)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/actions/{actionId}/starts")]
async fn create_action_start(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, ActionId)>,
    read: IfMatch,
    new: Json<NewActionStart>,
) -> Result<Created<PlanAction>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let ((plan, action), Json { value, once }) = (*ids, new);
    db.write(
        caller,
        once,
        move |tx| steps::start(tx, plan, action, &read, value),
        move |tx, action| show::action(tx, plan, action),
    )
    .await
    .map(Created)
}

/// Lista när en åtgärd påbörjades
///
/// List when an action was started, and by whom that was recorded.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("actionId" = ActionId, Path, description = "Åtgärdens id. The action's id."),
        Paging,
    ),
    responses((status = 200, description = "En sida. A page.", body = PlanStepList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/actions/{actionId}/starts")]
async fn list_action_starts(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, ActionId)>,
    list: List<NoFilter>,
) -> Result<Shown<PlanStepList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (plan, action) = *ids;
    let page = db.read(caller, move |tx| lifecycle::show::page(tx, plan, action.0, StepKind::Start, list.page));
    Ok(Shown(page.await?.into()))
}

/// Avsluta en åtgärd
///
/// Record how an action ended: done or not done.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("actionId" = ActionId, Path, description = "Åtgärdens id. The action's id."),
        IfMatch,
    ),
    responses((status = 201, description = "Avslutad. Completed.", body = PlanAction)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans/{id}/actions/{actionId}/completions")]
async fn create_action_completion(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, ActionId)>,
    read: IfMatch,
    new: Json<NewActionCompletion>,
) -> Result<Created<PlanAction>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let ((plan, action), Json { value, once }) = (*ids, new);
    db.write(
        caller,
        once,
        move |tx| steps::complete(tx, plan, action, &read, value),
        move |tx, action| show::action(tx, plan, action),
    )
    .await
    .map(Created)
}

/// Lista hur en åtgärd avslutades
///
/// List how an action ended, and by whom that was recorded.
#[utoipa::path(
    tag = "plans",
    params(
        ("id" = PlanId, Path, description = "Planens id. The plan's id."),
        ("actionId" = ActionId, Path, description = "Åtgärdens id. The action's id."),
        Paging,
    ),
    responses((status = 200, description = "En sida. A page.", body = PlanStepList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}/actions/{actionId}/completions")]
async fn list_action_completions(
    db: Db,
    caller: Caller,
    ids: Path<(PlanId, ActionId)>,
    list: List<NoFilter>,
) -> Result<Shown<PlanStepList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (plan, action) = *ids;
    let page = db.read(caller, move |tx| lifecycle::show::page(tx, plan, action.0, StepKind::Completion, list.page));
    Ok(Shown(page.await?.into()))
}
