use crate::interpret::Reader;
use crate::moment::Pattern;
use crate::odcs::Document;
use crate::{Role, SourceError};
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// How the rows of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, with a header.
    Csv,
    /// One JSON object a line; properties are paths as `address.city`.
    Jsonl,
    /// One message of the Segment spec a line.
    Segment,
    /// Apache Parquet.
    Parquet,
}

/// How the letters of a text file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, and nothing else.
    Utf8,
    /// Windows-1252, the "Latin-1" of spreadsheets.
    Windows1252,
    /// Value by value: UTF-8 where it is, Windows-1252 where it is not.
    Auto,
}

/// A table of the lake a source fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lands {
    /// What the source says of someone.
    Records,
    /// What happened.
    Events,
    /// Consents given and withdrawn.
    Consents,
}

/// The type of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A day.
    Day,
    /// A moment.
    Moment,
    /// A JSON object or list, kept as it is.
    Json,
}

/// One rule for the values of a property.
#[derive(Debug, Clone)]
pub(crate) enum Check {
    Pattern(Regex),
    MinLength(usize),
    MaxLength(usize),
    /// Numbers as they are, days and moments in microseconds since 1970.
    AtLeast(f64, String),
    AtMost(f64, String),
    MoreThan(f64, String),
    LessThan(f64, String),
    OneOf(HashSet<String>, String),
    Email,
    Uuid,
}

/// A column or path of a source, with its rules.
#[derive(Debug, Clone)]
pub struct Property {
    /// Its name in the file; for JSON a path.
    pub name: String,
    /// Where it lands.
    pub role: Role,
    /// Its type.
    pub kind: Kind,
    /// Whether every row needs it.
    pub is_required: bool,
    /// Whether no two rows of a file may share it.
    pub is_unique: bool,
    pub(crate) checks: Vec<Check>,
    pub(crate) pattern: Option<Pattern>,
    /// What the source writes → what we mean.
    pub(crate) meanings: HashMap<String, String>,
    /// Money is already in minor units.
    pub(crate) is_minor: bool,
    /// A moment later than the arrival by more than a day is a mistake.
    pub(crate) may_be_future: bool,
}

/// What a source must look like, and where it lands. See the crate documentation for an example.
#[derive(Debug, Clone)]
pub struct Contract {
    /// The contract's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The name of the source, in front of every key.
    pub source: String,
    /// Where the file lies, relative to the data folder, when the contract says so.
    pub path: Option<String>,
    /// How the file is written.
    pub format: Format,
    /// How its letters are written.
    pub encoding: Encoding,
    /// What stands between two values of a CSV row.
    pub delimiter: u8,
    /// Which tables it fills.
    pub lands: Vec<Lands>,
    /// The name of every event, where no property says it.
    pub event_name: Option<String>,
    /// The currency, where no property says it.
    pub currency: Option<String>,
    /// What the source is believed to say of people.
    pub asserts: vocabulary::Trust,
    /// The columns, in the order of the contract.
    pub properties: Vec<Property>,
}

impl Contract {
    /// Reads the contract file at `path`.
    pub fn load(path: &Path) -> Result<Self, SourceError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| SourceError::io(&name, &error))?;
        Self::parse(&text, &name)
    }

    /// Reads a contract; `name` stands in error texts.
    ///
    /// Strict: a key the standard does not have is an error, and so is a rule of the standard that
    /// Truelift would not check. A contract that promises less than it says is worse than none.
    ///
    /// Errors: [`SourceError::Contract`] with the line.
    pub fn parse(text: &str, name: &str) -> Result<Self, SourceError> {
        let document: Document = serde_saphyr::from_str(text).map_err(|error| SourceError::Contract {
            contract: name.to_owned(),
            line: error.location().map_or(0, |location| location.line()),
            why: without_place(&error.without_snippet().to_string()).to_owned(),
        })?;
        Reader { name }.contract(document)
    }

    /// The first property with `role`.
    pub fn property(&self, role: Role) -> Option<(usize, &Property)> {
        self.properties.iter().enumerate().find(|(_, property)| property.role == role)
    }
}

/// The reader's message without its own "at line 5, column 9": ours names the line in front.
fn without_place(message: &str) -> &str {
    message
        .rfind(" at line ")
        .map_or(message, |at| message.get(..at).unwrap_or(message))
        .trim_end_matches(',')
}
