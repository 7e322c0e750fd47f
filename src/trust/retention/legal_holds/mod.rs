//! Holds (*gallringsspärrar*): what must not be destroyed for now, such as while somebody has asked for it, a court or a
//! supervisory authority needs it, or a crime is investigated (TF 2 kap.; förvaltningslagen; IVO:s tillsyn).
//!
//! A hold names one record, and is on all that its authority has written about that child: in an own record, and in the cases of
//! every other authority's record of the child, also after one of these was destroyed. `samsyn keys shred` asks for holds too.

pub mod codes;
pub mod model;
pub mod queries;
pub mod routes;
mod show;
mod steps;

pub use steps::spread;
