//! What stands open in an emergency, as copies.

use std::collections::HashMap;

use super::answers::{EmergencyEntry, Opened};
use super::codes::EmergencyState;
use super::model::{Person, SourceRow};
use super::rules;
use super::show::{Face, Seen, records, seen_as};
use super::sources::{self, Written};
use crate::casework::disclosures::copies;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::PageRequest;
use crate::kernel::ids::{EmergencyAccessId, ResourceId, UnitId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::rules::EMERGENCY_NOT_OPEN;
use crate::parties::{children, units};

/// What stands open, read anew: to the person who opened it, while its time lasts.
pub(super) fn entries(
    tx: &mut Tx<'_>,
    who: &Person,
    id: EmergencyAccessId,
    page: PageRequest,
) -> Result<Opened, Problem> {
    let Seen { row, sources, .. } = seen_as(tx, who, id, |face| face == Face::Made)?;
    let own = units::queries::find(tx.conn, row.unit_id)?.ok_or_else(Problem::not_found)?;
    let is_open = rules::state(&row, tx.now()) == EmergencyState::Open;
    let Some(key) = row.key_child_id.filter(|_| is_open && rules::may_open(own.secrecy, who.is_named)) else {
        let problem = Problem::new(Kind::Forbidden, EMERGENCY_NOT_OPEN.then.into()).by_rule(&EMERGENCY_NOT_OPEN);
        let look =
            records(&row, &sources, Face::Made).first().map(|child| Look::about("emergency-accesses", id, *child));
        let problem = problem.with_link("request", "POST", "/emergency-accesses");
        return Err(problem.denied(look.unwrap_or_else(|| Look::plain("emergency-accesses", id))));
    };
    let records_of_child = children::show::linked_to(tx, key)?;
    let opened: HashMap<UnitId, &SourceRow> =
        sources.iter().filter(|source| source.opened_at.is_some()).map(|source| (source.unit_id, source)).collect();
    let all = sources::under_care(tx.conn, &records_of_child, row.unit_id)?;
    let all: Vec<_> = all.into_iter().filter_map(|entry| Some((entry, *opened.get(&entry.unit)?))).collect();
    let (skip, take) = (usize::try_from(page.offset()), usize::try_from(page.limit()));
    let here = all.iter().skip(skip.unwrap_or(usize::MAX)).take(take.unwrap_or_default());
    let mut shown = Vec::new();
    for (entry, source) in here {
        shown.extend(entry_of(tx, entry, source)?);
    }
    let access = records(&row, &sources, Face::Made);
    Ok(Opened {
        access: access.into_iter().map(|child| Look::about("emergency-accesses", id, child)).collect(),
        page: page.of(shown, i64::try_from(all.len()).unwrap_or(i64::MAX)),
    })
}

/// What in a copy tells where somebody is.
const PLACES: [&str; 5] = ["unit", "by", "areaId", "caseIds", "parts"];

/// One entry, decided on like everything about a child; nothing of a record that was destroyed.
fn entry_of(tx: &mut Tx<'_>, entry: &sources::Entry, source: &SourceRow) -> Result<Option<EmergencyEntry>, Problem> {
    let standing = Standing { emergency: true, ..Standing::default() };
    if tx.decide(entry.child, Thing::Item, &standing).is_err() || tx.is_shredded(entry.child)? {
        return Ok(None);
    }
    let mut content = match entry.what {
        Written::Actualisation(id) => copies::actualisation(tx, id)?,
        Written::Contact(_, part) => copies::contact(tx, part)?,
    };
    if source.place_withheld {
        copies::without(&mut content, &PLACES);
    }
    let (kind, id) = entry.named();
    Ok(Some(EmergencyEntry {
        id: ResourceId(id),
        kind: kind.to_owned(),
        source_id: source.id,
        secrecy: entry.secrecy,
        content,
        look: entry.look(),
    }))
}
