//! Whose token is taken: everything else is 401 with a challenge, never 500, and says no more than "invalid".

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::support::tokens::{Signer, but, encode, seconds};
use crate::support::{Client, Reply, TestApp, Value, json};

const PATH: &str = "/code-lists";

struct Bench {
    app: TestApp,
    signer: Signer,
    header: Value,
    claims: Value,
}

async fn bench() -> Bench {
    let signer = Signer::new("https://idp.umea.example", "u-1");
    let app = TestApp::with_issuers(&[(&signer, "*")]).await;
    let (header, claims) = (signer.header(), signer.claims(app.now()));
    let bench = Bench { app, signer, header, claims };
    bench.accepts("the good token", &bench.signer.token(&bench.claims)).await;
    bench
}

impl Bench {
    async fn send(&self, token: &str) -> Reply {
        self.app.with_token(token).get(PATH).await
    }

    async fn refuses(&self, why: &str, token: &str) {
        refused(why, &self.send(token).await);
    }

    async fn accepts(&self, why: &str, token: &str) {
        let reply = self.send(token).await;
        assert_eq!(reply.status, 200, "{why}: {:#}", reply.body);
    }

    fn with_header(&self, name: &str, value: Value) -> String {
        self.signer.token_with(&but(&self.header, name, value), &self.claims)
    }

    fn with_claim(&self, name: &str, value: Value) -> String {
        self.signer.token(&but(&self.claims, name, value))
    }
}

#[track_caller]
fn refused(why: &str, reply: &Reply) {
    assert_eq!(reply.status, 401, "{why}: {:#}", reply.body);
    assert_eq!(reply.code(), "unauthenticated", "{why}");
    assert!(reply.header("WWW-Authenticate").starts_with("Bearer"), "{why}");
    // What was wrong is for the log: an attacker learns nothing from trying.
    let detail = reply.body["detail"].as_str().unwrap();
    assert_eq!(detail, "Skicka en giltig åtkomstbiljett: Authorization: Bearer …", "{why}");
}

#[actix_web::test]
async fn a_request_has_one_bearer_token_in_its_header() {
    let bench = bench().await;
    let token = bench.signer.token(&bench.claims);
    let bearer = format!("Bearer {token}");
    let anyone = bench.app.anyone();
    let with = async |headers: &[(&str, &str)]| anyone.send(reqwest::Method::GET, PATH, headers, None).await;

    let none = with(&[]).await;
    refused("no header", &none);
    assert_eq!(none.header("WWW-Authenticate"), "Bearer");
    for wrong in [format!("Basic {token}"), token.clone(), format!("DPoP {token}"), "Bearer".into(), "Bearer ".into()] {
        refused(&wrong[..6], &with(&[("Authorization", &wrong)]).await);
    }
    refused("two headers", &with(&[("Authorization", &bearer), ("Authorization", &bearer)]).await);
    refused("two tokens", &with(&[("Authorization", &format!("{bearer}, {bearer}"))]).await);
    refused("in the query", &anyone.get(&format!("{PATH}?access_token={token}")).await);
    refused("in a cookie", &with(&[("Cookie", &format!("access_token={token}"))]).await);
    assert_eq!(with(&[("Authorization", &format!("bearer {token}"))]).await.status, 200, "a scheme has no case");
}

#[actix_web::test]
async fn a_token_is_signed_by_the_issuers_own_key_with_its_own_algorithm() {
    let bench = bench().await;
    let Bench { signer, header, claims, .. } = &bench;
    let good = signer.token(claims);
    let (input, signature) = good.rsplit_once('.').unwrap();

    for none in ["none", "None", "NONE", "nOnE", ""] {
        let (head, body) = (but(header, "alg", json!(none)).to_string(), claims.to_string());
        let unsigned = format!("{}.{}.", encode(head.as_bytes()), encode(body.as_bytes()));
        bench.refuses("alg none without a signature", &unsigned).await;
        bench.refuses("alg none with a signature", &format!("{unsigned}{signature}")).await;
    }
    bench.refuses("no signature", &format!("{input}.")).await;
    bench.refuses("a signature of zeros", &format!("{input}.{}", encode(&[0; 64]))).await;
    bench.refuses("half a signature", &format!("{input}.{}", &signature[..40])).await;
    bench.refuses("another's key", &signer.rotated("u-1").token(claims)).await;
    for algorithm in ["RS256", "PS256", "ES384", "EdDSA", "HS256", "ES256K", "A128KW"] {
        bench.refuses(algorithm, &bench.with_header("alg", json!(algorithm))).await;
    }
    let other = but(claims, "sub", json!("någon.annan")).to_string();
    let head = input.split('.').next().unwrap();
    bench
        .refuses("other claims under the signature", &format!("{head}.{}.{signature}", encode(other.as_bytes())))
        .await;
}

/// The public key is no secret: whoever signs with it as if it were one is nobody (RFC 8725, 2.1).
#[actix_web::test]
async fn the_public_key_is_no_shared_secret() {
    let bench = bench().await;
    let point = [&[4], bench.signer.public_point()].concat();
    let der = [
        &[0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86][..],
        &[0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00][..],
        &point,
    ]
    .concat();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(&der));
    let jwk = bench.signer.jwk().to_string();
    for secret in [pem.as_bytes(), pem.trim_end().as_bytes(), &der, &point, jwk.as_bytes(), b""] {
        for header in [but(&bench.header, "alg", json!("HS256")), json!({ "alg": "HS256", "typ": "at+jwt" })] {
            let (header, claims) = (header.to_string(), bench.claims.to_string());
            let input = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
            let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), input.as_bytes());
            bench.refuses("HS256 with the public key", &format!("{input}.{}", encode(tag.as_ref()))).await;
        }
    }
}

#[actix_web::test]
async fn a_token_has_three_whole_parts() {
    let bench = bench().await;
    let good = bench.signer.token(&bench.claims);
    let parts: Vec<&str> = good.split('.').collect();
    let [head, body, signature] = parts[..] else { panic!() };
    let long = "a".repeat(64 * 1024);
    let mangled = [
        format!("{head}.{body}"),
        format!("{good}.{signature}"),
        format!("{good}.{body}.{signature}"),
        "..".into(),
        "a.b.c".into(),
        format!("{head}=.{body}.{signature}"),
        format!("{head}.{body}.{signature}=="),
        format!("{head}.{}.{signature}", &body[..body.len() - 3]),
        format!("{head} .{body}.{signature}"),
        format!("{}.{body}.{signature}", encode(b"\xff\xfe")),
        format!("{}.{body}.{signature}", encode(b"null")),
        format!("{}.{body}.{signature}", encode(b"[]")),
        good.to_uppercase(),
        good[1..].to_owned(),
        long.clone(),
        format!("{head}.{body}.{long}"),
        bench.with_claim("padding", json!(long)),
    ];
    for token in mangled {
        bench.refuses(&token[..token.len().min(60)], &token).await;
    }
    let twice = bench.claims.to_string().replacen('{', "{\"sub\":\"någon.annan\",", 1);
    bench.refuses("a claim twice", &bench.signer.signed(&bench.header.to_string(), &twice)).await;
    for claims in ["null", "[]", "\"text\"", "{}", "{", "1"] {
        bench.refuses(claims, &bench.signer.signed(&bench.header.to_string(), claims)).await;
    }
}

#[actix_web::test]
async fn a_header_names_a_known_key_and_asks_for_nothing_else() {
    let bench = bench().await;
    let mine = Signer::new("https://idp.umea.example", "mine");
    let kids = ["u-2", "", "../../../../dev/null", "' OR 1=1 --", "/etc/passwd\u{0}", "local-1"];
    for kid in kids.map(Value::from).into_iter().chain([json!("a".repeat(5000)), json!(["u-1"]), json!(1), json!({})]) {
        bench.refuses(&format!("kid {kid:.20}"), &bench.with_header("kid", kid)).await;
    }
    bench.refuses("no kid", &bench.with_header("kid", Value::Null)).await;
    let theirs = [
        ("jku", json!("https://evil.example/jwks.json")),
        ("x5u", json!("https://evil.example/cert.pem")),
        ("jwk", mine.jwk()),
        ("x5c", json!(["MIIB"])),
    ];
    for (name, value) in theirs {
        let header = but(&bench.header, name, value);
        bench.refuses(name, &mine.token_with(&header, &bench.claims)).await;
        let unknown = but(&header, "kid", json!("mine"));
        bench.refuses(name, &mine.token_with(&unknown, &bench.claims)).await;
    }
    for typ in ["JWT", "id+jwt", "dpop+jwt", "", "logout+jwt"] {
        bench.refuses(typ, &bench.with_header("typ", json!(typ))).await;
    }
    bench.refuses("no typ", &bench.with_header("typ", Value::Null)).await;
    bench.accepts("typ in full", &bench.with_header("typ", json!("application/at+jwt"))).await;
    bench.refuses("crit", &bench.with_header("crit", json!(["exp"]))).await;
    bench.refuses("empty crit", &bench.with_header("crit", json!([]))).await;
    bench.refuses("b64", &bench.with_header("b64", json!(false))).await;
}

#[actix_web::test]
async fn a_token_is_valid_now_and_not_for_long() {
    let bench = bench().await;
    let now = seconds(bench.app.now());
    let times = |iat: i64, exp: Value| but(&but(&bench.claims, "exp", exp), "iat", json!(iat));
    let live = |iat: i64, exp: i64| bench.signer.token(&but(&times(iat, json!(exp)), "nbf", json!(iat)));

    // Two clocks may differ by a minute.
    bench.accepts("expired a minute ago", &live(now - 300, now - 60)).await;
    bench.refuses("expired longer ago", &live(now - 300, now - 61)).await;
    bench.accepts("issued in a minute", &live(now + 60, now + 200)).await;
    bench.refuses("issued later", &live(now + 61, now + 200)).await;
    bench.accepts("valid in a minute", &bench.with_claim("nbf", json!(now + 60))).await;
    bench.refuses("valid later", &bench.with_claim("nbf", json!(now + 61))).await;
    // Five minutes at most (national profile SAK.12).
    bench.accepts("five minutes", &live(now, now + 300)).await;
    bench.refuses("longer than five minutes", &live(now, now + 301)).await;
    bench.refuses("an old token that never ends", &live(now - 400, i64::MAX)).await;
    for exp in [json!("soon"), json!(now.to_string()), json!(-1), json!(0), json!(1e300), json!(null), json!([now])] {
        bench.refuses(&format!("exp {exp}"), &bench.signer.token(&times(now, exp))).await;
    }
    let endless = bench.claims.to_string().replacen(&(now + 240).to_string(), "1e400", 1);
    bench.refuses("exp 1e400", &bench.signer.signed(&bench.header.to_string(), &endless)).await;
    bench.refuses("iat as text", &bench.with_claim("iat", json!("today"))).await;
    bench.refuses("nbf as text", &bench.with_claim("nbf", json!("today"))).await;
    bench.refuses("iat long before time", &bench.with_claim("iat", json!(i64::MIN))).await;
}

#[actix_web::test]
async fn a_token_is_for_this_service_and_from_a_known_issuer() {
    let bench = bench().await;
    for claim in ["iss", "aud", "exp", "iat", "sub", "jti", "client_id"] {
        bench.refuses(claim, &bench.with_claim(claim, Value::Null)).await;
    }
    for claim in ["sub", "jti"] {
        bench.refuses(claim, &bench.with_claim(claim, json!(""))).await;
        bench.refuses(claim, &bench.with_claim(claim, json!(7))).await;
    }
    for claim in ["sub", "client_id", "unit"] {
        bench.refuses("a name with NUL in it", &bench.with_claim(claim, json!("anna\u{0}"))).await;
    }
    bench.refuses("a person with NUL", &bench.with_claim("act", json!({ "sub": "\u{0}" }))).await;
    let issuers = ["https://idp.umea.example/", "https://IDP.umea.example", "https://idp.region.example", "", "*"];
    for issuer in issuers.map(Value::from).into_iter().chain([json!(["https://idp.umea.example"])]) {
        bench.refuses(&format!("iss {issuer}"), &bench.with_claim("iss", issuer)).await;
    }
    for audience in [json!("other"), json!(["other"]), json!([]), json!(""), json!("samsyn "), json!("SAMSYN")] {
        bench.refuses(&format!("aud {audience}"), &bench.with_claim("aud", audience)).await;
    }
    bench.accepts("aud among others", &bench.with_claim("aud", json!(["other", "samsyn"]))).await;
}

/// One issuer cannot sign for another, though both are known.
#[actix_web::test]
async fn issuers_speak_for_themselves() {
    let (school, region) =
        (Signer::new("https://idp.skola.example", "k"), Signer::new("https://idp.region.example", "k"));
    let app = TestApp::with_issuers(&[(&school, "*"), (&region, "2321000222")]).await;
    let claims = region.claims(app.now());
    app.with_token(region.token(&claims)).get(PATH).await.expect(200);
    refused("the school's key", &app.with_token(school.token(&claims)).get(PATH).await);
    // An issuer of some organisations makes nobody administrator of all.
    app.with_token(region.token(&claims)).post("/organisations", crate::support::builders::region()).await.expect(403);
    app.with_token(school.token(&school.claims(app.now())))
        .post("/organisations", crate::support::builders::region())
        .await
        .expect(201);
}

#[actix_web::test]
async fn people_log_in_at_loa3() {
    let bench = bench().await;
    for acr in [json!("loa2"), json!("LOA3 "), json!(""), json!(null), json!("http://id.sambi.se/loa/loa2")] {
        bench.refuses(&format!("acr {acr}"), &bench.with_claim("acr", acr)).await;
    }
    bench.refuses("acr that is a number", &bench.with_claim("acr", json!(3))).await;
    bench.accepts("LoA4", &bench.with_claim("acr", json!("http://id.elegnamnden.se/loa/1.0/loa4"))).await;
    let system = but(&but(&bench.claims, "roles", json!(["integration"])), "acr", Value::Null);
    bench.accepts("a system has no login", &bench.signer.token(&system)).await;
    let both = but(&system, "roles", json!(["integration", "administrator"]));
    bench.refuses("a person who calls herself a system too", &bench.signer.token(&both)).await;
}

#[actix_web::test]
async fn a_scope_is_a_whole_word() {
    let bench = bench().await;
    let list = async |claims: Value| bench.app.with_token(bench.signer.token(&claims)).get("/organisations").await;
    let scopes = [
        json!(""),
        json!(null),
        json!("parties:readx"),
        json!("xparties:read"),
        json!("parties"),
        json!("parties:*"),
        json!("*"),
        json!("PARTIES:READ"),
        json!("parties:write"),
        json!("parties:read,parties:write"),
        json!("casework:read casework:write"),
    ];
    for scope in scopes {
        let reply = list(but(&bench.claims, "scope", scope.clone())).await;
        assert_eq!(reply.status, 403, "{scope}");
        let challenge = reply.header("WWW-Authenticate");
        assert_eq!(challenge, "Bearer error=\"insufficient_scope\", scope=\"parties:read\"");
    }
    refused("a list of scopes", &list(but(&bench.claims, "scope", json!(["parties:read"]))).await);
    list(but(&bench.claims, "scope", json!("openid parties:read profile"))).await.expect(200);
    for roles in [json!([]), json!(["guardian"]), json!(["Administrator"]), json!(["root", "admin"])] {
        list(but(&bench.claims, "roles", roles)).await.expect(403);
    }
    refused("roles that are no list", &list(but(&bench.claims, "roles", json!("administrator"))).await);
}

/// A key that is added works at once, a key that is taken away stops within ten minutes.
#[actix_web::test]
async fn keys_are_rotated_without_a_restart() {
    let old = Signer::new("https://idp.umea.example", "u-1");
    let new = old.rotated("u-2");
    let app = TestApp::with_issuers(&[(&old, "*")]).await;
    let get = async |signer: &Signer| app.with_token(signer.token(&signer.claims(app.now()))).get(PATH).await.status;
    assert_eq!((get(&old).await, get(&new).await), (200, 401));

    old.publish(app.folder(), &[old.jwk(), new.jwk()]);
    assert_eq!(get(&new).await, 401, "forged key ids must not flood the issuer");
    app.at("2026-03-02T08:01:00Z");
    assert_eq!((get(&new).await, get(&old).await), (200, 200));

    old.publish(app.folder(), &[new.jwk()]);
    assert_eq!(get(&old).await, 200);
    app.at("2026-03-02T08:11:00Z");
    assert_eq!((get(&old).await, get(&new).await), (401, 200));
}

/// A check that is remembered passes over nothing that a new check would find.
#[actix_web::test]
async fn a_token_that_was_let_in_is_refused_when_its_time_is_over_or_its_key_is_gone() {
    let Bench { app, signer, claims, .. } = &bench().await;
    let send = async |token: &str| app.with_token(token).get(PATH).await.status;
    let token = signer.token(claims);
    assert_eq!((send(&token).await, send(&token).await), (200, 200));
    let forged = format!("{}{}", &token[..token.len() - 8], "AAAAAAAA");
    assert_eq!((send(&forged).await, send(&token).await), (401, 200));
    app.at("2026-03-02T08:05:01Z");
    assert_eq!(send(&token).await, 401);

    app.at("2026-03-02T08:09:00Z");
    let late = signer.token(&signer.claims(app.now()));
    assert_eq!((send(&late).await, send(&late).await), (200, 200));
    signer.publish(app.folder(), &[signer.rotated("u-2").jwk()]);
    app.at("2026-03-02T08:11:00Z");
    assert_eq!(send(&late).await, 401);
}

/// When the issuer's keys cannot be read, those that were read last go on serving.
#[actix_web::test]
async fn an_issuer_that_is_down_stops_nobody_whom_it_let_in() {
    let signer = Signer::new("https://idp.umea.example", "u-1");
    let app = TestApp::with_issuers(&[(&signer, "*")]).await;
    let client = |app: &TestApp| -> Client { app.with_token(signer.token(&signer.claims(app.now()))) };
    client(&app).get(PATH).await.expect(200);
    std::fs::write(app.folder().join("httpsidpumeaexample.jwks.json"), "<html>502 Bad Gateway</html>").unwrap();
    app.at("2026-03-02T09:00:00Z");
    client(&app).get(PATH).await.expect(200);
}

/// Two keys under one id: nobody can say which was meant.
#[actix_web::test]
async fn an_ambiguous_key_is_no_key() {
    let signer = Signer::new("https://idp.umea.example", "u-1");
    let app = TestApp::with_issuers(&[(&signer, "*")]).await;
    signer.publish(app.folder(), &[signer.jwk(), signer.rotated("u-1").jwk()]);
    app.at("2026-03-02T09:00:00Z");
    let reply = app.with_token(signer.token(&signer.claims(app.now()))).get(PATH).await;
    refused("two keys with one id", &reply);
}

mod units {
    //! On whose behalf: the unit of a token is open, and its organisation is the issuer's to speak for.

    use diesel::prelude::*;
    use samsyn::kernel::db::schema::{staff, staff_logins};
    use samsyn::kernel::ids::{OrganisationId, StaffId};
    use samsyn::kernel::time::Day;

    use super::*;
    use crate::support::builders;

    async fn who_left(app: &TestApp, organisation: OrganisationId, issuer: &str, subject: &'static str, left: &str) {
        let (issuer, left): (String, Day) = (issuer.to_owned(), left.parse().unwrap());
        let insert = move |tx: &mut samsyn::kernel::db::Tx<'_>| {
            let id = StaffId::new(tx.now());
            let values = (
                (staff::id.eq(id), staff::organisation_id.eq(organisation), staff::name.eq("Anna Lind")),
                (staff::title.eq("kurator"), staff::left_on.eq(Some(left)), staff::version.eq(1)),
                (staff::created_at.eq(tx.now()), staff::updated_at.eq(tx.now())),
            );
            diesel::insert_into(staff::table).values(values).execute(tx.conn)?;
            let login =
                (staff_logins::staff_id.eq(id), staff_logins::issuer.eq(issuer), staff_logins::subject.eq(subject));
            diesel::insert_into(staff_logins::table).values(login).execute(tx.conn)?;
            Ok(())
        };
        app.db.maintain(insert).await.unwrap();
    }

    #[actix_web::test]
    async fn a_unit_is_open_and_the_issuers_own() {
        let (everyone, region) =
            (Signer::new("https://idp.alla.example", "a"), Signer::new("https://idp.region.example", "r"));
        let app = TestApp::with_issuers(&[(&everyone, "*"), (&region, "232100-0222")]).await;
        let administrator = app.with_token(everyone.token(&everyone.claims(app.now())));
        let make = async |new: Value| administrator.post("/organisations", new).await.expect(201).id();
        let (municipality, own) = (make(builders::municipality()).await, make(builders::region()).await);
        let school = app.bare_unit(&municipality, "2020-01-01", None).await;
        let centre = app.bare_unit(&own, "2020-01-01", Some("2026-03-02")).await;
        let closed = app.bare_unit(&own, "2020-01-01", Some("2026-03-01")).await;
        let later = app.bare_unit(&own, "2026-03-03", None).await;

        let get = async |signer: &Signer, unit: &str| {
            let claims = but(&signer.claims(app.now()), "unit", json!(unit));
            app.with_token(signer.token(&claims)).get("/organisations").await.status
        };
        assert_eq!((get(&everyone, &school).await, get(&region, &centre).await), (200, 200));
        assert_eq!(get(&region, &school).await, 403, "another organisation's unit");
        assert_eq!(get(&region, &closed).await, 403, "closed yesterday");
        assert_eq!(get(&region, &later).await, 403, "opens tomorrow");
        for unknown in ["0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "SE2321000222-1A2B", "' OR 1=1 --", ""] {
            assert_eq!(get(&everyone, unknown).await, 403, "{unknown}");
        }
    }

    #[actix_web::test]
    async fn who_has_left_is_out_whatever_the_token_says() {
        let signer = Signer::new("https://idp.umea.example", "u-1");
        let app = TestApp::with_issuers(&[(&signer, "*")]).await;
        let get = async |claims: &Value| app.with_token(signer.token(claims)).get("/organisations").await.status;
        let claims = |app: &TestApp| signer.claims(app.now());
        let organisation =
            app.with_token(signer.token(&claims(&app))).post("/organisations", builders::region()).await.expect(201);
        who_left(&app, organisation.id().parse().unwrap(), &signer.issuer, "anna.lind", "2026-03-02").await;

        assert_eq!(get(&claims(&app)).await, 200, "the last day is a day of work");
        app.at("2026-03-02T23:00:00Z"); // midnight in Stockholm
        assert_eq!(get(&claims(&app)).await, 403);
        let system = but(&but(&claims(&app), "act", json!({ "sub": "anna.lind" })), "sub", json!("lärplattformen"));
        assert_eq!(get(&system).await, 403, "behind a system's call too");
        assert_eq!(get(&but(&claims(&app), "sub", json!("bo.ek"))).await, 200);
    }
}

#[test]
fn shared_secrets_are_no_algorithm() {
    use samsyn::kernel::auth::{IssuerConfig, Issuers};
    for algorithms in ["HS256", "ES384"] {
        let config: IssuerConfig = serde_json::from_value(json!({
            "issuer": "https://idp.umea.example", "audience": "samsyn", "algorithms": [algorithms],
            "jwks_file": "/nonexistent", "organisations": ["*"],
        }))
        .unwrap();
        let told = Issuers::new(vec![config]).err().unwrap();
        assert!(told.contains("only ES256"), "{told}");
    }
}
