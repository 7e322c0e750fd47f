//! Lead-time clocks as pure rules: facts and definitions in, clocks out (docs/lead-times.md, decisions
//! 6, 11–17 and 38).
//!
//! [`compute`] derives every clock of a case from its facts; nothing else makes or changes one. A
//! [`Clock`] then answers for any day what is due, how much is paused and how it stands. No file
//! here does I/O or reads the time; no job is needed for a right answer (rule 14).

mod clock;
mod compute;
mod correction;
mod definition;
mod explanation;
mod fact;
mod history;
mod holidays;
mod pause;
mod start;
mod statistics;
#[cfg(test)]
mod tests;

pub use clock::{CancelReason, Cancelled, Clock, FactRef, Status};
pub use compute::compute;
pub use correction::{CorrectionRefused, check_occurred_on, check_start_correction, check_stop_correction};
pub use definition::{ClockDefinition, ConsentPurpose, DefinitionError, FactPattern, Limit, Per};
pub use explanation::{CountedFact, Explanation, Role};
pub use fact::{Attributes, CodeKey, DateKey, Fact, FactKind};

pub use history::standing;
pub use holidays::{is_weekday, next_weekday};
pub use pause::{
    Pause, PauseCloseRefused, PauseGrounds, PauseReason, PauseRefused, PauseRequest, may_close_pause, may_pause,
};
pub use statistics::{Completed, Figures, figures};
