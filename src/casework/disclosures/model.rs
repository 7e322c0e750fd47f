//! Disclosures as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::casework::consents::legal_basis::LegalBasis;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::circle::Basis;
use crate::kernel::db::Resource;
use crate::kernel::db::schema::disclosures;
use crate::kernel::http::Link;
use crate::kernel::ids::{CaseId, ChildId, DisclosureId, FactId, ResourceId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// Delning av tidigare uppgifter med dem som nu är i kretsen. Sharing of what the own organisation wrote earlier with those
/// who are in the circle now.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSharing {
    /// Uppgifterna; alla egna i ärendet om de utelämnas. The items; all of the own organisation's in the case when left out.
    #[schema(min_items = 1, max_items = 100, nullable = false)]
    pub item_ids: Option<Vec<ResourceId>>,
}

/// En delning. An act of sharing; its rows are listed at `/cases/{id}/disclosures`.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sharing {
    /// Id, samma som händelsens. Its id, the same as the fact's in the timeline.
    pub id: FactId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Dagen. The day.
    pub shared_on: Day,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

impl Resource for Sharing {
    fn path(&self) -> String {
        format!("/cases/{}/disclosures", self.case_id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for Sharing {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("disclosures", self.case_id, self.child_id)]
    }
}

/// A disclosure as stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = disclosures)]
pub(super) struct DisclosureRow {
    pub id: DisclosureId,
    pub item_kind: String,
    pub item_id: ResourceId,
    pub unit_id: UnitId,
    pub basis: Basis,
    pub legal_basis: Option<LegalBasis>,
    pub disclosed_at: Instant,
    pub disclosed_by: String,
}

/// Ett utlämnande. A disclosure: one item to one unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Disclosure {
    /// Id.
    pub id: DisclosureId,
    /// Uppgiftens slag. The kind of the item.
    #[schema(max_length = 60, example = "plans")]
    pub item_kind: String,
    /// Uppgiften. The item.
    pub item_id: ResourceId,
    /// Enheten som fick den. The unit that got it.
    pub unit: UnitRef,
    /// Med vilken rätt. By what right.
    pub basis: Basis,
    /// Den lagliga grunden, utan samtycke. The legal basis, without consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<LegalBasis>,
    /// När. When.
    pub disclosed_at: Instant,
    /// Av vem, med utfärdarens namn. By whom, by the issuer's name for them.
    #[schema(max_length = 300, example = "person-4711")]
    pub disclosed_by: String,
    #[serde(skip)]
    pub(super) case: (CaseId, ChildId),
}

impl Audited for Disclosure {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("disclosures", self.case.0, self.case.1)]
    }
}

crate::list_of! {
    /// En sida av utlämnanden. A page of disclosures.
    DisclosureList {
        /// Utlämnandena. The disclosures.
        disclosures: Disclosure
    }
}
