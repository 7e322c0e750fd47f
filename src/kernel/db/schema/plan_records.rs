//! Tables of plans.

use diesel::table;

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    plans (id) {
        id -> Id,
        case_id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        kind -> Text,
        state -> Text,
        responsible_principal -> Nullable<Text>,
        coordinator_staff_id -> Nullable<Id>,
        follow_up_on -> Nullable<DaySql>,
        begun_on -> DaySql,
        established_on -> Nullable<DaySql>,
        closed_on -> Nullable<DaySql>,
        close_reason -> Nullable<Text>,
        content_version -> Integer,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
        secrecy -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    plan_goals (id) {
        id -> Id,
        plan_id -> Id,
        child_id -> Id,
        unit_id -> Id,
        parent_id -> Nullable<Id>,
        horizon -> Text,
        domain -> Text,
        target_on -> DaySql,
        reached_on -> Nullable<DaySql>,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    plan_actions (id) {
        id -> Id,
        plan_id -> Id,
        child_id -> Id,
        unit_id -> Id,
        goal_id -> Nullable<Id>,
        party -> Nullable<Text>,
        responsible_unit_id -> Nullable<Id>,
        responsible_guardian_id -> Nullable<Id>,
        level -> Nullable<Text>,
        position -> Integer,
        starts_on -> Nullable<DaySql>,
        due_on -> Nullable<DaySql>,
        family_contact_on -> Nullable<DaySql>,
        state -> Text,
        started_on -> Nullable<DaySql>,
        completed_on -> Nullable<DaySql>,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    plan_steps (id) {
        id -> Id,
        plan_id -> Id,
        child_id -> Id,
        step -> Text,
        subject_id -> Id,
        occurred_on -> DaySql,
        code -> Nullable<Text>,
        unit_id -> Id,
        recorded_at -> InstantSql,
        sealed -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    plan_versions (id) {
        id -> Id,
        plan_id -> Id,
        child_id -> Id,
        number -> Integer,
        cause -> Text,
        unit_id -> Id,
        made_at -> InstantSql,
        sealed -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    plan_distributions (id) {
        id -> Id,
        plan_id -> Id,
        child_id -> Id,
        version_number -> Integer,
        recipient -> Text,
        unit_id -> Nullable<Id>,
        guardian_id -> Nullable<Id>,
        way -> Text,
        distributed_on -> DaySql,
        by_unit_id -> Id,
        recorded_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    plan_confirmations (id) {
        id -> Id,
        plan_id -> Id,
        child_id -> Id,
        version_number -> Integer,
        party -> Text,
        party_id -> Id,
        confirmed_on -> DaySql,
        dissents -> Bool,
        by_unit_id -> Id,
        recorded_at -> InstantSql,
        sealed -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    plan_follow_ups (id) {
        id -> Id,
        plan_id -> Id,
        child_id -> Id,
        held_on -> DaySql,
        reconciled -> Bool,
        next_on -> Nullable<DaySql>,
        closing -> Bool,
        unit_id -> Id,
        recorded_at -> InstantSql,
        sealed -> Binary,
    }
}
