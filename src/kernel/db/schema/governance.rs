//! Governance: how the work itself is followed up.

use diesel::table;

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    deviations (id) {
        id -> Id,
        area_id -> Id,
        unit_id -> Id,
        organisation_id -> Id,
        case_id -> Nullable<Id>,
        level -> Text,
        category -> Text,
        step -> Text,
        occurred_on -> DaySql,
        summary -> Text,
        proposal -> Nullable<Text>,
        state -> Text,
        agenda_on -> Nullable<DaySql>,
        handled_on -> Nullable<DaySql>,
        decision -> Nullable<Text>,
        measures -> Nullable<Text>,
        measures_due_on -> Nullable<DaySql>,
        closed_on -> Nullable<DaySql>,
        outcome -> Nullable<Text>,
        reported_by -> Text,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}
