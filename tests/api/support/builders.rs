//! What tests need to exist: made over HTTP, as a user would.

use super::{TestApp, Value, json};

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
}
