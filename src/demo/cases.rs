//! The demo's dozen children, in stages such that every status of a clock occurs.

use serde_json::{Value, json};

use super::api::{Api, id};
use super::parties::Places;

/// The children: Skatteverket's published test numbers, with made-up names.
const CHILDREN: [(&str, &str); 12] = [
    ("201801012392", "Nils Testsson"),
    ("201810182384", "Elsa Provberg"),
    ("201505062388", "Agnes Testsson"),
    ("201705212387", "Maja Provberg"),
    ("201002022398", "Hugo Exempelson"),
    ("201005102395", "Áilu Testsson"),
    ("201007092396", "Oskar Provberg"),
    ("201603252394", "Leo Exempelson"),
    ("201009032382", "Wilma Testsson"),
    ("201410022394", "Viggo Provberg"),
    ("201307242386", "Stina Exempelson"),
    ("201310142383", "Axel Testsson"),
];

/// Tells every child's story.
pub(super) async fn tell(api: &Api, places: &Places) -> Result<(), String> {
    let story = Story { api, places };
    story.just_raised(0).await?;
    story.waits_for_contact(1, 6).await?;
    story.waits_for_contact(2, 10).await?;
    story.acute_today(3).await?;
    Ok(())
}

struct Story<'a> {
    api: &'a Api,
    places: &'a Places,
}

/// A child's case, as the one who raised it knows it.
struct Raised {
    token: String,
    case: String,
}

impl Story<'_> {
    /// Raised today: every clock is on track.
    async fn just_raised(&self, child: usize) -> Result<Raised, String> {
        self.api.days_ago(0);
        self.raise(child, "ersboda", 0, "not_acute").await
    }

    /// Raised some days ago and nobody has met the family yet.
    async fn waits_for_contact(&self, child: usize, days: i64) -> Result<Raised, String> {
        self.api.days_ago(days);
        self.raise(child, "ersboda", days, "not_acute").await
    }

    /// Acute since today.
    async fn acute_today(&self, child: usize) -> Result<Raised, String> {
        self.api.days_ago(0);
        self.raise(child, "ersboda", 0, "acute").await
    }

    /// The area's school registers the child with two guardians and raises it.
    async fn raise(&self, child: usize, area: &str, days_ago: i64, urgency: &str) -> Result<Raised, String> {
        let unit = format!("{area}_school");
        let token = self.api.professional(
            &self.places.login(&unit, crate::kernel::auth::Role::Professional),
            self.places.unit(&unit)?,
        )?;
        let (number, name) = CHILDREN.get(child).copied().ok_or("no such child")?;
        let (given, family) = name.split_once(' ').unwrap_or((name, name));
        let new = json!({
            "identity": { "kind": "personnummer", "number": number }, "givenName": given, "familyName": family,
            "protectionLevel": "none",
        });
        let child_id = id(&self.api.post(&token, "/children", new).await?)?;
        for guardian in ["Anna", "Per"] {
            let new = json!({ "givenName": guardian, "familyName": family, "relation": "guardian", "protectionLevel": "none" });
            self.api.post(&token, &format!("/children/{child_id}/guardians"), new).await?;
        }
        let day = Api::day(days_ago).to_string();
        let area = self.places.areas.get(area).ok_or("no such area")?;
        let new = json!({
            "childId": child_id, "areaId": area, "urgency": urgency, "needKnownOn": day, "collaborationNeedOn": day,
            "difficulties": ["school_absence", "sleep"], "description": "Borta från skolan sedan tre veckor. Sover dåligt.",
            "ownMeasures": ["Samtal med mentor och skolsköterska"],
        });
        let actualisation = self.api.post(&token, "/actualisations", new).await?;
        let case = actualisation.get("caseId").and_then(Value::as_str).ok_or("no case")?.to_owned();
        Ok(Raised { token, case })
    }
}
