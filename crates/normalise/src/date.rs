//! Dates in any notation, with the doubt kept where there is one.

use super::text::{fold, is_filler, to_ascii};
use super::{Change, Changes, Reason, Unusable};
use std::fmt;

/// A day of the calendar that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// 1000..=2100.
    pub year: u16,
    /// 1..=12.
    pub month: u8,
    /// 1..=31.
    pub day: u8,
}

/// What a text says of a date.
///
/// Its text form is that of the Extended Date/Time Format: `1990-05-12`, `[1990-03-04,1990-04-03]` for one
/// of two days, `1990-05`, `1990`.
/// Source: ISO 8601-2:2019, sets of which one member applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateReading {
    /// One day.
    Day(Day),
    /// One of two days, the earlier first: day and month, or the century, cannot be told.
    Either(Day, Day),
    /// A month of a year.
    Month(u16, u8),
    /// A year.
    Year(u16),
}

/// Which of day and month a source writes first, where that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayOrder {
    /// Not known: 03/04/1990 stays open.
    #[default]
    Unknown,
    /// 03/04/1990 is the third of April.
    DayFirst,
    /// 03/04/1990 is the fourth of March.
    MonthFirst,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for DateReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateReading::Day(day) => day.fmt(f),
            DateReading::Either(a, b) => write!(f, "[{a},{b}]"),
            DateReading::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            DateReading::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// Dates that systems write when they know none: the zero days of Excel, SQL Server, Windows, Unix and forms.
const ZERO_DAYS: &[(u16, u8, u8)] = &[
    (1900, 1, 1),
    (1899, 12, 30),
    (1899, 12, 31),
    (1753, 1, 1),
    (1970, 1, 1),
    (1901, 1, 1),
    (1601, 1, 1),
    (1000, 1, 1),
    (1111, 11, 11),
];

/// Reads a birth date into `YYYY-MM-DD`; use [`date`] where half a date is of use.
///
/// ISO and `YYYYMMDD` are read as such. With the year last, day and month must be tellable apart:
/// 25/12/1990 and 12/25/1990 are the same day, 03/04/1990 is nobody's evidence.
/// Errors: [`Unusable::Ambiguous`], [`Unusable::Malformed`], [`Unusable::Junk`] for zero days as 1900-01-01.
pub fn birth_date(raw: &str) -> Result<String, Unusable> {
    match date(raw, DayOrder::Unknown)? {
        (DateReading::Day(day), _) => Ok(iso(day)),
        (DateReading::Either(..), _) => Err(Unusable::Ambiguous),
        (DateReading::Month(..) | DateReading::Year(_), _) => Err(Unusable::Malformed),
    }
}

/// As [`date`], in text form into `out`, which is emptied first.
///
/// Errors: as [`date`].
pub fn date_into(raw: &str, order: DayOrder, out: &mut String) -> Result<Changes, Reason> {
    use fmt::Write;
    out.clear();
    let (reading, changes) = date(raw, order)?;
    match reading {
        DateReading::Day(day) => out.push_str(&iso(day)),
        // Writing to a string cannot fail.
        other => drop(write!(out, "{other}")),
    }
    Ok(changes)
}

fn iso(day: Day) -> String {
    let mut out = String::with_capacity(10);
    let mut push = |n: u16, places: &[u16]| {
        out.extend(places.iter().map(|place| char::from(b'0' + (n / place % 10) as u8)));
    };
    push(day.year, &[1000, 100, 10, 1]);
    push(u16::from(day.month), &[10, 1]);
    push(u16::from(day.day), &[10, 1]);
    out.insert(4, '-');
    out.insert(7, '-');
    out
}

/// Reads a date in any notation: ISO, with dots or slashes, compact, with month names, with a time of day.
///
/// Day and month that cannot be told apart are both kept; so are the two centuries of a two-digit year up to 30.
/// Later ones belong to the 1900s, since a customer is rarely a child.
/// Errors: [`Reason::Ambiguous`] when more than two days are possible; [`Reason::ZeroDay`] for days that systems
/// write when they know none; [`Reason::NoSuchDay`] and [`Reason::NotADate`] otherwise.
pub fn date(raw: &str, order: DayOrder) -> Result<(DateReading, Changes), Reason> {
    let text = raw.trim();
    if let Some(either) = either(text) {
        return Ok((either, Changes::NONE));
    }
    let text = to_ascii(text);
    let parts = Parts::of(&text).ok_or(Reason::NotADate)?;
    if parts.n == 0 {
        let folded = fold(raw);
        let is_junk = is_filler(&folded);
        return Err(if folded.is_empty() {
            Reason::Empty
        } else if is_junk {
            Reason::Filler
        } else {
            Reason::NotADate
        });
    }
    let mut changes = parts.changes;
    changes.note(text.len() != raw.len(), Change::Trimmed);
    let reading = read(&parts, order, &mut changes)?;
    if let DateReading::Day(day) = reading {
        changes.note(!text.starts_with(&iso(day)), Change::DateOrder);
    }
    changes.note(matches!(reading, DateReading::Month(..) | DateReading::Year(_)), Change::PartOfDate);
    Ok((reading, changes))
}

/// The text form of one of two days.
fn either(text: &str) -> Option<DateReading> {
    let (a, b) = text.strip_prefix('[')?.strip_suffix(']')?.split_once(',')?;
    match (date(a, DayOrder::Unknown), date(b, DayOrder::Unknown)) {
        (Ok((DateReading::Day(a), _)), Ok((DateReading::Day(b), _))) if a < b => {
            Some(DateReading::Either(a, b))
        }
        _ => None,
    }
}

/// A number as it stands in the text.
#[derive(Clone, Copy, Default)]
struct Number {
    value: u32,
    n_digits: usize,
}

/// The numbers of a date and the month that was named.
#[derive(Default)]
struct Parts {
    numbers: [Number; 3],
    n: usize,
    /// The month, and how many numbers stood before it.
    month: Option<(u8, usize)>,
    changes: Changes,
}

impl Parts {
    /// None when there is a word that no date has, or a fourth number.
    fn of(text: &str) -> Option<Parts> {
        let mut parts = Parts::default();
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            let n = |is: fn(&u8) -> bool| rest.bytes().take_while(is).count();
            let len = match first {
                b'0'..=b'9' => n(u8::is_ascii_digit),
                _ if first.is_ascii_alphabetic() => n(u8::is_ascii_alphabetic),
                _ => 1,
            };
            let (token, after) = rest.split_at_checked(len)?;
            if first.is_ascii_digit() {
                if after.starts_with(':') || token.len() == 6 && 0 < parts.n {
                    parts.changes.insert(Change::TimeOfDay);
                    return Some(parts);
                }
                let slot = parts.numbers.get_mut(parts.n)?;
                *slot = Number { value: token.parse().ok()?, n_digits: token.len() };
                parts.n += 1;
            } else if first.is_ascii_alphabetic() {
                parts.word(token)?;
            }
            rest = after;
        }
        Some(parts)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let folded = word.to_ascii_lowercase();
        if self.month.is_none()
            && let Some(month) = month(&folded)
        {
            self.month = Some((month, self.n));
            self.changes.insert(Change::MonthName);
            return Some(());
        }
        // A text without any number is looked at as a whole.
        (self.n == 0 || FILLING.split(' ').any(|filling| filling == folded)).then_some(())
    }
}

/// Words and ends of numbers that stand in dates and say nothing.
const FILLING: &str = "t z am pm st nd rd th er de del of the den le nian yue ri utc gmt a d ad";

/// Month names by their first three or more letters: English, German, French, Spanish, Italian, Dutch, Portuguese.
const MONTHS: &[&str] = &[
    "jan january januar janvier janv enero ene gennaio gen januari janeiro jaenner janner",
    "feb february februar fevrier fevr fev febrero febbraio februari fevereiro febr",
    "mar march marz maerz mars marzo maart mrt marco mrz",
    "apr april avril avr abril abr aprile",
    "may mai mayo maggio mag mei maio",
    "jun june juni juin junio giugno giu junho",
    "jul july juli juillet juil julio luglio lug julho",
    "aug august aout agosto ago augustus",
    "sep september sept septembre septiembre settembre set setembro",
    "oct october oktober okt octobre octubre ottobre ott outubro out",
    "nov november novembre noviembre novembro",
    "dec december dezember dez decembre diciembre dic dicembre dezembro",
];

fn month(word: &str) -> Option<u8> {
    let is_named = |names: &&str| names.split(' ').any(|name| name == word);
    (3 <= word.len()).then(|| MONTHS.iter().position(is_named)).flatten().map(|at| at as u8 + 1)
}

fn read(parts: &Parts, order: DayOrder, changes: &mut Changes) -> Result<DateReading, Reason> {
    let numbers = parts.numbers.get(..parts.n).unwrap_or_default();
    match (parts.month, numbers) {
        (None, [only]) if only.n_digits == 8 => compact(only.value, order, changes),
        (None, [year]) if year.n_digits == 4 => part(year.value, 0),
        (None, [year, month]) if year.n_digits == 4 => part(year.value, month.value),
        (None, [month, year]) if year.n_digits == 4 => part(year.value, month.value),
        (None, [year, month, day]) if year.n_digits == 4 => {
            year_first(year.value, month.value, day.value, changes)
        }
        (None, [year, month, day]) if 31 < year.value && year.n_digits == 2 => {
            let year = century(*year, changes);
            year_first(year.0, month.value, day.value, changes)
        }
        (None, [a, b, year]) if a.n_digits <= 2 && b.n_digits <= 2 => {
            year_last(a.value, b.value, *year, order, changes)
        }
        (Some((month, _)), [year]) if year.n_digits == 4 => part(year.value, u32::from(month)),
        (Some((month, _)), [a, b]) => {
            let (year, day) = if a.n_digits == 4 || 31 < a.value { (a, b) } else { (b, a) };
            match century(*year, changes) {
                (year, None) => full(year, u32::from(month), day.value),
                (first, Some(second)) => {
                    both(full(first, u32::from(month), day.value), full(second, u32::from(month), day.value))
                }
            }
        }
        _ => Err(Reason::NotADate),
    }
}

/// The year, and the other one it may be.
fn century(year: Number, changes: &mut Changes) -> (u32, Option<u32>) {
    match (year.n_digits, year.value) {
        (2, 31..) => {
            changes.insert(Change::Century);
            (1900 + year.value, None)
        }
        (1 | 2, value) => (1900 + value, Some(2000 + value)),
        (_, value) => (value, None),
    }
}

fn compact(value: u32, order: DayOrder, changes: &mut Changes) -> Result<DateReading, Reason> {
    let day = full(value / 10_000, value / 100 % 100, value % 100);
    let year = Number { value: value % 10_000, n_digits: 4 };
    match day {
        Err(Reason::NoSuchDay) if 1000 <= year.value => {
            year_last(value / 1_000_000, value / 10_000 % 100, year, order, changes)
        }
        other => other,
    }
}

fn year_first(year: u32, month: u32, day: u32, changes: &mut Changes) -> Result<DateReading, Reason> {
    match (month, day) {
        (0, 0) => part(year, 0),
        (_, 0) => part(year, month),
        // The other way round is a slip that some exports make.
        (13.., 1..=12) => {
            let day = full(year, day, month)?;
            changes.insert(Change::DayMonth);
            Ok(day)
        }
        _ => full(year, month, day),
    }
}

fn year_last(
    a: u32,
    b: u32,
    year: Number,
    order: DayOrder,
    changes: &mut Changes,
) -> Result<DateReading, Reason> {
    let (first, second) = century(year, changes);
    if let Some(second) = second {
        // Two centuries times two orders are more than one can say.
        return match (day_and_month(a, b, first, order)?, day_and_month(a, b, second, order)?) {
            (DateReading::Day(first), DateReading::Day(second)) => Ok(DateReading::Either(first, second)),
            _ => Err(Reason::Ambiguous),
        };
    }
    day_and_month(a, b, first, order)
}

fn day_and_month(a: u32, b: u32, year: u32, order: DayOrder) -> Result<DateReading, Reason> {
    match (order, a, b) {
        (_, 0, 0) => part(year, 0),
        (_, 0, month) | (_, month, 0) => part(year, month),
        (_, 13.., _) => full(year, b, a),
        (_, _, 13..) => full(year, a, b),
        (DayOrder::DayFirst, ..) => full(year, b, a),
        (DayOrder::MonthFirst, ..) => full(year, a, b),
        (DayOrder::Unknown, ..) if a == b => full(year, a, b),
        (DayOrder::Unknown, ..) => both(full(year, a, b), full(year, b, a)),
    }
}

fn both(a: Result<DateReading, Reason>, b: Result<DateReading, Reason>) -> Result<DateReading, Reason> {
    match (a, b) {
        (Ok(DateReading::Day(a)), Ok(DateReading::Day(b))) => Ok(DateReading::Either(a.min(b), a.max(b))),
        (Ok(one), _) | (_, Ok(one)) => Ok(one),
        (Err(why), _) => Err(why),
    }
}

/// A year, or with a month 1..=12 a month.
fn part(year: u32, month: u32) -> Result<DateReading, Reason> {
    match (u16::try_from(year), u8::try_from(month)) {
        (Ok(0), _) => Err(Reason::ZeroDay),
        (Ok(year @ 1000..=2100), Ok(0)) => Ok(DateReading::Year(year)),
        (Ok(year @ 1000..=2100), Ok(month @ 1..=12)) => Ok(DateReading::Month(year, month)),
        _ => Err(Reason::NoSuchDay),
    }
}

fn full(year: u32, month: u32, day: u32) -> Result<DateReading, Reason> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let n_days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let (Ok(year), Ok(month), Ok(day)) = (u16::try_from(year), u8::try_from(month), u8::try_from(day)) else {
        return Err(Reason::NoSuchDay);
    };
    if ZERO_DAYS.contains(&(year, month, day)) || year == 0 || (year, month, day) == (9999, 12, 31) {
        return Err(Reason::ZeroDay);
    }
    if !(1000..=2100).contains(&year) || day == 0 || n_days < day {
        return Err(Reason::NoSuchDay);
    }
    Ok(DateReading::Day(Day { year, month, day }))
}
