//! The tables, as both databases have them: one file a wing. `tests/migrations.rs` compares them with the databases.

mod casework;
mod kernel;
mod meetings;
mod parties;

pub use casework::*;
pub use kernel::*;
pub use meetings::*;
pub use parties::*;

// Every table that a query may join with another.
diesel::allow_tables_to_appear_in_same_query!(organisations, units, unit_identifiers, staff, staff_units, staff_logins,);

diesel::allow_tables_to_appear_in_same_query!(
    agenda_item_units,
    agenda_items,
    area_units,
    case_access,
    cases,
    contact_cases,
    contacts,
    disclosures,
    meeting_units,
    meetings,
    summonses,
);
