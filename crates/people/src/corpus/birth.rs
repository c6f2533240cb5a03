use crate::normalise::{Unusable, birth_date};

/// Reads a birth date into eight digits, year first.
///
/// A date that no calendar has stays, since a slip of the pen made it: 1750-01-81 is one stroke
/// from somebody's birthday. A year alone has zeros behind it; a date that can be read in two ways
/// ends in `~`.
pub(super) fn digits(raw: &str) -> Result<String, Unusable> {
    match birth_date(raw) {
        Ok(date) => Ok(date.chars().filter(char::is_ascii_digit).collect()),
        Err(why @ (Unusable::Ambiguous | Unusable::Malformed)) => slipped(raw).ok_or(why),
        Err(why) => Err(why),
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
        [a, b, year] if year.len() == 4 && a.len() <= 2 && b.len() <= 2 => {
            Some(format!("{year}{a:0>2}{b:0>2}~"))
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
            ("12 May 1990", None),
            ("-", None),
        ] {
            assert_eq!(digits(raw).ok().as_deref(), expect, "{raw}");
        }
    }
}
