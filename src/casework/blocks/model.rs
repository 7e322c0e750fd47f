//! Blocks as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::blocks;
use crate::kernel::http::{Link, fault};
use crate::kernel::ids::{BlockId, CaseId, ChildId, GuardianId, UnitId};
use crate::kernel::text::Label;
use crate::kernel::time::{Day, Instant};
use crate::parties::guardians::answers::GuardianRef;
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Vem som begärt spärren. By whose wish entries are blocked.
    pub enum BlockAsker {
        Child = "child" ("barnet", "the child"),
        Guardian = "guardian" ("en vårdnadshavare", "a guardian"),
        Unit = "unit" ("enheten själv, efter egen prövning", "the unit itself, by its own judgement"),
    }
}

/// The room's code lists.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![("block-askers", BlockAsker::list())]
}

/// A block as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = blocks, treat_none_as_default_value = false)]
pub struct BlockRow {
    /// The block.
    pub id: BlockId,
    /// The case.
    pub case_id: CaseId,
    /// The child record that the case is about.
    pub child_id: ChildId,
    /// The unit whose entries it keeps.
    pub unit_id: UnitId,
    /// By whose wish.
    pub asked_by: BlockAsker,
    /// The guardian, when one asked.
    pub guardian_id: Option<GuardianId>,
    /// The day on which it was asked for.
    pub occurred_on: Day,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Instant,
    /// Why: [`SealedBlock`].
    pub sealed: Vec<u8>,
    /// The day on which its lifting was asked for.
    pub lifted_on: Option<Day>,
    /// Who recorded that.
    pub lifted_by: Option<String>,
    /// When.
    pub lifted_at: Option<Instant>,
}

/// What is sealed of a block. No `Debug`: debug output ends up in logs.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SealedBlock {
    /// Why.
    pub reason: String,
}

crate::shreddable!(SealedBlock { reason });

/// En ny spärr. A block of what the own unit has written in a case, and writes in it later.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "a_guardian_is_named"))]
#[schema(example = json!({ "askedBy": "child", "reason": "Alva vill inte att skolan ser samtalen.", "occurredOn": "2026-03-02" }))]
pub struct NewBlock {
    /// Vem som begärt den. Who asked for it.
    pub asked_by: BlockAsker,
    /// Vårdnadshavaren, när en sådan begärt den. The guardian, when one asked.
    #[schema(nullable = false)]
    pub guardian_id: Option<GuardianId>,
    /// Varför; bara enheten ser det. Why; only the unit sees it.
    #[schema(min_length = 1, max_length = 2000, pattern = "\\S", example = "Alva vill inte att skolan ser samtalen.")]
    pub reason: String,
    /// Dagen då den begärdes, inte i framtiden; i dag om den utelämnas. The day on which it was asked for, not in the future; today
    /// when left out.
    #[schema(nullable = false)]
    pub occurred_on: Option<Day>,
}

fn a_guardian_is_named(new: &NewBlock) -> Result<(), ValidationError> {
    match (new.asked_by == BlockAsker::Guardian, new.guardian_id.is_some()) {
        (true, false) => Err(fault(
            "/guardianId",
            "required",
            "Ange vårdnadshavaren som begärt spärren.",
            "Name the guardian who asked.",
        )),
        (false, true) => Err(fault(
            "/guardianId",
            "unexpected",
            "Vårdnadshavaren hör till en spärr som en vårdnadshavare begärt.",
            "The guardian belongs to a block that a guardian asked for.",
        )),
        _ => Ok(()),
    }
}

/// En hävning av en spärr. The lifting of a block.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "askedBy": "child", "occurredOn": "2026-03-02" }))]
pub struct NewLifting {
    /// Vem som begärt den: den som begärde spärren. Who asked for it: the one who asked for the block.
    pub asked_by: BlockAsker,
    /// Dagen då den begärdes, inte i framtiden; i dag om den utelämnas. The day on which it was asked for, not in the future; today
    /// when left out.
    #[schema(nullable = false)]
    pub occurred_on: Option<Day>,
}

/// En spärr, som enheten vars uppgifter den gäller ser den. A block, as the unit whose entries it keeps sees it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Block {
    /// Id.
    pub id: BlockId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Enheten vars uppgifter den gäller. The unit whose entries it keeps.
    pub unit: UnitRef,
    /// Vem som begärt den. Who asked for it.
    pub asked_by: BlockAsker,
    /// Vårdnadshavaren som begärt den. The guardian who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardian: Option<GuardianRef>,
    /// Varför. Why.
    #[schema(max_length = 2000, example = "Alva vill inte att skolan ser samtalen.")]
    pub reason: String,
    /// Dagen då den begärdes. The day on which it was asked for.
    pub occurred_on: Day,
    /// Vem som antecknade den, med utfärdarens namn. Who recorded it, by the issuer's name for them.
    #[schema(max_length = 500, example = "person-4711")]
    pub recorded_by: String,
    /// När. When.
    pub recorded_at: Instant,
    /// Hävningen; saknas medan spärren gäller. Its lifting; absent while the block is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifting: Option<Lifting>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

/// En hävning. The lifting of a block.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Lifting {
    /// Dagen då den begärdes. The day on which it was asked for.
    pub occurred_on: Day,
    /// Vem som antecknade den. Who recorded it.
    #[schema(max_length = 500, example = "person-4711")]
    pub recorded_by: String,
    /// När. When.
    pub recorded_at: Instant,
}

/// Nothing of why, because debug output ends up in logs.
impl std::fmt::Debug for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Block({})", self.id)
    }
}

impl Resource for Block {
    fn path(&self) -> String {
        format!("/cases/{}/blocks", self.case_id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for Block {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("blocks", self.id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av spärrar. A page of blocks.
    BlockList {
        /// Spärrarna. The blocks.
        blocks: Block
    }
}
