//! Reading rows of either database: how each of our values is stored.

use consent::{Action, SuppressionReason};
use governance::Role;
use serde_json::Value;
use sqlx::{ColumnIndex, Decode, Row, Type};
use vocabulary::{
    CampaignId, Channel, Digest, JobKind, JobState, KeyKind, MemberId, PersonId, Purpose, Redacted,
    RulingKind, RulingOrigin, Timestamp, Trust, WorkspaceId,
};

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// A value of ours and the column value it is stored as.
pub(crate) trait Cell: Sized {
    /// What the database holds.
    type Raw;
    /// Reads it.
    fn read(raw: Self::Raw) -> Result<Self, Fault>;
}

macro_rules! stored_as_is {
    ($($ty:ty),*) => {$(
        impl Cell for $ty {
            type Raw = $ty;
            fn read(raw: $ty) -> Result<Self, Fault> {
                Ok(raw)
            }
        }
    )*};
}
stored_as_is!(String, i64, bool, Vec<u8>, Option<String>, Option<i64>);

macro_rules! stored_as_word {
    ($($ty:ty),*) => {$(
        impl $crate::database::Cell for $ty {
            type Raw = String;
            fn read(raw: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(raw.parse()?)
            }
        }
    )*};
}
stored_as_word!(
    Channel,
    Purpose,
    Digest,
    Action,
    SuppressionReason,
    Role,
    RulingKind,
    RulingOrigin,
    JobKind,
    JobState,
    KeyKind,
    Trust,
    CampaignId,
    WorkspaceId,
    MemberId,
    PersonId
);

impl Cell for Timestamp {
    type Raw = i64;
    fn read(raw: i64) -> Result<Self, Fault> {
        Ok(Timestamp::from_micros(raw))
    }
}

impl Cell for Option<Timestamp> {
    type Raw = Option<i64>;
    fn read(raw: Option<i64>) -> Result<Self, Fault> {
        Ok(raw.map(Timestamp::from_micros))
    }
}

impl<T: Cell> Cell for Redacted<T> {
    type Raw = T::Raw;
    fn read(raw: T::Raw) -> Result<Self, Fault> {
        T::read(raw).map(Redacted::new)
    }
}

impl Cell for Option<Redacted<String>> {
    type Raw = Option<String>;
    fn read(raw: Option<String>) -> Result<Self, Fault> {
        Ok(raw.map(Redacted::new))
    }
}

impl Cell for Value {
    type Raw = String;
    fn read(raw: String) -> Result<Self, Fault> {
        Ok(serde_json::from_str(&raw)?)
    }
}

impl Cell for Option<Value> {
    type Raw = Option<String>;
    fn read(raw: Option<String>) -> Result<Self, Fault> {
        Ok(raw.map(|text| serde_json::from_str(&text)).transpose()?)
    }
}

impl Cell for Vec<Redacted<String>> {
    type Raw = String;
    fn read(raw: String) -> Result<Self, Fault> {
        Ok(serde_json::from_str(&raw)?)
    }
}

/// Reads one column of a row of either database.
pub(crate) fn cell<'r, R, T>(row: &'r R, column: &'static str) -> Result<T, sqlx::Error>
where
    R: Row,
    T: Cell,
    T::Raw: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
{
    T::read(row.try_get(column)?)
        .map_err(|source| sqlx::Error::ColumnDecode { index: column.to_owned(), source })
}

/// Lets rows of both databases be read as `$ty`, field by column of the same name.
macro_rules! row {
    ($ty:ident { $($field:ident),* $(,)? }) => {
        $crate::database::row!(@one $ty, sqlx::sqlite::SqliteRow, $($field),*);
        $crate::database::row!(@one $ty, sqlx::postgres::PgRow, $($field),*);
    };
    (@one $ty:ident, $row:ty, $($field:ident),*) => {
        impl sqlx::FromRow<'_, $row> for $ty {
            fn from_row(row: &$row) -> Result<Self, sqlx::Error> {
                Ok(Self { $($field: $crate::database::cell(row, stringify!($field))?),* })
            }
        }
    };
}

pub(crate) use {row, stored_as_word};
