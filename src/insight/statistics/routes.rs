//! `/statistics`.

use actix_web::get;

use super::model::{LeadTimeStatisticsFilter, LeadTimeStatisticsList};
use super::show;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{List, Paging, Routes, Shown};
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(get_lead_time_statistics);
}

/// Ledtider i tal
///
/// Lead times of whole months by clock: how many were completed and in time, the median, how many wait. For everybody with the scope
/// `statistics:read`; no child is in it: numbers under five are left out and the others rounded to the nearest five, for everybody,
/// so that no answer can be subtracted from another. Children whose personal data is protected are not counted, in any area or
/// municipality and from the moment when the protection is noted.
#[utoipa::path(
    tag = "statistics",
    params(Paging, LeadTimeStatisticsFilter),
    responses((status = 200, description = "En sida av klockor. A page of clocks.", body = LeadTimeStatisticsList)),
    security(("oauth2" = [Permission::ReadStatistics])),
)]
#[get("/statistics/lead-times")]
async fn get_lead_time_statistics(
    db: Db,
    caller: Caller,
    list: List<LeadTimeStatisticsFilter>,
) -> Result<Shown<LeadTimeStatisticsList>, Problem> {
    caller.require(Permission::ReadStatistics)?;
    Ok(Shown(db.read(caller, move |tx| show::lead_times(tx, &list.filter, list.page)).await?.into()))
}
