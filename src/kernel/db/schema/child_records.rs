//! Tables of child records, their guardians, and external ids.

use diesel::{joinable, table};

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    children (id) {
        id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        identity_kind -> Text,
        identity_index -> Nullable<Binary>,
        link_index -> Nullable<Binary>,
        protection_level -> Text,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
        index_key -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    guardians (id) {
        id -> Id,
        child_id -> Id,
        relation -> Text,
        protection_level -> Text,
        valid_from -> Nullable<DaySql>,
        valid_to -> Nullable<DaySql>,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    external_ids (organisation_id, kind, system, value) {
        organisation_id -> Id,
        kind -> Text,
        system -> Text,
        value -> Text,
        resource_id -> Id,
    }
}

joinable!(children -> organisations (custodian_id));
joinable!(children -> units (unit_id));
joinable!(guardians -> children (child_id));

use super::parties::{organisations, units};
