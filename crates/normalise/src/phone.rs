//! Phone numbers in E.164, and what can be told of them without asking an operator.

use super::phone_plan::{Plan, is_north_american, plan_of_country, plan_of_number};
use super::phone_today::{notations, today};
use super::text::{fold, is_filler, is_monotone, to_ascii};
use super::{Change, Changes, Reason, Unusable};

/// What kind of line a number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// A mobile phone: usually one person's.
    Mobile,
    /// A landline: usually a household's or an office's.
    Landline,
    /// Free to call: a company's.
    TollFree,
    /// The numbering plan does not tell, as in North America.
    Unknown,
}

/// A phone number read in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// `+` and up to 15 digits.
    pub e164: String,
    /// Digits after `ext.`.
    pub extension: Option<String>,
    /// ISO 3166 alpha-2 of the numbering plan; None for North America, and for Russia and Kazakhstan,
    /// which share a code, and for codes not listed.
    pub country: Option<&'static str>,
    /// Kind of line.
    pub line: Line,
    /// What was done.
    pub changes: Changes,
}

/// Reads a phone number into E.164; without `+` it is taken as North American unless `country` says otherwise.
///
/// A number that nobody can have at home and that is one with a `+` in front (`491711116277`) is that.
/// Errors: [`Unusable::Junk`] for 000-0000, 1234567890 and single repeated digits;
/// [`Unusable::Malformed`] for what cannot be dialled.
/// Source: ITU-T E.164; North American Numbering Plan, NXX-NXX-XXXX with N in 2..=9.
pub fn phone(raw: &str, country: Option<&str>) -> Result<String, Unusable> {
    let mut out = String::new();
    Ok(phone_into(raw, country, &mut out).map(|_| out)?)
}

/// As [`phone`], with the extension, the country and the kind of line.
///
/// Errors: as [`phone_into`].
pub fn phone_in_full(raw: &str, country: Option<&str>) -> Result<Phone, Reason> {
    let mut e164 = String::new();
    let changes = phone_into(raw, country, &mut e164)?;
    let plain = to_ascii(raw);
    let extension: String = split_extension(&plain).1.chars().filter(char::is_ascii_digit).collect();
    let plan = plan_of_number(e164.trim_start_matches('+')).filter(|plan| !matches!(plan.code, "1" | "7"));
    Ok(Phone {
        extension: Some(extension).filter(|digits| !digits.is_empty()),
        country: plan.map(|plan| plan.country),
        line: line(&e164),
        e164,
        changes,
    })
}

/// Tells the kind of line from a number in E.164.
pub fn line(e164: &str) -> Line {
    let digits = e164.trim_start_matches('+');
    let Some(plan) = plan_of_number(digits) else { return Line::Unknown };
    let national = digits.get(plan.code.len()..).unwrap_or_default();
    let starts = |list: &[&str]| list.iter().any(|start| national.starts_with(start));
    match plan.country {
        _ if starts(plan.toll_free) => Line::TollFree,
        // In Brazil the digit after the area code tells.
        "BR" if national.get(2..3).is_some_and(|digit| "6" < digit) => Line::Mobile,
        "BR" => Line::Landline,
        // Egyptian landlines are shorter.
        "EG" if national.len() < 10 => Line::Landline,
        _ if plan.mobile.is_empty() => Line::Unknown,
        _ if starts(plan.mobile) => Line::Mobile,
        _ => Line::Landline,
    }
}

/// As [`phone`], into `out`, which is emptied first; the hot path, and the reasons in full.
///
/// Errors: a [`Reason`] of class `Empty`, `Junk` or `Malformed`.
pub fn phone_into(raw: &str, country: Option<&str>, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    let mut changes = Changes::NONE;
    let plain = to_ascii(raw);
    let (text, extension) = split_extension(&plain);
    changes.note(extension.bytes().any(|b| b.is_ascii_digit()), Change::Extension);
    let (text, was_decimal) = match text.trim_end().strip_suffix(".0") {
        Some(whole) if whole.bytes().all(|b| b.is_ascii_digit()) => (whole, true),
        _ => (text, false),
    };
    changes.note(was_decimal, Change::Decimal);
    if is_rounded(text) {
        return Err(Reason::Spreadsheet);
    }
    let text = match first_of_two(text) {
        Some(first) => {
            changes.insert(Change::SecondNumber);
            first
        }
        None => text,
    };
    out.push('+');
    let digits = Digits::of(text, country, out, &mut changes);
    if digits.n == 0 {
        let folded = fold(raw);
        return Err(if folded.is_empty() { Reason::Empty } else { filler_or(&folded, Reason::TooShort) });
    }
    if !digits.is_international {
        judge(out.get(1..).unwrap_or_default())?;
    }
    match (digits.is_international, country) {
        (true, _) => international(out, &mut changes)?,
        (false, None) => national(out, plan_of_country("US"), &mut changes)?,
        (false, Some(country)) => national(out, plan_of_country(country), &mut changes)?,
    }
    changes.note(text.bytes().any(|b| !b.is_ascii_digit() && b != b'+'), Change::Punctuation);
    let plan = plan_of_number(out.get(1..).unwrap_or_default());
    let start = 1 + plan.map_or(0, |plan| plan.code.len());
    judge(out.get(start..).unwrap_or_default())?;
    Ok(changes)
}

fn filler_or(folded: &str, otherwise: Reason) -> Reason {
    // A word in a phone field says as little as `n/a`.
    if is_filler(folded) || folded.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ') {
        Reason::Filler
    } else {
        otherwise
    }
}

/// The number, and what stands behind `x`, `ext`, `#` or `;` once seven digits have been seen.
fn split_extension(text: &str) -> (&str, &str) {
    let mut n_digits = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => n_digits += 1,
            b'x' | b'X' | b'#' | b';' if 7 <= n_digits => {
                return text.split_at_checked(at).unwrap_or((text, ""));
            }
            _ => {}
        }
    }
    (text, "")
}

/// `4.04555E+09`: what a spreadsheet leaves of a number.
fn is_rounded(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once(['e', 'E']) else { return false };
    let is_number = |text: &str, signs: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || signs.contains(c))
    };
    mantissa.contains(['.', ',']) && is_number(mantissa, ".,") && is_number(exponent, "+-")
}

/// The first of two numbers in one field; None when there is one.
fn first_of_two(text: &str) -> Option<&str> {
    let n_digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let (first, second) = text.split_once(['/', ',', '|', '\n']).or_else(|| text.split_once(" or "))?;
    // A German area code stands in front of a slash, too; no whole number is under nine digits.
    (9 <= n_digits(first) && 7 <= n_digits(second)).then_some(first)
}

/// What was seen while the digits were taken.
struct Digits {
    n: usize,
    is_international: bool,
}

impl Digits {
    /// Appends the digits of `text`; `(0)` after a country code and keypad letters are dealt with.
    fn of(text: &str, country: Option<&str>, out: &mut String, changes: &mut Changes) -> Digits {
        let is_international = text.trim_start_matches([' ', '(', '\t']).starts_with('+');
        let letters = is_vanity(text);
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if is_international && let Some(after) = rest.strip_prefix("(0)") {
                changes.insert(Change::TrunkPrefix);
                rest = after;
                continue;
            }
            if c.is_ascii_digit() {
                out.push(c);
            } else if letters && let Some(digit) = keypad(c) {
                changes.insert(Change::PhoneLetters);
                out.push(digit);
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        let is_prefixed = !is_international
            && dial_prefix(out, country).is_some_and(|prefix| {
                changes.insert(Change::DialPrefix);
                out.drain(1..=prefix.len());
                true
            });
        Digits { n: out.len() - 1, is_international: is_international || is_prefixed }
    }
}

/// `00` from most countries and `011` from North America, when a whole number follows.
///
/// In Argentina 011 is the way to the capital.
fn dial_prefix(out: &str, country: Option<&str>) -> Option<&'static str> {
    let digits = out.get(1..).unwrap_or_default();
    let is_whole = |prefix: &&&str| {
        digits.strip_prefix(**prefix).is_some_and(|rest| 9 < rest.len() && !rest.starts_with('0'))
    };
    let prefixes = ["0011", "011", "00"].iter().filter(|prefix| country != Some("AR") || **prefix != "011");
    prefixes.into_iter().find(is_whole).copied()
}

/// `1-800-FLOWERS`: a number free to call that ends in letters.
fn is_vanity(text: &str) -> bool {
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let n_letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let start: String = text.chars().filter(char::is_ascii_digit).take(4).collect();
    3 <= n_letters
        && n_digits < 10
        && n_digits + n_letters <= 12
        && start.trim_start_matches('1').starts_with('8')
}

/// The digit of a letter on the keypad.
///
/// Source: ITU-T E.161.
fn keypad(c: char) -> Option<char> {
    Some(match c.to_ascii_lowercase() {
        'a'..='c' => '2',
        'd'..='f' => '3',
        'g'..='i' => '4',
        'j'..='l' => '5',
        'm'..='o' => '6',
        'p'..='s' => '7',
        't'..='v' => '8',
        'w'..='z' => '9',
        _ => return None,
    })
}

/// Refuses numbers that nobody has.
fn judge(digits: &str) -> Result<(), Reason> {
    let is_counting = ["1234567890", "0123456789", "9876543210", "0987654321"].iter().any(|count| {
        digits == *count || (7 <= digits.len() && count.starts_with(digits)) || digits.ends_with(count)
    });
    match digits {
        _ if is_monotone(digits) || digits.ends_with("0000000") => Err(Reason::OneCharacter),
        _ if is_counting => Err(Reason::Counting),
        _ => Ok(()),
    }
}

/// Checks a number that came with its country code, and drops a 0 that is dialled at home only.
fn international(out: &mut String, changes: &mut Changes) -> Result<(), Reason> {
    let digits = out.get(1..).unwrap_or_default();
    if 15 < digits.len() {
        return Err(Reason::TooLong);
    }
    let Some(plan) = plan_of_number(digits) else {
        return match digits.len() {
            ..8 => Err(Reason::TooShort),
            _ if digits.starts_with('0') => Err(Reason::NotDialled),
            _ => Ok(()),
        };
    };
    let start = 1 + plan.code.len();
    renumber(plan, out, start, changes);
    let national = out.get(start..).unwrap_or_default();
    if plan.code != "1"
        && !plan.trunk.is_empty()
        && let Some(rest) = national.strip_prefix(plan.trunk)
        && plan.fits(rest)
        && !plan.is_dialled(national)
    {
        changes.insert(Change::TrunkPrefix);
        let n_trunk = plan.trunk.len();
        out.drain(start..start + n_trunk);
        renumber(plan, out, start, changes);
    }
    check(plan, out.get(start..).unwrap_or_default())
}

/// Puts today's number for one as it was dialled before.
fn renumber(plan: &Plan, out: &mut String, start: usize, changes: &mut Changes) {
    if let Some(now) = out.get(start..).and_then(|national| today(plan, national)) {
        changes.insert(Change::Renumbered);
        out.truncate(start);
        out.push_str(&now);
    }
}

fn check(plan: &Plan, national: &str) -> Result<(), Reason> {
    match national.len() {
        _ if is_monotone(national) => Err(Reason::OneCharacter),
        7 if plan.code == "1" => Err(Reason::NoAreaCode),
        n if n < plan.n_digits.0 => Err(Reason::TooShort),
        n if plan.n_digits.1 < n => Err(Reason::TooLong),
        _ if !plan.is_dialled(national) => Err(Reason::NotDialled),
        _ => Ok(()),
    }
}

/// Puts the country code before a number in the country's own notation.
fn national(out: &mut String, plan: Option<&Plan>, changes: &mut Changes) -> Result<(), Reason> {
    let plan = plan.ok_or(Reason::NoAreaCode)?;
    // The country's code without its `+`, in front of a number as it was dialled before.
    let behind_code = out.get(1..).and_then(|digits| digits.strip_prefix(plan.code));
    if let Some(now) = behind_code
        .and_then(|rest| today(plan, rest))
        .filter(|_| !plan.fits(out.get(1..).unwrap_or_default()))
    {
        out.truncate(1);
        out.push_str(&now);
    }
    renumber(plan, out, 1, changes);
    let digits = out.get(1..).unwrap_or_default();
    let after_trunk = digits.strip_prefix(plan.trunk).filter(|_| !plan.trunk.is_empty());
    let after_code = digits.strip_prefix(plan.code);
    let valid = |national: &&str| plan.fits(national) && plan.is_dialled(national);
    let is_home = plan.code != "1" || digits.len() == 11;
    // Mail tools write the country's code and leave its `+` out. Where numbers begin with a 0 at home, one that begins
    // with the code of a country and goes on as its mobiles do is that.
    let is_mobile = |plan: &Plan, national: &str| {
        8 <= national.len() && plan.mobile.iter().any(|start| national.starts_with(start))
    };
    // Where mobiles cannot be told from the others, one that is a number at home is that.
    let is_home_number = || plan.mobile.is_empty() && valid(&digits) && is_area(plan, digits);
    let is_bare = !plan.trunk.is_empty() && plan.code != "1" && after_trunk.is_none();
    if is_bare && !is_mobile(plan, digits) && 11 <= digits.len() && !is_home_number() {
        let of_number = plan_of_number(digits);
        let rest = of_number.and_then(|plan| digits.strip_prefix(plan.code)).unwrap_or_default();
        if of_number.is_some_and(|plan| is_mobile(plan, rest) && check(plan, rest).is_ok()) {
            changes.insert(Change::CountryCode);
            return Ok(());
        }
    }
    let (national, change) = if let Some(rest) = after_trunk.filter(valid).filter(|_| is_home) {
        (rest, if plan.code == "1" { Change::CountryCode } else { Change::TrunkPrefix })
    } else if valid(&digits) {
        (digits, Change::CountryCode)
    } else if let Some(rest) = after_code.filter(valid) {
        (rest, Change::CountryCode)
    } else if is_without_plus(digits) {
        changes.insert(Change::CountryCode);
        return Ok(());
    } else {
        return Err(check(plan, after_trunk.unwrap_or(digits)).err().unwrap_or(Reason::NotDialled));
    };
    changes.insert(Change::CountryCode);
    changes.insert(change);
    let n_prefix = digits.len() - national.len();
    out.drain(1..=n_prefix);
    renumber(plan, out, 1, changes);
    out.insert_str(1, plan.code);
    Ok(())
}

/// Whether a number of a country that tells no mobiles begins as its own: in Brazil one of eleven digits is a mobile,
/// with a 9 behind the two of its area.
fn is_area(plan: &Plan, digits: &str) -> bool {
    plan.country != "BR" || digits.len() != 11 || digits.get(2..3) == Some("9")
}

/// Whether digits that are no number at home are one with a `+` in front.
fn is_without_plus(digits: &str) -> bool {
    let Some(plan) = plan_of_number(digits).filter(|plan| plan.code != "1") else { return false };
    let rest = digits.strip_prefix(plan.code).unwrap_or_default();
    (11..=15).contains(&digits.len()) && check(plan, rest).is_ok()
}

/// The numbers that a no to `raw` closes: as [`phone`] reads it, as a number abroad that lacks its `+`, as one at home,
/// and each in the other notation its country has; one may stand there twice.
///
/// Shapes: `country` as ISO 3166 alpha-2.
pub(super) fn phone_readings(raw: &str, country: Option<&str>) -> Vec<String> {
    let digits: String = to_ascii(raw).chars().filter(char::is_ascii_digit).collect();
    let as_given = phone(raw, country);
    let is_written_abroad = raw.trim_start().starts_with('+');
    let abroad = || phone(&format!("+{digits}"), country);
    let at_home = || {
        let plan = country
            .and_then(plan_of_country)
            .filter(|plan| plan.fits(&digits) && plan.is_dialled(&digits))?;
        phone(&format!("+{}{digits}", plan.code), country).ok()
    };
    let mut found: Vec<String> = as_given.into_iter().collect();
    // What can be no number by itself is none with a sign in front either.
    if !is_written_abroad && !found.is_empty() {
        found.extend(abroad().ok().filter(|_| 11 <= digits.len() && is_without_plus(&digits)));
        found.extend(at_home());
    }
    let others: Vec<String> = found.iter().flat_map(|number| notations(number)).collect();
    found.extend(others);
    found
}

/// The digits behind the `+` of this country's numbers; `None` for a country whose plan is not known here.
///
/// Shapes: `country` as ISO 3166 alpha-2.
pub fn calling_code(country: &str) -> Option<&'static str> {
    if is_north_american(country) { Some("1") } else { plan_of_country(country).map(|plan| plan.code) }
}

/// Says whether numbers without `+` from this country can be read.
///
/// Shapes: `country` as ISO 3166 alpha-2.
pub fn is_phone_country(country: &str) -> bool {
    is_north_american(country) || plan_of_country(country).is_some()
}
