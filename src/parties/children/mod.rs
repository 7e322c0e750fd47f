//! Children (*barn*): one custodian's record of a child. Each authority that works with a child keeps its own record;
//! another's neither shows nor hinders (offentlighets- och sekretesslagen 2009:400, 8 kap. 1 §). The server links
//! records of the same identity number by a keyed hash that never leaves it.
//!
//! Names, numbers, addresses and birth dates are sealed under the record's own data key; in plain columns stand only
//! ids, the kind of identity, keyed hashes and the level of protection. With protected personal data (*skyddade
//! personuppgifter*, folkbokföringslagen 1991:481, 16–17 d §§) whereabouts are never given out and lists hide the name.
//!
//! Lends: [`queries::find_own`], [`queries::protection_level`], [`show::own`], [`show::child_ref`],
//! [`show::child_refs`], [`show::family_names`], [`queries::standings`], [`show::birth_date`], [`show::age_on`] and
//! [`show::are_linked`], [`show::linked`], [`show::linked_to`]; to guardians also how an identity is told and
//! checked ([`identity`], [`rules`]).

pub mod answers;
pub mod identity;
pub mod model;
pub mod queries;
pub mod reindex;
pub mod requests;
pub mod routes;
pub mod rules;
pub mod show;
pub mod shredding;
mod steps;
