//! Consents as rows, and what is sealed in them.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::codes::{ConsentAct, ConsentForm, ConsentPartyKind, ConsentPurpose, NoticeKind, OverrideBasis};
use crate::kernel::circle::InformationCategory;
use crate::kernel::db::schema::{consent_decisions, consent_parties, consent_units, consents, withdrawal_notices};
use crate::kernel::db::types::Document;
use crate::kernel::ids::{
    CaseId, ChildId, ConsentDecisionId, ConsentId, ConsentPartyId, GuardianId, InformationTextId, OrganisationId,
    UnitId, WithdrawalNoticeId,
};
use crate::kernel::time::{Day, Instant};

/// A consent as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = consents, treat_none_as_default_value = false)]
pub struct ConsentRow {
    /// The consent.
    pub id: ConsentId,
    /// The case.
    pub case_id: CaseId,
    /// The child record under whose key it is sealed.
    pub child_id: ChildId,
    /// The organisation that asked for it.
    pub custodian_id: OrganisationId,
    /// The unit that asked for it.
    pub unit_id: UnitId,
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// Kinds of information.
    pub information: Document,
    /// Its form.
    pub form: ConsentForm,
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_to: Day,
    /// The 18th birthday, kept only when it falls within the validity: a birth date lies sealed otherwise.
    pub lapses_on: Option<Day>,
    /// The consent that it is to stand in for.
    pub supersedes: Option<ConsentId>,
    /// The consent that stands in its place.
    pub superseded_by: Option<ConsentId>,
    /// From which day.
    pub superseded_on: Option<Day>,
    /// What was said and where the paper is: [`SealedConsent`].
    pub sealed: Vec<u8>,
    /// Version.
    pub version: i32,
    /// When it was registered.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// What is sealed of a consent. No `Debug`: debug output ends up in logs.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct SealedConsent {
    /// What must not be shared.
    pub exclusions: Option<String>,
    /// Where the paper is.
    pub original_kept_at: Option<String>,
    /// Which form was used.
    pub template_version: Option<String>,
    /// In which language.
    pub language: Option<String>,
    /// Whether an interpreter took part.
    pub interpreter: Option<bool>,
    /// Which text of information was given before.
    pub information_text_id: Option<InformationTextId>,
}

crate::shreddable!(SealedConsent);

/// A unit of the scope.
#[derive(Clone, Copy, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = consent_units, treat_none_as_default_value = false)]
pub struct ScopeRow {
    /// The consent.
    pub consent_id: ConsentId,
    /// The unit.
    pub unit_id: UnitId,
    /// From which day it was taken out.
    pub removed_on: Option<Day>,
}

/// A required party.
#[derive(Clone, Copy, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = consent_parties, treat_none_as_default_value = false)]
pub struct PartyRow {
    /// The party.
    pub id: ConsentPartyId,
    /// The consent.
    pub consent_id: ConsentId,
    /// What it is.
    pub kind: ConsentPartyKind,
    /// Which guardian of the child record.
    pub guardian_id: Option<GuardianId>,
}

/// What a party did.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = consent_decisions, treat_none_as_default_value = false)]
pub struct DecisionRow {
    /// The record of it.
    pub id: ConsentDecisionId,
    /// The consent.
    pub consent_id: ConsentId,
    /// The party.
    pub party_id: ConsentPartyId,
    /// The consent's version that it changed: the order of recording, which the time of a transaction that waited for
    /// another is not.
    pub number: i32,
    /// What it did.
    pub decision: ConsentAct,
    /// On which day.
    pub decided_on: Day,
    /// How it was told.
    pub method: ConsentForm,
    /// By what statute it is done without.
    pub override_basis: Option<OverrideBasis>,
    /// The unit that recorded it.
    pub unit_id: UnitId,
    /// Who recorded it.
    pub recorded_by: String,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// What was said: [`SealedDecision`].
    pub sealed: Vec<u8>,
}

/// What is sealed of a decision. No `Debug`: debug output ends up in logs.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct SealedDecision {
    /// Why the party's yes is not needed.
    pub overridden: Option<super::requests::ConsentOverride>,
    /// Which text of information the party got.
    pub information_text_id: Option<InformationTextId>,
    /// Whether an interpreter took part.
    pub interpreter: Option<bool>,
    /// Why.
    pub reason: Option<String>,
    /// For a narrowing: the units taken out.
    #[serde(default)]
    pub removed_units: Vec<UnitId>,
    /// For a narrowing: the kinds of information taken out.
    #[serde(default)]
    pub removed_kinds: Vec<InformationCategory>,
    /// For a narrowing: the new last day.
    pub valid_to: Option<Day>,
}

crate::shreddable!(SealedDecision);

/// A notice of a withdrawal as stored; the room `withdrawal_notices` shows it.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = withdrawal_notices, treat_none_as_default_value = false)]
pub struct NoticeRow {
    /// The notice.
    pub id: WithdrawalNoticeId,
    /// The consent.
    pub consent_id: ConsentId,
    /// The withdrawal or narrowing.
    pub decision_id: ConsentDecisionId,
    /// The case.
    pub case_id: CaseId,
    /// The child record that it is about, for the log.
    pub child_id: ChildId,
    /// The unit that is told.
    pub unit_id: UnitId,
    /// The unit that asked for the consent.
    pub asked_by_unit_id: UnitId,
    /// The unit that recorded the withdrawal.
    pub sent_by_unit_id: UnitId,
    /// What is told.
    pub kind: NoticeKind,
    /// The day of the withdrawal.
    pub occurred_on: Day,
    /// When it was sent.
    pub sent_at: Instant,
    /// When its receipt was confirmed.
    pub confirmed_at: Option<Instant>,
    /// By whom.
    pub confirmed_by: Option<String>,
}
