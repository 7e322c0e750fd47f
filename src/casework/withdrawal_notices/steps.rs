//! Confirming receipt.

use super::model::NewNoticeConfirmation;
use super::{queries, show};
use crate::kernel::db::Tx;
use crate::kernel::ids::WithdrawalNoticeId;
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::rules;
use crate::kernel::text::Text;

/// Confirms that the own unit has read a notice, once.
pub(super) fn confirm(
    tx: &mut Tx<'_>,
    id: WithdrawalNoticeId,
    new: NewNoticeConfirmation,
) -> Result<WithdrawalNoticeId, Problem> {
    let row = show::visible(tx, id)?;
    if row.unit_id != tx.actor().unit()?.id {
        let detail = Text::new("Enheten som underrättas kvitterar.", "The unit that is told confirms receipt.");
        return Err(Problem::new(Kind::Forbidden, detail));
    }
    let by = new.confirmed_by.unwrap_or_else(|| tx.actor().name());
    if queries::confirm(tx, id, by)? == 1 {
        return Ok(id);
    }
    let rule = &rules::NOTICE_CONFIRMED;
    Err(Problem::refused(rule, rule.then.into()).with_link("notice", "GET", format!("/withdrawal-notices/{id}")))
}
