//! `/consents`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::codes::ConsentAct;
use super::model::{Consent, ConsentDecisionList, ConsentList, ConsentNarrowingList, ConsentWithdrawalList};
use super::requests::{ConsentFilter, NewConsent, NewConsentDecision, NewConsentNarrowing, NewConsentWithdrawal};
use super::{acts, checks, concerns, show, steps};
use crate::casework::cases::door;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, IfMatch, Json, List, NoFilter, Paging, Shown};
use crate::kernel::ids::ConsentId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_consent)
        .service(list_consents)
        .service(get_consent)
        .service(create_consent_decision)
        .service(list_consent_decisions)
        .service(create_consent_withdrawal)
        .service(list_consent_withdrawals)
        .service(create_consent_narrowing)
        .service(list_consent_narrowings);
    checks::routes::configure(api);
    concerns::routes::configure(api);
}

/// Fråga om samtycke
///
/// Ask for a consent, or record a paper. Who must decide follows from the child's guardians of today and its maturity;
/// with nobody registered the consent is kept but never in force, and the answer warns. To renew, name the consent that
/// it supersedes.
#[utoipa::path(
    tag = "consents",
    responses((status = 201, description = "Registrerat. Registered.", body = Consent)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/consents")]
async fn create_consent(db: Db, caller: Caller, new: Json<NewConsent>) -> Result<Created<Consent>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::ask(tx, value), show::consent).await.map(Created)
}

/// Lista samtycken
///
/// List the consents that your unit asked for and those of the cases in whose circle it is, newest first; or those that soon
/// end.
#[utoipa::path(
    tag = "consents",
    params(Paging, ConsentFilter),
    responses((status = 200, description = "En sida. A page.", body = ConsentList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/consents")]
async fn list_consents(db: Db, caller: Caller, list: List<ConsentFilter>) -> Result<Shown<ConsentList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        door::probe(tx, list.filter.case_id)?;
        show::page(tx, &list.filter, list.page)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta ett samtycke
///
/// Fetch a consent: its state today, its parties and what they have said, and what may be done next.
#[utoipa::path(
    tag = "consents",
    params(("id" = ConsentId, Path, description = "Samtyckets id. The consent's id.")),
    responses((status = 200, description = "Samtycket. The consent.", body = Consent,
        headers(("ETag" = String, description = "Version.")))),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/consents/{id}")]
async fn get_consent(db: Db, caller: Caller, id: Path<ConsentId>) -> Result<Found<Consent>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::consent(tx, *id)).await.map(Found)
}

/// Anteckna en parts besked
///
/// Record a party's decision, also one made earlier. It needs no If-Match: parties decide in parallel and each counts.
/// When the last of them has granted, the consent is in force and its units enter the circle.
#[utoipa::path(
    tag = "consents",
    params(("id" = ConsentId, Path, description = "Samtyckets id. The consent's id.")),
    responses((status = 201, description = "Antecknat. Recorded.", body = Consent)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/consents/{id}/decisions")]
async fn create_consent_decision(
    db: Db,
    caller: Caller,
    id: Path<ConsentId>,
    new: Json<NewConsentDecision>,
) -> Result<Created<Consent>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::decide(tx, *id, value), show::consent).await.map(Created)
}

/// Lista parternas besked
///
/// List what the parties have decided, newest first.
#[utoipa::path(
    tag = "consents",
    params(("id" = ConsentId, Path, description = "Samtyckets id. The consent's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = ConsentDecisionList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/consents/{id}/decisions")]
async fn list_consent_decisions(
    db: Db,
    caller: Caller,
    id: Path<ConsentId>,
    list: List<NoFilter>,
) -> Result<Shown<ConsentDecisionList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    const ACTS: &[ConsentAct] = &[ConsentAct::Granted, ConsentAct::Refused, ConsentAct::NotReachable];
    let page = db.read(caller, move |tx| acts::decisions(tx, *id, ACTS, list.page));
    Ok(Shown(page.await?.into()))
}

/// Återta ett samtycke
///
/// Withdraw what a party granted. It acts forward and at once: the next read of a unit that rests on this consent alone
/// is 404. What a unit wrote itself it keeps. It needs no If-Match.
#[utoipa::path(
    tag = "consents",
    params(("id" = ConsentId, Path, description = "Samtyckets id. The consent's id.")),
    responses((status = 201, description = "Återtaget. Withdrawn.", body = Consent)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/consents/{id}/withdrawals")]
async fn create_consent_withdrawal(
    db: Db,
    caller: Caller,
    id: Path<ConsentId>,
    new: Json<NewConsentWithdrawal>,
) -> Result<Created<Consent>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::withdraw(tx, *id, value), show::consent).await.map(Created)
}

/// Lista återtaganden
///
/// List the withdrawals of a consent.
#[utoipa::path(
    tag = "consents",
    params(("id" = ConsentId, Path, description = "Samtyckets id. The consent's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = ConsentWithdrawalList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/consents/{id}/withdrawals")]
async fn list_consent_withdrawals(
    db: Db,
    caller: Caller,
    id: Path<ConsentId>,
    list: List<NoFilter>,
) -> Result<Shown<ConsentWithdrawalList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    const ACTS: &[ConsentAct] = &[ConsentAct::Withdrawn];
    let page = db.read(caller, move |tx| acts::decisions(tx, *id, ACTS, list.page));
    Ok(Shown(page.await?.into()))
}

/// Begränsa ett samtycke
///
/// Take units or kinds of information out of a consent's scope, or move its last day earlier. No clock is cancelled. To
/// widen, ask anew.
#[utoipa::path(
    tag = "consents",
    params(("id" = ConsentId, Path, description = "Samtyckets id. The consent's id."), IfMatch),
    responses((status = 201, description = "Begränsat. Narrowed.", body = Consent)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/consents/{id}/narrowings")]
async fn create_consent_narrowing(
    db: Db,
    caller: Caller,
    id: Path<ConsentId>,
    read: IfMatch,
    new: Json<NewConsentNarrowing>,
) -> Result<Created<Consent>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::narrow(tx, *id, &read, value), show::consent).await.map(Created)
}

/// Lista begränsningar
///
/// List the narrowings of a consent.
#[utoipa::path(
    tag = "consents",
    params(("id" = ConsentId, Path, description = "Samtyckets id. The consent's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = ConsentNarrowingList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/consents/{id}/narrowings")]
async fn list_consent_narrowings(
    db: Db,
    caller: Caller,
    id: Path<ConsentId>,
    list: List<NoFilter>,
) -> Result<Shown<ConsentNarrowingList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    const ACTS: &[ConsentAct] = &[ConsentAct::Narrowed];
    let page = db.read(caller, move |tx| acts::decisions(tx, *id, ACTS, list.page));
    Ok(Shown(page.await?.into()))
}
