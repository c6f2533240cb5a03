//! A day of birth out of three columns.

use crate::moment::{days, month};

/// `1990-05-01` of its three parts; `None` when they are no day. A month may be a number or a name.
pub(crate) fn birth_date(year: &str, month_of: &str, day: &str) -> Option<String> {
    let whole = |text: &str| text.strip_suffix(".0").unwrap_or(text).parse::<i64>().ok();
    let (year, day) = (whole(year)?, whole(day)?);
    let month_of = whole(month_of).or_else(|| month(month_of))?;
    days(year, month_of, day).filter(|_| (1800..=2200).contains(&year))?;
    Some(format!("{year:04}-{month_of:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_the_parts_together() {
        for (parts, expect) in [
            (["1990", "5", "1"], Some("1990-05-01")),
            (["1990", "05", "01"], Some("1990-05-01")),
            (["1990.0", "5.0", "1.0"], Some("1990-05-01")),
            (["1990", "May", "1"], Some("1990-05-01")),
            (["1990", "2", "30"], None),
            (["90", "2", "3"], None),
            (["1990", "x", "3"], None),
        ] {
            assert_eq!(birth_date(parts[0], parts[1], parts[2]).as_deref(), expect, "{parts:?}");
        }
    }
}
