//! Closed lists of codes: one macro gives an enum its code, its column, its JSON and its schema, so that the four
//! cannot part.

/// Declares an enum whose values are snake_case codes in JSON and in the database, with Swedish and English labels
/// (the code list `/code-lists/{name}` shows both).
#[macro_export]
macro_rules! codes {
    ($(#[doc = $doc:literal])* $vis:vis enum $name:ident {
        $($variant:ident = $code:literal ($sv:literal, $en:literal)),+ $(,)?
    }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        $vis enum $name {
            $(#[doc = concat!($sv, " (", $en, ").")] #[serde(rename = $code)] $variant),+
        }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands in JSON and in the database.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The label in Swedish and in English.
            #[must_use]
            pub const fn label(self) -> $crate::kernel::text::Label {
                match self { $(Self::$variant => $crate::kernel::text::Label { sv: $sv, en: $en }),+ }
            }

            /// The code list as rows of code, Swedish and English.
            #[must_use]
            pub fn list() -> Vec<(&'static str, $crate::kernel::text::Label)> {
                Self::ALL.iter().map(|value| (value.code(), value.label())).collect()
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                $crate::kernel::text::code_schema(concat!($($doc),*), &Self::list())
            }
        }
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::kernel::codes::UnknownCode;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($code => Ok(Self::$variant),)+ _ => Err($crate::kernel::codes::UnknownCode) }
            }
        }

        impl<DB> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.code().to_sql(out)
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(value: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                Ok(String::from_sql(value)?.parse()?)
            }
        }
    };
}

/// A text that is not a code of the list.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("not a code of this list")]
pub struct UnknownCode;
