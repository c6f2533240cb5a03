//! Money out of text and floats, in minor units and never through a float where text was given.

/// Minor units of a decimal amount, as `12.34` or `-5`.
///
/// Returns: `None` when it is no amount, has a fraction of a minor unit, or is out of range.
pub(crate) fn minor_of_text(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let (cents, beyond) = fraction.split_at(fraction.len().min(2));
    if beyond.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let cents: i64 = match cents.len() {
        0 => 0,
        1 => cents.parse::<i64>().ok()? * 10,
        _ => cents.parse().ok()?,
    };
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    whole.checked_mul(100)?.checked_add(cents)?.checked_mul(sign)
}

/// Minor units of an amount in a float, as Parquet files hold it.
///
/// A float is never exactly 0.1; what lies within a hundredth of a minor unit is meant to be it.
/// Returns: `None` when it is further off, not finite or out of range.
pub(crate) fn minor_of_float(amount: f64) -> Option<i64> {
    let minor = amount * 100.0;
    let rounded = minor.round();
    // 2^53: above it a float no longer holds every whole number.
    let is_exact = rounded.abs() < 9_007_199_254_740_992.0 && (minor - rounded).abs() <= 0.01;
    is_exact.then_some(rounded as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_amounts() {
        for (text, expect) in [
            ("12.34", Some(1234)),
            ("12.3", Some(1230)),
            ("12", Some(1200)),
            ("-0.05", Some(-5)),
            (".5", Some(50)),
            ("12.3400", Some(1234)),
            ("12.345", None),
            ("12,34", None),
            ("$12", None),
            ("", None),
            (".", None),
            ("1e3", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(minor_of_text(text), expect, "{text}");
        }
    }

    #[test]
    fn reads_floats() {
        for (amount, expect) in [
            (12.34, Some(1234)),
            (0.1 + 0.2, Some(30)),
            (-5.0, Some(-500)),
            (12.345, None),
            (f64::NAN, None),
            (1e300, None),
        ] {
            assert_eq!(minor_of_float(amount), expect, "{amount}");
        }
    }
}
