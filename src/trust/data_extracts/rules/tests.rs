use proptest::prelude::*;
use serde_json::json;

use super::*;

fn guardian(last: &str) -> GuardianId {
    format!("0198c0de-7a11-7bcd-8f00-5b1e0c0ffee{last}").parse().unwrap()
}

fn father(withholds_places: bool) -> Recipient {
    Recipient::Guardian { id: guardian("1"), withholds_places }
}

const ENTRY: About = About {
    in_this_record: true,
    is_hidden: false,
    is_report: false,
    is_inner: false,
    tells_place: false,
    is_draft: false,
    is_joint: false,
    is_guardian_record: false,
    guardian: None,
};

#[test]
fn the_table_of_proposals() {
    use EntryOutcome::{LeftOut, Redacted, Whole};
    use ExtractGround::{Draft, HiddenFromGuardian, OtherRecord, Report, Secrecy, ThirdParty, Whereabouts};
    let mothers = About { guardian: Some(guardian("2")), ..ENTRY };
    let fathers = About { guardian: Some(guardian("1")), is_guardian_record: true, ..ENTRY };
    let table = [
        (father(false), ENTRY, Whole, None, false),
        (father(false), fathers, Whole, None, false),
        (father(false), About { is_hidden: true, ..ENTRY }, LeftOut, Some(HiddenFromGuardian), true),
        (father(false), About { is_report: true, ..ENTRY }, LeftOut, Some(Report), true),
        (father(false), About { in_this_record: false, ..ENTRY }, LeftOut, Some(OtherRecord), true),
        (father(true), About { tells_place: true, ..ENTRY }, LeftOut, Some(Whereabouts), true),
        (father(false), About { is_inner: true, ..ENTRY }, LeftOut, Some(Secrecy), true),
        (father(false), About { is_draft: true, ..ENTRY }, LeftOut, Some(Draft), false),
        (father(false), About { is_joint: true, ..ENTRY }, Redacted, Some(ThirdParty), false),
        (father(false), mothers, Redacted, Some(ThirdParty), false),
        (Recipient::Child, mothers, Redacted, Some(ThirdParty), false),
        (Recipient::Child, About { is_hidden: true, in_this_record: false, ..ENTRY }, Whole, None, false),
        (Recipient::Child, About { is_report: true, ..ENTRY }, LeftOut, Some(Report), true),
        (Recipient::Child, About { is_inner: true, ..ENTRY }, LeftOut, Some(Secrecy), false),
    ];
    for (recipient, about, outcome, ground, is_binding) in table {
        let proposed = propose(recipient, about);
        assert_eq!(
            (proposed.outcome, proposed.ground, proposed.is_binding),
            (outcome, ground, is_binding),
            "{about:?}"
        );
    }
}

#[test]
fn of_another_guardian_the_name_is_told_and_not_the_number_or_the_address() {
    let about = About { guardian: Some(guardian("2")), is_guardian_record: true, ..ENTRY };
    let withheld = propose(father(false), about).withheld;
    let content = json!({ "givenName": "Karin", "identity": { "number": "x" }, "address": { "city": "Umeå" }, "deep": [{ "phone": "1" }] });
    assert_eq!(without(content, &withheld), json!({ "givenName": "Karin", "deep": [{}] }));
}

fn about() -> impl Strategy<Value = About> {
    (any::<[bool; 8]>(), prop_oneof![Just(None), Just(Some(guardian("1"))), Just(Some(guardian("2")))]).prop_map(
        |(
            [in_this_record, is_hidden, is_report, is_inner, tells_place, is_draft, is_joint, is_guardian_record],
            guardian,
        )| About {
            in_this_record,
            is_hidden,
            is_report,
            is_inner,
            tells_place,
            is_draft,
            is_joint,
            is_guardian_record,
            guardian,
        },
    )
}

proptest! {
    #[test]
    fn what_the_recipient_may_not_have_is_never_proposed_and_no_review_releases_it(about in about(), places in any::<bool>()) {
        for recipient in [Recipient::Child, father(places)] {
            let proposed = propose(recipient, about);
            if may_have(recipient, about).is_err() {
                prop_assert!(proposed.outcome == EntryOutcome::LeftOut && proposed.is_binding);
            }
        }
    }

    #[test]
    fn nothing_hidden_and_no_report_is_ever_in_a_guardians_extract(about in about(), places in any::<bool>()) {
        for about in [About { is_hidden: true, ..about }, About { is_report: true, ..about }] {
            prop_assert!(propose(father(places), about).is_binding);
        }
    }
}
