//! What callers send about summonses and invitations.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::casework::meetings::codes::InvitedParty;
use crate::kernel::http::fault;
use crate::kernel::ids::{GuardianId, StaffId, UnitId};

/// En kallelse. A summons: the unit must come.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "unitId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "question": "Vilka insatser kan ni ge i vår?" }))]
pub struct NewSummons {
    /// Enheten. The unit.
    pub unit_id: UnitId,
    /// Medarbetaren, om någon viss kallas. The member of staff, when a certain one is summoned.
    pub staff_id: Option<StaffId>,
    /// Frågeställningen. What the party is asked.
    #[schema(min_length = 1, max_length = 2000, example = "Vilka insatser kan hälsocentralen ge i vår?")]
    pub question: Option<String>,
}

/// En inbjudan. An invitation: the family, and others whom it wants there, may come.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "names_whom"))]
#[schema(example = json!({ "party": "child" }))]
pub struct NewInvitation {
    /// Vem. Who.
    pub party: InvitedParty,
    /// Vårdnadshavaren. The guardian, when it is one.
    pub guardian_id: Option<GuardianId>,
    /// Namnet, för närstående och andra. The name, of relatives and others.
    #[schema(min_length = 1, max_length = 200, example = "Mormor Inga")]
    pub name: Option<String>,
    /// Vad mötet ska handla om. What the meeting is to be about.
    #[schema(min_length = 1, max_length = 2000, example = "Hur skolan kan bli roligare igen.")]
    pub question: Option<String>,
}

fn names_whom(new: &NewInvitation) -> Result<(), ValidationError> {
    let other = matches!(new.party, InvitedParty::Relative | InvitedParty::Other);
    if (new.party == InvitedParty::Guardian) != new.guardian_id.is_some() {
        return Err(fault(
            "/guardianId",
            "mismatch",
            "Anges för en vårdnadshavare, och bara då.",
            "Given for a guardian, and only then.",
        ));
    }
    if other != new.name.is_some() {
        return Err(fault(
            "/name",
            "mismatch",
            "Anges för närstående och andra, och bara då.",
            "Given for relatives and others, and only then.",
        ));
    }
    Ok(())
}

/// En kvittens. An acknowledgement.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAcknowledgement {
    /// Om parten kommer. Whether the party will come.
    pub will_attend: bool,
    /// Vem som kvitterade; du själv om det utelämnas. Who acknowledged; yourself when left out.
    pub by_staff_id: Option<StaffId>,
    /// Anteckning. A note.
    #[schema(min_length = 1, max_length = 2000, example = "Skolsköterskan kommer i rektors ställe, med mandat.")]
    pub note: Option<String>,
}
