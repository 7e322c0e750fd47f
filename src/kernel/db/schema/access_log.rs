//! The seals of the access log, and its reviews.

use diesel::table;

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    audit_seals (position) {
        position -> BigInt,
        entry_id -> Id,
        hash -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    audit_checkpoints (size) {
        size -> BigInt,
        note -> Text,
        frontier -> Binary,
        made_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    audit_reviews (id) {
        id -> Id,
        organisation_id -> Id,
        unit_id -> Id,
        reviewer -> Text,
        staff_id -> Nullable<Id>,
        method -> Text,
        from_on -> DaySql,
        to_on -> DaySql,
        size -> Integer,
        population -> Integer,
        seed -> Id,
        created_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    audit_review_entries (review_id, number) {
        review_id -> Id,
        number -> Integer,
        entry_id -> Id,
        reasons -> DocumentSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    audit_review_conclusions (review_id) {
        review_id -> Id,
        result -> Text,
        actions -> DocumentSql,
        remarked_entries -> DocumentSql,
        reference -> Nullable<Text>,
        unit_id -> Id,
        concluded_by -> Text,
        staff_id -> Nullable<Id>,
        concluded_at -> InstantSql,
    }
}
