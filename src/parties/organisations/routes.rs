//! `/organisations`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{NewOrganisation, Organisation, OrganisationFilter, OrganisationList, OrganisationPatch};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, Paging, Patch, Shown};
use crate::kernel::ids::OrganisationId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_organisation).service(list_organisations).service(get_organisation).service(update_organisation);
}

/// Registrera en organisation
///
/// Register an organisation (*huvudman*, *myndighet*): the custodian of what its units write. Only an administrator of
/// the whole service may.
#[utoipa::path(
    tag = "organisations",
    responses((status = 201, description = "Registrerad. Registered.", body = Organisation)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/organisations")]
async fn create_organisation(
    db: Db,
    caller: Caller,
    new: Json<NewOrganisation>,
) -> Result<Created<Organisation>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::organisation).await.map(Created)
}

/// Lista organisationer
///
/// List organisations, by name.
#[utoipa::path(
    tag = "organisations",
    params(Paging, OrganisationFilter),
    responses((status = 200, description = "En sida. A page.", body = OrganisationList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/organisations")]
async fn list_organisations(
    db: Db,
    caller: Caller,
    list: List<OrganisationFilter>,
) -> Result<Shown<OrganisationList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let page = db.read(caller, move |tx| {
        let rows = queries::list(tx.conn, &list.filter, list.page)?;
        Ok(rows.map(|row| show::of(tx, row)))
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en organisation
///
/// Fetch one organisation with its ETag.
#[utoipa::path(
    tag = "organisations",
    params(("id" = OrganisationId, Path, description = "Organisationens id. The organisation's id.")),
    responses((status = 200, description = "Organisationen. The organisation.", body = Organisation,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/organisations/{id}")]
async fn get_organisation(db: Db, caller: Caller, id: Path<OrganisationId>) -> Result<Found<Organisation>, Problem> {
    caller.require(Permission::ReadParties)?;
    db.read(caller, move |tx| show::organisation(tx, *id)).await.map(Found)
}

/// Ändra en organisation
///
/// Change an organisation's name or municipality code. The organisation number never changes.
#[utoipa::path(
    tag = "organisations",
    params(("id" = OrganisationId, Path, description = "Organisationens id. The organisation's id."), IfMatch),
    request_body(content = OrganisationPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Ändrad. Changed.", body = Organisation,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[patch("/organisations/{id}")]
async fn update_organisation(
    db: Db,
    caller: Caller,
    id: Path<OrganisationId>,
    read: IfMatch,
    patch: Patch<OrganisationPatch>,
) -> Result<Found<Organisation>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let written = db.write(caller, None, move |tx| steps::change(tx, *id, &read, patch.0), show::organisation);
    Ok(Found(written.await?.value))
}
