//! Exports as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::archive_exports;
use crate::kernel::http::Link;
use crate::kernel::ids::{ArchiveExportId, CaseId, ChildId, OrganisationId, ResourceId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::trust::retention::codes::{RetentionClass, RetentionKind};

/// The layout of an export; another layout gets another name.
pub const FORMAT: &str = "samsyn-archive-1";

/// An export as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = archive_exports, treat_none_as_default_value = false)]
pub struct ExportRow {
    /// The export.
    pub id: ArchiveExportId,
    /// The child record.
    pub child_id: ChildId,
    /// Whose words are exported.
    pub custodian_id: OrganisationId,
    /// The unit that made it.
    pub unit_id: UnitId,
    /// When.
    pub made_at: Instant,
    /// By whom, by the issuer's name.
    pub made_by: String,
}

/// En arkivexport. An export to be made.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "childId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1" }))]
pub struct NewArchiveExport {
    /// Barnet, vars akt eller ärenden det gäller. The child record that it is about.
    pub child_id: ChildId,
}

/// En arkivexport: allt som myndigheten har om ett barn. An export: everything that the organisation holds about a child, as it is today.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveExport {
    /// Id.
    pub id: ArchiveExportId,
    /// Formatets namn. The name of the layout.
    #[schema(max_length = 60, example = "samsyn-archive-1")]
    pub format: String,
    /// Barnet. The child record.
    pub child_id: ChildId,
    /// Egen akt eller uppgifter i en annan myndighets ärenden. An own record, or what was written in another's cases.
    pub kind: RetentionKind,
    /// Gallringsklass. The class.
    pub retention_class: RetentionClass,
    /// Dagen för senaste uppgift, andra enheters orosanmälningar oräknade. The day of the last entry, not counting other units' reports of
    /// concern.
    pub last_entry_on: Day,
    /// Arkivbildaren. The organisation whose records they are.
    pub organisation_id: OrganisationId,
    /// Arkivbildarens namn. Its name.
    #[schema(max_length = 200, example = "Umeå kommun, individ- och familjenämnden")]
    pub organisation_name: String,
    /// Vem som gjorde exporten, med utfärdarens namn. Who made the export, by the issuer's name.
    #[schema(max_length = 500, example = "SE2120002627-ANNLIN")]
    pub made_by: String,
    /// När den gjordes. When it was made.
    pub made_at: Instant,
    /// Uppgifterna, äldst först. The entries, oldest first.
    #[schema(max_items = 100_000)]
    pub entries: Vec<ArchiveEntry>,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
}

/// En uppgift i en arkivexport. An entry.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveEntry {
    /// Slag, som i adresserna. Its kind, as in the addresses.
    #[schema(max_length = 60, example = "contacts")]
    pub kind: String,
    /// Vilken. Which one.
    pub id: ResourceId,
    /// Barnet, i vars ärenden den står. The child record in whose cases it stands.
    pub child_id: ChildId,
    /// Ärendet. The case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<CaseId>,
    /// Enheten som skrev eller tog emot den. The unit that wrote or received it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Dagen då den senast skrevs. The day on which it was last written.
    pub day: Day,
    /// Om den är en mottagen kopia. Whether it is a copy of what another authority wrote.
    #[schema(example = false)]
    pub is_received: bool,
    /// Vad den säger: koder, dagar och ord. What it says: codes, days and words.
    #[schema(value_type = Object, example = json!({ "note": "Mamma är orolig för frånvaron." }))]
    pub content: serde_json::Value,
}

/// Nothing of what is exported, because debug output ends up in logs.
impl std::fmt::Debug for ArchiveExport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ArchiveExport({})", self.id)
    }
}

impl Resource for ArchiveExport {
    fn path(&self) -> String {
        format!("/archive-exports/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for ArchiveExport {
    fn looks(&self) -> Vec<Look> {
        let mut children: Vec<ChildId> = self.entries.iter().map(|entry| entry.child_id).collect();
        children.push(self.child_id);
        children.sort_by_key(|child| Uuid::from(*child));
        children.dedup();
        children.into_iter().map(|child| Look::about("archive-exports", self.id, child)).collect()
    }
}
