//! `/meetings/{id}/agenda-items`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{AgendaItem, AgendaItemFilter, AgendaItemList, AgendaItemPatch, NewAgendaItem};
use super::{queries, show, steps};
use crate::casework::meetings::show as meeting_show;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::{AgendaItemId, MeetingId};
use crate::kernel::problem::Problem;

/// Registers the endpoints of agenda items.
pub(in crate::casework::meetings) fn configure(api: &mut impl Routes) {
    api.service(create_agenda_item).service(list_agenda_items).service(get_agenda_item).service(update_agenda_item);
}

/// Ta upp ett barn på dagordningen
///
/// Put a child on a meeting's agenda. The family's consent, in force on the meeting's day, must name every unit that
/// attends; with `withoutUnitsLackingConsent` those that it does not name are left out of this item, and the rest of the
/// meeting goes on as planned. One item for each child and meeting. Also for a meeting that was held already.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id.")),
    responses((status = 201, description = "Upptaget. On the agenda.", body = AgendaItem)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/meetings/{id}/agenda-items")]
async fn create_agenda_item(
    db: Db,
    caller: Caller,
    id: Path<MeetingId>,
    new: Json<NewAgendaItem>,
) -> Result<Created<AgendaItem>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::add(tx, *id, value), show::item).await.map(Created)
}

/// Lista dagordningen
///
/// List those items of a meeting's agenda that your unit takes part in by the family's consent. The others are not counted.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id."), Paging, AgendaItemFilter),
    responses((status = 200, description = "En sida. A page.", body = AgendaItemList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}/agenda-items")]
async fn list_agenda_items(
    db: Db,
    caller: Caller,
    id: Path<MeetingId>,
    list: List<AgendaItemFilter>,
) -> Result<Shown<AgendaItemList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        let (unit, today) = (tx.actor().unit()?, tx.today());
        let meeting = meeting_show::visible(tx, *id)?;
        let rows = queries::list(tx.conn, meeting.id, unit.id, today, &list.filter, list.page)?;
        show::page(tx, meeting.id, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en punkt
///
/// Fetch one agenda item with its ETag.
#[utoipa::path(
    tag = "meetings",
    params(
        ("id" = MeetingId, Path, description = "Mötets id. The meeting's id."),
        ("itemId" = AgendaItemId, Path, description = "Punktens id. The item's id."),
    ),
    responses((status = 200, description = "Punkten. The item.", body = AgendaItem,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}/agenda-items/{itemId}")]
async fn get_agenda_item(
    db: Db,
    caller: Caller,
    path: Path<(MeetingId, AgendaItemId)>,
) -> Result<Found<AgendaItem>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (meeting, id) = path.into_inner();
    let item = db.read(caller, move |tx| {
        show::visible(tx, meeting, id)?;
        show::item(tx, id)
    });
    item.await.map(Found)
}

/// Ändra en punkt
///
/// Change the summary or the question of an item before its meeting. Units whom consent lets take part by now join it.
#[utoipa::path(
    tag = "meetings",
    params(
        ("id" = MeetingId, Path, description = "Mötets id. The meeting's id."),
        ("itemId" = AgendaItemId, Path, description = "Punktens id. The item's id."),
        IfMatch,
    ),
    request_body(content = AgendaItemPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrad. Changed.", body = AgendaItem,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[patch("/meetings/{id}/agenda-items/{itemId}")]
async fn update_agenda_item(
    db: Db,
    caller: Caller,
    path: Path<(MeetingId, AgendaItemId)>,
    read: IfMatch,
    patch: Patch<AgendaItemPatch>,
) -> Result<Found<AgendaItem>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (meeting, id) = path.into_inner();
    let written = db.write(caller, None, move |tx| steps::change(tx, meeting, id, &read, patch.0), show::item);
    Ok(Found(written.await?.value))
}
