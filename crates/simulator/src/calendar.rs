use vocabulary::{SECOND, Timestamp};

/// `days` before `now`, to the second.
pub(crate) fn days_before(now: Timestamp, days: f64) -> Timestamp {
    let seconds = (days * 86_400.0) as i64;
    now - SECOND.times(seconds)
}

/// A date and time of day in UTC, for writing files in the forms that exports use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
    second_of_day: i64,
    millis: i64,
}

impl Civil {
    /// Splits a moment. Source: Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
    pub(crate) fn of(at: Timestamp) -> Self {
        let millis = at.micros().div_euclid(1_000);
        let seconds = millis.div_euclid(1_000);
        let shifted = seconds.div_euclid(86_400) + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
            second_of_day: seconds.rem_euclid(86_400),
            millis: millis.rem_euclid(1_000),
        }
    }

    /// `2026-09-15`.
    pub(crate) fn date(self) -> String {
        date(self.year, self.month, self.day)
    }

    /// `2026-09-15T14:00:00Z`.
    pub(crate) fn seconds(self) -> String {
        format!("{}T{}Z", self.date(), self.clock())
    }

    /// `2026-09-15T14:00:00.000Z`, as browsers write it.
    pub(crate) fn milliseconds(self) -> String {
        format!("{}T{}.{:03}Z", self.date(), self.clock(), self.millis)
    }

    fn clock(self) -> String {
        let s = self.second_of_day;
        format!("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    }
}

/// Writes a date in ISO order, possible or not.
pub(crate) fn date(year: i64, month: i64, day: i64) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn splits_as_the_vocabulary_does() {
        for text in
            ["2026-09-15T14:00:00Z", "2024-02-29T23:59:59Z", "2000-03-01T00:00:00Z", "1999-12-31T12:30:05Z"]
        {
            let at = Timestamp::parse(text).unwrap();
            assert_eq!(Civil::of(at).seconds(), text);
            assert_eq!(Timestamp::parse(&Civil::of(at).milliseconds()).unwrap(), at);
        }
    }
}
