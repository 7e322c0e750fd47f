//! Hidings: an item that the unit which wrote it hides from one guardian, because significant harm to the child can be
//! assumed if the guardian has it, because the child itself disposes over it, or because it tells where the child is
//! (offentlighets- och sekretesslagen 2009:400, 12 kap. 3 § and 26 kap. 2 §).
//!
//! Only the unit that wrote the item hides it and lifts the hiding, also after it has left the circle or the case is closed:
//! what it wrote stays its own. Whoever sees the item in the circle sees that it is hidden and from whom, so that nobody
//! tells by mistake; why it is hidden stands sealed, for the unit that hid it. Nothing is recorded in the timeline, which
//! those who do not have the item read too. No extract for the family tells of a hiding.
//!
//! Lends: [`items`], which finds any item of a case and says who may see it, and [`recipients`], which says what is hidden from
//! whom.

pub mod items;
pub mod model;
mod queries;
pub mod recipients;
pub mod routes;
mod show;
mod steps;
