//! `/cases/{id}/process`.

use actix_web::get;
use actix_web::web::Path;

use super::model::CaseProcess;
use super::show;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Routes, Shown};
use crate::kernel::ids::CaseId;
use crate::kernel::problem::Problem;

/// Registers the endpoint.
pub(in crate::casework::timeline) fn configure(api: &mut impl Routes) {
    api.service(get_case_process);
}

/// Visa arbetsprocessen
///
/// Show the steps of the work by the agreement that applies, each with yes or no and since when. Which fact of the case makes a step
/// done stands in the agreement's terms.
#[utoipa::path(
    tag = "timeline",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id.")),
    responses((status = 200, description = "Stegen. The steps.", body = CaseProcess)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}/process")]
async fn get_case_process(db: Db, caller: Caller, id: Path<CaseId>) -> Result<Shown<CaseProcess>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::process(tx, *id)).await.map(Shown)
}
