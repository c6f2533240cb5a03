//! All records of a workspace, column by column: a million of them as structs of strings are a gigabyte.

use super::identities::Seen;
use crate::EngineError;
use crate::columns::{text, text_at, time, time_at};
use arrow::array::{Array as _, RecordBatch, StringArray, TimestampMicrosecondArray};
use people::{Corpus, CorpusBuilder, Record, Schema};

/// The text columns, in the order of [`Schema::of_record`] without the moment.
const TEXTS: [&str; 14] = [
    "record_id",
    "source",
    "given_name",
    "family_name",
    "email",
    "phone",
    "customer_id",
    "anonymous_id",
    "birth_date",
    "street",
    "city",
    "state",
    "postcode",
    "country",
];

struct Columns {
    texts: Vec<StringArray>,
    observed_at: TimestampMicrosecondArray,
}

/// The records of the sources, and behind them those that are only seen in events.
pub struct Records {
    batches: Vec<Columns>,
    /// By batch the position of its first record.
    starts: Vec<usize>,
    n_own: usize,
    seen: Vec<Seen>,
}

impl Records {
    /// Takes the answer of a query that selects every column of a record.
    pub fn of(batches: &[RecordBatch], seen: Vec<Seen>) -> Result<Self, EngineError> {
        let (mut columns, mut starts, mut n_own) = (Vec::new(), Vec::new(), 0);
        for batch in batches {
            starts.push(n_own);
            n_own += batch.num_rows();
            let texts = TEXTS.iter().map(|name| text(batch, name)).collect::<Result<_, _>>()?;
            columns.push(Columns { texts, observed_at: time(batch, "observed_at")? });
        }
        Ok(Self { batches: columns, starts, n_own, seen })
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.n_own + self.seen.len()
    }

    /// Where a record stands; None for one that is only seen in events.
    fn place(&self, position: usize) -> Option<(&Columns, usize)> {
        if self.n_own <= position {
            return None;
        }
        let batch = self.starts.partition_point(|start| *start <= position).checked_sub(1)?;
        Some((self.batches.get(batch)?, position - self.starts.get(batch)?))
    }

    /// The record at a position; an empty one when there is none.
    pub fn get(&self, position: usize) -> Record {
        let Some((columns, row)) = self.place(position) else {
            return self.seen_at(position).map(|seen| seen.record.clone()).unwrap_or_default();
        };
        let mut texts = columns.texts.iter().map(|column| text_at(column, row));
        let mut next = || texts.next().flatten();
        Record {
            record_id: next().unwrap_or_default(),
            source: next().unwrap_or_default(),
            observed_at: time_at(&columns.observed_at, row),
            given_name: next(),
            family_name: next(),
            email: next(),
            phone: next(),
            customer_id: next(),
            anonymous_id: next(),
            birth_date: next(),
            street: next(),
            city: next(),
            state: next(),
            postcode: next(),
            country: next(),
        }
    }

    /// The record at a position with nothing but what its handles are read from.
    pub fn handles(&self, position: usize) -> Record {
        let Some((columns, row)) = self.place(position) else { return self.get(position) };
        let value = |name: &str| {
            let at = TEXTS.iter().position(|column| *column == name)?;
            text_at(columns.texts.get(at)?, row)
        };
        Record {
            email: value("email"),
            phone: value("phone"),
            customer_id: value("customer_id"),
            anonymous_id: value("anonymous_id"),
            country: value("country"),
            ..Record::default()
        }
    }

    /// What the record at a position was seen as in events.
    pub fn seen_at(&self, position: usize) -> Option<&Seen> {
        self.seen.get(position.checked_sub(self.n_own)?)
    }

    /// The id of the record at a position.
    pub fn id(&self, position: usize) -> &str {
        match self.place(position) {
            Some((columns, row)) => columns.texts.first().map_or("", |ids| ids.value(row)),
            None => self.seen_at(position).map_or("", |seen| &seen.record.record_id),
        }
    }

    /// The records as what resolution works on, in the same order.
    pub fn corpus(&self) -> Corpus {
        let mut builder = CorpusBuilder::new(Schema::of_record());
        for columns in &self.batches {
            for row in 0..columns.observed_at.len() {
                let mut values: Vec<Option<&str>> = columns
                    .texts
                    .iter()
                    .map(|column| column.is_valid(row).then(|| column.value(row)))
                    .collect();
                // When a source saw it is no evidence of who it was.
                values.insert(2, None);
                builder.push(&values);
            }
        }
        for seen in &self.seen {
            builder.push_record(&seen.record);
        }
        builder.build()
    }
}
