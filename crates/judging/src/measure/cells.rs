//! Arrow columns as the plain numbers and codes that a tally adds up.

use arrow::array::{Array, ArrayRef, AsArray, DictionaryArray, RecordBatch, StringArray, UInt32Array};
use arrow::compute::{cast, take};
use arrow::datatypes::{DataType, Float64Type, Int32Type, Int64Type, UInt32Type};
use engine::EngineError;
use measurement::{Batch, MeasurementError, NO_LABEL, NumberColumn, TablePlan, Tally};
use sources::{Decimal, NoFigure, figure, shown_currency, shown_decimal, yes_or_no};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How the numbers of a file that stand there as text are written.
#[derive(Debug, Clone, Default)]
pub enum Written {
    /// As machines write them, as far as anybody has seen.
    #[default]
    Plain,
    /// By a query of our own: what is no number in it is withheld with the reason.
    Computed,
    /// As people write them: by column the decimal mark that its values show, where they show one.
    ByPeople(BTreeMap<String, Option<Decimal>>),
}

/// Why a batch cannot be added up.
pub enum NoBatch {
    /// A number is not written as machines write it: the marks of its column are to be looked for.
    NotPlain,
    /// A value is no number: where it stands, and what to do.
    Unread(String),
    /// It ends the readout.
    Failed(EngineError),
}

impl From<EngineError> for NoBatch {
    fn from(error: EngineError) -> Self {
        Self::Failed(error)
    }
}

impl From<lake::LakeError> for NoBatch {
    fn from(error: lake::LakeError) -> Self {
        Self::Failed(error.into())
    }
}

/// A batch of the rows of a file in the plan's order of columns; `n_before` rows of the file are before it.
///
/// Errors: a value that is no number, with its row: what was measured of somebody is never taken for nothing.
pub fn file_batch_of<'a>(
    plan: &TablePlan,
    tally: &mut Tally<'_>,
    (rows, n_before): (&'a RecordBatch, u64),
    written: &Written,
    fail: &impl Fn(MeasurementError) -> EngineError,
) -> Result<Batch<'a>, NoBatch> {
    let mut batch = Batch { n_rows: rows.num_rows(), ..Batch::default() };
    for (place, name) in plan.label_columns().iter().enumerate() {
        // A file without a column of arms is one group of people.
        if name.is_empty() {
            let everybody = tally.code(place, "everybody").map_err(fail)?;
            batch.labels.push(vec![everybody; batch.n_rows]);
            continue;
        }
        let codes = labels(column(rows, name)?, name, |text| tally.code(place, text).map_err(fail))?;
        batch.labels.push(codes);
    }
    for name in plan.key_columns() {
        batch.keys.push(keys(column(rows, name)?, name)?);
    }
    for name in plan.number_columns() {
        let numbers = numbers(column(rows, name)?, name, written).map_err(|no| match no {
            NoNumber::NotPlain => NoBatch::NotPlain,
            NoNumber::At { row, why } => {
                let row = n_before + row as u64 + 1;
                NoBatch::Unread(format!("row {row} below the header, column `{name}`: {why}"))
            }
        })?;
        batch.numbers.push(numbers);
    }
    Ok(batch)
}

/// As [`file_batch_of`], of an answer of our own query: what is no number in it is withheld with the reason.
pub fn batch_of<'a>(
    plan: &TablePlan,
    tally: &mut Tally<'_>,
    rows: &'a RecordBatch,
    fail: &impl Fn(MeasurementError) -> EngineError,
) -> Result<Batch<'a>, EngineError> {
    file_batch_of(plan, tally, (rows, 0), &Written::Computed, fail).map_err(|error| match error {
        NoBatch::Failed(error) => error,
        NoBatch::Unread(what) => EngineError::Query { what },
        NoBatch::NotPlain => EngineError::Query { what: "a number of a query is none".to_owned() },
    })
}

/// What the texts of a column show: decimal commas, decimal points, currencies.
#[derive(Debug, Default)]
struct Shown {
    comma: bool,
    point: bool,
    currencies: BTreeSet<String>,
}

/// What the texts of some columns show; several batches are added up.
#[derive(Debug, Default)]
pub struct Marks(BTreeMap<String, Shown>);

impl Marks {
    /// Takes in the columns of a batch.
    pub fn add<'a>(
        &mut self,
        names: impl Iterator<Item = &'a str>,
        rows: &RecordBatch,
    ) -> Result<(), EngineError> {
        for name in names {
            let array = column(rows, name)?;
            if !is_text(array.data_type()) {
                continue;
            }
            let shown = self.0.entry(name.to_owned()).or_default();
            for value in text(array, name)?.iter().flatten() {
                let mark = shown_decimal(value);
                shown.comma |= mark == Some(Decimal::Comma);
                shown.point |= mark == Some(Decimal::Point);
                // Most say none, and none begins and ends with a digit.
                if !value.ends_with(|c: char| c.is_ascii_digit())
                    || !value.starts_with(|c: char| c.is_ascii_digit())
                {
                    shown.currencies.extend(shown_currency(value));
                }
            }
        }
        Ok(())
    }

    /// By column the mark that it has; of one that shows both each value is read by itself.
    ///
    /// Errors: in words, where a column shows money of several currencies, which does not add up.
    pub fn written(all: impl IntoIterator<Item = Self>) -> Result<Written, String> {
        let mut found: BTreeMap<String, Shown> = BTreeMap::new();
        for (name, Shown { comma, point, currencies }) in all.into_iter().flat_map(|marks| marks.0) {
            let known = found.entry(name).or_default();
            (known.comma, known.point) = (known.comma || comma, known.point || point);
            known.currencies.extend(currencies);
        }
        if let Some((name, shown)) = found.iter().find(|(_, shown)| 1 < shown.currencies.len()) {
            let listed: Vec<&str> = shown.currencies.iter().map(String::as_str).collect();
            return Err(format!(
                "column `{name}` has money of several currencies ({}), which does not add up: bring it to one, or read each by itself",
                listed.join(", ")
            ));
        }
        let mark = |shown: &Shown| match (shown.comma, shown.point) {
            (true, false) => Some(Decimal::Comma),
            (false, true) => Some(Decimal::Point),
            _ => None,
        };
        Ok(Written::ByPeople(found.iter().map(|(name, shown)| (name.clone(), mark(shown))).collect()))
    }
}

fn column<'a>(rows: &'a RecordBatch, name: &str) -> Result<&'a ArrayRef, EngineError> {
    rows.column_by_name(name)
        .ok_or_else(|| EngineError::Query { what: format!("the file's batch has no column `{name}`") })
}

/// Any column as text; a time as its day.
pub(super) fn text(array: &ArrayRef, name: &str) -> Result<StringArray, EngineError> {
    let fail =
        |error: arrow::error::ArrowError| EngineError::Query { what: format!("column `{name}`: {error}") };
    let days;
    let array = if matches!(array.data_type(), DataType::Timestamp(..)) {
        days = cast(array, &DataType::Date32).map_err(fail)?;
        &days
    } else {
        array
    };
    Ok(cast(array, &DataType::Utf8).map_err(fail)?.as_string::<i32>().clone())
}

fn labels(
    array: &ArrayRef,
    name: &str,
    mut code: impl FnMut(&str) -> Result<u32, EngineError>,
) -> Result<Vec<u32>, EngineError> {
    if let Some(dictionary) = array.as_any().downcast_ref::<DictionaryArray<Int32Type>>() {
        let values = text(dictionary.values(), name)?;
        let codes = values
            .iter()
            .map(|value| value.map_or(Ok(NO_LABEL), &mut code))
            .collect::<Result<Vec<_>, _>>()?;
        let codes = take(&UInt32Array::from(codes), dictionary.keys(), None);
        let codes =
            codes.map_err(|error| EngineError::Query { what: format!("column `{name}`: {error}") })?;
        let codes = codes.as_primitive::<UInt32Type>();
        if codes.null_count() == 0 {
            return Ok(codes.values().to_vec());
        }
        return Ok(codes.iter().map(|code| code.unwrap_or(NO_LABEL)).collect());
    }
    if matches!(array.data_type(), DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64) {
        let whole = cast(array, &DataType::Int64).unwrap_or_else(|_| array.clone());
        let mut known: HashMap<i64, u32> = HashMap::new();
        let of = |value: Option<i64>| match value {
            None => Ok(NO_LABEL),
            Some(value) => match known.get(&value) {
                Some(&found) => Ok(found),
                None => {
                    let found = code(&value.to_string())?;
                    known.insert(value, found);
                    Ok(found)
                }
            },
        };
        return whole.as_primitive::<Int64Type>().iter().map(of).collect();
    }
    let values = text(array, name)?;
    let mut last: Option<(&str, u32)> = None;
    let mut codes = Vec::with_capacity(values.len());
    for value in &values {
        let found = match (value, last) {
            (None, _) => NO_LABEL,
            (Some(value), Some((known, found))) if known == value => found,
            (Some(value), _) => code(value)?,
        };
        last = value.map(|value| (value, found)).or(last);
        codes.push(found);
    }
    Ok(codes)
}

/// One number for each name: whole numbers as they are, other names by a hash that is the same on every run.
fn keys(array: &ArrayRef, name: &str) -> Result<Vec<Option<u64>>, EngineError> {
    if array.data_type().is_integer() {
        let whole = cast(array, &DataType::Int64)
            .map_err(|error| EngineError::Query { what: format!("column `{name}`: {error}") })?;
        // The sign only moves to another place.
        return Ok(whole.as_primitive::<Int64Type>().iter().map(|key| key.map(|key| key as u64)).collect());
    }
    let hash = |text: &str| {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        hasher.finish()
    };
    let named = |text: Option<&str>| text.filter(|text| !text.trim().is_empty()).map(hash);
    Ok(text(array, name)?.iter().map(named).collect())
}

/// Why a column has no numbers.
enum NoNumber {
    NotPlain,
    /// What stands in a row of the batch is none.
    At {
        row: usize,
        why: String,
    },
}

/// Any column as numbers.
fn numbers<'a>(array: &'a ArrayRef, name: &str, written: &Written) -> Result<NumberColumn<'a>, NoNumber> {
    if let Some(found) = array.as_primitive_opt::<Float64Type>() {
        are_finite(found.values(), found, written)?;
        return Ok(NumberColumn { values: found.values().as_ref().into(), missing: empty_cells(found) });
    }
    let array = match array.data_type() {
        DataType::Dictionary(_, value) => &cast(array, value).unwrap_or_else(|_| array.clone()),
        _ => array,
    };
    if is_text(array.data_type()) {
        let texts = cast(array, &DataType::Utf8).unwrap_or_else(|_| array.clone());
        let texts = texts.as_string_opt::<i32>().map(|texts| numbers_of_texts(texts, name, written));
        return texts.unwrap_or_else(|| Ok(NumberColumn::default()));
    }
    let values = match cast(array, &DataType::Float64) {
        Ok(found) if is_number(array.data_type()) => found.as_primitive::<Float64Type>().values().to_vec(),
        _ if matches!(written, Written::Computed) => vec![f64::NAN; array.len()],
        _ => {
            let why = format!("its values are of the type {}, which is no number", array.data_type());
            return Err(NoNumber::At { row: 0, why });
        }
    };
    are_finite(&values, array, written)?;
    Ok(NumberColumn { values: values.into(), missing: empty_cells(array) })
}

/// Checks that every value that is there is a number: `NaN` says neither what it is nor that there is none.
fn are_finite(values: &[f64], array: &dyn Array, written: &Written) -> Result<(), NoNumber> {
    if matches!(written, Written::Computed) {
        return Ok(());
    }
    let found = values.iter().enumerate().find(|(row, value)| !value.is_finite() && array.is_valid(*row));
    match found {
        None => Ok(()),
        Some((row, value)) => Err(NoNumber::At { row, why: no_number(&value.to_string()) }),
    }
}

fn no_number(text: &str) -> String {
    const N_LETTERS: usize = 60;
    let short: String = text.chars().take(N_LETTERS).collect();
    format!(
        "`{short}` is no number, and no answer as yes or no; correct it, or leave the cell empty if nobody knows it"
    )
}

fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

fn empty_cells(array: &dyn Array) -> Vec<bool> {
    let nulls = array.nulls().filter(|nulls| 0 < nulls.null_count());
    nulls.map(|nulls| nulls.iter().map(|is_there| !is_there).collect()).unwrap_or_default()
}

/// Dates and times cast to numbers too, and mean nothing as a metric.
fn is_number(kind: &DataType) -> bool {
    kind.is_numeric() || matches!(kind, DataType::Boolean)
}

fn numbers_of_texts(
    texts: &StringArray,
    name: &str,
    written: &Written,
) -> Result<NumberColumn<'static>, NoNumber> {
    let texts = || texts.iter().map(|text| text.map(str::trim).filter(|text| !text.is_empty()));
    let mut values = Vec::with_capacity(texts().size_hint().0);
    for (row, text) in texts().enumerate() {
        let read = match text {
            None => Ok(0.0),
            Some(text) => number(text, name, written).map_err(|why| why.map(|why| NoNumber::At { row, why })),
        };
        values.push(read.map_err(|why| why.unwrap_or(NoNumber::NotPlain))?);
    }
    let missing: Vec<bool> = texts().map(|text| text.is_none()).collect();
    let missing = if missing.contains(&true) { missing } else { Vec::new() };
    Ok(NumberColumn { values: values.into(), missing })
}

/// The number that a text is.
///
/// Errors: why it is none; `None` where nobody has looked for the marks of its column yet.
fn number(text: &str, name: &str, written: &Written) -> Result<f64, Option<String>> {
    match written {
        Written::Computed => Ok(text.parse().unwrap_or(f64::NAN)),
        Written::Plain => {
            let plain = text.parse::<f64>().ok().filter(|number| number.is_finite());
            let answer = || yes_or_no(text).map(|answer| if answer { 1.0 } else { 0.0 });
            plain.or_else(answer).ok_or(None)
        }
        Written::ByPeople(marks) => {
            let mark = marks.get(name).copied().flatten();
            figure(text, mark).map_err(|why| {
                Some(match why {
                    NoFigure::Number => no_number(text),
                    NoFigure::Ambiguous => format!(
                        "`{text}` is one number with a decimal comma and another with a decimal point, and no value of \
                         the column shows which it has; write it without groups and with a point, as 1234.5"
                    ),
                })
            })
        }
    }
}
