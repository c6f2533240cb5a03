//! Values of a column in the type its contract promises.

use crate::Role;
use crate::chunk::{Failure, Verdicts};
use crate::contract::{Kind, Property};
use crate::intake::Rule;
use crate::moment::{DAY, moment};
use crate::money::{minor_of_float, minor_of_text};
use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, BooleanBuilder, Date32Array, Date32Builder, Float64Array,
    Float64Builder, Int64Array, Int64Builder, PrimitiveArray, StringArray, TimestampMicrosecondArray,
    TimestampMicrosecondBuilder,
};
use arrow::compute::cast;
use arrow::datatypes::{ArrowPrimitiveType, DataType, Float64Type, Int64Type, TimeUnit};
use arrow::error::ArrowError;
use std::sync::Arc;

/// A column of one type, null where there is nothing or the row has failed.
#[derive(Debug, Clone)]
pub(crate) enum Typed {
    Text(StringArray),
    Json(StringArray),
    Integer(Int64Array),
    Number(Float64Array),
    /// Minor units.
    Money(Int64Array),
    Boolean(BooleanArray),
    Day(Date32Array),
    /// Microseconds since 1970, UTC.
    Moment(TimestampMicrosecondArray),
}

impl Typed {
    pub(crate) fn array(&self) -> ArrayRef {
        match self {
            Typed::Text(array) | Typed::Json(array) => Arc::new(array.clone()),
            Typed::Integer(array) | Typed::Money(array) => Arc::new(array.clone()),
            Typed::Number(array) => Arc::new(array.clone()),
            Typed::Boolean(array) => Arc::new(array.clone()),
            Typed::Day(array) => Arc::new(array.clone()),
            Typed::Moment(array) => Arc::new(array.clone()),
        }
    }

    /// The values as text: days as `YYYY-MM-DD`, moments as RFC 3339.
    pub(crate) fn text(&self) -> Result<StringArray, ArrowError> {
        match self {
            Typed::Text(array) | Typed::Json(array) => Ok(array.clone()),
            other => Ok(cast(&other.array(), &DataType::Utf8)?.as_string().clone()),
        }
    }

    /// The values as texts for the eye: as [`Typed::text`], but money in major units, as people wrote it.
    pub(crate) fn shown(&self) -> Result<StringArray, ArrowError> {
        match self {
            Typed::Money(array) => Ok(array.iter().map(|minor| minor.map(major_of)).collect()),
            other => other.text(),
        }
    }

    /// The values as moments; a day is its midnight in UTC. `None` for other types.
    pub(crate) fn moments(&self) -> Option<TimestampMicrosecondArray> {
        match self {
            Typed::Moment(array) => Some(array.clone()),
            Typed::Day(array) => {
                let midnights = array.iter().map(|day| day.map(|day| i64::from(day) * DAY));
                Some(midnights.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
            }
            _ => None,
        }
    }

    /// The values as numbers, for limits: days and moments in microseconds. `None` for texts.
    pub(crate) fn number(&self, row: usize) -> Option<f64> {
        fn at<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>, row: usize) -> Option<T::Native> {
            array.is_valid(row).then(|| array.value(row))
        }
        match self {
            Typed::Integer(array) => at(array, row).map(|value| value as f64),
            Typed::Number(array) => at(array, row),
            Typed::Money(array) => at(array, row).map(|minor| minor as f64 / 100.0),
            Typed::Day(array) => at(array, row).map(|day| (i64::from(day) * DAY) as f64),
            Typed::Moment(array) => at(array, row).map(|micros| micros as f64),
            Typed::Text(_) | Typed::Json(_) | Typed::Boolean(_) => None,
        }
    }
}

/// `-1981` as `-19.81`.
fn major_of(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let minor = minor.unsigned_abs();
    format!("{sign}{}.{:02}", minor / 100, minor % 100)
}

/// A value for an error text: short, whatever it was.
pub(crate) fn shown(value: &str) -> String {
    match value.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or_default()),
        None => value.to_owned(),
    }
}

fn wrong_type(property: &Property, value: &str, what: &str) -> Failure {
    Failure {
        rule: Rule::Type,
        field: Some(property.name.clone()),
        why: format!("`{}` is not {what}", shown(value)),
    }
}

/// What the contract's type is called in an error text.
fn type_name(property: &Property) -> &'static str {
    match (property.role, property.kind) {
        (Role::Revenue, _) if property.is_minor => "an amount in minor units, as 1234",
        (Role::Revenue, _) => "an amount with at most two decimals, as 12.34",
        (_, Kind::Integer) => "a whole number",
        (_, Kind::Number) => "a number",
        (_, Kind::Boolean) => "true or false",
        (_, Kind::Day) if property.pattern.is_some() => "a date in the contract's format",
        (_, Kind::Day) => "a date, as 2026-09-15",
        (_, Kind::Moment) if property.pattern.is_some() => "a time in the contract's format",
        (_, Kind::Moment) => "a time, as 2026-09-15T14:00:00Z",
        (_, Kind::Json) => "JSON",
        (_, Kind::Text) => "text",
    }
}

/// Reads `cells` as `property` promises. Rows whose value cannot be read fail.
pub(crate) fn typed(
    property: &Property,
    cells: &ArrayRef,
    verdicts: &mut Verdicts,
) -> Result<Typed, ArrowError> {
    let is_text = matches!(
        cells.data_type(),
        DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Dictionary(_, _)
            | DataType::Null
    );
    if is_text {
        let text = cast(cells, &DataType::Utf8)?;
        return Ok(of_text(property, text.as_string(), verdicts));
    }
    of_native(property, cells, verdicts)
}

/// The value without the blanks around it and in our words; `None` when nothing is left.
fn meant<'a>(property: &'a Property, value: Option<&'a str>) -> Option<&'a str> {
    let value = value?.trim();
    let value = property.meanings.get(value).map_or(value, String::as_str);
    (!value.is_empty()).then_some(value)
}

fn of_text(property: &Property, text: &StringArray, verdicts: &mut Verdicts) -> Typed {
    macro_rules! read {
        ($builder:ty, $read:expr) => {{
            let mut builder = <$builder>::with_capacity(text.len());
            for (row, value) in text.iter().enumerate() {
                let value = meant(property, value);
                let read = value.and_then($read);
                if let (Some(value), None) = (value, read) {
                    verdicts.fail(row, wrong_type(property, value, type_name(property)));
                }
                builder.append_option(read);
            }
            builder.finish()
        }};
    }
    let micros = |value: &str| match &property.pattern {
        Some(pattern) => pattern.read(value).or_else(|| moment(value)),
        None => moment(value),
    };
    if property.role == Role::Revenue {
        return match property.is_minor {
            true => Typed::Money(read!(Int64Builder, |value: &str| value.parse::<i64>().ok())),
            false => Typed::Money(read!(Int64Builder, minor_of_text)),
        };
    }
    match property.kind {
        Kind::Text => Typed::Text(text.iter().map(|value| meant(property, value)).collect()),
        Kind::Json => {
            for (row, value) in text.iter().enumerate() {
                if let Some(value) = meant(property, value).filter(|value| !is_json(value)) {
                    verdicts.fail(row, wrong_type(property, value, type_name(property)));
                }
            }
            Typed::Json(text.iter().map(|value| meant(property, value)).collect())
        }
        Kind::Integer => Typed::Integer(read!(Int64Builder, |value: &str| value.parse::<i64>().ok())),
        Kind::Number => Typed::Number(read!(Float64Builder, |value: &str| value
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite()))),
        Kind::Boolean => Typed::Boolean(read!(BooleanBuilder, boolean)),
        Kind::Day => Typed::Day(read!(Date32Builder, |value: &str| day_of(micros(value)?))),
        Kind::Moment => Typed::Moment(read!(TimestampMicrosecondBuilder, micros).with_timezone("UTC")),
    }
}

/// The day a moment lies in, when it is the whole day: a date has no time.
fn day_of(micros: i64) -> Option<i32> {
    (micros % DAY == 0).then(|| i32::try_from(micros / DAY).ok()).flatten()
}

fn boolean(value: &str) -> Option<bool> {
    match value {
        "true" | "True" | "TRUE" | "1" => Some(true),
        "false" | "False" | "FALSE" | "0" => Some(false),
        _ => None,
    }
}

fn is_json(value: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok()
}

/// Parquet's own types, by a cast; what does not survive it fails.
fn of_native(property: &Property, cells: &ArrayRef, verdicts: &mut Verdicts) -> Result<Typed, ArrowError> {
    if property.role == Role::Revenue {
        return Ok(Typed::Money(native_money(property, cells, verdicts)?));
    }
    let wanted = match property.kind {
        Kind::Text | Kind::Json => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::Day => DataType::Date32,
        Kind::Moment => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
    };
    // A moment without a zone is UTC, as everywhere in a contract; the cast would take it as local.
    let cells = match (cells.data_type(), property.kind) {
        (DataType::Timestamp(unit, None), Kind::Moment) => cast(cells, &DataType::Int64)
            .and_then(|ticks| cast(&ticks, &DataType::Timestamp(*unit, Some("UTC".into()))))?,
        _ => Arc::clone(cells),
    };
    let array = cast(&cells, &wanted)?;
    let is_fraction_lost = |row: usize| {
        let original = cells.as_primitive_opt::<Float64Type>();
        property.kind == Kind::Integer
            && original.is_some_and(|original| original.is_valid(row) && original.value(row).fract() != 0.0)
    };
    if array.null_count() != cells.null_count() || property.kind == Kind::Integer {
        let as_text = cast(&cells, &DataType::Utf8)?;
        let as_text: &StringArray = as_text.as_string();
        for row in 0..cells.len() {
            if cells.is_valid(row) && (array.is_null(row) || is_fraction_lost(row)) {
                verdicts.fail(row, wrong_type(property, as_text.value(row), type_name(property)));
            }
        }
    }
    Ok(match property.kind {
        Kind::Text => of_text(property, array.as_string(), verdicts),
        Kind::Json => Typed::Json(array.as_string().clone()),
        Kind::Integer => Typed::Integer(array.as_primitive().clone()),
        Kind::Number => Typed::Number(array.as_primitive().clone()),
        Kind::Boolean => Typed::Boolean(array.as_boolean().clone()),
        Kind::Day => Typed::Day(array.as_primitive().clone()),
        Kind::Moment => Typed::Moment(array.as_primitive().clone()),
    })
}

fn native_money(
    property: &Property,
    cells: &ArrayRef,
    verdicts: &mut Verdicts,
) -> Result<Int64Array, ArrowError> {
    let mut builder = Int64Builder::with_capacity(cells.len());
    let mut take = |row: usize, minor: Option<i64>, shown: &dyn Fn() -> String| {
        if minor.is_none() {
            verdicts.fail(row, wrong_type(property, &shown(), type_name(property)));
        }
        builder.append_option(minor);
    };
    match cells.data_type() {
        DataType::Float64 | DataType::Float32 => {
            let amounts = cast(cells, &DataType::Float64)?;
            let amounts = amounts.as_primitive::<Float64Type>();
            for (row, amount) in amounts.iter().enumerate() {
                match amount {
                    None => take(row, Some(0), &String::new),
                    Some(amount) if property.is_minor => {
                        take(row, minor_of_float(amount / 100.0), &|| amount.to_string())
                    }
                    Some(amount) => take(row, minor_of_float(amount), &|| amount.to_string()),
                }
            }
        }
        kind if kind.is_integer() => {
            let whole = cast(cells, &DataType::Int64)?;
            for (row, amount) in whole.as_primitive::<Int64Type>().iter().enumerate() {
                let factor = if property.is_minor { 1 } else { 100 };
                let minor = amount.unwrap_or_default().checked_mul(factor);
                take(row, minor, &|| amount.unwrap_or_default().to_string());
            }
        }
        _ => {
            let text = cast(cells, &DataType::Utf8)?;
            let text: &StringArray = text.as_string();
            for (row, value) in text.iter().enumerate() {
                let minor = value.map_or(Some(0), minor_of_text);
                take(row, minor, &|| value.unwrap_or_default().to_owned());
            }
        }
    }
    // Nulls went through as zero above so that they do not fail; they are nulls again here.
    let minor = builder.finish();
    Ok(Int64Array::new(
        minor.values().clone(),
        arrow::buffer::NullBuffer::union(minor.nulls(), cells.logical_nulls().as_ref()),
    ))
}
