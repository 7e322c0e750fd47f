//! Tables of retention.

use diesel::{joinable, table};

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    retention_periods (id) {
        id -> Id,
        organisation_id -> Id,
        class -> Text,
        years -> Integer,
        until_age -> Nullable<Integer>,
        decided_on -> DaySql,
        reference -> Text,
        created_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    retention_classifications (id) {
        id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        class -> Text,
        reference -> Text,
        classified_at -> InstantSql,
        classified_by -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    legal_holds (id) {
        id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        reason -> Text,
        reference -> Text,
        placed_at -> InstantSql,
        placed_by -> Text,
        lifted_at -> Nullable<InstantSql>,
        lifted_by -> Nullable<Text>,
        lifting_reference -> Nullable<Text>,
        version -> Integer,
    }
}

table! {
    use crate::kernel::db::types::*;
    legal_hold_records (hold_id, child_id) {
        hold_id -> Id,
        child_id -> Id,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    purges (id) {
        id -> Id,
        organisation_id -> Id,
        unit_id -> Id,
        as_of -> DaySql,
        continue_after -> Nullable<Id>,
        listed_at -> InstantSql,
        listed_issuer -> Text,
        listed_by -> Text,
        listed_staff_id -> Nullable<Id>,
        decided_at -> Nullable<InstantSql>,
        decided_issuer -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_staff_id -> Nullable<Id>,
        decision_reference -> Nullable<Text>,
        executed_at -> Nullable<InstantSql>,
        executed_by -> Nullable<Text>,
        execution_reference -> Nullable<Text>,
        version -> Integer,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    purge_items (purge_id, child_id) {
        purge_id -> Id,
        child_id -> Id,
        kind -> Text,
        class -> Text,
        last_entry_at -> InstantSql,
        purge_after -> DaySql,
        purge_by -> Nullable<DaySql>,
        left_out -> Nullable<Text>,
        outcome -> Nullable<Text>,
        told_entry_on -> Nullable<DaySql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    archive_exports (id) {
        id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        made_at -> InstantSql,
        made_by -> Text,
    }
}

joinable!(purge_items -> purges (purge_id));
