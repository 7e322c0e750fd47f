//! The hash chain and what is hashed of an entry.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Hash;
use crate::kernel::audit::{Action, Entry};
use crate::kernel::decision::Ground;
use crate::kernel::ids::{AuditEntryId, ChildId, ConsentId, OrganisationId, ResourceId, StaffId, UnitId};
use crate::kernel::time::Instant;

/// What stands before the first entry.
pub const START: Hash = [0; 32];

/// An entry in the canonical form of RFC 8785: the members stand in the order of their names, and all are texts or null,
/// which `serde_json` writes as that form asks.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Canonical<'a> {
    action: Action,
    at: Instant,
    child_id: Option<ChildId>,
    client_id: &'a str,
    consent_id: Option<ConsentId>,
    ground: Option<Ground>,
    id: AuditEntryId,
    issuer: &'a str,
    organisation_id: Option<OrganisationId>,
    purpose: &'a str,
    resource: &'a str,
    resource_id: ResourceId,
    roles: &'a str,
    staff_id: Option<StaffId>,
    subject: &'a str,
    trace_id: &'a str,
    unit_id: Option<UnitId>,
}

/// What is hashed of an entry.
///
/// # Errors
/// Never, as far as is known: every member has a JSON form.
pub fn canonical(entry: &Entry) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Canonical {
        action: entry.action,
        at: entry.at,
        child_id: entry.child_id,
        client_id: &entry.client_id,
        consent_id: entry.consent_id,
        ground: entry.ground,
        id: entry.id,
        issuer: &entry.issuer,
        organisation_id: entry.organisation_id,
        purpose: &entry.purpose,
        resource: &entry.resource,
        resource_id: entry.resource_id,
        roles: &entry.roles,
        staff_id: entry.staff_id,
        subject: &entry.subject,
        trace_id: &entry.trace_id,
        unit_id: entry.unit_id,
    })
}

/// The hash of an entry that follows one with this hash.
#[must_use]
pub fn next(previous: &Hash, canonical: &[u8]) -> Hash {
    Sha256::new().chain_update([0x00]).chain_update(previous).chain_update(canonical).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let id: uuid::Uuid = "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1".parse().unwrap();
        Entry {
            id: id.into(),
            at: "2026-03-02T08:15:00.25Z".parse().unwrap(),
            issuer: "https://id.region.example".into(),
            subject: "Åsa \"Ös\" \u{1}\n/\u{2028}".into(),
            client_id: "journal".into(),
            roles: "professional".into(),
            staff_id: None,
            unit_id: Some(id.into()),
            organisation_id: Some(id.into()),
            purpose: "coordination".into(),
            action: Action::Read,
            resource: "cases".into(),
            resource_id: id.into(),
            child_id: Some(id.into()),
            trace_id: "0af7651916cd43dd8448eb211c80319c".into(),
            ground: Some(Ground::Consent),
            consent_id: Some(id.into()),
        }
    }

    /// The form may never change: every hash of every log rests on it.
    #[test]
    fn the_canonical_form_is_fixed() {
        let id = "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1";
        let expected = format!(
            "{{\"action\":\"read\",\"at\":\"2026-03-02T08:15:00.25Z\",\"childId\":\"{id}\",\"clientId\":\"journal\",\
             \"consentId\":\"{id}\",\"ground\":\"consent\",\"id\":\"{id}\",\"issuer\":\"https://id.region.example\",\"organisationId\":\"{id}\",\
             \"purpose\":\"coordination\",\"resource\":\"cases\",\"resourceId\":\"{id}\",\"roles\":\"professional\",\
             \"staffId\":null,\"subject\":\"Åsa \\\"Ös\\\" \\u0001\\n/\u{2028}\",\
             \"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"unitId\":\"{id}\"}}"
        );
        assert_eq!(String::from_utf8(canonical(&entry()).unwrap()).unwrap(), expected);
    }

    /// RFC 8785, 3.2.3: members sorted by name.
    #[test]
    fn the_members_stand_in_order() {
        let text = String::from_utf8(canonical(&entry()).unwrap()).unwrap();
        let value: std::collections::BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
    }

    #[test]
    fn the_chain_is_as_written() {
        let by_hand = Sha256::digest([&[0x00][..], &START, b"{}"].concat());
        assert_eq!(next(&START, b"{}").as_slice(), by_hand.as_slice());
    }
}
