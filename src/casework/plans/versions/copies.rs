//! What each other authority keeps of a version, sealed under its own key: it has its own duty to keep what it received
//! (PDL 3 kap., SoL (2025:400) 14 kap.), for its own time, whatever becomes of the one that made the version.

use serde_json::Value;

use super::model::VersionRow;
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::ids::PlanVersionId;
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;

/// Where a version is sealed, and each copy of it.
pub(super) fn place(version: PlanVersionId) -> Place {
    Place::new("plan_versions", version)
}

/// Makes the copies that units of other authorities keep of a version that was shared with them.
pub(super) fn keep(tx: &mut Tx<'_>, version: &VersionRow, snapshot: &Value) -> Result<(), Problem> {
    let own = tx.actor().unit()?.organisation_id;
    for (given, receiver) in queries::given_to_others(tx.conn, version.id, own)? {
        let copy = tx.seal_for(version.child_id, receiver, place(version.id), snapshot)?;
        queries::set_received(tx, given, &copy)?;
    }
    Ok(())
}

/// A version as the acting unit has it: its own copy, or the one that was made.
pub(super) fn open(tx: &mut Tx<'_>, version: &VersionRow) -> Result<Value, Problem> {
    let unit = tx.actor().unit()?.id;
    let sealed = queries::received(tx.conn, version.id, unit)?.unwrap_or_else(|| version.sealed.clone());
    tx.open_whole(version.child_id, place(version.id), &sealed)
}
