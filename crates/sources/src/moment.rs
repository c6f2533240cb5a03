//! Moments and days out of text, fast enough for millions of rows.

/// Microseconds of one second.
const SECOND: i64 = 1_000_000;
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

/// Reads digits off the front of a text.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self, shortest: usize, longest: usize) -> Option<i64> {
        let n = self.0.iter().take(longest).take_while(|byte| byte.is_ascii_digit()).count();
        if n < shortest {
            return None;
        }
        let (digits, rest) = self.0.split_at(n);
        self.0 = rest;
        Some(digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
    }

    fn take(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !allowed.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    /// The part after the point of a second, as microseconds; further digits are cut.
    fn fraction(&mut self) -> Option<i64> {
        let n = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if n == 0 {
            return None;
        }
        let (digits, rest) = self.0.split_at(n);
        self.0 = rest;
        let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(6);
        Some(padded.fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
    }

    /// `Z`, `+hh:mm`, `+hhmm`, `+hh` or nothing, as microseconds to subtract.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.take(b"Zz+-") {
            None => return self.0.is_empty().then_some(0),
            Some(b'+') => 1,
            Some(b'-') => -1,
            Some(_) => return Some(0),
        };
        let hours = self.number(2, 2)?;
        self.take(b":");
        let minutes = self.number(2, 2).unwrap_or(0);
        (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60 * SECOND)
    }
}

fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    // A leap second is kept as the second before it, as RFC 3339 readers commonly do.
    (hour < 24 && minute < 60 && second <= 60).then(|| ((hour * 60 + minute) * 60 + second.min(59)) * SECOND)
}

/// Microseconds since 1970 of RFC 3339, of the same with a space for the `T` or without seconds or
/// offset (UTC then), or of a day alone.
pub(crate) fn moment(text: &str) -> Option<i64> {
    let mut reader = Reader(text.as_bytes());
    let year = reader.number(4, 4)?;
    reader.take(b"-")?;
    let month = reader.number(2, 2)?;
    reader.take(b"-")?;
    let midnight = days(year, month, reader.number(2, 2)?)? * DAY;
    if reader.0.is_empty() {
        return Some(midnight);
    }
    reader.take(b"Tt ")?;
    let hour = reader.number(2, 2)?;
    reader.take(b":")?;
    let minute = reader.number(2, 2)?;
    let second = match reader.take(b":") {
        Some(_) => reader.number(2, 2)?,
        None => 0,
    };
    let fraction = match reader.take(b".,") {
        Some(_) => reader.fraction()?,
        None => 0,
    };
    let offset = reader.offset()?;
    reader.0.is_empty().then_some(midnight + clock(hour, minute, second)? + fraction - offset)
}

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Year,
    Month(usize),
    Day(usize),
    Hour(usize),
    Minute,
    Second,
    Literal(u8),
}

/// A pattern as `MM/dd/yyyy`, in the letters of the JDK's `DateTimeFormatter`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Piece>);

impl Pattern {
    /// Reads a pattern of `yyyy`, `MM`, `M`, `dd`, `d`, `HH`, `H`, `mm`, `ss`, quoted and plain
    /// punctuation.
    ///
    /// Errors: the letters that are not known.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut bytes = text.bytes().peekable();
        let mut is_quoted = false;
        while let Some(byte) = bytes.next() {
            if byte == b'\'' {
                is_quoted = !is_quoted;
                continue;
            }
            if is_quoted || !byte.is_ascii_alphabetic() {
                pieces.push(Piece::Literal(byte));
                continue;
            }
            let mut n = 1;
            while bytes.next_if_eq(&byte).is_some() {
                n += 1;
            }
            pieces.push(match (byte, n) {
                (b'y' | b'u', 4) => Piece::Year,
                (b'M', 1 | 2) => Piece::Month(n),
                (b'd', 1 | 2) => Piece::Day(n),
                (b'H', 1 | 2) => Piece::Hour(n),
                (b'm', 2) => Piece::Minute,
                (b's', 2) => Piece::Second,
                (letter, n) => return Err(char::from(letter).to_string().repeat(n)),
            });
        }
        Ok(Self(pieces))
    }

    /// Microseconds since 1970 of `text`; `None` when it does not follow the pattern.
    pub(crate) fn read(&self, text: &str) -> Option<i64> {
        let mut reader = Reader(text.as_bytes());
        let (mut year, mut month, mut day) = (1970, 1, 1);
        let (mut hour, mut minute, mut second) = (0, 0, 0);
        for piece in &self.0 {
            match piece {
                Piece::Year => year = reader.number(4, 4)?,
                Piece::Month(shortest) => month = reader.number(*shortest, 2)?,
                Piece::Day(shortest) => day = reader.number(*shortest, 2)?,
                Piece::Hour(shortest) => hour = reader.number(*shortest, 2)?,
                Piece::Minute => minute = reader.number(2, 2)?,
                Piece::Second => second = reader.number(2, 2)?,
                Piece::Literal(byte) => {
                    reader.take(&[*byte])?;
                }
            }
        }
        reader.0.is_empty().then_some(days(year, month, day)? * DAY + clock(hour, minute, second)?)
    }
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
    fn refuses_what_is_no_moment() {
        for text in [
            "",
            "2026-13-01",
            "2026-02-29",
            "15/09/2026",
            "2026-09-15T25:00:00Z",
            "2026-09-15T10:00:00 EST",
            "20260915",
            "2026-9-15",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn follows_patterns() {
        for (pattern, text, expect) in [
            ("MM/dd/yyyy", "09/15/2026", Some("2026-09-15")),
            ("M/d/yyyy", "9/5/2026", Some("2026-09-05")),
            ("dd.MM.yyyy HH:mm", "15.09.2026 10:30", Some("2026-09-15 10:30:00")),
            ("yyyy-MM-dd'T'HH:mm:ss", "2026-09-15T10:30:05", Some("2026-09-15 10:30:05")),
            ("MM/dd/yyyy", "15/09/2026", None),
            ("MM/dd/yyyy", "09/15/2026 ", None),
        ] {
            let expect = expect.map(|text| Timestamp::parse(text).unwrap().micros());
            assert_eq!(Pattern::parse(pattern).unwrap().read(text), expect, "{pattern} {text}");
        }
        assert_eq!(Pattern::parse("yyyy-MMM-dd"), Err("MMM".to_owned()));
    }
}
