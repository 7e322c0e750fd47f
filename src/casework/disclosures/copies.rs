//! An item as a copy: as it is now, without what leads further – links, ids of own systems, and what belongs to other cases.
//! For rooms that have decided that whoever gets the copy may have it.

use serde_json::Value;

use crate::casework::{actualisations, contacts, plans};
use crate::kernel::db::Tx;
use crate::kernel::ids::{ActualisationId, ContactCaseId, PlanId};
use crate::kernel::problem::Problem;

/// A copy of an actualisation.
///
/// # Errors
/// 404 when there is none; 503 when it cannot be opened.
pub fn actualisation(tx: &mut Tx<'_>, id: ActualisationId) -> Result<Value, Problem> {
    bare(serde_json::to_value(actualisations::show::as_it_is(tx, id)?)?)
}

/// A copy of a contact's part in one case; that it has others is not told.
///
/// # Errors
/// 404 when there is none; 503 when it cannot be opened.
pub fn contact(tx: &mut Tx<'_>, part: ContactCaseId) -> Result<Value, Problem> {
    let mut content = serde_json::to_value(contacts::show::part_as_it_is(tx, part)?)?;
    if let Some(members) = content.as_object_mut() {
        members.remove("agendaItemId");
        members.remove("parts");
    }
    bare(content)
}

/// A copy of a plan of the acting unit's.
///
/// # Errors
/// 404 when there is none that the acting unit may see.
pub(super) fn plan(tx: &mut Tx<'_>, id: PlanId) -> Result<Value, Problem> {
    bare(serde_json::to_value(plans::show::plan(tx, id)?)?)
}

#[expect(clippy::unnecessary_wraps, reason = "the copies end with it")]
fn bare(mut value: Value) -> Result<Value, Problem> {
    without(&mut value, &["_links", "externalIds"]);
    Ok(value)
}

/// Takes members of these names away, however deep they stand.
pub fn without(value: &mut Value, names: &[&str]) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !names.contains(&name.as_str()));
            members.values_mut().for_each(|member| without(member, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| without(item, names)),
        _ => {}
    }
}
