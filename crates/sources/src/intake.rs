use crate::as_came::AsCame;
use arrow::array::RecordBatch;
use std::fmt;
use vocabulary::{Redacted, Timestamp, WorkspaceId};

/// For whom and when rows come in.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The workspace they belong to.
    pub workspace: WorkspaceId,
    /// The moment of arrival; its day is the partition, and nothing may lie more than a day after it.
    pub arrived_at: Timestamp,
}

/// Rows that meet their contract, in the column shapes of the lake's tables.
///
/// `None` when the contract does not land there, or no row of this portion does.
#[derive(Debug, Clone, Default)]
pub struct Accepted {
    /// For table `records`.
    pub records: Option<RecordBatch>,
    /// For table `events`.
    pub events: Option<RecordBatch>,
    /// For the ledger of consent.
    pub consents: Vec<Said>,
    /// The rows as they came: row `n` of records and events is made of row `n` here, but for the records of
    /// messages, of which only some name somebody.
    pub as_came: AsCame,
}

/// What one row says of consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who said what.
    pub statement: consent::Statement,
    /// Line of the file, as [`Rejected::line`].
    pub line: u64,
    /// The row as it came, for quarantine when it contradicts what is on file.
    pub original: Redacted<String>,
}

/// Why a row cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A required value is missing.
    Required,
    /// The value is of another type.
    Type,
    /// The value does not follow the pattern or format.
    Pattern,
    /// The text is too short or too long.
    Length,
    /// The number or moment is too small or too large.
    Range,
    /// The value is not one of the allowed ones.
    Enum,
    /// Another row of the file has the same value.
    Unique,
    /// The moment lies in the future.
    Future,
    /// The key has letters no id may have.
    Key,
    /// The row has too many or too few values.
    ColumnCount,
    /// The line is none of the table's rows: a sum or a count below it, units below its header.
    Footer,
    /// The row is not valid JSON.
    Json,
    /// The object has a key the contract does not know.
    UnknownField,
    /// The letters are not in the contract's encoding.
    Encoding,
    /// The message breaks the Segment spec.
    Segment,
    /// The source is not believed in what the row says: see `truelift.asserts`.
    Trust,
    /// The key is known and the row says something else.
    Conflict,
    /// It was acknowledged and can no longer be read.
    Unreadable,
}

impl Rule {
    /// The word as it is stored with a quarantined row.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Required => "required",
            Rule::Type => "type",
            Rule::Pattern => "pattern",
            Rule::Length => "length",
            Rule::Range => "range",
            Rule::Enum => "enum",
            Rule::Unique => "unique",
            Rule::Future => "future",
            Rule::Key => "key",
            Rule::ColumnCount => "column_count",
            Rule::Footer => "footer",
            Rule::Json => "json",
            Rule::UnknownField => "unknown_field",
            Rule::Encoding => "encoding",
            Rule::Segment => "segment",
            Rule::Trust => "trust",
            Rule::Conflict => "conflict",
            Rule::Unreadable => "unreadable",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A row for quarantine.
///
/// `why` and `original` hold what the row said, which may be personal: they belong into the store
/// and before the eyes of members, never into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Line of the file, its header being line 1; for Parquet the number of the row, from 1.
    pub line: u64,
    /// The rule it breaks, as [`Rule::as_str`].
    pub rule: String,
    /// The property that breaks it.
    pub field: Option<String>,
    /// Why, for the reader.
    pub why: String,
    /// The row: a JSON object by property name, or the raw line where it is no row at all.
    /// [`crate::replay`] reads both.
    pub original: String,
    /// The key of the row, as its good rows have it in the lake; `None` when it has none that can be read.
    pub key: Option<String>,
}

impl fmt::Debug for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field.as_deref().unwrap_or("-");
        write!(f, "line {} breaks `{}` in `{field}`", self.line, self.rule)
    }
}

/// How many rows a file had and what became of them.
///
/// INVARIANT: `n_rows == n_accepted + n_rejected`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Rows read.
    pub n_rows: u64,
    /// Rows accepted.
    pub n_accepted: u64,
    /// Rows rejected.
    pub n_rejected: u64,
}

/// Which rows close somebody, and which say nothing at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// Lines whose no counts, wherever in the row it stands, those in quarantine among them.
    pub closing: Vec<u64>,
    /// Good rows that land nowhere and whose no stands beside the columns of their contract.
    pub n_beside: u64,
    /// Good rows that land nowhere, for they say nothing of consent and their contract reads nothing else.
    pub n_silent: u64,
}

/// What one stretch of a file became.
#[derive(Debug, Clone, Default)]
pub struct Portion {
    /// The good rows.
    pub accepted: Accepted,
    /// The bad ones.
    pub rejected: Vec<Rejected>,
    /// What the bad ones say no to, as far as it can be read: it counts at once, with the row in quarantine.
    pub noes: Vec<consent::Statement>,
    /// The same of rows that name nobody any more: known by their id alone, where earlier rows of it named somebody.
    pub nameless: Vec<consent::Statement>,
    /// What the rows of this portion say of consent, line by line.
    pub heard: Heard,
    /// Their counts.
    pub totals: Totals,
    /// What was found out about the file so far, as [`crate::Reading::notes`].
    pub notes: Vec<String>,
}
