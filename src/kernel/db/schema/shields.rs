//! What keeps entries from those who would otherwise have them.

use diesel::table;

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    blocks (id) {
        id -> Id,
        case_id -> Id,
        child_id -> Id,
        unit_id -> Id,
        asked_by -> Text,
        guardian_id -> Nullable<Id>,
        occurred_on -> DaySql,
        recorded_by -> Text,
        recorded_at -> InstantSql,
        sealed -> Binary,
        lifted_on -> Nullable<DaySql>,
        lifted_by -> Nullable<Text>,
        lifted_at -> Nullable<InstantSql>,
    }
}
