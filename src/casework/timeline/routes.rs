//! `/cases/{id}/timeline`.

use crate::kernel::http::Routes;
use actix_web::get;
use actix_web::web::Path;

use super::model::{Timeline, TimelineFilter};
use super::{process, queries, show};
use crate::casework::cases::door;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{List, Paging, Shown};
use crate::kernel::ids::CaseId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(list_case_timeline);
    api.configure(process::routes::configure);
}

/// Visa händelseförloppet
///
/// Show the timeline of a case, newest first: what happened, when it happened and when it was recorded, which may be
/// later. A correction names the step that it replaces.
#[utoipa::path(
    tag = "timeline",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id."), Paging, TimelineFilter),
    responses((status = 200, description = "En sida. A page.", body = Timeline)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}/timeline")]
async fn list_case_timeline(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    list: List<TimelineFilter>,
) -> Result<Shown<Timeline>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        let (case, _) = door::for_reading(tx, *id)?;
        let to = (tx.actor().unit()?.id, tx.today());
        let rows = queries::list(tx.conn, case.id, to, &list.filter, list.page)?;
        show::page(tx, &case, rows)
    });
    Ok(Shown(page.await?.into()))
}
