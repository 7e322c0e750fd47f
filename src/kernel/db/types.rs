//! The portable column types: one SQL type for what the two databases store differently.
//!
//! | type | PostgreSQL | SQLite |
//! |---|---|---|
//! | [`Id`] | uuid | BLOB, 16 bytes |
//! | [`InstantSql`] | timestamptz | INTEGER, microseconds since 1970 UTC |
//! | [`DaySql`] | date | INTEGER, days since 1970 |
//! | [`Document`] | jsonb | TEXT |

use std::io::Write;

use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, HasSqlType, Integer, SqlType, Text};
use diesel::sqlite::Sqlite;

use super::conn::{MultiBackend, MultiRawValue};
use crate::kernel::time::{Day, Instant};

/// An identifier column.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951), sqlite_type(name = "Binary"))]
pub struct Id;

/// A column that holds an instant.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185), sqlite_type(name = "Long"))]
pub struct InstantSql;

/// A column that holds a day.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1082, array_oid = 1182), sqlite_type(name = "Integer"))]
pub struct DaySql;

/// A column that holds a JSON document which is payload: nothing queries inside it.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807), sqlite_type(name = "Text"))]
pub struct DocumentSql;

/// A JSON document in a column. Never holds anything about a child in clear.
#[derive(Clone, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = DocumentSql)]
pub struct Document(pub serde_json::Value);

impl Document {
    /// The document of any serialisable value.
    ///
    /// # Errors
    /// When the value has no JSON form.
    pub fn of<T: serde::Serialize>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::to_value(value).map(Self)
    }

    /// The value that the document holds.
    ///
    /// # Errors
    /// When the document has another shape.
    pub fn read<T: serde::de::DeserializeOwned>(self) -> Result<T, serde_json::Error> {
        serde_json::from_value(self.0)
    }
}

/// The instant at which PostgreSQL's time starts (2000-01-01), in microseconds since 1970.
const POSTGRES_EPOCH_MICROS: i64 = 946_684_800_000_000;
/// The day on which PostgreSQL's calendar starts, in days since 1970.
const POSTGRES_EPOCH_DAYS: i32 = 10_957;

macro_rules! through_the_enum {
    ($($sql:ty => $rust:ty),+ $(,)?) => {$(
        impl ToSql<$sql, MultiBackend> for $rust {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> diesel::serialize::Result {
                out.set_value((<$sql>::default(), self));
                Ok(IsNull::No)
            }
        }
        impl FromSql<$sql, MultiBackend> for $rust {
            fn from_sql(value: MultiRawValue<'_>) -> diesel::deserialize::Result<Self> {
                value.from_sql::<Self, $sql>()
            }
        }
        impl HasSqlType<$sql> for MultiBackend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                Self::lookup_sql_type::<$sql>(lookup)
            }
        }
    )+};
}

through_the_enum! { InstantSql => Instant, DaySql => Day, DocumentSql => Document }

impl HasSqlType<Id> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<Id>(lookup)
    }
}

impl ToSql<InstantSql, Pg> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> diesel::serialize::Result {
        out.write_all(&(self.as_micros() - POSTGRES_EPOCH_MICROS).to_be_bytes())?;
        Ok(IsNull::No)
    }
}

impl FromSql<InstantSql, Pg> for Instant {
    fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
        let micros = <i64 as FromSql<BigInt, Pg>>::from_sql(value)?;
        Ok(Self::from_micros(micros + POSTGRES_EPOCH_MICROS)?)
    }
}

impl ToSql<InstantSql, Sqlite> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> diesel::serialize::Result {
        out.set_value(self.as_micros());
        Ok(IsNull::No)
    }
}

impl FromSql<InstantSql, Sqlite> for Instant {
    fn from_sql(value: <Sqlite as diesel::backend::Backend>::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        Ok(Self::from_micros(<i64 as FromSql<BigInt, Sqlite>>::from_sql(value)?)?)
    }
}

impl ToSql<DaySql, Pg> for Day {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> diesel::serialize::Result {
        out.write_all(&(self.as_epoch_days() - POSTGRES_EPOCH_DAYS).to_be_bytes())?;
        Ok(IsNull::No)
    }
}

impl FromSql<DaySql, Pg> for Day {
    fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
        let days = <i32 as FromSql<Integer, Pg>>::from_sql(value)?;
        Ok(Self::from_epoch_days(days + POSTGRES_EPOCH_DAYS)?)
    }
}

impl ToSql<DaySql, Sqlite> for Day {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> diesel::serialize::Result {
        out.set_value(self.as_epoch_days());
        Ok(IsNull::No)
    }
}

impl FromSql<DaySql, Sqlite> for Day {
    fn from_sql(value: <Sqlite as diesel::backend::Backend>::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        Ok(Self::from_epoch_days(<i32 as FromSql<Integer, Sqlite>>::from_sql(value)?)?)
    }
}

/// The version byte that PostgreSQL puts before a jsonb value.
const JSONB_VERSION: u8 = 1;

impl ToSql<DocumentSql, Pg> for Document {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> diesel::serialize::Result {
        out.write_all(&[JSONB_VERSION])?;
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}

impl FromSql<DocumentSql, Pg> for Document {
    fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
        match value.as_bytes() {
            [JSONB_VERSION, json @ ..] => Ok(Self(serde_json::from_slice(json)?)),
            _ => Err("unknown jsonb version".into()),
        }
    }
}

impl ToSql<DocumentSql, Sqlite> for Document {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> diesel::serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}

impl FromSql<DocumentSql, Sqlite> for Document {
    fn from_sql(value: <Sqlite as diesel::backend::Backend>::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
        Ok(Self(serde_json::from_str(&text)?))
    }
}
