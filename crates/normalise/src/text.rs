//! Characters: folding to plain ASCII, repairing garbled UTF-8, and telling fillers.

use super::entities::decoded;
use super::{Change, Changes, Reason};
use any_ascii::any_ascii_char;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends `text` in lower-case ASCII: letters and digits stay, apostrophes vanish, all else becomes one space.
///
/// Whatever `out` held stays in front, with a space between.
pub(super) fn fold_into(text: &str, out: &mut String) -> Changes {
    let start = out.len();
    let mut changes = Changes::NONE;
    let mut push = |c: char| match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => {
            changes.insert(Change::Case);
            out.push(c.to_ascii_lowercase());
        }
        '\'' | '`' | '’' | '‘' | 'ʼ' => changes.insert(Change::Punctuation),
        _ => {
            changes.note(c != ' ', if c.is_whitespace() { Change::Trimmed } else { Change::Punctuation });
            if out.is_empty() || out.ends_with(' ') {
                changes.note(c == ' ', Change::Trimmed);
            } else {
                out.push(' ');
            }
        }
    };
    let plain_text = decoded(text);
    let is_repaired = if plain_text.is_ascii() {
        plain_text.chars().for_each(push);
        matches!(plain_text, Cow::Owned(_))
    } else {
        let repaired = repair(&plain_text);
        repaired.chars().flat_map(plain).for_each(&mut push);
        changes.insert(Change::PlainLetters);
        matches!(plain_text, Cow::Owned(_)) || matches!(repaired, Cow::Owned(_))
    };
    changes.note(is_repaired, Change::Encoding);
    let kept = out.trim_end().len().max(start.min(out.len()));
    changes.note(kept != out.len(), Change::Trimmed);
    out.truncate(kept);
    changes
}

/// The ASCII of one character, without its accents.
fn plain(c: char) -> impl Iterator<Item = char> {
    let is_mark = matches!(c, '’' | '‘' | 'ʼ');
    c.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(move |c| {
        let ascii = if is_mark { "'" } else { any_ascii_char(c) };
        ascii.chars()
    })
}

/// Writes other scripts and accented letters in ASCII; punctuation and case stay.
pub(super) fn to_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(repair(text).chars().flat_map(plain).collect())
    }
}

/// Writes the digits of every script as those of ASCII: `١٢٣` as `123`. All else stays.
pub fn western_digits(text: &str) -> Cow<'_, str> {
    let digit = |c: char| any_ascii_char(c).chars().next().filter(|digit| digit.is_ascii_digit());
    match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => {
            let western = |c: char| if c.is_numeric() { digit(c).unwrap_or(c) } else { c };
            Cow::Owned(text.chars().map(western).collect())
        }
    }
}

/// Folds to lower-case ASCII; see [`fold_into`].
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Repairs text whose UTF-8 was read as Windows-1252, as `MÃ¼ller` for `Müller`; once or several times over.
///
/// Only text that becomes valid UTF-8 as a whole is touched: a lone `Ã` is a Portuguese letter.
pub(super) fn repair(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    while out.chars().any(|c| ('\u{c2}'..='\u{f4}').contains(&c)) {
        let bytes: Option<Vec<u8>> = out.chars().map(windows_1252).collect();
        // Each round is shorter than the last, so this ends.
        match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(read) if read.len() < out.len() => out = Cow::Owned(read),
            _ => break,
        }
    }
    out
}

/// The byte that Windows-1252 has for a character; None where it has none.
///
/// Source: WHATWG Encoding, index windows-1252.
fn windows_1252(c: char) -> Option<u8> {
    const C1: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match c {
        '\0'..='\u{ff}' => Some(c as u8),
        _ => C1.iter().position(|special| *special == c).map(|at| 0x80 + at as u8),
    }
}

/// Fillers that people and systems write where they have nothing to say, folded.
// tidy: list
const FILLERS: &[&str] = &[
    "0, a definir, abc, abcd, anon, anonym, anonymous, asd, asdasd, asdf, asdfasdf, asdfgh, asdfghjkl, aucun",
    "blank, customer, declined, delete, deleted, desconocido, do not call, do not know, do not use",
    "dont know, dummy, empty, fake, false, first name, firstname, fnu, guest, inconnu, invalid, k a, keine",
    "keine angabe, last name, lastname, leer, lnu, missing, n a, n n, na, name, nan, nil, ninguno, no",
    "no address, no aplica, no data, no email, no last name, no name, no phone, no value, noemail, noname",
    "non renseigne, none, not applicable, not available, not given, not known, not provided, not specified",
    "not stated, null, onbekend, pending, placeholder, private, qwer, qwerty, redacted, refused, removed",
    "same, same as above, sample, sconosciuto, sin datos, sin nombre, surname, tba, tbc, tbd, test",
    "test test, test user, tester, testing, to be advised, true, unbekannt, undefined, unk, unknown, unnamed",
    "withheld, x, xx, xxx, xxxx, xyz",
];

static FILLER_SET: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| FILLERS.iter().flat_map(|line| line.split(", ")).collect());

/// Says whether a folded text is a filler.
pub fn is_filler(folded: &str) -> bool {
    // 15 is the longest on the list with room; most addresses are told by their length alone.
    folded.len() <= 15 && FILLER_SET.contains(folded)
}

/// Says whether all characters are the same one, and there are at least two.
pub(super) fn is_monotone(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    1 < text.len() && chars.all(|c| Some(c) == first)
}

/// Says why a folded text is no value at all: nothing left, a filler, or one letter again and again.
pub(super) fn check_text(folded: &str) -> Result<(), Reason> {
    match folded {
        "" => Err(Reason::Empty),
        text if is_filler(text) => Err(Reason::Filler),
        text if 3 <= text.len() && is_monotone(text) => Err(Reason::OneCharacter),
        _ => Ok(()),
    }
}

/// Reads any other text, such as an occupation or a birth place: lower-case ASCII, one space between words.
///
/// Returns: the changes; the value is in `out`, which is emptied first.
/// Errors: [`Reason::Empty`], [`Reason::Filler`], [`Reason::OneCharacter`].
pub fn text_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    let changes = fold_into(raw, out);
    check_text(out)?;
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        for (raw, expect) in [
            ("  O’Brien-Smith  ", "obrien smith"),
            ("Łódź", "lodz"),
            ("MÃ¼ller", "muller"),
            ("MÃƒÂ¼ller", "muller"),
            ("São João", "sao joao"),
            ("Straße", "strasse"),
            ("ｔｅｓｔ\u{a0}１", "test 1"),
            ("\u{feff}Ann\u{200b}", "ann"),
            ("李小龍", "lixiaolong"),
            ("O&#039;Brien &amp; M&uuml;ller", "obrien muller"),
        ] {
            assert_eq!(fold(raw), expect, "{raw}");
        }
    }

    #[test]
    fn fillers_are_folded_and_found() {
        for filler in FILLERS.iter().flat_map(|line| line.split(", ")) {
            assert!(is_filler(&fold(filler)), "{filler}");
        }
        assert!(!is_filler("smith"));
    }
}
