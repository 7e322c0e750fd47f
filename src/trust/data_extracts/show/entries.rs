//! The entries of an extract: what there is now, what is proposed for its recipient, and what the latest review decided.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{PLACES, names, not_reviewed};
use crate::casework::hidings;
use crate::kernel::db::Tx;
use crate::kernel::ids::{ExtractReviewId, GuardianId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::trust::data_extracts::codes::EntryOutcome;
use crate::trust::data_extracts::model::{EntryVerdict, ExtractEntry, ReleasedEntry};
use crate::trust::data_extracts::queries;
use crate::trust::data_extracts::rows::{ExtractRow, SealedReview, Verdict};
use crate::trust::data_extracts::rules::{self, About, Proposal, Recipient};
use crate::trust::holdings::{self, Holding};

/// Where what is sealed of a review stands.
pub(in crate::trust::data_extracts) fn review_place(id: ExtractReviewId) -> Place {
    Place::new("data_extract_reviews", id)
}

/// An entry with what is proposed for a recipient.
pub(in crate::trust::data_extracts) struct Judged {
    pub entry: Holding,
    pub about: About,
    pub proposal: Proposal,
}

/// Every entry that the authority holds now, judged for a recipient.
pub(in crate::trust::data_extracts) fn judged(
    tx: &mut Tx<'_>,
    row: &ExtractRow,
    recipient: Recipient,
) -> Result<Vec<Judged>, Problem> {
    let entries = holdings::about(tx, row.child_id)?;
    let known = Known::of(tx, row, recipient, &entries)?;
    let judge = |entry: Holding| {
        let about = known.about(row, recipient, &entry);
        Judged { proposal: rules::propose(recipient, about), about, entry }
    };
    Ok(entries.into_iter().map(judge).collect())
}

/// What matters of the entries for whom they may be told to, fetched once.
struct Known {
    hidden: HashSet<ResourceId>,
    joint: HashSet<ResourceId>,
    guardians: HashMap<ResourceId, GuardianId>,
    drafts: HashSet<ResourceId>,
}

/// An id that an entry names.
fn named(entry: &Holding, member: &str) -> Option<ResourceId> {
    entry.content.get(member).and_then(Value::as_str).and_then(|id| id.parse().ok())
}

/// The contact that an entry is about: one that it names, or one of which it is a copy that was handed over.
fn contact(entry: &Holding) -> Option<ResourceId> {
    let copied = || {
        let is_copy = entry.content.get("itemKind").and_then(Value::as_str) == Some("contacts");
        let id = entry.content.pointer("/content/id").filter(|_| is_copy)?;
        id.as_str()?.parse().ok()
    };
    named(entry, "contactId").or_else(copied)
}

/// The items that an entry belongs to, by the names under which entries of the different kinds tell them.
const BELONGS_TO: [&str; 7] = ["contactId", "agendaItemId", "planId", "consentId", "itemId", "subjectId", "summonsId"];

/// The authority's own handling of the family's rights and of shields.
const INNER: [&str; 8] = [
    "hidings",
    "blocks",
    "emergency-accesses",
    "data-extracts",
    "data-extract-reviews",
    "data-extract-deliveries",
    "release-requests",
    "release-decisions",
];

impl Known {
    fn of(tx: &mut Tx<'_>, row: &ExtractRow, recipient: Recipient, entries: &[Holding]) -> Result<Self, Problem> {
        let all = |member: &str| entries.iter().filter_map(|entry| named(entry, member)).collect::<Vec<_>>();
        let own = |kind: &str| {
            let of_kind = entries.iter().filter(|entry| entry.kind == kind);
            of_kind.map(|entry| ResourceId(entry.id)).collect::<Vec<_>>()
        };
        let hidden = match recipient {
            Recipient::Child => HashSet::new(),
            Recipient::Guardian { id, .. } => hidings::recipients::hidden_from(tx, row.child_id, id)?,
        };
        let plans: Vec<ResourceId> = own("plans").into_iter().chain(all("planId")).collect();
        let named = all("partyId").into_iter().chain(all("summonsId"));
        let parties: Vec<ResourceId> = own("summonses").into_iter().chain(named).collect();
        Ok(Self {
            hidden,
            joint: queries::joint(tx.conn, &entries.iter().filter_map(contact).collect::<Vec<_>>(), row.child_id)?,
            guardians: queries::guardians_of(tx.conn, &parties)?,
            drafts: queries::drafts(tx.conn, &plans)?,
        })
    }

    fn about(&self, row: &ExtractRow, recipient: Recipient, entry: &Holding) -> About {
        let id = ResourceId(entry.id);
        let belongs_to = |of: &HashSet<ResourceId>| {
            of.contains(&id) || BELONGS_TO.iter().filter_map(|name| named(entry, name)).any(|item| of.contains(&item))
        };
        let is_guardian_record = entry.kind == "guardians";
        let noted = named(entry, "guardianId").map(|id| GuardianId(id.0));
        let guardian = match is_guardian_record {
            true => Some(GuardianId(entry.id)),
            false => {
                let of = |member| named(entry, member).and_then(|party| self.guardians.get(&party));
                let party = of("partyId").or_else(|| of("summonsId"));
                party.or_else(|| self.guardians.get(&id)).copied().or(noted)
            }
        };
        let is_recipients = matches!(recipient, Recipient::Guardian { id, .. } if guardian == Some(id));
        About {
            in_this_record: entry.child_id == row.child_id,
            // Where anything is hidden, the course of events would tell of it: that a goal was reached, that somebody was told.
            is_hidden: belongs_to(&self.hidden) || entry.kind == "timeline" && !self.hidden.is_empty(),
            is_report: entry.is_report(),
            is_inner: INNER.contains(&entry.kind),
            // Copies have the names of units in them, wherever somebody takes part.
            tells_place: matches!(entry.kind, "children" | "plan-versions" | "disclosures")
                || is_guardian_record && !is_recipients,
            is_draft: belongs_to(&self.drafts),
            is_joint: contact(entry).is_some_and(|contact| self.joint.contains(&contact)),
            is_guardian_record,
            guardian,
        }
    }
}

/// What the latest review says of each entry; none before there is one.
pub(in crate::trust::data_extracts) fn latest(
    tx: &mut Tx<'_>,
    row: &ExtractRow,
) -> Result<Option<HashMap<ResourceId, Verdict>>, Problem> {
    let Some(review) = queries::reviews(tx.conn, &[row.id])?.pop() else { return Ok(None) };
    let words: SealedReview = tx.open(row.child_id, review_place(review.id), &review.sealed)?;
    Ok(Some(words.verdicts.into_iter().map(|verdict| (verdict.entry, verdict)).collect()))
}

/// The entries as officers see them.
pub(super) fn shown(tx: &mut Tx<'_>, row: &ExtractRow, recipient: Recipient) -> Result<Vec<ExtractEntry>, Problem> {
    let judged = judged(tx, row, recipient)?;
    let decided = latest(tx, row)?.unwrap_or_default();
    let unit_ids: Vec<UnitId> = judged.iter().filter_map(|one| one.entry.unit_id).collect();
    let units = names(tx, &unit_ids)?;
    let show = |one: Judged| ExtractEntry {
        entry_id: ResourceId(one.entry.id),
        kind: one.entry.kind.to_owned(),
        case_id: one.entry.case_id,
        unit: one.entry.unit_id.and_then(|id| units.get(&id).cloned()),
        written_on: one.entry.day,
        is_received: one.entry.is_received,
        is_binding: one.proposal.is_binding,
        proposed: EntryVerdict {
            outcome: one.proposal.outcome,
            ground: one.proposal.ground,
            withheld: one.proposal.withheld,
            reason: None,
        },
        decided: decided
            .get(&ResourceId(one.entry.id))
            .filter(|verdict| verdict.is_of(&one.entry.content))
            .cloned()
            .map(|verdict| EntryVerdict {
                outcome: verdict.outcome,
                ground: verdict.ground,
                withheld: verdict.withheld,
                reason: verdict.reason,
            }),
        content: rules::without(one.entry.content, &[]),
    };
    Ok(judged.into_iter().map(show).collect())
}

/// The entries that the recipient gets.
pub(super) fn released(tx: &mut Tx<'_>, row: &ExtractRow, recipient: Recipient) -> Result<Vec<ReleasedEntry>, Problem> {
    let decided = latest(tx, row)?.ok_or_else(|| not_reviewed(row.id))?;
    let judged = judged(tx, row, recipient)?;
    let unit_ids: Vec<UnitId> = judged.iter().filter_map(|one| one.entry.unit_id).collect();
    let units = names(tx, &unit_ids)?;
    let withholds_places = matches!(recipient, Recipient::Guardian { withholds_places: true, .. });
    let release = |one: Judged| {
        // What was written since nobody has looked through.
        let verdict = decided.get(&ResourceId(one.entry.id)).filter(|verdict| verdict.is_of(&one.entry.content))?;
        // What was reviewed once is decided anew: what was hidden since is not given.
        let may_have = !one.proposal.is_binding && rules::may_have(recipient, one.about).is_ok();
        if verdict.outcome == EntryOutcome::LeftOut || !may_have {
            return None;
        }
        let places = PLACES.iter().filter(|_| withholds_places).map(|name| (*name).to_owned());
        let withheld: Vec<String> = verdict.withheld.iter().cloned().chain(places).collect();
        let unit = one.entry.unit_id.filter(|_| !withholds_places).and_then(|id| units.get(&id));
        Some(ReleasedEntry {
            entry_id: ResourceId(one.entry.id),
            kind: one.entry.kind.to_owned(),
            unit_name: unit.map(|unit| unit.name.clone()),
            written_on: one.entry.day,
            is_received: one.entry.is_received,
            content: rules::without(one.entry.content, &withheld),
        })
    };
    Ok(judged.into_iter().filter_map(release).collect())
}
