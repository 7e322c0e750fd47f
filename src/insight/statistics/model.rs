//! Statistics as JSON.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::ids::AreaId;
use crate::kernel::time::Day;

/// What is counted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct LeadTimeStatisticsFilter {
    /// Första månaden; utan den årets första. The first month; without it the first of this year.
    #[param(
        required = false,
        pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$",
        min_length = 7,
        max_length = 7,
        example = "2026-01"
    )]
    pub from: Option<String>,
    /// Sista månaden; utan den innevarande. The last month; without it this one.
    #[param(
        required = false,
        pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$",
        min_length = 7,
        max_length = 7,
        example = "2026-12"
    )]
    pub to: Option<String>,
    /// Bara denna klocka. Only this clock.
    #[param(required = false, max_length = 80, pattern = "^[a-z0-9_]+$", example = "first_contact")]
    pub clock: Option<String>,
    /// Bara detta område. Only this area.
    #[param(required = false)]
    pub area_id: Option<AreaId>,
    /// Bara områden i denna kommun. Only areas of this municipality.
    #[param(required = false, pattern = "^[0-9]{4}$", min_length = 4, max_length = 4, example = "2480")]
    pub municipality_code: Option<String>,
}

/// Avslutade ledtider i tal, avrundade till femtal. Completed lead times in figures, rounded to fives; what would tell of fewer than five
/// is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompletedFigures {
    /// Avslutade. How many were completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 120)]
    pub completed: Option<i64>,
    /// Av dem i tid. Of these in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 95)]
    pub met: Option<i64>,
    /// Av dem för sent. Of these late.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 20)]
    pub met_late: Option<i64>,
    /// Andel i tid, 0–1, i tjugondelar; saknas när inget är avslutat. The share in time, 0–1, in twentieths; absent when nothing was
    /// completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1, example = 0.8)]
    pub share_met: Option<f64>,
    /// Median i dagar, pausade dagar oräknade. The median in days, paused days not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, example = 5.5)]
    pub median_days: Option<f64>,
    /// Nio av tio tog högst så många dagar. Nine of ten took at most so many days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 9)]
    pub p90_days: Option<i64>,
    /// Om något är utelämnat för att talen är små. Whether something is left out because the numbers are small.
    #[schema(example = false)]
    pub is_suppressed: bool,
}

/// Avbrutna ledtider av en orsak. Lead times cancelled for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CancelledCount {
    /// Orsaken. The reason.
    #[schema(max_length = 40, example = "consent_refused")]
    pub reason: String,
    /// Antal; saknas när det är under fem. How many; absent when fewer than five.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 10)]
    pub count: Option<i64>,
}

/// En klockas ledtider i hela månader. The lead times of one clock in whole months.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeadTimeStatistics {
    /// Klockans kod i överenskommelsen. The clock's code in the agreement.
    #[schema(max_length = 80, example = "first_contact")]
    pub clock: String,
    /// Första dagen. The first day.
    pub from: Day,
    /// Sista dagen. The last day.
    pub to: Day,
    /// Avslutade i perioden. Completed in the period.
    pub completed: CompletedFigures,
    /// Samma utan dem där familjen valde att vänta. The same without those where the family chose to wait.
    pub excluding_family_chosen: CompletedFigures,
    /// Avbrutna i perioden, efter orsak. Cancelled in the period, by reason.
    #[schema(max_items = 20)]
    pub cancellations: Vec<CancelledCount>,
    /// Dagen då de väntande räknas: i dag. The day on which those that wait are counted: today.
    pub waiting_on: Day,
    /// Pågående i dag; saknas när de är under fem. Running today; absent when fewer than five.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 40)]
    pub waiting: Option<i64>,
    /// Av dem förbi sista dagen; saknas när det skulle berätta om färre än fem. Of these past their last day; absent when it would tell of
    /// fewer than five.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 10)]
    pub waiting_over_limit: Option<i64>,
}

impl Audited for LeadTimeStatistics {
    fn looks(&self) -> Vec<Look> {
        vec![]
    }
}

crate::list_of! {
    /// En sida av klockor. A page of clocks.
    LeadTimeStatisticsList {
        /// Klockorna. The clocks.
        statistics: LeadTimeStatistics
    }
}
