//! Tables of the kernel.

use diesel::table;

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    idempotency_keys (client, key) {
        client -> Text,
        key -> Text,
        fingerprint -> Binary,
        resource_id -> Id,
        created_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    audit_entries (id) {
        id -> Id,
        at -> InstantSql,
        issuer -> Text,
        subject -> Text,
        client_id -> Text,
        roles -> Text,
        staff_id -> Nullable<Id>,
        unit_id -> Nullable<Id>,
        organisation_id -> Nullable<Id>,
        purpose -> Text,
        action -> Text,
        resource -> Text,
        resource_id -> Id,
        child_id -> Nullable<Id>,
        trace_id -> Text,
        ground -> Nullable<Text>,
        consent_id -> Nullable<Id>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    child_keys (id) {
        id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        wrapped -> Binary,
        created_at -> InstantSql,
        master_key -> Nullable<Text>,
        shredded_at -> Nullable<InstantSql>,
        shredded_by -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    marks (name) {
        name -> Text,
        value -> Text,
    }
}
