//! How two records compare, field by field: a level from 1, the best, to the field's last, plainly different.
//!
//! 0 is "not comparable": one side does not say. What a level is worth is the model's business.

use super::scripts::{self, Likeness};
use super::similar::{is_one_slip, jaro_winkler};
use crate::corpus::slot::*;
use crate::corpus::{Corpus, EmailFacts, NONE, NameFacts, Row, Script, are_nicknames, cell};

/// By field its level.
pub(crate) type Levels = [u8; N_FIELDS];

/// By field its number of levels, the last of which is "different".
pub(crate) const N_LEVELS: [u8; N_FIELDS] = [7, 6, 3, 3, 5, 2, 6, 3, 4, 4, 3, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3];

/// The level of a field in words.
pub(crate) fn level_words(field: usize, level: u8) -> &'static str {
    if level == 0 {
        return "not comparable";
    }
    match (field, level) {
        (_, 1) => "same",
        (GIVEN, 2) => "short or pet form",
        (GIVEN, 3) | (FAMILY, 2) => "a slip apart",
        (GIVEN, 4) => "same initial",
        (GIVEN, 6) => "same first letter",
        (FAMILY, 5) => "in the other field",
        (GIVEN | FAMILY, n) if N_LEVELS.get(field).is_some_and(|last| n < *last) => "alike",
        (MIDDLE, 2) => "same initial",
        (SUFFIX, 3) => "only on one side",
        (BIRTH, 2) => "a slip apart",
        (BIRTH, 3) => "two parts the same",
        (BIRTH, 4) => "same year",
        (EMAIL, 2) => "same mailbox name elsewhere",
        (EMAIL, 3) => "mailbox name a slip apart",
        (EMAIL, 4) => "mailbox made of the same name",
        (EMAIL, 5) => "alike",
        (PHONE | NATIONAL, 2) => "a slip apart",
        (STREET, 2) => "alike",
        (STREET, 3) => "same street name",
        (POSTCODE, 2) => "a slip apart",
        (POSTCODE, 3) => "same area",
        (CITY, 2) => "alike",
        (ATTRIBUTE.., 2) => "alike",
        _ => "different",
    }
}

/// Compares two records in the given fields.
pub(crate) fn levels(corpus: &Corpus, fields: &[usize], a: &Row, b: &Row) -> Levels {
    let mut out = [0; N_FIELDS];
    let (given, family) = names(corpus, a, b);
    for field in fields {
        if let Some(slot) = out.get_mut(*field) {
            *slot = match *field {
                GIVEN => given,
                FAMILY => family,
                field => level(corpus, field, a, b),
            };
        }
    }
    out
}

/// The level of any field but the two names.
pub(super) fn level(corpus: &Corpus, field: usize, a: &Row, b: &Row) -> u8 {
    let (x, y) = (cell(a, field), cell(b, field));
    if field == SUFFIX {
        return suffix(x, y);
    }
    if x == NONE || y == NONE {
        return 0;
    }
    if x == y {
        return 1;
    }
    match field {
        MIDDLE => middle(corpus, x, y),
        BIRTH => birth(corpus, x, y),
        EMAIL => email(corpus, a, b),
        PHONE | NATIONAL => slip(corpus, field, x, y),
        STREET => street(corpus, x, y),
        POSTCODE => postcode(corpus, x, y),
        CUSTOMER if is_of_two_formats(corpus, a, b) => 0,
        GENDER | STATE | CUSTOMER | ANONYMOUS => 2,
        _ => close(corpus, field, x, y),
    }
}

/// Whether a source changed its keys between two of its records: then different ids say nothing.
pub(super) fn is_of_two_formats(corpus: &Corpus, a: &Row, b: &Row) -> bool {
    cell(a, SOURCE) == cell(b, SOURCE)
        && corpus.are_of_two_formats(cell(a, SOURCE), cell(a, CUSTOMER), cell(b, CUSTOMER))
}

fn facts(corpus: &Corpus, name: u32) -> NameFacts {
    corpus.names.get(name as usize).copied().unwrap_or_default()
}

/// Given and family name together, since people and systems put them into each other's field.
pub(super) fn names(corpus: &Corpus, a: &Row, b: &Row) -> (u8, u8) {
    let (ag, af, bg, bf) = (cell(a, GIVEN), cell(a, FAMILY), cell(b, GIVEN), cell(b, FAMILY));
    let given_level = if ag == NONE || bg == NONE { 0 } else { given(corpus, ag, bg) };
    let family_level = if af == NONE || bf == NONE { 0 } else { family(corpus, af, bf) };
    if 6 <= given_level || (given_level == 0 && family_level != 1) {
        let is_crossed = ag != NONE && ag == bf && (bg == af || bg == NONE || af == NONE);
        let is_crossed = is_crossed || bg != NONE && bg == af && (ag == bf || ag == NONE || bf == NONE);
        if is_crossed {
            return (0, 5);
        }
    }
    (given_level, family_level)
}

/// The level of two given names.
pub(crate) fn given(corpus: &Corpus, x: u32, y: u32) -> u8 {
    let (p, q) = (facts(corpus, x), facts(corpus, y));
    if x != y && (p.script != Script::Latin || q.script != Script::Latin) {
        return match scripts::likeness(corpus.scripts(x), p.script, corpus.scripts(y), q.script) {
            Likeness::Slip => 3,
            Likeness::Alike => 5,
            Likeness::Different => 7,
        };
    }
    if p.n_letters == 1 || q.n_letters == 1 {
        return if p.initial == q.initial { 4 } else { 7 };
    }
    if x == y {
        return 1;
    }
    if are_nicknames(p, q) {
        return 2;
    }
    let (s, t) = (corpus.text(GIVEN, x), corpus.text(GIVEN, y));
    let (short, long) = if s.len() <= t.len() { (s, t) } else { (t, s) };
    if 3 <= short.len() && long.starts_with(short) {
        return 2;
    }
    // The first letter of a short name is hardly ever mistyped: Jan and Yan, Don and Ron, Mary and Gary are two.
    if 3 <= short.len() && (p.initial == q.initial || 5 <= short.len()) && is_one_slip(s, t) {
        return 3;
    }
    let similarity = jaro_winkler(s, t);
    match similarity {
        _ if 0.92 <= similarity => 3,
        _ if 0.8 <= similarity || p.sound == q.sound => 5,
        _ if p.initial == q.initial => 6,
        _ => 7,
    }
}

fn family(corpus: &Corpus, x: u32, y: u32) -> u8 {
    if x == y {
        return 1;
    }
    let (p, q) = (facts(corpus, x), facts(corpus, y));
    if p.script != Script::Latin || q.script != Script::Latin {
        return match scripts::likeness(corpus.scripts(x), p.script, corpus.scripts(y), q.script) {
            Likeness::Slip => 2,
            Likeness::Alike => 3,
            Likeness::Different => 6,
        };
    }
    if p.n_letters == 1 || q.n_letters == 1 {
        return if p.initial == q.initial { 3 } else { 6 };
    }
    let (s, t) = (corpus.text(GIVEN, x), corpus.text(GIVEN, y));
    if 3 <= s.len().min(t.len()) && is_one_slip(s, t) {
        return 2;
    }
    let (short, long) = if s.len() <= t.len() { (s, t) } else { (t, s) };
    let is_part = 4 <= short.len() && (long.starts_with(short) || long.ends_with(short));
    let similarity = jaro_winkler(s, t);
    match similarity {
        _ if 0.94 <= similarity => 2,
        _ if is_part || 0.86 <= similarity => 3,
        _ if 0.75 <= similarity || p.sound == q.sound => 4,
        _ => 6,
    }
}

fn suffix(x: u32, y: u32) -> u8 {
    match (x, y) {
        (NONE, NONE) => 0,
        (NONE, _) | (_, NONE) => 3,
        _ if x == y => 1,
        _ => 2,
    }
}

fn middle(corpus: &Corpus, x: u32, y: u32) -> u8 {
    let (s, t) = (corpus.text(MIDDLE, x), corpus.text(MIDDLE, y));
    let mut is_initial = false;
    for p in s.split(' ') {
        for q in t.split(' ') {
            if p == q && 1 < p.len() {
                return 1;
            }
            is_initial |= (p.len() == 1 || q.len() == 1) && p.bytes().next() == q.bytes().next();
        }
    }
    if is_initial { 2 } else { 3 }
}

fn birth(corpus: &Corpus, x: u32, y: u32) -> u8 {
    let (s, t) = (corpus.text(BIRTH, x).as_bytes(), corpus.text(BIRTH, y).as_bytes());
    let (ys, ms, ds) = (s.get(0..4), s.get(4..6), s.get(6..8));
    let (yt, mt, dt) = (t.get(0..4), t.get(4..6), t.get(6..8));
    let is_same_year = ys == yt;
    if is_same_year && ms == dt && ds == mt {
        return 2;
    }
    let n_different = s.iter().zip(t).take(8).filter(|(p, q)| p != q).count();
    let is_swap = n_different == 2
        && s.windows(2)
            .zip(t.windows(2))
            .any(|(p, q)| p != q && p.first() == q.last() && p.last() == q.first());
    if n_different <= 1 || is_swap {
        return 2;
    }
    let is_vague = |month: Option<&[u8]>, day: Option<&[u8]>| {
        matches!((month, day), (Some(b"00" | b"01"), Some(b"00" | b"01")))
    };
    let n_parts = usize::from(is_same_year) + usize::from(ms == mt) + usize::from(ds == dt);
    match n_parts {
        _ if is_same_year && (is_vague(ms, ds) || is_vague(mt, dt)) => 4,
        2 => 3,
        _ if is_same_year => 4,
        _ => 5,
    }
}

fn slip(corpus: &Corpus, slot: usize, x: u32, y: u32) -> u8 {
    if is_one_slip(corpus.text(slot, x), corpus.text(slot, y)) { 2 } else { 3 }
}

fn close(corpus: &Corpus, slot: usize, x: u32, y: u32) -> u8 {
    let (s, t) = (corpus.text(slot, x), corpus.text(slot, y));
    let (short, long) = if s.len() <= t.len() { (s, t) } else { (t, s) };
    let is_part = 4 <= short.len() && (long.starts_with(short) || long.ends_with(short));
    if is_part || (4 <= short.len() && is_one_slip(s, t)) {
        return 2;
    }
    // Most pairs are strangers: the first letters spare them the long comparison.
    let is_alike = s.get(..2) == t.get(..2) || s.as_bytes().get(2) == t.as_bytes().get(2);
    if is_alike && 0.9 <= jaro_winkler(s, t) { 2 } else { 3 }
}

fn street(corpus: &Corpus, x: u32, y: u32) -> u8 {
    let facts = |street: u32| corpus.streets.get(street as usize).copied().unwrap_or_default();
    let (p, q) = (facts(x), facts(y));
    let (s, t) = (corpus.text(STREET, x), corpus.text(STREET, y));
    if p.sound == q.sound || is_one_slip(s, t) {
        return 2;
    }
    if p.number == q.number && p.number != 0 && 0.88 <= jaro_winkler(s, t) {
        return 2;
    }
    if p.word_sound == q.word_sound { 3 } else { 4 }
}

fn postcode(corpus: &Corpus, x: u32, y: u32) -> u8 {
    let area = |code: u32| corpus.areas.get(code as usize);
    let (s, t) = (corpus.text(POSTCODE, x), corpus.text(POSTCODE, y));
    match () {
        _ if s.len() == t.len() && is_one_slip(s, t) => 2,
        _ if area(x) == area(y) => 3,
        _ => 4,
    }
}

fn email(corpus: &Corpus, a: &Row, b: &Row) -> u8 {
    let (x, y) = (cell(a, EMAIL), cell(b, EMAIL));
    let (Some(p), Some(q)) = (corpus.emails.get(x as usize), corpus.emails.get(y as usize)) else { return 6 };
    let is_same = p.local == q.local && 4 <= p.n_letters;
    let is_slip = !is_same
        && 5 <= p.n_letters.min(q.n_letters)
        && p.n_letters.abs_diff(q.n_letters) <= 1
        // One slip takes one letter out and puts one in; most strangers are told by this alone.
        && (p.letters ^ q.letters).count_ones() <= 2
        && is_one_slip(corpus.locals.text(p.local), corpus.locals.text(q.local));
    let (s, t) = (corpus.locals.text(p.local), corpus.locals.text(q.local));
    if !is_same && !is_slip {
        return if is_alike_address(corpus, (x, p, s), (y, q, t)) { 5 } else { 6 };
    }
    let is_tied = p.has_digits && digits(s).eq(digits(t));
    let is_name = |row: &Row, local: &str, slot: usize| {
        let name = cell(row, slot);
        let plain = if name == NONE { "" } else { corpus.scripts(name).0 };
        3 <= plain.len() && local.contains(plain)
    };
    let is_named = || [GIVEN, FAMILY].iter().any(|slot| is_name(a, s, *slot) || is_name(b, t, *slot));
    match () {
        _ if is_same && (is_tied || !is_named()) => 2,
        _ if is_slip && is_tied && p.domain == q.domain => 3,
        // The same mailbox, its domain one stroke apart: the domain says what the name does not.
        _ if p.domain != q.domain && is_one_slip(corpus.text(EMAIL, x), corpus.text(EMAIL, y)) => 5,
        // Without digits of its own a mailbox only repeats the name.
        _ => 4,
    }
}

/// Whether two addresses that are neither the same nor a slip apart in the mailbox's name look like one mistyped.
///
/// Names alone are no reason: they have had their say, and namesakes' mailboxes are alike. Digits are, and so is an
/// address that is written as none.
fn is_alike_address(
    corpus: &Corpus,
    (x, p, s): (u32, &EmailFacts, &str),
    (y, q, t): (u32, &EmailFacts, &str),
) -> bool {
    let has_digits = p.has_digits && q.has_digits;
    if p.is_broken || q.is_broken {
        let (whole, other) = (corpus.text(EMAIL, x), corpus.text(EMAIL, y));
        let letters = |text: &str| text.bytes().filter(u8::is_ascii_alphanumeric).collect::<Vec<u8>>();
        let is_near = || is_one_slip(whole, other) || 0.92 <= jaro_winkler(whole, other);
        return whole.len().abs_diff(other.len()) <= 3
            && (has_digits && is_near() || letters(whole) == letters(other));
    }
    // Most strangers are told by these alone.
    let is_near = has_digits && p.domain == q.domain && p.n_letters.abs_diff(q.n_letters) <= 3;
    if !is_near || 4 < (p.letters ^ q.letters).count_ones() {
        return false;
    }
    // Two digits are a year or an age that namesakes share with many; a slip among them hits one in five.
    let of = |text: &str| digits(text).map(char::from).collect::<String>();
    let (m, n) = (of(s), of(t));
    let is_tied = m == n || (3 <= m.len().min(n.len()) && is_one_slip(&m, &n));
    is_tied && 2 <= m.len() && 0.9 <= jaro_winkler(s, t)
}

fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_digit)
}
