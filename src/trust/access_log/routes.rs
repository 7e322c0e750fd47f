//! `/children/{id}/access-log`.

use crate::kernel::http::Routes;
use actix_web::get;
use actix_web::web::Path;

use super::model::{AccessLog, ExtractFilter};
use super::show;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{List, Paging, Shown};
use crate::kernel::ids::ChildId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(list_child_access_log);
}

/// Gör ett loggutdrag
///
/// Make an extract of the access log of one of your organisation's own child records, for the child (`recipient=child`) or
/// for one guardian who decides for it today (`recipient=guardian&recipientGuardianId=…`): when, which organisation and unit, and what kind of access; newest first. Never the name of
/// who looked, never a concern report, and no place where one is protected from the recipient.
#[utoipa::path(
    tag = "access-log",
    params(("id" = ChildId, Path, description = "Barnets id. The child's id."), Paging, ExtractFilter),
    responses((status = 200, description = "En sida. A page.", body = AccessLog)),
    security(("oauth2" = [Permission::ExtractLog])),
)]
#[get("/children/{id}/access-log")]
async fn list_child_access_log(
    db: Db,
    caller: Caller,
    id: Path<ChildId>,
    list: List<ExtractFilter>,
) -> Result<Shown<AccessLog>, Problem> {
    caller.require(Permission::ExtractLog)?;
    let extract = db.read(caller, move |tx| show::extract(tx, *id, &list.filter, list.page)).await?;
    Ok(Shown(extract.page.into()))
}
