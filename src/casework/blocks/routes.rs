//! `/cases/{id}/blocks`.

use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{Block, BlockList, NewBlock, NewLifting};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::{Db, Tx};
use crate::kernel::http::{Created, Json, List, NoFilter, Paging, Routes, Shown};
use crate::kernel::ids::{BlockId, CaseId};
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_block).service(list_blocks).service(create_block_lifting);
}

/// Spärra enhetens uppgifter i ett ärende
///
/// Keep what your unit has written in the case, and writes in it later, from every other unit, also of your own authority. It
/// covers actualisations, contacts, and your unit's words in summonses and acknowledgements, not agendas and plans, which are
/// several units' together. The others in the circle learn that something is withheld (`somethingWithheld`), never what. A guardian cannot block a child's entries under the
/// secrecy of health care or social services (409, `guardian-blocks-no-care`).
#[utoipa::path(
    tag = "blocks",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id.")),
    responses((status = 201, description = "Spärrat. Blocked.", body = Block)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/cases/{id}/blocks")]
async fn create_block(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    new: Json<NewBlock>,
) -> Result<Created<Block>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let (case, Json { value, once }) = (*id, new);
    let show = move |tx: &mut Tx<'_>, id| show::block(tx, case, id);
    db.write(caller, once, move |tx| steps::block(tx, case, value), show).await.map(Created)
}

/// Lista enhetens spärrar i ett ärende
///
/// List your own unit's blocks in the case, newest first; other units' are not told.
#[utoipa::path(
    tag = "blocks",
    params(("id" = CaseId, Path, description = "Ärendets id. The case's id."), Paging),
    responses((status = 200, description = "En sida. A page.", body = BlockList)),
    security(("oauth2" = [Permission::ReadCasework])),
)]
#[get("/cases/{id}/blocks")]
async fn list_blocks(
    db: Db,
    caller: Caller,
    id: Path<CaseId>,
    list: List<NoFilter>,
) -> Result<Shown<BlockList>, Problem> {
    caller.require(Permission::ReadCasework)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, *id, list.page)).await?.into()))
}

/// Häva en spärr
///
/// Lift a block of your own unit's: those to whom the circle gives the entries see them again. It is asked for by who asked for
/// the block (else 409, `block-lifted-by-who-asked`).
#[utoipa::path(
    tag = "blocks",
    params(
        ("id" = CaseId, Path, description = "Ärendets id. The case's id."),
        ("blockId" = BlockId, Path, description = "Spärrens id. The block's id."),
    ),
    responses((status = 201, description = "Hävd. Lifted.", body = Block)),
    security(("oauth2" = [Permission::WriteCasework])),
)]
#[post("/cases/{id}/blocks/{blockId}/liftings")]
async fn create_block_lifting(
    db: Db,
    caller: Caller,
    ids: Path<(CaseId, BlockId)>,
    new: Json<NewLifting>,
) -> Result<Created<Block>, Problem> {
    caller.require(Permission::WriteCasework)?;
    let ((case, id), Json { value, once }) = (ids.into_inner(), new);
    let show = move |tx: &mut Tx<'_>, id| show::block(tx, case, id);
    db.write(caller, once, move |tx| steps::lift(tx, case, id, &value), show).await.map(Created)
}
