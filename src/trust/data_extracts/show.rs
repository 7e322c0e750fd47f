//! Extracts as officers of the authority see them, and as the recipient gets them.

mod entries;

use super::codes::ExtractState;
use super::model::{DataExtract, ExtractContent, ExtractDelivery, ExtractInformation, ExtractReview};
use super::queries;
use super::requests::ExtractRecipient;
use super::rows::{DeliveryRow, ExtractRow, ReviewRow, SealedExtract};
use super::rules::Recipient;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Link, Page, PageRequest};
use crate::kernel::ids::{DataExtractId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::rules as house;
use crate::kernel::vault::Place;
use crate::parties::{organisations, units};
use crate::trust::{access_log, holdings};

pub(super) use entries::{Judged, judged, review_place};

/// Where what is sealed of an extract stands.
pub(super) fn place(id: DataExtractId) -> Place {
    Place::new("data_extracts", id)
}

/// An extract of the acting unit's organisation; another's is not found, nor what rests on what only another unit
/// is told of, and the attempt is logged.
pub(super) fn own(tx: &mut Tx<'_>, id: DataExtractId) -> Result<ExtractRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let is_told = row.unit_id == tx.actor().unit()?.id || !holdings::is_untold(tx, row.child_id)?;
    if is_told && keeps(tx, &row)? {
        Ok(row)
    } else {
        Err(Problem::not_found().denied(Look::about("data-extracts", id, row.child_id)))
    }
}

fn keeps(tx: &mut Tx<'_>, row: &ExtractRow) -> Result<bool, Problem> {
    let own = row.organisation_id == tx.actor().unit()?.organisation_id;
    Ok(tx.decide(row.child_id, Thing::Item, &Standing { own, ..Standing::default() }).is_ok())
}

/// For whom it is, when that is somebody who decides for the child today.
pub(super) fn recipient(tx: &mut Tx<'_>, row: &ExtractRow) -> Result<Option<Recipient>, Problem> {
    let Some(id) = row.guardian_id else { return Ok(Some(Recipient::Child)) };
    let withheld = access_log::show::withholds_places_from(tx, row.child_id, id)?;
    Ok(withheld.map(|withholds_places| Recipient::Guardian { id, withholds_places }))
}

/// The same, required.
fn recipient_today(tx: &mut Tx<'_>, row: &ExtractRow) -> Result<Recipient, Problem> {
    let rule = &house::EXTRACT_RECIPIENT;
    recipient(tx, row)?.ok_or_else(|| {
        Problem::refused(rule, rule.then.into()).with_link("extract", "GET", format!("/data-extracts/{}", row.id))
    })
}

/// One extract with its entries.
pub(super) fn extract(tx: &mut Tx<'_>, id: DataExtractId) -> Result<DataExtract, Problem> {
    let row = own(tx, id)?;
    // Whoever decides no more gets nothing; what was once decided is shown all the same, without its entries.
    let entries = match recipient(tx, &row)? {
        Some(recipient) => Some(entries::shown(tx, &row, recipient)?),
        None => None,
    };
    let words: SealedExtract = tx.open(row.child_id, place(id), &row.sealed)?;
    let (reviews, deliveries) = (queries::reviews(tx.conn, &[id])?, queries::deliveries(tx.conn, &[id])?);
    let mut shown = of(tx, row, &reviews, &deliveries)?;
    shown.entries = entries;
    shown.identity_checked = Some(words.identity_checked);
    shown.maturity_considered = words.maturity_considered;
    Ok(shown)
}

/// A page of the organisation's extracts, without their entries.
pub(super) fn page(tx: &mut Tx<'_>, page: PageRequest) -> Result<Page<DataExtract>, Problem> {
    let own = tx.actor().unit().map(|unit| (unit.organisation_id, unit.id))?;
    let others = queries::of_others(tx.conn, own)?;
    let untold = holdings::untold(tx, &others)?;
    let rows = queries::list(tx.conn, own, &untold, page)?;
    let ids: Vec<DataExtractId> = rows.items.iter().map(|row| row.id).collect();
    let (reviews, deliveries) = (queries::reviews(tx.conn, &ids)?, queries::deliveries(tx.conn, &ids)?);
    rows.try_map(|row| {
        if !keeps(tx, &row)? {
            return Err(Problem::unavailable(&"an extract of another organisation in the own list"));
        }
        of(tx, row, &reviews, &deliveries)
    })
}

/// How far an extract has come.
pub(super) fn state(id: DataExtractId, reviews: &[ReviewRow], deliveries: &[DeliveryRow]) -> ExtractState {
    let is_reviewed = reviews.iter().any(|review| review.extract_id == id);
    let is_delivered = deliveries.iter().any(|delivery| delivery.extract_id == id);
    match (is_reviewed, is_delivered) {
        (_, true) => ExtractState::Delivered,
        (true, false) => ExtractState::Reviewed,
        (false, false) => ExtractState::Registered,
    }
}

fn of(
    tx: &mut Tx<'_>,
    row: ExtractRow,
    reviews: &[ReviewRow],
    deliveries: &[DeliveryRow],
) -> Result<DataExtract, Problem> {
    let units = units::queries::refs(tx.conn, &[row.unit_id])?;
    let state = state(row.id, reviews, deliveries);
    let reviewed = reviews.iter().filter(|review| review.extract_id == row.id).map(|review| ExtractReview {
        id: review.id,
        reviewed_by: review.reviewed_by.clone(),
        reviewed_at: review.reviewed_at,
    });
    let delivered =
        deliveries.iter().filter(|delivery| delivery.extract_id == row.id).map(|delivery| ExtractDelivery {
            id: delivery.id,
            delivered_on: delivery.delivered_on,
            way: delivery.way,
            delivered_by: delivery.delivered_by.clone(),
            recorded_at: delivery.recorded_at,
        });
    Ok(DataExtract {
        id: row.id,
        child_id: row.child_id,
        recipient: ExtractRecipient { kind: row.recipient, guardian_id: row.guardian_id },
        state,
        requested_on: row.requested_on,
        due_on: row.due_on,
        identity_checked: None,
        maturity_considered: None,
        unit: units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
        links: links(tx, &row, state),
        registered_by: row.registered_by,
        registered_at: row.registered_at,
        entries: None,
        reviews: reviewed.collect(),
        deliveries: delivered.collect(),
        version: row.version,
    })
}

fn links(tx: &Tx<'_>, row: &ExtractRow, state: ExtractState) -> Vec<Link> {
    let path = format!("/data-extracts/{}", row.id);
    let mut links = vec![tx.link("self", "GET", &path)];
    if state != ExtractState::Delivered && row.registered_by != tx.actor().name() && tx.actor().staff_id.is_some() {
        links.push(tx.link("review", "POST", &format!("{path}/reviews")));
    }
    if state != ExtractState::Registered {
        links.push(tx.link("content", "GET", &format!("{path}/content")));
        links.push(tx.link("deliver", "POST", &format!("{path}/deliveries")));
    }
    links
}

/// What the recipient gets: what the latest review lets go, of what there is now and what the recipient may have now.
pub(super) fn content(tx: &mut Tx<'_>, id: DataExtractId) -> Result<ExtractContent, Problem> {
    let row = own(tx, id)?;
    let recipient = recipient_today(tx, &row)?;
    let entries = entries::released(tx, &row, recipient)?;
    let organisation = organisations::queries::find(tx.conn, row.organisation_id)?;
    Ok(ExtractContent {
        extract_id: id,
        controller: organisation.ok_or_else(|| Problem::unavailable(&"an organisation is missing"))?.name,
        read_at: tx.now(),
        information: INFORMATION
            .iter()
            .map(|(sv, en)| ExtractInformation { sv: (*sv).into(), en: (*en).into() })
            .collect(),
        entries,
        child_id: row.child_id,
    })
}

/// That a review is missing.
pub(super) fn not_reviewed(id: DataExtractId) -> Problem {
    let rule = &house::EXTRACT_NOT_REVIEWED;
    Problem::refused(rule, rule.then.into()).with_link("review", "POST", format!("/data-extracts/{id}/reviews"))
}

/// The units that tell where somebody is, by their names in entries.
pub(super) const PLACES: [&str; 14] = [
    "fromUnitId",
    "toUnitId",
    "schoolUnitId",
    "unitIds",
    "unitId",
    "byUnitId",
    "sentByUnitId",
    "responsibleUnitId",
    "coordinatorUnitId",
    "coordinatorStaffId",
    "staffId",
    "byStaffId",
    "attendingUnitIds",
    "placeText",
];

/// The unit names of entries.
pub(super) fn names(
    tx: &mut Tx<'_>,
    ids: &[UnitId],
) -> Result<std::collections::HashMap<UnitId, crate::parties::units::model::UnitRef>, Problem> {
    Ok(units::queries::refs(tx.conn, ids)?)
}

/// What art. 15.1 asks to be told besides, and how a decision is appealed.
const INFORMATION: [(&str, &str); 6] = [
    (
        "Ändamål: samordning av tidiga insatser för barnet, med stöd av rättslig förpliktelse och uppgift av allmänt intresse (artikel 6.1 c och e, 9.2 g och h).",
        "Purposes: coordination of early help for the child, on the ground of a legal obligation and a task in the public interest (art. 6.1 c and e, 9.2 g and h).",
    ),
    (
        "Mottagare: enheter som ett samtycke eller en lag ger rätt till uppgiften. Vilka som har läst framgår av loggutdraget, som du kan begära särskilt.",
        "Recipients: units that a consent or a statute entitles. Who has looked is told by the extract of the access log, which you may ask for.",
    ),
    (
        "Lagringstid: så länge som lagen kräver för den verksamhet som skrev uppgiften; sedan gallras den eller bevaras i arkiv.",
        "Storage: as long as the law asks of the service that wrote the entry; then it is destroyed or kept in an archive.",
    ),
    (
        "Uppgifter ur journaler och akter raderas inte. Anser du att något är fel kan det rättas genom en anteckning, och din avvikande mening antecknas.",
        "Entries of journals and files are not erased. What is wrong is corrected by a note, and your dissent is noted.",
    ),
    (
        "Uppgifter kan vara utelämnade på grund av sekretess, hänsyn till andra eller för att de är utkast (artikel 15.4; dataskyddslagen 2018:218, 5 kap. 1 och 2 §§). Det sägs inte om så är fallet.",
        "Something may be left out by secrecy, for the sake of others, or because it is a draft (art. 15.4; act 2018:218, 5:1 and 5:2). Whether that is so is not told.",
    ),
    (
        "Du kan klaga hos Integritetsskyddsmyndigheten (IMY). Är den ansvarige en myndighet kan dess beslut överklagas till allmän förvaltningsdomstol (dataskyddslagen 7 kap. 2 §).",
        "You may complain to the Swedish Authority for Privacy Protection (IMY). Where the controller is a public authority its decision may be appealed to a general administrative court (act 2018:218, 7:2).",
    ),
];
