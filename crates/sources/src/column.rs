//! Values of a column in the type its contract promises.

use crate::Role;
use crate::amount::{Decimal, Mark, amount, shown_mark};
use crate::by_parts::is_hollow;
use crate::channel_words::channel_called;
use crate::chunk::{Failure, Verdicts};
use crate::contract::{Kind, Property};
use crate::figure::yes_or_no;
use crate::intake::Rule;
use crate::moment::DAY;
use crate::money::{Priced, Till};
use crate::neither::is_neither;
use crate::said::{asks_for_no, says_no};
use crate::timepiece::Clock;
use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, BooleanBuilder, Date32Array, Date32Builder, Float64Array,
    Float64Builder, Int64Array, Int64Builder, PrimitiveArray, StringArray, StringBuilder,
    TimestampMicrosecondArray, TimestampMicrosecondBuilder,
};
use arrow::compute::cast;
use arrow::datatypes::{ArrowPrimitiveType, DataType, TimeUnit};
use arrow::error::ArrowError;
use std::sync::Arc;
use vocabulary::{Currency, Timestamp};

/// A column of one type, null where there is nothing or the row has failed.
#[derive(Debug, Clone)]
pub(crate) enum Typed {
    Text(StringArray),
    Json(StringArray),
    Integer(Int64Array),
    Number(Float64Array),
    /// Minor units, and the currency of each, null where nobody says it.
    Money(Int64Array, StringArray),
    Boolean(BooleanArray),
    Day(Date32Array),
    /// Microseconds since 1970, UTC.
    Moment(TimestampMicrosecondArray),
}

impl Typed {
    pub(crate) fn array(&self) -> ArrayRef {
        match self {
            Typed::Text(array) | Typed::Json(array) => Arc::new(array.clone()),
            Typed::Integer(array) | Typed::Money(array, _) => Arc::new(array.clone()),
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
            Typed::Money(array, currencies) => Ok(array
                .iter()
                .zip(currencies)
                .map(|(minor, currency)| minor.map(|minor| major_of(minor, n_decimals(currency))))
                .collect()),
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

    /// As [`Typed::moments`], but a day is its midnight where the column's clock hangs.
    pub(crate) fn moments_on(&self, clock: &Clock) -> Option<TimestampMicrosecondArray> {
        let moments = self.moments()?;
        if !matches!(self, Typed::Day(_)) || clock.zone.is_none() {
            return Some(moments);
        }
        let moments = moments.iter().map(|micros| micros.and_then(|wall| clock.of_wall(wall)));
        Some(moments.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
    }

    /// Days of birth by years of two digits: one that is still to come is of the century before.
    pub(crate) fn born_by(self, arrived_at: Timestamp) -> Self {
        let Typed::Day(array) = &self else { return self };
        let today = i32::try_from(arrived_at.micros().div_euclid(DAY)).unwrap_or(i32::MAX);
        let born =
            array.iter().map(|day| day.map(|day| if today < day { a_century_before(day) } else { day }));
        Typed::Day(born.collect())
    }

    /// The values as numbers, for limits: days and moments in microseconds. `None` for texts.
    pub(crate) fn number(&self, row: usize) -> Option<f64> {
        fn at<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>, row: usize) -> Option<T::Native> {
            array.is_valid(row).then(|| array.value(row))
        }
        match self {
            Typed::Integer(array) => at(array, row).map(|value| value as f64),
            Typed::Number(array) => at(array, row),
            Typed::Money(array, currencies) => {
                let currency = currencies.is_valid(row).then(|| currencies.value(row));
                at(array, row).map(|minor| minor as f64 / 10_f64.powi(n_decimals(currency).cast_signed()))
            }
            Typed::Day(array) => at(array, row).map(|day| (i64::from(day) * DAY) as f64),
            Typed::Moment(array) => at(array, row).map(|micros| micros as f64),
            Typed::Text(_) | Typed::Json(_) | Typed::Boolean(_) => None,
        }
    }
}

/// The same day a hundred years before, in days since 1970.
fn a_century_before(day: i32) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    let before = || {
        let date = epoch.checked_add(jiff::Span::new().try_days(day).ok()?).ok()?;
        let date = date.checked_sub(jiff::Span::new().try_years(100).ok()?).ok()?;
        epoch.until(date).ok().map(|span| span.get_days())
    };
    before().unwrap_or(day)
}

pub(crate) fn n_decimals(currency: Option<&str>) -> u32 {
    currency.and_then(|code| code.parse().ok()).map_or(2, |currency: Currency| currency.n_decimals())
}

/// `-1981` as `-19.81`.
pub(crate) fn major_of(minor: i64, n_decimals: u32) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let (minor, unit) = (minor.unsigned_abs(), 10_u64.pow(n_decimals));
    match n_decimals {
        0 => format!("{sign}{minor}"),
        n => format!("{sign}{}.{:0width$}", minor / unit, minor % unit, width = n as usize),
    }
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
        (_, Kind::Integer) => "a whole number",
        (_, Kind::Number) => "a number",
        (_, Kind::Boolean) => "true or false",
        (_, Kind::Day) if !property.clock.patterns.is_empty() => "a date in the contract's format",
        (_, Kind::Day) => "a date that can be read in one way, as 2026-09-15; give its pattern as `format`",
        (_, Kind::Moment) if !property.clock.patterns.is_empty() => "a time in the contract's format",
        (_, Kind::Moment) => {
            "a time that can be read in one way, as 2026-09-15T14:00:00Z; give its pattern as `format`, or its `truelift.unit` if it is a number"
        }
        (_, Kind::Json) => "JSON",
        (_, Kind::Text) => "text",
    }
}

/// What helps to read a column and lies outside it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beside<'a> {
    /// The currency of each row.
    pub(crate) currencies: Option<&'a StringArray>,
    /// The currency of the contract.
    pub(crate) fallback: Option<Currency>,
    /// The decimal mark that earlier rows of the file showed.
    pub(crate) decimal: Option<Decimal>,
    /// The texts were numbers, written by us and not by people.
    pub(crate) is_plain: bool,
}

/// Reads `cells` as `property` promises. Rows whose value cannot be read fail.
pub(crate) fn typed(
    property: &Property,
    cells: &ArrayRef,
    beside: &mut Beside<'_>,
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
        return Ok(of_text(property, text.as_string(), beside, verdicts));
    }
    // Arrow writes numbers as machines do, whatever the contract says of people.
    let mut plain = Beside { is_plain: true, ..*beside };
    of_native(property, cells, &mut plain, verdicts)
}

/// A cell without what a spreadsheet writes to make a number a text: `'0049`, `="00123"`.
pub(crate) fn unmarked(value: &str) -> &str {
    let marked = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit() || "+-=".contains(c));
    let value = value.strip_prefix('\'').filter(marked).unwrap_or(value);
    let formula = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.filter(|text| !text.contains('"')).map_or(value, str::trim)
}

/// The value without the blanks around it and in our words; the constant where nothing is left.
pub(crate) fn meant<'a>(property: &'a Property, value: Option<&'a str>) -> Option<&'a str> {
    let value = value.unwrap_or_default().trim();
    let value = unmarked(value);
    let meanings = &property.meanings;
    if property.role.is_action() && is_hollow(value) && !meanings.contains_key(value) {
        // Who may agree to several things and agreed to none.
        return if asks_for_no(property) { property.constant.as_deref() } else { Some("withdrawn") };
    }
    if property.role.is_action() && value.starts_with('[') && value.ends_with(']') {
        return meant_by_list(property, value);
    }
    let own = || meanings.get(value).or_else(|| meanings.get(value.to_lowercase().as_str()));
    let value = match own().filter(|_| !meanings.is_empty()) {
        Some(means) => means.as_str(),
        // Who never subscribed has said nothing.
        None if property.role.is_action() && is_neither(value) => "",
        None if property.role == Role::Channel => {
            channel_called(value).map_or(value, |channel| channel.as_str())
        }
        None => value,
    };
    match value.is_empty() {
        true => property.constant.as_deref(),
        false => Some(value),
    }
}

/// The words of a list in a cell, as `["HARD_BOUNCE"]`; of a cell that holds none the cell itself.
pub(crate) fn listed_words(value: &str) -> impl Iterator<Item = &str> {
    let value = value.trim();
    let inner = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let is_mark = |c: char| c.is_whitespace() || c == '"' || c == '\'';
    inner.unwrap_or(value).split(if inner.is_some() { ',' } else { '\0' }).map(move |word| match inner {
        Some(_) => word.trim_matches(is_mark),
        None => word,
    })
}

/// What a list of words says: no, where one of them does; else what the first says that is there.
fn meant_by_list<'a>(property: &'a Property, value: &'a str) -> Option<&'a str> {
    let means =
        |word: &'a str| property.meanings.get(word.to_lowercase().as_str()).map_or(word, String::as_str);
    let words = || listed_words(value).filter(|word| !word.is_empty()).map(means);
    let is_no = |word: &&str| *word == "withdrawn" || says_no(property, word);
    words().find(is_no).or_else(|| words().find(|word| !word.is_empty())).or(property.constant.as_deref())
}

/// Whether a number was shortened by a spreadsheet, as `1.23E+15`: its last digits are gone, and many become one.
pub(crate) fn is_shortened(value: &str) -> bool {
    let Some((digits, exponent)) = value.split_once(['E', 'e']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or_default();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, rest) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    is_digits(whole) && is_digits(rest) && is_digits(exponent) && exponent.len() <= 2
}

/// The decimal mark of a column: told, or shown by its values. Values that show different marks leave it
/// open, and each is read by what it shows itself.
fn mark(property: &Property, text: &StringArray, beside: &mut Beside<'_>) -> Mark {
    if beside.is_plain {
        return Mark::Told(Decimal::Point);
    }
    if let Some(told) = property.decimal {
        return Mark::Told(told);
    }
    if let Some(seen) = beside.decimal {
        return Mark::Seen(seen);
    }
    let has_comma = |text: &str| text.contains(',');
    if !text.iter().flatten().any(has_comma) {
        return Mark::Open;
    }
    let (mut comma, mut point) = (false, false);
    for value in text.iter().flatten() {
        match shown_mark(value) {
            Some(Decimal::Comma) => comma = true,
            Some(Decimal::Point) => point = true,
            None => {}
        }
    }
    let seen = match (comma, point) {
        (true, false) => Decimal::Comma,
        (false, true) => Decimal::Point,
        _ => return Mark::Open,
    };
    beside.decimal = Some(seen);
    Mark::Seen(seen)
}

fn of_text(
    property: &Property,
    text: &StringArray,
    beside: &mut Beside<'_>,
    verdicts: &mut Verdicts,
) -> Typed {
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
    if property.role == Role::Revenue {
        return money(property, text, beside, verdicts);
    }
    let clock = &property.clock;
    match property.kind {
        Kind::Text if property.role.is_key() => {
            let key = |value: Option<&str>| {
                let key = key(meant(property, value)?);
                Some(if property.role == Role::ExternalKey { spelt(&key) } else { key })
            };
            Typed::Text(text.iter().map(key).collect())
        }
        // A cell may have been filled from the header of a mail.
        Kind::Text
            if matches!(property.role, Role::Email | Role::FullName | Role::GivenName | Role::FamilyName) =>
        {
            let value = |value| Some(normalise::words_decoded(meant(property, value)?));
            Typed::Text(text.iter().map(value).collect())
        }
        Kind::Text => Typed::Text(text.iter().map(|value| meant(property, value)).collect()),
        Kind::Json => {
            for (row, value) in text.iter().enumerate() {
                if let Some(value) = meant(property, value).filter(|value| !is_json(value)) {
                    verdicts.fail(row, wrong_type(property, value, type_name(property)));
                }
            }
            Typed::Json(text.iter().map(|value| meant(property, value)).collect())
        }
        Kind::Integer => {
            let mark = mark(property, text, beside);
            Typed::Integer(read!(Int64Builder, |value: &str| match value.parse::<i64>() {
                Ok(number) => Some(number),
                Err(_) => amount(value, mark).ok()?.integer(),
            }))
        }
        Kind::Number => {
            let mark = mark(property, text, beside);
            Typed::Number(read!(Float64Builder, |value: &str| amount(value, mark).ok()?.float()))
        }
        Kind::Boolean => Typed::Boolean(read!(BooleanBuilder, yes_or_no)),
        Kind::Day => Typed::Day(read!(Date32Builder, |value: &str| clock.day(value))),
        Kind::Moment => Typed::Moment(
            read!(TimestampMicrosecondBuilder, |value: &str| clock.moment(value)).with_timezone("UTC"),
        ),
    }
}

/// A key without what a spreadsheet or a float made of it: `501.0` is 501, `#2001` is 2001.
fn key(value: &str) -> String {
    let value = value.strip_prefix('#').filter(|rest| !rest.is_empty()).unwrap_or(value).trim();
    let whole = value.split_once('.').filter(|(whole, fraction)| {
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        is_digits(whole) && is_digits(fraction) && fraction.bytes().all(|byte| byte == b'0')
    });
    whole.map_or(value, |(whole, _)| whole).to_owned()
}

/// A key in the letters a record's id may have; any other byte as `@` and its number: `A/1` is `A@2F1`.
///
/// A blank stays, and is refused: what has one is no key but a word, as the `Total: 3` below a table.
pub(crate) fn spelt(key: &str) -> String {
    let mut text = String::with_capacity(key.len());
    for byte in key.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b':' | b'@' => {
                text.push(char::from(byte));
            }
            b' ' => text.push(' '),
            byte => text.push_str(&format!("@{byte:02X}")),
        }
    }
    text
}

/// A key as it is kept, out of what somebody types.
pub fn key_spelt(value: &str) -> String {
    spelt(&key(value.trim()))
}

fn money(property: &Property, text: &StringArray, beside: &mut Beside<'_>, verdicts: &mut Verdicts) -> Typed {
    let mark = mark(property, text, beside);
    let till = Till { mark, is_minor: property.is_minor, fallback: beside.fallback };
    let mut minors = Int64Builder::with_capacity(text.len());
    let mut currencies = StringBuilder::new();
    for (row, value) in text.iter().enumerate() {
        let of_row = beside.currencies.filter(|array| array.is_valid(row)).map(|array| array.value(row));
        let read = meant(property, value).map(|value| (value, till.read(value, of_row)));
        let priced = match read {
            None => None,
            Some((_, Ok(priced))) => Some(priced),
            Some((value, Err(why))) => {
                verdicts.fail(
                    row,
                    Failure {
                        rule: Rule::Type,
                        field: Some(property.name.clone()),
                        why: format!("`{}` {why}", shown(value)),
                    },
                );
                None
            }
        };
        minors.append_option(priced.map(|priced: Priced| priced.minor));
        currencies
            .append_option(priced.and_then(|priced| priced.currency).map(|known| known.as_str().to_owned()));
    }
    Typed::Money(minors.finish(), currencies.finish())
}

fn is_json(value: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok()
}

/// Parquet's own types: by a cast where it loses nothing, else by the text that stands for the value,
/// so that one rule holds for every format.
fn of_native(
    property: &Property,
    cells: &ArrayRef,
    beside: &mut Beside<'_>,
    verdicts: &mut Verdicts,
) -> Result<Typed, ArrowError> {
    let kind = cells.data_type();
    let is_direct = property.role != Role::Revenue
        && match property.kind {
            Kind::Integer => kind.is_signed_integer(),
            Kind::Number => kind.is_floating(),
            Kind::Boolean => matches!(kind, DataType::Boolean),
            Kind::Day => matches!(kind, DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, _)),
            Kind::Moment => matches!(kind, DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, _)),
            Kind::Text | Kind::Json => false,
        };
    if !is_direct {
        let text = cast(cells, &DataType::Utf8)?;
        return Ok(of_text(property, text.as_string(), beside, verdicts));
    }
    let wanted = match property.kind {
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::Day => DataType::Date32,
        _ => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
    };
    // A moment without a zone is the time on the wall; the cast would take it as local.
    let cells = match (kind, property.kind) {
        (DataType::Timestamp(unit, None), Kind::Moment) => cast(cells, &DataType::Int64)
            .and_then(|ticks| cast(&ticks, &DataType::Timestamp(*unit, Some("UTC".into()))))?,
        _ => Arc::clone(cells),
    };
    let array = cast(&cells, &wanted)?;
    if array.null_count() != cells.null_count() {
        let as_text = cast(&cells, &DataType::Utf8)?;
        let as_text: &StringArray = as_text.as_string();
        for row in (0..cells.len()).filter(|row| cells.is_valid(*row) && array.is_null(*row)) {
            verdicts.fail(row, wrong_type(property, as_text.value(row), type_name(property)));
        }
    }
    Ok(match property.kind {
        Kind::Integer => Typed::Integer(array.as_primitive().clone()),
        Kind::Number => Typed::Number(array.as_primitive().clone()),
        Kind::Boolean => Typed::Boolean(array.as_boolean().clone()),
        Kind::Day => Typed::Day(array.as_primitive().clone()),
        _ => {
            let moments: &TimestampMicrosecondArray = array.as_primitive();
            let is_on_wall = !matches!(kind, DataType::Timestamp(_, Some(_)));
            let moment = |micros: i64| match is_on_wall {
                true => property.clock.of_wall(micros),
                false => Some(micros),
            };
            let moments = moments.iter().map(|micros| micros.and_then(moment));
            Typed::Moment(moments.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
        }
    })
}
