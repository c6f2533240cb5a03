//! Days and times by the pattern a contract gives.

use crate::moment::{Civil, DAY, MINUTE, Reader, SECOND, clock, days, hour_of_half, is_weekday, month};

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Year,
    ShortYear,
    Month(usize),
    MonthName,
    Day(usize),
    Weekday,
    Hour(usize),
    HourOfHalf(usize),
    Half,
    Minute(usize),
    Second(usize),
    Fraction,
    Offset,
    Literal(u8),
}

/// What a pattern may be made of, for error texts and the reference.
pub(crate) const LETTERS: &str = "yyyy or yy (year), M, MM or MMM (month, by name), d or dd (day), EEE (weekday), \
     H or HH (hour), h or hh with a (AM or PM), mm, ss, SSS (fraction), Z or XXX (offset), and 'words' in quotes";

/// A pattern as `MM/dd/yyyy`, in the letters of the JDK's `DateTimeFormatter`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Piece>);

impl Pattern {
    /// Reads a pattern of [`LETTERS`] and punctuation.
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
                (b'y' | b'u', 2) => Piece::ShortYear,
                (b'M' | b'L', 1 | 2) => Piece::Month(n),
                (b'M' | b'L', 3 | 4) => Piece::MonthName,
                (b'd', 1 | 2) => Piece::Day(n),
                (b'E', 1..=4) => Piece::Weekday,
                (b'H', 1 | 2) => Piece::Hour(n),
                (b'h', 1 | 2) => Piece::HourOfHalf(n),
                (b'a', 1) => Piece::Half,
                (b'm', 1 | 2) => Piece::Minute(n),
                (b's', 1 | 2) => Piece::Second(n),
                (b'S', 1..=9) => Piece::Fraction,
                (b'Z' | b'X' | b'x', 1..=5) | (b'z', 1..=4) | (b'O', 1 | 4) => Piece::Offset,
                (letter, n) => return Err(char::from(letter).to_string().repeat(n)),
            });
        }
        Ok(Self(pieces))
    }

    /// Whether its years have two digits.
    pub(crate) fn has_short_year(&self) -> bool {
        self.0.contains(&Piece::ShortYear)
    }

    /// How much of time a text of this pattern leaves open.
    fn grain(&self) -> i64 {
        let has = |is: fn(&Piece) -> bool| self.0.iter().any(is);
        match () {
            () if has(|piece| matches!(piece, Piece::Second(_))) => SECOND,
            () if has(|piece| matches!(piece, Piece::Minute(_))) => MINUTE,
            () if has(|piece| matches!(piece, Piece::Hour(_) | Piece::HourOfHalf(_))) => 60 * MINUTE,
            () if has(|piece| matches!(piece, Piece::Day(_))) => DAY,
            () if has(|piece| matches!(piece, Piece::Month(_) | Piece::MonthName)) => 31 * DAY,
            () => 366 * DAY,
        }
    }

    /// What `text` says; `None` when it does not follow the pattern.
    ///
    /// A year of two digits is of 1969 to 2068, as POSIX has it.
    pub(crate) fn read(&self, text: &str) -> Option<Civil> {
        let mut reader = Reader(text.as_bytes());
        let (mut year, mut month_of, mut day) = (1970, 1, 1);
        let (mut hour, mut minute, mut second, mut fraction) = (0, 0, 0, 0);
        let (mut hour_in_half, mut is_pm, mut offset) = (None, None, None);
        let mut grain = self.grain();
        for piece in &self.0 {
            match piece {
                Piece::Year => year = reader.number(4, 4)?,
                Piece::ShortYear => {
                    let short = reader.number(2, 2)?;
                    year = if short < 69 { 2000 + short } else { 1900 + short };
                }
                Piece::Month(shortest) => month_of = reader.number(*shortest, 2)?,
                Piece::MonthName => month_of = month(reader.word())?,
                Piece::Day(shortest) => day = reader.number(*shortest, 2)?,
                Piece::Weekday => is_weekday(reader.word()).then_some(())?,
                Piece::Hour(shortest) => hour = reader.number(*shortest, 2)?,
                Piece::HourOfHalf(shortest) => hour_in_half = Some(reader.number(*shortest, 2)?),
                Piece::Half => is_pm = Some(reader.half()?),
                Piece::Minute(shortest) => minute = reader.number(*shortest, 2)?,
                Piece::Second(shortest) => second = reader.number(*shortest, 2)?,
                Piece::Fraction => (fraction, grain) = reader.fraction()?,
                Piece::Offset => offset = Some(reader.offset()?),
                Piece::Literal(byte) => {
                    reader.take(&[*byte])?;
                }
            }
        }
        if let Some(in_half) = hour_in_half {
            hour = hour_of_half(in_half, is_pm?)?;
        }
        let wall = days(year, month_of, day)? * DAY + clock(hour, minute, second)? + fraction;
        reader.0.is_empty().then_some(Civil { wall, offset, grain })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use vocabulary::Timestamp;

    #[test]
    fn follows_patterns() {
        for (pattern, text, expect) in [
            ("MM/dd/yyyy", "09/15/2026", Some("2026-09-15")),
            ("M/d/yyyy", "9/5/2026", Some("2026-09-05")),
            ("M/d/yy", "9/5/26", Some("2026-09-05")),
            ("M/d/yy", "9/5/71", Some("1971-09-05")),
            ("dd.MM.yyyy HH:mm", "15.09.2026 10:30", Some("2026-09-15 10:30:00")),
            ("yyyy-MM-dd'T'HH:mm:ss", "2026-09-15T10:30:05", Some("2026-09-15 10:30:05")),
            ("M/d/yyyy h:mm a", "9/5/2026 3:04 PM", Some("2026-09-05 15:04:00")),
            ("M/d/yyyy h:mm a", "9/5/2026 12:04 am", Some("2026-09-05 00:04:00")),
            ("M/d/yyyy h:mm:ss a", "9/5/2026 13:04:00 PM", None),
            ("dd MMM yyyy", "05 Sep 2026", Some("2026-09-05")),
            ("d-MMM-yyyy HH:mm:ss.SSS", "5-Sep-2026 10:00:00.250", Some("2026-09-05 10:00:00.25")),
            ("dd/MM/yyyy HH:mm Z", "05/09/2026 10:00 +0200", Some("2026-09-05 08:00:00")),
            ("yyyyMMdd", "20260905", Some("2026-09-05")),
            ("MM/dd/yyyy", "15/09/2026", None),
            ("MM/dd/yyyy", "09/15/2026 ", None),
        ] {
            let expect = expect.map(|text| Timestamp::parse(text).unwrap().micros());
            assert_eq!(
                Pattern::parse(pattern).unwrap().read(text).map(Civil::utc),
                expect,
                "{pattern} {text}"
            );
        }
        assert_eq!(Pattern::parse("yyyy-QQ"), Err("QQ".to_owned()));
    }
}
