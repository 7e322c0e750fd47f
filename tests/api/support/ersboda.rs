//! Ersboda: the area in which most tests take place, with the parties that its meetings have.

use super::builders::{municipality, region, social_board};
use super::{TestApp, Value, json};

/// An area of Umeå under the agreement `hlt-umea`, in force since 2026-01-01. All are ids.
#[derive(Clone, Debug)]
pub struct Ersboda {
    pub area: String,
    pub agreement: String,
    pub agreement_version: String,
    pub municipality: String,
    pub region: String,
    /// A compulsory school of the municipality.
    pub school: String,
    /// Student health of the municipality, psychosocial.
    pub student_health: String,
    pub social_services: String,
    pub health_centre: String,
    pub child_psychiatry: String,
}

impl TestApp {
    /// Umeå kommun, Region Västerbotten, the area Ersboda with five units, and its agreement, adopted by both.
    pub async fn ersboda(&self) -> Ersboda {
        self.ersboda_under(json!({ "preset": "hlt-umea" })).await
    }

    /// The same under another agreement.
    pub async fn ersboda_under(&self, agreement: Value) -> Ersboda {
        let administrator = self.administrator();
        let municipality = self.organisation(municipality()).await;
        let social_board = self.organisation(social_board()).await;
        let region = self.organisation(region()).await;
        let school = self.unit(&municipality, "compulsory_school").await;
        let student_health = self.unit(&municipality, "student_health").await;
        let social_services = self.unit(&social_board, "social_services").await;
        let health_centre = self.unit(&region, "health_centre").await;
        let child_psychiatry = self.unit(&region, "child_psychiatry").await;
        let agreement = administrator.post("/agreements", agreement).await.expect(201).id();
        let agreement_version = self.adopted(&agreement, &[&municipality, &social_board, &region]).await;
        let area = json!({
            "name": "Ersboda", "municipalityCode": "2480", "agreementId": agreement, "startedOn": "2013-09-02",
            "unitIds": [school, student_health, social_services, health_centre, child_psychiatry],
        });
        let area = administrator.post("/areas", area).await.expect(201).id();
        Ersboda {
            area,
            agreement,
            agreement_version,
            municipality,
            region,
            school,
            student_health,
            social_services,
            health_centre,
            child_psychiatry,
        }
    }

    /// Lets organisations adopt the newest version of an agreement from 2026-01-01 and gives its id.
    pub async fn adopted(&self, agreement: &str, organisations: &[&str]) -> String {
        let administrator = self.administrator();
        let versions = administrator.get(&format!("/agreements/{agreement}/versions")).await.expect(200);
        let version = versions.body["versions"][0]["id"].as_str().unwrap().to_owned();
        for organisation in organisations {
            let adoption = json!({
                "organisationId": organisation, "body": "kommunstyrelsen", "adoptedOn": "2025-12-01",
                "validFrom": "2026-01-01",
                "signatories": [{ "name": "Karin Åström", "title": "ordförande", "signedOn": "2025-12-02" }],
            });
            let path = format!("/agreements/{agreement}/versions/{version}/adoptions");
            administrator.post(&path, adoption).await.expect(201);
        }
        version
    }

    /// Appoints somebody in an area and gives the appointment's id.
    pub async fn appoint(&self, area: &str, unit: &str, staff: &str, role: &str) -> String {
        let new = json!({ "staffId": staff, "unitId": unit, "role": role, "from": "2026-01-01" });
        self.administrator().post(&format!("/areas/{area}/key-persons"), new).await.expect(201).id()
    }
}
