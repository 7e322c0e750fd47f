//! Notes beside items, as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::item_notes;
use crate::kernel::http::fault;
use crate::kernel::ids::{CaseId, ChildId, GuardianId, ItemNoteId, ResourceId, UnitId};
use crate::kernel::text::Label;
use crate::kernel::time::{Day, Instant};
use crate::parties::guardians::answers::GuardianRef;
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Vem som är av annan mening. Who dissents.
    pub enum DissentBy {
        Child = "child" ("barnet", "the child"),
        Guardian = "guardian" ("en vårdnadshavare", "a guardian"),
    }
}

crate::codes! {
    /// Vad som antecknats. What was noted.
    pub enum NoteKind {
        Dissent = "dissent" ("avvikande mening", "a dissent"),
        Correction = "correction" ("rättelse", "a correction"),
    }
}

/// A note as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = item_notes, treat_none_as_default_value = false)]
pub(super) struct NoteRow {
    pub id: ItemNoteId,
    pub case_id: CaseId,
    pub child_id: ChildId,
    pub item_kind: String,
    pub item_id: ResourceId,
    pub shared_as: ResourceId,
    pub note: NoteKind,
    pub said_by: Option<DissentBy>,
    pub guardian_id: Option<GuardianId>,
    pub said_on: Option<Day>,
    pub unit_id: UnitId,
    pub noted_by: String,
    pub noted_at: Instant,
    pub sealed: Vec<u8>,
}

/// What is sealed of a note. No `Debug`: debug output ends up in logs.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct SealedNote {
    /// The dissent in its own words; of a correction what is right.
    pub text: String,
    /// Of a correction: what was wrong.
    pub wrong: Option<String>,
}

crate::shreddable!(SealedNote { text });

/// En avvikande mening om en uppgift. A dissent about an item, in the words of who dissents.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "a_guardian_is_named"))]
#[schema(example = json!({
    "itemId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee2", "by": "child", "text": "Jag har inte sagt att jag vill byta skola.",
}))]
pub struct NewDissent {
    /// Uppgiften. The item.
    pub item_id: ResourceId,
    /// Vem. Who.
    pub by: DissentBy,
    /// Vårdnadshavaren. The guardian.
    #[schema(nullable = false)]
    pub guardian_id: Option<GuardianId>,
    /// Dagen då det sades, inte i framtiden; i dag om den utelämnas. The day on which it was said, not in the future; today
    /// when left out.
    #[schema(nullable = false)]
    pub said_on: Option<Day>,
    /// Med egna ord. In own words.
    #[schema(
        min_length = 1,
        max_length = 4000,
        pattern = "\\S",
        example = "Jag har inte sagt att jag vill byta skola."
    )]
    pub text: String,
}

fn a_guardian_is_named(new: &NewDissent) -> Result<(), ValidationError> {
    match (new.by, new.guardian_id) {
        (DissentBy::Guardian, None) => {
            Err(fault("/guardianId", "required", "Ange vårdnadshavaren.", "Name the guardian."))
        }
        (DissentBy::Child, Some(_)) => {
            Err(fault("/guardianId", "unexpected", "Ingen vårdnadshavare anges här.", "No guardian is named here."))
        }
        _ => Ok(()),
    }
}

/// En rättelse av en uppgift. A correction of an item by the unit that wrote it. The item stays as it was.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "itemId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee2", "wrong": "Borta tre veckor.", "right": "Borta tre dagar.",
}))]
pub struct NewItemCorrection {
    /// Uppgiften, som den egna enheten skrivit. The item, which the own unit wrote.
    pub item_id: ResourceId,
    /// Vad som är fel. What is wrong.
    #[schema(min_length = 1, max_length = 4000, pattern = "\\S", example = "Borta tre veckor.")]
    pub wrong: String,
    /// Vad som är rätt. What is right.
    #[schema(min_length = 1, max_length = 4000, pattern = "\\S", example = "Borta tre dagar.")]
    pub right: String,
}

/// En anteckning om en uppgift. A note beside an item: a dissent or a correction.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemNote {
    /// Id.
    pub id: ItemNoteId,
    /// Avvikande mening eller rättelse. A dissent or a correction.
    pub note: NoteKind,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Uppgiftens slag. The kind of the item.
    #[schema(max_length = 60, example = "contacts")]
    pub item_kind: String,
    /// Uppgiften. The item.
    pub item_id: ResourceId,
    /// Vem som är av annan mening. Who dissents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<DissentBy>,
    /// Vårdnadshavaren. The guardian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardian: Option<GuardianRef>,
    /// Dagen då det sades. The day on which it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_on: Option<Day>,
    /// Den avvikande meningen. The dissent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Jag har inte sagt att jag vill byta skola.")]
    pub text: Option<String>,
    /// Vad som är fel. What is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Borta tre veckor.")]
    pub wrong: Option<String>,
    /// Vad som är rätt. What is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Borta tre dagar.")]
    pub right: Option<String>,
    /// Enheten som antecknade. The unit that noted it.
    pub unit: UnitRef,
    /// Av vem. By whom.
    #[schema(max_length = 300, example = "person-4711")]
    pub noted_by: String,
    /// När. When.
    pub noted_at: Instant,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

/// Nothing of what was said, because debug output ends up in logs.
impl std::fmt::Debug for ItemNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ItemNote({})", self.id)
    }
}

impl Resource for ItemNote {
    fn path(&self) -> String {
        let room = match self.note {
            NoteKind::Dissent => "dissents",
            NoteKind::Correction => "corrections",
        };
        format!("/cases/{}/{room}", self.case_id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

/// Logged as a look at the item, so that what is hidden of the item is hidden of its notes too.
impl Audited for ItemNote {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("dissents", self.item_id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av anteckningar om uppgifter. A page of notes beside items.
    ItemNoteList {
        /// Anteckningarna. The notes.
        notes: ItemNote
    }
}

/// The code lists of the room.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![("dissent-by", DissentBy::list()), ("item-note-kinds", NoteKind::list())]
}
