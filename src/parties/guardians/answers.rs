//! Guardians as shown.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::GuardianRelation;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::http::{Link, Page};
use crate::kernel::ids::{ChildId, GuardianId};
use crate::kernel::time::{Day, Instant};
use crate::parties::children::identity::Identity;
use crate::parties::children::model::{Address, ProtectionLevel};

/// En vårdnadshavare eller annan som beslutar för barnet. A guardian, or another who decides for the child.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Guardian {
    /// Id.
    pub id: GuardianId,
    /// Barnet. The child.
    pub child_id: ChildId,
    /// I vilken egenskap. In which capacity.
    pub relation: GuardianRelation,
    /// Förnamn; saknas i listor vid skydd. Given name; absent from lists when protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "Karin")]
    pub given_name: Option<String>,
    /// Efternamn; saknas i listor vid skydd. Family name; absent from lists when protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "Lindgren")]
    pub family_name: Option<String>,
    /// Nämndens namn. The board's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Individ- och familjenämnden i Umeå kommun")]
    pub board_name: Option<String>,
    /// Identitet. Identity.
    pub identity: Identity,
    /// Adress; lämnas inte ut vid skydd. Address; not given out when protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Telefon; lämnas inte ut vid skydd. Phone; not given out when protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 30, example = "070-174 06 05")]
    pub phone: Option<String>,
    /// E-post; lämnas inte ut vid skydd. E-mail; not given out when protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254, example = "karin.lindgren@example.se")]
    pub email: Option<String>,
    /// Skydd av egna personuppgifter. How the guardian's own personal data is protected.
    pub protection_level: ProtectionLevel,
    /// Om vårdnadshavaren får veta var barnet finns. Whether the guardian may know where the child is.
    #[schema(example = true)]
    pub may_know_whereabouts: bool,
    /// Första dag; saknas när det gäller sedan födelsen. First day; absent when it is since birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Sista dag. Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// När uppgiften registrerades. When it was noted.
    pub created_at: Instant,
    /// När uppgiften senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

/// Nothing personal, because debug output ends up in logs.
impl std::fmt::Debug for Guardian {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Guardian({})", self.id)
    }
}

impl Resource for Guardian {
    fn path(&self) -> String {
        format!("/children/{}/guardians/{}", self.child_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Guardian {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("guardians", self.id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av vårdnadshavare. A page of guardians.
    GuardianList {
        /// Vårdnadshavarna. The guardians.
        guardians: Guardian
    }
}

/// A page of one child's guardians. That there are none tells of the child too, so the look is at the child.
pub(super) struct OfChild(pub ChildId, pub Page<Guardian>);

impl Audited for OfChild {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("children", self.0, self.0)]
    }
}

/// Vem som beslutar, i korthet. Who decides, in short: for consents, contacts and plans.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuardianRef {
    /// Id.
    pub id: GuardianId,
    /// I vilken egenskap. In which capacity.
    pub relation: GuardianRelation,
    /// Namn, eller ”Skyddade personuppgifter”. The name, or that it is protected.
    #[schema(max_length = 201, example = "Karin Lindgren")]
    pub name: String,
}

/// Nothing personal, because debug output ends up in logs.
impl std::fmt::Debug for GuardianRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GuardianRef({})", self.id)
    }
}
