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
joinable!(staff_units -> units (unit_id));
joinable!(staff_logins -> staff (staff_id));

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    agreements (id) {
        id -> Id,
        code -> Text,
        name -> Text,
        kind -> Text,
        organisation_id -> Nullable<Id>,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    agreement_versions (id) {
        id -> Id,
        agreement_id -> Id,
        number -> Integer,
        terms -> DocumentSql,
        valid_from -> Nullable<DaySql>,
        valid_to -> Nullable<DaySql>,
        version -> Integer,
        created_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    agreement_adoptions (id) {
        id -> Id,
        agreement_version_id -> Id,
        organisation_id -> Id,
        body -> Text,
        adopted_on -> DaySql,
        signatories -> DocumentSql,
        created_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    areas (id) {
        id -> Id,
        name -> Text,
        municipality_code -> Text,
        agreement_id -> Id,
        started_on -> Nullable<DaySql>,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    area_units (area_id, unit_id) {
        area_id -> Id,
        unit_id -> Id,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    key_persons (id) {
        id -> Id,
        area_id -> Id,
        unit_id -> Id,
        staff_id -> Id,
        role -> Text,
        appointed_by -> Nullable<Text>,
        from_on -> DaySql,
        to_on -> Nullable<DaySql>,
        created_at -> InstantSql,
    }
}

joinable!(agreement_versions -> agreements (agreement_id));
joinable!(agreement_adoptions -> agreement_versions (agreement_version_id));
joinable!(areas -> agreements (agreement_id));
joinable!(area_units -> areas (area_id));
joinable!(area_units -> units (unit_id));
joinable!(key_persons -> areas (area_id));
joinable!(key_persons -> staff (staff_id));
