//! The only file that knows every room: registration, the order of the layers, and the document.

use std::sync::Arc;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::ThinData;
use actix_web::{App, Error, HttpRequest, get, web};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use utoipa::openapi::OpenApi;

use crate::kernel::auth::{Authenticator, Scope};
use crate::kernel::db::Db;
use crate::kernel::facts::Reaction;
use crate::kernel::http::contract::Contract;
use crate::kernel::http::{
    API_PATH, Cacheable, Description, HttpConfig, IfNoneMatch, RequestContext, Routes, Visitor, document, edge,
    fallback, unmatched,
};
use crate::kernel::problem::{Problem, ProblemDocument};
use crate::kernel::seals::Sealer;
use crate::kernel::telemetry::Metrics;
use crate::service::code_lists::CodeLists;
use crate::service::operations::{self, Draining, SecurityContact};
use crate::trust::emergency_accesses::rules::OpenFor;
use crate::{casework, exchange, governance, insight, parties, service, trust};

/// The service: everything that a worker needs. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    /// The database.
    pub db: Db,
    /// How it appears over HTTP.
    pub http: Arc<HttpConfig>,
    /// Whose tokens it takes.
    pub authenticator: Authenticator,
    /// The contract.
    pub contract: Arc<Contract>,
    /// Metrics.
    pub metrics: Arc<Metrics>,
    /// Seals the access log.
    pub sealer: Arc<Sealer>,
    /// How long an emergency access stands open.
    pub emergency: OpenFor,
    /// Whether a shutdown has begun.
    pub draining: Draining,
    /// Whom to tell of a weakness.
    pub security_contact: SecurityContact,
}

/// Every wing's rooms, from left to right.
fn rooms(api: &mut impl Routes) {
    api.service(get_openapi_document);
    api.configure(service::configure);
    api.configure(parties::configure);
    api.configure(casework::configure);
    api.configure(governance::configure);
    api.configure(insight::configure);
    api.configure(trust::configure);
    api.configure(exchange::configure);
}

/// What follows from facts, in the transaction of each fact: the only place where such consequences are wired.
pub const REACTIONS: &[Reaction] = &[casework::lead_times::recompute::recompute];

/// Every code list.
#[expect(clippy::too_many_lines, reason = "a table: a line for each list")]
fn code_lists() -> CodeLists {
    use crate::casework::actualisations::codes::{ActualisationState, Difficulty, Initiator, RefusalReason, Urgency};
    use crate::casework::cases::model::{CaseState, CloseReason};
    use crate::casework::lead_times::model::{LeadTimeStatus, PauseKind};
    use crate::kernel::auth::{Purpose, Role};
    use crate::kernel::circle::{Audience, Basis};
    use crate::kernel::clocks::FactKind;
    use crate::kernel::decision::Ground;
    use crate::parties::agreements::codes::{AgreementKind, AgreementPreset, AgreementVersionState, MeetingKind};
    use crate::parties::areas::key_persons::model::KeyPersonRole;
    use crate::parties::areas::model::AreaState;
    use crate::parties::children::identity::{IdentityAssurance, IdentityNumberKind};
    use crate::parties::children::model::{BirthDateStatus, ProtectionLevel};
    use crate::parties::guardians::model::GuardianRelation;
    use crate::parties::organisations::model::OrganisationKind;
    use crate::parties::units::codes::{SecrecyRegime, UnitIdentifierKind, UnitKind};
    let mut lists = vec![
        ("roles", Role::list()),
        ("scopes", Scope::list()),
        ("purposes", Purpose::list()),
        ("organisation-kinds", OrganisationKind::list()),
        ("identity-kinds", IdentityNumberKind::list()),
        ("identity-assurances", IdentityAssurance::list()),
        ("protection-levels", ProtectionLevel::list()),
        ("birth-date-statuses", BirthDateStatus::list()),
        ("guardian-relations", GuardianRelation::list()),
        ("case-states", CaseState::list()),
        ("close-reasons", CloseReason::list()),
        ("lead-time-statuses", LeadTimeStatus::list()),
        ("pause-reasons", PauseKind::list()),
        ("fact-kinds", FactKind::list()),
        ("actualisation-states", ActualisationState::list()),
        ("refusal-reasons", RefusalReason::list()),
        ("initiators", Initiator::list()),
        ("urgencies", Urgency::list()),
        ("difficulties", Difficulty::list()),
        ("audiences", Audience::list()),
        ("access-bases", Basis::list()),
        ("access-grounds", Ground::list()),
        ("unit-kinds", UnitKind::list()),
        ("secrecy-regimes", SecrecyRegime::list()),
        ("unit-identifier-kinds", UnitIdentifierKind::list()),
        ("agreement-kinds", AgreementKind::list()),
        ("agreement-presets", AgreementPreset::list()),
        ("agreement-version-states", AgreementVersionState::list()),
        ("meeting-kinds", MeetingKind::list()),
        ("area-states", AreaState::list()),
        ("key-person-roles", KeyPersonRole::list()),
    ];
    lists.extend(casework::consents::codes::lists());
    lists.extend(casework::contacts::model::lists());
    lists.extend(casework::consultations::model::lists());
    lists.extend(casework::meetings::codes::lists());
    lists.extend(casework::plans::codes::lists());
    lists.extend(casework::hidings::model::lists());
    lists.extend(casework::dissents::model::lists());
    lists.extend(casework::blocks::model::lists());
    lists.extend(governance::lists());
    lists.extend(trust::lists());
    CodeLists(Arc::new(lists))
}

/// The application that each worker runs.
pub fn build(
    service: Service,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>,
> {
    App::new()
        .service(web::scope(API_PATH).configure(rooms))
        .app_data(ThinData(service.db))
        .app_data(ThinData(service.http))
        .app_data(ThinData(service.authenticator))
        .app_data(ThinData(service.contract))
        .app_data(ThinData(service.metrics))
        .app_data(ThinData(service.sealer))
        .app_data(ThinData(service.emergency))
        .app_data(ThinData(service.draining))
        .app_data(ThinData(service.security_contact))
        .app_data(ThinData(code_lists()))
        .app_data(web::PathConfig::default().error_handler(|_, request| unmatched(request).into()))
        .service(operations::livez)
        .service(operations::readyz)
        .service(operations::metrics)
        .service(operations::security_txt)
        .service(service::problems::problem_page)
        .service(swagger_ui())
        .default_service(web::to(fallback))
        .wrap(from_fn(edge))
        .wrap(from_fn(operations::part_from_clients))
}

/// Hämta kontraktet
///
/// Fetch this contract (OpenAPI 3.1), with the address under which the caller reached the service. Needs no token.
#[utoipa::path(
    tag = "api-info",
    params(IfNoneMatch),
    responses(
        (status = 200, description = "Kontraktet. The contract.", body = Object, headers(("ETag" = String, description = "Version.")), example = json!({ "openapi": "3.1.0" })),
        (status = 304, description = "Oförändrat. Not changed.", headers(("ETag" = String, description = "Version."))),
    ),
    security(),
)]
#[get("/openapi.json")]
async fn get_openapi_document(
    _: Visitor,
    request: HttpRequest,
    contract: ThinData<Arc<Contract>>,
) -> Result<Cacheable<Box<RawValue>>, Problem> {
    let url = RequestContext::of(&request).api_url().to_owned();
    let servers = json!([{ "url": url, "description": "Denna tjänst. This service." }]);
    let document = RawValue::from_string(contract.text(&servers)).map_err(|error| Problem::unavailable(&error))?;
    Ok(Cacheable(document))
}

fn swagger_ui() -> utoipa_swagger_ui::SwaggerUi {
    let config = utoipa_swagger_ui::Config::from(format!("{API_PATH}/openapi.json"))
        .validator_url("none")
        .persist_authorization(false)
        .try_it_out_enabled(true);
    utoipa_swagger_ui::SwaggerUi::new("/docs/{_:.*}").config(config)
}

/// The OpenAPI document: generated from the handlers, completed with what every operation shares.
#[must_use]
pub fn openapi_document() -> Value {
    let mut description = Description::default();
    rooms(&mut description);
    let mut document = serde_json::to_value(OpenApi::from(description)).unwrap_or_default();
    describe(&mut document);
    document::complete(document)
}

#[expect(clippy::indexing_slicing, reason = "serde_json inserts what an index names in an object")]
fn describe(document: &mut Value) {
    document["info"] = json!({
        "title": "samsyn",
        "version": service::api_info::API_VERSION,
        "summary": "Samordning av tidiga insatser för barn. Coordination of early help for children.",
        "description": DESCRIPTION,
        "termsOfService": "https://samsyn.example/docs/terms",
        "contact": { "name": "samsyn", "url": "https://samsyn.example/docs/", "email": "kontakt@samsyn.example" },
        "license": { "name": "EUPL-1.2", "url": "https://eupl.eu/1.2/en/" },
        "x-sla": { "availability": "99.5 %", "responseTime": "p99 < 1 s", "support": "vardagar 8–17" },
        "x-limitations": "Sökning i fritext om barn finns inte: sådan text är krypterad.",
    });
    document["servers"] =
        json!([{ "url": format!("https://samsyn.example{API_PATH}"), "description": "Exempel. Example." }]);
    document["externalDocs"] = json!({ "description": "Dokumentation och servicenivå (SLA). Documentation and service level.", "url": "https://samsyn.example/docs/" });
    document["tags"] =
        Value::Array(TAGS.iter().map(|(name, text)| json!({ "name": name, "description": text })).collect());
    document["components"]["securitySchemes"] = security_schemes();
    let problem = serde_json::to_value(<ProblemDocument as utoipa::PartialSchema>::schema()).unwrap_or_default();
    let field = serde_json::to_value(<crate::kernel::problem::FieldErrorDocument as utoipa::PartialSchema>::schema())
        .unwrap_or_default();
    document["components"]["schemas"]["Problem"] = problem;
    document["components"]["schemas"]["FieldError"] = field;
}

const DESCRIPTION: &str = include_str!("../openapi/description.md");

/// The rooms as tags, in the order of the resource map.
const TAGS: &[(&str, &str)] = &[
    ("api-info", "Om API:et. About the API."),
    ("rules", "Regler som kan neka ett steg. Rules that may refuse a step."),
    ("code-lists", "Kodlistor. Code lists."),
    ("organisations", "Organisationer: huvudmän och myndigheter. Organisations."),
    (
        "children",
        "Barn, som varje myndighet registrerar dem för sig. Children, as each authority registers them for itself.",
    ),
    ("guardians", "Vårdnadshavare och andra som beslutar för ett barn. Guardians and others who decide for a child."),
    ("cases", "Ärenden: det gemensamma arbetet kring ett barn. Cases."),
    ("timeline", "Händelseförloppet i ett ärende. The timeline of a case."),
    ("lead-times", "Ledtider 0-7-30-30, uträknade ur händelserna. Lead times, derived from the facts."),
    ("consents", "Samtycken: det som öppnar dörren. Consents: what opens the door."),
    ("withdrawal-notices", "Underrättelser om återtaget samtycke. Notices of withdrawn consents."),
    ("contacts", "Kontakter med familjen. Contacts with the family."),
    ("actualisations", "Aktualiseringar: behovet väcks. Actualisations: the need is raised."),
    (
        "consultations",
        "Konsultationer: råd om någon som inte namnges. Consultations: advice about somebody who is not named.",
    ),
    (
        "meetings",
        "Möten: dagordning, beslut, kallelser och inbjudningar. Meetings: agenda, decisions, summonses, invitations.",
    ),
    ("plans", "Planer (SIP): mål, åtgärder, versioner, uppföljning. Plans: goals, actions, versions, follow-ups."),
    ("disclosures", "Utlämnanden: vad som delats med vem. Disclosures: what was shared with whom."),
    ("hidings", "Uppgifter som är dolda för en vårdnadshavare. Items that are hidden from a guardian."),
    ("dissents", "Avvikande meningar och rättelser. Dissents and corrections beside an item."),
    ("blocks", "Spärrar: det en enhet skrivit hålls från andra. Unit blocks."),
    ("deviations", "Avvikelser från överenskommelsen och vad styrgruppen gör åt dem. Deviations from the agreement."),
    ("statistics", "Statistik utan barn: antal, andelar och dagar. Statistics without children."),
    ("audit-entries", "Loggen: vem som har läst, skrivit eller nekats vad. The access log."),
    ("access-log", "Loggutdrag till barnet eller en vårdnadshavare. Extracts of the log for the child or a guardian."),
    ("audit-reviews", "Logggranskningar: stickprov och vad de gav. Reviews of the log."),
    (
        "data-extracts",
        "Registerutdrag ur det myndigheten har om ett barn. Extracts of what one authority holds about a child.",
    ),
    (
        "release-requests",
        "Begäranden om journalkopia eller allmän handling. Requests for a copy of the journal or a public document.",
    ),
    ("emergency-accesses", "Nödöppningar: begärda, bekräftade, meddelade och granskade. Emergency accesses."),
    (
        "retention",
        "Gallring och bevarande: tider, spärrar, gallringar, arkivexporter. Retention: periods, holds, purges, archive exports.",
    ),
    ("events", "Händelseflödet för andra system. The change feed for other systems."),
    ("units", "Enheter: skolor, elevhälsa, socialtjänst, hälsocentraler, BUP. Units."),
    ("staff", "Medarbetare, deras enheter och inloggningar. Staff."),
    ("agreements", "Överenskommelser, deras versioner och antagande. Agreements."),
    ("information-texts", "Texter som familjen får före ett samtycke. What a family is told before a consent."),
    ("areas", "Områden med enheter, nyckelpersoner och sammankallande. Areas."),
];

fn security_schemes() -> Value {
    let scopes: serde_json::Map<String, Value> =
        Scope::ALL.iter().map(|scope| (scope.code().to_owned(), Value::String(scope.label().en.to_owned()))).collect();
    json!({
        "bearer": {
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": "Åtkomstbiljett (RFC 9068), kontrollerad enligt RFC 8725. An access token of one of the configured issuers.",
        },
        "oauth2": {
            "type": "oauth2",
            "description": "Klientautentisering enligt RFC 8725 och private_key_jwt eller mTLS hos utfärdaren. Client credentials at the issuer.",
            "flows": { "clientCredentials": { "tokenUrl": "https://issuer.example/token", "scopes": scopes } },
        },
    })
}
