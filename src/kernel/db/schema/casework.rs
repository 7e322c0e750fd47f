//! Tables of casework.

use diesel::{joinable, table};

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    cases (id) {
        id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        area_id -> Id,
        agreement_id -> Id,
        state -> Text,
        opened_on -> DaySql,
        closed_on -> Nullable<DaySql>,
        close_reason -> Nullable<Text>,
        merged_into -> Nullable<Id>,
        coordinator_staff_id -> Nullable<Id>,
        coordinator_unit_id -> Nullable<Id>,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    case_access (id) {
        id -> Id,
        case_id -> Id,
        child_id -> Id,
        unit_id -> Id,
        organisation_id -> Id,
        basis -> Text,
        consent_id -> Nullable<Id>,
        from_on -> DaySql,
        until_on -> Nullable<DaySql>,
        opened_at -> InstantSql,
        ended_at -> Nullable<InstantSql>,
        since_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    case_access_information (access_id, kind) {
        access_id -> Id,
        kind -> Text,
        since_at -> InstantSql,
        ended_at -> Nullable<InstantSql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    disclosures (id) {
        id -> Id,
        case_id -> Id,
        item_kind -> Text,
        item_id -> Id,
        unit_id -> Id,
        consent_id -> Nullable<Id>,
        basis -> Text,
        legal_basis -> Nullable<Text>,
        from_unit_id -> Nullable<Id>,
        sealed -> Nullable<Binary>,
        received -> Nullable<Binary>,
        disclosed_at -> InstantSql,
        disclosed_by -> Text,
        information -> Text,
        blocked_at -> Nullable<InstantSql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    withholdings (item_id, unit_id, withheld_at) {
        item_id -> Id,
        unit_id -> Id,
        case_id -> Id,
        information -> Text,
        withheld_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    facts (id) {
        id -> Id,
        case_id -> Id,
        kind -> Text,
        occurred_on -> DaySql,
        recorded_at -> InstantSql,
        subject_kind -> Nullable<Text>,
        subject_id -> Nullable<Id>,
        unit_id -> Nullable<Id>,
        organisation_id -> Nullable<Id>,
        staff_id -> Nullable<Id>,
        codes -> DocumentSql,
        dates -> DocumentSql,
        replaces -> Nullable<Id>,
        merged_into -> Nullable<Id>,
        sealed -> Nullable<Binary>,
        position -> Nullable<BigInt>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    lead_times (id) {
        id -> Id,
        case_id -> Id,
        area_id -> Id,
        code -> Text,
        definition_version -> Integer,
        subject_id -> Nullable<Id>,
        start_fact -> Id,
        started_on -> DaySql,
        due_on -> DaySql,
        warn_on -> DaySql,
        paused_from -> Nullable<DaySql>,
        paused_until -> Nullable<DaySql>,
        outcome -> Text,
        ended_on -> Nullable<DaySql>,
        cancel_reason -> Nullable<Text>,
        breached_before_cancel -> Bool,
        paused_days -> Integer,
        updated_at -> InstantSql,
        family_chosen -> Bool,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    lead_time_counts (area_id, outcome, day, code, family_chosen, cancel_reason, days) {
        area_id -> Id,
        outcome -> Text,
        day -> DaySql,
        code -> Text,
        family_chosen -> Bool,
        cancel_reason -> Text,
        days -> Integer,
        count -> Integer,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    municipality_lead_time_counts (municipality_code, outcome, day, code, family_chosen, cancel_reason, days, stripe) {
        municipality_code -> Text,
        outcome -> Text,
        day -> DaySql,
        code -> Text,
        family_chosen -> Bool,
        cancel_reason -> Text,
        days -> Integer,
        stripe -> Integer,
        count -> Integer,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    lead_time_pauses (id) {
        id -> Id,
        lead_time_id -> Id,
        case_id -> Id,
        fact_id -> Id,
        reason -> Text,
        from_on -> DaySql,
        to_on -> Nullable<DaySql>,
        closing_fact_id -> Nullable<Id>,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    actualisations (id) {
        id -> Id,
        case_id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        area_id -> Id,
        initiator -> Text,
        urgency -> Text,
        need_known_on -> DaySql,
        collaboration_need_on -> DaySql,
        difficulties -> DocumentSql,
        age_at_actualisation -> Nullable<Integer>,
        suspected_complexity -> Bool,
        state -> Text,
        audience -> Text,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
        refused_as -> Nullable<Text>,
        secrecy -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    consents (id) {
        id -> Id,
        case_id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        purpose -> Text,
        information -> DocumentSql,
        form -> Text,
        valid_from -> DaySql,
        valid_to -> DaySql,
        lapses_on -> Nullable<DaySql>,
        supersedes -> Nullable<Id>,
        superseded_by -> Nullable<Id>,
        superseded_on -> Nullable<DaySql>,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    consent_units (consent_id, unit_id) {
        consent_id -> Id,
        unit_id -> Id,
        removed_on -> Nullable<DaySql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    consent_parties (id) {
        id -> Id,
        consent_id -> Id,
        kind -> Text,
        guardian_id -> Nullable<Id>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    consent_decisions (id) {
        id -> Id,
        consent_id -> Id,
        party_id -> Id,
        number -> Integer,
        decision -> Text,
        decided_on -> DaySql,
        method -> Text,
        override_basis -> Nullable<Text>,
        unit_id -> Id,
        recorded_by -> Text,
        recorded_at -> InstantSql,
        sealed -> Binary,
    }
}

joinable!(case_access_information -> case_access (access_id));
joinable!(lead_times -> cases (case_id));
joinable!(facts -> cases (case_id));

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    consultations (id) {
        id -> Id,
        unit_id -> Id,
        asked_unit_id -> Id,
        age_band -> Nullable<Text>,
        question -> Text,
        state -> Text,
        advice -> Nullable<Text>,
        answer -> Nullable<Text>,
        asked_by -> Text,
        answered_by -> Nullable<Text>,
        asked_at -> InstantSql,
        answered_at -> Nullable<InstantSql>,
    }
}
