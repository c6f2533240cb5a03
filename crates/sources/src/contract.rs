use crate::amount::Decimal;
use crate::encoding::Encoding;
use crate::interpret::Reader;
use crate::meant::Meant;
use crate::no_words::is_list_of_noes;
use crate::timepiece::Clock;
use crate::{Role, SourceError};
use regex::Regex;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use vocabulary::{Channel, Digest, Timestamp};

/// How the rows of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Rows and columns with a header: values separated by a delimiter, or a sheet of a workbook (XLSX).
    Csv,
    /// JSON objects: one a line, or a list of them; properties are paths as `address.city`.
    Jsonl,
    /// One message of the Segment spec a line.
    Segment,
    /// Apache Parquet.
    Parquet,
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

/// Whether the rows of a source change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changes {
    /// A row never changes: what happened has happened. The same key with other content is a conflict.
    Log,
    /// The latest row of a key counts; earlier ones stay as history.
    State,
}

impl Changes {
    /// The word as it is written in a contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Changes::Log => "log",
            Changes::State => "state",
        }
    }
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
    /// Another name it may have in the file: the standard's `physicalName`.
    pub physical: Option<String>,
    /// Where it lands.
    pub role: Role,
    /// Its type.
    pub kind: Kind,
    /// Whether every row needs it.
    pub is_required: bool,
    /// Whether no two rows of a file may share it.
    pub is_unique: bool,
    pub(crate) checks: Vec<Check>,
    /// How its moments are written.
    pub(crate) clock: Clock,
    /// Its decimal mark, when the contract says it.
    pub(crate) decimal: Option<Decimal>,
    /// A row without a value here continues the row above.
    pub(crate) begins_row: bool,
    /// The column with the time of the days that stand here.
    pub(crate) time_column: Option<String>,
    /// What every row says that says nothing itself.
    pub(crate) constant: Option<String>,
    /// It is no column: nothing but that constant.
    pub(crate) is_constant: bool,
    /// What the source writes → what we mean.
    pub(crate) meanings: HashMap<String, String>,
    /// What its texts say of consent, where it is read for something else: somebody has read them.
    pub(crate) meant: Meant,
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
    /// As it was written.
    pub text: String,
    /// The name of the source, in front of every key.
    pub source: String,
    /// Where the file lies, relative to the data folder, when the contract says so.
    pub path: Option<String>,
    /// How the file is written.
    pub format: Format,
    /// How its letters are written.
    pub encoding: Encoding,
    /// What stands between two values of a row; found out from the header when the contract does not say.
    pub delimiter: Option<u8>,
    /// Lines before the header; found out when the contract does not say.
    pub skip_lines: Option<usize>,
    /// The file has no header: each of its lines is one value, that of the column `line`.
    pub is_headless: bool,
    /// Its lines are those of a log of mail, headless too: a permanent failure closes whom its line names, and every
    /// other line says nothing.
    pub is_log: bool,
    /// The sheet of a workbook; the first with rows when the contract does not say.
    pub sheet: Option<String>,
    /// A file with a column that the contract does not name is refused.
    pub is_strict: bool,
    /// Which tables it fills.
    pub lands: Vec<Lands>,
    /// Whether its rows change, when the contract says so; [`Contract::changes_of`] knows what holds else.
    pub changes: Option<Changes>,
    /// The name of every event, where no property says it.
    pub event_name: Option<String>,
    /// The name of events that bring no money, as tickets that cost nothing, where no property says it.
    pub free_event_name: Option<String>,
    /// The currency, where no property says it.
    pub currency: Option<String>,
    /// The country of phone numbers whose row names none, as ISO 3166 alpha-2.
    pub country: Option<String>,
    /// What the source is believed to say of people.
    pub asserts: vocabulary::Trust,
    /// The columns, in the order of the contract.
    pub properties: Vec<Property>,
    /// What stands in the contract and is not checked or used here, in words.
    pub notes: Vec<String>,
    /// What it must not be given with, by line: a word that says no and is mapped to a yes. One that is kept all the same
    /// reads such a word as the no that it is.
    pub slips: Vec<(u64, String)>,
}

impl Contract {
    /// Whether a file with these columns may be one of its own: all that it needs is there, and most of the rest. What it
    /// says of every row by itself stands in no file.
    pub fn knows(&self, columns: &[&str]) -> bool {
        let columns: Vec<String> = columns.iter().map(|name| crate::folded::folded(name)).collect();
        let has = |name: &str| columns.contains(&crate::folded::folded(name));
        let is_there =
            |property: &&Property| has(&property.name) || property.physical.as_deref().is_some_and(has);
        let own: Vec<&Property> = self.properties.iter().filter(|property| !property.is_constant).collect();
        let n_there = own.iter().copied().filter(|property| is_there(property)).count();
        let has_all_required = own.iter().copied().filter(|it| it.is_required).all(|it| is_there(&it));
        let is_enough = 2 <= n_there || (n_there == 1 && columns.len() == 1);
        has_all_required && is_enough && 4 * own.len() <= 5 * n_there
    }

    /// Reads the contract file at `path`.
    pub fn load(path: &Path) -> Result<Self, SourceError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| SourceError::io(&name, &error))?;
        Self::parse(&text, &name)
    }

    /// Reads a contract; `name` stands in error texts.
    ///
    /// What other tools write for themselves is left alone, with a note in [`Contract::notes`] where
    /// it is a rule that is not checked here. What would change the meaning is refused.
    ///
    /// Errors: [`SourceError::Contract`] for one fault, [`SourceError::Faults`] for all of several, with
    /// their lines.
    pub fn parse(text: &str, name: &str) -> Result<Self, SourceError> {
        let contract = Reader::new(name, text).contract()?;
        Ok(Self { text: text.to_owned(), ..contract })
    }

    /// The digest of its text: another one reads files anew, whatever its version says.
    pub fn digest(&self) -> Digest {
        Digest::of([&self.text])
    }

    /// Whether the rows it lands in `table` change.
    ///
    /// Where the contract does not say: what a source says of someone and the status of a consent are states,
    /// what happened is a log. A message of the Segment spec is a log whatever it lands in: each has its own id.
    pub fn changes_of(&self, table: Lands) -> Changes {
        self.changes.unwrap_or(match (self.format, table) {
            (Format::Segment, _) | (_, Lands::Events) => Changes::Log,
            (_, Lands::Records | Lands::Consents) => Changes::State,
        })
    }

    /// The role by which an answer finds the one that its row gave before: the row's own key, else the number of the
    /// customer where a row is somebody. `None` where each answer stands for itself.
    pub fn key_of_answers(&self) -> Option<Role> {
        let has = |role: Role| self.property(role).is_some();
        let is_person = self.lands.contains(&Lands::Records) && !self.lands.contains(&Lands::Events);
        match () {
            _ if has(Role::ExternalKey) => Some(Role::ExternalKey),
            _ if is_person && has(Role::CustomerId) => Some(Role::CustomerId),
            _ => None,
        }
    }

    /// The first property with `role`.
    pub fn property(&self, role: Role) -> Option<(usize, &Property)> {
        self.properties.iter().enumerate().find(|(_, property)| property.role == role)
    }
}

impl Property {
    /// The names it may have in a file, the one that counts first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.physical.as_deref().into_iter().chain([self.name.as_str()])
    }
}

impl Contract {
    /// The moment that the contract gives to rows which have none of their own, as the day of an export.
    pub(crate) fn moment_of_all(&self) -> Option<Timestamp> {
        self.properties_of(Role::OccurredAt)
            .find_map(|(_, property)| property.clock.moment(property.constant.as_deref()?))
            .map(Timestamp::from_micros)
    }

    /// Whether being in its file is a no, for everybody: it says `withdrawn` of every row.
    pub fn is_of_noes(&self) -> bool {
        let of_row = |property: &Property| property.constant.as_deref() == Some("withdrawn");
        let lands = self.lands.contains(&Lands::Consents);
        lands && self.properties.iter().any(|property| property.role.is_action() && of_row(property))
    }

    /// The contract by which rows of a file of this name are read: where the name says that everybody in it said no, a
    /// constant answer is a no, since a constant is no column of the file.
    pub fn of_file(&self, name: &str) -> Cow<'_, Self> {
        let is_list = self.answers_by_itself() && is_list_of_noes(name);
        if is_list { Cow::Owned(self.of_noes(self.has_answers())) } else { Cow::Borrowed(self) }
    }

    /// Whether it has an answer for rows that say none themselves, and that answer is no no.
    pub(crate) fn answers_by_itself(&self) -> bool {
        let is_other =
            |property: &Property| property.constant.as_deref().is_some_and(|word| word != "withdrawn");
        self.lands.contains(&Lands::Consents)
            && self.properties.iter().any(|property| property.role.is_action() && is_other(property))
    }

    /// Whether it reads columns for an answer.
    pub(crate) fn has_answers(&self) -> bool {
        self.properties.iter().any(|property| property.role.is_action() && !property.is_constant)
    }

    /// The same of a file whose name says that everybody in it said no: who gives no answer says no. Without a column
    /// that answers, the moments of its rows are those of something else, and each no counts from its arrival.
    pub(crate) fn of_noes(&self, has_answers: bool) -> Self {
        let mut contract = self.clone();
        for property in &mut contract.properties {
            if property.role.is_action() && (property.constant.is_some() || !has_answers) {
                property.constant = Some("withdrawn".to_owned());
            }
            if property.role == Role::OccurredAt && !has_answers {
                property.role = Role::Extra;
                property.constant = None;
            }
        }
        contract
    }

    /// The same of a file whose name says that nobody in it was asked: the yes that it says of every row is none. Its people
    /// come in all the same; rows of consents alone lack an answer.
    pub(crate) fn of_nobody_asked(&self) -> Self {
        let mut contract = self.clone();
        if self.lands.contains(&Lands::Records) {
            contract.lands.retain(|lands| *lands != Lands::Consents);
        }
        let answers = contract.properties.iter_mut().filter(|property| property.role.is_action());
        for property in answers.filter(|property| property.constant.as_deref() != Some("withdrawn")) {
            property.constant = None;
            property.is_required = false;
        }
        contract
    }

    /// The channels it speaks of, where it speaks of some; else all.
    pub(crate) fn channels(&self) -> Vec<Channel> {
        let told = |property: &Property| property.constant.as_deref().and_then(|word| word.parse().ok());
        let of_all = self.properties_of(Role::Channel).find_map(|(_, property)| told(property));
        let of_roles = self.properties.iter().filter_map(|property| property.role.channel());
        let mut named: Vec<Channel> = of_all.map_or_else(|| of_roles.collect(), |channel| vec![channel]);
        named.dedup();
        if named.is_empty() { Channel::ALL.to_vec() } else { named }
    }

    /// All properties with `role`, in order.
    pub(crate) fn properties_of(&self, role: Role) -> impl Iterator<Item = (usize, &Property)> {
        self.properties.iter().enumerate().filter(move |(_, property)| property.role == role)
    }
}
