//! `/staff`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{NewStaffMember, StaffFilter, StaffList, StaffMember, StaffMemberPatch};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::StaffId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_staff_member).service(list_staff).service(get_staff_member).service(update_staff_member);
}

/// Registrera en medarbetare
///
/// Register a member of staff (*medarbetare*) with units and logins. The organisation's administrators may, and those of
/// the whole service.
#[utoipa::path(
    tag = "staff",
    responses((status = 201, description = "Registrerad. Registered.", body = StaffMember)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/staff")]
async fn create_staff_member(
    db: Db,
    caller: Caller,
    new: Json<NewStaffMember>,
) -> Result<Created<StaffMember>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::member).await.map(Created)
}

/// Lista medarbetare
///
/// List staff, by name; with `unitId` only those who work at the unit today.
#[utoipa::path(
    tag = "staff",
    params(Paging, StaffFilter),
    responses((status = 200, description = "En sida. A page.", body = StaffList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/staff")]
async fn list_staff(db: Db, caller: Caller, list: List<StaffFilter>) -> Result<Shown<StaffList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let page = db.read(caller, move |tx| {
        let rows = queries::list(tx.conn, &list.filter, tx.today(), list.page)?;
        show::page(tx, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en medarbetare
///
/// Fetch one member of staff with the ETag. Logins are shown to the organisation's administrators only.
#[utoipa::path(
    tag = "staff",
    params(("id" = StaffId, Path, description = "Medarbetarens id. The id.")),
    responses((status = 200, description = "Medarbetaren. The member of staff.", body = StaffMember,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/staff/{id}")]
async fn get_staff_member(db: Db, caller: Caller, id: Path<StaffId>) -> Result<Found<StaffMember>, Problem> {
    caller.require(Permission::ReadParties)?;
    db.read(caller, move |tx| show::member(tx, *id)).await.map(Found)
}

/// Ändra en medarbetare
///
/// Change a member of staff. Somebody who has left (`leftOn`) is refused from the next day, whatever the token says.
#[utoipa::path(
    tag = "staff",
    params(("id" = StaffId, Path, description = "Medarbetarens id. The id."), IfMatch),
    request_body(content = StaffMemberPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrad. Changed.", body = StaffMember,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[patch("/staff/{id}")]
async fn update_staff_member(
    db: Db,
    caller: Caller,
    id: Path<StaffId>,
    read: IfMatch,
    patch: Patch<StaffMemberPatch>,
) -> Result<Found<StaffMember>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let written = db.write(caller, None, move |tx| steps::change(tx, *id, &read, patch.0), show::member);
    Ok(Found(written.await?.value))
}
