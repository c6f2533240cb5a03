//! Reads days and months, as they are written in the United States and in the ISO order.

use super::amount::value_at;
use super::{ClaimKind, Found, MONTHS};
use crate::facts::DateSense;
use crate::finding::Rule;
use crate::reading::{Kind, Reading, Token};

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const ORDINALS: [(&str, u8); 13] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("tenth", 10),
    ("fifteenth", 15),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("twenty-first", 21),
    ("twenty-fifth", 25),
    ("thirty-first", 31),
    ("thirty-one", 31),
];

pub(super) fn read(reading: &Reading, at: usize) -> Option<Found> {
    weekday(reading, at)
        .or_else(|| iso(reading, at))
        .or_else(|| slashed(reading, at))
        .or_else(|| day_then_month(reading, at))
        .or_else(|| month_then_day(reading, at))
}

/// `by Sunday`, `this Friday`: a day that no fact can state, since a text does not know when it is read.
fn weekday(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    let singular = WEEKDAYS.iter().any(|day| token.is(day));
    let before = reading.near(at, -1)?;
    let is_deadline = (ends(before) && !before.is("to"))
        || matches!(before.text.as_str(), "this" | "next" | "every" | "starts" | "from");
    (singular && is_deadline).then_some((ClaimKind::Wording(Rule::ClaimDate), at - 1, at))
}

fn ends(token: &Token) -> bool {
    let words = [
        "until", "til", "till", "through", "thru", "by", "before", "end", "ends", "ending", "expires",
        "expiring", "to", "valid",
    ];
    words.iter().any(|word| token.is(word))
}

fn starts(token: &Token) -> bool {
    ["from", "since", "start", "starts", "starting", "beginning", "begins", "after"]
        .iter()
        .any(|word| token.is(word))
}

/// Returns which end of an offer a date is, from the words before it.
fn sense(reading: &Reading, first: usize) -> Option<DateSense> {
    let mut offset = -1;
    while let Some(token) = reading.near(first, offset) {
        if ends(token) {
            return Some(DateSense::Ends);
        }
        if starts(token) {
            return Some(DateSense::Starts);
        }
        let is_filler = matches!(token.text.as_str(), "the" | "on" | "," | "midnight" | "end" | "of")
            || WEEKDAYS.iter().any(|day| token.is(day));
        if !is_filler {
            return None;
        }
        offset -= 1;
    }
    None
}

fn found(
    reading: &Reading,
    (year, month, day): (Option<u16>, u8, Option<u8>),
    first: usize,
    last: usize,
) -> Found {
    (ClaimKind::Date { year, month, day, sense: sense(reading, first) }, first, last)
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

fn iso(reading: &Reading, at: usize) -> Option<Found> {
    let year = year_of(reading.tokens.get(at)?)?;
    let (month, day) = (reading.near(at, 1)?, reading.near(at, 2)?);
    if !month.is_hyphened || !day.is_hyphened {
        return None;
    }
    let month = day_of(month).filter(|m| *m <= 12)?;
    Some(found(reading, (Some(year), month, Some(day_of(day)?)), at, at + 2))
}

/// `9/30` and `9/30/2026`, month first; `30/9` is read as the day first since nothing else is possible.
fn slashed(reading: &Reading, at: usize) -> Option<Found> {
    let (a, b) = (day_of(reading.tokens.get(at)?)?, day_of(reading.near(at, 2)?)?);
    let is_share =
        reading.near(at, 3).is_some_and(|t| matches!(t.text.as_str(), "off" | "price" | "the" | "of"));
    if !reading.near(at, 1)?.is("/") || is_share || (a, b) == (24, 7) {
        return None;
    }
    let (month, day) = match (a, b) {
        (1..=12, _) => (a, b),
        (_, 1..=12) => (b, a),
        _ => return None,
    };
    let year = reading.near(at, 3).filter(|t| t.is("/")).and_then(|_| reading.near(at, 4)).and_then(whole);
    let year = year.map(|year| if year < 100 { 2000 + year } else { year });
    Some(found(reading, (year, month, Some(day)), at, if year.is_some() { at + 4 } else { at + 2 }))
}

/// `30 September`, `30th of September 2026`.
fn day_then_month(reading: &Reading, at: usize) -> Option<Found> {
    let day = day_of(reading.tokens.get(at)?)?;
    let skip = usize::from(reading.near(at, 1)?.is("of"));
    let last = at + 1 + skip;
    let (month, _) = month_of(reading.tokens.get(last)?)?;
    let (year, last) = year_after(reading, last);
    Some(found(reading, (year, month, Some(day)), at, last))
}

fn year_after(reading: &Reading, last: usize) -> (Option<u16>, usize) {
    let skip = usize::from(reading.near(last, 1).is_some_and(|t| t.is(",")));
    match reading.tokens.get(last + 1 + skip).and_then(year_of) {
        Some(year) => (Some(year), last + 1 + skip),
        None => (None, last),
    }
}

/// `September 30, 2026`, `Sept. 30th`, `September thirtieth`; a month alone when it can mean nothing else.
fn month_then_day(reading: &Reading, at: usize) -> Option<Found> {
    let (month, is_sure) = month_of(reading.tokens.get(at)?)?;
    let skip = usize::from(reading.near(at, 1).is_some_and(|t| t.is(".")));
    let next = at + 1 + skip;
    let Some((day, last)) = day_at(reading, next) else {
        let (year, last) = year_after(reading, at);
        return (is_sure || year.is_some()).then(|| found(reading, (year, month, None), at, last));
    };
    let (year, last) = year_after(reading, last);
    Some(found(reading, (year, month, Some(day)), at, last))
}

fn day_at(reading: &Reading, at: usize) -> Option<(u8, usize)> {
    let token = reading.tokens.get(at)?;
    if let Some(day) = day_of(token) {
        return Some((day, at));
    }
    if !token.is_word() {
        return None;
    }
    let joined = reading.near(at, 1).filter(|t| t.is_hyphened).map(|t| format!("{}-{}", token.text, t.text));
    let ordinal = |word: &str| ORDINALS.iter().find(|(name, _)| *name == word).map(|(_, day)| *day);
    if let Some(day) = joined.as_deref().and_then(ordinal) {
        return Some((day, at + 1));
    }
    if let Some(day) = ordinal(&token.text) {
        return Some((day, at));
    }
    let (thousandths, last) = value_at(reading, at)?;
    let day = u8::try_from(thousandths / 1000).ok().filter(|day| (1..=31).contains(day))?;
    Some((day, last))
}
