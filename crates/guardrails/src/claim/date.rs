//! Reads days and months, as they are written in the United States, in the ISO order, and in words in Europe.

use super::amount::value_at;
use super::month;
use super::{ClaimKind, Found};
use crate::finding::Rule;
use crate::reading::{Kind, Reading, Token};
use content::DateSense;
use content::MONTHS;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Short forms, which only a date or a word like "until" beside them makes sure.
const SHORT_WEEKDAYS: [&[&str]; 7] =
    [&["mon"], &["tue", "tues"], &["wed"], &["thu", "thur", "thurs"], &["fri"], &["sat"], &["sun"]];
const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

pub(super) fn read(reading: &Reading, at: usize) -> Option<Found> {
    weekday(reading, at).or_else(|| day(reading, at))
}

fn day(reading: &Reading, at: usize) -> Option<Found> {
    year_first(reading, at)
        .or_else(|| slashed(reading, at))
        .or_else(|| hyphened(reading, at))
        .or_else(|| dotted(reading, at))
        .or_else(|| day_then_month(reading, at))
        .or_else(|| day_in_words(reading, at))
        .or_else(|| year_then_month(reading, at))
        .or_else(|| month_and_year(reading, at))
        .or_else(|| month_then_day(reading, at))
}

/// Returns which day of the week a word names, from Monday 0.
pub(super) fn weekday_of(token: &Token) -> Option<u8> {
    let singular = token.text.strip_suffix('s').unwrap_or(&token.text);
    let full = WEEKDAYS.iter().position(|day| *day == singular);
    let short = || SHORT_WEEKDAYS.iter().position(|days| days.iter().any(|day| token.is(day)));
    full.or_else(short).and_then(|at| u8::try_from(at).ok())
}

/// `by Sunday`, `this Friday`: a day that no fact can state, since a text does not know when it is read.
/// With a date after it, it is part of that date.
fn weekday(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    let singular = WEEKDAYS.iter().any(|day| token.is(day));
    let before = reading.near(at, -1)?;
    let is_deadline = (ends(before) && !before.is("to"))
        || matches!(before.text.as_str(), "this" | "next" | "every" | "starts" | "from");
    let skip = usize::from(reading.near(at, 1).is_some_and(|t| t.is(","))) + 1;
    let the = usize::from(reading.near(at + skip, 0).is_some_and(|t| t.is("the")));
    let has_date = day(reading, at + skip + the).is_some();
    (singular && is_deadline && !has_date).then_some((ClaimKind::Wording(Rule::ClaimDate), at - 1, at))
}

fn ends(token: &Token) -> bool {
    let words = [
        "until", "til", "till", "through", "thru", "by", "before", "end", "ends", "ending", "expires",
        "expiring", "to", "valid", "até", "bis", "hasta", "fino", "tot", "jusqu'au", "jusqu'à", "gültig",
        "valable", "válido", "válida", "geldig", "till",
    ];
    words.iter().any(|word| token.is(word))
}

fn starts(token: &Token) -> bool {
    [
        "from",
        "since",
        "start",
        "starts",
        "starting",
        "beginning",
        "begins",
        "after",
        "ab",
        "desde",
        "dès",
        "vanaf",
        "dal",
    ]
    .iter()
    .any(|word| token.is(word))
}

/// What the words before a date make of it.
#[derive(Default)]
struct Before {
    sense: Option<DateSense>,
    weekday: Option<u8>,
    /// `until`, `by`, `before`: up to a month is not through it.
    is_up_to: bool,
    /// `mid`, `early`, `late`: not the month as a whole.
    is_part: bool,
    /// `end of`.
    is_end: bool,
}

fn before(reading: &Reading, first: usize) -> Before {
    let mut found = Before::default();
    let mut offset = -1;
    while let Some(token) = reading.near(first, offset) {
        match token.text.as_str() {
            "end" => found.is_end = true,
            "mid" | "early" | "late" | "middle" | "beginning" | "start" => found.is_part = true,
            _ => {}
        }
        let is_outer = !(found.is_part && matches!(token.text.as_str(), "beginning" | "start"));
        let is_end_of = token.is("end") && reading.near(first, offset + 1).is_some_and(|t| t.is("of"));
        if ends(token) && !is_end_of {
            found.sense = Some(DateSense::Ends);
            found.is_up_to = matches!(token.text.as_str(), "until" | "til" | "till" | "by" | "before");
            return found;
        }
        if starts(token) && is_outer {
            found.sense = Some(DateSense::Starts);
            return found;
        }
        let weekday = weekday_of(token);
        found.weekday = found.weekday.or(weekday.filter(|_| -3 <= offset));
        let is_filler = matches!(
            token.text.as_str(),
            "the"
                | "on"
                | ","
                | "."
                | "midnight"
                | "end"
                | "of"
                | "in"
                | "mid"
                | "early"
                | "late"
                | "middle"
                | "beginning"
                | "start"
                | "den"
                | "dem"
                | "zum"
                | "dia"
                | "día"
                | "al"
                | "el"
                | "le"
                | "il"
                | "de"
        ) || weekday.is_some();
        if !is_filler {
            break;
        }
        offset -= 1;
    }
    if found.is_end {
        found.sense = Some(DateSense::Ends);
    }
    found
}

fn found(
    reading: &Reading,
    (year, month, day): (Option<u16>, u8, Option<u8>),
    first: usize,
    last: usize,
) -> Found {
    let before = before(reading, first);
    // Until a month is until its first day, and mid-October is no day at all.
    if day.is_none() && (before.is_part || (before.is_up_to && !before.is_end)) {
        return (ClaimKind::Wording(Rule::ClaimDate), first, last);
    }
    let (sense, weekday) = (before.sense, before.weekday);
    (ClaimKind::Date { year, month, day, sense, weekday }, first, last)
}

/// Returns a whole number that a token states in digits.
fn whole(token: &Token) -> Option<u16> {
    match &token.kind {
        Kind::Number { thousandths, suffix }
            if thousandths % 1000 == 0 && matches!(suffix.as_str(), "" | "st" | "nd" | "rd" | "th") =>
        {
            u16::try_from(thousandths / 1000).ok()
        }
        _ => None,
    }
}

fn day_of(token: &Token) -> Option<u8> {
    whole(token).and_then(|n| u8::try_from(n).ok()).filter(|day| (1..=31).contains(day))
}

fn year_of(token: &Token) -> Option<u16> {
    whole(token).filter(|year| (1900..2200).contains(year))
}

/// Returns the month a word names, and whether the word can mean nothing else.
fn month_of(token: &Token) -> Option<(u8, bool)> {
    let at = MONTHS.iter().position(|(name, short)| {
        token.is(short) || token.text == name.to_lowercase() || (*short == "sep" && token.is("sept"))
    })?;
    let is_sure = 3 < token.text.len() && !matches!(token.text.as_str(), "march" | "sept");
    Some((u8::try_from(at + 1).ok()?, is_sure))
}

/// `2026-09-30`, `2026/9/30`.
fn year_first(reading: &Reading, at: usize) -> Option<Found> {
    let year = year_of(reading.tokens.get(at)?)?;
    let (month, day, last) = match (reading.near(at, 1)?, reading.near(at, 2)?) {
        (month, day) if month.is_hyphened && day.is_hyphened => (month, day, at + 2),
        (slash, month) if slash.is("/") && reading.near(at, 3).is_some_and(|t| t.is("/")) => {
            (month, reading.near(at, 4)?, at + 4)
        }
        _ => return None,
    };
    let month = day_of(month).filter(|m| *m <= 12)?;
    Some(found(reading, (Some(year), month, Some(day_of(day)?)), at, last))
}

fn full_year(token: &Token) -> Option<u16> {
    whole(token)
        .filter(|year| *year < 100 || (1900..2200).contains(year))
        .map(|y| if y < 100 { 2000 + y } else { y })
}

/// `09-30-2026`: month first, unless it can be the day only.
fn hyphened(reading: &Reading, at: usize) -> Option<Found> {
    let (b, year) = (reading.near(at, 1)?, reading.near(at, 2)?);
    if !b.is_hyphened || !year.is_hyphened {
        return None;
    }
    let (a, b, year) = (day_of(reading.tokens.get(at)?)?, day_of(b)?, full_year(year)?);
    let (month, day) = month_and_day(a, b)?;
    Some(found(reading, (Some(year), month, Some(day)), at, at + 2))
}

/// Month first, as it is written in the United States, where both are possible.
fn month_and_day(a: u8, b: u8) -> Option<(u8, u8)> {
    match (a, b) {
        (1..=12, _) => Some((a, b)),
        (_, 1..=12) => Some((b, a)),
        _ => None,
    }
}

/// `30.09.2026`: the day first, as it is written where full stops are.
fn dotted(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at).filter(|t| t.kind == Kind::Code)?;
    let parts: Vec<u16> = token.text.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [a, b, year] = parts.as_slice() else { return None };
    let year = Some(*year).filter(|y| *y < 100 || (1900..2200).contains(y))?;
    let (a, b) = (u8::try_from(*a).ok()?, u8::try_from(*b).ok()?);
    let (month, day) = month_and_day(b, a).filter(|(_, day)| (1..=31).contains(day))?;
    let year = if year < 100 { 2000 + year } else { year };
    Some(found(reading, (Some(year), month, Some(day)), at, at))
}

/// `9/30` and `9/30/2026`, month first; `30/9` is read as the day first since nothing else is possible.
fn slashed(reading: &Reading, at: usize) -> Option<Found> {
    let (a, b) = (day_of(reading.tokens.get(at)?)?, day_of(reading.near(at, 2)?)?);
    let is_share =
        reading.near(at, 3).is_some_and(|t| matches!(t.text.as_str(), "off" | "price" | "the" | "of"));
    if !reading.near(at, 1)?.is("/") || is_share || (a, b) == (24, 7) {
        return None;
    }
    let (month, day) = month_and_day(a, b)?;
    let year =
        reading.near(at, 3).filter(|t| t.is("/")).and_then(|_| reading.near(at, 4)).and_then(full_year);
    Some(found(reading, (year, month, Some(day)), at, if year.is_some() { at + 4 } else { at + 2 }))
}

/// `30 September`, `30th of September 2026`, `the tenth of September`.
fn day_then_month(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    let (day, last) = match day_of(token) {
        Some(day) => (day, at),
        None => ordinal_at(reading, at)?,
    };
    let skip = usize::from(reading.near(last, 1)?.is("of"));
    let last = last + 1 + skip;
    let (month, _) = month_of(reading.tokens.get(last)?)?;
    let dot = usize::from(reading.near(last, 1).is_some_and(|t| t.is(".") && t.is_adjacent));
    let (year, last) = match year_after(reading, last + dot) {
        (None, _) => (None, last),
        known => known,
    };
    Some(found(reading, (year, month, Some(day)), at, last))
}

/// Words and signs between a day, its month and its year: `31 de dezembro de 2030`, `31. Dezember 2030`.
fn is_between(token: &Token) -> bool {
    token.is(".") && token.is_adjacent
        || matches!(token.text.as_str(), "de" | "del" | "di" | "of" | "d" | "'")
}

/// The token after `at`, behind at most two that stand between.
fn behind(reading: &Reading, at: usize) -> Option<usize> {
    (at + 1..=at + 3).find(|next| reading.tokens.get(*next).is_some_and(|token| !is_between(token)))
}

/// A day in front of its month: `31`, `1er`, `1º`.
fn day_before(token: &Token) -> Option<u8> {
    match &token.kind {
        Kind::Number { thousandths, suffix }
            if thousandths % 1000 == 0 && matches!(suffix.as_str(), "er" | "o" | "a" | "e" | "ο" | "η") =>
        {
            u8::try_from(thousandths / 1000).ok().filter(|day| (1..=31).contains(day))
        }
        _ => day_of(token),
    }
}

/// `31 de dezembro de 2030`, `31. Dezember 2030`, `1er décembre`: the day and the name of the month in a language of
/// Europe.
fn day_in_words(reading: &Reading, at: usize) -> Option<Found> {
    let day = day_before(reading.tokens.get(at)?)?;
    let is_dotted = reading.near(at, 1)?.is(".");
    let next = behind(reading, at)?;
    let month = month::month_of(reading.tokens.get(next)?, is_dotted)?;
    let (year, last) = year_behind(reading, next);
    Some(found(reading, (year, month, Some(day)), at, last))
}

/// The year after a month in words, and where it stands; without one where the month does.
fn year_behind(reading: &Reading, at: usize) -> (Option<u16>, usize) {
    let next = behind(reading, at);
    let year = next.and_then(|next| Some((year_of(reading.tokens.get(next)?)?, next)));
    year.map_or_else(|| year_after(reading, at), |(year, last)| (Some(year), last))
}

/// `2030. december 31.`, `2030 m. gruodžio 31 d.`, `2030. gada 31. decembris`.
fn year_then_month(reading: &Reading, at: usize) -> Option<Found> {
    let year = year_of(reading.tokens.get(at)?)?;
    let is_filler = |token: &Token| token.is(".") || matches!(token.text.as_str(), "m" | "gada");
    let next = (at + 1..=at + 3).find(|next| reading.tokens.get(*next).is_some_and(|t| !is_filler(t)))?;
    if next == at + 1 {
        return None;
    }
    let token = reading.tokens.get(next)?;
    let (month, day, last) = match day_of(token) {
        Some(day) => {
            let month_at = behind(reading, next)?;
            (month::month_of(reading.tokens.get(month_at)?, true)?, day, month_at)
        }
        None => {
            let day_at = behind(reading, next)?;
            let month = month::month_of(token, true).or_else(|| month_of(token).map(|(month, _)| month))?;
            (month, day_of(reading.tokens.get(day_at)?)?, day_at)
        }
    };
    Some(found(reading, (Some(year), month, Some(day)), at, last))
}

/// `Dezembro de 2030`: a month in a language of Europe is one with its year alone.
fn month_and_year(reading: &Reading, at: usize) -> Option<Found> {
    let month = month::month_of(reading.tokens.get(at)?, false)?;
    let (year, last) = year_behind(reading, at);
    year.map(|year| found(reading, (Some(year), month, None), at, last))
}

/// Reads `tenth`, `twenty-first`, `thirtieth`.
fn ordinal_at(reading: &Reading, at: usize) -> Option<(u8, usize)> {
    let token = reading.tokens.get(at)?;
    let ordinal = |word: &str| {
        let nth = ORDINALS.iter().position(|name| *name == word);
        nth.and_then(|nth| u8::try_from(nth + 1).ok()).or((word == "thirtieth").then_some(30))
    };
    let tens = match token.text.as_str() {
        "twenty" => 20,
        "thirty" => 30,
        _ => return ordinal(&token.text).map(|day| (day, at)),
    };
    let unit = ordinal(&reading.near(at, 1)?.text).filter(|unit| *unit < 10)?;
    Some((tens + unit, at + 1)).filter(|(day, _)| *day <= 31)
}

fn year_after(reading: &Reading, last: usize) -> (Option<u16>, usize) {
    let skip = usize::from(reading.near(last, 1).is_some_and(|t| t.is(",")));
    match reading.tokens.get(last + 1 + skip).and_then(year_of) {
        Some(year) => (Some(year), last + 1 + skip),
        None => (None, last),
    }
}

/// `September 30, 2026`, `Sept. 30th`, `September the thirtieth`; a month alone when it can mean nothing else.
fn month_then_day(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    let (month, is_sure) = month_of(token)?;
    let skip = usize::from(reading.near(at, 1).is_some_and(|t| t.is(".")));
    let the = usize::from(reading.near(at + skip, 1).is_some_and(|t| t.is("the")));
    let next = at + 1 + skip + the;
    let Some((day, last)) = day_at(reading, next) else {
        let (year, last) = year_after(reading, at);
        // "May" and "march" are verbs until a capital and a word like "until" say otherwise.
        let is_verb = matches!(token.text.as_str(), "may" | "march" | "mar");
        let is_meant = reading.near(at, -1).is_some_and(leads_to_month)
            && !(is_verb && token.written.chars().all(char::is_lowercase));
        return (is_sure || is_meant || year.is_some())
            .then(|| found(reading, (year, month, None), at, last));
    };
    let (year, last) = year_after(reading, last);
    Some(found(reading, (year, month, Some(day)), at, last))
}

fn leads_to_month(token: &Token) -> bool {
    let words = [
        "until", "til", "till", "through", "thru", "by", "before", "ends", "expires", "in", "of", "from",
        "since", "starts", "mid", "early", "late", "after",
    ];
    words.iter().any(|word| token.is(word))
}

fn day_at(reading: &Reading, at: usize) -> Option<(u8, usize)> {
    let token = reading.tokens.get(at)?;
    if let Some(day) = day_of(token) {
        return Some((day, at));
    }
    if !token.is_word() {
        return None;
    }
    if let Some(found) = ordinal_at(reading, at) {
        return Some(found);
    }
    let (thousandths, last) = value_at(reading, at)?;
    let day = u8::try_from(thousandths / 1000).ok().filter(|day| (1..=31).contains(day))?;
    Some((day, last))
}
