//! Who may have entries blocked, and a block lifted: pure functions.

use super::model::BlockAsker;
use crate::kernel::rules::{BLOCK_LIFTED_BY_WHO_ASKED, GUARDIAN_BLOCKS_NO_CARE, Rule};
use crate::parties::units::codes::SecrecyRegime;

/// Whether somebody may have entries under this secrecy blocked.
///
/// # Errors
/// The rule that refuses it.
pub(super) fn may_block(asker: BlockAsker, secrecy: SecrecyRegime) -> Result<(), &'static Rule> {
    let refused = asker == BlockAsker::Guardian && secrecy.is_of_care();
    if refused { Err(&GUARDIAN_BLOCKS_NO_CARE) } else { Ok(()) }
}

/// Whether somebody may have a block lifted that another, or the same, asked for.
///
/// # Errors
/// The rule that refuses it.
pub(super) fn may_lift(blocked_for: BlockAsker, asker: BlockAsker) -> Result<(), &'static Rule> {
    if blocked_for == asker { Ok(()) } else { Err(&BLOCK_LIFTED_BY_WHO_ASKED) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_guardian_is_refused_and_only_for_entries_of_care() {
        for secrecy in SecrecyRegime::ALL {
            let of_care = matches!(secrecy, SecrecyRegime::HealthCare | SecrecyRegime::SocialServices);
            for asker in BlockAsker::ALL {
                let refused = may_block(*asker, *secrecy).is_err();
                assert_eq!(refused, of_care && *asker == BlockAsker::Guardian, "{asker:?} {secrecy:?}");
            }
        }
    }

    #[test]
    fn a_block_is_lifted_by_who_asked_for_it() {
        for one in BlockAsker::ALL {
            for other in BlockAsker::ALL {
                assert_eq!(may_lift(*one, *other).is_ok(), one == other, "{one:?} {other:?}");
            }
        }
    }
}
