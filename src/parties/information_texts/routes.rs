//! `/information-texts`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{InformationText, InformationTextFilter, InformationTextList, NewInformationText};
use super::{queries, show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::InformationTextId;
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_information_text).service(list_information_texts).service(get_information_text);
}

/// Registrera en informationstext
///
/// Register a text that families are given before they decide about a consent: one version in one language (BCP 47), from
/// a day. A text never changes afterwards: a consent names which text in which language was given. An administrator of
/// its organisation does this.
#[utoipa::path(
    tag = "information-texts",
    responses((status = 201, description = "Registrerad. Registered.", body = InformationText)),
    security(("oauth2" = [Permission::ConfigureParties])),
)]
#[post("/information-texts")]
async fn create_information_text(
    db: Db,
    caller: Caller,
    new: Json<NewInformationText>,
) -> Result<Created<InformationText>, Problem> {
    caller.require(Permission::ConfigureParties)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::register(tx, value), show::text).await.map(Created)
}

/// Lista informationstexter
///
/// List the texts, by series, language and first day; those that are given on a day with `currentOn`.
#[utoipa::path(
    tag = "information-texts",
    params(Paging, InformationTextFilter),
    responses((status = 200, description = "En sida. A page.", body = InformationTextList)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/information-texts")]
async fn list_information_texts(
    db: Db,
    caller: Caller,
    list: List<InformationTextFilter>,
) -> Result<Shown<InformationTextList>, Problem> {
    caller.require(Permission::ReadParties)?;
    let page = db.read(caller, move |tx| {
        let rows = queries::list(tx.conn, &list.filter, list.page)?;
        Ok(rows.map(|row| show::of(tx, row)))
    });
    Ok(Shown(page.await?.into()))
}

/// Hämta en informationstext
///
/// Fetch a text.
#[utoipa::path(
    tag = "information-texts",
    params(("id" = InformationTextId, Path, description = "Textens id. The text's id.")),
    responses((status = 200, description = "Texten. The text.", body = InformationText)),
    security(("oauth2" = [Permission::ReadParties])),
)]
#[get("/information-texts/{id}")]
async fn get_information_text(
    db: Db,
    caller: Caller,
    id: Path<InformationTextId>,
) -> Result<Found<InformationText>, Problem> {
    caller.require(Permission::ReadParties)?;
    db.read(caller, move |tx| show::text(tx, *id)).await.map(Found)
}
