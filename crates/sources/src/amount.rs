//! A decimal number out of text as people and machines write it, exactly: never through a float.

use crate::currency_words::{Stated, stated};

/// What stands between the whole and the fraction of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decimal {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// How sure it is which mark a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The contract says it.
    Told(Decimal),
    /// Other values of the column show it.
    Seen(Decimal),
    /// Nothing shows it.
    Open,
}

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoAmount {
    /// It is no number at all.
    Number,
    /// `1,234`: with a decimal comma and with a decimal point another number.
    Ambiguous,
    /// It has the other decimal mark than the contract says.
    OtherMark,
}

/// A decimal number, `digits / 10^scale`, and the currency that stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    digits: i128,
    scale: i32,
    pub(crate) currency: Option<Stated>,
}

/// Digits of a number at most: what an `i128` holds with room for a power of ten.
const MAX_DIGITS: usize = 30;

/// Further decimals than this are nothing, or no number people write.
const MAX_SCALE: i32 = 31;

impl Amount {
    /// The whole number nearest to `self * 10^n_decimals`, when `self` is within a hundredth of it.
    ///
    /// A sum of floats is never exactly 183.60; what lies within a hundredth of a minor unit is meant
    /// to be it. Returns: `None` when it is further off or out of range.
    pub(crate) fn units(&self, n_decimals: u32) -> Option<i64> {
        let (whole, rest, unit) = self.divided(n_decimals)?;
        (rest.checked_mul(100)? <= unit).then(|| i64::try_from(whole).ok()).flatten()
    }

    /// The whole number it is but for a float's own noise, a millionth; `None` when it has a fraction.
    pub(crate) fn minor(&self) -> Option<i64> {
        let (whole, rest, unit) = self.divided(0)?;
        (rest.checked_mul(1_000_000)? <= unit).then(|| i64::try_from(whole).ok()).flatten()
    }

    /// The whole number it is; `None` when it has a fraction.
    pub(crate) fn integer(&self) -> Option<i64> {
        let (whole, rest, _) = self.divided(0)?;
        (rest == 0).then(|| i64::try_from(whole).ok()).flatten()
    }

    /// The nearest float.
    pub(crate) fn float(&self) -> Option<f64> {
        format!("{}e{}", self.digits, -self.scale).parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// (nearest whole number, distance from it, one) of `self * 10^n_decimals`, in the same small unit.
    fn divided(&self, n_decimals: u32) -> Option<(i128, i128, i128)> {
        let scale = self.scale - i32::try_from(n_decimals).ok()?;
        if scale <= 0 {
            let power = 10_i128.checked_pow(scale.unsigned_abs())?;
            return Some((self.digits.checked_mul(power)?, 0, 1));
        }
        if MAX_SCALE < scale {
            return (self.digits == 0).then_some((0, 0, 1));
        }
        let unit = 10_i128.checked_pow(scale.unsigned_abs())?;
        let half = unit / 2;
        let whole = if self.digits < 0 { (self.digits - half) / unit } else { (self.digits + half) / unit };
        Some((whole, (self.digits - whole * unit).abs(), unit))
    }
}

/// The decimal mark a text shows by itself; `None` when it has none or could have either.
pub(crate) fn shown_mark(text: &str) -> Option<Decimal> {
    let plain = plain(text);
    let (body, _, _) = dressed(&plain)?;
    match marks(body)? {
        Marks::Is(mark) => Some(mark),
        Marks::None | Marks::Either(_) => None,
    }
}

/// Whether `text` has one point with three digits behind it: a group of thousands or a fraction.
pub(crate) fn is_lone_group(text: &str) -> bool {
    let may_be = text.rsplit_once('.').is_some_and(|(_, rest)| 3 <= rest.len());
    may_be
        && dressed(&plain(text)).is_some_and(|(body, _, _)| matches!(marks(body), Some(Marks::Either('.'))))
}

/// Reads `text` with its one mark as that of thousands, as `20,877` in a currency without decimals; `None` where it
/// has none that may be such.
pub(crate) fn grouped(text: &str) -> Option<Amount> {
    let plain = plain(text);
    let (body, _, _) = dressed(&plain)?;
    let Some(Marks::Either(mark)) = marks(body) else { return None };
    let decimal = if mark == ',' { Decimal::Point } else { Decimal::Comma };
    amount(text, Mark::Told(decimal)).ok()
}

/// Reads `text`: a sign before or behind or brackets for it, a currency before or behind, groups of
/// digits, a power of ten as `1e3`.
pub(crate) fn amount(text: &str, mark: Mark) -> Result<Amount, NoAmount> {
    if let Some(amount) = bare(text) {
        // Three digits behind a lone point may be a group, where the column has decimal commas.
        if amount.scale != 3 || !matches!(mark, Mark::Told(Decimal::Comma) | Mark::Seen(Decimal::Comma)) {
            return match mark {
                Mark::Told(Decimal::Comma) if 0 < amount.scale => Err(NoAmount::OtherMark),
                _ => Ok(amount),
            };
        }
    }
    let plain = plain(text);
    let (body, is_negative, currency) = dressed(&plain).ok_or(NoAmount::Number)?;
    let decimal = match (marks(body).ok_or(NoAmount::Number)?, mark) {
        (Marks::None, _) => Decimal::Point,
        (Marks::Is(shown), Mark::Told(told)) if shown != told => return Err(NoAmount::OtherMark),
        (Marks::Is(shown), _) => shown,
        (Marks::Either(_), Mark::Told(decimal) | Mark::Seen(decimal)) => decimal,
        // A lone point is a decimal point unless something says otherwise: so machines write.
        (Marks::Either('.'), Mark::Open) => Decimal::Point,
        (Marks::Either(_), Mark::Open) => return Err(NoAmount::Ambiguous),
    };
    let mut amount = number(body, decimal).ok_or(NoAmount::Number)?;
    if is_negative {
        amount.digits = -amount.digits;
    }
    amount.currency = currency;
    Ok(amount)
}

/// `-12.34` and nothing more: what most cells are.
fn bare(text: &str) -> Option<Amount> {
    let (is_negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if rest.len() > 18 {
        return None;
    }
    let (mut digits, mut scale, mut is_fraction, mut n) = (0_i128, 0, false, 0);
    for byte in rest.bytes() {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + i128::from(byte - b'0');
                scale += i32::from(is_fraction);
                n += 1;
            }
            b'.' if !is_fraction => is_fraction = true,
            _ => return None,
        }
    }
    (0 < n).then_some(Amount { digits: if is_negative { -digits } else { digits }, scale, currency: None })
}

/// The text with one sort of blank, minus and apostrophe.
fn plain(text: &str) -> String {
    let one = |c: char| match c {
        '\u{2212}' | '\u{2013}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => ' ',
        '\u{2019}' | '\u{2018}' | '\u{b4}' => '\'',
        c => c,
    };
    text.trim().chars().map(one).collect()
}

/// Takes signs, brackets and currencies off both ends: (the number, whether it is negative, currency).
fn dressed(text: &str) -> Option<(&str, bool, Option<Stated>)> {
    let mut body = text.trim();
    let (mut is_negative, mut currency, mut n_signs) = (false, None, 0);
    loop {
        let before = body;
        if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            (body, is_negative, n_signs) = (inner.trim(), true, n_signs + 1);
        }
        if let Some(rest) = body.strip_prefix(['-', '+']) {
            (is_negative, n_signs) = (is_negative || body.starts_with('-'), n_signs + 1);
            body = rest.trim_start();
        }
        // `5,-` says that nothing follows the mark; `5-` is negative.
        body = body.strip_suffix(",--").or(body.strip_suffix(".--")).unwrap_or(body);
        body = body.strip_suffix(",-").or(body.strip_suffix(".-")).unwrap_or(body);
        if let Some(rest) = body.strip_suffix('-') {
            (body, is_negative, n_signs) = (rest.trim_end(), true, n_signs + 1);
        }
        // A word may hold a point of its own, as `Fr.`; a sign does not.
        let ends_word = if body.starts_with(char::is_alphabetic) { "(+-" } else { "(+-.," };
        let front = body.find(|c: char| c.is_ascii_digit() || ends_word.contains(c))?;
        let back = body.rfind(|c: char| c.is_ascii_digit() || ")-".contains(c)).map(|at| at + 1)?;
        let tail = body.get(back..)?.trim_start_matches(['.', ',']).trim();
        for word in [body.get(..front)?.trim(), tail].into_iter().filter(|word| !word.is_empty()) {
            if currency.is_some() {
                return None;
            }
            currency = Some(stated(word)?);
        }
        if front <= body.len() - tail.len() {
            body = body.get(front..body.len() - tail.len())?.trim();
        }
        if body == before {
            return (n_signs <= 1).then_some((body, is_negative, currency));
        }
    }
}

enum Marks {
    None,
    Is(Decimal),
    /// One mark with three digits behind it: a group or a fraction.
    Either(char),
}

/// Which decimal mark a number shows. `None` when it is no number.
fn marks(body: &str) -> Option<Marks> {
    let mantissa = body.split(['e', 'E']).next()?;
    let n_of = |wanted: char| mantissa.chars().filter(|c| *c == wanted).count();
    let (n_points, n_commas) = (n_of('.'), n_of(','));
    let is_grouped = mantissa.trim().contains([' ', '\'']);
    let (mark, other) = match (n_points, n_commas) {
        (0, 0) => return Some(Marks::None),
        (1.., 1..) => {
            return Some(Marks::Is(if mantissa.rfind('.') < mantissa.rfind(',') {
                Decimal::Comma
            } else {
                Decimal::Point
            }));
        }
        (_, 0) => ('.', Decimal::Comma),
        _ => (',', Decimal::Point),
    };
    let own = if mark == '.' { Decimal::Point } else { Decimal::Comma };
    if 1 < n_points + n_commas {
        return Some(Marks::Is(other));
    }
    let (whole, fraction) = mantissa.split_once(mark)?;
    let may_be_group = fraction.len() == 3
        && (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && !is_grouped
        && mantissa.len() == body.len();
    Some(if may_be_group { Marks::Either(mark) } else { Marks::Is(own) })
}

/// The number `body` with this decimal mark.
fn number(body: &str, decimal: Decimal) -> Option<Amount> {
    let (mantissa, power) = match body.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
        None => (body, 0),
    };
    let (point, group) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let (whole, fraction) = mantissa.split_once(point).unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !is_digits(fraction) {
        return None;
    }
    let whole = ungrouped(whole, group)?;
    let mut text = format!("{whole}{fraction}");
    let mut scale = i32::try_from(fraction.len()).ok()?;
    // Further decimals of a float's own noise do not fit and do not count.
    while MAX_DIGITS < text.len() && 0 < scale {
        text.pop();
        scale -= 1;
    }
    if MAX_DIGITS < text.len() || !(-MAX_SCALE..=MAX_SCALE).contains(&power) {
        return None;
    }
    let digits = text.parse().ok()?;
    Some(Amount { digits, scale: scale - power, currency: None })
}

/// The digits without the marks of their groups, which must be groups: threes, or threes and twos as
/// in `12,34,567`.
fn ungrouped(whole: &str, group: char) -> Option<String> {
    let marks: &[char] = &[group, ' ', '\''];
    let used = whole.chars().find(|c| marks.contains(c));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(used) = used else {
        return (whole.is_empty() || is_digits(whole)).then(|| whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(used).collect();
    let (last, before) = groups.split_last()?;
    let (first, middle) = before.split_first()?;
    let is_sound = groups.iter().all(|group| is_digits(group))
        && last.len() == 3
        && (1..=3).contains(&first.len())
        && (middle.iter().all(|group| group.len() == 3)
            || (used == ',' && middle.iter().all(|group| group.len() == 2)));
    is_sound.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        use Decimal::{Comma, Point};
        for (text, mark, expect) in [
            ("12.34", Mark::Open, Ok(1234)),
            ("12.3", Mark::Open, Ok(1230)),
            ("12", Mark::Open, Ok(1200)),
            ("12.", Mark::Open, Ok(1200)),
            ("-0.05", Mark::Open, Ok(-5)),
            (".5", Mark::Open, Ok(50)),
            (",5", Mark::Open, Ok(50)),
            ("12.3400", Mark::Open, Ok(1234)),
            ("19,99", Mark::Open, Ok(1999)),
            ("1.234,50", Mark::Open, Ok(123_450)),
            ("1,234.50", Mark::Open, Ok(123_450)),
            ("1 234,50", Mark::Open, Ok(123_450)),
            ("1\u{a0}234,50", Mark::Open, Ok(123_450)),
            ("1\u{202f}234,5", Mark::Open, Ok(123_450)),
            ("1'234.50", Mark::Open, Ok(123_450)),
            ("1’234.50", Mark::Open, Ok(123_450)),
            ("1,234,567", Mark::Open, Ok(123_456_700)),
            ("1.234.567", Mark::Open, Ok(123_456_700)),
            ("12,34,567.50", Mark::Open, Ok(123_456_750)),
            ("1,234", Mark::Open, Err(NoAmount::Ambiguous)),
            ("1,234", Mark::Seen(Point), Ok(123_400)),
            ("1.234", Mark::Seen(Comma), Ok(123_400)),
            ("1.234", Mark::Told(Comma), Ok(123_400)),
            ("19.99", Mark::Told(Comma), Err(NoAmount::OtherMark)),
            ("19,99", Mark::Told(Point), Err(NoAmount::OtherMark)),
            ("19.99", Mark::Seen(Comma), Ok(1999)),
            ("0,123", Mark::Open, Err(NoAmount::Number)),
            ("$9.86", Mark::Open, Ok(986)),
            ("€ 12", Mark::Open, Ok(1200)),
            ("12 EUR", Mark::Open, Ok(1200)),
            ("eur 12,5", Mark::Open, Ok(1250)),
            ("(9.86)", Mark::Open, Ok(-986)),
            ("($9.86)", Mark::Open, Ok(-986)),
            ("$(9.86)", Mark::Open, Ok(-986)),
            ("-$9.86", Mark::Open, Ok(-986)),
            ("$-9.86", Mark::Open, Ok(-986)),
            ("9.86-", Mark::Open, Ok(-986)),
            ("\u{2212}9,86 €", Mark::Open, Ok(-986)),
            ("Fr. 5.-", Mark::Open, Ok(500)),
            ("+5", Mark::Open, Ok(500)),
            ("183.60000000000002", Mark::Open, Ok(18_360)),
            ("5.989999999999995", Mark::Open, Ok(599)),
            ("0.30000000000000004", Mark::Open, Ok(30)),
            ("1e3", Mark::Open, Ok(100_000)),
            ("1.2E+2", Mark::Open, Ok(12_000)),
            ("1E-7", Mark::Open, Ok(0)),
            ("12.345", Mark::Open, Err(NoAmount::Number)),
            ("1234,,5", Mark::Open, Err(NoAmount::Number)),
            ("1.23.456", Mark::Open, Err(NoAmount::Number)),
            ("--5", Mark::Open, Err(NoAmount::Number)),
            ("12 apples", Mark::Open, Err(NoAmount::Number)),
            ("€ 12 USD", Mark::Open, Err(NoAmount::Number)),
            ("", Mark::Open, Err(NoAmount::Number)),
            (".", Mark::Open, Err(NoAmount::Number)),
            ("n/a", Mark::Open, Err(NoAmount::Number)),
            ("NaN", Mark::Open, Err(NoAmount::Number)),
            ("inf", Mark::Open, Err(NoAmount::Number)),
            ("99999999999999999999", Mark::Open, Err(NoAmount::Number)),
        ] {
            let got = amount(text, mark).and_then(|amount| amount.units(2).ok_or(NoAmount::Number));
            assert_eq!(got, expect, "{text} {mark:?}");
        }
    }

    #[test]
    fn shows_its_mark() {
        for (text, expect) in [
            ("19,99", Some(Decimal::Comma)),
            ("19.99", Some(Decimal::Point)),
            ("1.234,50 €", Some(Decimal::Comma)),
            ("1.234.567", Some(Decimal::Comma)),
            ("1.234", None),
            ("1,234", None),
            ("1234", None),
            ("many", None),
        ] {
            assert_eq!(shown_mark(text), expect, "{text}");
        }
    }

    #[test]
    fn decimals_are_the_currency_s() {
        for (text, n_decimals, expect) in
            [("500", 0, Some(500)), ("12.345", 3, Some(12_345)), ("12.5", 0, None), ("12.3456", 3, None)]
        {
            assert_eq!(amount(text, Mark::Open).ok().and_then(|amount| amount.units(n_decimals)), expect);
        }
    }

    #[test]
    fn whole_numbers_and_floats() {
        for (text, integer, float) in
            [("1001.0", Some(1001), Some(1001.0)), ("5.5", None, Some(5.5)), ("0.1", None, Some(0.1))]
        {
            let read = amount(text, Mark::Open).ok();
            assert_eq!((read.and_then(|a| a.integer()), read.and_then(|a| a.float())), (integer, float));
        }
    }
}
