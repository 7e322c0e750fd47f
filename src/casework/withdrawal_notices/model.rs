//! Notices as JSON.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::casework::consents::codes::NoticeKind;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::http::Link;
use crate::kernel::ids::{CaseId, ChildId, ConsentId, WithdrawalNoticeId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Åt vilket håll. Whether notices to the own unit are meant, or those about consents that it asked for.
    pub enum NoticeDirection {
        Received = "received" ("till din enhet", "to your unit"),
        Sent = "sent" ("om samtycken som din enhet frågat efter", "about consents that your unit asked for"),
    }
}

/// En underrättelse om ett återtaget samtycke. A notice of a withdrawn consent. It says nothing of the child.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawalNotice {
    /// Id.
    pub id: WithdrawalNoticeId,
    /// Vad som meddelas. What is told.
    pub kind: NoticeKind,
    /// Samtycket. The consent.
    pub consent_id: ConsentId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Dagen för återtagandet. The day of the withdrawal.
    pub occurred_on: Day,
    /// Enheten som underrättas. The unit that is told.
    pub unit: UnitRef,
    /// Enheten som antecknade återtagandet. The unit that recorded the withdrawal.
    pub sent_by: UnitRef,
    /// När den sändes. When it was sent.
    pub sent_at: Instant,
    /// När den kvitterades; saknas tills det är gjort. When its receipt was confirmed; absent until it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Instant>,
    /// Av vem. By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 300, example = "person-4711")]
    pub confirmed_by: Option<String>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child: ChildId,
}

impl Resource for WithdrawalNotice {
    fn path(&self) -> String {
        format!("/withdrawal-notices/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for WithdrawalNotice {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("withdrawal-notices", self.id, self.child)]
    }
}

/// En kvittens. A confirmation of receipt: that somebody of the unit has read the notice and acts on it.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewNoticeConfirmation {
    /// Vem som har läst; den som anropar om det utelämnas. Who has read it; the caller, by the issuer's name, when left out.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S", example = "Elin Berg, kurator")]
    pub confirmed_by: Option<String>,
}

/// Which notices a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct NoticeFilter {
    /// Åt vilket håll; mottagna om det utelämnas. Which direction; received when left out.
    #[param(required = false, inline)]
    pub direction: Option<NoticeDirection>,
    /// Bara kvitterade, eller bara okvitterade. Only confirmed ones, or only unconfirmed ones.
    #[param(required = false)]
    pub confirmed: Option<bool>,
    /// Bara om detta samtycke. Only about this consent.
    #[param(required = false)]
    pub consent_id: Option<ConsentId>,
}

crate::list_of! {
    /// En sida av underrättelser. A page of notices.
    WithdrawalNoticeList {
        /// Underrättelserna. The notices.
        withdrawal_notices: WithdrawalNotice
    }
}
