//! JSON read strictly: a duplicate key is an error, not a choice of the last one; text is checked and normalised.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::kernel::problem::FieldError;
use crate::kernel::text::Text;

/// Reads a JSON text; the error names line and column, never the content.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let Strict(value) = Strict::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            let Strict(value) = members.next_value()?;
            if map.insert(key, value).is_some() {
                return Err(A::Error::custom("duplicate key"));
            }
        }
        Ok(Value::Object(map))
    }
}

/// Brings every text into NFC and finds the characters that no text may hold.
pub(super) fn clean(value: &mut Value) -> Vec<FieldError> {
    let mut errors = Vec::new();
    walk(value, &mut String::new(), &mut errors);
    errors
}

fn walk(value: &mut Value, pointer: &mut String, errors: &mut Vec<FieldError>) {
    match value {
        Value::String(text) => {
            if text.chars().any(forbidden) {
                errors.push(FieldError::at(
                    pointer.as_str(),
                    "forbidden-character",
                    Text::new(
                        "Texten innehåller styrtecken som inte är tillåtna.",
                        "The text holds control characters that are not allowed.",
                    ),
                ));
            }
            if is_nfc_quick(text.chars()) != IsNormalized::Yes {
                *text = text.nfc().collect();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                step(pointer, &index.to_string(), |pointer| walk(item, pointer, errors));
            }
        }
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                let escaped = key.replace('~', "~0").replace('/', "~1");
                step(pointer, &escaped, |pointer| walk(member, pointer, errors));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn step(pointer: &mut String, segment: &str, inside: impl FnOnce(&mut String)) {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(segment);
    inside(pointer);
    pointer.truncate(length);
}

/// NUL (which PostgreSQL cannot store), other control characters, and characters that reorder text unseen.
fn forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicate_keys_lone_surrogates_and_trailing_garbage_are_refused() {
        for wrong in
            [r#"{"a":1,"a":2}"#, r#"{"a":{"b":1,"b":1}}"#, r#""\ud800""#, "{} x", "[1,]", "NaN", "1e999", "\u{feff}{}"]
        {
            assert!(parse(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert!(parse("[".repeat(500).as_bytes()).is_err());
        assert!(parse(r#"{"å":["ä", 1, 1.5, null, true]}"#.as_bytes()).is_ok());
    }

    #[test]
    fn text_is_normalised_and_control_characters_are_found_with_their_pointer() {
        let mut value = serde_json::json!({"a/b": ["a\u{30a}", "fel\u{0}"], "namn": "Áŋŋá Ödman-Šaš 👧"});
        let errors = clean(&mut value);
        assert_eq!(value.pointer("/a~1b/0"), Some(&Value::String("å".into())));
        let places: Vec<_> = errors.iter().map(|error| error.place.clone()).collect();
        assert_eq!(places, [crate::kernel::problem::Place::Pointer("#/a~1b/1".into())]);
    }
}
