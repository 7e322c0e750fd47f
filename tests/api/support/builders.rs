//! What tests need to exist: made over HTTP, as a user would.

use samsyn::kernel::auth::{Role, Scope};

use super::{Client, TestApp, Value, json};

/// A municipality that is new to the service.
pub fn municipality() -> Value {
    json!({
        "kind": "municipality", "name": "Umeå kommun", "number": "212000-2627",
        "municipalityCode": "2480", "countyCode": "24",
    })
}

/// A region that is new to the service.
pub fn region() -> Value {
    json!({ "kind": "region", "name": "Region Västerbotten", "number": "232100-0222", "countyCode": "24" })
}

impl TestApp {
    /// Registers an organisation and gives its id.
    pub async fn organisation(&self, new: Value) -> String {
        self.administrator().post("/organisations", new).await.expect(201).id()
    }

    /// Registers a unit of an organisation and gives its id.
    pub async fn unit(&self, organisation_id: &str, kind: &str) -> String {
        let new = json!({
            "organisationId": organisation_id, "kind": kind, "name": format!("Enheten {kind}"), "validFrom": "2020-01-01",
        });
        self.administrator().post("/units", new).await.expect(201).id()
    }

    /// An administrator of the organisation that a unit belongs to.
    pub fn administrator_at(&self, unit: &str) -> Client {
        self.with_token(self.token(
            &format!("administratör vid {unit}"),
            &[Role::Administrator],
            Scope::ALL,
            Some(unit),
        ))
    }
}
