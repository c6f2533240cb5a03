//! The records as numbers into tables of different values: what resolution works on.
//!
//! Values are pushed as they came, borrowed; only their comparable forms stay, each different one
//! once. A million customer records take about 200 bytes each.

mod birth;
mod facts;
mod formats;
mod further;
mod ids;
mod mailbox;
mod names;
mod read;
pub(crate) mod slot;
mod values;

pub(crate) use facts::{EmailFacts, NameFacts, Script, StreetFacts, are_nicknames};
pub(crate) use values::{NONE, Values, scramble, text_hash};

use crate::Record;
use crate::schema::{Role, Schema};
use ids::Ids;
use normalise::Unusable;
use slot::N_SLOTS;
use std::collections::BTreeMap;

/// One record: by slot the number of its value, `NONE` where unknown.
pub(crate) type Row = [u32; N_SLOTS];

/// Takes records in and makes a [`Corpus`] of them.
///
/// Push records in any order: no answer depends on it. What a value looked like is forgotten; keep
/// the originals elsewhere.
pub struct CorpusBuilder(Corpus);

impl CorpusBuilder {
    /// An empty corpus whose records have these columns.
    pub fn new(schema: Schema) -> CorpusBuilder {
        CorpusBuilder(Corpus::new(schema))
    }

    /// Adds a record with its values in the order of the schema; a value that is not there is None.
    ///
    /// Without a record id the record is named by its position.
    /// Returns: the record's position.
    pub fn push(&mut self, values: &[Option<&str>]) -> usize {
        self.0.push(values)
    }

    /// Adds a whole record to a corpus of [`Schema::of_record`].
    pub fn push_record(&mut self, record: &Record) -> usize {
        self.push(&record.values())
    }

    /// The corpus of all that was pushed.
    pub fn build(self) -> Corpus {
        let mut corpus = self.0;
        corpus.rank = corpus.ids.sort();
        let has_value = |field: &usize| {
            corpus.table(*field).len() != 0 && corpus.rows.iter().any(|row| cell(row, *field) != NONE)
        };
        corpus.fields = (0..slot::N_FIELDS).filter(has_value).collect();
        corpus.find_formats();
        corpus.read_mailboxes();
        let n_values = |slot: &usize| corpus.table(*slot).len();
        let attributes = slot::ATTRIBUTE..slot::ATTRIBUTE + slot::N_ATTRIBUTE;
        // The first of those with most values, so that the answer is one.
        corpus.blocking_attribute = attributes.rev().max_by_key(n_values).unwrap_or(slot::ATTRIBUTE);
        corpus
    }
}

/// The records to resolve, in comparable form.
pub struct Corpus {
    pub(crate) schema: Schema,
    ids: Ids,
    /// By record its place in the order of record ids: what breaks every tie.
    pub(crate) rank: Vec<u32>,
    /// The fields in which any record says anything.
    pub(crate) fields: Vec<usize>,
    pub(crate) rows: Vec<Row>,
    further: Vec<further::Further>,
    tables: Vec<Values>,
    pub(crate) names: Vec<NameFacts>,
    pub(crate) emails: Vec<EmailFacts>,
    pub(crate) locals: Values,
    pub(crate) streets: Vec<StreetFacts>,
    /// By postcode: a hash of its area, the part that neighbours share.
    pub(crate) areas: Vec<u32>,
    set_aside: BTreeMap<(usize, Unusable), usize>,
    reader: read::Reader,
    formats: formats::Formats,
    name_counts: mailbox::NameCounts,
    /// By column: how many records say something there.
    n_values: Vec<u32>,
    /// The attribute that says most, by which blocks are made.
    pub(crate) blocking_attribute: usize,
}

impl Corpus {
    fn new(schema: Schema) -> Corpus {
        let reader = read::Reader::new(&schema);
        Corpus {
            schema,
            ids: Ids::default(),
            rank: Vec::new(),
            fields: Vec::new(),
            rows: Vec::new(),
            further: Vec::new(),
            tables: (0..N_SLOTS).map(|_| Values::default()).collect(),
            names: Vec::new(),
            emails: Vec::new(),
            locals: Values::default(),
            streets: Vec::new(),
            areas: Vec::new(),
            set_aside: BTreeMap::new(),
            reader,
            formats: formats::Formats::default(),
            name_counts: mailbox::NameCounts::default(),
            n_values: Vec::new(),
            blocking_attribute: slot::ATTRIBUTE,
        }
    }

    /// A corpus of whole records.
    pub fn of_records<'a>(records: impl IntoIterator<Item = &'a Record>) -> Corpus {
        let mut builder = CorpusBuilder::new(Schema::of_record());
        for record in records {
            builder.push(&record.values());
        }
        builder.build()
    }

    fn push(&mut self, values: &[Option<&str>]) -> usize {
        let row = self.read(values);
        self.n_values.resize(self.schema.columns.len(), 0);
        for (n, value) in self.n_values.iter_mut().zip(values) {
            *n += u32::from(value.is_some_and(|text| !text.trim().is_empty()));
        }
        let position = self.rows.len();
        match self.reader.record_id(values) {
            Some(id) => self.ids.push(id),
            None => self.ids.push(&position.to_string()),
        }
        self.rows.push(row);
        position
    }

    /// Adds a record to a corpus that was built, reading it with what was known then.
    pub(crate) fn add(&mut self, values: &[Option<&str>]) -> usize {
        let position = self.push(values);
        self.read_mailbox(position);
        let row = self.rows.get(position).copied().unwrap_or([NONE; N_SLOTS]);
        for field in 0..slot::N_FIELDS {
            if cell(&row, field) != NONE
                && let Err(at) = self.fields.binary_search(&field)
            {
                self.fields.insert(at, field);
            }
        }
        position
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The id of the record at a position; empty when there is none.
    pub fn record_id(&self, position: usize) -> &str {
        self.ids.text(position)
    }

    /// The source of the record at a position; empty when it does not say.
    pub fn source(&self, position: usize) -> &str {
        self.text(slot::SOURCE, cell(self.row(position as u32), slot::SOURCE))
    }

    /// The position of the record with this id.
    pub fn position(&self, record_id: &str) -> Option<usize> {
        self.ids.position(record_id)
    }

    /// How many values of each column were set aside, and why, as column name, reason and number.
    pub fn set_aside(&self) -> impl Iterator<Item = (&str, Unusable, usize)> {
        self.set_aside
            .iter()
            .filter_map(|((column, why), n)| Some((self.schema.columns.get(*column)?.0.as_str(), *why, *n)))
    }

    /// The columns that have a role and not one usable value.
    pub(crate) fn empty_columns(&self) -> impl Iterator<Item = &str> {
        let columns = self.schema.columns.iter().zip(&self.n_values);
        let is_used = |role: Role| !matches!(role, Role::Ignore | Role::RecordId);
        columns.filter(move |((_, role), n)| is_used(*role) && **n == 0).map(|((name, _), _)| name.as_str())
    }

    /// The names of the columns that are attributes, in the order of their slots.
    pub(crate) fn attribute_names(&self) -> Vec<String> {
        let attributes = self.schema.columns.iter().filter(|(_, role)| *role == Role::Attribute);
        attributes.map(|(name, _)| name.clone()).collect()
    }

    pub(crate) fn row(&self, position: u32) -> &Row {
        const EMPTY: Row = [NONE; N_SLOTS];
        self.rows.get(position as usize).unwrap_or(&EMPTY)
    }

    /// The table of a slot; given and family names share one, so that swapped fields are seen.
    pub(crate) fn table(&self, slot: usize) -> &Values {
        static NO_VALUES: std::sync::LazyLock<Values> = std::sync::LazyLock::new(Values::default);
        let slot = if slot == slot::FAMILY { slot::GIVEN } else { slot };
        self.tables.get(slot).unwrap_or(&NO_VALUES)
    }

    /// A name in plain letters, and in its own script; that is empty for Latin.
    pub(crate) fn scripts(&self, name: u32) -> (&str, &str) {
        names::scripts(self.text(slot::GIVEN, name))
    }

    pub(crate) fn text(&self, slot: usize, number: u32) -> &str {
        self.table(slot).text(number)
    }
}

/// The value of a cell by slot.
pub(crate) fn cell(row: &Row, slot: usize) -> u32 {
    row.get(slot).copied().unwrap_or(NONE)
}
