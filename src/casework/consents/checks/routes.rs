//! `/consents/checks`.

use actix_web::post;

use super::model::{ConsentCheck, NewConsentCheck};
use super::show;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Json, Routes, Shown};
use crate::kernel::problem::Problem;

/// Registers the endpoint.
pub fn configure(api: &mut impl Routes) {
    api.service(check_consent);
}

/// Pröva vad som skulle beslutas
///
/// Ask before sharing what would be decided and why: whether a unit may take part of a kind of information for a purpose in
/// a case, by which consent or legal basis, or which rule refuses it and whose decision is missing. A POST, because what is
/// asked would tell of a family in a URL. It changes nothing and takes no Idempotency-Key; the look is logged.
#[utoipa::path(
    tag = "consents",
    responses((status = 200, description = "Svaret. The answer.", body = ConsentCheck)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[post("/consents/checks")]
async fn check_consent(db: Db, caller: Caller, asked: Json<NewConsentCheck>) -> Result<Shown<ConsentCheck>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::check(tx, &asked.value)).await.map(Shown)
}
