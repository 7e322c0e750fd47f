//! Who acts: the caller's unit, resolved in the request's first query, and who may see a case.

use diesel::prelude::*;

use super::auth::Caller;
use super::db::Conn;
use super::db::schema::{staff, staff_logins};
use super::ids::{OrganisationId, StaffId, UnitId};
use super::problem::{Kind, Problem};
use super::text::Text;
use super::time::{Day, Instant};

mod units;

use units::Acting;

/// Who acts in a transaction.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The member of staff, when registered.
    pub staff_id: Option<StaffId>,
    /// The unit on whose behalf.
    acting: Acting,
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
            acting: Acting::Nobody,
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
        self.acting.unit()
    }

    /// The unit on whose behalf.
    ///
    /// # Errors
    /// 403 when neither the token nor the call names one; it tells which there are to choose among.
    pub fn unit(&self) -> Result<ActingUnit, Problem> {
        self.acting.unit().ok_or_else(|| self.acting.refusal())
    }

    /// Resolves who acts: the member of staff behind the login, when registered; and the unit that the token names, or
    /// that the call chooses among those where the member of staff works, valid today and of an organisation that the
    /// issuer may speak for.
    ///
    /// # Errors
    /// 403 when the unit is unknown, closed or not the issuer's to speak for, or when the member of staff has left.
    pub fn resolve(conn: &mut Conn, caller: &Caller, now: Instant) -> Result<Self, Problem> {
        let today = now.day();
        let staff_id = find_staff(conn, caller, today)?;
        let acting = units::acting(conn, caller, staff_id, today)?;
        let everywhere = acting.unit().is_none() && caller.speaks_for == super::auth::Organisations::All;
        Ok(Self {
            staff_id,
            acting,
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
        let own = self.acting.unit().is_some_and(|unit| unit.organisation_id == organisation);
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
