//! `/agreements`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{Agreement, AgreementFilter, AgreementList, NewAgreement};
use super::{queries, show, steps, versions};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::AgreementId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_agreement).service(list_agreements).service(get_agreement).configure(versions::configure);
}

/// Registrera en överenskommelse
///
/// Register an agreement (*överenskommelse*) with its first version, a draft until it is adopted. `{"preset":
/// "hlt-umea"}` is enough: the preset gives what is not given. The presets are the code list `agreement-presets`.
#[utoipa::path(
    tag = "agreements",
    responses((status = 201, description = "Registrerad. Registered.", body = Agreement)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/agreements")]
async fn create_agreement(db: Db, caller: Caller, new: Json<NewAgreement>) -> Result<Created<Agreement>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::agreement).await.map(Created)
}

/// Lista överenskommelser
///
/// List agreements, by name.
#[utoipa::path(
    tag = "agreements",
    params(Paging, AgreementFilter),
    responses((status = 200, description = "En sida. A page.", body = AgreementList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/agreements")]
async fn list_agreements(db: Db, caller: Caller, list: List<AgreementFilter>) -> Result<Shown<AgreementList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let page = db.read(caller, move |tx| {
        let rows = queries::list(tx.conn, &list.filter, list.page)?;
        Ok(rows.map(|row| show::of(tx, row)))
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en överenskommelse
///
/// Fetch one agreement. Its terms are those of its versions.
#[utoipa::path(
    tag = "agreements",
    params(("id" = AgreementId, Path, description = "Överenskommelsens id. The agreement's id.")),
    responses((status = 200, description = "Överenskommelsen. The agreement.", body = Agreement,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/agreements/{id}")]
async fn get_agreement(db: Db, caller: Caller, id: Path<AgreementId>) -> Result<Found<Agreement>, Problem> {
    caller.require(Permission::ReadParties)?;
    db.read(caller, move |tx| show::agreement(tx, *id)).await.map(Found)
}
