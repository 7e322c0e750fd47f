//! Every operation of the contract × everybody who may not. Operations come from the contract, so that a new one is
//! covered by itself; only what an unrelated unit must not see is a table, and an operation with a path parameter that
//! is missing there fails.

mod others;

use std::collections::BTreeSet;
use std::pin::Pin;

use samsyn::kernel::auth::{Role, Scope};

use crate::support::builders::municipality;
use crate::support::operations::{self, Operation};
use crate::support::{Client, TestApp, json};

/// Something that exists: who may use it, and the values of the paths' parameters in their order.
struct Built {
    owner: Client,
    ids: Vec<String>,
}

type Build = for<'a> fn(&'a TestApp) -> Pin<Box<dyn Future<Output = Built> + 'a>>;

/// What an unrelated unit's calls on what is somebody else's are answered with.
struct Told {
    /// 404 where it may not know of it; 403 where that it exists is no secret, but it is not the stranger's.
    status: u16,
    build: Build,
    /// By `operationId`: every operation on it.
    operations: &'static [&'static str],
}

/// A macro, because a function's future borrows from the service it builds in.
macro_rules! told {
    ($status:literal, $build:path, $operations:expr) => {
        Told { status: $status, build: |app| Box::pin($build(app)), operations: &$operations }
    };
}

/// Every operation with a path parameter stands here or in [`WELCOME`]. What is built once for a line's operations.
const STRANGERS: &[Told] = &[
    told!(403, others::organisation, ["updateOrganisation"]),
    told!(403, others::unit, ["updateUnit"]),
    told!(403, others::member_of_staff, ["updateStaffMember"]),
    told!(403, others::agreement, ["createAgreementVersion"]),
    told!(403, others::area, ["updateArea", "createKeyPerson", "endKeyPerson"]),
    told!(404, others::child, ["getChild", "updateChild", "listGuardians", "createGuardian", "listChildAccessLog"]),
    told!(404, others::guardian, ["getGuardian", "updateGuardian"]),
    told!(
        404,
        others::case,
        [
            "getCase",
            "getCaseAccess",
            "listCaseLeadTimes",
            "listCaseTimeline",
            "listCaseDisclosures",
            "createSharing",
            "updateCase",
            "createCaseClosure"
        ]
    ),
    told!(404, others::audit_review, ["getAuditReview", "createAuditReviewConclusion"]),
    told!(404, others::kept, ["getRetention", "createRetentionClassification"]),
    told!(404, others::legal_hold, ["getLegalHold", "createHoldLifting"]),
    told!(404, others::purge, ["getPurge", "createPurgeDecision", "createPurgeExecution"]),
    told!(404, others::archive_export, ["getArchiveExport"]),
    told!(
        404,
        others::actualisation,
        ["getActualisation", "createUrgencyChange", "createActualisationWithdrawal", "createActualisationRefusal"]
    ),
    told!(
        404,
        others::pause,
        [
            "getLeadTime",
            "createLeadTimeCorrection",
            "listLeadTimePauses",
            "createLeadTimePause",
            "getLeadTimePause",
            "createLeadTimePauseEnding",
        ]
    ),
    told!(
        404,
        others::consent,
        [
            "getConsent",
            "listConsentDecisions",
            "createConsentDecision",
            "listConsentNarrowings",
            "createConsentNarrowing",
            "listConsentWithdrawals",
            "createConsentWithdrawal",
            "listConcernConsiderations",
            "createConcernConsideration",
        ]
    ),
    told!(404, others::notice, ["getWithdrawalNotice", "createNoticeConfirmation"]),
    told!(404, others::hand_over, ["getDisclosure"]),
    told!(404, others::contact, ["getContact", "createContactAnnulment"]),
    told!(
        404,
        others::decision,
        [
            "getMeeting",
            "updateMeeting",
            "listAgendaItems",
            "createAgendaItem",
            "getAgendaItem",
            "updateAgendaItem",
            "listDecisions",
            "createDecision",
            "getDecision",
        ]
    ),
    told!(404, others::meeting, ["createMeetingHolding", "createMeetingCancellation"]),
    told!(
        404,
        others::summons,
        ["listSummonses", "createSummons", "getSummons", "listSummonsAcknowledgements", "createSummonsAcknowledgement",]
    ),
    told!(404, others::invitation, ["listInvitations", "createInvitation", "getInvitation"]),
    told!(
        404,
        others::plan,
        [
            "getPlan",
            "updatePlan",
            "listPlanEstablishments",
            "createPlanEstablishment",
            "listPlanReopenings",
            "createPlanReopening",
            "listPlanVersions",
            "getPlanVersion",
            "listPlanClosures",
            "createPlanClosure",
        ]
    ),
    told!(
        404,
        others::goal,
        [
            "listPlanGoals",
            "createPlanGoal",
            "getPlanGoal",
            "updatePlanGoal",
            "listGoalAttainments",
            "createGoalAttainment",
        ]
    ),
    told!(
        404,
        others::action,
        [
            "listPlanActions",
            "createPlanAction",
            "getPlanAction",
            "updatePlanAction",
            "listActionStarts",
            "createActionStart",
            "listActionCompletions",
            "createActionCompletion",
        ]
    ),
    told!(404, others::confirmation, ["listPlanConfirmations", "createPlanConfirmation", "getPlanConfirmation"]),
    told!(404, others::distribution, ["listPlanDistributions", "createPlanDistribution", "getPlanDistribution"]),
    told!(404, others::follow_up, ["listPlanFollowUps", "createPlanFollowUp", "getPlanFollowUp"]),
];

/// Where everybody is answered alike: parties are known to all, and a code list is nobody's. On whose behalf an agreement
/// is adopted stands in the body. By an own id nobody reaches what is another's.
const WELCOME: &[&str] = &[
    "putActualisationByExternalId",
    "getCodeList",
    "getOrganisation",
    "getUnit",
    "getStaffMember",
    "getAgreement",
    "listAgreementVersions",
    "getAgreementVersion",
    "listAgreementAdoptions",
    "getAgreementAdoption",
    "createAgreementAdoption",
    "getInformationText",
    "getRetentionPeriod",
    "getArea",
    "listKeyPersons",
    "getKeyPerson",
];

/// Operations that guardians and children may use themselves.
const FOR_FAMILIES: &[&str] = &[];

fn secured() -> Vec<Operation> {
    operations::all().into_iter().filter(|operation| operation.secured).collect()
}

fn scope(code: &str) -> Scope {
    code.parse().unwrap_or_else(|_| panic!("{code} is no scope"))
}

const STAFF: [Role; 7] = [
    Role::Professional,
    Role::UnitManager,
    Role::ProcessLeader,
    Role::Politician,
    Role::Integration,
    Role::LogReviewer,
    Role::Administrator,
];

#[actix_web::test]
async fn without_a_token_nothing_but_the_description_is_shown() {
    let app = TestApp::start().await;
    for operation in operations::all() {
        let reply = operation.ask(&app.anyone(), &[]).await;
        let expected = if operation.secured { 401 } else { 200 };
        assert_eq!(reply.status, expected, "{}", operation.id);
        if operation.secured {
            assert!(reply.header("WWW-Authenticate").starts_with("Bearer"), "{}", operation.id);
        }
    }
}

#[actix_web::test]
async fn every_other_scope_is_not_enough() {
    let app = TestApp::start().await;
    let mut broken = Vec::new();
    for operation in secured() {
        let Some(needed) = operation.scope else { continue };
        let others: Vec<Scope> = Scope::ALL.iter().copied().filter(|other| *other != scope(needed)).collect();
        let client = app.with_token(app.token("alla", &STAFF, &others, None));
        let reply = operation.ask(&client, &[]).await;
        if reply.status != 403 || !reply.header("WWW-Authenticate").contains(needed) {
            broken.push(format!("{}: {:#}", operation.id, reply.body));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[actix_web::test]
async fn a_scope_without_a_role_that_may_is_not_enough() {
    let app = TestApp::start().await;
    for operation in secured().iter().filter(|operation| operation.scope.is_some()) {
        let family: &[&[Role]] =
            if FOR_FAMILIES.contains(&operation.id) { &[] } else { &[&[Role::Guardian], &[Role::Child]] };
        for roles in [&[][..]].iter().chain(family) {
            let reply = operation.ask(&app.with_token(app.token("ingen", roles, Scope::ALL, None)), &[]).await;
            assert_eq!(reply.status, 403, "{} as {roles:?}: {:#}", operation.id, reply.body);
        }
    }
}

/// A token that no scope of ours is in, and one that names a unit which does not exist.
#[actix_web::test]
async fn a_token_of_another_program_opens_nothing() {
    let app = TestApp::start().await;
    let unit = Some("0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1");
    for operation in secured().iter().filter(|operation| operation.scope.is_some()) {
        operation.ask(&app.with_token(app.token("alla", &STAFF, &[], None)), &[]).await.expect(403);
        let nowhere = app.with_token(app.token("alla", &STAFF, Scope::ALL, unit));
        let reply = operation.ask(&nowhere, &[]).await;
        assert_eq!(reply.status, 403, "{}: {:#}", operation.id, reply.body);
    }
}

#[test]
fn the_table_tells_of_every_operation_on_something() {
    let told = |id: &&str| WELCOME.contains(id) || STRANGERS.iter().any(|told| told.operations.contains(id));
    let on_something = operations::all().into_iter().filter(|operation| !operation.parameters("path").is_empty());
    let missing: Vec<&str> = on_something.map(|operation| operation.id).filter(|id| !told(id)).collect();
    assert!(missing.is_empty(), "say in STRANGERS what a stranger is answered: {missing:?}");
}

/// The stranger is refused, and the owner is not: else the refusal would prove nothing.
#[actix_web::test]
async fn an_unrelated_unit_sees_and_changes_nothing_of_others() {
    let all = operations::all();
    let mut broken = Vec::new();
    for told in STRANGERS {
        let app = TestApp::start().await;
        let Built { owner, ids } = (told.build)(&app).await;
        let stranger = stranger(&app).await;
        let operations = || all.iter().filter(|operation| told.operations.contains(&operation.id));
        for operation in operations() {
            let refused = operation.ask(&stranger, &ids).await;
            if refused.status != told.status {
                broken.push(format!("{} by a stranger: {:#}", operation.id, refused.body));
            }
        }
        for operation in operations() {
            let own = operation.ask(&owner, &ids).await;
            if [401, 403, 404].contains(&own.status) {
                broken.push(format!("{} by its owner: {:#}", operation.id, own.body));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Somebody of a unit in another municipality, with every role and scope.
async fn stranger(app: &TestApp) -> Client {
    let mut elsewhere = municipality();
    elsewhere["name"] = json!("Skellefteå kommun");
    elsewhere["number"] = json!("212000-2643");
    elsewhere["municipalityCode"] = json!("2482");
    let organisation = app.organisation(elsewhere).await;
    let unit = app.bare_unit(&organisation, "2020-01-01", None).await;
    app.with_token(app.token("främling", &STAFF, Scope::ALL, Some(&unit)))
}

#[test]
fn the_table_names_only_what_exists() {
    let known: BTreeSet<&str> = operations::all().iter().map(|operation| operation.id).collect();
    let named = STRANGERS.iter().flat_map(|told| told.operations).chain(WELCOME).chain(FOR_FAMILIES).copied();
    let gone: Vec<&str> = named.filter(|id| !known.contains(id)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// Nobody overwrites what somebody else has just changed, also when both have read the same version (READ COMMITTED).
#[actix_web::test]
async fn of_many_who_change_one_version_at_most_one_wins() {
    for operation in operations::all().iter().filter(|operation| operation.parameters("header").contains(&"If-Match")) {
        let Some(told) = STRANGERS.iter().find(|told| told.operations.contains(&operation.id)) else { continue };
        let app = TestApp::start().await;
        let Built { owner, ids } = (told.build)(&app).await;
        let ask =
            |operation: Operation, owner: Client, ids: Vec<String>| async move { operation.ask(&owner, &ids).await };
        let asked = (0..8).map(|_| actix_web::rt::spawn(ask(operation.clone(), owner.clone(), ids.clone())));
        let running: Vec<_> = asked.collect();
        let mut statuses = Vec::new();
        for one in running {
            statuses.push(one.await.unwrap().status);
        }
        let won = statuses.iter().filter(|status| **status < 300).count();
        assert!(won <= 1, "{}: {statuses:?}", operation.id);
    }
}
