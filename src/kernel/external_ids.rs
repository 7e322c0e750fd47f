//! External ids: what an organisation's own systems call our resources, to find and to update them by.
//!
//! They belong to the organisation: another one neither sees them nor collides with them. They stand in addresses and
//! in plain columns, so an identity number is refused (dataskyddslagen 2018:218, 3 kap. 10 §).

use std::collections::HashMap;

use crate::kernel::db::AmongMethods as _;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::db::schema::external_ids as table;
use super::db::{Conn, Tx};
use super::http::bad_parameter;
use super::identity::PersonalNumber;
use super::ids::{OrganisationId, ResourceId};
use super::problem::{FieldError, Problem};
use super::rules;
use super::text::Text;
use super::time::Day;

/// Ett externt id: vad ett eget system kallar resursen. What a system of one's own calls the resource. Never an identity
/// number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExternalId {
    /// Systemet. The system.
    #[schema(min_length = 1, max_length = 100, pattern = "^[A-Za-z0-9][A-Za-z0-9._:/-]*$", example = "prorenata")]
    pub system: String,
    /// Systemets eget id, aldrig ett personnummer. The system's own id, never an identity number.
    #[schema(min_length = 1, max_length = 200, pattern = "^[A-Za-z0-9._:/-]+$", example = "elev-48213")]
    pub value: String,
}

impl ExternalId {
    /// Whether it has the form that the contract gives it: what stands in an address is not checked by a schema.
    fn is_well_formed(&self) -> bool {
        let allowed = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._:/-".contains(&byte));
        let begins = self.system.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
        let long = |text: &str, most: usize| (1..=most).contains(&text.len());
        begins && allowed(&self.system) && allowed(&self.value) && long(&self.system, 100) && long(&self.value, 200)
    }
}

/// Ett externt id i en adress, skrivet `system|värde`. An external id in an address, written `system|value`.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(
    value_type = String, max_length = 301, pattern = "^[A-Za-z0-9][A-Za-z0-9._:/-]*\\|[A-Za-z0-9._:/-]+$",
    example = "prorenata|elev-48213"
)]
pub struct ExternalIdToken(ExternalId);

impl TryFrom<String> for ExternalIdToken {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (system, value) = text.split_once('|').ok_or("system|value")?;
        Ok(Self(ExternalId { system: system.to_owned(), value: value.to_owned() }))
    }
}

/// The parameter by which every list of what may have external ids finds one of them.
pub const PARAMETER: &str = "externalId";

/// The resource that the acting organisation calls by the external id that a list was asked for, as a list of at most
/// one; `None` when the list was not asked for any.
///
/// # Errors
/// 400 for an identity number, which must not stand in an address.
pub fn asked<I: From<uuid::Uuid>>(
    tx: &mut Tx<'_>,
    kind: &'static str,
    token: Option<&ExternalIdToken>,
) -> Result<Option<Vec<I>>, Problem> {
    let Some(ExternalIdToken(id)) = token else { return Ok(None) };
    Ok(Some(named(tx, kind, id, PARAMETER)?.into_iter().collect()))
}

/// The resource that the acting organisation calls by an external id that stands in the address of the request.
///
/// # Errors
/// 400 at the parameter for an identity number, which must not stand in an address.
pub fn named<I: From<uuid::Uuid>>(
    tx: &mut Tx<'_>,
    kind: &'static str,
    id: &ExternalId,
    parameter: &str,
) -> Result<Option<I>, Problem> {
    if !id.is_well_formed() {
        let text = Text::new(
            "Bokstäver, siffror och . _ : / -, högst 100 tecken för systemet och 200 för värdet.",
            "Letters, digits and . _ : / -, at most 100 characters for the system and 200 for the value.",
        );
        return Err(bad_parameter(parameter, text));
    }
    if holds_identity_number(&id.value, tx.today()) || holds_identity_number(&id.system, tx.today()) {
        let text =
            Text::new("Ett identitetsnummer får inte stå i en adress.", "An identity number must not stand in a URL.");
        return Err(bad_parameter(parameter, text));
    }
    let own = tx.actor().unit()?.organisation_id;
    Ok(find(tx.conn, own, kind, &id.system, &id.value)?.map(|resource| I::from(resource.0)))
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct Row {
    organisation_id: OrganisationId,
    kind: String,
    system: String,
    value: String,
    resource_id: ResourceId,
}

/// What is wrong with external ids, each at its pointer below `/externalIds`: an identity number, a repeated one.
#[must_use]
pub fn faults(ids: &[ExternalId], today: Day) -> Vec<FieldError> {
    let at = |index: usize, code: &'static str, sv: &str, en: &str| {
        FieldError::at(format!("/externalIds/{index}/value"), code, Text::new(sv, en))
    };
    let mut faults = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        if holds_identity_number(&id.value, today) || holds_identity_number(&id.system, today) {
            faults.push(at(
                index,
                "identity-number",
                "Ett externt id får inte vara ett personnummer eller samordningsnummer.",
                "An external id must not be a personal identity number or coordination number.",
            ));
        } else if ids.iter().take(index).any(|earlier| earlier == id) {
            faults.push(at(index, "duplicate", "Samma id står flera gånger.", "The same id stands more than once."));
        }
    }
    faults
}

/// Whether an identity number stands in the text, alone or among other signs, whatever sign parts its date from the rest.
pub fn holds_identity_number(text: &str, today: Day) -> bool {
    let runs: Vec<&str> = text.split(|sign: char| !sign.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let parted = runs.windows(2).any(|pair| {
        let [date, rest] = pair else { return false };
        matches!(date.len(), 6 | 8) && rest.len() == 4 && is_number(&format!("{date}-{rest}"), today)
    });
    parted || stands_whole(text, today)
}

/// Requires that texts hold no identity number: they stand in plain columns, and are read by those who may not know whom they are about.
///
/// # Errors
/// 422 that names each text that does.
pub fn names_nobody(today: Day, texts: &[(&str, Option<&String>)]) -> Result<(), Problem> {
    let holds = |text: Option<&String>| text.is_some_and(|text| holds_identity_number(text, today));
    let detail = || {
        Text::new(
            "Texten får inte innehålla ett personnummer eller annat identitetsnummer.",
            "The text must hold no identity number.",
        )
    };
    let named = texts.iter().filter(|(_, text)| holds(*text));
    let faults: Vec<FieldError> =
        named.map(|(pointer, _)| FieldError::at(*pointer, "identity-number", detail())).collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn is_number(text: &str, today: Day) -> bool {
    PersonalNumber::parse(text, today.date()).is_ok()
}

fn stands_whole(text: &str, today: Day) -> bool {
    text.split(|sign: char| !(sign.is_ascii_digit() || sign == '-' || sign == '+'))
        .map(|piece| piece.trim_matches(['-', '+']))
        .any(|piece| is_number(piece, today))
}

/// Gives a resource these external ids of the acting unit's organisation, in place of those it had.
///
/// # Errors
/// 422 for an identity number; 409 when another resource of the kind has one of them.
pub fn set(tx: &mut Tx<'_>, kind: &'static str, id: impl Into<uuid::Uuid>, ids: &[ExternalId]) -> Result<(), Problem> {
    let id = id.into();
    let organisation = tx.actor().unit()?.organisation_id;
    diesel::delete(of_kind(organisation, kind).filter(table::resource_id.eq(ResourceId(id)))).execute(tx.conn)?;
    give(tx, kind, id, ids)
}

/// Gives a new resource the acting organisation's ids.
///
/// # Errors
/// As [`set`].
pub fn give(tx: &mut Tx<'_>, kind: &'static str, id: impl Into<uuid::Uuid>, ids: &[ExternalId]) -> Result<(), Problem> {
    let (organisation, resource) = (tx.actor().unit()?.organisation_id, ResourceId(id.into()));
    let faults = faults(ids, tx.today());
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    for (index, id) in ids.iter().enumerate() {
        let holder = find(tx.conn, organisation, kind, &id.system, &id.value)?;
        if holder.is_some_and(|holder| holder != resource) {
            return Err(taken(index));
        }
    }
    let rows: Vec<Row> = ids.iter().map(|id| Row::new(organisation, kind, resource, id)).collect();
    crate::insert_many!(&mut *tx.conn, table::table, &rows)?;
    Ok(())
}

/// The refusal of an external id in the address that is another unit's of the own organisation.
pub fn taken_by_another(parameter: &str) -> Problem {
    let text = || {
        Text::new(
            "En annan enhet hos er har redan detta externa id.",
            "Another unit of yours has this external id already.",
        )
    };
    let fault = FieldError::parameter(parameter, "taken", text());
    Problem::refused(&rules::EXTERNAL_ID_TAKEN, text()).with_errors(vec![fault])
}

fn taken(index: usize) -> Problem {
    let text = || {
        Text::new(
            "En annan resurs hos er har redan detta externa id.",
            "Another resource of yours has this external id already.",
        )
    };
    let fault = FieldError::at(format!("/externalIds/{index}/value"), "taken", text());
    Problem::refused(&rules::EXTERNAL_ID_TAKEN, text()).with_errors(vec![fault])
}

/// The external ids that the acting organisation gave these resources.
///
/// # Errors
/// When no unit acts, or the database fails.
pub fn own<I: Copy + Into<uuid::Uuid>>(
    tx: &mut Tx<'_>,
    kind: &'static str,
    ids: &[I],
) -> Result<HashMap<uuid::Uuid, Vec<ExternalId>>, Problem> {
    let own = tx.actor().unit()?.organisation_id;
    Ok(of(tx.conn, own, kind, ids)?)
}

/// The external ids that one organisation gave these resources. Others' are not told.
///
/// # Errors
/// When the database fails.
pub fn of<I: Copy + Into<uuid::Uuid>>(
    conn: &mut Conn,
    organisation: OrganisationId,
    kind: &'static str,
    ids: &[I],
) -> QueryResult<HashMap<uuid::Uuid, Vec<ExternalId>>> {
    let ids: Vec<ResourceId> = ids.iter().map(|id| ResourceId((*id).into())).collect();
    let rows: Vec<Row> = of_kind(organisation, kind)
        .filter(table::resource_id.among(ids))
        .select(Row::as_select())
        .order((table::system.asc(), table::value.asc()))
        .load(conn)?;
    let mut found: HashMap<uuid::Uuid, Vec<ExternalId>> = HashMap::new();
    for row in rows {
        let id = ExternalId { system: row.system, value: row.value };
        found.entry(row.resource_id.0).or_default().push(id);
    }
    Ok(found)
}

fn find(
    conn: &mut Conn,
    organisation: OrganisationId,
    kind: &'static str,
    system: &str,
    value: &str,
) -> QueryResult<Option<ResourceId>> {
    of_kind(organisation, kind)
        .filter(table::system.eq(system))
        .filter(table::value.eq(value))
        .select(table::resource_id)
        .first(conn)
        .optional()
}

#[diesel::dsl::auto_type(no_type_alias)]
fn of_kind(organisation: OrganisationId, kind: &'static str) -> _ {
    table::table.filter(table::organisation_id.eq(organisation)).filter(table::kind.eq(kind))
}

impl Row {
    fn new(organisation: OrganisationId, kind: &str, resource: ResourceId, id: &ExternalId) -> Self {
        Self {
            organisation_id: organisation,
            kind: kind.to_owned(),
            system: id.system.clone(),
            value: id.value.clone(),
            resource_id: resource,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(values: &[&str]) -> Vec<(String, String)> {
        let ids: Vec<ExternalId> =
            values.iter().map(|value| ExternalId { system: "elevjournal".into(), value: (*value).into() }).collect();
        let today = Day::new(2026, 3, 2).unwrap();
        let place = |fault: &FieldError| format!("{:?}", fault.place);
        faults(&ids, today).iter().map(|fault| (place(fault), fault.code.to_string())).collect()
    }

    #[test]
    fn identity_numbers_are_refused_however_they_are_written() {
        for number in [
            "201308052388",
            "20130805-2388",
            "130805-2388",
            "1308052388",
            "pnr:20130805-2388",
            "200901912386",
            "20130805.2388",
            "130805_2388",
            "20130805/2388",
            "a:20130805::2388:b",
        ] {
            assert_eq!(faults_of(&["e-1", number]).len(), 1, "{number}");
        }
    }

    #[test]
    fn what_systems_use_is_taken() {
        for id in ["elev-48213", "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "201308052389", "20130805", "A.1:2/3"] {
            assert!(faults_of(&[id]).is_empty(), "{id}");
        }
    }

    #[test]
    fn the_same_id_twice_is_named_at_the_second() {
        assert_eq!(
            faults_of(&["a", "b", "a"]),
            [("Pointer(\"#/externalIds/2/value\")".to_owned(), "duplicate".to_owned())]
        );
    }
}
