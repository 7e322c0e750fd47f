//! Holds (*gallringsspärrar*): what must not be destroyed for now, such as while somebody has asked for it, a court or a
//! supervisory authority needs it, or a crime is investigated (TF 2 kap.; förvaltningslagen; IVO:s tillsyn).
//!
//! A hold on an own record covers all that belongs to it. `samsyn keys shred` asks for holds too.

pub mod codes;
pub mod model;
pub mod queries;
pub mod routes;
mod show;
mod steps;
