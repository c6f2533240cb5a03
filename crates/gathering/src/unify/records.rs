//! All that was told of anybody, column by column: a million records as structs of strings are a gigabyte.

use arrow::array::{Array as _, BooleanArray, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::compute::filter_record_batch;
use engine::columns::{text, time, time_at};
use engine::persons::Told;
use engine::persons::{COLUMNS, trust};
use engine::{Engine, EngineError};
use people::{Corpus, CorpusBuilder, Record, Schema};
use std::borrow::Cow;
use store::SourceTrusts;
use vocabulary::{Trust, WorkspaceId};

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

/// What is read of a row: copying all of it a million times takes seconds.
#[derive(Clone, Copy)]
pub enum Part {
    /// All of it.
    Whole,
    /// What it is found by.
    Handles,
    /// That, and its names.
    Named,
}

impl Part {
    /// The columns of [`TEXTS`], one bit each.
    fn columns(self) -> u16 {
        match self {
            Part::Whole => u16::MAX,
            Part::Handles => 0b10_0000_1111_0011,
            Part::Named => 0b10_0000_1111_1111,
        }
    }
}

struct Columns {
    texts: Vec<StringArray>,
    way: StringArray,
    observed_at: TimestampMicrosecondArray,
}

impl Columns {
    fn of(batch: &RecordBatch) -> Result<Self, EngineError> {
        let texts = TEXTS.iter().map(|name| text(batch, name)).collect::<Result<_, _>>()?;
        let (observed, written) = (time(batch, "observed_at")?, time(batch, "written_at")?);
        // A row without a date is of the day of its file.
        let observed_at = match written.null_count() == written.len() {
            true => observed,
            false => observed.iter().zip(&written).map(|(own, of_file)| own.or(of_file)).collect(),
        };
        Ok(Self { texts, way: text(batch, "way")?, observed_at })
    }

    fn source(&self, row: usize) -> &str {
        self.texts.get(1).map_or("", |sources| sources.value(row))
    }

    fn trust(&self, row: usize, trusts: &SourceTrusts) -> Trust {
        let way = self.way.is_valid(row).then(|| self.way.value(row));
        trust::of_row(trusts, self.source(row), way)
    }

    fn told(&self, row: usize, part: Part, trusts: &SourceTrusts) -> Told {
        let mut told = Told::empty();
        self.read(row, part, trusts, &mut told);
        told
    }

    /// Reads a row into what held another, whose texts keep their room: ten fresh texts a row are ten million
    /// allocations at each look at everybody.
    fn read(&self, row: usize, part: Part, trusts: &SourceTrusts, told: &mut Told) {
        let wanted = part.columns();
        let mut texts = self.texts.iter().enumerate().map(|(at, column)| {
            let is_there = wanted >> at & 1 == 1 && column.is_valid(row);
            is_there.then(|| column.value(row))
        });
        let mut next = || texts.next().flatten();
        let record = &mut told.record;
        for name in [&mut record.record_id, &mut record.source] {
            name.clear();
            name.push_str(next().unwrap_or_default());
        }
        record.observed_at = time_at(&self.observed_at, row);
        let slots = [
            &mut record.given_name,
            &mut record.family_name,
            &mut record.email,
            &mut record.phone,
            &mut record.customer_id,
            &mut record.anonymous_id,
            &mut record.birth_date,
            &mut record.street,
            &mut record.city,
            &mut record.state,
            &mut record.postcode,
            &mut record.country,
        ];
        for slot in slots {
            match (slot.as_mut(), next()) {
                (Some(room), Some(text)) => {
                    room.clear();
                    room.push_str(text);
                }
                (_, text) => *slot = text.map(str::to_owned),
            }
        }
        told.trust = self.trust(row, trusts);
    }
}

/// What sources of record say, then what is only seen in their events, then what browsers say.
pub struct Records {
    batches: Vec<Columns>,
    /// By batch the position of its first record.
    starts: Vec<usize>,
    n_columns: usize,
    /// Rows of record behind those of the columns.
    told: Vec<Told>,
    browsers: Vec<Told>,
    trusts: SourceTrusts,
}

/// All records of the workspace, as they came, and behind them those seen in events.
pub(super) async fn all(
    engine: &Engine,
    workspace: &WorkspaceId,
    seen: Vec<Told>,
) -> Result<Records, EngineError> {
    let trusts = engine.store().source_trusts(workspace).await?;
    let sql = format!("select {COLUMNS} from records r");
    Records::of(&engine.query(workspace, &[], &sql).await?, seen, trusts)
}

impl Records {
    /// Takes the answer of a query that selects every column of a record, and what was seen in events.
    pub fn of(batches: &[RecordBatch], seen: Vec<Told>, trusts: SourceTrusts) -> Result<Self, EngineError> {
        let mut records = Self::of_told(seen);
        for batch in batches {
            let all = Columns::of(batch)?;
            let of_record: BooleanArray =
                (0..batch.num_rows()).map(|row| Some(all.trust(row, &trusts).is_of_record())).collect();
            let browsers = (0..batch.num_rows()).filter(|row| !of_record.value(*row));
            records.browsers.extend(browsers.map(|row| all.told(row, Part::Whole, &trusts)));
            let columns = if of_record.true_count() == batch.num_rows() {
                all
            } else {
                let failed =
                    |error| EngineError::Query { what: format!("the records of trusted sources: {error}") };
                Columns::of(&filter_record_batch(batch, &of_record).map_err(failed)?)?
            };
            records.starts.push(records.n_columns);
            records.n_columns += columns.observed_at.len();
            records.batches.push(columns);
        }
        records.trusts = trusts;
        Ok(records)
    }

    /// Takes rows one by one.
    pub fn of_told(told: Vec<Told>) -> Self {
        let (told, browsers) = told.into_iter().partition(Told::is_of_record);
        let (batches, starts) = Default::default();
        Self { batches, starts, n_columns: 0, told, browsers, trusts: SourceTrusts::default() }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.n_of_record() + self.browsers.len()
    }

    /// Number of rows of record, which come first.
    pub fn n_of_record(&self) -> usize {
        self.n_columns + self.told.len()
    }

    /// The rows of browsers.
    pub fn browsers(&self) -> &[Told] {
        &self.browsers
    }

    /// Where a row stands in the columns; None for one that stands behind them.
    fn place(&self, position: usize) -> Option<(&Columns, usize)> {
        if self.n_columns <= position {
            return None;
        }
        let batch = self.starts.partition_point(|start| *start <= position).checked_sub(1)?;
        Some((self.batches.get(batch)?, position - self.starts.get(batch)?))
    }

    fn behind(&self, position: usize) -> Option<&Told> {
        let at = position.checked_sub(self.n_columns)?;
        self.told.get(at).or_else(|| self.browsers.get(at - self.told.len()))
    }

    /// The row at a position.
    pub fn get(&self, position: usize) -> Option<Cow<'_, Told>> {
        self.part(position, Part::Whole)
    }

    /// The row at a position, with a part of what it says at least.
    pub fn part(&self, position: usize, part: Part) -> Option<Cow<'_, Told>> {
        match self.place(position) {
            Some((columns, row)) => Some(Cow::Owned(columns.told(row, part, &self.trusts))),
            None => self.behind(position).map(Cow::Borrowed),
        }
    }

    /// As [`Records::part`], read into `room` where it stands in the columns.
    pub fn read<'r>(&'r self, position: usize, part: Part, room: &'r mut Told) -> Option<&'r Told> {
        match self.place(position) {
            Some((columns, row)) => {
                columns.read(row, part, &self.trusts, room);
                Some(room)
            }
            None => self.behind(position),
        }
    }

    /// The rows of record, in order.
    pub fn of_record(&self) -> impl Iterator<Item = Cow<'_, Told>> {
        (0..self.n_of_record()).filter_map(|at| self.get(at))
    }

    /// Shows the rows of record, in order, with a part of what they say at least.
    pub fn each(&self, part: Part, visit: &mut dyn FnMut(&Told)) {
        let mut room = Told::empty();
        for columns in &self.batches {
            for row in 0..columns.observed_at.len() {
                columns.read(row, part, &self.trusts, &mut room);
                visit(&room);
            }
        }
        self.told.iter().for_each(visit);
    }

    /// Whether a row is a record of its own, not only seen in events.
    pub fn is_own(&self, position: usize) -> bool {
        position < self.n_columns || self.behind(position).is_some_and(|told| !told.is_seen())
    }

    /// The id of the row at a position.
    pub fn id(&self, position: usize) -> &str {
        match self.place(position) {
            Some((columns, row)) => columns.texts.first().map_or("", |ids| ids.value(row)),
            None => self.behind(position).map_or("", |told| &told.record.record_id),
        }
    }

    /// The rows of record as what resolution works on, in the same order, each as `read` has it where that differs
    /// from how it came.
    ///
    /// Shapes: `is_plain` when no record of its own is read in another way.
    pub fn corpus(&self, is_plain: bool, read: &dyn Fn(&Told) -> Option<Box<Record>>) -> Corpus {
        let mut builder = CorpusBuilder::new(Schema::of_record());
        let push = |builder: &mut CorpusBuilder, told: &Told| match read(told) {
            Some(own) => builder.push_record(&own),
            None => builder.push_record(&told.record),
        };
        if !is_plain {
            self.of_record().for_each(|told| _ = push(&mut builder, &told));
            return builder.build();
        }
        for columns in &self.batches {
            let mut values: Vec<Option<&str>> = Vec::with_capacity(TEXTS.len() + 1);
            for row in 0..columns.observed_at.len() {
                values.clear();
                let texts = columns.texts.iter().enumerate();
                values.extend(texts.flat_map(|(at, column)| {
                    let text = column.is_valid(row).then(|| column.value(row));
                    // When a source saw it is no evidence of who it was.
                    (at == 2).then_some(None).into_iter().chain([text])
                }));
                builder.push(&values);
            }
        }
        self.told.iter().for_each(|told| _ = push(&mut builder, told));
        builder.build()
    }

    /// Whether every source of record is believed in all it says.
    pub fn is_believed_whole(&self) -> bool {
        self.trusts.is_partial_nowhere()
    }

    /// The rows of record and those of browsers, one by one.
    pub fn into_told(self) -> (Vec<Told>, Vec<Told>) {
        let columns: Vec<Told> =
            (0..self.n_columns).filter_map(|at| self.get(at).map(Cow::into_owned)).collect();
        (columns.into_iter().chain(self.told).collect(), self.browsers)
    }
}
