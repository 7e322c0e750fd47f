//! `/agreements/{id}/versions/{versionId}/adoptions`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{AdoptionFilter, AgreementAdoption, AgreementAdoptionList, NewAdoption};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::{AdoptionId, AgreementId, AgreementVersionId};
use crate::kernel::problem::Problem;

pub(super) fn configure(api: &mut impl Routes) {
    api.service(create_agreement_adoption).service(list_agreement_adoptions).service(get_agreement_adoption);
}

/// Anta en version
///
/// Record that an organisation has adopted a version, by which body and from which day it applies. The version that
/// applied until then ends the day before. The first adoption is recorded by who keeps the agreement.
#[utoipa::path(
    tag = "agreements",
    params(
        ("id" = AgreementId, Path, description = "Överenskommelsens id. The agreement's id."),
        ("versionId" = AgreementVersionId, Path, description = "Versionens id. The version's id."),
    ),
    responses((status = 201, description = "Antagen. Adopted.", body = AgreementAdoption)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/agreements/{id}/versions/{versionId}/adoptions")]
async fn create_agreement_adoption(
    db: Db,
    caller: Caller,
    ids: Path<(AgreementId, AgreementVersionId)>,
    new: Json<NewAdoption>,
) -> Result<Created<AgreementAdoption>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    let (agreement, version) = ids.into_inner();
    let written = db.write(
        caller,
        once,
        move |tx| steps::adopt(tx, agreement, version, value),
        move |tx, adoption| show::adoption(tx, agreement, version, adoption),
    );
    written.await.map(Created)
}

/// Lista antaganden
///
/// List which organisations have adopted a version, by the day of the decision.
#[utoipa::path(
    tag = "agreements",
    params(
        ("id" = AgreementId, Path, description = "Överenskommelsens id. The agreement's id."),
        ("versionId" = AgreementVersionId, Path, description = "Versionens id. The version's id."),
        Paging, AdoptionFilter,
    ),
    responses((status = 200, description = "En sida. A page.", body = AgreementAdoptionList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/agreements/{id}/versions/{versionId}/adoptions")]
async fn list_agreement_adoptions(
    db: Db,
    caller: Caller,
    ids: Path<(AgreementId, AgreementVersionId)>,
    list: List<AdoptionFilter>,
) -> Result<Shown<AgreementAdoptionList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let (agreement, version) = ids.into_inner();
    let page = db.read(caller, move |tx| {
        show::row(tx, agreement, version)?;
        let rows = queries::list_adoptions(tx.conn, version, &list.filter, list.page)?;
        rows.try_map(|row| show::adoption_of(tx, agreement, row))
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta ett antagande
///
/// Fetch one adoption.
#[utoipa::path(
    tag = "agreements",
    params(
        ("id" = AgreementId, Path, description = "Överenskommelsens id. The agreement's id."),
        ("versionId" = AgreementVersionId, Path, description = "Versionens id. The version's id."),
        ("adoptionId" = AdoptionId, Path, description = "Antagandets id. The adoption's id."),
    ),
    responses((status = 200, description = "Antagandet. The adoption.", body = AgreementAdoption)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/agreements/{id}/versions/{versionId}/adoptions/{adoptionId}")]
async fn get_agreement_adoption(
    db: Db,
    caller: Caller,
    ids: Path<(AgreementId, AgreementVersionId, AdoptionId)>,
) -> Result<Found<AgreementAdoption>, Problem> {
    caller.require(Permission::ReadParties)?;
    let (agreement, version, adoption) = ids.into_inner();
    db.read(caller, move |tx| show::adoption(tx, agreement, version, adoption)).await.map(Found)
}
