//! The demo's parties: a municipality, a region, four areas with their units and staff.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::{Api, id};
use crate::kernel::auth::Role;
use crate::kernel::auth::local::ISSUER;

/// The areas in which Umeå began with HLT meetings in 2013, and a name for each in `demo.json`.
const AREAS: [(&str, &str); 4] =
    [("ersboda", "Ersboda"), ("marie", "Marieområdet"), ("teg", "Teg/Röbäck"), ("holmsund", "Holmsund-Obbola")];

/// Whose a unit is.
#[derive(Clone, Copy)]
enum Keeper {
    School,
    Social,
    Region,
}

/// Each area's own units: the name in `demo.json`, the kind, the name, and whose it is.
const UNITS: [(&str, &str, &str, Keeper); 4] = [
    ("school", "compulsory_school", "skolan", Keeper::School),
    ("student_health", "student_health", "elevhälsan", Keeper::School),
    ("social_services", "social_services", "socialtjänsten", Keeper::Social),
    ("health_centre", "health_centre", "hälsocentralen", Keeper::Region),
];

/// Who works there: the first name for each unit's member of staff.
const NAMES: [&str; 4] = ["Karin Holm", "Lars Nyström", "Maria Sjödin", "Olle Bäck"];

/// What the demo made, by the names of `demo.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Places {
    pub(super) areas: BTreeMap<String, String>,
    pub(super) units: BTreeMap<String, String>,
    pub(super) staff: BTreeMap<String, String>,
}

impl Places {
    /// The login of whoever acts at a unit in a role.
    pub(super) fn login(&self, unit: &str, role: Role) -> String {
        match role {
            Role::Professional => format!("demo-{unit}"),
            other => format!("demo-{unit}-{}", other.code()),
        }
    }

    /// The id of a unit.
    pub(super) fn unit(&self, name: &str) -> Result<&str, String> {
        self.units.get(name).map(String::as_str).ok_or_else(|| format!("no unit {name}"))
    }

    /// The id of the member of staff at a unit.
    pub(super) fn staff(&self, unit: &str) -> Result<&str, String> {
        self.staff.get(unit).map(String::as_str).ok_or_else(|| format!("nobody at {unit}"))
    }
}

/// Registers the parties.
pub(super) async fn tell(api: &Api) -> Result<Places, String> {
    let token = api.administrator()?;
    let Principals { schools: municipality, social: social_board, region, agreement } = principals(api, &token).await?;
    let mut places = Places { areas: BTreeMap::new(), units: BTreeMap::new(), staff: BTreeMap::new() };
    let clinic = unit(api, &token, &region, "child_psychiatry", "BUP Umeå").await?;
    places.units.insert("child_psychiatry".to_owned(), clinic.clone());
    staff_at(api, &token, &mut places, &region, "child_psychiatry", "Eva Lund").await?;
    for (key, name) in AREAS {
        let mut members = vec![clinic.clone()];
        for ((part, kind, label, keeper), person) in UNITS.into_iter().zip(NAMES) {
            let organisation = match keeper {
                Keeper::School => &municipality,
                Keeper::Social => &social_board,
                Keeper::Region => &region,
            };
            let made = unit(api, &token, organisation, kind, &format!("{name}, {label}")).await?;
            let unit_key = format!("{key}_{part}");
            places.units.insert(unit_key.clone(), made.clone());
            staff_at(api, &token, &mut places, organisation, &unit_key, person).await?;
            members.push(made);
        }
        let new = json!({
            "name": name, "municipalityCode": "2480", "agreementId": agreement, "unitIds": members,
            "startedOn": Api::day(super::STORY_DAYS).to_string(),
        });
        let area = id(&api.post(&token, "/areas", new).await?)?;
        key_persons(api, &token, &places, &area, key).await?;
        places.areas.insert(key.to_owned(), area);
    }
    Ok(places)
}

/// The authorities, and the agreement that all have adopted.
struct Principals {
    schools: String,
    social: String,
    region: String,
    agreement: String,
}

/// Registers the authorities. The boards of a municipality are authorities of their own: secrecy runs between them (OSL
/// 8 kap. 1 §).
async fn principals(api: &Api, token: &str) -> Result<Principals, String> {
    let board = |name: &str| {
        json!({
            "kind": "municipality", "name": format!("Umeå kommun, {name}"), "number": "212000-2627",
            "municipalityCode": "2480", "countyCode": "24",
        })
    };
    let schools = id(&api.post(token, "/organisations", board("för- och grundskolenämnden")).await?)?;
    let social = id(&api.post(token, "/organisations", board("individ- och familjenämnden")).await?)?;
    let region = json!({
        "kind": "region", "name": "Region Västerbotten", "number": "232100-0222", "countyCode": "24",
    });
    let region = id(&api.post(token, "/organisations", region).await?)?;
    let agreement = id(&api.post(token, "/agreements", json!({ "preset": "hlt-umea" })).await?)?;
    adopt(api, token, &agreement, [&schools, &social, &region]).await?;
    Ok(Principals { schools, social, region, agreement })
}

async fn adopt(api: &Api, token: &str, agreement: &str, parties: [&String; 3]) -> Result<(), String> {
    let versions = api.get(token, &format!("/agreements/{agreement}/versions")).await?;
    let version = versions.pointer("/versions/0/id").and_then(Value::as_str).ok_or("an agreement without a version")?;
    for (organisation, body) in parties.into_iter().zip([
        "För- och grundskolenämnden",
        "Individ- och familjenämnden",
        "Hälso- och sjukvårdsnämnden",
    ]) {
        let day = api.now().day().to_string();
        let adoption = json!({
            "organisationId": organisation, "body": body, "adoptedOn": day, "validFrom": day,
            "signatories": [{ "name": "Anna Berg", "title": "Ordförande", "signedOn": day }],
        });
        api.post(token, &format!("/agreements/{agreement}/versions/{version}/adoptions"), adoption).await?;
    }
    Ok(())
}

async fn unit(api: &Api, token: &str, organisation: &str, kind: &str, name: &str) -> Result<String, String> {
    let new = json!({
        "organisationId": organisation, "kind": kind, "name": name, "validFrom": Api::day(super::STORY_DAYS).to_string(), "phone": "090-16 10 00",
    });
    id(&api.post(token, "/units", new).await?)
}

async fn staff_at(
    api: &Api,
    token: &str,
    places: &mut Places,
    organisation: &str,
    unit: &str,
    name: &str,
) -> Result<(), String> {
    let new = json!({
        "organisationId": organisation, "name": name, "title": "Samordnare",
        "units": [{ "unitId": places.unit(unit)?, "from": Api::day(super::STORY_DAYS).to_string() }],
        "logins": [{ "issuer": ISSUER, "subject": places.login(unit, Role::Professional) }],
    });
    let made = id(&api.post(token, "/staff", new).await?)?;
    places.staff.insert(unit.to_owned(), made);
    Ok(())
}

/// Each unit's fixed seat in the area, and the student health as convener.
async fn key_persons(api: &Api, token: &str, places: &Places, area: &str, key: &str) -> Result<(), String> {
    let from = Api::day(super::STORY_DAYS).to_string();
    for (part, _, _, _) in UNITS {
        let unit = format!("{key}_{part}");
        let seat = json!({
            "staffId": places.staff(&unit)?, "unitId": places.unit(&unit)?, "role": "key_person", "from": from,
            "appointedBy": "Enhetschefen",
        });
        api.post(token, &format!("/areas/{area}/key-persons"), seat).await?;
    }
    let unit = format!("{key}_student_health");
    let convener =
        json!({ "staffId": places.staff(&unit)?, "unitId": places.unit(&unit)?, "role": "convener", "from": from });
    api.post(token, &format!("/areas/{area}/key-persons"), convener).await?;
    Ok(())
}
