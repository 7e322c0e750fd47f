//! The tables, as both databases have them: one file a wing. `tests/migrations.rs` compares them with the databases.

mod casework;
mod kernel;
mod parties;

pub use casework::*;
pub use kernel::*;
pub use parties::*;

// Every table that a query may join with another.
diesel::allow_tables_to_appear_in_same_query!(
    organisations,
    units,
    unit_identifiers,
    staff,
    staff_units,
    staff_logins,
    agreements,
    agreement_versions,
    agreement_adoptions,
    areas,
    area_units,
    key_persons,
);
