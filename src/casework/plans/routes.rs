//! `/plans`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::body::{NewPlan, PlanPatch};
use super::model::{Plan, PlanFilter, PlanList};
use super::{queries, show, steps};
use crate::casework::cases::door;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::external_ids;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::PlanId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub(super) fn configure(api: &mut impl Routes) {
    api.service(create_plan).service(list_plans).service(get_plan).service(update_plan);
}

/// Påbörja en plan
///
/// Begin a coordinated individual plan (SIP), or a plan by a local agreement: a draft that the circle sees from its
/// first day and writes together. It needs a consent for the plan in force on that day; a case has one plan at a time.
#[utoipa::path(
    tag = "plans",
    responses((status = 201, description = "Påbörjad. Begun.", body = Plan)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/plans")]
async fn create_plan(db: Db, caller: Caller, new: Json<NewPlan>) -> Result<Created<Plan>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::begin(tx, value), show::plan).await.map(Created)
}

/// Lista planer
///
/// List the plans that your unit may see today, newest first, without their words.
#[utoipa::path(
    tag = "plans",
    params(Paging, PlanFilter),
    responses((status = 200, description = "En sida. A page.", body = PlanList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans")]
async fn list_plans(db: Db, caller: Caller, list: List<PlanFilter>) -> Result<Shown<PlanList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        door::probe(tx, list.filter.case_id)?;
        let (unit, today) = (tx.actor().unit()?, tx.today());
        let named = external_ids::asked(tx, queries::KIND, list.filter.external_id.as_ref())?;
        let rows = queries::list(tx.conn, unit.id, today, &list.filter, named.as_deref(), list.page)?;
        show::page(tx, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en plan
///
/// Fetch a plan with its goals and actions. The ETag is the plan's own; each goal and action has its own.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id.")),
    responses((status = 200, description = "Planen. The plan.", body = Plan, headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/plans/{id}")]
async fn get_plan(db: Db, caller: Caller, id: Path<PlanId>) -> Result<Found<Plan>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::plan(tx, *id)).await.map(Found)
}

/// Ändra en plan
///
/// Change what a plan says. After the establishment every change is a new version, which the circle can read. A child's
/// and a guardian's own words are kept apart from the professionals'.
#[utoipa::path(
    tag = "plans",
    params(("id" = PlanId, Path, description = "Planens id. The plan's id."), IfMatch),
    request_body(content = PlanPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrad. Changed.", body = Plan, headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[patch("/plans/{id}")]
async fn update_plan(
    db: Db,
    caller: Caller,
    id: Path<PlanId>,
    read: IfMatch,
    patch: Patch<PlanPatch>,
) -> Result<Found<Plan>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let written = db.write(caller, None, move |tx| steps::change(tx, *id, &read, patch.0), show::plan);
    Ok(Found(written.await?.value))
}
