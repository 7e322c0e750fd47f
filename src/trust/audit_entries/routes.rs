//! `/audit-entries`.

use std::sync::Arc;

use crate::kernel::http::Routes;
use actix_web::get;
use actix_web::web::ThinData;

use super::log_records::LogRecordList;
use super::model::{AuditEntryList, AuditFilter};
use super::show;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::external_ids;
use crate::kernel::http::{List, Paging, Shown, bad_parameter};
use crate::kernel::problem::Problem;
use crate::kernel::seals::Sealer;
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(list_audit_entries).service(list_log_records);
}

/// Granska loggen
///
/// List the access log, newest first: what your own organisation's units did, and what anybody did with the child records in
/// its custody. An entry tells who, on behalf of which unit, when, why, and about whom; never what was read. Reading the
/// log is logged too. Entries are sealed before they are shown; `position` is the place in the sealed log.
#[utoipa::path(
    tag = "audit-entries",
    params(Paging, AuditFilter),
    responses((status = 200, description = "En sida. A page.", body = AuditEntryList)),
    security(("oauth2" = [Permission::ReviewLog])),
)]
#[get("/audit-entries")]
async fn list_audit_entries(
    db: Db,
    caller: Caller,
    sealer: ThinData<Arc<Sealer>>,
    list: List<AuditFilter>,
) -> Result<Shown<AuditEntryList>, Problem> {
    caller.require(Permission::ReviewLog)?;
    check(&list.filter, db.clock().now().day())?;
    // A log that cannot be sealed is the very log that must be readable; the failure is in the service's own log.
    let _ = sealer.seal_on_demand(&db).await;
    let reviewed = db.read(caller, move |tx| show::page(tx, &list.filter, list.page)).await?;
    Ok(Shown(reviewed.page.into()))
}

/// Hämta loggen till ett loggsystem
///
/// List the same entries in the field shape of Inera's log service, for a system that follows up logs: HSA-ids where units
/// and staff have them, else organisation numbers and ids. Denied attempts have no activity type there and are left out.
#[utoipa::path(
    tag = "audit-entries",
    params(Paging, AuditFilter),
    responses((status = 200, description = "En sida. A page.", body = LogRecordList)),
    security(("oauth2" = [Permission::ReviewLog])),
)]
#[get("/audit-entries/log-records")]
async fn list_log_records(db: Db, caller: Caller, list: List<AuditFilter>) -> Result<Shown<LogRecordList>, Problem> {
    caller.require(Permission::ReviewLog)?;
    check(&list.filter, db.clock().now().day())?;
    let reviewed = db.read(caller, move |tx| show::records(tx, &list.filter, list.page)).await?;
    Ok(Shown(reviewed.page.into()))
}

fn check(filter: &AuditFilter, today: Day) -> Result<(), Problem> {
    match (&filter.subject, filter.from, filter.to) {
        (Some(subject), ..) if external_ids::holds_identity_number(subject, today) => {
            let text = Text::new(
                "Ett identitetsnummer får inte stå i en adress; använd staffId.",
                "An identity number must not stand in a URL; use staffId.",
            );
            Err(bad_parameter("subject", text))
        }
        (_, Some(from), Some(to)) if to <= from => {
            Err(bad_parameter("to", Text::new("Ska ligga efter from.", "Must be after `from`.")))
        }
        _ => Ok(()),
    }
}
