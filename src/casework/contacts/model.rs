//! Contacts as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::circle::Audience;
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{contact_cases, contacts};
use crate::kernel::http::{Link, fault};
use crate::kernel::ids::{
    AgendaItemId, CaseId, ChildId, ContactCaseId, ContactId, FactId, OrganisationId, StaffId, UnitId,
};
use crate::kernel::text::Label;
use crate::kernel::time::{Day, Instant};
use crate::parties::staff::model::StaffRef;
use crate::parties::units::codes::SecrecyRegime;
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Med vem. With whom of the family.
    pub enum ContactWith {
        Child = "child" ("barnet", "the child"),
        Guardian = "guardian" ("vårdnadshavare", "a guardian"),
        Both = "both" ("barnet och vårdnadshavare", "the child and a guardian"),
        Relative = "relative" ("närstående", "a relative"),
    }
}

crate::codes! {
    /// Kontaktens syfte. Why the family was contacted.
    pub enum ContactPurpose {
        ConsentTalk = "consent_talk" ("samtal om samtycke", "talk about consent"),
        Information = "information" ("information", "information"),
        Support = "support" ("stöd", "support"),
    }
}

crate::codes! {
    /// Kontaktens form. How the contact took place.
    pub enum ContactMode {
        Visit = "visit" ("besök", "visit"),
        Telephone = "telephone" ("telefon", "telephone"),
        Video = "video" ("videosamtal", "video"),
        Letter = "letter" ("brev", "letter"),
        Digital = "digital" ("digitalt meddelande", "digital message"),
    }
}

crate::codes! {
    /// Kontaktens utfall. What came of the contact.
    pub enum ContactOutcome {
        Reached = "reached" ("nådd", "reached"),
        NotReached = "not_reached" ("inte nådd", "not reached"),
        Cancelled = "cancelled" ("inställd", "cancelled"),
    }
}

/// A contact as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = contacts, treat_none_as_default_value = false)]
pub struct ContactRow {
    /// The contact.
    pub id: ContactId,
    /// The writer's organisation.
    pub custodian_id: OrganisationId,
    /// The unit that wrote it.
    pub unit_id: UnitId,
    /// The day.
    pub occurred_on: Day,
    /// The time of day, when told.
    pub occurred_at: Option<Instant>,
    /// With whom.
    pub family: ContactWith,
    /// Why.
    pub purpose: ContactPurpose,
    /// How.
    pub mode: ContactMode,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// By whom.
    pub staff_id: Option<StaffId>,
    /// The agenda item whose outcome the family was told of.
    pub agenda_item_id: Option<AgendaItemId>,
    /// For whom it is.
    pub audience: Audience,
    /// When it was annulled.
    pub annulled_at: Option<Instant>,
    /// When it was recorded.
    pub created_at: Instant,
    /// Under which secrecy it stands.
    pub secrecy: SecrecyRegime,
}

/// A contact's part in one case.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = contact_cases, treat_none_as_default_value = false)]
pub struct ContactCaseRow {
    /// The part.
    pub id: ContactCaseId,
    /// The contact.
    pub contact_id: ContactId,
    /// The case.
    pub case_id: CaseId,
    /// The child record.
    pub child_id: ChildId,
    /// The fact that the contact was taken.
    pub fact_id: FactId,
    /// The fact that the family was informed.
    pub informed_fact_id: Option<FactId>,
    /// [`SealedContact`].
    pub sealed: Vec<u8>,
}

/// What is sealed of a contact.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SealedContact {
    /// The note.
    pub note: Option<String>,
    /// Why it was annulled.
    pub annulled_because: Option<String>,
}

crate::shreddable!(SealedContact);

/// En ny kontakt med familjen. A contact with the family to be recorded.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "tells_when"))]
#[schema(example = json!({
    "caseIds": ["0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1"], "occurredOn": "2026-03-02", "with": "guardian", "purpose": "support", "mode": "telephone",
    "outcome": "reached", "note": "Mamma är orolig för frånvaron.",
}))]
pub struct NewContact {
    /// Ärendena: ett, eller syskons. The case, or those of several siblings.
    #[schema(min_items = 1, max_items = 10)]
    pub case_ids: Vec<CaseId>,
    /// Dagen; inte i framtiden. The day, not in the future; left out when `occurredAt` is given.
    pub occurred_on: Option<Day>,
    /// Tidpunkten, när den är känd. The time, when it is known.
    pub occurred_at: Option<Instant>,
    /// Med vem. With whom.
    pub with: ContactWith,
    /// Syfte. Purpose.
    pub purpose: ContactPurpose,
    /// Form. Mode.
    pub mode: ContactMode,
    /// Utfall. Outcome.
    pub outcome: ContactOutcome,
    /// Vem som tog kontakten; du själv om det utelämnas. Who took it; yourself when left out.
    pub by_staff_id: Option<StaffId>,
    /// Punkten vars beslut familjen fick veta. The agenda item whose outcome the family was told of.
    pub agenda_item_id: Option<AgendaItemId>,
    /// För vem; bara de egna om det utelämnas. For whom; one's own only when left out.
    pub audience: Option<Audience>,
    /// Sekretessen den står under; enhetens om den utelämnas. Bara elevhälsan har två. Under which secrecy it stands; the
    /// unit's when left out. Only student health has two: its medical part is health care.
    pub secrecy: Option<SecrecyRegime>,
    /// Anteckning. A note.
    #[schema(min_length = 1, max_length = 8000, example = "Samtal med mamma, som gärna tar emot stöd vid läxläsning.")]
    pub note: Option<String>,
}

fn tells_when(new: &NewContact) -> Result<(), ValidationError> {
    match (new.occurred_on, new.occurred_at) {
        (None, None) => Err(fault("/occurredOn", "required", "Ange dag eller tidpunkt.", "Give the day or the time.")),
        (Some(day), Some(at)) if at.day() != day => Err(fault(
            "/occurredAt",
            "mismatch",
            "Tidpunkten ligger inte på den dagen.",
            "The time is not on that day.",
        )),
        _ => Ok(()),
    }
}

/// Makulering av en kontakt. The annulment of a contact that was recorded wrongly.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewContactAnnulment {
    /// Varför. Why.
    #[schema(min_length = 1, max_length = 2000, example = "Kontakten gällde ett annat barn.")]
    pub reason: String,
}

/// En kontakts del i ett ärende. A contact's part in one case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactPart {
    /// Delens id, som `itemId` när den lämnas ut. The part's id, which is `itemId` when it is handed over.
    pub id: ContactCaseId,
    /// Ärendet. The case.
    pub case_id: CaseId,
}

/// En kontakt med familjen. A contact with the family, as far as you may see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Id.
    pub id: ContactId,
    /// De av dess ärenden som du får se. Those of its cases that you may see.
    #[schema(max_items = 10)]
    pub case_ids: Vec<CaseId>,
    /// Delarna i ärendena, för enheten som antecknade: var och en lämnas ut för sig. The parts in the cases, for the unit that recorded
    /// it: each is handed over by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 10, nullable = false)]
    pub parts: Option<Vec<ContactPart>>,
    /// Dagen. The day.
    pub occurred_on: Day,
    /// Tidpunkten. The time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Instant>,
    /// Med vem. With whom.
    pub with: ContactWith,
    /// Syfte. Purpose.
    pub purpose: ContactPurpose,
    /// Form. Mode.
    pub mode: ContactMode,
    /// Utfall. Outcome.
    pub outcome: ContactOutcome,
    /// Vem som tog kontakten. Who took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffRef>,
    /// Enheten som antecknade. The unit that recorded it.
    pub unit: UnitRef,
    /// Punkten vars beslut familjen fick veta. The agenda item whose outcome the family was told of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda_item_id: Option<AgendaItemId>,
    /// För vem. For whom.
    pub audience: Audience,
    /// Sekretessen den står under, sedan den skrevs. Under which secrecy it stands, since it was written.
    pub secrecy: SecrecyRegime,
    /// Anteckning. The note.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 8000, example = "Samtal med mamma, som gärna tar emot stöd vid läxläsning.")]
    pub note: Option<String>,
    /// När den makulerades. When it was annulled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annulled_at: Option<Instant>,
    /// Varför den makulerades, för den egna organisationen. Why it was annulled, for the own organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Kontakten gällde ett annat barn.")]
    pub annulled_because: Option<String>,
    /// När den antecknades. When it was recorded.
    pub created_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) children: Vec<ChildId>,
}

impl Resource for Contact {
    fn path(&self) -> String {
        format!("/contacts/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for Contact {
    fn looks(&self) -> Vec<Look> {
        self.children.iter().map(|child| Look::about("contacts", self.id, *child)).collect()
    }
}

/// Which contacts a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ContactFilter {
    /// Bara i detta ärende. Only in this case.
    #[param(required = false)]
    pub case_id: Option<CaseId>,
    /// Bara med detta syfte. Only with this purpose.
    #[param(required = false)]
    pub purpose: Option<ContactPurpose>,
    /// Bara med detta utfall. Only with this outcome.
    #[param(required = false)]
    pub outcome: Option<ContactOutcome>,
}

crate::list_of! {
    /// En sida av kontakter. A page of contacts.
    ContactList {
        /// Kontakterna. The contacts.
        contacts: Contact
    }
}

/// The code lists of the room.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![
        ("contact-with", ContactWith::list()),
        ("contact-purposes", ContactPurpose::list()),
        ("contact-modes", ContactMode::list()),
        ("contact-outcomes", ContactOutcome::list()),
    ]
}
