//! Staff as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{staff, staff_logins, staff_units};
use crate::kernel::http::{Link, fault_at, present};
use crate::kernel::identity::HsaId;
use crate::kernel::ids::{OrganisationId, StaffId, UnitId};
use crate::kernel::time::{Day, Instant};

/// A member of staff as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = staff, treat_none_as_default_value = false)]
pub struct StaffRow {
    /// The member of staff.
    pub id: StaffId,
    /// The employer.
    pub organisation_id: OrganisationId,
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Personal HSA-id.
    pub hsa_id: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Last day of employment.
    pub left_on: Option<Day>,
    /// Version.
    pub version: i32,
    /// When registered.
    pub created_at: Instant,
    /// When last changed.
    pub updated_at: Instant,
}

/// Work at a unit as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = staff_units, treat_none_as_default_value = false)]
pub struct WorkRow {
    /// Who.
    pub staff_id: StaffId,
    /// Where.
    pub unit_id: UnitId,
    /// First day.
    pub from_on: Day,
    /// Last day; none while it goes on.
    pub to_on: Option<Day>,
}

/// A login as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = staff_logins, treat_none_as_default_value = false)]
pub struct LoginRow {
    /// Who.
    pub staff_id: StaffId,
    /// The issuer of the tokens.
    pub issuer: String,
    /// The issuer's name for the person.
    pub subject: String,
}

/// Arbete vid en enhet. Work at a unit, from when to when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StaffUnit {
    /// Enheten, i samma organisation. The unit, of the same organisation.
    pub unit_id: UnitId,
    /// Från och med. First day.
    pub from: Day,
    /// Till och med. Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

/// En inloggning. A login: how the person's tokens are known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StaffLogin {
    /// Utfärdaren (iss). The issuer of the tokens.
    #[schema(min_length = 1, max_length = 400, example = "https://id.umea.example")]
    pub issuer: String,
    /// Personen enligt utfärdaren (sub). The issuer's name for the person.
    #[schema(min_length = 1, max_length = 200, example = "anna.lindgren")]
    pub subject: String,
}

/// En ny medarbetare. A new member of staff.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "new_units_are_in_order"))]
pub struct NewStaffMember {
    /// Arbetsgivaren. The employer; it never changes.
    pub organisation_id: OrganisationId,
    /// Namn. Name.
    #[schema(min_length = 1, max_length = 200, example = "Anna Lindgren")]
    pub name: String,
    /// Titel. Title.
    #[schema(min_length = 1, max_length = 200, example = "kurator")]
    pub title: String,
    /// Personens HSA-id. Personal HSA-id.
    #[schema(value_type = Option<String>, min_length = 14, max_length = 31, example = "SE2321000222-P000000000101")]
    pub hsa_id: Option<HsaId>,
    /// Telefon. Telephone.
    #[schema(min_length = 3, max_length = 40, pattern = "^[+0-9][0-9 ()/-]*$", example = "090-16 10 00")]
    pub phone: Option<String>,
    /// E-post. E-mail.
    #[schema(format = "email", max_length = 254, example = "anna.lindgren@umea.example")]
    pub email: Option<String>,
    /// Enheter. Units, from when to when.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub units: Vec<StaffUnit>,
    /// Inloggningar. Logins.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub logins: Vec<StaffLogin>,
}

fn new_units_are_in_order(new: &NewStaffMember) -> Result<(), ValidationError> {
    check_units(&new.units)
}

/// Ändring av en medarbetare (JSON merge patch). A change of a member of staff.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "patched_units_are_in_order"))]
pub struct StaffMemberPatch {
    /// Namn. Name.
    #[schema(min_length = 1, max_length = 200, nullable = false, example = "Anna Lindgren")]
    pub name: Option<String>,
    /// Titel. Title.
    #[schema(min_length = 1, max_length = 200, nullable = false, example = "kurator")]
    pub title: Option<String>,
    /// HSA-id; null tar bort. HSA-id; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 14, max_length = 31, example = "SE2321000222-P000000000101")]
    pub hsa_id: Option<Option<HsaId>>,
    /// Telefon; null tar bort. Telephone; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 3, max_length = 40, pattern = "^[+0-9][0-9 ()/-]*$", example = "090-16 10 00")]
    pub phone: Option<Option<String>>,
    /// E-post; null tar bort. E-mail; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "email", max_length = 254, example = "anna.lindgren@umea.example")]
    pub email: Option<Option<String>>,
    /// Sista anställningsdag; null tar bort. Last day of employment; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "date", min_length = 10, max_length = 10, example = "2026-06-30")]
    pub left_on: Option<Option<Day>>,
    /// Alla enheter, som ersätter de förra. All units, which replace the former ones.
    #[schema(nullable = false, max_items = 50)]
    pub units: Option<Vec<StaffUnit>>,
    /// Alla inloggningar, som ersätter de förra. All logins, which replace the former ones.
    #[schema(nullable = false, max_items = 20)]
    pub logins: Option<Vec<StaffLogin>>,
}

fn patched_units_are_in_order(patch: &StaffMemberPatch) -> Result<(), ValidationError> {
    check_units(patch.units.as_deref().unwrap_or_default())
}

fn check_units(units: &[StaffUnit]) -> Result<(), ValidationError> {
    for (index, unit) in units.iter().enumerate() {
        if unit.to.is_some_and(|to| to < unit.from) {
            return Err(fault_at(
                format!("/units/{index}/to"),
                "last-day-before-first",
                "Sista dagen ligger före den första.",
                "The last day lies before the first.",
            ));
        }
        if units.iter().take(index).any(|earlier| earlier.unit_id == unit.unit_id && earlier.from == unit.from) {
            return Err(fault_at(
                format!("/units/{index}"),
                "duplicate",
                "Samma enhet och första dag står två gånger.",
                "The same unit and first day stand twice.",
            ));
        }
    }
    Ok(())
}

/// En medarbetare. A member of staff.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StaffMember {
    /// Id.
    pub id: StaffId,
    /// Arbetsgivaren. The employer.
    pub organisation_id: OrganisationId,
    /// Namn. Name.
    #[schema(max_length = 200, example = "Anna Lindgren")]
    pub name: String,
    /// Titel. Title.
    #[schema(max_length = 200, example = "kurator")]
    pub title: String,
    /// HSA-id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 31, example = "SE2321000222-P000000000101")]
    pub hsa_id: Option<String>,
    /// Telefon. Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40, example = "090-16 10 00")]
    pub phone: Option<String>,
    /// E-post. E-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254, example = "anna.lindgren@umea.example")]
    pub email: Option<String>,
    /// Sista anställningsdag. Last day of employment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_on: Option<Day>,
    /// Enheter. Units, from when to when.
    #[schema(max_items = 50)]
    pub units: Vec<StaffUnit>,
    /// Inloggningar; visas bara för organisationens administratörer. Logins, shown to the organisation's administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 20)]
    pub logins: Option<Vec<StaffLogin>>,
    /// När medarbetaren registrerades. When registered.
    pub created_at: Instant,
    /// När uppgifterna senast ändrades. When last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

/// En medarbetare i korthet. A member of staff in short, as other resources show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StaffRef {
    /// Id.
    pub id: StaffId,
    /// Namn. Name.
    #[schema(max_length = 200, example = "Anna Lindgren")]
    pub name: String,
    /// Titel. Title.
    #[schema(max_length = 200, example = "kurator")]
    pub title: String,
}

impl From<&StaffRow> for StaffRef {
    fn from(row: &StaffRow) -> Self {
        Self { id: row.id, name: row.name.clone(), title: row.title.clone() }
    }
}

impl Resource for StaffMember {
    fn path(&self) -> String {
        format!("/staff/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for StaffMember {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("staff", self.id)]
    }
}

/// Which members of staff a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct StaffFilter {
    /// Bara denna arbetsgivares. Only this employer's.
    #[param(required = false)]
    pub organisation_id: Option<OrganisationId>,
    /// Bara de som arbetar vid enheten i dag. Only those who work at the unit today.
    #[param(required = false)]
    pub unit_id: Option<UnitId>,
}

crate::list_of! {
    /// En sida av medarbetare. A page of staff.
    StaffList {
        /// Medarbetarna. The members of staff.
        staff: StaffMember
    }
}
