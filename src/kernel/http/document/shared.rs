//! What every operation of the contract shares: parameters, headers and problems.

use serde_json::{Map, Value, json};

use crate::kernel::problem::{FieldError, Kind, Origin, Problem};
use crate::kernel::text::{Language, Text};

/// Puts the shared parameters, headers and problems among the components.
pub(super) fn add(document: &mut Value) {
    let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) else { return };
    components.insert("parameters".into(), parameters());
    components.insert("headers".into(), headers());
    components.insert("responses".into(), responses());
}

fn parameters() -> Value {
    let header = |name: &str, description: &str, schema: Value| json!({ "name": name, "in": "header", "required": false, "description": description, "schema": schema });
    json!({
        "traceparent": header("traceparent", "Spårningskontext (W3C). W3C trace context; without it a new trace is started.",
            json!({ "type": "string", "maxLength": 200, "example": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" })),
        "Accept-Language": header("Accept-Language", "Språk i felmeddelanden: sv (förval) eller en. The language of problems.",
            json!({ "type": "string", "maxLength": 100, "example": "sv" })),
        "Idempotency-Key": header("Idempotency-Key", "Nyckel som gör ett upprepat anrop ofarligt i 24 timmar. Makes a repeated request harmless for 24 hours: the same key and content give the first answer's resource again.",
            json!({ "type": "string", "minLength": 1, "maxLength": 130, "example": "\"5b1e0c0f-fee1-4bcd-8f00-0198c0de7a11\"" })),
        "Samsyn-Purpose": header("Samsyn-Purpose", "Ändamål med anropet; loggas. The purpose of the call; it is logged.",
            json!({ "type": "string", "enum": ["coordination", "review", "statistics", "support"], "default": "coordination" })),
        "Samsyn-Unit": header("Samsyn-Unit", "Enheten du företräder (id eller HSA-id), för den som arbetar vid flera och vars biljett inte anger någon. The unit on whose behalf (id or HSA-id), for staff who work at several and whose token names none; 403 tells which there are.",
            json!({ "type": "string", "minLength": 1, "maxLength": 64, "example": "SE2120002627-E010" })),
    })
}

fn headers() -> Value {
    let text = |description: &str, max: u32, example: &str| json!({ "description": description, "schema": { "type": "string", "maxLength": max, "example": example } });
    json!({
        "traceparent": text("Spårningskontext (W3C). W3C trace context of this answer.", 200, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"),
        "ETag": text("Resursens version, att skicka i If-Match. The version, to send in If-Match.", 40, "\"1\""),
        "Location": text("Den nya resursens adress. The address of the new resource.", 2048, "https://samsyn.example/samsyn/v1/units/0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1"),
        "RateLimit-Policy": text("Gränsen för klienten. The client's limit.", 100, "\"client\";q=6000;w=60"),
        "RateLimit": text("Vad klienten har kvar. What the client has left.", 100, "\"client\";r=5999;t=60"),
        "Idempotency-Replayed": text("`true` när svaret gäller ett upprepat anrop. `true` when this answers a repeated request.", 5, "true"),
        "Retry-After": text("Sekunder att vänta. Seconds to wait.", 10, "2"),
        "WWW-Authenticate": text("Hur man legitimerar sig. How to authenticate.", 200, "Bearer error=\"invalid_token\""),
    })
}

#[expect(clippy::too_many_lines, reason = "a table, a line a status")]
fn responses() -> Value {
    let mut all = Map::new();
    for (status, description) in [
        (
            "400",
            "Anropet går inte att läsa. The request cannot be read: malformed JSON, duplicate keys, unknown or repeated parameters.",
        ),
        ("401", "Giltig åtkomstbiljett saknas. A valid token is missing."),
        ("403", "Behörighet saknas. The token's scope, role or unit does not allow this."),
        ("404", "Finns inte, eller inte för dig. Does not exist, or not for you to know of."),
        ("406", "Inget godtaget format. None of the accepted media types can be given."),
        ("408", "Innehållet kom inte fram i tid. The content did not arrive in time."),
        (
            "409",
            "En regel nekar steget, eller så krockar det. A rule refuses the step (code names it, see /rules), or it conflicts with what exists.",
        ),
        ("410", "Uppgifterna om barnet är gallrade. The data about the child has been destroyed."),
        ("412", "Ändrad sedan du läste. Changed since you read it."),
        ("413", "För stort innehåll. Content too large."),
        ("414", "För lång adress. The address is too long."),
        ("415", "Formatet stöds inte. Unsupported media type."),
        (
            "422",
            "Uppgifterna är inte giltiga; errors namnger varje fält. The content is not valid; errors names every field.",
        ),
        ("428", "If-Match saknas. If-Match is missing."),
        ("429", "För många anrop. Too many requests."),
        (
            "503",
            "Tjänsten kan inte svara just nu; ingenting har ändrats. The service cannot answer now; nothing was changed.",
        ),
        ("default", "Annat fel, som problemdokument. Any other failure, as a problem document."),
    ] {
        let extra: &[&str] = match status {
            "401" | "403" => &["WWW-Authenticate"],
            "429" => &["Retry-After", "RateLimit-Policy", "RateLimit"],
            "409" | "503" => &["Retry-After"],
            _ => &[],
        };
        let reference = |name: &&str| ((*name).to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
        let headers: Map<String, Value> = ["traceparent"].iter().chain(extra).map(reference).collect();
        all.insert(
            format!("Problem{status}"),
            json!({
                "description": description,
                "headers": headers,
                "content": { "application/problem+json": {
                    "schema": { "$ref": "#/components/schemas/Problem" },
                    "example": problem(status),
                } },
            }),
        );
    }
    Value::Object(all)
}

/// A problem of this status as the service would answer it.
fn problem(status: &str) -> Value {
    // What no operation documents by itself is a method that its path does not have.
    let code = status.parse().unwrap_or(405);
    let Some(kind) = Kind::ALL.iter().find(|kind| kind.status().as_u16() == code) else { return Value::Null };
    let problem = match kind {
        Kind::Invalid => Problem::invalid(vec![FieldError::at(
            "/name",
            "required",
            Text::new("Fältet saknas.", "The field is missing."),
        )]),
        Kind::NotFound => Problem::not_found(),
        Kind::Gone => Problem::gone(),
        kind => Problem::new(*kind, kind.title().into()),
    };
    let origin = Origin {
        public_url: "https://samsyn.example",
        api_url: "https://samsyn.example/samsyn/v1",
        trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
    };
    serde_json::to_value(problem.document(Language::Swedish, &origin)).unwrap_or_default()
}
