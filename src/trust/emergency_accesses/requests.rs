//! What is told of emergency accesses in requests.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::codes::{Danger, EmergencyDirection, EmergencyResult};
use crate::kernel::http::fault;
use crate::kernel::ids::{ChildId, EmergencySourceId};
use crate::parties::children::identity::NewIdentity;
use crate::trust::audit_reviews::codes::ReviewAction;

/// En begärd nödöppning. An emergency access to be asked for: about a child by its number, or by the own record of it.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "one_child"))]
#[schema(example = json!({
    "identity": { "kind": "personnummer", "number": "20130805-2388" }, "danger": "life",
    "reason": "Alva är medvetslös efter ett intag; vi behöver veta om läkemedel.",
}))]
pub struct NewEmergencyAccess {
    /// Barnets nummer. The child's number.
    #[schema(nullable = false)]
    pub identity: Option<NewIdentity>,
    /// Den egna organisationens akt om barnet, i stället för numret. The own organisation's record of the child, in place of the number.
    #[schema(nullable = false)]
    pub child_id: Option<ChildId>,
    /// Faran. What is in danger.
    pub danger: Danger,
    /// Varför uppgifterna behövs nu. Why the entries are needed now.
    #[schema(
        min_length = 10,
        max_length = 2000,
        pattern = "\\S",
        example = "Alva är medvetslös efter ett intag; vi behöver veta om läkemedel."
    )]
    pub reason: String,
}

fn one_child(new: &NewEmergencyAccess) -> Result<(), ValidationError> {
    match (new.identity.is_some(), new.child_id.is_some()) {
        (false, false) => {
            Err(fault("/identity", "required", "Ange barnets nummer eller akt.", "Give the child's number or record."))
        }
        (true, true) => Err(fault(
            "/childId",
            "unexpected",
            "Ange numret eller akten, inte båda.",
            "Give the number or the record, not both.",
        )),
        _ => Ok(()),
    }
}

/// En bekräftelse. The confirmation of an emergency access: what is opened.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "is_understood"))]
#[schema(example = json!({ "sourceIds": ["0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1"], "understood": true }))]
pub struct NewEmergencyConfirmation {
    /// Vilka enheters uppgifter som öppnas. Which units' entries are opened.
    #[schema(min_items = 1, max_items = 100)]
    pub source_ids: Vec<EmergencySourceId>,
    /// Att den som öppnar vet att det loggas, meddelas och granskas. That who opens knows that it is logged, told and reviewed.
    #[schema(example = true)]
    pub understood: bool,
}

fn is_understood(new: &NewEmergencyConfirmation) -> Result<(), ValidationError> {
    if new.understood {
        return Ok(());
    }
    Err(fault("/understood", "required", "Bekräfta att du har förstått.", "Confirm that you have understood."))
}

/// En kvittens. An acknowledgement: that somebody of the unit has read that its entries were opened.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewEmergencyAcknowledgement {
    /// Vem som har läst; den som anropar om det utelämnas. Who has read it; the caller, by the issuer's name, when left out.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S", example = "Elin Berg, kurator")]
    pub acknowledged_by: Option<String>,
}

/// Granskningen av en nödöppning. The review of an emergency access.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "result": "justified", "motivation": "Faran var verklig och uppgifterna behövdes.", "actions": ["family_informed"] }))]
pub struct NewEmergencyReview {
    /// Resultat. The result.
    pub result: EmergencyResult,
    /// Varför; krävs, utom när ingen har en akt om barnet: då finns ingen nyckel att försegla den under. Why; required, but where
    /// nobody has a record of the child: then there is no key to seal it under.
    #[schema(
        nullable = false,
        min_length = 1,
        max_length = 2000,
        pattern = "\\S",
        example = "Faran var verklig och uppgifterna behövdes."
    )]
    pub motivation: Option<String>,
    /// Åtgärder. What was done.
    #[schema(max_items = 7)]
    pub actions: Vec<ReviewAction>,
}

/// Which emergency accesses a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct EmergencyFilter {
    /// Vilka; dina egna om det utelämnas. Which; those that you made when left out.
    #[param(required = false, inline)]
    pub direction: Option<EmergencyDirection>,
    /// Bara granskade, eller bara ogranskade. Only reviewed ones, or only unreviewed ones.
    #[param(required = false)]
    pub reviewed: Option<bool>,
    /// Bara kvitterade, eller bara okvitterade, av din enhets uppgifter. Only those that your unit has acknowledged, or only those that
    /// it has not.
    #[param(required = false)]
    pub acknowledged: Option<bool>,
}
