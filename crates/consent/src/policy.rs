use crate::ConsentError;
use serde::{Deserialize, Serialize};
use vocabulary::{DAY, Digest, MINUTE, Span, Timestamp, VocabularyError};

/// The longest window of a cap: sends older than a year need not be kept for it.
const MAX_WINDOW_DAYS: u32 = 366;

/// At most `n_max` messages to one person in a sliding window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawCap", into = "RawCap")]
pub struct FrequencyCap {
    n_max: u32,
    window_days: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCap {
    n_max: u32,
    window_days: u32,
}

impl FrequencyCap {
    /// Checks the numbers.
    ///
    /// Errors: [`ConsentError::PolicyNumber`] when `n_max` is 0 or `window_days` is not in 1..=366.
    pub fn new(n_max: u32, window_days: u32) -> Result<Self, ConsentError> {
        if n_max == 0 {
            let rule = "a cap of 0 sends nothing; leave the campaign unreleased instead";
            return Err(ConsentError::PolicyNumber { field: "n_max", input: n_max, rule });
        }
        if !(1..=MAX_WINDOW_DAYS).contains(&window_days) {
            let rule = "use 1 to 366 days";
            return Err(ConsentError::PolicyNumber { field: "window_days", input: window_days, rule });
        }
        Ok(Self { n_max, window_days })
    }

    /// The largest number of messages in the window.
    pub fn n_max(self) -> u32 {
        self.n_max
    }

    /// The window in days of 24 hours.
    pub fn window_days(self) -> u32 {
        self.window_days
    }

    /// The window's length.
    pub fn window(self) -> Span {
        DAY.times(i64::from(self.window_days))
    }
}

impl TryFrom<RawCap> for FrequencyCap {
    type Error = ConsentError;
    fn try_from(raw: RawCap) -> Result<Self, Self::Error> {
        Self::new(raw.n_max, raw.window_days)
    }
}

impl From<FrequencyCap> for RawCap {
    fn from(cap: FrequencyCap) -> Self {
        Self { n_max: cap.n_max, window_days: cap.window_days }
    }
}

/// Hours of the day in which nothing is sent: [from, to), over midnight when `from` is the later one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawHours", into = "RawHours")]
pub struct QuietHours {
    from_hour: u8,
    to_hour: u8,
    zone: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHours {
    from_hour: u8,
    to_hour: u8,
    zone: String,
}

impl QuietHours {
    /// Checks the hours and the zone.
    ///
    /// Equal hours mean no quiet hours at all.
    /// Errors: [`ConsentError::PolicyNumber`] when an hour is over 23, [`ConsentError::TimeZone`] when the
    /// zone is unknown.
    pub fn new(from_hour: u8, to_hour: u8, zone: impl Into<String>) -> Result<Self, ConsentError> {
        for (field, hour) in [("from_hour", from_hour), ("to_hour", to_hour)] {
            if 23 < hour {
                let rule = "use 0 to 23";
                return Err(ConsentError::PolicyNumber { field, input: u32::from(hour), rule });
            }
        }
        let zone = zone.into();
        if Timestamp::from_micros(0).hour_in(&zone).is_err() {
            return Err(ConsentError::TimeZone { input: zone });
        }
        Ok(Self { from_hour, to_hour, zone })
    }

    /// First quiet hour, 0..=23.
    pub fn from_hour(&self) -> u8 {
        self.from_hour
    }

    /// First hour that is not quiet any more, 0..=23.
    pub fn to_hour(&self) -> u8 {
        self.to_hour
    }

    /// The IANA time zone the hours are meant in.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// The local hour at `now`, and whether it is quiet.
    ///
    /// Errors: when `now` lies outside the calendar; the caller must then not send.
    pub(crate) fn at(&self, now: Timestamp) -> Result<(u8, bool), VocabularyError> {
        let local_hour = now.hour_in(&self.zone)?.unsigned_abs();
        let is_quiet = if self.from_hour <= self.to_hour {
            (self.from_hour..self.to_hour).contains(&local_hour)
        } else {
            self.from_hour <= local_hour || local_hour < self.to_hour
        };
        Ok((local_hour, is_quiet))
    }

    /// When the next quiet hours begin after `now`; None when there are none, or `now` lies outside the calendar.
    ///
    /// On the grid of quarters, as [`QuietHours::end`].
    pub(crate) fn start(&self, now: Timestamp) -> Option<Timestamp> {
        self.first_quarter(now, true)
    }

    /// When the quiet hours that hold at `now` end; None when `now` lies outside the calendar.
    ///
    /// Zones are off UTC by multiples of a quarter of an hour, so the end is found on that grid, summer time
    /// included.
    pub(crate) fn end(&self, now: Timestamp) -> Option<Timestamp> {
        self.first_quarter(now, false)
    }

    /// The first quarter of an hour after `now` that is quiet, or is not.
    fn first_quarter(&self, now: Timestamp, quiet: bool) -> Option<Timestamp> {
        let quarter = MINUTE.times(15);
        let first = Timestamp::from_micros(now.micros() - now.micros().rem_euclid(quarter.micros()));
        // A day has at most 25 hours of four quarters.
        let at = |n: i64| first + quarter.times(n);
        (1..=100).map(at).find(|at| self.at(*at).is_ok_and(|(_, is_quiet)| is_quiet == quiet))
    }
}

impl TryFrom<RawHours> for QuietHours {
    type Error = ConsentError;
    fn try_from(raw: RawHours) -> Result<Self, Self::Error> {
        Self::new(raw.from_hour, raw.to_hour, raw.zone)
    }
}

impl From<QuietHours> for RawHours {
    fn from(hours: QuietHours) -> Self {
        Self { from_hour: hours.from_hour, to_hour: hours.to_hour, zone: hours.zone }
    }
}

/// The brand's rules of contact, as code:
///
/// ```yaml
/// frequency_cap: { n_max: 3, window_days: 7 }
/// quiet_hours: { from_hour: 21, to_hour: 8, zone: America/New_York }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// How often.
    pub frequency_cap: FrequencyCap,
    /// When not.
    pub quiet_hours: QuietHours,
}

impl Policy {
    /// The digest an approval is bound to. It depends on the meaning and not on how the file is laid out.
    pub fn digest(&self) -> Digest {
        Digest::of([
            "consent policy 1".to_owned(),
            self.frequency_cap.n_max.to_string(),
            self.frequency_cap.window_days.to_string(),
            self.quiet_hours.from_hour.to_string(),
            self.quiet_hours.to_hour.to_string(),
            self.quiet_hours.zone.clone(),
        ])
    }
}
