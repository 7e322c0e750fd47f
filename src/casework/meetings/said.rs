//! What a unit said of a child at meetings and in calling them: given anew, with the acting unit as its writer, when the circle
//! has become wider.

use uuid::Uuid;

use super::agenda;
use super::agenda::model::AgendaItemRow;
use super::summonses;
use super::summonses::model::{AcknowledgementRow, SummonsRow};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::{CaseId, UnitId};
use crate::kernel::problem::Problem;

/// Something that a unit said.
pub enum Said {
    /// What it put on an agenda.
    Item(AgendaItemRow),
    /// A summons or an invitation that it sent.
    Summons(SummonsRow),
    /// How it answered one.
    Answer(SummonsRow, AcknowledgementRow),
}

/// All that a unit has said in a case.
///
/// # Errors
/// When the database fails.
pub fn of_unit(conn: &mut Conn, case: CaseId, unit: UnitId) -> diesel::QueryResult<Vec<Said>> {
    let items = agenda::queries::of_case(conn, case, unit)?.into_iter().map(Said::Item);
    let sent = summonses::queries::sent_by(conn, case, unit)?.into_iter().map(Said::Summons);
    let answers = summonses::queries::answered_by(conn, case, unit)?;
    let answers = answers.into_iter().map(|(summons, answer)| Said::Answer(summons, answer));
    Ok(items.chain(sent).chain(answers).collect())
}

impl Said {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Item(item) => item.id.0,
            Self::Summons(summons) => summons.id.0,
            Self::Answer(_, answer) => answer.id.0,
        }
    }

    /// Gives its words to whom they are for, where their right covers them by now.
    ///
    /// # Errors
    /// 503 when the rows cannot be written.
    pub fn share_again(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        match self {
            Self::Item(item) => agenda::attendance::share_again(tx, item),
            Self::Summons(summons) => summonses::sharing::share(tx, summons),
            Self::Answer(summons, answer) => summonses::sharing::share_answer(tx, summons, answer),
        }
    }
}
