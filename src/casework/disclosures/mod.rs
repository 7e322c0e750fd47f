//! Disclosures (*utlämnanden*): what was shared with which unit, when and by whom, and the act of sharing older items.
//!
//! A unit that enters the circle sees the case's shell and what is shared from then on. What was written before it came is
//! shared only by those who wrote it, in one act for all of it or for chosen items; each item and unit leaves a row.
//!
//! An item is of a kind of information, and is shared with the units whose right covers the kind: a consent may be given in
//! part (OSL 12:2). From whom something is withheld is noted, so that the case can tell the unit so; when its right has
//! become wider, the writer shares anew.
//!
//! Without consent something is handed over only by a legal basis that fits the secrecy under which it stands since it was
//! written (`consents::legal_basis`; OSL 2009:400, 10, 25 and 26 kap.): one item to one unit, with a motivation. The unit that
//! receives it gets a sealed copy of the item as it was and does not take part in the case; nothing of the case changes,
//! so that a report of concern shows nowhere else.
//!
//! Nothing is taken back by hand: who leaves the circle loses the sight of others' items by leaving it.
//!
//! Lends [`copies`]: an item as a copy.

pub mod copies;
mod handing_over;
pub mod model;
mod queries;
pub mod routes;
mod show;
mod steps;
