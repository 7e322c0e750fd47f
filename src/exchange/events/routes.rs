//! `/events`.

use crate::kernel::http::Routes;
use actix_web::get;

use super::model::{Event, EventFeed};
use super::queries;
use crate::casework::cases::door;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::{Db, Tx};
use crate::kernel::facts::CaseKey;
use crate::kernel::http::{Feed, FeedParams, Shown, bad_parameter};
use crate::kernel::ids::FactId;
use crate::kernel::problem::Problem;
use crate::kernel::text::Text;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(list_events);
}

/// Följ händelser
///
/// Follow what happens in the cases that your unit may see: ids, kinds and times only, in an order that never changes.
/// Begin without `after`, then send the last event's id; an event is never seen after a later one was. Fetch what changed by
/// its id, under today's access.
#[utoipa::path(
    tag = "events",
    params(FeedParams),
    responses((status = 200, description = "Händelserna efter after. The events after `after`.", body = EventFeed)),
    security(("oauth2" = [Permission::ReadEvents])),
)]
#[get("/events")]
async fn list_events(db: Db, caller: Caller, feed: Feed<FactId>) -> Result<Shown<EventFeed>, Problem> {
    caller.require(Permission::ReadEvents)?;
    db.maintain(queries::number_new).await?;
    db.read(caller, move |tx| events_after(tx, &feed)).await.map(Shown)
}

fn events_after(tx: &mut Tx<'_>, feed: &Feed<FactId>) -> Result<EventFeed, Problem> {
    let (unit, today) = (tx.actor().unit()?, tx.today());
    let position = match feed.after {
        None => 0,
        Some(id) => queries::position_of(tx.conn, id, unit.id)?.ok_or_else(unknown_event)?,
    };
    let events = queries::after(tx.conn, unit.id, today, position, feed.limit)?;
    let cases: Vec<CaseKey> =
        events.iter().map(|event| CaseKey { id: event.case_id, child_id: event.child_id }).collect();
    let permitted = door::permitted(tx, &cases)?;
    let events: Vec<Event> = events.into_iter().filter(|event| permitted.contains_key(&event.case_id)).collect();
    let from = feed.after.map(|id| format!("&after={id}")).unwrap_or_default();
    let limit = feed.limit;
    let mut links = vec![tx.link("self", "GET", &format!("/events?limit={limit}{from}"))];
    if let Some(last) = events.last() {
        links.push(tx.link("next", "GET", &format!("/events?limit={limit}&after={}", last.id)));
    }
    Ok(EventFeed { events, links })
}

fn unknown_event() -> Problem {
    bad_parameter("after", Text::new("Ingen händelse har detta id.", "No event has this id."))
}
