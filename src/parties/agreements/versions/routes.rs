//! `/agreements/{id}/versions`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{AgreementVersion, AgreementVersionFilter, AgreementVersionList, NewAgreementVersion};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::{AgreementId, AgreementVersionId};
use crate::kernel::problem::Problem;

pub(super) fn configure(api: &mut impl Routes) {
    api.service(create_agreement_version).service(list_agreement_versions).service(get_agreement_version);
}

/// Registrera en ny version
///
/// Register a new version of an agreement with its whole terms: a draft until a party adopts it.
#[utoipa::path(
    tag = "agreements",
    params(("id" = AgreementId, Path, description = "Överenskommelsens id. The agreement's id.")),
    responses((status = 201, description = "Registrerad. Registered.", body = AgreementVersion)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/agreements/{id}/versions")]
async fn create_agreement_version(
    db: Db,
    caller: Caller,
    id: Path<AgreementId>,
    new: Json<NewAgreementVersion>,
) -> Result<Created<AgreementVersion>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    let agreement = *id;
    let written = db.write(
        caller,
        once,
        move |tx| steps::propose(tx, agreement, value),
        move |tx, version| show::version(tx, agreement, version),
    );
    written.await.map(Created)
}

/// Lista versioner
///
/// List the versions of an agreement, the newest first; with `validOn` the one that applies on that day.
#[utoipa::path(
    tag = "agreements",
    params(("id" = AgreementId, Path, description = "Överenskommelsens id. The agreement's id."), Paging, AgreementVersionFilter),
    responses((status = 200, description = "En sida. A page.", body = AgreementVersionList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/agreements/{id}/versions")]
async fn list_agreement_versions(
    db: Db,
    caller: Caller,
    id: Path<AgreementId>,
    list: List<AgreementVersionFilter>,
) -> Result<Shown<AgreementVersionList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let page = db.read(caller, move |tx| {
        show::agreement_exists(tx, *id)?;
        let rows = queries::list(tx.conn, *id, &list.filter, list.page)?;
        show::page(tx, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en version
///
/// Fetch one version of an agreement with its terms.
#[utoipa::path(
    tag = "agreements",
    params(
        ("id" = AgreementId, Path, description = "Överenskommelsens id. The agreement's id."),
        ("versionId" = AgreementVersionId, Path, description = "Versionens id. The version's id."),
    ),
    responses((status = 200, description = "Versionen. The version.", body = AgreementVersion)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/agreements/{id}/versions/{versionId}")]
async fn get_agreement_version(
    db: Db,
    caller: Caller,
    ids: Path<(AgreementId, AgreementVersionId)>,
) -> Result<Found<AgreementVersion>, Problem> {
    caller.require(Permission::ReadParties)?;
    let (agreement, version) = ids.into_inner();
    db.read(caller, move |tx| show::version(tx, agreement, version)).await.map(Found)
}
