//! Tables of the parties.

use diesel::{joinable, table};

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    organisations (id) {
        id -> Id,
        kind -> Text,
        name -> Text,
        number -> Text,
        municipality_code -> Nullable<Text>,
        county_code -> Text,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    units (id) {
        id -> Id,
        organisation_id -> Id,
        kind -> Text,
        secrecy -> Text,
        name -> Text,
        phone -> Nullable<Text>,
        email -> Nullable<Text>,
        valid_from -> DaySql,
        valid_to -> Nullable<DaySql>,
        successor_id -> Nullable<Id>,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    unit_identifiers (unit_id, kind) {
        unit_id -> Id,
        kind -> Text,
        value -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    staff (id) {
        id -> Id,
        organisation_id -> Id,
        name -> Text,
        title -> Text,
        hsa_id -> Nullable<Text>,
        phone -> Nullable<Text>,
        email -> Nullable<Text>,
        left_on -> Nullable<DaySql>,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    staff_units (staff_id, unit_id, from_on) {
        staff_id -> Id,
        unit_id -> Id,
        from_on -> DaySql,
        to_on -> Nullable<DaySql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    staff_logins (issuer, subject) {
        staff_id -> Id,
        issuer -> Text,
        subject -> Text,
    }
}

joinable!(units -> organisations (organisation_id));
joinable!(unit_identifiers -> units (unit_id));
joinable!(staff -> organisations (organisation_id));
joinable!(staff_units -> staff (staff_id));
joinable!(staff_logins -> staff (staff_id));
