//! Moments and days out of text that can be read in one way only, fast enough for millions of rows.

use std::borrow::Cow;

/// Microseconds of one second.
pub(crate) const SECOND: i64 = 1_000_000;
/// Microseconds of one minute.
pub(crate) const MINUTE: i64 = 60 * SECOND;
/// Microseconds of one day.
pub(crate) const DAY: i64 = 24 * 60 * 60 * SECOND;

/// Days since 1970-01-01 of a day of the Gregorian calendar; `None` when there is no such day.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
pub(crate) fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=longest).contains(&day) || !(1..=9999).contains(&year) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Reads digits and words off the front of a text.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn number(&mut self, shortest: usize, longest: usize) -> Option<i64> {
        let n = self.0.iter().take(longest).take_while(|byte| byte.is_ascii_digit()).count();
        if n < shortest {
            return None;
        }
        let (digits, rest) = self.0.split_at(n);
        self.0 = rest;
        Some(digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
    }

    pub(crate) fn take(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !allowed.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    /// The part after the point of a second, as microseconds, and how long its last digit is; further digits are cut.
    pub(crate) fn fraction(&mut self) -> Option<(i64, i64)> {
        let n = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if n == 0 {
            return None;
        }
        let (digits, rest) = self.0.split_at(n);
        self.0 = rest;
        let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(6);
        let grain = (0..n.min(6)).fold(SECOND, |grain, _| grain / 10);
        Some((padded.fold(0, |number, digit| number * 10 + i64::from(digit - b'0')), grain))
    }

    /// Letters up to what is none.
    pub(crate) fn word(&mut self) -> &'a str {
        let n = self.0.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, rest) = self.0.split_at(n);
        self.0 = rest;
        std::str::from_utf8(word).unwrap_or_default()
    }

    pub(crate) fn skip_blanks(&mut self) {
        while self.take(b" ").is_some() {}
    }

    /// `Z`, `+hh:mm`, `+hhmm`, `+hh`, `UTC`, `GMT+2`, `EST`, as microseconds to subtract.
    pub(crate) fn offset(&mut self) -> Option<i64> {
        let named = match self.0.first().is_some_and(u8::is_ascii_alphabetic) {
            true => zone(self.word())?,
            false => 0,
        };
        let sign = match self.take(b"+-") {
            None => return Some(named),
            Some(b'+') => 1,
            Some(_) => -1,
        };
        let hours = self.number(1, 2)?;
        self.take(b":");
        let minutes = self.number(2, 2).unwrap_or(0);
        (hours <= 18 && minutes < 60).then_some(named + sign * (hours * 60 + minutes) * 60 * SECOND)
    }

    /// An offset behind blanks, a time of day's `AM` or `PM` aside; `None` in the middle when there is none.
    fn offset_or_none(&mut self) -> Option<Option<i64>> {
        self.skip_blanks();
        match self.0.is_empty() {
            true => Some(None),
            false => self.offset().map(Some),
        }
    }

    /// `hh:mm`, `hh:mm:ss`, `hh:mm:ss.ffffff`, each also with `AM` or `PM`, behind it or in front as `오후 7:41`; and how
    /// much of time the text leaves open.
    pub(crate) fn time(&mut self) -> Option<(i64, i64)> {
        let in_front = self.half();
        self.skip_blanks();
        let hour = self.number(1, 2)?;
        self.take(b":")?;
        let minute = self.number(2, 2)?;
        let (second, grain) = match self.take(b":") {
            Some(_) => (self.number(2, 2)?, SECOND),
            None => (0, MINUTE),
        };
        let (fraction, grain) = match self.take(b".,") {
            Some(_) => self.fraction()?,
            None => (0, grain),
        };
        let behind = self.0;
        self.skip_blanks();
        let hour = match in_front.or_else(|| self.half()) {
            Some(is_pm) => hour_of_half(hour, is_pm)?,
            None => {
                self.0 = behind;
                hour
            }
        };
        Some((clock(hour, minute, second)? + fraction, grain))
    }

    /// `AM`, `pm`, `a.m.`: whether it is the second half of the day.
    pub(crate) fn half(&mut self) -> Option<bool> {
        let is_pm = match self.0 {
            [b'A' | b'a', b'M' | b'm', ..] | [b'A' | b'a', b'.', b'M' | b'm', ..] => false,
            [b'P' | b'p', b'M' | b'm', ..] | [b'P' | b'p', b'.', b'M' | b'm', ..] => true,
            // What begins with a digit, as nearly all times do, is none.
            [b'0'..=b'9', ..] | [] => return None,
            _ => return self.half_elsewhere(),
        };
        for letters in [b"AaPp", b"....", b"MmMm", b"...."] {
            self.take(letters);
        }
        Some(is_pm)
    }

    /// The same in other languages, as forms and spreadsheets write it: `ÖS`, `p. m.`, `午後`.
    fn half_elsewhere(&mut self) -> Option<bool> {
        let (half, is_pm) = HALVES.iter().find(|(half, _)| self.0.starts_with(half.as_bytes()))?;
        self.0 = self.0.get(half.len()..).unwrap_or_default();
        Some(*is_pm)
    }
}

/// The halves of a day, and whether it is the second: Turkish, Spanish, Chinese, Japanese, Korean, Greek, Hungarian,
/// Czech, Swedish, Finnish, Vietnamese, Malay, Hindi, Arabic, Persian.
#[rustfmt::skip]
const HALVES: &[(&str, bool)] = &[
    ("ÖÖ", false), ("ÖS", true), ("öö", false), ("ös", true), ("a. m.", false), ("p. m.", true), ("A. M.", false),
    ("P. M.", true), ("上午", false), ("下午", true), ("午前", false), ("午後", true), ("오전", false), ("오후", true),
    ("π.μ.", false), ("μ.μ.", true), ("πμ", false), ("μμ", true), ("ΠΜ", false), ("ΜΜ", true), ("de.", false),
    ("du.", true), ("dop.", false), ("odp.", true), ("fm", false), ("em", true), ("ap.", false), ("ip.", true),
    ("SA", false), ("CH", true), ("PG", false), ("PTG", true), ("पूर्वाह्न", false), ("अपराह्न", true), ("ص", false),
    ("م", true), ("ق.ظ", false), ("ب.ظ", true),
];

/// The hour of a day by the hour of its half: 12 AM is midnight, 12 PM noon.
pub(crate) fn hour_of_half(hour: i64, is_pm: bool) -> Option<i64> {
    (1..=12).contains(&hour).then_some(hour % 12 + if is_pm { 12 } else { 0 })
}

/// What a zone's letters stand for, as microseconds to subtract. Only letters that mean one thing.
///
/// Source: RFC 2822 section 4.3, and the zones of the European Union.
fn zone(word: &str) -> Option<i64> {
    let hours = match word.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "UT" | "WET" => 0,
        "EST" => -5,
        "EDT" => -4,
        "CST" => -6,
        "CDT" => -5,
        "MST" => -7,
        "MDT" => -6,
        "PST" => -8,
        "PDT" => -7,
        "CET" | "WEST" => 1,
        "CEST" | "EET" => 2,
        "EEST" => 3,
        _ => return None,
    };
    Some(hours * 60 * 60 * SECOND)
}

/// Which month an English word names: `Jan`, `January`, `Sept`.
pub(crate) fn month(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| 3 <= word.len() && month.starts_with(&word))?;
    i64::try_from(at).ok().map(|at| at + 1)
}

/// Whether an English word names a day of the week.
pub(crate) fn is_weekday(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    3 <= word.len() && days.iter().any(|day| day.starts_with(&word))
}

pub(crate) fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    // A leap second is kept as the second before it, as RFC 3339 readers commonly do.
    (hour < 24 && minute < 60 && second <= 60).then(|| ((hour * 60 + minute) * 60 + second.min(59)) * SECOND)
}

/// What a text says of a moment: the time on the wall, and how far the wall is from UTC when it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Civil {
    /// Microseconds since 1970 of the time as it is written.
    pub(crate) wall: i64,
    /// Microseconds to subtract for UTC; `None` when the text does not say.
    pub(crate) offset: Option<i64>,
    /// How much of time the text leaves open, from `wall` on: a day where it names no hour.
    pub(crate) grain: i64,
}

impl Civil {
    /// Microseconds since 1970, taking a time without an offset as UTC.
    pub(crate) fn utc(self) -> i64 {
        self.wall - self.offset.unwrap_or(0)
    }
}

/// Microseconds since 1970 of a text, UTC where it does not say another zone. See [`civil`].
pub(crate) fn moment(text: &str) -> Option<i64> {
    civil(text).map(Civil::utc)
}

/// Reads RFC 3339 and its kin (a space for the `T`, no seconds, no offset, a day alone, `/` or `.`
/// behind a year of four digits, AM and PM, a zone's name), RFC 2822, and days with an English month.
///
/// What could be read in two ways, as `01/05/2026`, is not read: the contract gives its pattern.
pub(crate) fn civil(text: &str) -> Option<Civil> {
    match text.as_bytes().get(..4)?.iter().all(u8::is_ascii_digit) {
        true => iso(text),
        false => wordy(text),
    }
}

fn iso(text: &str) -> Option<Civil> {
    let mut reader = Reader(text.as_bytes());
    let year = reader.number(4, 4)?;
    let (month, day) = match reader.take(b"-/.") {
        Some(mark) => {
            let month = reader.number(2, 2)?;
            reader.take(&[mark])?;
            (month, reader.number(2, 2)?)
        }
        // `20260105T100000Z`; without the `T` it is a number, see `timepiece`.
        None => (reader.number(2, 2)?, reader.number(2, 2).filter(|_| !reader.0.is_empty())?),
    };
    let is_basic = text.as_bytes().get(4).is_some_and(u8::is_ascii_digit);
    let midnight = days(year, month, day)? * DAY;
    if reader.0.is_empty() {
        return Some(Civil { wall: midnight, offset: None, grain: DAY });
    }
    reader.take(b"Tt ")?;
    reader.skip_blanks();
    let (time, grain) = match is_basic && reader.0.get(2) != Some(&b':') {
        true => {
            let (hour, minute) = (reader.number(2, 2)?, reader.number(2, 2)?);
            let second = reader.number(2, 2);
            (clock(hour, minute, second.unwrap_or(0))?, if second.is_some() { SECOND } else { MINUTE })
        }
        false => reader.time()?,
    };
    let offset = reader.offset_or_none()?;
    reader.0.is_empty().then_some(Civil { wall: midnight + time, offset, grain })
}

/// `Mon, 5 Jan 2026 10:00:00 +0200`, `Jan 5, 2026 3:04 PM`, `5-Jan-2026`, and what JavaScript prints.
fn wordy(text: &str) -> Option<Civil> {
    let text = text.split('(').next()?.trim();
    let mut reader = Reader(text.as_bytes());
    let (mut year, mut month_of, mut day, mut time) = (None, None, None, None);
    let mut offset = None;
    while !reader.0.is_empty() {
        if reader.take(b" ,").is_some() {
            continue;
        }
        let is_dated = year.is_some() && month_of.is_some() && day.is_some();
        match reader.0 {
            [first, ..] if first.is_ascii_digit() => {
                if reader.0.iter().position(|byte| *byte == b':').is_some_and(|at| at <= 2) {
                    time = Some(time.xor(Some(reader.time()?))?);
                    continue;
                }
                let n = reader.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
                match n {
                    4 => year = Some(year.xor(Some(reader.number(4, 4)?))?),
                    1 | 2 => day = Some(day.xor(Some(reader.number(1, 2)?))?),
                    _ => return None,
                }
                if reader.0.first().is_some_and(u8::is_ascii_alphabetic) {
                    matches!(reader.word(), "st" | "nd" | "rd" | "th").then_some(())?;
                }
                reader.take(b"-.");
            }
            [b'+' | b'-', ..] if is_dated && time.is_some() => offset = Some(reader.offset()?),
            [first, ..] if first.is_ascii_alphabetic() => {
                let here = reader.0;
                let word = reader.word();
                if is_dated && time.is_some() {
                    reader.0 = here;
                    offset = Some(reader.offset()?);
                } else if let Some(found) = month(word) {
                    month_of = Some(month_of.xor(Some(found))?);
                    reader.take(b"-.");
                } else if !(is_weekday(word) || word.eq_ignore_ascii_case("at")) {
                    return None;
                }
            }
            _ => return None,
        }
    }
    let midnight = days(year?, month_of?, day?)? * DAY;
    let (time, grain) = time.unwrap_or((0, DAY));
    Some(Civil { wall: midnight + time, offset, grain })
}

/// A day with a time of day behind it; as it stands where it has one, or where there is none.
pub(crate) fn timed<'a>(day: &'a str, time: &str) -> Cow<'a, str> {
    let (text, time) = (day.trim(), time.trim());
    let has_time = text.contains(':') || text.is_empty() || !time.contains(':');
    if has_time { Cow::Borrowed(day) } else { Cow::Owned(format!("{text} {time}")) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use vocabulary::Timestamp;

    #[test]
    fn reads_what_the_vocabulary_reads() {
        for text in [
            "2026-09-15T14:00:00Z",
            "2026-09-15T14:00:00.123456Z",
            "2026-09-15T08:00:00-04:00",
            "2026-09-15 12:00:00",
            "2026-09-15",
            "1969-12-31T23:59:59Z",
            "2024-02-29",
            "1900-03-01",
        ] {
            assert_eq!(moment(text), Timestamp::parse(text).ok().map(Timestamp::micros), "{text}");
        }
    }

    #[test]
    fn reads_what_tools_write() {
        for (text, expect) in [
            ("2026-01-05 10:00:00 +0200", "2026-01-05T08:00:00Z"),
            ("2026-01-05 10:00:00 -0800", "2026-01-05T18:00:00Z"),
            ("2026-01-05T10:00:00-0800", "2026-01-05T18:00:00Z"),
            ("2026-01-05 10:00:00 UTC", "2026-01-05T10:00:00Z"),
            ("2026-01-05 10:00:00 EST", "2026-01-05T15:00:00Z"),
            ("2026-01-05 10:00", "2026-01-05T10:00:00Z"),
            ("2026-01-05 3:04 PM", "2026-01-05T15:04:00Z"),
            ("2026/01/05 3:04:17 ÖS GMT+3", "2026-01-05T12:04:17Z"),
            ("2026/01/05 午後 3:04:17", "2026-01-05T15:04:17Z"),
            ("2026-01-05 3:04 p. m.", "2026-01-05T15:04:00Z"),
            ("2026/01/05 上午 12:04", "2026-01-05T00:04:00Z"),
            ("2026-01-05 12:04:05 a.m.", "2026-01-05T00:04:05Z"),
            ("2026/01/05 10:00:00", "2026-01-05T10:00:00Z"),
            ("2026.01.05", "2026-01-05T00:00:00Z"),
            ("20260105T100000Z", "2026-01-05T10:00:00Z"),
            ("Mon, 5 Jan 2026 10:00:00 +0200", "2026-01-05T08:00:00Z"),
            ("Mon, 05 Jan 2026 10:00:00 GMT", "2026-01-05T10:00:00Z"),
            ("5 Jan 2026 10:00 EST", "2026-01-05T15:00:00Z"),
            ("Mon Jan 05 2026 10:00:00 GMT+0200 (Central European Time)", "2026-01-05T08:00:00Z"),
            ("Jan 5, 2026 3:04 PM", "2026-01-05T15:04:00Z"),
            ("January 5th, 2026 at 3:04 PM", "2026-01-05T15:04:00Z"),
            ("5-Jan-2026", "2026-01-05T00:00:00Z"),
        ] {
            assert_eq!(moment(text), Timestamp::parse(expect).ok().map(Timestamp::micros), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for text in [
            "",
            "2026-13-01",
            "2026-02-29",
            "15/09/2026",
            "01/05/2026",
            "2026-09-15T25:00:00Z",
            "2026-09-15T10:00:00 XYZ",
            "2026-01-05 13:04 PM",
            "20260915",
            "2026-9-15",
            "5 Jan 6 2026",
            "Monday",
            "5 Jamais 2026",
            "now",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
