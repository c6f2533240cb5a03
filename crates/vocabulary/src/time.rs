use crate::VocabularyError;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

/// A length of time in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

/// One second.
pub const SECOND: Span = Span(1_000_000);
/// One minute.
pub const MINUTE: Span = Span(60 * SECOND.0);
/// One hour.
pub const HOUR: Span = Span(60 * MINUTE.0);
/// One day of 24 hours.
pub const DAY: Span = Span(24 * HOUR.0);

impl Span {
    /// `n` times this span, saturating.
    pub const fn times(self, n: i64) -> Span {
        Span(self.0.saturating_mul(n))
    }

    /// Microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }
}

/// A moment in UTC, to the microsecond. Written as RFC 3339.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

impl Timestamp {
    /// From microseconds since 1970-01-01T00:00:00Z.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The UTC day as `YYYY-MM-DD`.
    pub fn day(self) -> String {
        self.to_string().chars().take(10).collect()
    }

    /// The hour of day, 0..=23, in an IANA time zone.
    ///
    /// Errors: [`VocabularyError::Word`] when the zone is unknown.
    pub fn hour_in(self, zone: &str) -> Result<i8, VocabularyError> {
        let unknown = || VocabularyError::Word {
            what: "time zone",
            input: zone.to_owned(),
            allowed: "IANA names, as America/New_York",
        };
        let zone = TimeZone::get(zone).map_err(|_| unknown())?;
        let instant = jiff::Timestamp::from_microsecond(self.0).map_err(|_| unknown())?;
        Ok(zone.to_datetime(instant).hour())
    }

    /// Reads RFC 3339; also `YYYY-MM-DD HH:MM:SS` and `YYYY-MM-DD`, which are taken as UTC.
    ///
    /// Errors: [`VocabularyError::Time`] with the input.
    pub fn parse(text: &str) -> Result<Self, VocabularyError> {
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Ok(Self(instant.as_microsecond()));
        }
        let civil = match text.len() {
            10 => text.parse::<jiff::civil::Date>().map(|date| date.at(0, 0, 0, 0)),
            _ => text.parse::<DateTime>(),
        };
        civil
            .and_then(|civil| civil.to_zoned(TimeZone::UTC))
            .map(|zoned| Self(zoned.timestamp().as_microsecond()))
            .map_err(|_| VocabularyError::Time { input: text.to_owned() })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(instant) => instant.fmt(f),
            Err(_) => write!(f, "{}us", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = VocabularyError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Timestamp {
    type Error = VocabularyError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Timestamp> for String {
    fn from(at: Timestamp) -> String {
        at.to_string()
    }
}

impl Add<Span> for Timestamp {
    type Output = Timestamp;
    fn add(self, span: Span) -> Timestamp {
        Timestamp(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Timestamp;
    fn sub(self, span: Span) -> Timestamp {
        Timestamp(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;
    fn sub(self, earlier: Timestamp) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_usual_forms() {
        let noon = Some("2026-09-15T12:00:00Z");
        for (input, expect) in [
            ("2026-09-15T12:00:00Z", noon),
            ("2026-09-15T08:00:00-04:00", noon),
            ("2026-09-15 12:00:00", noon),
            ("2026-09-15", Some("2026-09-15T00:00:00Z")),
            ("15/09/2026", None),
            ("2026-13-01", None),
        ] {
            let got = Timestamp::parse(input).ok().map(|at| at.to_string());
            assert_eq!(got.as_deref(), expect, "{input}");
        }
    }

    #[test]
    fn knows_the_local_hour() -> Result<(), VocabularyError> {
        let at = Timestamp::parse("2026-09-15T14:00:00Z")?;
        assert_eq!(at.hour_in("America/New_York")?, 10);
        assert!(at.hour_in("Mars/Olympus").is_err());
        assert_eq!((at + DAY).day(), "2026-09-16");
        Ok(())
    }
}
