//! Unit blocks (*spärrar*): what one unit has written in a case, and writes in it later, is kept from every other unit, also of
//! its own authority, though the circle would give it (lagen 2022:913, 2 kap. 3 §; patientdatalagen 2008:355, 4 kap. 4 §).
//! The unit itself still sees its own. A block is in force until it is lifted, and its lifting is asked for by who asked for it.
//!
//! A guardian cannot block a child's entries under the secrecy of health care or social services. A block covers what the unit
//! alone answers for: actualisations, contacts, and its words in summonses and in answers to them; not agendas, decisions and
//! plans, which are several units' together. What the unit itself hands over by law it hands over also under a block: a duty to
//! report knows none.
//!
//! That something is withheld shows to the others in the circle ([`crate::casework::cases::model::Case::something_withheld`];
//! 2022:913, 2 kap. 5 §), never what, how much, whose, or by whose wish: the case gets neither a fact nor a new version.

pub mod model;
pub mod queries;
pub mod routes;
mod rules;
mod show;
mod steps;
