//! The tables, as both databases have them: one file a wing. `tests/migrations.rs` compares them with the databases.

mod access_log;
mod casework;
mod child_records;
mod consent_records;
mod family_rights;
mod governance;
mod kernel;
mod meeting_records;
mod parties;
mod plan_records;
mod retention;
mod shields;

pub use access_log::*;
pub use casework::*;
pub use child_records::*;
pub use consent_records::*;
pub use family_rights::*;
pub use governance::*;
pub use kernel::*;
pub use meeting_records::*;
pub use parties::*;
pub use plan_records::*;
pub use retention::*;
pub use shields::*;

// Every table that a query may join with another.
diesel::allow_tables_to_appear_in_same_query!(
    organisations,
    units,
    unit_identifiers,
    staff,
    staff_units,
    staff_logins,
    children,
    guardians,
    external_ids,
    child_keys,
    agreements,
    agreement_versions,
    agreement_adoptions,
    areas,
    area_units,
    key_persons,
    cases,
    case_access,
    case_access_information,
    disclosures,
    withholdings,
    blocks,
    emergency_accesses,
    emergency_sources,
    emergency_reviews,
    facts,
    lead_times,
    lead_time_counts,
    municipality_lead_time_counts,
    lead_time_pauses,
    actualisations,
    consents,
    consent_units,
    consent_parties,
    consent_decisions,
    information_texts,
    withdrawal_notices,
    consent_concerns,
    hidings,
    hiding_liftings,
    data_extracts,
    data_extract_reviews,
    data_extract_deliveries,
    release_requests,
    release_decisions,
    item_notes,
    meetings,
    meeting_units,
    agenda_items,
    agenda_item_units,
    agenda_decisions,
    agenda_assignments,
    agenda_referrals,
    summonses,
    summons_acknowledgements,
    contacts,
    contact_cases,
    plans,
    plan_goals,
    plan_actions,
    plan_steps,
    plan_versions,
    plan_distributions,
    plan_confirmations,
    plan_follow_ups,
    audit_entries,
    audit_seals,
    audit_reviews,
    audit_review_entries,
    audit_review_conclusions,
    deviations,
    consultations,
    retention_periods,
    retention_classifications,
    legal_holds,
    legal_hold_records,
    purges,
    purge_items,
    archive_exports,
);
