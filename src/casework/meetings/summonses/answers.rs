//! Summonses, invitations and their acknowledgements as JSON.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::casework::meetings::codes::{Attendance, SummonedParty, SummonsKind};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::http::Link;
use crate::kernel::ids::{AcknowledgementId, CaseId, ChildId, GuardianId, MeetingId, SummonsId};
use crate::kernel::time::Instant;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;

/// En kallelse eller inbjudan till ett möte. A summons or an invitation to a meeting.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Summons {
    /// Id.
    pub id: SummonsId,
    /// Mötet. The meeting.
    pub meeting_id: MeetingId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Kallelse eller inbjudan. Summons or invitation.
    pub kind: SummonsKind,
    /// Vem. Who.
    pub party: SummonedParty,
    /// Enheten. The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Medarbetaren. The member of staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffRef>,
    /// Vårdnadshavaren. The guardian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardian_id: Option<GuardianId>,
    /// Namnet, för närstående och andra; saknas när det undanhålls. The name, of relatives and others; left out when it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Mormor Inga")]
    pub name: Option<String>,
    /// Frågeställningen; saknas när den undanhålls. What the party is asked; left out when it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Vilka insatser kan hälsocentralen ge i vår?")]
    pub question: Option<String>,
    /// Något undanhålls: orden är för enheten som kallade, den kallade och den vars ärende det är, när samtycket omfattar
    /// mötesanteckningar. Whether something is withheld: the words are for the unit that summons, the one summoned and the one whose
    /// case it is, where consent covers meeting notes.
    #[schema(example = false)]
    pub something_withheld: bool,
    /// Om parten har sagt att den kommer, enligt den senaste kvittensen. Whether the party said that it will come, by its
    /// last acknowledgement.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = true)]
    pub will_attend: Option<bool>,
    /// Närvaro. Whether it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendance: Option<Attendance>,
    /// Om den som kom hade mandat att besluta. Whether who came had the mandate to decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = true)]
    pub mandate: Option<bool>,
    /// Enheten som sände den. The unit that sent it.
    pub sent_by: UnitRef,
    /// När den sändes. When it was sent.
    pub created_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

impl Resource for Summons {
    fn path(&self) -> String {
        let room = match self.kind {
            SummonsKind::Summons => "summonses",
            SummonsKind::Invitation => "invitations",
        };
        format!("/meetings/{}/{room}/{}", self.meeting_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for Summons {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("summonses", self.id, self.child_id)]
    }
}

/// Which summonses or invitations a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SummonsFilter {
    /// Bara med denna närvaro. Only with this attendance.
    #[param(required = false)]
    pub attendance: Option<Attendance>,
}

crate::list_of! {
    /// En sida av kallelser. A page of summonses.
    SummonsList {
        /// Kallelserna. The summonses.
        summonses: Summons
    }
}

crate::list_of! {
    /// En sida av inbjudningar. A page of invitations.
    InvitationList {
        /// Inbjudningarna. The invitations.
        invitations: Summons
    }
}

/// En kvittens. An acknowledgement of a summons or an invitation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Acknowledgement {
    /// Id.
    pub id: AcknowledgementId,
    /// Om parten kommer. Whether the party will come.
    #[schema(example = true)]
    pub will_attend: bool,
    /// Vem som kvitterade. Who acknowledged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffRef>,
    /// Enheten som antecknade. The unit that recorded it.
    pub unit: UnitRef,
    /// Anteckning; saknas när den undanhålls. A note; left out when it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Skolsköterskan kommer i rektors ställe, med mandat.")]
    pub note: Option<String>,
    /// Något undanhålls: anteckningen är för enheten som skrev den, den som kallade och den vars ärende det är, när samtycket
    /// omfattar mötesanteckningar. Whether something is withheld: the note is for the unit that wrote it, the one that summoned and
    /// the one whose case it is, where consent covers meeting notes.
    #[schema(example = false)]
    pub something_withheld: bool,
    /// När den antecknades. When it was recorded.
    pub recorded_at: Instant,
    #[serde(skip)]
    pub(super) about: (SummonsId, ChildId),
}

impl Audited for Acknowledgement {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("summonses", self.about.0, self.about.1)]
    }
}

/// A list of acknowledgements has no filter.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AcknowledgementFilter {}

crate::list_of! {
    /// En sida av kvittenser. A page of acknowledgements.
    AcknowledgementList {
        /// Kvittenserna, den senaste först. The acknowledgements, the last first.
        acknowledgements: Acknowledgement
    }
}
