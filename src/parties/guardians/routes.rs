//! `/children/{id}/guardians`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::answers::{Guardian, GuardianList};
use super::requests::{GuardianFilter, GuardianPatch, NewGuardian};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::{Db, Tx};
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::{ChildId, GuardianId};
use crate::kernel::problem::Problem;
use crate::parties::children;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_guardian).service(list_guardians).service(get_guardian).service(update_guardian);
}

/// Registrera en vårdnadshavare
///
/// Note a guardian, or another who decides for the child, in one of the own organisation's child records.
#[utoipa::path(
    tag = "guardians",
    params(("id" = ChildId, Path, description = "Barnets id. The child's id.")),
    responses((status = 201, description = "Registrerad. Noted.", body = Guardian)),
    security(("oauth2" = [Permission::WriteChildren])),
)]
#[post("/children/{id}/guardians")]
async fn create_guardian(
    db: Db,
    caller: Caller,
    id: Path<ChildId>,
    new: Json<NewGuardian>,
) -> Result<Created<Guardian>, Problem> {
    caller.require(Permission::WriteChildren)?;
    let Json { value, once } = new;
    let child = *id;
    let show = move |tx: &mut Tx<'_>, id| show::guardian(tx, child, id);
    db.write(caller, once, move |tx| steps::note(tx, child, value), show).await.map(Created)
}

/// Lista barnets vårdnadshavare
///
/// List a child's guardians, in the order in which they were noted; those of the past too, unless `validOn` asks for a day.
#[utoipa::path(
    tag = "guardians",
    params(("id" = ChildId, Path, description = "Barnets id. The child's id."), Paging, GuardianFilter),
    responses((status = 200, description = "En sida. A page.", body = GuardianList)),
    security(("oauth2" = [Permission::ReadChildren])),
)]
#[get("/children/{id}/guardians")]
async fn list_guardians(
    db: Db,
    caller: Caller,
    id: Path<ChildId>,
    list: List<GuardianFilter>,
) -> Result<Shown<GuardianList>, Problem> {
    caller.require(Permission::ReadChildren)?;
    let page = db.read(caller, move |tx| {
        children::show::own(tx, *id)?;
        let rows = queries::list(tx.conn, *id, &list.filter, list.page)?;
        show::page(tx, *id, rows)
    });
    Ok(Shown(page.await?.1.into()))
}

/// Hämta en vårdnadshavare
///
/// Fetch one guardian with its ETag.
#[utoipa::path(
    tag = "guardians",
    params(
        ("id" = ChildId, Path, description = "Barnets id. The child's id."),
        ("guardianId" = GuardianId, Path, description = "Vårdnadshavarens id. The guardian's id."),
    ),
    responses((status = 200, description = "Vårdnadshavaren. The guardian.", body = Guardian,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadChildren])),
)]
#[get("/children/{id}/guardians/{guardianId}")]
async fn get_guardian(db: Db, caller: Caller, ids: Path<(ChildId, GuardianId)>) -> Result<Found<Guardian>, Problem> {
    caller.require(Permission::ReadChildren)?;
    let (child, id) = ids.into_inner();
    db.read(caller, move |tx| show::guardian(tx, child, id)).await.map(Found)
}

/// Ändra en vårdnadshavare
///
/// Change what is noted of a guardian: name, address, protection, whether the child's whereabouts may be known, last day.
/// In which capacity somebody decides never changes; give the last day and note another.
#[utoipa::path(
    tag = "guardians",
    params(
        ("id" = ChildId, Path, description = "Barnets id. The child's id."),
        ("guardianId" = GuardianId, Path, description = "Vårdnadshavarens id. The guardian's id."),
        IfMatch,
    ),
    request_body(content = GuardianPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrad. Changed.", body = Guardian,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::WriteChildren])),
)]
#[patch("/children/{id}/guardians/{guardianId}")]
async fn update_guardian(
    db: Db,
    caller: Caller,
    ids: Path<(ChildId, GuardianId)>,
    read: IfMatch,
    patch: Patch<GuardianPatch>,
) -> Result<Found<Guardian>, Problem> {
    caller.require(Permission::WriteChildren)?;
    let (child, id) = ids.into_inner();
    let show = move |tx: &mut Tx<'_>, id| show::guardian(tx, child, id);
    let written = db.write(caller, None, move |tx| steps::change(tx, child, id, &read, patch.0), show);
    Ok(Found(written.await?.value))
}
