//! The unit on whose behalf somebody acts. A token may name it; staff who work at several units and whose token names none
//! choose with `Samsyn-Unit`; staff of one unit need not choose.

use diesel::prelude::*;

use super::{ActingUnit, forbidden};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{organisations, staff_units, unit_identifiers, units};
use crate::kernel::ids::{OrganisationId, StaffId, UnitId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// On whose behalf.
#[derive(Clone, Debug)]
pub(super) enum Acting {
    /// This unit.
    For(ActingUnit),
    /// One of these units, when it is chosen.
    OneOf(Vec<(UnitId, String)>),
    /// No unit.
    Nobody,
}

impl Acting {
    pub(super) const fn unit(&self) -> Option<ActingUnit> {
        match self {
            Self::For(unit) => Some(*unit),
            Self::OneOf(_) | Self::Nobody => None,
        }
    }

    /// Why nothing can be done without a unit.
    pub(super) fn refusal(&self) -> Problem {
        let Self::OneOf(choices) = self else {
            return forbidden("Åtkomstbiljetten anger ingen enhet (unit).", "The token names no unit (claim unit).");
        };
        let names: Vec<String> = choices.iter().map(|(id, name)| format!("{name} ({id})")).collect();
        let names = names.join(", ");
        let fault = Text::new(format!("Någon av {names}."), format!("One of {names}."));
        forbidden(
            "Välj den enhet du företräder, med Samsyn-Unit.",
            "Choose the unit that you act for, with Samsyn-Unit.",
        )
        .with_errors(vec![FieldError::parameter("Samsyn-Unit", "required", fault)])
    }
}

/// On whose behalf the caller acts.
///
/// # Errors
/// 403 when the unit is unknown, closed, not the issuer's to speak for, or not one where the caller works.
pub(super) fn acting(conn: &mut Conn, caller: &Caller, staff: Option<StaffId>, today: Day) -> Result<Acting, Problem> {
    if let Some(named) = &caller.unit {
        let unit = find_unit(conn, named, caller, today)?;
        return match &caller.chosen_unit {
            Some(chosen) if find_unit(conn, chosen, caller, today)? != unit => Err(forbidden(
                "Åtkomstbiljetten gäller en annan enhet än Samsyn-Unit.",
                "The token is for another unit than Samsyn-Unit.",
            )),
            _ => Ok(Acting::For(unit)),
        };
    }
    let works_at = match staff {
        Some(staff) => works_at(conn, staff, caller, today)?,
        None => vec![],
    };
    if let Some(chosen) = &caller.chosen_unit {
        let unit = find_unit(conn, chosen, caller, today)?;
        let works = works_at.iter().any(|(known, _)| *known == unit);
        return if works { Ok(Acting::For(unit)) } else { Err(not_your_unit()) };
    }
    // An administrator who works at a unit still administers everything that the token allows.
    let administers = caller.require(Permission::ConfigureParties).is_ok();
    Ok(match works_at.as_slice() {
        [] => Acting::Nobody,
        [(unit, _)] if !administers => Acting::For(*unit),
        _ => Acting::OneOf(works_at.into_iter().map(|(unit, name)| (unit.id, name)).collect()),
    })
}

fn not_your_unit() -> Problem {
    forbidden("Du arbetar inte vid enheten i Samsyn-Unit.", "You do not work at the unit in Samsyn-Unit.")
}

/// The open units where somebody works today, by name.
fn works_at(conn: &mut Conn, staff: StaffId, caller: &Caller, today: Day) -> QueryResult<Vec<(ActingUnit, String)>> {
    let rows: Vec<(UnitId, OrganisationId, String, String)> = staff_units::table
        .inner_join(units::table.inner_join(organisations::table))
        .filter(staff_units::staff_id.eq(staff))
        .filter(staff_units::from_on.le(today))
        .filter(staff_units::to_on.is_null().or(staff_units::to_on.ge(today)))
        .filter(units::valid_from.le(today))
        .filter(units::valid_to.is_null().or(units::valid_to.ge(today)))
        .select((units::id, units::organisation_id, organisations::number, units::name))
        .distinct()
        .order((units::name.asc(), units::id.asc()))
        .load(conn)?;
    let own = rows.into_iter().filter(|(_, _, number, _)| caller.speaks_for.include(number));
    Ok(own.map(|(id, organisation_id, _, name)| (ActingUnit { id, organisation_id }, name)).collect())
}

fn find_unit(conn: &mut Conn, named: &str, caller: &Caller, today: Day) -> Result<ActingUnit, Problem> {
    let unknown = || {
        forbidden(
            "Enheten i åtkomstbiljetten (unit) eller Samsyn-Unit finns inte, är avslutad eller får inte företrädas av utfärdaren.",
            "The unit of the token or of Samsyn-Unit does not exist, is closed, or is not the issuer's to speak for.",
        )
    };
    let id = match named.parse::<UnitId>() {
        Ok(id) => Some(id),
        Err(_) => unit_identifiers::table
            .filter(unit_identifiers::kind.eq("hsa_id"))
            .filter(unit_identifiers::value.eq(named.to_ascii_uppercase()))
            .select(unit_identifiers::unit_id)
            .first(conn)
            .optional()?,
    };
    let id = id.ok_or_else(unknown)?;
    let row: Option<(OrganisationId, String, Day, Option<Day>)> = units::table
        .inner_join(organisations::table)
        .filter(units::id.eq(id))
        .select((units::organisation_id, organisations::number, units::valid_from, units::valid_to))
        .first(conn)
        .optional()?;
    let (organisation_id, number, from, to) = row.ok_or_else(unknown)?;
    let open = from <= today && to.is_none_or(|to| today <= to);
    if open && caller.speaks_for.include(&number) { Ok(ActingUnit { id, organisation_id }) } else { Err(unknown()) }
}
