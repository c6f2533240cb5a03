//! Arrow columns as the plain numbers and codes that a tally adds up.

use crate::EngineError;
use arrow::array::{Array, ArrayRef, AsArray, DictionaryArray, RecordBatch, StringArray, UInt32Array};
use arrow::compute::{cast, take};
use arrow::datatypes::{DataType, Float64Type, Int32Type, Int64Type, UInt32Type};
use measurement::{Batch, MeasurementError, NO_LABEL, NumberColumn, TablePlan, Tally};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A batch of rows in the plan's order of columns.
pub fn batch_of<'a>(
    plan: &TablePlan,
    tally: &mut Tally<'_>,
    rows: &'a RecordBatch,
    fail: &impl Fn(MeasurementError) -> EngineError,
) -> Result<Batch<'a>, EngineError> {
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
        batch.numbers.push(numbers(column(rows, name)?));
    }
    Ok(batch)
}

/// What counts as 1 in a column of numbers.
const YES: [&str; 4] = ["true", "t", "yes", "y"];

/// What counts as 0.
const NO: [&str; 4] = ["false", "f", "no", "n"];

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

/// Any column as numbers; what is none is NaN, which the readout withholds with the reason.
fn numbers(array: &ArrayRef) -> NumberColumn<'_> {
    if let Some(found) = array.as_primitive_opt::<Float64Type>() {
        return NumberColumn { values: found.values().as_ref().into(), missing: empty_cells(found) };
    }
    let array = match array.data_type() {
        DataType::Dictionary(_, value) => &cast(array, value).unwrap_or_else(|_| array.clone()),
        _ => array,
    };
    if matches!(array.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
        let texts = cast(array, &DataType::Utf8).unwrap_or_else(|_| array.clone());
        return texts.as_string_opt::<i32>().map(numbers_of_texts).unwrap_or_default();
    }
    let values = match cast(array, &DataType::Float64) {
        Ok(found) if is_number(array.data_type()) => found.as_primitive::<Float64Type>().values().to_vec(),
        _ => vec![f64::NAN; array.len()],
    };
    NumberColumn { values: values.into(), missing: empty_cells(array) }
}

fn empty_cells(array: &dyn Array) -> Vec<bool> {
    let nulls = array.nulls().filter(|nulls| 0 < nulls.null_count());
    nulls.map(|nulls| nulls.iter().map(|is_there| !is_there).collect()).unwrap_or_default()
}

/// Dates and times cast to numbers too, and mean nothing as a metric.
fn is_number(kind: &DataType) -> bool {
    kind.is_numeric() || matches!(kind, DataType::Boolean)
}

fn numbers_of_texts(texts: &StringArray) -> NumberColumn<'static> {
    let texts = || texts.iter().map(|text| text.map(str::trim).filter(|text| !text.is_empty()));
    let values = texts().map(|text| text.map_or(0.0, number)).collect();
    let missing: Vec<bool> = texts().map(|text| text.is_none()).collect();
    NumberColumn { values, missing: if missing.contains(&true) { missing } else { Vec::new() } }
}

fn number(text: &str) -> f64 {
    match text.parse() {
        Ok(number) => number,
        // As databases and spreadsheets write yes and no.
        Err(_) if YES.iter().any(|yes| text.eq_ignore_ascii_case(yes)) => 1.0,
        Err(_) if NO.iter().any(|no| text.eq_ignore_ascii_case(no)) => 0.0,
        Err(_) => f64::NAN,
    }
}
