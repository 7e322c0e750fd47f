use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use proptest::prelude::*;

use super::super::new_key_text;
use super::*;

const CHILD_KEY: Uuid = Uuid::from_u128(7);

fn text_of(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

#[test]
fn keys_are_read_with_and_without_padding_in_either_alphabet() {
    let text = new_key_text().unwrap();
    let forms = [
        text.to_string(),
        text.trim_end_matches('=').to_owned(),
        text.replace('+', "-").replace('/', "_"),
        format!("  {}\n", *text),
    ];
    for form in forms {
        assert_eq!(MasterKeys::parse(&form).unwrap().current_id(), MasterKeys::parse(&text).unwrap().current_id());
    }
}

#[test]
fn unusable_keys_are_refused() {
    let series: Vec<u8> = (0..32).collect();
    let twice = (*new_key_text().unwrap()).clone();
    let half = [7, 250, 33, 90, 1, 201, 77, 140, 18, 9, 66, 173, 52, 229, 111, 97].repeat(2);
    let cases = [
        (String::new(), KeyError::Missing),
        (" \n, ".to_owned(), KeyError::Missing),
        ("not base64!".to_owned(), KeyError::Encoding),
        (text_of(&[9; 31]), KeyError::Length),
        (text_of(&[9; 33]), KeyError::Length),
        (text_of(&[9; 64]), KeyError::Length),
        (text_of(&[0; 32]), KeyError::Weak),
        (text_of(&[0xff; 32]), KeyError::Weak),
        (text_of(&series), KeyError::Weak),
        (text_of(&half), KeyError::Weak),
        (text_of(b"correct horse battery staple #42"), KeyError::Weak),
        (text_of(b"9f86d081884c7d659a2feaa0c55ad015"), KeyError::Weak),
        (format!("{twice},{}", text_of(&[0; 32])), KeyError::Weak),
        (format!("{twice} {twice}"), KeyError::Twice),
        (format!("demo:{twice}"), KeyError::Demo),
    ];
    for (text, expected) in cases {
        let error = MasterKeys::parse(&text).err().unwrap();
        assert_eq!(error, expected, "{text}");
        assert!(text.trim().len() < 9 || !format!("{error} {error:?}").contains(&text));
    }
}

#[test]
fn the_layout_of_a_wrapped_key_is_what_is_stored_for_ever() {
    let masters = MasterKeys::generate().unwrap();
    let wrapped = masters.wrap(&DataKey::generate().unwrap(), CHILD_KEY).unwrap();
    assert_eq!(wrapped.len(), 1 + 8 + 24 + 32 + 16);
    assert_eq!(wrapped[0], 1);
    assert_eq!(&wrapped[1..9], masters.current_id().as_bytes());
}

#[test]
fn after_rotation_old_keys_unwrap_and_the_new_one_wraps() {
    let (old_text, new_text) = (new_key_text().unwrap(), new_key_text().unwrap());
    let old = MasterKeys::parse(&old_text).unwrap();
    let both = MasterKeys::parse(&format!("{}\n{}", *new_text, *old_text)).unwrap();
    let new = MasterKeys::parse(&new_text).unwrap();
    let key = DataKey::generate().unwrap();

    let wrapped = old.wrap(&key, CHILD_KEY).unwrap();
    let unwrapped = both.unwrap_key(&wrapped, CHILD_KEY).unwrap();
    assert_eq!(unwrapped.as_bytes(), key.as_bytes());
    assert_eq!(new.unwrap_key(&wrapped, CHILD_KEY).err(), Some(CryptoError::MasterKeyMissing));

    let again = both.rewrap(&wrapped, CHILD_KEY).unwrap();
    assert_eq!(both.ids().collect::<Vec<_>>(), [new.current_id(), old.current_id()]);
    assert_eq!(new.unwrap_key(&again, CHILD_KEY).unwrap().as_bytes(), key.as_bytes());
    assert_eq!(old.unwrap_key(&again, CHILD_KEY).err(), Some(CryptoError::MasterKeyMissing));
    assert_eq!(new.rewrap(&wrapped, CHILD_KEY), Err(CryptoError::MasterKeyMissing));
}

#[test]
fn a_destroyed_key_is_told_from_a_damaged_one_and_both_read_alike() {
    let masters = MasterKeys::generate().unwrap();
    let wrapped = masters.wrap(&DataKey::generate().unwrap(), CHILD_KEY).unwrap();
    let failure = |bytes: &[u8], id| masters.unwrap_key(bytes, id).err().unwrap();
    let errors = [
        failure(&[], CHILD_KEY),
        failure(&wrapped, Uuid::from_u128(8)),
        failure(&[2], CHILD_KEY),
        failure(&wrapped[..8], CHILD_KEY),
        failure(&wrapped[..40], CHILD_KEY),
    ];
    assert_eq!(errors[0], CryptoError::KeyMissing);
    assert!(errors[1..].iter().all(|error| *error == CryptoError::Corrupt));
    assert!(errors.iter().all(|error| error.to_string() == CryptoError::NotSealed.to_string()));
    assert_eq!(masters.rewrap(&[], CHILD_KEY), Err(CryptoError::KeyMissing));
}

proptest! {
    #[test]
    fn random_keys_are_accepted(bytes in prop::array::uniform32(any::<u8>()).no_shrink()) {
        // proptest favours edge values, so only what is plainly varied is claimed
        prop_assume!(bytes.iter().collect::<BTreeSet<_>>().len() >= 26);
        prop_assert!(MasterKeys::parse(&text_of(&bytes)).is_ok());
    }

    #[test]
    fn wrapped_keys_come_back_only_unaltered(id in any::<u128>(), place in 0..81_usize, change in 1..=255_u8) {
        let id = Uuid::from_u128(id);
        let masters = MasterKeys::generate().unwrap();
        let key = DataKey::generate().unwrap();
        let mut wrapped = masters.wrap(&key, id).unwrap();
        let unwrapped = masters.unwrap_key(&wrapped, id).unwrap();
        prop_assert_eq!(unwrapped.as_bytes(), key.as_bytes());
        wrapped[place] ^= change;
        let expected = if (1..9).contains(&place) { CryptoError::MasterKeyMissing } else { CryptoError::Corrupt };
        prop_assert_eq!(masters.unwrap_key(&wrapped, id).err(), Some(expected));
    }
}
