//! Actualisations as this caller sees them.

use super::codes::{ActualisationState, Initiator, Urgency};
use super::model::{Actualisation, ActualisationRow, SealedActualisation};
use super::queries;
use crate::kernel::circle::{self, Giving, Item};
use crate::kernel::db::Tx;
use crate::kernel::decision::Thing;
use crate::kernel::external_ids;
use crate::kernel::http::{Link, Page, Warning};
use crate::kernel::ids::{ActualisationId, ChildId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::rules as house;
use crate::kernel::vault::Place;
use crate::parties::units;

/// An actualisation that this caller may see: the own unit's, or one that was shared with it.
///
/// # Errors
/// 404, the same as for one that does not exist.
pub(super) fn visible(tx: &mut Tx<'_>, id: ActualisationId) -> Result<ActualisationRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    circle::require(tx, Thing::Item, item(&row))?;
    Ok(row)
}

fn item(row: &ActualisationRow) -> Item {
    Item {
        resource: queries::KIND,
        id: row.id.0,
        case: row.case_id,
        child: row.child_id,
        unit: Some(row.unit_id),
        giving: Giving::Disclosed,
    }
}

/// One actualisation.
pub fn actualisation(tx: &mut Tx<'_>, id: ActualisationId) -> Result<Actualisation, Problem> {
    let row = visible(tx, id)?;
    all(tx, vec![row])?.into_iter().next().ok_or_else(Problem::not_found)
}

/// One actualisation, whoever asks: for rooms that have decided that the caller may have it.
///
/// # Errors
/// 404 when there is none.
pub fn as_it_is(tx: &mut Tx<'_>, id: ActualisationId) -> Result<Actualisation, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    all(tx, vec![row])?.into_iter().next().ok_or_else(Problem::not_found)
}

/// A page of actualisations.
pub(super) fn page(tx: &mut Tx<'_>, page: Page<ActualisationRow>) -> Result<Page<Actualisation>, Problem> {
    let items: Vec<Item> = page.items.iter().map(item).collect();
    let permitted = circle::permitted(tx, Thing::Item, &items)?;
    let page = page.filter_map(|row| permitted.contains(&row.id.0).then_some(row));
    let mut shown = all(tx, page.items.clone())?.into_iter();
    Ok(page.filter_map(|_| shown.next()))
}

fn all(tx: &mut Tx<'_>, rows: Vec<ActualisationRow>) -> Result<Vec<Actualisation>, Problem> {
    let children: Vec<ChildId> = rows.iter().map(|row| row.child_id).collect();
    tx.fetch_child_keys(&children)?;
    let unit_ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let ids: Vec<ActualisationId> = rows.iter().map(|row| row.id).collect();
    let mut external = external_ids::own(tx, queries::KIND, &ids)?;
    rows.into_iter()
        .map(|row| {
            let words = words(tx, &row)?;
            let unit = units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?;
            Ok(Actualisation {
                links: links(tx, &row),
                warnings: warnings(&words),
                external_ids: external.remove(&row.id.0).unwrap_or_default(),
                id: row.id,
                case_id: row.case_id,
                child_id: row.child_id,
                unit,
                area_id: row.area_id,
                initiator: row.initiator,
                urgency: row.urgency,
                need_known_on: row.need_known_on,
                collaboration_need_on: row.collaboration_need_on,
                difficulties: row.difficulties.read()?,
                age_at_actualisation: row.age_at_actualisation,
                description: words.description,
                own_measures: words.own_measures.into_iter().map(super::model::OwnMeasure).collect(),
                suspected_complexity: row.suspected_complexity,
                age_reason: words.age_reason,
                state: row.state,
                refused_as: row.refused_as,
                audience: row.audience,
                secrecy: row.secrecy,
                created_at: row.created_at,
                version: row.version,
            })
        })
        .collect()
}

/// What is said in words of an actualisation.
pub(super) fn words(tx: &mut Tx<'_>, row: &ActualisationRow) -> Result<SealedActualisation, Problem> {
    tx.open(row.child_id, Place::new(queries::KIND, row.id), &row.sealed)
}

/// A reason for the age is asked for only when the child is outside the target group.
fn warnings(words: &SealedActualisation) -> Vec<Warning> {
    let outside = words.age_reason.as_ref().map(|_| Warning {
        code: house::AGE_OUTSIDE_TARGET_GROUP.code,
        detail: "Barnet är utanför målgruppens åldrar; skälet är antecknat.".to_owned(),
    });
    outside.into_iter().collect()
}

fn links(tx: &Tx<'_>, row: &ActualisationRow) -> Vec<Link> {
    let path = format!("/actualisations/{}", row.id);
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("case", "GET", &format!("/cases/{}", row.case_id)),
        tx.link("lead-times", "GET", &format!("/cases/{}/lead-times", row.case_id)),
    ];
    if row.state == ActualisationState::Registered {
        links.push(tx.link("ask-consent", "POST", "/consents"));
        let rel = if row.urgency == Urgency::Acute { "lower-urgency" } else { "raise-urgency" };
        links.push(tx.link(rel, "POST", &format!("{path}/urgency-changes")));
        if tx.actor().acting_unit().is_some_and(|unit| unit.id == row.unit_id) {
            links.push(tx.link("withdraw", "POST", &format!("{path}/withdrawals")));
            if row.initiator != Initiator::Unit {
                links.push(tx.link("refuse", "POST", &format!("{path}/refusals")));
            }
        }
    }
    links
}
