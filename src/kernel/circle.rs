//! The circle and the disclosures: the two tables that decide who may see what of a case.
//!
//! A unit takes part in a case by a row of `case_access`: its own case, or a consent in force. It sees the case's shell
//! and what was shared with it: sharing is a recorded disclosure of one item to one unit. A unit that enters later sees
//! what is shared from then on; older items only when the custodian's staff share them. When a unit leaves the circle
//! it loses the sight of others' items at once, for every read asks these tables (OSL 12:2; HSLF-FS 2016:40).
//!
//! A right covers some kinds of information: a consent may be given in part (OSL 12:2). What is of a kind that a unit's
//! right does not cover is not shared with it, and shows no more when a consent is narrowed; that something is withheld
//! is told, never what.
//!
//! What is handed over without consent, by a legal basis, is a disclosure too, but lets nobody take part: whoever receives
//! it gets a copy and sees nothing else of the case.

mod blocking;
mod information;
mod sharing;
mod standing;
mod stays;

use diesel::prelude::*;

use super::db::Conn;
use super::db::schema::case_access;
use super::ids::{AccessId, CaseId, ChildId, ConsentId, OrganisationId, UnitId};
use super::time::{Day, Instant};

pub use blocking::{block, blocked, lift};
pub use information::{InformationCategory, covers};
pub use sharing::{COPIES, Shared, give_copies, given_to, received, share, share_among, shared_with, withheld};
pub use standing::{Giving, Item, permitted, require, rights};
pub use stays::{end_by_consent, end_units_by_consent, narrow_by_consent, open, shorten_by_consent};

crate::codes! {
    /// Rätten till ett ärende. By what right a unit takes part in a case.
    pub enum Basis {
        Own = "own" ("eget ärende", "own case"),
        Consent = "consent" ("samtycke", "consent"),
        LegalBasis = "legal_basis" ("laglig grund utan samtycke", "a legal basis without consent"),
    }
}

crate::codes! {
    /// Vem en uppgift är till för. For whom an item is: the own unit, or all in the circle when it is shared.
    pub enum Audience {
        Own = "own" ("bara egna enheten", "own unit only"),
        Circle = "circle" ("alla i kretsen", "all in the circle"),
    }
}

/// A row of the circle.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_access, treat_none_as_default_value = false)]
pub struct AccessRow {
    /// The row.
    pub id: AccessId,
    /// The case.
    pub case_id: CaseId,
    /// The child record that it is about.
    pub child_id: ChildId,
    /// The unit.
    pub unit_id: UnitId,
    /// Its organisation.
    pub organisation_id: OrganisationId,
    /// By what right.
    pub basis: Basis,
    /// The consent, when that is the right.
    pub consent_id: Option<ConsentId>,
    /// The first day.
    pub from_on: Day,
    /// The last day, when it ends by itself.
    pub until_on: Option<Day>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was ended.
    pub ended_at: Option<Instant>,
    /// Since when the unit has taken part without a break, whatever kinds were covered; [`open`] sets it.
    pub since_at: Instant,
}

/// By what right a unit takes part in a case today; its own case goes before a consent.
pub fn basis(conn: &mut Conn, case: CaseId, unit: UnitId, today: Day) -> QueryResult<Option<Basis>> {
    Ok(rights(conn, &[case], unit, today)?.remove(&case).map(|right| right.basis))
}

/// Whether a unit takes part in the case of a column today, as a condition of a query on that column's table. As a list of the
/// unit's cases it leads the query: asked for each row, a list would walk through everybody's cases.
#[macro_export]
macro_rules! in_circle {
    ($case:expr, $unit:expr, $today:expr) => {{
        use $crate::kernel::db::schema::case_access;
        $case.eq_any(
            case_access::table
                .filter(case_access::unit_id.eq($unit))
                .filter(case_access::ended_at.is_null())
                .filter(case_access::from_on.le($today))
                .filter(case_access::until_on.is_null().or(case_access::until_on.ge($today)))
                .select(case_access::case_id),
        )
    }};
}

/// Whether a unit takes or ever took part in the case of a column. It permits nothing: where a list is also of what the unit
/// wrote itself, this leads the query, and what may be seen is narrowed beside it.
#[macro_export]
macro_rules! ever_in_circle {
    ($case:expr, $unit:expr) => {{
        use $crate::kernel::db::schema::case_access;
        $case.eq_any(case_access::table.filter(case_access::unit_id.eq($unit)).select(case_access::case_id))
    }};
}

/// Whether a unit has taken part in a case without a break since an instant, whatever kinds its right covered, and does
/// today.
#[macro_export]
macro_rules! takes_part_since {
    ($case:expr, $unit:expr, $at:expr, $today:expr) => {{
        use $crate::kernel::db::schema::case_access;
        diesel::dsl::exists(
            case_access::table
                .filter(case_access::case_id.eq($case))
                .filter(case_access::unit_id.eq($unit))
                .filter(case_access::ended_at.is_null())
                .filter(case_access::from_on.le($today))
                .filter(case_access::until_on.is_null().or(case_access::until_on.ge($today)))
                .filter(case_access::since_at.le($at)),
        )
    }};
}

/// Whether a unit's right in a case has covered a kind of information without a break since an instant, and does today. Its
/// own case covers all kinds.
#[macro_export]
macro_rules! covered_since {
    ($case:expr, $unit:expr, $kind:expr, $at:expr, $today:expr) => {{
        use $crate::kernel::db::schema::{case_access, case_access_information};
        let own = case_access::basis.eq($crate::kernel::circle::Basis::Own).and(case_access::since_at.le($at));
        let covers = diesel::dsl::exists(
            case_access_information::table
                .filter(case_access_information::access_id.eq(case_access::id))
                .filter(case_access_information::kind.eq($kind))
                .filter(case_access_information::ended_at.is_null())
                .filter(case_access_information::since_at.le($at)),
        );
        diesel::dsl::exists(
            case_access::table
                .filter(case_access::case_id.eq($case))
                .filter(case_access::unit_id.eq($unit))
                .filter(case_access::ended_at.is_null())
                .filter(case_access::from_on.le($today))
                .filter(case_access::until_on.is_null().or(case_access::until_on.ge($today)))
                .filter(own.or(covers)),
        )
    }};
}

/// Whether a disclosure still gives sight of its item today: its unit's right has covered the item's kind of information
/// without a break since it was made, and no block of its writer's keeps it.
#[macro_export]
macro_rules! gives_sight {
    ($today:expr) => {{
        use $crate::kernel::db::schema::disclosures;
        $crate::reaches!($today).and(disclosures::blocked_at.is_null())
    }};
}

/// The same, blocked or not. What was handed over by law is a copy, and reaches nobody so.
#[macro_export]
macro_rules! reaches {
    ($today:expr) => {{
        use $crate::kernel::circle::Basis;
        use $crate::kernel::db::schema::disclosures;
        disclosures::basis
            .ne(Basis::LegalBasis)
            .and($crate::covered_since!(
                disclosures::case_id,
                disclosures::unit_id,
                disclosures::information,
                disclosures::disclosed_at,
                $today
            ))
            .and($crate::still_let_go!($today))
    }};
}

/// Whether what another authority let go to the unit whose case it is may still be seen by it: secrecy runs between authorities
/// whoever began (OSL 8:1), so that a consent must let that authority take part of the kind still. What the own authority wrote,
/// and what is written together, needs none.
#[macro_export]
macro_rules! still_let_go {
    ($today:expr) => {{
        use $crate::kernel::circle::Basis;
        use $crate::kernel::db::schema::{case_access, case_access_information, disclosures, units};
        let own_authoritys = diesel::dsl::exists(
            case_access::table
                .inner_join(units::table.on(units::organisation_id.eq(case_access::organisation_id)))
                .filter(case_access::case_id.eq(disclosures::case_id))
                .filter(case_access::unit_id.eq(disclosures::unit_id))
                .filter(units::id.nullable().eq(disclosures::from_unit_id)),
        );
        let consented = diesel::dsl::exists(
            case_access::table
                .inner_join(case_access_information::table.on(case_access_information::access_id.eq(case_access::id)))
                .inner_join(units::table.on(units::organisation_id.eq(case_access::organisation_id)))
                .filter(case_access::case_id.eq(disclosures::case_id))
                .filter(units::id.nullable().eq(disclosures::from_unit_id))
                .filter(case_access::ended_at.is_null())
                .filter(case_access::from_on.le($today))
                .filter(case_access::until_on.is_null().or(case_access::until_on.ge($today)))
                .filter(case_access_information::kind.eq(disclosures::information))
                .filter(case_access_information::ended_at.is_null())
                .filter(case_access_information::since_at.le(disclosures::disclosed_at)),
        );
        disclosures::basis.ne(Basis::Own).or(disclosures::from_unit_id.is_null()).or(own_authoritys).or(consented)
    }};
}

/// Whether the item of a column is shared with a unit today, as a condition of a query on that column's table.
#[macro_export]
macro_rules! shared_with {
    ($item:expr, $unit:expr, $today:expr) => {{
        use $crate::kernel::db::schema::disclosures;
        diesel::dsl::exists(
            disclosures::table
                .filter(disclosures::item_id.eq($item))
                .filter(disclosures::unit_id.eq($unit))
                .filter($crate::gives_sight!($today)),
        )
    }};
}

/// Everyone in the circle today.
pub fn of_case(conn: &mut Conn, case: CaseId, today: Day) -> QueryResult<Vec<AccessRow>> {
    case_access::table
        .filter(case_access::case_id.eq(case))
        .filter(case_access::ended_at.is_null())
        .filter(case_access::from_on.le(today))
        .filter(case_access::until_on.is_null().or(case_access::until_on.ge(today)))
        .select(AccessRow::as_select())
        .order((case_access::opened_at.asc(), case_access::id.asc()))
        .load(conn)
}
