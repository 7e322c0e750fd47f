//! What changes how long a record is kept.

use super::model::{ClassificationRow, NewClassification};
use super::{queries, rules, show};
use crate::kernel::db::Tx;
use crate::kernel::external_ids;
use crate::kernel::ids::{ChildId, ClassificationId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;

/// Gives a record a class, by what it was seen to hold.
pub(super) fn classify(tx: &mut Tx<'_>, child: ChildId, new: NewClassification) -> Result<ChildId, Problem> {
    let (_, assessed) = show::assessed(tx, child)?;
    is_a_reference(tx, &new.reference, "/reference")?;
    if !rules::may_become(assessed.class, new.retention_class) {
        let rule = &house::RETENTION_BY_STATUTE;
        return Err(Problem::refused(rule, rule.then.into()).with_link(
            "record",
            "GET",
            format!("/retention-records/{child}"),
        ));
    }
    let row = ClassificationRow {
        id: ClassificationId::new(tx.now()),
        child_id: child,
        custodian_id: tx.actor().unit()?.organisation_id,
        class: new.retention_class,
        reference: new.reference,
        classified_at: tx.now(),
        classified_by: tx.actor().name(),
    };
    queries::classify(tx, &row)?;
    Ok(child)
}

/// Requires that a reference is no identity number: it stands in a plain column.
pub(super) fn is_a_reference(tx: &Tx<'_>, reference: &str, pointer: &str) -> Result<(), Problem> {
    if external_ids::holds_identity_number(reference, tx.today()) {
        let text = Text::new("Ett identitetsnummer är inget diarienummer.", "An identity number is no reference.");
        return Err(Problem::invalid(vec![FieldError::at(pointer, "identity-number", text)]));
    }
    Ok(())
}
