use crate::ConsentError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{DAY, Digest, MINUTE, Span, Timestamp, VocabularyError};

/// The longest window of a cap: sends older than a year need not be kept for it.
const MAX_WINDOW_DAYS: u32 = 366;

/// At most `n_max` messages to one person in a sliding window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "RawCap", into = "RawCap")]
pub struct FrequencyCap {
    n_max: u32,
    window_days: u32,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawCap {
    /// The largest number of messages to one person in the window.
    n_max: u32,
    /// The window in days of 24 hours, 1 to 366.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "RawHours", into = "RawHours")]
pub struct QuietHours {
    from_hour: u8,
    to_hour: u8,
    zone: String,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawHours {
    /// First quiet hour, 0 to 23.
    from_hour: u8,
    /// First hour that is not quiet any more; the same as `from_hour` for no quiet hours.
    to_hour: u8,
    /// The IANA time zone the hours are meant in, as `Europe/Berlin`.
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
        Ok((local_hour, self.covers(local_hour)))
    }

    /// Whether this hour of the day is quiet.
    fn covers(&self, hour: u8) -> bool {
        if self.from_hour <= self.to_hour {
            (self.from_hour..self.to_hour).contains(&hour)
        } else {
            self.from_hour <= hour || hour < self.to_hour
        }
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// How often.
    pub frequency_cap: FrequencyCap,
    /// When not.
    pub quiet_hours: QuietHours,
}

impl Policy {
    /// Where this policy allows what `limit` forbids: the key of the rule, and how they differ. `None` when it is as
    /// strict or stricter.
    ///
    /// Caps are compared number by number: as many in a longer window is stricter, more in a longer one may be either,
    /// and is called looser. Quiet hours of another zone cannot be compared hour by hour.
    pub fn looser_than(&self, limit: &Policy) -> Option<(&'static str, String)> {
        let (own, most) = (self.frequency_cap, limit.frequency_cap);
        if most.n_max < own.n_max || own.window_days < most.window_days {
            let why = format!(
                "{} messages in {} days are more than the workspace allows, {} in {} days",
                own.n_max, own.window_days, most.n_max, most.window_days
            );
            return Some(("frequency_cap:", why));
        }
        let (own, least) = (&self.quiet_hours, &limit.quiet_hours);
        if least.from_hour == least.to_hour {
            return None;
        }
        if own.zone != least.zone {
            let why = format!("the workspace's quiet hours are of `{}`, not of `{}`", least.zone, own.zone);
            return Some(("quiet_hours:", why));
        }
        let loud = (0..24).find(|hour| least.covers(*hour) && !own.covers(*hour))?;
        let why = format!(
            "{loud} o'clock is quiet in the workspace ({} to {} o'clock), and not here",
            least.from_hour, least.to_hour
        );
        Some(("quiet_hours:", why))
    }

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_policy_is_stricter_or_says_where_it_is_not() {
        let policy = |n_max, window_days, (from, to), zone: &str| Policy {
            frequency_cap: FrequencyCap::new(n_max, window_days).unwrap(),
            quiet_hours: QuietHours::new(from, to, zone).unwrap(),
        };
        let limit = policy(3, 7, (21, 8), "Europe/Berlin");
        let check = |own: Policy, expect: Option<&str>| {
            assert_eq!(own.looser_than(&limit).map(|(key, _)| key), expect, "{own:?}");
        };
        check(limit.clone(), None);
        check(policy(2, 7, (20, 9), "Europe/Berlin"), None);
        check(policy(3, 14, (21, 8), "Europe/Berlin"), None);
        check(policy(4, 7, (21, 8), "Europe/Berlin"), Some("frequency_cap:"));
        check(policy(3, 6, (21, 8), "Europe/Berlin"), Some("frequency_cap:"));
        check(policy(3, 7, (22, 8), "Europe/Berlin"), Some("quiet_hours:"));
        check(policy(3, 7, (0, 0), "Europe/Berlin"), Some("quiet_hours:"));
        check(policy(3, 7, (21, 8), "America/New_York"), Some("quiet_hours:"));
        let none = policy(1, 1, (5, 5), "Europe/Berlin");
        assert_eq!(policy(1, 1, (0, 0), "America/New_York").looser_than(&none), None, "no hours are limited");
    }
}
