//! `/cases/{id}/disclosures`; `/disclosures` is in `handing_over`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{DisclosureList, NewSharing, Sharing};
use super::{handing_over, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Json, List, NoFilter, Paging, Shown};
use crate::kernel::ids::CaseId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_sharing).service(list_case_disclosures);
    handing_over::routes::configure(api);
}

/// Dela tidigare uppgifter
///
/// Share what the own unit wrote earlier (actualisations, contacts, plans, on agendas, and in summoning and answering) with
/// every unit that it is for, that is in the circle now and whose right covers its kind of information: all of it, or chosen items. A unit that enters later, or
/// whose right has become wider, sees nothing older until this is done.
#[utoipa::path(
    tag = "disclosures",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id.")),
    responses((status = 201, description = "Delat. Shared.", body = Sharing)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/cases/{id}/disclosures")]
async fn create_sharing(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    new: Json<NewSharing>,
) -> Result<Created<Sharing>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::share(tx, *id, value), show::sharing).await.map(Created)
}

/// Lista utlämnanden
///
/// List the disclosures of a case that your unit may know of, newest first: what was shared with it, and with whom what
/// the own organisation wrote was shared, when and by whom.
#[utoipa::path(
    tag = "disclosures",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = DisclosureList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}/disclosures")]
async fn list_case_disclosures(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    list: List<NoFilter>,
) -> Result<Shown<DisclosureList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, *id, list.page)).await?.into()))
}
