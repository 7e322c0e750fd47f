//! What keeps entries from those who would otherwise have them, and what opens them in an emergency.

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

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    emergency_accesses (id) {
        id -> Id,
        unit_id -> Id,
        organisation_id -> Id,
        issuer -> Text,
        subject -> Text,
        staff_id -> Nullable<Id>,
        child_id -> Nullable<Id>,
        key_child_id -> Nullable<Id>,
        danger -> Text,
        sealed -> Nullable<Binary>,
        requested_at -> InstantSql,
        confirm_by -> InstantSql,
        confirmed_at -> Nullable<InstantSql>,
        open_until -> Nullable<InstantSql>,
        reviewed_at -> Nullable<InstantSql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    emergency_sources (id) {
        id -> Id,
        access_id -> Id,
        unit_id -> Id,
        child_id -> Id,
        secrecy -> Text,
        is_blocked -> Bool,
        place_withheld -> Bool,
        sealed -> Binary,
        opened_at -> Nullable<InstantSql>,
        acknowledged_at -> Nullable<InstantSql>,
        acknowledged_by -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    emergency_reviews (access_id) {
        access_id -> Id,
        result -> Text,
        actions -> DocumentSql,
        sealed -> Nullable<Binary>,
        unit_id -> Id,
        reviewed_by -> Text,
        staff_id -> Nullable<Id>,
        reviewed_at -> InstantSql,
    }
}
