//! Children as shown.

use serde::Serialize;
use utoipa::ToSchema;

use super::identity::Identity;
use super::model::{Address, BirthDateStatus, ProtectionLevel};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::external_ids::ExternalId;
use crate::kernel::http::Link;
use crate::kernel::ids::{ChildId, UnitId};
use crate::kernel::time::{Day, Instant};

/// Ett barn, som en myndighet har registrerat det. A child as one authority has registered it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Child {
    /// Id.
    pub id: ChildId,
    /// Enheten som registrerade; visas inte för andra enheter vid skydd. The unit that registered; hidden from other units
    /// when the child is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Identitet. Identity.
    pub identity: Identity,
    /// Förnamn; saknas i listor vid skydd. Given name; absent from lists when the child is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "Alva")]
    pub given_name: Option<String>,
    /// Efternamn; saknas i listor vid skydd. Family name; absent from lists when the child is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "Lindgren")]
    pub family_name: Option<String>,
    /// Födelsedatum. Birth date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Day>,
    /// Vad datumet säger. What the date tells.
    pub birth_date_status: BirthDateStatus,
    /// Adress; lämnas inte ut vid skydd. Address; not given out when the child is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Telefon; lämnas inte ut vid skydd. Phone; not given out when the child is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 30, example = "070-174 06 05")]
    pub phone: Option<String>,
    /// Skolan; lämnas inte ut vid skydd. The school; not given out when the child is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_unit_id: Option<UnitId>,
    /// Skydd av personuppgifter. The level of protection.
    pub protection_level: ProtectionLevel,
    /// Tolkspråk. Language of an interpreter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 3, example = "ar")]
    pub interpreter_language: Option<String>,
    /// Externa id:n i egna system. What own systems call the child.
    #[schema(max_items = 20)]
    pub external_ids: Vec<ExternalId>,
    /// När barnet registrerades. When the child was registered.
    pub created_at: Instant,
    /// När registreringen senast ändrades. When the record was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

/// Nothing personal, because debug output ends up in logs.
impl std::fmt::Debug for Child {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Child({})", self.id)
    }
}

impl Resource for Child {
    fn path(&self) -> String {
        format!("/children/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Child {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("children", self.id, self.id)]
    }
}

crate::list_of! {
    /// En sida av barn. A page of children.
    ChildList {
        /// Barnen. The children.
        children: Child
    }
}

/// Vad en sökning fann: inget eller ett barn. What a search found: none or one.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChildMatches {
    /// Barnet, om den egna myndigheten har registrerat det. The child, when the own authority has registered it.
    #[schema(max_items = 1)]
    pub children: Vec<Child>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 5)]
    pub links: Vec<Link>,
}

impl Audited for ChildMatches {
    fn looks(&self) -> Vec<Look> {
        self.children.looks()
    }
}

/// Vem något gäller. Whom something is about, in short: for cases, meetings and plans. With protected personal data the
/// name is masked, and other authorities see neither birth date nor number.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChildRef {
    /// Id.
    pub id: ChildId,
    /// Namn, eller ”Skyddade personuppgifter”. The name, or that it is protected.
    #[schema(max_length = 201, example = "Alva Lindgren")]
    pub name: String,
    /// Födelsedatum. Birth date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Day>,
    /// Maskerat nummer. The masked number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20, example = "20130805-****")]
    pub masked_number: Option<String>,
    /// Om personuppgifterna är skyddade. Whether the personal data is protected.
    #[schema(example = false)]
    pub is_protected: bool,
    /// Om uppgifterna är gallrade; då är namnet ”Gallrade uppgifter”. Whether the data has been destroyed; the name then
    /// says so.
    #[schema(example = false)]
    pub is_shredded: bool,
}

impl ChildRef {
    /// A child whose record was destroyed.
    pub(super) fn shredded(id: ChildId) -> Self {
        let name = super::show::SHREDDED_NAME.to_owned();
        Self { id, name, birth_date: None, masked_number: None, is_protected: false, is_shredded: true }
    }
}

/// Nothing personal, because debug output ends up in logs.
impl std::fmt::Debug for ChildRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ChildRef({})", self.id)
    }
}
