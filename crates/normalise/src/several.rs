//! Cells that hold more than one address or number.

use super::given::{is_at, is_invisible};
use super::{GivenAddress, email, phone};
use std::collections::HashSet;
use vocabulary::{Identifier, IdentifierKind};

/// Digits that a whole number has at least; shorter pieces belong to the number before them.
const N_DIGITS_MIN: usize = 7;

/// The addresses in a cell, in their order and each once: `ann@x.com; bob@y.com`, `Ann <ann@x.com>, Bob <bob@y.com>`,
/// `["ann@x.com", "bob@y.com"]`.
///
/// Returns: none where no address can be mailed.
pub fn addresses(cell: &str) -> Vec<GivenAddress> {
    let mut seen = HashSet::new();
    let read = pieces(cell).into_iter().filter_map(|piece| GivenAddress::read(piece).ok());
    read.filter(|address| seen.insert(address.clone())).collect()
}

/// The comparison keys of all addresses in a cell, those that cannot be mailed among them.
///
/// A no is filed under each: it closes whatever it can be read to mean. Never mailed, never granted.
pub fn comparison_keys(cell: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let keys = pieces(cell).into_iter().filter_map(|piece| email(piece).ok());
    keys.filter(|key| seen.insert(key.clone())).collect()
}

/// The addresses in a cell that is a list, as they were written; none where it holds one and nothing else, or none.
///
/// Most cells hold one: that is seen without reading it.
pub fn several_emails(cell: &str) -> Vec<&str> {
    let n_at = match cell.is_ascii() {
        true => cell.bytes().filter(|b| *b == b'@').count(),
        false => cell.chars().filter(|c| is_at(*c)).count(),
    };
    let is_list = || cell.bytes().any(|b| matches!(b, b';' | b'|' | b'\n' | b'\r' | b'\t' | b'[' | b']'));
    if n_at == 0 || (n_at == 1 && !is_list()) {
        return Vec::new();
    }
    let pieces = pieces(cell);
    if pieces == [cell] { Vec::new() } else { pieces }
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

/// The pieces of a cell that may be an address each.
///
/// A word beside an address is not cut off: `ann smith@firm.com` is no address of Smith's.
fn pieces(cell: &str) -> Vec<&str> {
    let n_at = |text: &str| text.chars().filter(|c| is_at(*c)).count();
    let mut pieces = Vec::new();
    for part in cell.split([';', '|', '\n', '\r', '\t', '[', ']']).filter(|part| 0 < n_at(part)) {
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
            let words: Vec<&str> = part.split(is_between).filter(|word| !word.is_empty()).collect();
            let of_word = |word: &&&str| !BETWEEN.contains(&word.to_lowercase().as_str());
            let named: Vec<&str> = words.iter().filter(of_word).copied().collect();
            if named.iter().all(|word| 0 < n_at(word)) {
                // A slash may be part of a name in front of the `@`, but not where two addresses are left.
                for word in named {
                    match n_at(word) {
                        1 => pieces.push(word),
                        _ => pieces.extend(word.split(['/', '&']).filter(|word| n_at(word) == 1)),
                    }
                }
            }
        }
    }
    pieces
}

/// The phone numbers in a cell in E.164, in their order and each once: `06 12 34 56 78 / 01 23 45 67 89`.
///
/// Shapes: `country` as ISO 3166 alpha-2, for numbers in national notation.
/// Returns: none where no number can be read.
pub fn phones(cell: &str, country: Option<&str>) -> Vec<String> {
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
    let mut take = |text: &str| match phone(text, country) {
        Ok(number) if !found.contains(&number) => {
            found.push(number);
            true
        }
        Ok(_) => true,
        Err(_) => false,
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
