//! `/emergency-accesses`.

use actix_web::web::{Path, ThinData};
use actix_web::{get, post};

use super::answers::{EmergencyAccess, EmergencyAccessList, EmergencyEntryList};
use super::model::Person;
use super::requests::{
    EmergencyFilter, NewEmergencyAccess, NewEmergencyAcknowledgement, NewEmergencyConfirmation, NewEmergencyReview,
};
use super::rules::OpenFor;
use super::show::Face;
use super::{entries, show, steps};
use crate::kernel::auth::{Caller, Permission, Role};
use crate::kernel::db::{Db, Tx};
use crate::kernel::http::{Created, Found, Json, List, NoFilter, Paging, Routes, Shown};
use crate::kernel::ids::EmergencyAccessId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_emergency_access)
        .service(list_emergency_accesses)
        .service(get_emergency_access)
        .service(create_emergency_confirmation)
        .service(list_emergency_entries)
        .service(create_emergency_acknowledgement)
        .service(create_emergency_review);
}

/// Whose access it is. A system's own call names nobody; `act` does.
fn person(caller: &Caller) -> Person {
    let is_system = caller.roles.contains(&Role::Integration) && !caller.roles.contains(&Role::Professional);
    Person {
        issuer: caller.issuer.clone(),
        subject: caller.person().to_owned(),
        is_named: !is_system || caller.acting.is_some(),
    }
}

/// Begära nödöppning
///
/// Ask for emergency access to what other units have written about a child whose life is in danger, or whose health is otherwise
/// at serious risk: step one of two. The answer tells which units have entries under the secrecy of health care or social
/// services and whether they are blocked, never what they say; never school's. For a named person of a health care unit
/// (else 403, `emergency-health-care-only`). It is logged, told and reviewed.
#[utoipa::path(
    tag = "emergency-accesses",
    responses((status = 201, description = "Begärd. Asked for.", body = EmergencyAccess)),
    security(("oauth2" = [Permission::BreakGlass])),
)]
#[post("/emergency-accesses")]
async fn create_emergency_access(
    db: Db,
    caller: Caller,
    new: Json<NewEmergencyAccess>,
) -> Result<Created<EmergencyAccess>, Problem> {
    caller.require(Permission::BreakGlass)?;
    let (who, Json { value, once }) = (person(&caller), new);
    let shown_to = who.clone();
    let show = move |tx: &mut Tx<'_>, id| show::access_as(tx, &shown_to, id, |face| face == Face::Made);
    db.write(caller, once, move |tx| steps::request(tx, &who, value), show).await.map(Created)
}

/// Lista nödöppningar
///
/// List emergency accesses: your own; with `direction=told` those that found entries of your unit's, opened or
/// not; with
/// `direction=to_review`, for a log reviewer, all that your own organisation's units made. Unreviewed ones first.
#[utoipa::path(
    tag = "emergency-accesses",
    params(Paging, EmergencyFilter),
    responses((status = 200, description = "En sida. A page.", body = EmergencyAccessList)),
    security(("oauth2" = [Permission::ReadEmergencies])),
)]
#[get("/emergency-accesses")]
async fn list_emergency_accesses(
    db: Db,
    caller: Caller,
    list: List<EmergencyFilter>,
) -> Result<Shown<EmergencyAccessList>, Problem> {
    caller.require(Permission::ReadEmergencies)?;
    let who = person(&caller);
    Ok(Shown(db.read(caller, move |tx| show::page(tx, &who, &list.filter, list.page)).await?.into()))
}

/// Hämta en nödöppning
///
/// Fetch an emergency access: for who made it, for a unit whose entries were opened (who, when, why, and what was read of its
/// own), and for a log reviewer of the organisation that made it.
#[utoipa::path(
    tag = "emergency-accesses",
    params(("id" = EmergencyAccessId, Path, description = "Nödöppningens id. The emergency access's id.")),
    responses((status = 200, description = "Nödöppningen. The emergency access.", body = EmergencyAccess)),
    security(("oauth2" = [Permission::ReadEmergencies])),
)]
#[get("/emergency-accesses/{id}")]
async fn get_emergency_access(
    db: Db,
    caller: Caller,
    id: Path<EmergencyAccessId>,
) -> Result<Found<EmergencyAccess>, Problem> {
    caller.require(Permission::ReadEmergencies)?;
    let who = person(&caller);
    db.read(caller, move |tx| show::access(tx, &who, *id)).await.map(Found)
}

/// Bekräfta en nödöppning
///
/// Open what is chosen, for some hours (`openUntil`): step two of two, by the same person within a quarter of an hour (else 409,
/// `emergency-lapsed`). Each unit whose entries are opened is told.
#[utoipa::path(
    tag = "emergency-accesses",
    params(("id" = EmergencyAccessId, Path, description = "Nödöppningens id. The emergency access's id.")),
    responses((status = 201, description = "Öppnad. Opened.", body = EmergencyAccess)),
    security(("oauth2" = [Permission::BreakGlass])),
)]
#[post("/emergency-accesses/{id}/confirmations")]
async fn create_emergency_confirmation(
    db: Db,
    caller: Caller,
    open_for: ThinData<OpenFor>,
    id: Path<EmergencyAccessId>,
    new: Json<NewEmergencyConfirmation>,
) -> Result<Created<EmergencyAccess>, Problem> {
    caller.require(Permission::BreakGlass)?;
    let (who, Json { value, once }) = (person(&caller), new);
    let (shown_to, open_for) = (who.clone(), *open_for);
    let show = move |tx: &mut Tx<'_>, id| show::access_as(tx, &shown_to, id, |face| face == Face::Made);
    db.write(caller, once, move |tx| steps::confirm(tx, &who, *id, &value, open_for), show).await.map(Created)
}

/// Läs nödöppnade uppgifter
///
/// Read what stands open, as it is now: for the person who opened it, while its time lasts (else 403, `emergency-not-open`).
/// Each entry is logged on the ground `emergency`.
#[utoipa::path(
    tag = "emergency-accesses",
    params(("id" = EmergencyAccessId, Path, description = "Nödöppningens id. The emergency access's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = EmergencyEntryList)),
    security(("oauth2" = [Permission::ReadOpened])),
)]
#[get("/emergency-accesses/{id}/entries")]
async fn list_emergency_entries(
    db: Db,
    caller: Caller,
    id: Path<EmergencyAccessId>,
    list: List<NoFilter>,
) -> Result<Shown<EmergencyEntryList>, Problem> {
    caller.require(Permission::ReadOpened)?;
    let who = person(&caller);
    let opened = db.read(caller, move |tx| entries::entries(tx, &who, *id, list.page)).await?;
    Ok(Shown(opened.page.into()))
}

/// Kvittera en nödöppning
///
/// Acknowledge that your unit has read that its entries were opened, once (else 409, `emergency-acknowledged`).
#[utoipa::path(
    tag = "emergency-accesses",
    params(("id" = EmergencyAccessId, Path, description = "Nödöppningens id. The emergency access's id.")),
    responses((status = 201, description = "Kvitterad. Acknowledged.", body = EmergencyAccess)),
    security(("oauth2" = [Permission::AcknowledgeEmergency])),
)]
#[post("/emergency-accesses/{id}/acknowledgements")]
async fn create_emergency_acknowledgement(
    db: Db,
    caller: Caller,
    id: Path<EmergencyAccessId>,
    new: Json<NewEmergencyAcknowledgement>,
) -> Result<Created<EmergencyAccess>, Problem> {
    caller.require(Permission::AcknowledgeEmergency)?;
    let (who, Json { value, once }) = (person(&caller), new);
    let shown_to = who.clone();
    let show = move |tx: &mut Tx<'_>, id| show::access_as(tx, &shown_to, id, |face| matches!(face, Face::Told(_)));
    db.write(caller, once, move |tx| steps::acknowledge(tx, &who, *id, value), show).await.map(Created)
}

/// Granska en nödöppning
///
/// Review an emergency access of your own organisation's, once it is over: whether it was justified, why, and what was done. Every
/// one is reviewed, never by who made it (409, `emergency-own-review`), and by somebody registered among the staff (else 409,
/// `emergency-review-by-staff`).
#[utoipa::path(
    tag = "emergency-accesses",
    params(("id" = EmergencyAccessId, Path, description = "Nödöppningens id. The emergency access's id.")),
    responses((status = 201, description = "Granskad. Reviewed.", body = EmergencyAccess)),
    security(("oauth2" = [Permission::ReviewLog])),
)]
#[post("/emergency-accesses/{id}/reviews")]
async fn create_emergency_review(
    db: Db,
    caller: Caller,
    id: Path<EmergencyAccessId>,
    new: Json<NewEmergencyReview>,
) -> Result<Created<EmergencyAccess>, Problem> {
    caller.require(Permission::ReviewLog)?;
    let (who, Json { value, once }) = (person(&caller), new);
    let shown_to = who.clone();
    let show = move |tx: &mut Tx<'_>, id| show::access_as(tx, &shown_to, id, |face| face == Face::Review);
    db.write(caller, once, move |tx| steps::review(tx, &who, *id, value), show).await.map(Created)
}
