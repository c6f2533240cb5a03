use super::Unusable;
use super::text::{fold, is_filler};

/// Dates that systems write when they know none: the zero days of Excel, SQL Server, Unix and forms.
const ZERO_DAYS: &[(u32, u32, u32)] =
    &[(1900, 1, 1), (1899, 12, 30), (1899, 12, 31), (1753, 1, 1), (1970, 1, 1), (1901, 1, 1)];

/// Reads a birth date into `YYYY-MM-DD`.
///
/// ISO and `YYYYMMDD` are read as such. With the year last, day and month must be tellable apart:
/// 25/12/1990 and 12/25/1990 are the same day, 03/04/1990 is nobody's evidence.
/// Errors: [`Unusable::Ambiguous`], [`Unusable::Malformed`], [`Unusable::Junk`] for zero days as 1900-01-01.
pub fn birth_date(raw: &str) -> Result<String, Unusable> {
    let text = raw.trim();
    let folded = fold(text);
    if folded.is_empty() {
        return Err(Unusable::Empty);
    }
    if is_filler(&folded) {
        return Err(Unusable::Junk);
    }
    // A time of day after the date says nothing more.
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        let part = |range: std::ops::Range<usize>| day.get(range).and_then(|part| part.parse().ok());
        return match (part(0..4), part(4..6), part(6..8)) {
            (Some(year), Some(month), Some(day)) => check(year, month, day),
            _ => Err(Unusable::Malformed),
        };
    }
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let &[a, b, c] = parts.as_slice() else { return Err(Unusable::Malformed) };
    let (Some(x), Some(y), Some(z)) = (number(a), number(b), number(c)) else {
        return Err(Unusable::Malformed);
    };
    match (a.len(), c.len()) {
        (4, 1..=2) => check(x, y, z),
        (1..=2, 4) if x == y || 12 < y => check(z, x, y),
        (1..=2, 4) if 12 < x => check(z, y, x),
        (1..=2, 4) => Err(Unusable::Ambiguous),
        _ => Err(Unusable::Malformed),
    }
}

fn number(text: &str) -> Option<u32> {
    let is_digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if is_digits { text.parse().ok() } else { None }
}

fn check(year: u32, month: u32, day: u32) -> Result<String, Unusable> {
    if ZERO_DAYS.contains(&(year, month, day)) {
        return Err(Unusable::Junk);
    }
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let n_days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return Err(Unusable::Malformed),
    };
    if !(1000..=2100).contains(&year) || day == 0 || n_days < day {
        return Err(Unusable::Malformed);
    }
    Ok(format!("{year:04}-{month:02}-{day:02}"))
}
