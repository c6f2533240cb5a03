use normalise::{DateReading, DayOrder, Reason, date};

/// Reads a birth date into eight digits, year first.
///
/// A date that no calendar has stays, since a slip of the pen made it: 1750-01-81 is one stroke
/// from somebody's birthday. What is not said is zeros; a date whose day and month cannot be told
/// apart ends in `~`.
pub(super) fn digits(raw: &str) -> Result<String, Reason> {
    match date(raw, DayOrder::Unknown).map(|(reading, _)| reading) {
        Ok(DateReading::Day(day)) => Ok(format!("{:04}{:02}{:02}", day.year, day.month, day.day)),
        Ok(DateReading::Either(a, b)) if a.year == b.year => {
            Ok(format!("{:04}{:02}{:02}~", a.year, a.month, a.day))
        }
        Ok(DateReading::Either(..)) => Err(Reason::Empty),
        Ok(DateReading::Month(year, month)) => Ok(format!("{year:04}{month:02}00")),
        Ok(DateReading::Year(year)) => Ok(format!("{year:04}0000")),
        Err(Reason::ZeroDay) => Err(Reason::ZeroDay),
        Err(why) => slipped(raw).ok_or(why),
    }
}

fn slipped(raw: &str) -> Option<String> {
    let day = raw.trim().split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    match parts.as_slice() {
        [year] if year.len() == 4 => Some(format!("{year}0000")),
        [all] if all.len() == 8 => Some((*all).to_owned()),
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            Some(format!("{year}{month:0>2}{day:0>2}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_slips() {
        for (raw, expect) in [
            ("1990-05-12", Some("19900512")),
            ("12/25/1990", Some("19901225")),
            ("1750-01-81", Some("17500181")),
            ("19831188", Some("19831188")),
            ("1990", Some("19900000")),
            ("03/04/1990", Some("19900304~")),
            ("n/a", None),
            ("12 May 1990", Some("19900512")),
            ("1900-01-01", None),
            ("-", None),
        ] {
            assert_eq!(digits(raw).ok().as_deref(), expect, "{raw}");
        }
    }
}
