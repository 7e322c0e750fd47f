//! Tables of meetings and contacts.

use diesel::{joinable, table};

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    meetings (id) {
        id -> Id,
        kind -> Text,
        area_id -> Id,
        case_id -> Nullable<Id>,
        child_id -> Nullable<Id>,
        custodian_id -> Id,
        unit_id -> Id,
        starts_at -> InstantSql,
        ends_at -> InstantSql,
        place_kind -> Text,
        place_text -> Nullable<Text>,
        chair_staff_id -> Nullable<Id>,
        note_taker_staff_id -> Nullable<Id>,
        plan_writer_staff_id -> Nullable<Id>,
        state -> Text,
        held_on -> Nullable<DaySql>,
        held_recorded_at -> Nullable<InstantSql>,
        cancelled_at -> Nullable<InstantSql>,
        cancel_reason -> Nullable<Text>,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    meeting_units (meeting_id, unit_id) {
        meeting_id -> Id,
        unit_id -> Id,
        absent -> Bool,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    agenda_items (id) {
        id -> Id,
        meeting_id -> Id,
        case_id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        state -> Text,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    agenda_item_units (item_id, unit_id) {
        item_id -> Id,
        unit_id -> Id,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    agenda_decisions (id) {
        id -> Id,
        item_id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        outcome -> Text,
        decided_on -> DaySql,
        coordinator_staff_id -> Nullable<Id>,
        coordinator_unit_id -> Nullable<Id>,
        difficulties -> DocumentSql,
        sealed -> Binary,
        created_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    agenda_assignments (decision_id, staff_id) {
        decision_id -> Id,
        staff_id -> Id,
        unit_id -> Id,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    agenda_referrals (decision_id, position) {
        decision_id -> Id,
        position -> Integer,
        kind -> Text,
        unit_id -> Nullable<Id>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    summonses (id) {
        id -> Id,
        meeting_id -> Id,
        case_id -> Id,
        child_id -> Id,
        custodian_id -> Id,
        sent_by_unit_id -> Id,
        kind -> Text,
        party -> Text,
        unit_id -> Nullable<Id>,
        staff_id -> Nullable<Id>,
        guardian_id -> Nullable<Id>,
        attendance -> Nullable<Text>,
        mandate -> Nullable<Bool>,
        sealed -> Binary,
        version -> Integer,
        created_at -> InstantSql,
        updated_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    summons_acknowledgements (id) {
        id -> Id,
        summons_id -> Id,
        unit_id -> Id,
        staff_id -> Nullable<Id>,
        will_attend -> Bool,
        sealed -> Nullable<Binary>,
        recorded_at -> InstantSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    contacts (id) {
        id -> Id,
        custodian_id -> Id,
        unit_id -> Id,
        occurred_on -> DaySql,
        occurred_at -> Nullable<InstantSql>,
        family -> Text,
        purpose -> Text,
        mode -> Text,
        outcome -> Text,
        staff_id -> Nullable<Id>,
        agenda_item_id -> Nullable<Id>,
        audience -> Text,
        annulled_at -> Nullable<InstantSql>,
        created_at -> InstantSql,
        secrecy -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::kernel::db::types::*;
    contact_cases (id) {
        id -> Id,
        contact_id -> Id,
        case_id -> Id,
        child_id -> Id,
        fact_id -> Id,
        informed_fact_id -> Nullable<Id>,
        sealed -> Binary,
    }
}

joinable!(contact_cases -> contacts (contact_id));
joinable!(agenda_items -> meetings (meeting_id));
joinable!(agenda_decisions -> agenda_items (item_id));
joinable!(summonses -> meetings (meeting_id));
