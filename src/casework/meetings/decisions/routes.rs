//! `/meetings/{id}/agenda-items/{itemId}/decisions`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::answers::{Decision, DecisionFilter, DecisionList};
use super::model::NewDecision;
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Shown};
use crate::kernel::ids::{AgendaDecisionId, AgendaItemId, MeetingId};
use crate::kernel::problem::Problem;

/// Registers the endpoints of decisions.
pub(in crate::casework::meetings) fn configure(api: &mut impl Routes) {
    api.service(create_decision).service(list_decisions).service(get_decision);
}

/// Anteckna mötets beslut om ett barn
///
/// Record what a held meeting decided about a child, once; `If-Match` takes the item's ETag. Accepted: who meets the
/// family, and which of them coordinates. Not accepted: where the family is referred and for which difficulties, which is
/// counted. The coordinator is then the case's.
#[utoipa::path(
    tag = "meetings",
    params(
        ("id" = MeetingId, Path, description = "Mötets id. The meeting's id."),
        ("itemId" = AgendaItemId, Path, description = "Punktens id. The item's id."),
        IfMatch,
    ),
    responses((status = 201, description = "Antecknat. Recorded.", body = Decision)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/meetings/{id}/agenda-items/{itemId}/decisions")]
async fn create_decision(
    db: Db,
    caller: Caller,
    path: Path<(MeetingId, AgendaItemId)>,
    read: IfMatch,
    new: Json<NewDecision>,
) -> Result<Created<Decision>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    let (meeting, item) = path.into_inner();
    let written = db.write(caller, once, move |tx| steps::decide(tx, meeting, item, &read, value), show::decision);
    written.await.map(Created)
}

/// Lista en punkts beslut
///
/// List the decision of an item: none or one.
#[utoipa::path(
    tag = "meetings",
    params(
        ("id" = MeetingId, Path, description = "Mötets id. The meeting's id."),
        ("itemId" = AgendaItemId, Path, description = "Punktens id. The item's id."),
        Paging, DecisionFilter,
    ),
    responses((status = 200, description = "Beslutet. The decision.", body = DecisionList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}/agenda-items/{itemId}/decisions")]
async fn list_decisions(
    db: Db,
    caller: Caller,
    path: Path<(MeetingId, AgendaItemId)>,
    list: List<DecisionFilter>,
) -> Result<Shown<DecisionList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (meeting, item) = path.into_inner();
    let page = db.read(caller, move |tx| show::page(tx, meeting, item, list.page));
    Ok(Shown(page.await?.into()))
}

/// Hämta ett beslut
///
/// Fetch one decision.
#[utoipa::path(
    tag = "meetings",
    params(
        ("id" = MeetingId, Path, description = "Mötets id. The meeting's id."),
        ("itemId" = AgendaItemId, Path, description = "Punktens id. The item's id."),
        ("decisionId" = AgendaDecisionId, Path, description = "Beslutets id. The decision's id."),
    ),
    responses((status = 200, description = "Beslutet. The decision.", body = Decision)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}/agenda-items/{itemId}/decisions/{decisionId}")]
async fn get_decision(
    db: Db,
    caller: Caller,
    path: Path<(MeetingId, AgendaItemId, AgendaDecisionId)>,
) -> Result<Found<Decision>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (meeting, item, id) = path.into_inner();
    db.read(caller, move |tx| show::of_path(tx, meeting, item, id)).await.map(Found)
}
