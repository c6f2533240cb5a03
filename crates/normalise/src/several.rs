//! Cells that hold more than one address or number.

use super::entities::decoded;
use super::given::{is_at, is_invisible};
use super::phone::phone_readings;
use super::text::fold;
use super::{GivenAddress, Unusable, email, phone};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use vocabulary::{Identifier, IdentifierKind};

/// Digits that a whole number has at least; shorter pieces belong to the number before them.
const N_DIGITS_MIN: usize = 7;

/// The addresses in a cell, in their order and each once: `ann@x.com; bob@y.com`, `Ann <ann@x.com>, Bob <bob@y.com>`,
/// `["ann@x.com", "bob@y.com"]`.
///
/// Nothing is cut out of a cell: one that holds a word besides, as `a;bob@x.com` or `ann smith@x.com`, holds no address
/// that anybody gave. References of HTML are read first, so `o&#39;neil@x.com` is one address.
/// Returns: none where no address can be mailed.
pub fn addresses(cell: &str) -> Vec<GivenAddress> {
    let text = decoded(cell);
    let mut found: Vec<GivenAddress> =
        read_pieces(&text).unwrap_or_default().into_iter().filter_map(|(_, address)| address).collect();
    // Most cells hold one.
    if 1 < found.len() {
        let mut known = FxHashSet::default();
        found.retain(|address| known.insert(address.clone()));
    }
    found
}

/// Whether a cell means addresses and holds something besides that is none, so that nobody can tell what was given:
/// `a;bob@x.com`, `ann smith@x.com`, `a<bob@x.com`.
///
/// Such a cell is nobody's address and nobody's yes; a no closes whatever can be read in it.
pub fn is_unclear_mail(cell: &str) -> bool {
    let text = decoded(cell);
    text.contains(is_at) && whole_pieces(&text).is_none()
}

/// The comparison keys of all addresses in a cell, those that cannot be mailed among them; none of an unclear one.
///
/// Evidence of who somebody is; never mailed.
pub fn comparison_keys(cell: &str) -> Vec<String> {
    let text = decoded(cell);
    keys_of(whole_pieces(&text).unwrap_or_default())
}

/// The comparison keys of whatever can be read in a cell to be an address.
///
/// A no is filed under each: it closes whatever it can be read to mean. Never mailed, never granted.
pub fn readable_keys(cell: &str) -> Vec<String> {
    let text = decoded(cell);
    keys_of(pieces(&text))
}

fn keys_of(pieces: Vec<&str>) -> Vec<String> {
    let mut known = FxHashSet::default();
    let keys = pieces.into_iter().filter_map(|piece| email(piece).ok());
    keys.filter(|key| known.insert(key.clone())).collect()
}

/// The addresses in a cell that is a list, as they were written; none where it holds one and nothing else, or none, or
/// something besides.
///
/// Most cells hold one: that is seen without reading it.
pub fn several_emails(cell: &str) -> Vec<Cow<'_, str>> {
    let n_at = match cell.is_ascii() {
        true => cell.bytes().filter(|b| *b == b'@').count(),
        false => cell.chars().filter(|c| is_at(*c)).count(),
    };
    let is_list = || cell.bytes().any(|b| matches!(b, b';' | b'|' | b'\n' | b'\r' | b'\t' | b'[' | b']'));
    if n_at == 0 && !cell.contains('&') || (n_at == 1 && !is_list()) {
        return Vec::new();
    }
    match decoded(cell) {
        Cow::Borrowed(_) => match whole_pieces(cell).unwrap_or_default() {
            pieces if pieces == [cell] => Vec::new(),
            pieces => pieces.into_iter().map(Cow::Borrowed).collect(),
        },
        Cow::Owned(text) => match whole_pieces(&text).unwrap_or_default() {
            pieces if pieces == [text.as_str()] => Vec::new(),
            pieces => pieces.into_iter().map(|piece| Cow::Owned(piece.to_owned())).collect(),
        },
    }
}

/// The phone numbers in a cell that holds more than one, in E.164; none where it holds one or no number.
///
/// Shapes: `country` as in [`phones`].
pub fn several_phones(cell: &str, country: Option<&str>) -> Vec<String> {
    if cell.bytes().filter(u8::is_ascii_digit).count() < 2 * N_DIGITS_MIN {
        return Vec::new();
    }
    let found = phones(cell, country);
    if found.len() < 2 { Vec::new() } else { found }
}

/// The keys of the addresses in a cell as they were written, in small letters.
///
/// Two things are filed under such a key and no other: events of an address that says nothing of who somebody is
/// (`info@`), and what programs filed that knew one form of an address only: they took off the blanks around it and
/// made its letters small. It finds what is there; nothing is mailed or granted by it.
pub fn written_keys(cell: &str) -> Vec<String> {
    written(cell, &addresses(cell))
}

/// Every key under which mail to the addresses in a cell is filed: who receives it, and [`written_keys`].
pub fn mail_keys(cell: &str) -> Vec<String> {
    let addresses = addresses(cell);
    let mut keys: Vec<String> =
        addresses.iter().map(|address| address.mailbox().identifier().key()).collect();
    keys.extend(written(cell, &addresses));
    keys
}

fn written(cell: &str, addresses: &[GivenAddress]) -> Vec<String> {
    let key = |text: String| Identifier::new(IdentifierKind::Email, text).key();
    let mut keys: Vec<String> = addresses.iter().map(|address| key(address.written())).collect();
    if addresses.len() < 2 {
        let whole = key(cell.trim().to_lowercase());
        if !keys.contains(&whole) {
            keys.push(whole);
        }
    }
    keys
}

/// Words and signs that stand between two addresses and say nothing.
const BETWEEN: [&str; 10] = ["and", "or", "und", "oder", "et", "ou", "y", "o", "&", "/"];

/// What stands for no address in a list of them, folded.
const NOTHING: [&str; 12] = [
    "n a",
    "none",
    "null",
    "nil",
    "nan",
    "unknown",
    "undefined",
    "no email",
    "noemail",
    "not available",
    "not provided",
    "unbekannt",
];

/// The addresses that a cell consists of, as they stand in it; `None` where something stands there besides that is
/// none, is no name in front of `<…>`, and does not stand for nothing.
///
/// Shapes: `cell` without references of HTML.
fn whole_pieces(cell: &str) -> Option<Vec<&str>> {
    Some(read_pieces(cell)?.into_iter().map(|(piece, _)| piece).collect())
}

/// As [`whole_pieces`], each with the address that can be mailed, if it is one.
fn read_pieces(cell: &str) -> Option<Vec<(&str, Option<GivenAddress>)>> {
    let mut found = Vec::new();
    let is_link = cell.trim_start().get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
    let cell = if is_link { cell.split('?').next().unwrap_or(cell) } else { cell };
    // What a bracket opens that nothing closes is cut off, but where the cell begins with it.
    let cell = match cell.contains('>') {
        true => cell,
        false => cell.trim_start_matches(|c: char| c.is_whitespace() || c == '<'),
    };
    let mut rest = cell;
    while let Some((before, from)) = rest.split_once('<') {
        let (inner, behind) = from.split_once('>')?;
        take_before_bracket(before, inner, &mut found)?;
        found.push(inner);
        rest = behind;
    }
    take_plain(rest, !found.is_empty(), &mut found)?;
    let read = |piece: &'_ str| match GivenAddress::read(piece) {
        Ok(address) => Some(Some(address)),
        Err(_) => email_or_nobodys(piece).then_some(None),
    };
    found.into_iter().map(|piece| Some((piece, read(piece)?))).collect()
}

/// Whether a piece is written as an address, be it one of an office, a filler's or one with a slip.
fn email_or_nobodys(piece: &str) -> bool {
    !matches!(email(piece), Err(Unusable::Malformed | Unusable::Empty))
}

/// What stands before `<…>`: addresses of their own, and last a name, which may have commas.
fn take_before_bracket<'a>(before: &'a str, inner: &str, found: &mut Vec<&'a str>) -> Option<()> {
    let parts: Vec<&str> = before.split(is_separator).collect();
    let (name, others) = parts.split_last()?;
    let n_others = others.iter().rposition(|part| has_at(part)).map_or(0, |at| at + 1);
    for part in others.iter().take(n_others) {
        take_part(part, found)?;
    }
    // A name that is an address says another one than the brackets, unless it is the same.
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    (!has_at(name) || name.eq_ignore_ascii_case(inner.trim())).then_some(())
}

/// What stands alone or behind `<…>`; `is_behind` for the latter, where a name would be a remark.
fn take_plain<'a>(text: &'a str, is_behind: bool, found: &mut Vec<&'a str>) -> Option<()> {
    let n_parts = text.split(is_separator).filter(|part| !is_blank(part)).count();
    if n_parts == 1 && !is_behind && n_at(text) == 1 {
        found.push(text.split(is_separator).find(|part| !is_blank(part))?);
        return Some(());
    }
    text.split(is_separator).try_for_each(|part| take_part(part, found))
}

/// One part between two separators: nothing, an address, or several between blanks.
fn take_part<'a>(part: &'a str, found: &mut Vec<&'a str>) -> Option<()> {
    if is_blank(part) || NOTHING.contains(&fold(part).as_str()) {
        return Some(());
    }
    let is_between = |c: char| c.is_whitespace() || is_invisible(c);
    let words: Vec<&str> = part.split(is_between).filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&str| BETWEEN.contains(&word.to_lowercase().as_str());
    if n_at(part) == 1 {
        // `, and bob@y.org`: a letter alone may be cut off a name.
        let rest = match words.first().filter(|word| !found.is_empty() && is_word(word) && 1 < word.len()) {
            Some(word) => part.trim_start_matches(is_between).strip_prefix(word)?,
            None => part,
        };
        found.push(rest);
        return Some(());
    }
    for (at, word) in words.iter().enumerate() {
        match n_at(word) {
            0 if is_word(word) && 0 < at && words.get(at + 1).is_some_and(|next| has_at(next)) => {}
            0 => return None,
            1 => found.push(word),
            _ => {
                // A slash may be part of a name in front of the `@`, but not where two addresses are left.
                let halves: Vec<&str> = word.split(['/', '&']).collect();
                halves.iter().all(|half| n_at(half) == 1).then(|| found.extend(halves))?;
            }
        }
    }
    Some(())
}

fn n_at(text: &str) -> usize {
    text.chars().filter(|c| is_at(*c)).count()
}

fn has_at(text: &str) -> bool {
    text.contains(is_at)
}

/// What stands between two addresses.
fn is_separator(c: char) -> bool {
    matches!(c, ';' | '|' | ',' | '\n' | '\r' | '\t' | '[' | ']')
}

/// Whether nothing is written there but blanks and what stands around an address.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c) || c.is_control() || "\"'()<>".contains(c))
}

/// The pieces of a cell that may be an address each, whatever stands beside them: for a no.
fn pieces(cell: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for part in cell.split([';', '|', '\n', '\r', '\t', '[', ']']).filter(|part| has_at(part)) {
        let commas: Vec<&str> = part.split(',').filter(|token| !token.trim().is_empty()).collect();
        if n_at(part) == 1 {
            pieces.push(part);
        } else if commas.iter().all(|token| n_at(token) == 1) {
            pieces.extend(commas);
        } else if part.contains('<') {
            let inside = part.split('<').skip(1).filter_map(|rest| rest.split('>').next());
            pieces.extend(inside.filter(|inner| n_at(inner) == 1));
        } else {
            let is_between = |c: char| c.is_whitespace() || is_invisible(c) || c == ',';
            let words = part.split(is_between).filter(|word| has_at(word));
            pieces.extend(words.flat_map(|word| match n_at(word) {
                1 => vec![word],
                _ => word.split(['/', '&']).filter(|half| n_at(half) == 1).collect(),
            }));
        }
    }
    pieces
}

/// The phone numbers in a cell in E.164, in their order and each once: `06 12 34 56 78 / 01 23 45 67 89`.
///
/// Shapes: `country` as ISO 3166 alpha-2, for numbers in national notation.
/// Returns: none where no number can be read.
pub fn phones(cell: &str, country: Option<&str>) -> Vec<String> {
    each_phone(cell, |text| phone(text, country).into_iter().collect())
}

/// Every number that a no in a cell closes: as [`phones`], at home and abroad, and in each notation.
///
/// Shapes and returns: as [`phones`].
pub fn closed_phones(cell: &str, country: Option<&str>) -> Vec<String> {
    each_phone(cell, |text| phone_readings(text, country))
}

fn each_phone(cell: &str, read: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    let n_digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let visible: String = cell.chars().filter(|c| !is_invisible(*c)).collect();
    let mut pieces: Vec<String> = Vec::new();
    for piece in visible.split([',', ';', '|', '\n', '[', ']', '"']) {
        match pieces.last_mut() {
            // An extension, or the rest of a number that was cut: `+1 404 555 0123;ext=5`.
            Some(last) if n_digits(piece) < N_DIGITS_MIN => {
                last.push(';');
                last.push_str(piece);
            }
            _ => pieces.push(piece.to_owned()),
        }
    }
    let mut found = Vec::new();
    let mut take = |text: &str| {
        let numbers = read(text);
        let is_read = !numbers.is_empty();
        for number in numbers {
            if !found.contains(&number) {
                found.push(number);
            }
        }
        is_read
    };
    for piece in &pieces {
        let halves = [" / ", "/", " or ", " oder ", " ou ", " o "].iter().find_map(|word| {
            let (first, second) = piece.split_once(word)?;
            (N_DIGITS_MIN <= n_digits(first) && N_DIGITS_MIN <= n_digits(second)).then_some((first, second))
        });
        match halves {
            // A German area code stands in front of a slash, too: then both halves together are the number.
            Some((first, second)) => {
                let is_first = take(first);
                if !(take(second) || is_first) {
                    take(piece);
                }
            }
            None => {
                take(piece);
            }
        }
    }
    found
}
