//! Text of another layer: markup, escapes, and letters that a wrong encoding tore up.

use super::Subject;
use crate::finding::{Finding, Place, Rule};

/// Names of HTML that are written without their semicolon too.
const ENTITIES: [&str; 16] = [
    "amp", "nbsp", "quot", "apos", "lt", "gt", "rsquo", "lsquo", "rdquo", "ldquo", "mdash", "ndash",
    "hellip", "copy", "eacute", "bull",
];

/// What Windows-1252 shows for the bytes 0x80 to 0x9F.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];
/// What Mac OS Roman shows for the first bytes of a curly apostrophe, a dash or an accented letter, and what
/// Windows-1252 shows for those of a quotation mark or a pictograph whose last byte was lost.
const TORN_PAIRS: [&str; 6] = ["‚Ä", "√©", "√®", "¬†", "â€", "ðŸ"];

pub(super) fn check(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let chars: Vec<char> = subject.text.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        let rest = chars.get(i..).unwrap_or(&[]);
        let before = i.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let Some((n, why)) = markup(rest, before).or_else(|| torn(rest, before)) else {
            i += 1;
            continue;
        };
        let place = Place { start: i, end: i + n };
        out.push(Finding::error(Rule::Encoding, place, format!("`{}` {why}", subject.quote(place))));
        i += n;
    }
}

/// Returns the length of an escape that a program should have turned into letters, and what it is.
fn markup(rest: &[char], before: Option<char>) -> Option<(usize, &'static str)> {
    let at = |i: usize| rest.get(i).copied();
    let hex = |i: usize| at(i).is_some_and(|c| c.is_ascii_digit() || ('A'..='F').contains(&c));
    let is_after_word = before.is_some_and(|c| c.is_alphanumeric());
    match at(0)? {
        '&' => entity(rest).map(|n| (n, "is markup of web pages, not a letter")),
        '\\' => Some((2.min(rest.len()), "is an escape that no program turned into a letter")),
        '%' if hex(1) && hex(2) && before.is_some_and(char::is_alphabetic) => {
            Some((3, "is the spelling of web addresses"))
        }
        '=' if at(1) == Some('?') && at(2).is_some_and(char::is_alphabetic) => {
            Some((rest.iter().take_while(|c| !c.is_whitespace()).count(), "is the spelling of mail headers"))
        }
        '=' if hex(1) && hex(2) && is_after_word => Some((3, "is the spelling of mail bodies")),
        _ => None,
    }
}

fn entity(rest: &[char]) -> Option<usize> {
    let word = |skip: usize| rest.iter().skip(skip).take_while(|c| c.is_ascii_alphanumeric()).count();
    let closes = |at: usize| rest.get(at) == Some(&';');
    if rest.get(1) == Some(&'#') {
        let n = word(2);
        return (0 < n).then_some(2 + n + usize::from(closes(2 + n)));
    }
    let n = word(1);
    let name: String = rest.iter().skip(1).take(n).collect();
    let is_named = ENTITIES.contains(&name.as_str());
    ((2 <= n && closes(1 + n)) || is_named).then_some(1 + n + usize::from(closes(1 + n)))
}

/// Returns the length of what a wrong encoding made of one letter.
fn torn(rest: &[char], before: Option<char>) -> Option<(usize, &'static str)> {
    const TORN: &str = "is a letter that a wrong encoding tore up";
    let first = *rest.first()?;
    if first == '\u{FFFD}' {
        return Some((1, "stands for a letter that was lost"));
    }
    if matches!(u32::from(first), 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xFFFE..=0xFFFF) {
        return Some((1, "is no letter of any alphabet"));
    }
    let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphabetic());
    let n_lost = rest.iter().take_while(|c| **c == '?').count();
    if 0 < n_lost && before.is_some_and(char::is_alphabetic) && is_letter(rest.get(n_lost)) {
        return Some((n_lost, "stands where an apostrophe or a letter was lost"));
    }
    let starts =
        |mark: &&str| mark.chars().zip(rest).filter(|(a, b)| a == *b).count() == mark.chars().count();
    // Bytes of UTF-8 that were read as Windows-1252 one by one.
    let n = match byte(first).unwrap_or(0) {
        0xC2..=0xC5 | 0xCE | 0xCF | 0xD0 | 0xD1 => 2,
        0xE1..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 0,
    };
    let bytes: Vec<u8> = rest.iter().take(n).map_while(|c| byte(*c)).collect();
    if 0 < n && bytes.len() == n && std::str::from_utf8(&bytes).is_ok() {
        return Some((n, TORN));
    }
    TORN_PAIRS.iter().find(|mark| starts(mark)).map(|mark| (mark.chars().count(), TORN))
}

/// The byte that Windows-1252 has for a character beyond ASCII.
fn byte(c: char) -> Option<u8> {
    if let Some(at) = WINDOWS.iter().position(|w| *w == c) {
        return u8::try_from(0x80 + at).ok();
    }
    u8::try_from(u32::from(c)).ok().filter(|byte| 0x80 <= *byte)
}
