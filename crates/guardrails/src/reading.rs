//! A text as a careful reader sees it: one spelling of every character, words and numbers, places kept.
//!
//! The checks must not be fooled by `１５％`, `½`, a no-break space or a zero-width space inside a word, and
//! must still point at the characters of the original.

use crate::finding::Place;
use unicode_normalization::UnicodeNormalization;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with inner apostrophes.
    Word,
    /// A number in thousandths and the letters that follow it directly, as `30th`, `2x`, `3pm`.
    Number { thousandths: i64, suffix: String },
    /// Letters and digits mixed, as `SWEETGA15`.
    Code,
    /// Anything else, one character.
    Symbol,
}

/// One word, number or sign.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// In small letters.
    pub text: String,
    /// As it is written, after folding.
    pub written: String,
    pub kind: Kind,
    pub place: Place,
    /// Joined to the token before by a hyphen.
    pub is_hyphened: bool,
    /// Directly after the token before.
    pub is_adjacent: bool,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }

    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Returns whether a word of at least `n` letters is all in capitals.
    pub fn is_capitals(&self, n: usize) -> bool {
        // Letters without case, as those of Hebrew, are not capitals.
        let letters = || self.written.chars().filter(|c| c.is_alphabetic());
        n <= letters().count() && letters().all(char::is_uppercase)
    }
}

/// A text in tokens.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// Folded characters with the index of the character they came from.
    pub chars: Vec<(char, usize)>,
    pub tokens: Vec<Token>,
    /// Length of the original. Units: characters.
    pub n_chars: usize,
}

/// Digit zero of the scripts whose digits have no compatibility form: each is followed by its one to nine.
const ZEROS: [u32; 8] = [0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0AE6, 0x0E50, 0x17E0];

/// Returns whether a character is drawn with no width or changes the direction of writing.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E007F}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn fold_char(c: char) -> char {
    let code = u32::from(c);
    if let Some(digit) = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|d| *d < 10)) {
        return char::from_digit(digit, 10).unwrap_or(c);
    }
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '`' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '\u{2013}' | '\u{2015}' => '\u{2014}',
        '\u{3002}' => '.',
        '\u{066A}' => '%',
        '\u{066B}' => '.',
        '\u{066C}' => ',',
        '\t' => ' ',
        _ => c,
    }
}

impl Reading {
    pub fn of(text: &str) -> Self {
        let mut chars = Vec::with_capacity(text.len());
        let mut n_chars = 0;
        for (at, original) in text.chars().enumerate() {
            n_chars = at + 1;
            if is_invisible(original) {
                continue;
            }
            if matches!(original, '¼' | '½' | '¾' | '⅓' | '⅔' | '⅛') {
                chars.push((original, at));
                continue;
            }
            chars.extend(std::iter::once(original).nfkc().map(|c| (fold_char(c), at)));
        }
        let tokens = tokenize(&chars);
        Self { chars, tokens, n_chars }
    }

    /// Returns the place of the whole text.
    pub fn whole(&self) -> Place {
        Place { start: 0, end: self.n_chars }
    }

    /// Returns the folded text.
    pub fn folded(&self) -> String {
        self.chars.iter().map(|(c, _)| *c).collect()
    }

    /// Returns the token `offset` places from `at`.
    pub fn near(&self, at: usize, offset: isize) -> Option<&Token> {
        at.checked_add_signed(offset).and_then(|i| self.tokens.get(i))
    }

    /// Returns the place from one token to another, both included.
    pub fn span(&self, first: usize, last: usize) -> Place {
        let start = self.tokens.get(first).map_or(0, |t| t.place.start);
        let end = self.tokens.get(last).map_or(self.n_chars, |t| t.place.end);
        Place { start, end }
    }

    /// Returns the original words of a place.
    pub fn quote(text: &str, place: Place) -> String {
        text.chars().skip(place.start).take(place.end.saturating_sub(place.start)).collect()
    }

    /// Returns every place where a phrase stands, token by token and without regard to capitals.
    pub fn find(&self, phrase: &[Token]) -> Vec<(usize, usize)> {
        if phrase.is_empty() {
            return Vec::new();
        }
        let same = |window: &[Token]| window.iter().zip(phrase).all(|(a, b)| a.text == b.text);
        let windows = self.tokens.windows(phrase.len()).enumerate();
        windows.filter(|(_, w)| same(w)).map(|(i, w)| (i, i + w.len() - 1)).collect()
    }

    /// Returns every place where a phrase stands that is written out.
    pub fn find_text(&self, phrase: &str) -> Vec<(usize, usize)> {
        self.find(&Reading::of(phrase).tokens)
    }
}

fn fraction(c: char) -> Option<i64> {
    match c {
        '¼' => Some(250),
        '½' => Some(500),
        '¾' => Some(750),
        '⅓' => Some(333),
        '⅔' => Some(667),
        '⅛' => Some(125),
        _ => None,
    }
}

/// Splits folded characters into tokens: runs of letters and digits, and single signs.
fn tokenize(chars: &[(char, usize)]) -> Vec<Token> {
    let at = |i: usize| chars.get(i).map(|(c, _)| *c);
    let mut tokens = Vec::new();
    let mut i = 0;
    let mut is_adjacent = false;
    let mut is_hyphened = false;
    while let Some(c) = at(i) {
        if c.is_whitespace() {
            (is_adjacent, is_hyphened) = (false, false);
            i += 1;
            continue;
        }
        let start = i;
        if c.is_alphanumeric() && fraction(c).is_none() {
            i = run_end(chars, i);
        } else {
            i += 1;
        }
        let written: String = chars.get(start..i).unwrap_or(&[]).iter().map(|(c, _)| *c).collect();
        let is_joint = c == '-' && is_adjacent && at(i).is_some_and(char::is_alphanumeric);
        if is_joint && tokens.last().is_some_and(|t: &Token| t.kind != Kind::Symbol) {
            is_hyphened = true;
            continue;
        }
        let place = Place {
            start: chars.get(start).map_or(0, |(_, p)| *p),
            end: chars.get(i - 1).map_or(0, |(_, p)| *p + 1),
        };
        let kind = kind_of(&written);
        tokens.push(Token { text: written.to_lowercase(), written, kind, place, is_hyphened, is_adjacent });
        (is_adjacent, is_hyphened) = (true, false);
    }
    tokens
}

/// Returns whether the comma or apostrophe at `i` belongs to the number that began at `start`: it parts three
/// digits from the rest, or, as a decimal comma, one or two. `1,2,3` is a list.
fn is_mark(chars: &[(char, usize)], start: usize, i: usize) -> bool {
    let at = |i: usize| chars.get(i).map(|(c, _)| *c);
    let n_digits = (i + 1..).take_while(|k| at(*k).is_some_and(|c| c.is_ascii_digit())).count();
    let follows_list = start.checked_sub(1).and_then(at) == Some(',');
    let is_first = !follows_list && !chars.get(start..i).unwrap_or(&[]).iter().any(|(c, _)| *c == ',');
    let is_last = at(i + 1 + n_digits).is_none_or(|c| c != ',');
    match n_digits {
        3 => true,
        1 | 2 => at(i) == Some(',') && is_first && is_last,
        _ => false,
    }
}

/// Reads digits as shops write them, `1,299.00`, `1.299,00` and `1'299` alike, in thousandths.
///
/// One full stop before exactly three digits parts thousands: nobody writes a price with three decimals, and
/// `$50.000` is fifty thousand to the half of the world that writes it.
fn thousandths_of(digits: &str) -> Option<i64> {
    let marks: Vec<(usize, char)> = digits.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let decimal = match marks.as_slice() {
        [] => None,
        [(at, mark)] => {
            let n_after = digits.len() - at - 1;
            let is_group = n_after == 3 && (1..=3).contains(at) && !digits.starts_with('0');
            (!is_group && *mark != '\'').then_some(*at)
        }
        [.., (_, before), (at, last)] if before != last => Some(*at),
        _ => None,
    };
    let (whole, part) = match decimal {
        Some(at) => (digits.get(..at)?, digits.get(at + 1..)?),
        None => (digits, ""),
    };
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let is_grouped = 1 < groups.len();
    let fits =
        |(nth, group): (usize, &&str)| group.len() == 3 || (nth == 0 && (1..=3).contains(&group.len()));
    let has_one_mark =
        whole.chars().filter(|c| !c.is_ascii_digit()).collect::<std::collections::BTreeSet<_>>().len() < 2;
    if !has_one_mark || (is_grouped && !groups.iter().enumerate().all(fits)) || 3 < part.len() {
        return None;
    }
    let whole: i64 = groups.concat().parse().ok()?;
    let padded: String = part.chars().chain("000".chars()).take(3).collect();
    let part: i64 = padded.parse().ok()?;
    (whole < i64::MAX / 2000).then_some(whole * 1000 + part)
}

/// Returns where a run of letters and digits ends; `1,000`, `2.5` and `y'all` are one run each.
fn run_end(chars: &[(char, usize)], start: usize) -> usize {
    let at = |i: usize| chars.get(i).map(|(c, _)| *c);
    let mut i = start;
    while let Some(c) = at(i) {
        let before = i.checked_sub(1).filter(|b| start <= *b).and_then(at);
        let is_inner = match c {
            '\'' if before.is_some_and(char::is_alphabetic) => at(i + 1).is_some_and(char::is_alphabetic),
            '.' => {
                before.is_some_and(|b| b.is_ascii_digit()) && at(i + 1).is_some_and(|n| n.is_ascii_digit())
            }
            ',' | '\'' => before.is_some_and(|b| b.is_ascii_digit()) && is_mark(chars, start, i),
            _ => c.is_alphanumeric() && fraction(c).is_none(),
        };
        if !is_inner {
            break;
        }
        i += 1;
    }
    i
}

fn kind_of(written: &str) -> Kind {
    let mut chars = written.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        if let Some(thousandths) = fraction(c) {
            return Kind::Number { thousandths, suffix: String::new() };
        }
        if !c.is_alphanumeric() {
            return Kind::Symbol;
        }
    }
    let digits_end = written
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'')))
        .unwrap_or(written.len());
    let (digits, suffix) = written.split_at(digits_end);
    if digits.is_empty() {
        let has_digit = written.chars().any(char::is_numeric);
        return if has_digit { Kind::Code } else { Kind::Word };
    }
    if suffix.chars().any(|c| !c.is_alphabetic()) || 4 < suffix.len() {
        return Kind::Code;
    }
    match thousandths_of(digits) {
        Some(thousandths) => Kind::Number { thousandths, suffix: suffix.to_lowercase() },
        None => Kind::Code,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn reads_words_numbers_and_signs() {
        let number = |n: i64| format!("#{n}");
        let show = |text: &str| -> Vec<String> {
            let tokens = Reading::of(text).tokens;
            tokens
                .iter()
                .map(|t| match &t.kind {
                    Kind::Number { thousandths, suffix } => format!("{}{suffix}", number(*thousandths)),
                    Kind::Code => format!("code {}", t.text),
                    _ => t.text.clone(),
                })
                .collect()
        };
        let cases: [(&str, &[&str]); 15] = [
            ("Y’all come back!", &["y'all", "come", "back", "!"]),
            ("15% off", &["#15000", "%", "off"]),
            ("１５％ off", &["#15000", "%", "off"]),
            ("١٥٪", &["#15000", "%"]),
            ("½ price", &["#500", "price"]),
            ("1,000.5 and 1,00", &["#1000500", "and", "#1000"]),
            ("1.299,00 or 1'299", &["#1299000", "or", "#1299000"]),
            ("50.000, 0.125, 1,2,3", &["#50000000", ",", "#125", ",", "#1000", ",", "#2000", ",", "#3000"]),
            ("30.09.2026", &["code 30.09.2026"]),
            ("30th, 2x", &["#30000th", ",", "#2000x"]),
            ("code SWEETGA15.", &["code", "code sweetga15", "."]),
            ("fr\u{200B}ee\u{00A0}food", &["free", "food"]),
            ("risk-free", &["risk", "free"]),
            ("a — b", &["a", "—", "b"]),
            ("", &[]),
        ];
        for (text, expect) in cases {
            assert_eq!(show(text), expect, "{text}");
        }
    }

    #[test]
    fn places_point_into_the_original() {
        let text = "a\u{200B}b １５％";
        let tokens = Reading::of(text).tokens;
        assert_eq!(tokens[0].place, Place { start: 0, end: 3 });
        assert_eq!(Reading::quote(text, tokens[1].place), "１５");
    }
}
