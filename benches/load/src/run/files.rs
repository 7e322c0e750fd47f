//! What the load generator reads: tokens, and what is asked for, drawn from the whole database.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Error, Result};
use samsyn::config::Config;
use samsyn::kernel::auth::local::{LocalIssuer, TokenRequest};
use samsyn::kernel::auth::{Role, Scope};
use samsyn::kernel::time::{Clock as _, SystemClock};
use serde_json::json;

use crate::template::cell::municipality;
use crate::template::ids::{Copy, STAMPS_A_DISTRICT};
use crate::world::{World, of_case, of_district};

/// Units that ask, at most: spread over the whole database.
const UNITS: u64 = 400;
/// Lines of a kind, at most.
const LINES: usize = 40_000;

/// A school that asks.
pub struct Asking {
    pub district: u64,
    pub unit: String,
    pub area: String,
    pub token: String,
}

/// The schools that ask, evenly over all districts.
pub fn asking(world: &World, config: &Config) -> Result<Vec<Asking>> {
    let issuer = LocalIssuer::open(&config.data_dir).map_err(Error::msg)?;
    let count = world.districts().min(UNITS);
    let one = |number: u64| {
        let district = number * world.districts() / count;
        let (unit, login) = (of_district(world.school, district), of_district(world.login, district));
        let request =
            TokenRequest { subject: &login, roles: &[Role::Professional], scopes: Scope::ALL, unit: Some(&unit) };
        let token = issuer.token(&request, SystemClock.now()).map_err(Error::msg)?;
        Ok(Asking { district, area: of_district(world.area, district), unit, token })
    };
    (0..count).map(one).collect()
}

/// Bodies of what is created: the load generator puts ids in place of `%s`.
pub fn bodies() -> Vec<(&'static str, String)> {
    let child = json!({
        "identity": { "kind": "none" }, "givenName": "Robin", "familyName": "Testsson", "protectionLevel": "none",
        "birthDate": "2016-03-02",
    });
    // The area stands before the child in either order of members: by name, and as written.
    let actualisation = json!({
        "areaId": "%s", "childId": "%s", "urgency": "not_acute", "difficulties": ["school_absence", "sleep"],
        "description": "Borta från skolan sedan tre veckor. Sover dåligt.", "ownMeasures": ["Samtal med mentor"],
    });
    let plan = json!({ "caseId": "%s", "kind": "local_agreement", "responsiblePrincipal": "municipality" });
    let goal = json!({
        "text": "I skolan alla dagar i veckan.", "horizon": "long", "domain": "learning", "targetOn": "2030-06-01",
        "successCriterion": "Högst en dags frånvaro på fyra veckor.",
    });
    let action = json!({ "text": "Kuratorn träffar barnet en gång i veckan.", "dueOn": "2030-05-01" });
    let refused = json!({ "childId": "not an id", "urgency": "very", "difficulties": [], "unknown": true });
    let all = [
        ("child", child),
        ("actualisation", actualisation),
        ("plan", plan),
        ("goal", goal),
        ("action", action),
        ("refused", refused),
    ];
    all.into_iter().map(|(name, body)| (name, body.to_string())).collect()
}

/// Writes everything into the folder.
pub fn write(folder: &Path, world: &World, asking: &[Asking]) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut units = String::new();
    for Asking { unit, area, token, .. } in asking {
        writeln!(units, "{unit}\t{area}\t{token}")?;
    }
    std::fs::write(folder.join("units.txt"), units)?;
    let bodies: String = bodies().into_iter().map(|(name, body)| format!("{name}\t{body}\n")).collect();
    std::fs::write(folder.join("bodies.txt"), bodies)?;
    let plans =
        of_stamps(asking, |stamp| world.plans.iter().map(move |plan| format!("/plans/{}", of_case(*plan, stamp))));
    // The first one is left to whoever writes down the statements.
    let ripe = of_stamps(asking, |stamp| world.ripe.iter().skip(1).map(move |case| of_case(*case, stamp)));
    let cases = |asking: &Asking| {
        (1..=3).map(|page| format!("/cases?limit=50&page={page}&state=open&areaId={}", asking.area)).collect::<Vec<_>>()
    };
    let due = |asking: &Asking| {
        let path = |status| format!("/lead-times?limit=50&unitId={}&status={status}", asking.unit);
        vec![path("breached"), path("due_soon")]
    };
    for kind in ["plan", "mix", "actualisations", "unauthorised", "invalid"] {
        save(folder, kind, plans.clone())?;
    }
    let year = SystemClock.now().day().plus_months(-11).to_string();
    let year = year.get(..7).unwrap_or_default();
    let statistics = format!("/statistics/lead-times?from={year}&municipalityCode={}", municipality(Copy::number(0)));
    save(folder, "statistics", of_units(asking, |_| vec![statistics.clone()]))?;
    save(folder, "plans", ripe)?;
    save(folder, "cases", of_units(asking, cases))?;
    save(folder, "due", of_units(asking, due))
}

fn of_stamps<I: Iterator<Item = String>>(asking: &[Asking], what: impl Fn(u64) -> I) -> Vec<String> {
    let stamps = asking.iter().enumerate().flat_map(|(number, asking)| {
        let first = asking.district * STAMPS_A_DISTRICT;
        (first..first + STAMPS_A_DISTRICT).map(move |stamp| (number, stamp))
    });
    stamps.flat_map(|(number, stamp)| what(stamp).map(move |what| format!("{}\t{what}", number + 1))).collect()
}

fn of_units(asking: &[Asking], what: impl Fn(&Asking) -> Vec<String>) -> Vec<String> {
    let lines = |(number, asking): (usize, &Asking)| {
        what(asking).into_iter().map(move |what| format!("{}\t{what}", number + 1)).collect::<Vec<_>>()
    };
    asking.iter().enumerate().flat_map(lines).collect()
}

/// Saves the lines in an order that looks random and is the same each time.
fn save(folder: &Path, kind: &str, lines: Vec<String>) -> Result<()> {
    let mut keyed: Vec<(u64, String)> = (1_u64..).map(scattered).zip(lines).collect();
    keyed.sort();
    let lines: String = keyed.into_iter().take(LINES).map(|(_, line)| line + "\n").collect();
    Ok(std::fs::write(folder.join(format!("{kind}.txt")), lines)?)
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
const fn scattered(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
