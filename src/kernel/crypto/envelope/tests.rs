use proptest::prelude::*;

use super::*;

const CONTEXT: Context =
    Context { table: "children", column: "given_name", row: Uuid::from_u128(1), child_key: Uuid::from_u128(2) };

#[test]
fn text_and_json_come_back() {
    let key = DataKey::generate().unwrap();
    for text in ["", "Åsa-Märta Ööö", "🙂"] {
        assert_eq!(key.open_str(&CONTEXT, &key.seal_str(&CONTEXT, text).unwrap()).unwrap(), text);
    }
    let value = vec![Some("a".to_owned()), None];
    let sealed = key.seal_json(&CONTEXT, &value).unwrap();
    assert_eq!(key.open_json::<Vec<Option<String>>>(&CONTEXT, &sealed).unwrap(), value);
    assert_eq!(key.open_json::<u8>(&CONTEXT, &sealed), Err(CryptoError::Corrupt));
    let not_text = key.seal(&CONTEXT, &[0xff]).unwrap();
    assert_eq!(key.open_str(&CONTEXT, &not_text), Err(CryptoError::Corrupt));
    assert_eq!(key.seal_json(&CONTEXT, &std::collections::HashMap::from([((1, 2), 3)])), Err(CryptoError::NotSealed));
}

#[test]
fn the_layout_and_associated_data_are_what_is_stored_for_ever() {
    let key = DataKey::generate().unwrap();
    let sealed = key.seal(&CONTEXT, b"abc").unwrap();
    assert_eq!((sealed[0], sealed.len()), (2, 1 + 16 + 24 + 3 + 16));
    assert_eq!(sealed_under(&sealed), Some(CONTEXT.child_key));
    assert_eq!(
        CONTEXT.associated_data(2),
        "samsyn/v2|children|given_name|00000000-0000-0000-0000-000000000001|00000000-0000-0000-0000-000000000002"
    );
    // Of before it named its key, sealed by another implementation with the key 00 01 … 1f and the nonce 40 41 … 57.
    let known = DataKey::from_bytes(Zeroizing::new(std::array::from_fn(|i| u8::try_from(i).unwrap())));
    assert_eq!(known.open_str(&CONTEXT, KNOWN_SEALED).unwrap(), "samsyn");
    assert_eq!((sealed_under(KNOWN_SEALED), sealed_under(&[]), sealed_under(&[2, 0])), (None, None, None));
}

/// `samsyn` for [`CONTEXT`], so that a change of layout or associated data cannot go unseen.
const KNOWN_SEALED: &[u8] = &[
    0x01, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51,
    0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0xa7, 0x58, 0x68, 0x03, 0xa9, 0x8e, 0x46, 0xc4, 0x9b, 0x63, 0xd0, 0x84, 0x7b,
    0xb7, 0x1a, 0xcf, 0x1c, 0x59, 0x58, 0xd8, 0xbc, 0x92,
];

#[test]
fn a_value_opens_nowhere_else() {
    let key = DataKey::generate().unwrap();
    let sealed = key.seal_str(&CONTEXT, "hemligt").unwrap();
    let elsewhere = [
        Context { table: "guardians", ..CONTEXT },
        Context { column: "family_name", ..CONTEXT },
        Context { row: Uuid::from_u128(3), ..CONTEXT },
        Context { child_key: Uuid::from_u128(3), ..CONTEXT },
    ];
    for context in elsewhere {
        assert_eq!(key.open_str(&context, &sealed), Err(CryptoError::Corrupt), "{context:?}");
    }
    assert_eq!(DataKey::generate().unwrap().open_str(&CONTEXT, &sealed), Err(CryptoError::Corrupt));
}

fn contexts() -> impl Strategy<Value = Context> {
    (
        prop::sample::select(vec!["children", "notes"]),
        prop::sample::select(vec!["name", "body"]),
        any::<u128>(),
        any::<u128>(),
    )
        .prop_map(|(table, column, row, child_key)| Context {
            table,
            column,
            row: Uuid::from_u128(row),
            child_key: Uuid::from_u128(child_key),
        })
}

proptest! {
    #[test]
    fn what_is_sealed_opens(context in contexts(), plaintext in prop::collection::vec(any::<u8>(), 0..300)) {
        let key = DataKey::generate().unwrap();
        let (first, second) = (key.seal(&context, &plaintext).unwrap(), key.seal(&context, &plaintext).unwrap());
        prop_assert_ne!(&first, &second);
        prop_assert_eq!(&*key.open(&context, &first).unwrap(), &plaintext);
        prop_assert_eq!(&*key.open(&context, &second).unwrap(), &plaintext);
    }

    #[test]
    fn an_altered_or_cut_value_does_not_open(
        context in contexts(),
        plaintext in prop::collection::vec(any::<u8>(), 0..60),
        place in any::<prop::sample::Index>(),
        change in 1..=255_u8,
    ) {
        let key = DataKey::generate().unwrap();
        let sealed = key.seal(&context, &plaintext).unwrap();
        let place = place.index(sealed.len());
        let mut altered = sealed.clone();
        altered[place] ^= change;
        prop_assert_eq!(key.open(&context, &altered).unwrap_err(), CryptoError::Corrupt);
        prop_assert_eq!(key.open(&context, &sealed[..place]).unwrap_err(), CryptoError::Corrupt);
    }

    #[test]
    fn other_contexts_do_not_open(one in contexts(), other in contexts()) {
        prop_assume!(one != other);
        let key = DataKey::generate().unwrap();
        let sealed = key.seal(&one, b"hemligt").unwrap();
        prop_assert_eq!(key.open(&other, &sealed).unwrap_err(), CryptoError::Corrupt);
    }
}
