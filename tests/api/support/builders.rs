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

/// Its board for social services: an authority of its own under the municipality's number.
pub fn social_board() -> Value {
    let mut board = municipality();
    board["name"] = json!("Umeå kommun, individ- och familjenämnden");
    board
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
        use diesel::prelude::*;
        use samsyn::kernel::db::schema::units;
        use samsyn::kernel::ids::{OrganisationId, UnitId};
        use samsyn::kernel::time::Day;

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

    /// Registers a unit of an organisation and gives its id.
    pub async fn unit(&self, organisation_id: &str, kind: &str) -> String {
        let new = json!({
            "organisationId": organisation_id, "kind": kind, "name": format!("Enheten {kind}"), "validFrom": "2020-01-01",
        });
        self.administrator().post("/units", new).await.expect(201).id()
    }

    /// Registers a member of staff at a unit, who logs in as [`TestApp::professional`] of that unit when nobody does
    /// yet, and gives the id.
    pub async fn staff(&self, unit: &str, name: &str) -> String {
        let administrator = self.administrator();
        let organisation =
            administrator.get(&format!("/units/{unit}")).await.expect(200).body["organisationId"].clone();
        let login = json!({ "issuer": samsyn::kernel::auth::local::ISSUER, "subject": format!("person vid {unit}") });
        let there = administrator.get(&format!("/staff?unitId={unit}")).await.expect(200);
        let logins = if there.body["_meta"]["totalRecords"] == 0 { vec![login] } else { vec![] };
        let new = json!({
            "organisationId": organisation, "name": name, "title": "kurator",
            "units": [{ "unitId": unit, "from": "2020-01-01" }], "logins": logins,
        });
        administrator.post("/staff", new).await.expect(201).id()
    }

    /// Registers somebody who works at units of one organisation under each of these logins.
    pub async fn registered(&self, units: &[&str], logins: &[&str]) -> String {
        self.register(units, logins).await.expect(201).id()
    }

    async fn register(&self, units: &[&str], logins: &[&str]) -> super::Reply {
        let administrator = self.administrator();
        let unit = administrator.get(&format!("/units/{}", units[0])).await.expect(200);
        let works: Vec<Value> = units.iter().map(|unit| json!({ "unitId": unit, "from": "2020-01-01" })).collect();
        let login = |name: &&str| json!({ "issuer": samsyn::kernel::auth::local::ISSUER, "subject": name });
        let new = json!({
            "organisationId": unit.body["organisationId"], "name": "Karin Berg", "title": "enhetschef",
            "units": works, "logins": logins.iter().map(login).collect::<Vec<Value>>(),
        });
        administrator.post("/staff", new).await
    }

    /// A manager of a unit who is registered among the staff, as whoever takes a step must be that asks for two persons; who is
    /// already stays.
    pub async fn registered_manager(&self, name: &str, unit: &str) -> Client {
        let registered = self.register(&[unit], &[&format!("{name} vid {unit}")]).await;
        assert!([201, 409].contains(&registered.status), "{}", registered.body);
        self.manager_called(name, unit)
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

/// A unit of an organisation, put straight into the database; gives its id.
pub async fn unit_row(app: &TestApp, organisation: &str, name: &str) -> String {
    use diesel::prelude::*;
    use samsyn::kernel::db::schema::units;
    use samsyn::kernel::ids::{OrganisationId, UnitId};

    let organisation: OrganisationId = organisation.parse().unwrap();
    let name = name.to_owned();
    app.db
        .maintain(move |tx| {
            let id = UnitId::new(tx.now());
            diesel::insert_into(units::table)
                .values((
                    units::id.eq(id),
                    units::organisation_id.eq(organisation),
                    units::kind.eq("school"),
                    units::secrecy.eq("student_health_medical"),
                    units::name.eq(name),
                    units::valid_from.eq(tx.today()),
                    units::version.eq(1),
                    units::created_at.eq(tx.now()),
                    units::updated_at.eq(tx.now()),
                ))
                .execute(tx.conn)?;
            Ok(id.to_string())
        })
        .await
        .unwrap()
}

/// A girl born in August 2013, with an official test number.
pub fn alva() -> Value {
    json!({
        "identity": { "kind": "personnummer", "number": "20130805-2388" },
        "givenName": "Alva", "familyName": "Lindgren", "protectionLevel": "none",
    })
}

/// A child with much told of it.
pub fn alva_in_full(school: &str) -> Value {
    let mut child = alva();
    child["address"] = json!({ "street": "Ersbodavägen 12 lgh 1102", "postalCode": "906 22", "city": "Umeå" });
    child["phone"] = json!("070-174 06 05");
    child["schoolUnitId"] = json!(school);
    child["interpreterLanguage"] = json!("ar");
    child["externalIds"] = json!([{ "system": "prorenata", "value": "elev-48213" }]);
    child
}

/// A mother.
pub fn karin() -> Value {
    json!({
        "relation": "guardian", "givenName": "Karin", "familyName": "Lindgren",
        "identity": { "kind": "personnummer", "number": "199211092383" },
        "address": { "street": "Ersbodavägen 12", "postalCode": "90622", "city": "Umeå" },
        "phone": "070-174 06 05", "email": "karin.lindgren@example.se", "protectionLevel": "none",
    })
}
