//! What tests need to exist: made over HTTP, as a user would.

use diesel::prelude::*;
use samsyn::kernel::db::schema::units;
use samsyn::kernel::ids::{OrganisationId, UnitId};
use samsyn::kernel::time::Day;

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

    /// A unit of an organisation, stored past the rules: tests of who may act need the states that rules leave behind.
    pub async fn bare_unit(&self, organisation: &str, from: &str, to: Option<&str>) -> String {
        let organisation: OrganisationId = organisation.parse().unwrap();
        let (from, to): (Day, Option<Day>) = (from.parse().unwrap(), to.map(|to| to.parse().unwrap()));
        let insert = move |tx: &mut samsyn::kernel::db::Tx<'_>| {
            let id = UnitId::new(tx.now());
            let values = (
                (units::id.eq(id), units::organisation_id.eq(organisation), units::kind.eq("school")),
                (units::secrecy.eq("school"), units::name.eq("Ersängsskolan"), units::valid_from.eq(from)),
                (units::valid_to.eq(to), units::version.eq(1)),
                (units::created_at.eq(tx.now()), units::updated_at.eq(tx.now())),
            );
            diesel::insert_into(units::table).values(values).execute(tx.conn)?;
            Ok(id)
        };
        self.db.maintain(insert).await.unwrap().to_string()
    }
}
