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

joinable!(hiding_liftings -> hidings (hiding_id));
