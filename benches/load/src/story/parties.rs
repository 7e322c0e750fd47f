//! The story's parties: two boards of a municipality, a region, an area with its units and their staff.

use anyhow::{Context as _, Result};
use samsyn::kernel::auth::Role;
use samsyn::kernel::auth::local::ISSUER;
use serde_json::{Value, json};

use super::api::{Api, id};

/// The area's units: kind, name, whose it is, who works there, and the login, which has the form of an id so that each
/// stamped unit gets one of its own.
const UNITS: [(&str, &str, usize, &str, &str); 4] = [
    ("compulsory_school", "Skolan", 0, "Karin Holm", "0198c0de-0000-7000-8000-000000000001"),
    ("student_health", "Elevhälsan", 0, "Lars Nyström", "0198c0de-0000-7000-8000-000000000002"),
    ("social_services", "Socialtjänsten", 1, "Maria Sjödin", "0198c0de-0000-7000-8000-000000000003"),
    ("health_centre", "Hälsocentralen", 2, "Olle Bäck", "0198c0de-0000-7000-8000-000000000004"),
];

/// A unit with its member of staff.
pub struct Unit {
    pub id: String,
    pub staff: String,
    pub login: &'static str,
}

/// What was registered: the school first.
pub struct Places {
    pub area: String,
    pub school: Unit,
    /// The other units of the area.
    pub others: Vec<Unit>,
}

/// Registers the parties.
pub async fn tell(api: &Api) -> Result<Places> {
    let token = api.token("load-administrator", Role::Administrator, None)?;
    let mut organisations = Vec::new();
    for board in ["skolnämnden", "socialnämnden"] {
        let new = json!({
            "kind": "municipality", "name": format!("Provkommunen, {board}"), "number": "212000-2627",
            "municipalityCode": "2480", "countyCode": "24",
        });
        organisations.push(id(&api.post(&token, "/organisations", new).await?)?);
    }
    let region = json!({ "kind": "region", "name": "Provregionen", "number": "232100-0222", "countyCode": "24" });
    organisations.push(id(&api.post(&token, "/organisations", region).await?)?);
    let agreement = id(&api.post(&token, "/agreements", json!({ "preset": "hlt-umea" })).await?)?;
    adopt(api, &token, &agreement, &organisations).await?;
    let mut units = Vec::new();
    for (kind, name, keeper, person, login) in UNITS {
        let organisation = organisations.get(keeper).context("no such organisation")?;
        units.push(unit(api, &token, organisation, (kind, name), (person, login)).await?);
    }
    let area = area(api, &token, &agreement, &units).await?;
    let school = units.remove(0);
    Ok(Places { area, school, others: units })
}

fn began() -> String {
    Api::day(super::DAYS + 5).to_string()
}

async fn adopt(api: &Api, token: &str, agreement: &str, organisations: &[String]) -> Result<()> {
    let versions = api.get(token, &format!("/agreements/{agreement}/versions")).await?;
    let version = versions.pointer("/versions/0/id").and_then(Value::as_str).context("no version")?;
    for organisation in organisations {
        let adoption = json!({
            "organisationId": organisation, "body": "Nämnden", "adoptedOn": Api::day(super::DAYS).to_string(),
            "validFrom": Api::day(super::DAYS).to_string(),
            "signatories": [{ "name": "Anna Berg", "title": "Ordförande", "signedOn": Api::day(super::DAYS).to_string() }],
        });
        api.post(token, &format!("/agreements/{agreement}/versions/{version}/adoptions"), adoption).await?;
    }
    Ok(())
}

async fn unit(
    api: &Api,
    token: &str,
    organisation: &str,
    (kind, name): (&str, &str),
    (person, login): (&str, &'static str),
) -> Result<Unit> {
    let new = json!({ "organisationId": organisation, "kind": kind, "name": name, "validFrom": began(), "phone": "090-16 10 00" });
    let unit = id(&api.post(token, "/units", new).await?)?;
    let new = json!({
        "organisationId": organisation, "name": person, "title": "Samordnare",
        "units": [{ "unitId": unit, "from": began() }], "logins": [{ "issuer": ISSUER, "subject": login }],
    });
    let staff = id(&api.post(token, "/staff", new).await?)?;
    Ok(Unit { id: unit, staff, login })
}

async fn area(api: &Api, token: &str, agreement: &str, units: &[Unit]) -> Result<String> {
    let members: Vec<&str> = units.iter().map(|unit| unit.id.as_str()).collect();
    let new = json!({
        "name": "Området", "municipalityCode": "2480", "agreementId": agreement, "unitIds": members, "startedOn": began(),
    });
    let area = id(&api.post(token, "/areas", new).await?)?;
    for unit in units {
        let seat = json!({
            "staffId": unit.staff, "unitId": unit.id, "role": "key_person", "from": began(), "appointedBy": "Enhetschefen",
        });
        api.post(token, &format!("/areas/{area}/key-persons"), seat).await?;
    }
    Ok(area)
}
