//! How a column writes moments: by which patterns, in which zone, in which unit.

use crate::moment::{Civil, DAY, MINUTE, SECOND, civil, days};
use crate::pattern::Pattern;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// What a number that is a moment counts since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tick {
    /// Days since 1899-12-30 on the wall, as spreadsheets count.
    Sheet,
    Second,
    Milli,
    Micro,
    Nano,
}

impl Tick {
    /// The unit a contract names.
    pub(crate) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "excel_days" => Self::Sheet,
            "s" | "seconds" => Self::Second,
            "ms" | "milliseconds" => Self::Milli,
            "us" | "microseconds" => Self::Micro,
            "ns" | "nanoseconds" => Self::Nano,
            _ => return None,
        })
    }

    /// Microseconds of one.
    fn length(self) -> i64 {
        match self {
            Self::Second | Self::Sheet => SECOND,
            Self::Milli => 1_000,
            Self::Micro | Self::Nano => 1,
        }
    }

    fn per_second(self) -> i128 {
        match self {
            Self::Second | Self::Sheet => 1,
            Self::Milli => 1_000,
            Self::Micro => 1_000_000,
            Self::Nano => 1_000_000_000,
        }
    }
}

/// How far ahead of UTC a clock on a wall is at most (Kiribati), and how far behind (Baker Island).
const EAST: i64 = 14 * 60 * MINUTE;
const WEST: i64 = 12 * 60 * MINUTE;

/// How the moments of a column are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock {
    /// The first that fits is taken.
    pub(crate) patterns: Vec<Pattern>,
    /// Of times that do not say their offset; UTC when `None`.
    pub(crate) zone: Option<TimeZone>,
    /// Of numbers; by their size when `None`.
    pub(crate) tick: Option<Tick>,
}

impl Clock {
    /// Microseconds since 1970 of `text`; `None` when it cannot be read, or in more than one way.
    pub(crate) fn moment(&self, text: &str) -> Option<i64> {
        self.civil(text)
            .map_or_else(|| self.epoch(text).or_else(|| self.utc(compact(text)?)), |civil| self.utc(civil))
    }

    /// The first and the last moment that `text` can mean, in microseconds since 1970: a day is as long as it is, an
    /// hour that comes twice may be either, and where nobody says the zone it may be any.
    pub(crate) fn span(&self, text: &str) -> Option<(i64, i64)> {
        if let Some(civil) = self.civil(text) {
            return self.span_of(civil);
        }
        match self.epoch(text) {
            Some(first) => Some((first, first + self.grain_of_number(text) - 1)),
            None => self.span_of(compact(text)?),
        }
    }

    /// As [`Clock::span`] of a time on the wall.
    pub(crate) fn span_of(&self, civil: Civil) -> Option<(i64, i64)> {
        let (first, last) = (civil.wall, civil.wall + civil.grain - 1);
        if let Some(offset) = civil.offset {
            return Some((first - offset, last - offset));
        }
        let Some(zone) = &self.zone else { return Some((first - EAST, last + WEST)) };
        let there = |wall: i64| -> Option<_> {
            let wall = TimeZone::UTC.to_datetime(jiff::Timestamp::from_microsecond(wall).ok()?);
            Some(zone.to_ambiguous_timestamp(wall))
        };
        let first = there(first)?.earlier().ok()?.as_microsecond();
        Some((first, there(last)?.later().ok()?.as_microsecond()))
    }

    /// How much of time a number leaves open.
    fn grain_of_number(&self, text: &str) -> i64 {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let tick = self.tick.or_else(|| Some(tick_of(whole.parse().ok()?)?));
        let length = tick.map_or(1, Tick::length);
        fraction.bytes().fold(length, |length, _| length / 10).max(1)
    }

    /// Days since 1970 of `text`: the day on the wall, when it is a whole day.
    pub(crate) fn day(&self, text: &str) -> Option<i32> {
        let wall = self.civil(text).or_else(|| compact(text)).map(|civil| civil.wall)?;
        (wall % DAY == 0).then(|| i32::try_from(wall / DAY).ok()).flatten()
    }

    /// The moment at which the wall shows `wall`.
    pub(crate) fn of_wall(&self, wall: i64) -> Option<i64> {
        self.utc(Civil { wall, offset: None, grain: 1 })
    }

    fn civil(&self, text: &str) -> Option<Civil> {
        if self.tick == Some(Tick::Sheet)
            && let Some(civil) = serial(text)
        {
            return Some(civil);
        }
        self.patterns.iter().find_map(|pattern| pattern.read(text)).or_else(|| civil(text))
    }

    /// Of a spreadsheet's days other numbers are no moments.
    fn epoch(&self, text: &str) -> Option<i64> {
        if self.tick == Some(Tick::Sheet) { None } else { epoch(text, self.tick) }
    }

    /// Whether its patterns write years by two digits.
    pub(crate) fn has_short_years(&self) -> bool {
        self.patterns.iter().any(Pattern::has_short_year)
    }

    /// An hour that a zone skips in spring is read as the hour after it, an hour it has twice in autumn
    /// as the first of the two.
    ///
    /// Source: RFC 5545 section 3.3.5 for both; jiff calls it `compatible`.
    fn utc(&self, civil: Civil) -> Option<i64> {
        let Some(zone) = self.zone.as_ref().filter(|_| civil.offset.is_none()) else {
            return Some(civil.utc());
        };
        let wall: DateTime = TimeZone::UTC.to_datetime(jiff::Timestamp::from_microsecond(civil.wall).ok()?);
        zone.to_ambiguous_timestamp(wall).compatible().ok().map(jiff::Timestamp::as_microsecond)
    }
}

/// A day as spreadsheets count them, with the time as its fraction: 45993 is 2025-12-02. To the second, for the
/// fraction is no finer.
///
/// Source: ECMA-376 part 1, 18.17.4.1; day 25,569 is 1970-01-01.
pub(crate) fn serial(text: &str) -> Option<Civil> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // Of 1900-03-01 to 2173: days before are counted otherwise, and larger numbers are something else.
    let day: i64 = Some(whole).filter(|whole| is_digits(whole) && whole.len() <= 6)?.parse().ok()?;
    if !(61..100_000).contains(&day) || !is_digits(fraction) || 12 < fraction.len() {
        return None;
    }
    let padded: String = fraction.chars().chain(std::iter::repeat('0')).take(12).collect();
    let seconds = (padded.parse::<i128>().ok()? * 86_400 + 500_000_000_000) / 1_000_000_000_000;
    let wall = (day - 25_569) * DAY + i64::try_from(seconds).ok()? * 1_000_000;
    let digits = u32::try_from(fraction.len()).ok()?;
    let grain = (DAY / 10_i64.pow(digits)).max(SECOND);
    Some(Civil { wall, offset: None, grain })
}

/// `20260105` and `20260105100000`, when they are of our time.
fn compact(text: &str) -> Option<Civil> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    if !matches!(digits.len(), 8 | 14) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i64>().ok());
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let midnight = days(year, month, day).filter(|_| (1800..=2200).contains(&year))? * DAY;
    let (time, grain) = match digits.len() {
        8 => (0, DAY),
        _ => (crate::moment::clock(part(8, 10)?, part(10, 12)?, part(12, 14)?)?, SECOND),
    };
    Some(Civil { wall: midnight + time, offset: None, grain })
}

/// Microseconds since 1970 of a number of `tick`s.
///
/// Without a told unit the size decides: the four units of a moment between 1973 and 5138 do not
/// overlap. Returns: `None` for no number, and for one that is too small for any of them.
fn epoch(text: &str, tick: Option<Tick>) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || 19 < digits.len() || !is_digits(digits) || !is_digits(fraction) {
        return None;
    }
    let count: i128 = whole.parse().ok()?;
    let tick = match tick {
        Some(tick) => tick,
        None if compact(text).is_some() => return None,
        None => tick_of(count)?,
    };
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    // Nine digits of the fraction: a tick is never longer than a second.
    let padded: String = fraction.chars().chain(std::iter::repeat('0')).take(9).collect();
    let billionths = count * 1_000_000_000 + sign * padded.parse::<i128>().ok()?;
    i64::try_from(billionths.div_euclid(1_000 * tick.per_second())).ok()
}

/// What a number of our time counts, by its size: 10^8 s is 1973-03-03, 10^11 s is the year 5138.
fn tick_of(count: i128) -> Option<Tick> {
    Some(match count.unsigned_abs() {
        100_000_000..100_000_000_000 => Tick::Second,
        100_000_000_000..100_000_000_000_000 => Tick::Milli,
        100_000_000_000_000..100_000_000_000_000_000 => Tick::Micro,
        100_000_000_000_000_000.. => Tick::Nano,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use vocabulary::Timestamp;

    fn check(clock: &Clock, text: &str, expect: Option<&str>) {
        let expect = expect.map(|text| Timestamp::parse(text).unwrap().to_string());
        let got = clock.moment(text).map(|micros| Timestamp::from_micros(micros).to_string());
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn reads_numbers_by_their_size_or_their_unit() {
        let open = Clock::default();
        for (text, expect) in [
            ("1767607200", Some("2026-01-05T10:00:00Z")),
            ("1767607200.5", Some("2026-01-05T10:00:00.5Z")),
            ("1767607200000", Some("2026-01-05T10:00:00Z")),
            ("1767607200000000", Some("2026-01-05T10:00:00Z")),
            ("1767607200000000000", Some("2026-01-05T10:00:00Z")),
            ("20260105", Some("2026-01-05T00:00:00Z")),
            ("20260105100000", Some("2026-01-05T10:00:00Z")),
            ("46027", None),
            ("20261305", None),
            ("1e12", None),
        ] {
            check(&open, text, expect);
        }
        let seconds = Clock { tick: Some(Tick::Second), ..Clock::default() };
        check(&seconds, "86400", Some("1970-01-02T00:00:00Z"));
        check(&seconds, "-1", Some("1969-12-31T23:59:59Z"));
    }

    #[test]
    fn a_spreadsheet_counts_days() {
        let sheet = Clock { tick: Some(Tick::Sheet), ..Clock::default() };
        check(&sheet, "45993", Some("2025-12-02T00:00:00Z"));
        check(&sheet, "45994.5", Some("2025-12-03T12:00:00Z"));
        check(&sheet, "45994,4166666667", Some("2025-12-03T10:00:00Z"));
        check(&sheet, "2025-12-02", Some("2025-12-02T00:00:00Z"));
        check(&sheet, "1767607200", None);
        assert_eq!(sheet.day("45993"), Clock::default().day("2025-12-02"));
    }

    #[test]
    fn a_zone_counts_where_no_offset_stands() {
        let berlin = Clock { zone: Some(TimeZone::get("Europe/Berlin").unwrap()), ..Clock::default() };
        for (text, expect) in [
            ("2026-01-05 10:00", "2026-01-05T09:00:00Z"),
            ("2026-07-05 10:00", "2026-07-05T08:00:00Z"),
            ("2026-07-05 10:00+00:00", "2026-07-05T10:00:00Z"),
            ("2026-07-05", "2026-07-04T22:00:00Z"),
            // Skipped: 02:30 never was, it is read as 03:30. Twice: the first 02:30 is summer time.
            ("2026-03-29 02:30", "2026-03-29T01:30:00Z"),
            ("2026-10-25 02:30", "2026-10-25T00:30:00Z"),
            ("1767607200", "2026-01-05T10:00:00Z"),
        ] {
            check(&berlin, text, Some(expect));
        }
    }

    #[test]
    fn a_text_leaves_open_what_it_does_not_say() {
        let zoned = |name: &str| Clock { zone: Some(TimeZone::get(name).unwrap()), ..Clock::default() };
        let patterned =
            |pattern: &str| Clock { patterns: vec![Pattern::parse(pattern).unwrap()], ..zoned("UTC") };
        let sheet = Clock { tick: Some(Tick::Sheet), ..zoned("UTC") };
        for (clock, text, first, last) in [
            (zoned("UTC"), "2026-03-01", "2026-03-01T00:00:00Z", "2026-03-01T23:59:59.999999Z"),
            (zoned("Pacific/Auckland"), "2026-11-30", "2026-11-29T11:00:00Z", "2026-11-30T10:59:59.999999Z"),
            (zoned("UTC"), "2026-03-01 10:00", "2026-03-01T10:00:00Z", "2026-03-01T10:00:59.999999Z"),
            (zoned("UTC"), "2026-03-01T10:00:30Z", "2026-03-01T10:00:30Z", "2026-03-01T10:00:30.999999Z"),
            (
                zoned("UTC"),
                "2026-03-01T10:00:30.25Z",
                "2026-03-01T10:00:30.25Z",
                "2026-03-01T10:00:30.259999Z",
            ),
            (zoned("UTC"), "Mar 1, 2026", "2026-03-01T00:00:00Z", "2026-03-01T23:59:59.999999Z"),
            (zoned("UTC"), "20260301", "2026-03-01T00:00:00Z", "2026-03-01T23:59:59.999999Z"),
            (zoned("UTC"), "1767607200", "2026-01-05T10:00:00Z", "2026-01-05T10:00:00.999999Z"),
            (zoned("UTC"), "1767607200000", "2026-01-05T10:00:00Z", "2026-01-05T10:00:00.000999Z"),
            (zoned("UTC"), "1767607200000000", "2026-01-05T10:00:00Z", "2026-01-05T10:00:00Z"),
            (sheet, "45993", "2025-12-02T00:00:00Z", "2025-12-02T23:59:59.999999Z"),
            (patterned("d/M/yyyy"), "1/3/2026", "2026-03-01T00:00:00Z", "2026-03-01T23:59:59.999999Z"),
            (patterned("d/M/yyyy HH"), "1/3/2026 10", "2026-03-01T10:00:00Z", "2026-03-01T10:59:59.999999Z"),
            (patterned("MMM yyyy"), "Mar 2026", "2026-03-01T00:00:00Z", "2026-03-31T23:59:59.999999Z"),
            // Twice, never, and by nobody knows which clock.
            (
                zoned("America/New_York"),
                "2026-11-01 01:30",
                "2026-11-01T05:30:00Z",
                "2026-11-01T06:30:59.999999Z",
            ),
            (
                zoned("America/New_York"),
                "2026-03-08 02:30",
                "2026-03-08T06:30:00Z",
                "2026-03-08T07:30:59.999999Z",
            ),
            (Clock::default(), "2026-03-01 10:00", "2026-02-28T20:00:00Z", "2026-03-01T22:00:59.999999Z"),
        ] {
            let (got_first, got_last) = clock.span(text).unwrap();
            let shown = |micros: i64| Timestamp::from_micros(micros).to_string();
            let expect = |text: &str| Timestamp::parse(text).unwrap().to_string();
            assert_eq!((shown(got_first), shown(got_last)), (expect(first), expect(last)), "{text}");
            let at = clock.moment(text).unwrap();
            assert!((got_first..=got_last).contains(&at), "{text}");
        }
    }

    #[test]
    fn a_day_is_the_day_on_the_wall() {
        let clock = Clock::default();
        let day = |text: &str| clock.day(text);
        assert_eq!(day("1990-05-01"), day("1990-05-01T00:00:00+02:00"));
        assert_eq!(day("1990-05-01"), day("19900501"));
        assert_eq!(day("1990-05-01"), day("May 1, 1990"));
        assert_eq!(day("1990-05-01 10:00"), None);
        assert_eq!(day("01/05/1990"), None);
    }
}
