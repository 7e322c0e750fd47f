//! `/children` and `/children/searches`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::answers::{Child, ChildList, ChildMatches};
use super::requests::{ChildFilter, ChildPatch, NewChild, NewChildSearch};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::external_ids;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::ChildId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(search_children).service(create_child).service(list_children).service(get_child).service(update_child);
}

/// Registrera ett barn
///
/// Register a child for the acting unit's organisation, which becomes the record's custodian. The answer is the same
/// whether another authority knows the child or not. A child whom the own organisation has registered already is
/// refused (409, `child-already-registered`) with a link to its record.
#[utoipa::path(
    tag = "children",
    responses((status = 201, description = "Registrerat. Registered.", body = Child)),
    security(("oauth2" = [Permission::WriteChildren])),
)]
#[post("/children")]
async fn create_child(db: Db, caller: Caller, new: Json<NewChild>) -> Result<Created<Child>, Problem> {
    caller.require(Permission::WriteChildren)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::child).await.map(Created)
}

/// Lista den egna enhetens barn
///
/// List the acting unit's children, in the order in which they were registered; or another own unit's (`unitId`); or the
/// one that an own system calls by an external id. Names of protected children are left out. Nothing sorts or filters by
/// what is encrypted.
#[utoipa::path(
    tag = "children",
    params(Paging, ChildFilter),
    responses((status = 200, description = "En sida. A page.", body = ChildList)),
    security(("oauth2" = [Permission::ReadChildren])),
)]
#[get("/children")]
async fn list_children(db: Db, caller: Caller, list: List<ChildFilter>) -> Result<Shown<ChildList>, Problem> {
    caller.require(Permission::ReadChildren)?;
    let page = db.read(caller, move |tx| {
        let own = tx.actor().unit()?;
        let named = external_ids::asked(tx, queries::KIND, list.filter.external_id.as_ref())?;
        let rows = queries::list(tx.conn, own, list.filter.unit_id, named.as_deref(), list.page)?;
        show::page(tx, own.organisation_id, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Sök ett barn på nummer
///
/// Search the own organisation's records for an identity number: none or one child. A POST, because an identity number
/// must never stand in a URL, where logs and histories would keep it. The answer is the same for a child who is unknown
/// and for one whom only others have registered. What is found is logged.
#[utoipa::path(
    tag = "children",
    responses((status = 200, description = "Inget eller ett barn. None or one child.", body = ChildMatches)),
    security(("oauth2" = [Permission::ReadChildren])),
)]
#[post("/children/searches")]
async fn search_children(db: Db, caller: Caller, search: Json<NewChildSearch>) -> Result<Shown<ChildMatches>, Problem> {
    caller.require(Permission::ReadChildren)?;
    let told = search.value.identity;
    let found = db.read(caller, move |tx| {
        let identity = steps::searched(&told, tx.today())?;
        show::matches(tx, &identity)
    });
    found.await.map(Shown)
}

/// Hämta ett barn
///
/// Fetch one of the own organisation's child records with its ETag. Another authority's record is not found (404), and
/// the attempt is logged.
#[utoipa::path(
    tag = "children",
    params(("id" = ChildId, Path, description = "Barnets id. The child's id.")),
    responses((status = 200, description = "Barnet. The child.", body = Child,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadChildren])),
)]
#[get("/children/{id}")]
async fn get_child(db: Db, caller: Caller, id: Path<ChildId>) -> Result<Found<Child>, Problem> {
    caller.require(Permission::ReadChildren)?;
    db.read(caller, move |tx| show::child(tx, *id)).await.map(Found)
}

/// Ändra ett barn
///
/// Change a child record: name, birth date, address, protection, external ids, or a number that came later, which links
/// the records of the same child on the server. A number linked in error is taken back with `identity.kind` `none`.
#[utoipa::path(
    tag = "children",
    params(("id" = ChildId, Path, description = "Barnets id. The child's id."), IfMatch),
    request_body(content = ChildPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrat. Changed.", body = Child,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::WriteChildren])),
)]
#[patch("/children/{id}")]
async fn update_child(
    db: Db,
    caller: Caller,
    id: Path<ChildId>,
    read: IfMatch,
    patch: Patch<ChildPatch>,
) -> Result<Found<Child>, Problem> {
    caller.require(Permission::WriteChildren)?;
    let written = db.write(caller, None, move |tx| steps::change(tx, *id, &read, patch.0), show::child);
    Ok(Found(written.await?.value))
}
