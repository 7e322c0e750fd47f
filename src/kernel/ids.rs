//! Identifiers: one type per kind of thing, all UUIDv7 (RFC 9562), made in Rust from the transaction's own time.
//!
//! A typed id cannot be mistaken for another kind's. The time inside a v7 id is the time of recording, which the
//! resource shows anyway; nothing whose time is secret gets such an id.

use std::sync::atomic::{AtomicU64, Ordering};

use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{IsNull, Output, ToSql};
use diesel::sqlite::Sqlite;
use uuid::Uuid;

use crate::kernel::db::types as sql;
use crate::kernel::db::{MultiBackend, MultiRawValue};
use crate::kernel::time::Instant;

/// Counts what was made in this process: within one millisecond ids keep the order in which they were made.
static MADE: AtomicU64 = AtomicU64::new(0);
/// How many bits of an id the counter has; the rest is random.
const COUNTER_BITS: u8 = 42;

/// A fresh UUIDv7 for something recorded at `now`.
fn fresh(now: Instant) -> Uuid {
    let micros = now.as_micros().max(0).unsigned_abs();
    let seconds = micros / 1_000_000;
    let nanos = u32::try_from(micros % 1_000_000).unwrap_or_default() * 1_000;
    let count = u128::from(MADE.fetch_add(1, Ordering::Relaxed)) % (1 << COUNTER_BITS);
    Uuid::new_v7(uuid::Timestamp::from_unix_time(seconds, nanos, count, COUNTER_BITS))
}

/// A fresh random identifier where an id must not tell its time (trace ids, token ids).
#[expect(clippy::disallowed_methods, reason = "the one place where random ids are made")]
pub fn random() -> Uuid {
    Uuid::new_v4()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        #[diesel(sql_type = sql::Id)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier for something recorded at `now`.
            #[must_use]
            pub fn new(now: Instant) -> Self {
                Self(fresh(now))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                crate::kernel::text::uuid_schema()
            }
        }
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }

        impl ToSql<sql::Id, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> diesel::serialize::Result {
                std::io::Write::write_all(out, self.0.as_bytes())?;
                Ok(IsNull::No)
            }
        }
        impl ToSql<sql::Id, Sqlite> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> diesel::serialize::Result {
                out.set_value(self.0.as_bytes().as_slice());
                Ok(IsNull::No)
            }
        }
        impl ToSql<sql::Id, MultiBackend> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> diesel::serialize::Result {
                out.set_value((sql::Id, self));
                Ok(IsNull::No)
            }
        }
        impl FromSql<sql::Id, Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                Ok(Self(Uuid::from_slice(value.as_bytes())?))
            }
        }
        impl FromSql<sql::Id, Sqlite> for $name {
            fn from_sql(
                value: <Sqlite as diesel::backend::Backend>::RawValue<'_>,
            ) -> diesel::deserialize::Result<Self> {
                let bytes = <Vec<u8> as FromSql<diesel::sql_types::Binary, Sqlite>>::from_sql(value)?;
                Ok(Self(Uuid::from_slice(&bytes)?))
            }
        }
        impl FromSql<sql::Id, MultiBackend> for $name {
            fn from_sql(value: MultiRawValue<'_>) -> diesel::deserialize::Result<Self> {
                value.from_sql::<Self, sql::Id>()
            }
        }
    )+};
}

ids! {
    /// An organisation (*organisation*, authority): the custodian of what its units write.
    OrganisationId;
    /// A unit (*enhet*): a school, a health centre, a section of social services.
    UnitId;
    /// A member of staff (*medarbetare*).
    StaffId;
    /// An agreement (*överenskommelse*).
    AgreementId;
    /// One version of an agreement.
    AgreementVersionId;
    /// A party's adoption of an agreement's version.
    AdoptionId;
    /// An area (*område*).
    AreaId;
    /// An assignment of a key person or convener (*nyckelperson*, *sammankallande*).
    KeyPersonId;
    /// One custodian's record of a child (*barn*).
    ChildId;
    /// A data key: of one child record and one custodian. A record's own key has the record's id.
    DataKeyId;
    /// A guardian (*vårdnadshavare*) as noted in one child record.
    GuardianId;
    /// A case (*ärende*): the joint work around one child.
    CaseId;
    /// An actualisation (*aktualisering*).
    ActualisationId;
    /// A consent (*samtycke*).
    ConsentId;
    /// One required party of a consent.
    ConsentPartyId;
    /// What a party of a consent decided: a grant, a refusal, a withdrawal, a narrowing.
    ConsentDecisionId;
    /// A text of information that is given before a consent (*informationstext*).
    InformationTextId;
    /// A withdrawal told to a unit that had received something under the consent.
    WithdrawalNoticeId;
    /// A note of whether a concern report was considered.
    ConcernConsiderationId;
    /// A contact with the family (*kontakt med familjen*).
    ContactId;
    /// A contact's part in one case.
    ContactCaseId;
    /// A meeting (*möte*).
    MeetingId;
    /// An item on a meeting's agenda: one child.
    AgendaItemId;
    /// What a meeting decided about one child (*beslut*).
    AgendaDecisionId;
    /// A summons to a meeting (*kallelse*).
    SummonsId;
    /// An acknowledgement of a summons (*kvittens*).
    AcknowledgementId;
    /// A coordinated individual plan (*SIP*).
    PlanId;
    /// A goal or sub-goal of a plan (*mål*, *delmål*).
    GoalId;
    /// An action of a plan (*åtgärd*).
    ActionId;
    /// A step of a plan, a goal or an action that has a day of its own.
    PlanStepId;
    /// One immutable version of a plan.
    PlanVersionId;
    /// A version of a plan handed to somebody (*utlämnande*).
    DistributionId;
    /// A follow-up of a plan (*uppföljning*).
    FollowUpId;
    /// A unit's or a family member's confirmation of a plan.
    ConfirmationId;
    /// A lead-time clock of a case (*ledtid*).
    LeadTimeId;
    /// A pause of a lead-time clock.
    PauseId;
    /// A fact of a case's timeline; also the id of its event in the change feed.
    FactId;
    /// An audit entry (*loggpost*).
    AuditEntryId;
    /// A review of the access log (*logggranskning*).
    AuditReviewId;
    /// A period of retention that an authority has decided (*gallringsfrist*).
    RetentionPeriodId;
    /// The class that somebody has given a record.
    ClassificationId;
    /// A hold that keeps a record from being destroyed (*gallringsspärr*).
    LegalHoldId;
    /// A purge (*gallring*): what was due, what was decided and what became of it.
    PurgeId;
    /// An export of a record to the archive (*arkivexport*).
    ArchiveExportId;
    /// A recorded disclosure (*utlämnande*) of one item to one unit.
    DisclosureId;
    /// A hiding of one item from one guardian.
    HidingId;
    /// A dissent or a correction, noted beside an item.
    ItemNoteId;
    /// An extract of what one authority holds about a child (*registerutdrag*).
    DataExtractId;
    /// A review of an extract before it is delivered.
    ExtractReviewId;
    /// That an extract was delivered.
    ExtractDeliveryId;
    /// A request for a copy of a journal or for a public document.
    ReleaseRequestId;
    /// What was decided on such a request.
    ReleaseDecisionId;
    /// An emergency access (*nödöppning*).
    EmergencyAccessId;
    /// A unit whose entries an emergency access may open.
    EmergencySourceId;
    /// A deviation (*avvikelse*) from what the agreement says.
    DeviationId;
    /// A consultation (*konsultation*).
    ConsultationId;
    /// A unit block (*spärr*).
    BlockId;
    /// A row of the circle: one unit's access to one case.
    AccessId;
    /// Any resource, where its kind stands beside it (facts, audit entries, external ids).
    ResourceId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_instant_keep_the_order_in_which_they_were_made() {
        let now: Instant = "2026-03-02T08:00:00Z".parse().unwrap();
        let ids: Vec<FactId> = (0..1_000).map(|_| FactId::new(now)).collect();
        assert!(ids.is_sorted());
        assert!(ids.iter().all(|id| *id < FactId::new(now.plus_seconds(1))));
    }
}
