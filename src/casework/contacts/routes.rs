//! `/contacts`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{Contact, ContactFilter, ContactList, NewContact, NewContactAnnulment};
use super::{queries, show, steps};
use crate::casework::cases::door;
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::ContactId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_contact).service(list_contacts).service(get_contact).service(create_contact_annulment);
}

/// Anteckna en kontakt med familjen
///
/// Record a contact with a family, dated when it happened: one case, or those of several siblings. A reached contact for
/// support stops the lead times for first contact; a reached contact for information about an agenda item tells the family
/// what the meeting came to. A case's state does not matter. The note is for the own organisation unless it is shared.
#[utoipa::path(
    tag = "contacts",
    responses((status = 201, description = "Antecknad. Recorded.", body = Contact)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/contacts")]
async fn create_contact(db: Db, caller: Caller, new: Json<NewContact>) -> Result<Created<Contact>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::contact).await.map(Created)
}

/// Lista kontakter
///
/// List contacts with families, newest first: what your unit wrote, what your organisation wrote in cases in whose circle
/// your unit is, and what was shared with it there. A contact with siblings shows only the cases that you may see.
#[utoipa::path(
    tag = "contacts",
    params(Paging, ContactFilter),
    responses((status = 200, description = "En sida. A page.", body = ContactList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/contacts")]
async fn list_contacts(db: Db, caller: Caller, list: List<ContactFilter>) -> Result<Shown<ContactList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    let page = db.read(caller, move |tx| {
        door::probe(tx, list.filter.case_id)?;
        let (unit, today) = (tx.actor().unit()?, tx.today());
        let rows = queries::list(tx.conn, unit, today, &list.filter, list.page)?;
        show::page(tx, rows)
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en kontakt
///
/// Fetch one contact.
#[utoipa::path(
    tag = "contacts",
    params(("id" = ContactId, Path, description = "Kontaktens id. The contact's id.")),
    responses((status = 200, description = "Kontakten. The contact.", body = Contact)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/contacts/{id}")]
async fn get_contact(db: Db, caller: Caller, id: Path<ContactId>) -> Result<Found<Contact>, Problem> {
    caller.require(Permission::ReadCasework)?;
    db.read(caller, move |tx| show::contact(tx, *id)).await.map(Found)
}

/// Makulera en kontakt
///
/// Annul a contact that the own organisation recorded wrongly. It stays in sight with its annulment, but stops no lead
/// time any more.
#[utoipa::path(
    tag = "contacts",
    params(("id" = ContactId, Path, description = "Kontaktens id. The contact's id.")),
    responses((status = 201, description = "Makulerad. Annulled.", body = Contact)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/contacts/{id}/annulments")]
async fn create_contact_annulment(
    db: Db,
    caller: Caller,
    id: Path<ContactId>,
    new: Json<NewContactAnnulment>,
) -> Result<Created<Contact>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::annul(tx, *id, &value), show::contact).await.map(Created)
}
