//! Input that nobody should send: every answer is a problem document that says what to do, and none is 5xx. The bodies
//! are tried on every operation of the contract that takes one.

use reqwest::Method;
use samsyn::kernel::auth::{Role, Scope};

use crate::support::builders::municipality;
use crate::support::raw::Raw;
use crate::support::{Reply, TestApp, Value, json, operations};

#[track_caller]
fn refused(what: &str, reply: &Reply, status: u16) {
    assert_eq!(reply.status, status, "{what}: {:#}", reply.body);
    assert_eq!(reply.body["status"], status, "{what}");
}

/// The pointers to every member of a body.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                found.push(pointer.clone());
                pointers(member, &pointer, found);
            }
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| {
            pointers(item, &format!("{at}/{index}"), found);
        }),
        _ => {}
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[actix_web::test]
async fn a_body_that_is_no_json_is_400() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let deep_object = format!("{}1{}", "{\"a\":".repeat(20_000), "}".repeat(20_000));
    let broken: Vec<Vec<u8>> = [
        "",
        " ",
        "{",
        "}",
        "{]",
        "[1,]",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "{} {}",
        "{}x",
        "NaN",
        "-",
        "01",
        "1e999",
        "\u{feff}{}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":\"\\ud800\"}",
        "{\"\\udc00\":1}",
        "\"\\x\"",
        "\"\n\"",
        "// comment\n{}",
        "a=1&b=2",
        "<a/>",
        &deep,
        &deep_object,
    ]
    .map(|text| text.as_bytes().to_vec())
    .into_iter()
    .chain([b"{\"a\":\"\xff\"}".to_vec(), b"\xff\xfe{\x00}\x00".to_vec(), vec![0; 100]])
    .collect();
    for (operation, _, _) in operations::with_body() {
        for body in &broken {
            let reply = operation.ask_with(&client, body.clone()).await;
            let start = String::from_utf8_lossy(&body[..body.len().min(30)]).into_owned();
            refused(&format!("{} {start:?}", operation.id), &reply, 400);
            assert_eq!(reply.code(), "malformed-request");
        }
    }
}

#[actix_web::test]
async fn a_body_of_another_shape_is_422_with_every_place_named() {
    let app = TestApp::start().await;
    let client = app.administrator();
    for (operation, _, example) in operations::with_body() {
        for body in ["[]", "null", "1", "\"x\"", "true", "[{}]"] {
            let reply = operation.ask_with(&client, body).await;
            refused(&format!("{} {body}", operation.id), &reply, 422);
            assert!(!reply.errors().is_empty());
        }
        let mut unknown = example.clone();
        unknown["färg/ton"] = json!("blå");
        let reply = operation.ask_with(&client, unknown.to_string()).await;
        refused(operation.id, &reply, 422);
        assert!(reply.errors().contains(&"#/färg~1ton unknown-field".to_owned()), "{:?}", reply.errors());
        let reply = operation.ask_with(&client, "{}").await;
        assert!(reply.status < 500, "{} {{}}", operation.id);
    }
}

#[actix_web::test]
async fn a_value_of_another_type_is_422_wherever_it_stands() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let wrong = [json!(null), json!(true), json!(-1), json!(1e300), json!("x"), json!([]), json!({}), json!([[{}]])];
    for (operation, media, example) in operations::with_body() {
        let patch = media.contains("merge-patch");
        let mut places = Vec::new();
        pointers(example, "", &mut places);
        for place in places {
            for value in &wrong {
                let mut body = example.clone();
                let member = body.pointer_mut(&place).unwrap();
                if kind(member) == kind(value) || (patch && value.is_null()) {
                    continue;
                }
                *member = value.clone();
                let reply = operation.ask_with(&client, body.to_string()).await;
                refused(&format!("{} {place} {value}", operation.id), &reply, 422);
                assert!(!reply.errors().is_empty(), "{} {place} {value}", operation.id);
            }
        }
    }
}

/// Texts that look right to a type and are not: each is refused or stored, never a failure.
#[actix_web::test]
async fn a_text_of_any_kind_is_no_failure() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let long = "ö".repeat(60_000);
    let texts = [
        "",
        " ",
        "x",
        "2026-02-30",
        "-1",
        "null",
        "'; DROP TABLE organisations; --",
        "👧🏽\u{200d}🦱",
        "%00",
        "{{7*7}}",
        &long,
    ];
    for (operation, _, example) in operations::with_body() {
        let mut places = Vec::new();
        pointers(example, "", &mut places);
        for place in places.iter().filter(|place| example.pointer(place).is_some_and(Value::is_string)) {
            for text in texts {
                let mut body = example.clone();
                *body.pointer_mut(place).unwrap() = json!(text);
                let reply = operation.ask_with(&client, body.to_string()).await;
                assert!(reply.status < 500, "{} {place} {text:.40}: {:#}", operation.id, reply.body);
                if text.len() > 50_000 {
                    refused(&format!("{} {place} long", operation.id), &reply, 422);
                }
            }
        }
    }
}

#[actix_web::test]
async fn characters_that_hide_or_cannot_be_stored_are_refused_by_place() {
    let app = TestApp::start().await;
    let client = app.administrator();
    for (operation, _, example) in operations::with_body() {
        let mut places = Vec::new();
        pointers(example, "", &mut places);
        for place in places.iter().filter(|place| example.pointer(place).is_some_and(Value::is_string)) {
            for character in ['\0', '\u{8}', '\u{1b}', '\u{7f}', '\u{202e}', '\u{2066}', '\u{feff}'] {
                let mut body = example.clone();
                *body.pointer_mut(place).unwrap() = json!(format!("a{character}b"));
                let reply = operation.ask_with(&client, body.to_string()).await;
                refused(&format!("{} {place}", operation.id), &reply, 422);
                assert!(reply.errors().contains(&format!("#{place} forbidden-character")), "{:?}", reply.errors());
            }
        }
    }
}

#[actix_web::test]
async fn days_and_instants_that_do_not_exist_are_422() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let days =
        ["2026-02-30", "2026-13-01", "2026-2-3", "20260203", "2026-00-10", "-2026-01-01", "2026-W05-1", "igår", ""];
    let instants =
        ["2026-02-30T10:00:00Z", "2026-02-03T25:00:00Z", "2026-02-03T10:00:00", "2026-02-03", "1772438400", ""];
    for (operation, _, example) in operations::with_body() {
        let mut places = Vec::new();
        pointers(example, "", &mut places);
        for place in places {
            let wrong: &[&str] = match example.pointer(&place).and_then(Value::as_str) {
                Some("2026-03-02") => &days,
                Some("2026-03-02T08:15:00Z") => &instants,
                _ => continue,
            };
            for text in wrong {
                let mut body = example.clone();
                *body.pointer_mut(&place).unwrap() = json!(text);
                refused(
                    &format!("{} {place} {text}", operation.id),
                    &operation.ask_with(&client, body.to_string()).await,
                    422,
                );
            }
        }
    }
}

#[actix_web::test]
async fn only_the_documented_media_type_is_read() {
    let app = TestApp::start().await;
    let client = app.administrator();
    for (operation, media, example) in operations::with_body() {
        let body = example.to_string().into_bytes();
        let path = operation.path(&[]);
        let others = ["text/plain", "application/x-www-form-urlencoded", "text/json", "*/*", "", "multipart/form-data"];
        let other = if media == "application/json" { "application/merge-patch+json" } else { "application/json" };
        for wrong in others.into_iter().chain([other]) {
            let headers = [("Content-Type", wrong), ("If-Match", "\"1\"")];
            let reply = client.send_bytes(operation.method.clone(), &path, &headers, Some(body.clone())).await;
            refused(&format!("{} {wrong}", operation.id), &reply, 415);
            let accept = if operation.method == Method::PATCH { "Accept-Patch" } else { "Accept-Post" };
            assert_eq!(reply.header(accept), media);
        }
        for coding in ["gzip", "br", "zstd", "gzip, gzip"] {
            let headers = [("Content-Type", media), ("Content-Encoding", coding), ("If-Match", "\"1\"")];
            let reply = client.send_bytes(operation.method.clone(), &path, &headers, Some(body.clone())).await;
            refused(&format!("{} {coding}", operation.id), &reply, 415);
        }
        let typed = format!("{media}; charset=utf-8");
        let headers = [("Content-Type", typed.as_str()), ("If-Match", "\"1\"")];
        let reply = client.send_bytes(operation.method.clone(), &path, &headers, Some(b"[]".to_vec())).await;
        refused("a charset is no other type", &reply, 422);
    }
}

#[actix_web::test]
async fn a_megabyte_is_413_with_and_without_its_length() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let megabyte = format!("\"{}\"", "a".repeat(1 << 20));
    for (operation, _, _) in operations::with_body() {
        refused(operation.id, &operation.ask_with(&client, megabyte.clone()).await, 413);
    }
    let token = app.token("administratör", &[Role::Administrator], Scope::ALL, None);
    let mut raw = Raw::connect(&app);
    raw.send(format!(
        "POST /samsyn/v1/organisations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    ));
    let chunk = format!("4000\r\n{}\r\n", "a".repeat(0x4000));
    // The service answers and closes in the middle: writing more may then fail.
    let _ = (0..64).all(|_| raw.send(&chunk));
    let reply = raw.reply();
    assert_eq!(reply.status, 413, "{reply:?}");
    assert!(reply.head.contains("application/problem+json") && reply.head.contains("connection: close"), "{reply:?}");
    assert!(raw.is_closed(), "a body without end holds no connection");
}

#[actix_web::test]
async fn a_list_refuses_what_it_does_not_know() {
    let app = TestApp::start().await;
    let unit = app.ersboda().await.student_health;
    let roles = [Role::Professional, Role::LogReviewer, Role::UnitManager];
    let client = app.with_token(app.token("kurator", &roles, Scope::ALL, Some(&unit)));
    for operation in operations::all().iter().filter(|operation| operation.parameters("query").contains(&"page")) {
        let path = operation.path(&[]);
        let name = operation.parameters("query").into_iter().find(|name| !["page", "limit"].contains(name));
        let filter = name.unwrap_or("page");
        let wrong = [
            ("page=abc", "page"),
            ("page=-1", "page"),
            ("page=1.5", "page"),
            ("page=", "page"),
            ("page=99999999999999999999", "page"),
            ("limit=0", "limit"),
            ("limit=101", "limit"),
            ("limit=abc", "limit"),
            ("page=1&page=2", "page"),
            ("colour=blue", "colour"),
            ("Page=1", "Page"),
            ("page[]=1", "page[]"),
        ];
        let twice = format!("{filter}=1&{filter}=1");
        for (query, parameter) in wrong.into_iter().chain([(twice.as_str(), filter)]) {
            let reply = client.get(&format!("{path}?{query}")).await;
            refused(&format!("{} {query}", operation.id), &reply, 400);
            assert_eq!(reply.errors(), [format!("{parameter} invalid-parameter")], "{} {query}", operation.id);
        }
        for name in operation.parameters("query").iter().filter(|name| !["page", "limit"].contains(*name)) {
            let reply = client.get(&format!("{path}?{name}={}", "%C2%A7".repeat(201))).await;
            refused(&format!("{} {name}", operation.id), &reply, 400);
            assert_eq!(reply.errors(), [format!("{name} invalid-parameter")]);
        }
        refused("NUL", &client.get(&format!("{path}?{filter}=%00")).await, 400);
        for garbage in ["%", "%zz", "&&&", "=", "=1", "%ff=%fe"] {
            let reply = client.get(&format!("{path}?{garbage}")).await;
            assert!(reply.status < 500, "{} {garbage}", operation.id);
        }
        for beyond in ["page=0", "page=1000000&limit=100", "page=101&limit=100", "page=900", "page=500&limit=20"] {
            let reply = client.get(&format!("{path}?{beyond}")).await;
            if operation.parameters("path").is_empty() {
                assert_eq!(reply.expect(200).body["_meta"]["count"], 0, "{} {beyond}", operation.id);
            } else {
                // What the list would be of is nowhere; what belongs to all is a list of nothing.
                assert!([200, 404].contains(&reply.status), "{} {beyond}: {:#}", operation.id, reply.body);
            }
        }
    }
}

#[actix_web::test]
async fn only_json_can_be_had() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let get = async |accept: &str| client.send(Method::GET, "/organisations", &[("Accept", accept)], None).await;
    for wrong in ["text/html", "application/xml", "image/*", "application/json;q=0", "json", "text/html;q=0.9, text/*"]
    {
        refused(wrong, &get(wrong).await, 406);
    }
    for right in [
        "*/*",
        "application/*",
        "application/json",
        "text/html, application/json;q=0.5",
        "application/problem+json",
        "Application/JSON",
    ] {
        get(right).await.expect(200);
    }
}

#[actix_web::test]
async fn an_address_that_is_too_long_or_unknown() {
    let app = TestApp::start().await;
    let client = app.administrator();
    refused("long", &client.get(&format!("/organisations?name={}", "a".repeat(2100))).await, 414);
    for unknown in [
        "/",
        "/organisation",
        "/organisations/",
        "/organisations//",
        "/Organisations",
        "/organisations/1",
        "/organisations/0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1/",
        "/organisations/0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1/x",
        "/organisations/0198c0de",
        "/organisations/..%2frules",
        "/code-lists/roles/",
        "/organisations/%ff",
        "/code-lists/%F0%9F%91%A7",
        "/organisations;a=b",
        "/docs",
        "/livez",
    ] {
        refused(unknown, &client.get(unknown).await, 404);
    }
    refused("NUL", &client.get("/organisations/%00").await, 400);
}

#[actix_web::test]
async fn a_method_that_a_path_does_not_have_is_405_with_those_it_has() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND"];
    for operation in operations::all() {
        let path = operation.path(&[]);
        let options = client.send(Method::OPTIONS, &path, &[], None).await.expect(204);
        let allowed: Vec<&str> = options.header("Allow").split(", ").collect();
        assert!(allowed.contains(&operation.method.as_str()) && allowed.contains(&"OPTIONS"), "{path}: {allowed:?}");
        for method in methods.iter().filter(|method| !allowed.contains(*method) && **method != "HEAD") {
            let reply = client.send(method.parse().unwrap(), &path, &[], None).await;
            refused(&format!("{method} {path}"), &reply, 405);
            assert_eq!(reply.header("Allow"), options.header("Allow"));
        }
    }
}

#[actix_web::test]
async fn head_is_get_without_its_body() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let id = app.organisation(municipality()).await;
    let gets = ["/api-info", "/openapi.json", "/rules", "/code-lists", "/organisations"].map(str::to_owned);
    for path in gets.into_iter().chain([format!("/organisations/{id}"), "/organisations/x".into()]) {
        let get = client.get(&path).await;
        let head = client.send(Method::HEAD, &path, &[], None).await;
        assert_eq!((head.status, &head.body), (get.status, &Value::Null), "{path}");
        for (name, value) in get.headers.iter().filter(|(name, _)| !["date", "traceparent"].contains(&name.as_str())) {
            if get.status >= 400 && name == "content-length" {
                continue; // a problem tells its own trace
            }
            assert_eq!(head.headers.get(name), Some(value), "{path} {name}");
        }
    }
}

#[actix_web::test]
async fn an_idempotency_key_is_of_visible_ascii() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let long = "k".repeat(129);
    for key in ["", "\"\"", " ", "å", "a b", "\t", &long] {
        let reply = client.post_once("/organisations", key, municipality()).await;
        refused(&format!("key {key:?}"), &reply, 400);
        assert_eq!(reply.errors(), ["Idempotency-Key invalid-parameter"]);
    }
}

#[actix_web::test]
async fn a_precondition_or_a_purpose_that_is_none() {
    let app = TestApp::start().await;
    let client = app.administrator();
    let path = format!("/organisations/{}", app.organisation(municipality()).await);
    for tag in ["\"0\"", "\"2\"", "1", "W/\"1\"", "\"1", "\"999999999999\"", "\"a\"", "''", ",", "\"2\", \"3\""] {
        refused(tag, &client.patch(&path, tag, json!({ "name": "Umeå" })).await, 412);
    }
    client.patch(&path, "\"7\", \"1\"", json!({ "name": "Umeå" })).await.expect(200);
    client.patch(&path, "*", json!({ "name": "Umeå" })).await.expect(200);
    for purpose in ["", "nyfikenhet", "Coordination", "review, support"] {
        refused(purpose, &client.send(Method::GET, "/organisations", &[("Samsyn-Purpose", purpose)], None).await, 400);
    }
}

/// What is no HTTP at all is refused by the server itself, and the next caller is served.
#[actix_web::test]
async fn bytes_that_are_no_request_harm_nobody() {
    let app = TestApp::start().await;
    app.anyone().get("/api-info").await.expect(200);
    let huge = format!("GET /samsyn/v1/api-info HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "a".repeat(200_000));
    let both = "POST /samsyn/v1/organisations HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    let lengths =
        "POST /samsyn/v1/organisations HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}";
    for bytes in ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\x00\r\n\r\n", both, lengths, &huge] {
        let mut raw = Raw::connect(&app);
        raw.send(bytes);
        let reply = raw.reply();
        assert!((400..500).contains(&reply.status), "{bytes:.40?}: {reply:?}");
    }
    app.anyone().get("/api-info").await.expect(200);
}
