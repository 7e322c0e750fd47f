//! `/archive-exports`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{ArchiveExport, NewArchiveExport};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json};
use crate::kernel::ids::ArchiveExportId;
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_archive_export).service(get_archive_export);
}

/// Exportera en akt till arkivet
///
/// Export everything that your organisation holds about a child: its own entries, in whichever case they stand, and the copies that it
/// received. To be made before a purge when the archive authority asks for it. What is exported is kept nowhere; each time it is
/// fetched it is read and logged anew. Identity numbers are whole only with `identity:unmasked`.
#[utoipa::path(
    tag = "retention",
    responses((status = 201, description = "Exporterad. Exported.", body = ArchiveExport)),
    security(("oauth2" = [Permission::ManageRetention])),
)]
#[post("/archive-exports")]
async fn create_archive_export(
    db: Db,
    caller: Caller,
    new: Json<NewArchiveExport>,
) -> Result<Created<ArchiveExport>, Problem> {
    caller.require(Permission::ManageRetention)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::make(tx, &value), show::export).await.map(Created)
}

/// Hämta en arkivexport
///
/// Fetch an export: what your organisation holds today about the child. After a purge, 404.
#[utoipa::path(
    tag = "retention",
    params(("id" = ArchiveExportId, Path, description = "Exportens id. The export's id.")),
    responses((status = 200, description = "Exporten. The export.", body = ArchiveExport)),
    security(("oauth2" = [Permission::ManageRetention])),
)]
#[get("/archive-exports/{id}")]
async fn get_archive_export(
    db: Db,
    caller: Caller,
    id: Path<ArchiveExportId>,
) -> Result<Found<ArchiveExport>, Problem> {
    caller.require(Permission::ManageRetention)?;
    db.read(caller, move |tx| show::export(tx, *id)).await.map(Found)
}
