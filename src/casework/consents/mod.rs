//! Consents (*samtycken*): what the family lets the parties of the joint work do. A consent lifts secrecy for its
//! purpose, its units and its kinds of information (OSL 2009:400, 10 kap. 1 § and 12 kap. 2 §), from one day to another.
//!
//! It waits for a decision of every party (`pending`, `partial`): every guardian, a specially appointed guardian, the
//! board for a child in its care, a *god man* instead of absent guardians (lag 2005:429), the child by its maturity
//! (föräldrabalken 6 kap. 11 and 13 §§; OSL 12 kap. 3 §). When all have granted it is `in_force` (`upcoming` before its
//! first day) and exactly its units enter the circle. It ends `refused`, `withdrawn`, `superseded` by its renewal, or
//! `expired`: by its last day, or by the 18th birthday when only guardians decided. States are never stored: they are
//! derived from the decisions and the day, so nothing has to run at midnight.
//!
//! Each purpose needs its own consent: who agreed to talk of the child at an HLT meeting has not agreed to a plan
//! (SoL 2025:400, 10 kap. 8 §: the individual consents to the plan), and a consent may be given in part (OSL 12 kap. 2 §):
//! the circle knows which kinds of information each right covers, and nothing else is shared by it.
//!
//! A guardian's yes is done without only by statute (`overrides`). A withdrawal is told to every unit that received something
//! (`notices`; the room `withdrawal_notices` shows and confirms). Whether a concern report was considered is asked at a no
//! and never hinders (`concerns`). Without consent, only a legal basis that fits (`legal_basis`); `checks` says beforehand.
//!
//! Lends: [`gate`] (who lacks consent on a day), [`codes::ConsentPurpose`], [`legal_basis`], [`family::is_adult`] and
//! [`queries::NoticeRow`].

mod acts;
mod asking;
pub mod checks;
pub mod codes;
pub mod concerns;
pub mod family;
mod force;
pub mod gate;
pub mod legal_basis;
pub mod model;
mod notices;
mod overrides;
pub mod queries;
pub mod requests;
pub mod routes;
mod rows;
pub mod rules;
mod show;
mod steps;
mod taking_back;
