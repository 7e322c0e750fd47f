//! Tables of what the family may and may not have.

use diesel::{joinable, table};

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    hidings (id) {
        id -> Id,
        case_id -> Id,
        child_id -> Id,
        item_kind -> Text,
        item_id -> Id,
        shared_as -> Id,
        guardian_id -> Id,
        ground -> Text,
        unit_id -> Id,
        hidden_by -> Text,
        hidden_at -> InstantSql,
        sealed -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    hiding_liftings (hiding_id) {
        hiding_id -> Id,
        lifted_by -> Text,
        lifted_at -> InstantSql,
        sealed -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    data_extracts (id) {
        id -> Id,
        child_id -> Id,
        organisation_id -> Id,
        unit_id -> Id,
        recipient -> Text,
        guardian_id -> Nullable<Id>,
        requested_on -> DaySql,
        due_on -> DaySql,
        registered_by -> Text,
        registered_at -> InstantSql,
        sealed -> Binary,
        version -> Integer,
        registered_staff_id -> Nullable<Id>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    data_extract_reviews (id) {
        id -> Id,
        extract_id -> Id,
        unit_id -> Id,
        reviewed_by -> Text,
        reviewed_at -> InstantSql,
        sealed -> Binary,
        staff_id -> Nullable<Id>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    data_extract_deliveries (id) {
        id -> Id,
        extract_id -> Id,
        way -> Text,
        delivered_on -> DaySql,
        delivered_by -> Text,
        recorded_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    release_requests (id) {
        id -> Id,
        child_id -> Id,
        organisation_id -> Id,
        unit_id -> Id,
        kind -> Text,
        asked_by -> Text,
        guardian_id -> Nullable<Id>,
        asked_on -> DaySql,
        registered_by -> Text,
        registered_at -> InstantSql,
        sealed -> Binary,
        version -> Integer,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    release_decisions (id) {
        id -> Id,
        request_id -> Id,
        outcome -> Text,
        decided_as -> Text,
        decided_on -> DaySql,
        decided_by -> Text,
        unit_id -> Id,
        recorded_at -> InstantSql,
        sealed -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    item_notes (id) {
        id -> Id,
        case_id -> Id,
        child_id -> Id,
        item_kind -> Text,
        item_id -> Id,
        shared_as -> Id,
        note -> Text,
        said_by -> Nullable<Text>,
        guardian_id -> Nullable<Id>,
        said_on -> Nullable<DaySql>,
        unit_id -> Id,
        noted_by -> Text,
        noted_at -> InstantSql,
        sealed -> Binary,
    }
}

joinable!(hiding_liftings -> hidings (hiding_id));
