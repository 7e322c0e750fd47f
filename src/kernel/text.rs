//! Texts for people in two languages, and the schemas of the plain types.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};

/// A text in Swedish and English that is known when the program is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Swedish.
    pub sv: &'static str,
    /// English.
    pub en: &'static str,
}

/// The language of an answer, chosen by `Accept-Language`; Swedish unless English is preferred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Swedish, the default.
    #[default]
    Swedish,
    /// English.
    English,
}

impl Language {
    /// Chooses by the first of `sv` and `en` that has the highest quality (RFC 9110, 12.5.4).
    #[must_use]
    pub fn from_header(header: &str) -> Self {
        let quality = |wanted: &str| {
            header
                .split(',')
                .filter_map(|part| {
                    let (range, parameters) = part.split_once(';').unwrap_or((part, ""));
                    let language = range.trim().split('-').next()?.to_ascii_lowercase();
                    let q = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())?;
                    (language == wanted).then_some(q)
                })
                .fold(0.0_f32, f32::max)
        };
        if quality("en") > quality("sv") { Self::English } else { Self::Swedish }
    }

    /// The language tag (BCP 47) for `Content-Language`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }
}

/// A text in both languages, made while answering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text from its two wordings.
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { sv: sv.into(), en: en.into() }
    }

    /// The wording in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Swedish => &self.sv,
            Language::English => &self.en,
        }
    }
}

impl From<Label> for Text {
    fn from(label: Label) -> Self {
        Self::new(label.sv, label.en)
    }
}

fn string_schema(format: KnownFormat, example: &str, min: usize, max: usize) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(format)))
        .examples([serde_json::Value::from(example)])
        .min_length(Some(min))
        .max_length(Some(max))
        .into()
}

/// The schema of a closed list of codes, each told in Swedish.
pub fn code_schema(description: &str, codes: &[(&'static str, Label)]) -> RefOr<Schema> {
    let told: Vec<String> = codes.iter().map(|(code, label)| format!("`{code}` {}", label.sv)).collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(format!("{} {}.", description.trim(), told.join(", "))))
        .enum_values(Some(codes.iter().map(|(code, _)| *code)))
        .into()
}

/// The schema of an identifier.
pub fn uuid_schema() -> RefOr<Schema> {
    string_schema(KnownFormat::Uuid, "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", 36, 36)
}

/// The schema of an instant: RFC 3339, any offset accepted, UTC returned.
pub fn instant_schema() -> RefOr<Schema> {
    string_schema(KnownFormat::DateTime, "2026-03-02T08:15:00Z", 20, 40)
}

/// The schema of a day in Europe/Stockholm.
pub fn day_schema() -> RefOr<Schema> {
    string_schema(KnownFormat::Date, "2026-03-02", 10, 10)
}

macro_rules! plain_schemas {
    ($($name:ty => $schema:ident),+ $(,)?) => {$(
        impl utoipa::PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                $schema()
            }
        }
        impl utoipa::ToSchema for $name {}
    )+};
}

plain_schemas! { super::time::Instant => instant_schema, super::time::Day => day_schema }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_is_the_default_and_english_is_chosen_when_preferred() {
        for (header, expected) in [
            ("", Language::Swedish),
            ("en", Language::English),
            ("sv, en;q=0.8", Language::Swedish),
            ("en-GB, sv;q=0.8", Language::English),
            ("fi, en;q=0.5", Language::English),
            ("de", Language::Swedish),
        ] {
            assert_eq!(Language::from_header(header), expected, "{header}");
        }
    }
}
