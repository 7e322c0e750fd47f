//! `/retention-periods`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{NewRetentionPeriod, PeriodFilter, RetentionPeriod, RetentionPeriodList};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::RetentionPeriodId;
use crate::kernel::problem::Problem;

/// Registers the endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_retention_period).service(list_retention_periods).service(get_retention_period);
}

/// Skriv in en gallringsfrist
///
/// Record how long an authority has decided to keep a class of records, where the law leaves it to the authority. The newest decision
/// counts. For a class whose period the law decides it is refused (409, `retention-by-statute`). For administrators.
#[utoipa::path(
    tag = "retention",
    responses((status = 201, description = "Inskriven. Recorded.", body = RetentionPeriod)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/retention-periods")]
async fn create_retention_period(
    db: Db,
    caller: Caller,
    new: Json<NewRetentionPeriod>,
) -> Result<Created<RetentionPeriod>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::decide(tx, value), show::period).await.map(Created)
}

/// Lista gallringsfrister
///
/// List the periods that authorities have decided, newest first; one authority's with `organisationId`.
#[utoipa::path(
    tag = "retention",
    params(Paging, PeriodFilter),
    responses((status = 200, description = "En sida. A page.", body = RetentionPeriodList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/retention-periods")]
async fn list_retention_periods(
    db: Db,
    caller: Caller,
    list: List<PeriodFilter>,
) -> Result<Shown<RetentionPeriodList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let page = db.read(caller, move |tx| {
        let rows = queries::list(tx.conn, &list.filter, list.page)?;
        Ok(rows.map(|row| show::of(tx, row)))
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en gallringsfrist
///
/// Fetch one period that an authority has decided.
#[utoipa::path(
    tag = "retention",
    params(("id" = RetentionPeriodId, Path, description = "Fristens id. The period's id.")),
    responses((status = 200, description = "Fristen. The period.", body = RetentionPeriod)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/retention-periods/{id}")]
async fn get_retention_period(
    db: Db,
    caller: Caller,
    id: Path<RetentionPeriodId>,
) -> Result<Found<RetentionPeriod>, Problem> {
    caller.require(Permission::ReadParties)?;
    db.read(caller, move |tx| show::period(tx, *id)).await.map(Found)
}
