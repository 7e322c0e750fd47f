//! `/withdrawal-notices`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{NewNoticeConfirmation, NoticeFilter, WithdrawalNotice, WithdrawalNoticeList};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Routes, Shown};
use crate::kernel::ids::WithdrawalNoticeId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(list_withdrawal_notices).service(get_withdrawal_notice).service(create_notice_confirmation);
}

/// Lista underrättelser om återtagna samtycken
///
/// List the notices to your unit, newest first: consents under which it received something are withdrawn, or no longer name
/// it. With `direction=sent`, those about consents that your unit asked for; with `confirmed=false`, those that nobody has
/// confirmed yet.
#[utoipa::path(
    tag = "withdrawal-notices",
    params(Paging, NoticeFilter),
    responses((status = 200, description = "En sida. A page.", body = WithdrawalNoticeList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/withdrawal-notices")]
async fn list_withdrawal_notices(
    db: Db,
    caller: Caller,
    list: List<NoticeFilter>,
) -> Result<Shown<WithdrawalNoticeList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, &list.filter, list.page)).await?.into()))
}

/// Hämta en underrättelse
///
/// Fetch a notice: which consent, from which day, told by whom, and whether receipt is confirmed. Nothing of the child.
#[utoipa::path(
    tag = "withdrawal-notices",
    params(("id" = WithdrawalNoticeId, Path, description = "Underrättelsens id. The notice's id.")),
    responses((status = 200, description = "Underrättelsen. The notice.", body = WithdrawalNotice)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/withdrawal-notices/{id}")]
async fn get_withdrawal_notice(
    db: Db,
    caller: Caller,
    id: Path<WithdrawalNoticeId>,
) -> Result<Found<WithdrawalNotice>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::notice(tx, *id)).await.map(Found)
}

/// Kvittera en underrättelse
///
/// Confirm that your unit has read the notice. Only the unit that is told confirms (else 403), and once (else 409,
/// `notice-confirmed-already`).
#[utoipa::path(
    tag = "withdrawal-notices",
    params(("id" = WithdrawalNoticeId, Path, description = "Underrättelsens id. The notice's id.")),
    responses((status = 201, description = "Kvitterad. Confirmed.", body = WithdrawalNotice)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/withdrawal-notices/{id}/confirmations")]
async fn create_notice_confirmation(
    db: Db,
    caller: Caller,
    id: Path<WithdrawalNoticeId>,
    new: Json<NewNoticeConfirmation>,
) -> Result<Created<WithdrawalNotice>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::confirm(tx, *id, value), show::notice).await.map(Created)
}
