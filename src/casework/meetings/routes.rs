//! `/meetings`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{Meeting, MeetingFilter, MeetingList};
use super::requests::{MeetingPatch, NewHolding, NewMeeting, NewMeetingCancellation};
use super::{holding, queries, show, steps};
use crate::casework::cases::door;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::external_ids;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::MeetingId;
use crate::kernel::problem::Problem;

/// Registers the endpoints of meetings themselves.
pub(super) fn configure(api: &mut impl Routes) {
    api.service(create_meeting)
        .service(list_meetings)
        .service(get_meeting)
        .service(update_meeting)
        .service(create_meeting_holding)
        .service(create_meeting_cancellation);
}

/// Planera ett möte
///
/// Plan a meeting, or record with `heldAfterwards` one that was held already, also by telephone; consent is then judged by
/// the day on which it was held. An HLT meeting is an area's, called by one of its units; the others are about one case
/// and let no unit attend whom the family's consent does not name.
#[utoipa::path(
    tag = "meetings",
    responses((status = 201, description = "Planerat eller antecknat. Planned or recorded.", body = Meeting)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/meetings")]
async fn create_meeting(db: Db, caller: Caller, new: Json<NewMeeting>) -> Result<Created<Meeting>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::plan(tx, value), show::meeting).await.map(Created)
}

/// Lista möten
///
/// List the meetings that your unit may know of, the latest first: those that it called, the HLT meetings of its areas and
/// those that it attends, and meetings about cases in whose circle it is.
#[utoipa::path(
    tag = "meetings",
    params(Paging, MeetingFilter),
    responses((status = 200, description = "En sida. A page.", body = MeetingList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings")]
async fn list_meetings(db: Db, caller: Caller, list: List<MeetingFilter>) -> Result<Shown<MeetingList>, Problem> {
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

/// Hämta ett möte
///
/// Fetch one meeting with its ETag. The children are its agenda items.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id.")),
    responses((status = 200, description = "Mötet. The meeting.", body = Meeting,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}")]
async fn get_meeting(db: Db, caller: Caller, id: Path<MeetingId>) -> Result<Found<Meeting>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::meeting(tx, *id)).await.map(Found)
}

/// Ändra ett planerat möte
///
/// Change a planned meeting: its time, place, roles and attending units. A unit that is added takes part in those agenda
/// items that consent lets it.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id."), IfMatch),
    request_body(content = MeetingPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrat. Changed.", body = Meeting,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[patch("/meetings/{id}")]
async fn update_meeting(
    db: Db,
    caller: Caller,
    id: Path<MeetingId>,
    read: IfMatch,
    patch: Patch<MeetingPatch>,
) -> Result<Found<Meeting>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let written = db.write(caller, None, move |tx| steps::change(tx, *id, &read, patch.0), show::meeting);
    Ok(Found(written.await?.value))
}

/// Anteckna att mötet hölls
///
/// Record that a planned meeting was held, and who of the summoned and invited came. Each child's consent is judged by the
/// day on which it was held: a unit that lacked it then takes no part in that item, and a child for whom there was none was
/// not discussed. A summoned party that was absent is noted.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id."), IfMatch),
    responses((status = 201, description = "Hållet. Held.", body = Meeting)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/meetings/{id}/holdings")]
async fn create_meeting_holding(
    db: Db,
    caller: Caller,
    id: Path<MeetingId>,
    read: IfMatch,
    new: Json<NewHolding>,
) -> Result<Created<Meeting>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| holding::hold(tx, *id, &read, &value), show::meeting).await.map(Created)
}

/// Ställ in ett möte
///
/// Cancel a planned meeting with a reason. The children on its agenda can be put on another's.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id."), IfMatch),
    responses((status = 201, description = "Inställt. Cancelled.", body = Meeting)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/meetings/{id}/cancellations")]
async fn create_meeting_cancellation(
    db: Db,
    caller: Caller,
    id: Path<MeetingId>,
    read: IfMatch,
    new: Json<NewMeetingCancellation>,
) -> Result<Created<Meeting>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::cancel(tx, *id, &read, value), show::meeting).await.map(Created)
}
