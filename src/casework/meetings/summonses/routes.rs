//! `/meetings/{id}/summonses` and `/meetings/{id}/invitations`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::answers::{AcknowledgementFilter, AcknowledgementList, InvitationList, Summons, SummonsFilter, SummonsList};
use super::requests::{NewAcknowledgement, NewInvitation, NewSummons};
use super::{queries, show, steps};
use crate::casework::meetings::codes::SummonsKind;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::{MeetingId, SummonsId};
use crate::kernel::problem::Problem;

/// Registers the endpoints of summonses and invitations.
pub(in crate::casework::meetings) fn configure(api: &mut impl Routes) {
    api.service(create_summons)
        .service(list_summonses)
        .service(get_summons)
        .service(create_summons_acknowledgement)
        .service(list_summons_acknowledgements)
        .service(create_invitation)
        .service(list_invitations)
        .service(get_invitation);
}

/// Kalla en enhet
///
/// Summon a unit to a planned meeting about one child. Who is summoned must come. The family's consent for the kind of
/// meeting must name the unit and be in force on the meeting's day. What it is asked is a note of the meeting, for your unit, the
/// one that you summon and the one whose case it is, as far as consent covers meeting notes.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id.")),
    responses((status = 201, description = "Kallad. Summoned.", body = Summons)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/meetings/{id}/summonses")]
async fn create_summons(
    db: Db,
    caller: Caller,
    id: Path<MeetingId>,
    new: Json<NewSummons>,
) -> Result<Created<Summons>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::summon(tx, *id, value), show::summons).await.map(Created)
}

/// Lista kallelser
///
/// List the units summoned to a meeting, with what they answered and whether they came. What they are asked shows to those it is
/// for; to others `somethingWithheld` is true.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id."), Paging, SummonsFilter),
    responses((status = 200, description = "En sida. A page.", body = SummonsList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}/summonses")]
async fn list_summonses(
    db: Db,
    caller: Caller,
    id: Path<MeetingId>,
    list: List<SummonsFilter>,
) -> Result<Shown<SummonsList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let of = (*id, SummonsKind::Summons);
    Ok(Shown(db.read(caller, move |tx| show::page(tx, of, &list.filter, list.page)).await?.into()))
}

/// Hämta en kallelse
///
/// Fetch one summons.
#[utoipa::path(
    tag = "meetings",
    params(
        ("id" = MeetingId, Path, description = "Mötets id. The meeting's id."),
        ("summonsId" = SummonsId, Path, description = "Kallelsens id. The summons's id."),
    ),
    responses((status = 200, description = "Kallelsen. The summons.", body = Summons)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}/summonses/{summonsId}")]
async fn get_summons(db: Db, caller: Caller, path: Path<(MeetingId, SummonsId)>) -> Result<Found<Summons>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (meeting, id) = path.into_inner();
    db.read(caller, move |tx| show::of_path(tx, meeting, SummonsKind::Summons, id)).await.map(Found)
}

/// Kvittera en kallelse eller inbjudan
///
/// Acknowledge a summons, or an invitation on behalf of who was invited: whether the party will come. Who changes its mind
/// acknowledges again; the last word counts. The note is for your unit, the one that summoned and the one whose case it is.
#[utoipa::path(
    tag = "meetings",
    params(
        ("id" = MeetingId, Path, description = "Mötets id. The meeting's id."),
        ("summonsId" = SummonsId, Path, description = "Kallelsens eller inbjudans id. The summons's or invitation's id."),
    ),
    responses((status = 201, description = "Kvitterad. Acknowledged.", body = Summons)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/meetings/{id}/summonses/{summonsId}/acknowledgements")]
async fn create_summons_acknowledgement(
    db: Db,
    caller: Caller,
    path: Path<(MeetingId, SummonsId)>,
    new: Json<NewAcknowledgement>,
) -> Result<Created<Summons>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    let (meeting, id) = path.into_inner();
    db.write(caller, once, move |tx| steps::acknowledge(tx, meeting, id, value), show::summons).await.map(Created)
}

/// Lista kvittenser
///
/// List the acknowledgements of a summons or an invitation, the last first.
#[utoipa::path(
    tag = "meetings",
    params(
        ("id" = MeetingId, Path, description = "Mötets id. The meeting's id."),
        ("summonsId" = SummonsId, Path, description = "Kallelsens eller inbjudans id. The summons's or invitation's id."),
        Paging, AcknowledgementFilter,
    ),
    responses((status = 200, description = "En sida. A page.", body = AcknowledgementList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}/summonses/{summonsId}/acknowledgements")]
async fn list_summons_acknowledgements(
    db: Db,
    caller: Caller,
    path: Path<(MeetingId, SummonsId)>,
    list: List<AcknowledgementFilter>,
) -> Result<Shown<AcknowledgementList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (meeting, id) = path.into_inner();
    let page = db.read(caller, move |tx| {
        let summons = show::visible(tx, meeting, id)?;
        let rows = queries::acknowledgements(tx.conn, id, list.page)?;
        show::acknowledgements(tx, &summons, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Bjud in till ett möte
///
/// Invite the child, a guardian, a relative or somebody else whom the family wants there. Who is invited may come. The name and the
/// question are for your unit and the one whose case it is.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id.")),
    responses((status = 201, description = "Inbjuden. Invited.", body = Summons)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/meetings/{id}/invitations")]
async fn create_invitation(
    db: Db,
    caller: Caller,
    id: Path<MeetingId>,
    new: Json<NewInvitation>,
) -> Result<Created<Summons>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::invite(tx, *id, value), show::summons).await.map(Created)
}

/// Lista inbjudningar
///
/// List the family members and others invited to a meeting, but for those whose name the unit that invited has blocked.
#[utoipa::path(
    tag = "meetings",
    params(("id" = MeetingId, Path, description = "Mötets id. The meeting's id."), Paging, SummonsFilter),
    responses((status = 200, description = "En sida. A page.", body = InvitationList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}/invitations")]
async fn list_invitations(
    db: Db,
    caller: Caller,
    id: Path<MeetingId>,
    list: List<SummonsFilter>,
) -> Result<Shown<InvitationList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let of = (*id, SummonsKind::Invitation);
    Ok(Shown(db.read(caller, move |tx| show::page(tx, of, &list.filter, list.page)).await?.into()))
}

/// Hämta en inbjudan
///
/// Fetch one invitation.
#[utoipa::path(
    tag = "meetings",
    params(
        ("id" = MeetingId, Path, description = "Mötets id. The meeting's id."),
        ("summonsId" = SummonsId, Path, description = "Inbjudans id. The invitation's id."),
    ),
    responses((status = 200, description = "Inbjudan. The invitation.", body = Summons)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/meetings/{id}/invitations/{summonsId}")]
async fn get_invitation(db: Db, caller: Caller, path: Path<(MeetingId, SummonsId)>) -> Result<Found<Summons>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let (meeting, id) = path.into_inner();
    db.read(caller, move |tx| show::of_path(tx, meeting, SummonsKind::Invitation, id)).await.map(Found)
}
