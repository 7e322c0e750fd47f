//! Tables that follow a consent: what was told before it, and what is told when it ends.

use diesel::{joinable, table};

use super::consents;

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    information_texts (id) {
        id -> Id,
        organisation_id -> Id,
        series -> Text,
        version -> Text,
        language -> Text,
        title -> Text,
        body -> Text,
        valid_from -> DaySql,
        created_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    withdrawal_notices (id) {
        id -> Id,
        consent_id -> Id,
        decision_id -> Id,
        case_id -> Id,
        child_id -> Id,
        unit_id -> Id,
        asked_by_unit_id -> Id,
        sent_by_unit_id -> Id,
        kind -> Text,
        occurred_on -> DaySql,
        sent_at -> InstantSql,
        confirmed_at -> Nullable<InstantSql>,
        confirmed_by -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    consent_concerns (id) {
        id -> Id,
        consent_id -> Id,
        decision_id -> Id,
        unit_id -> Id,
        recorded_by -> Text,
        recorded_at -> InstantSql,
        sealed -> Binary,
    }
}

joinable!(withdrawal_notices -> consents (consent_id));
