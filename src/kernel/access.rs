//! Who acts: the caller's unit, resolved in the request's first query, and who may see a case.

use diesel::prelude::*;

use super::auth::Caller;
use super::db::Conn;
use super::db::schema::{organisations, staff, staff_logins, unit_identifiers, units};
use super::ids::{OrganisationId, StaffId, UnitId};
use super::problem::{Kind, Problem};
use super::text::Text;
use super::time::{Day, Instant};

/// Who acts in a transaction.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The member of staff, when registered.
    pub staff_id: Option<StaffId>,
    /// The unit on whose behalf.
    unit: Option<ActingUnit>,
    /// Who it is by the issuer's name for them, for what is recorded about an act.
    subject: String,
    /// Whether identity numbers are shown whole (`identity:unmasked`).
    pub unmasked: bool,
    /// Whether the caller may change configuration everywhere (an administrator of no single organisation).
    pub everywhere: bool,
    /// Whether the caller may change configuration at all (`ConfigureParties`).
    configures: bool,
    /// The API's root for links.
    pub api_url: String,
}

/// The unit on whose behalf somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActingUnit {
    /// The unit.
    pub id: UnitId,
    /// Its organisation: the custodian of what is written.
    pub organisation_id: OrganisationId,
}

impl Actor {
    /// The service itself (seeding, numbering): acts for nobody.
    #[must_use]
    pub const fn service() -> Self {
        Self {
            staff_id: None,
            unit: None,
            subject: String::new(),
            unmasked: false,
            everywhere: true,
            configures: true,
            api_url: String::new(),
        }
    }

    /// Who it is, by the issuer's name for them.
    #[must_use]
    pub fn name(&self) -> String {
        self.subject.clone()
    }

    /// The unit on whose behalf, for the log.
    #[must_use]
    pub const fn acting_unit(&self) -> Option<ActingUnit> {
        self.unit
    }

    /// The unit on whose behalf.
    ///
    /// # Errors
    /// 403 when the token names none.
    pub fn unit(&self) -> Result<ActingUnit, Problem> {
        self.unit.ok_or_else(|| {
            forbidden("Åtkomstbiljetten anger ingen enhet (unit).", "The token names no unit (claim unit).")
        })
    }

    /// Resolves who acts: the unit that the token names, valid today and of an organisation that the issuer may speak
    /// for; and the member of staff behind the login, when registered.
    ///
    /// # Errors
    /// 403 when the unit is unknown, closed or not the issuer's to speak for, or when the member of staff has left.
    pub fn resolve(conn: &mut Conn, caller: &Caller, now: Instant) -> Result<Self, Problem> {
        let today = now.day();
        let unit = match &caller.unit {
            Some(named) => Some(find_unit(conn, named, caller, today)?),
            None => None,
        };
        let everywhere = unit.is_none() && caller.speaks_for == super::auth::Organisations::All;
        Ok(Self {
            staff_id: find_staff(conn, caller, today)?,
            unit,
            subject: caller.person().to_owned(),
            unmasked: caller.has(super::auth::Scope::IdentityUnmasked),
            everywhere,
            configures: caller.require(super::auth::Permission::ConfigureParties).is_ok(),
            api_url: caller.api_url.clone(),
        })
    }

    /// Whether the caller may configure this organisation: its own, or any for an administrator of all.
    ///
    /// # Errors
    /// 403 when it is somebody else's.
    pub fn may_configure(&self, organisation: OrganisationId) -> Result<(), Problem> {
        let own = self.unit.is_some_and(|unit| unit.organisation_id == organisation);
        if self.configures && (own || self.everywhere) {
            return Ok(());
        }
        Err(forbidden("Det är en annan organisations uppgift.", "That belongs to another organisation."))
    }

    /// Whether the caller is an administrator, of an organisation or of all.
    #[must_use]
    pub const fn configures(&self) -> bool {
        self.configures
    }

    /// Requires an administrator of all organisations.
    ///
    /// # Errors
    /// 403 for an administrator of one.
    pub fn may_configure_everywhere(&self) -> Result<(), Problem> {
        if self.configures && self.everywhere {
            return Ok(());
        }
        Err(forbidden(
            "Kräver en administratör för hela tjänsten (biljett utan unit, från en utfärdare för alla organisationer).",
            "Requires an administrator of the whole service (a token without unit, of an issuer for all organisations).",
        ))
    }
}

fn forbidden(sv: &str, en: &str) -> Problem {
    Problem::new(Kind::Forbidden, Text::new(sv, en))
}

fn find_unit(conn: &mut Conn, named: &str, caller: &Caller, today: Day) -> Result<ActingUnit, Problem> {
    let unknown = || {
        forbidden(
            "Enheten i åtkomstbiljetten (unit) finns inte, är avslutad eller får inte företrädas av utfärdaren.",
            "The token's unit does not exist, is closed, or is not the issuer's to speak for.",
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

fn find_staff(conn: &mut Conn, caller: &Caller, today: Day) -> Result<Option<StaffId>, Problem> {
    let row: Option<(StaffId, Option<Day>)> = staff_logins::table
        .inner_join(staff::table)
        .filter(staff_logins::issuer.eq(&caller.issuer))
        .filter(staff_logins::subject.eq(caller.person()))
        .select((staff::id, staff::left_on))
        .first(conn)
        .optional()?;
    match row {
        // Somebody who has left is out at once, whatever the token says.
        Some((_, Some(left))) if left < today => {
            Err(forbidden("Medarbetaren är avslutad.", "This member of staff has left."))
        }
        other => Ok(other.map(|(id, _)| id)),
    }
}
