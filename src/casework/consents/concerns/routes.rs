//! `/consents/{id}/concern-considerations`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{ConcernConsideration, ConcernConsiderationList, NewConcernConsideration};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::{Db, Tx};
use crate::kernel::http::{Created, Json, List, NoFilter, Paging, Routes, Shown};
use crate::kernel::ids::ConsentId;
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_concern_consideration).service(list_concern_considerations);
}

/// Anteckna om orosanmälan övervägdes
///
/// Record afterwards whether a concern report was considered when a consent was refused or withdrawn, by whom and when. The
/// note is your unit's own: no other unit sees it, and the consent keeps its version.
#[utoipa::path(
    tag = "consents",
    params(("id" = ConsentId, Path, description = "Samtyckets id. The consent's id.")),
    responses((status = 201, description = "Antecknat. Recorded.", body = ConcernConsideration)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/consents/{id}/concern-considerations")]
async fn create_concern_consideration(
    db: Db,
    caller: Caller,
    id: Path<ConsentId>,
    new: Json<NewConcernConsideration>,
) -> Result<Created<ConcernConsideration>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (consent, Json { value, once }) = (*id, new);
    let work = move |tx: &mut Tx<'_>| steps::consider(tx, consent, value);
    db.write(caller, once, work, move |tx, id| show::consideration(tx, consent, id)).await.map(Created)
}

/// Lista överväganden om orosanmälan
///
/// List what your unit has recorded of whether a concern report was considered, newest first.
#[utoipa::path(
    tag = "consents",
    params(("id" = ConsentId, Path, description = "Samtyckets id. The consent's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = ConcernConsiderationList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/consents/{id}/concern-considerations")]
async fn list_concern_considerations(
    db: Db,
    caller: Caller,
    id: Path<ConsentId>,
    list: List<NoFilter>,
) -> Result<Shown<ConcernConsiderationList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, *id, list.page)).await?.into()))
}
