//! Street lines of several countries, taken apart.

use super::street_words::{BOXES, is_box, is_floor, is_numbered_word, is_street_word, is_unit, short};
use super::text::{check_text, to_ascii};
use super::{Change, Changes, Reason, Unusable};

/// A street line taken apart; what it does not name is empty.
///
/// The strings are kept between calls, so that reading a million lines allocates four strings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// `12`, `12a`, `12-14`, `12 1/2`.
    pub number: String,
    /// The street's name in short forms: `n oak st`, `hauptstr`.
    pub street: String,
    /// The flat, room or floor without its word: `4b`, `fl 3`.
    pub unit: String,
    /// The number of the post-office box.
    pub post_box: String,
}

/// Reads a street line: house number and street in short forms, the unit left out.
///
/// The unit comes and goes between sources, and neighbours are told apart by their names.
/// Errors: [`Unusable::Empty`], [`Unusable::Junk`].
pub fn street(raw: &str) -> Result<String, Unusable> {
    let mut out = String::new();
    Ok(street_into(raw, &mut out).map(|_| out)?)
}

/// As [`street`], into `out`, which is emptied first.
///
/// Errors: as [`Address::read`].
pub fn street_into(raw: &str, out: &mut String) -> Result<Changes, Reason> {
    out.clear();
    let mut address = Address::default();
    let changes = address.read(raw)?;
    address.write_street(out);
    Ok(changes)
}

impl Address {
    /// Takes a street line apart, in the habits of the US, the UK, Australia, Germany and their neighbours.
    ///
    /// `4/12 Oak St` and `Flat 4, 12 Oak Road` have the unit first, `Hauptstraße 12a` the number last,
    /// `PO Box 5` no street at all. What was in `self` is replaced.
    /// Errors: [`Reason::Empty`], [`Reason::Filler`], [`Reason::OneCharacter`].
    pub fn read(&mut self, raw: &str) -> Result<Changes, Reason> {
        let Address { number, street, unit, post_box } = self;
        [&mut *number, &mut *street, &mut *unit, &mut *post_box].into_iter().for_each(|part| part.clear());
        let mut changes = Changes::NONE;
        let text = tokens(raw, &mut changes);
        let mut words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        trim_marks(&mut words);
        if let ["c", "/", rest, ..] = words.as_slice()
            && *rest != "o"
        {
            words.splice(..2, ["calle"]);
        }
        take_care_of(&mut words, &mut changes);
        take_parts(&mut words, unit, post_box, true, &mut changes);
        take_slash(&mut words, unit, &mut changes);
        take_number(&mut words, number, unit, &mut changes);
        words.retain(|word| !is_mark(word));
        take_parts(&mut words, unit, post_box, number.is_empty(), &mut changes);
        for word in words {
            let shortened = short(word);
            changes.note(shortened != word, Change::StreetWords);
            push_word(street, shortened, &mut changes);
        }
        let mut line = String::with_capacity(raw.len());
        self.write_street(&mut line);
        check_text(&line)?;
        Ok(changes)
    }

    /// Appends house number and street, or the box where there is no street.
    pub fn write_street(&self, out: &mut String) {
        match (self.number.as_str(), self.street.as_str()) {
            ("", "") if !self.post_box.is_empty() => {
                out.push_str("po box ");
                out.push_str(&self.post_box);
            }
            (number, street) => {
                out.push_str(number);
                out.push_str(if number.is_empty() || street.is_empty() { "" } else { " " });
                out.push_str(street);
            }
        }
    }
}

fn push_word(street: &mut String, word: &str, changes: &mut Changes) {
    if !street.is_empty() {
        street.push(' ');
    }
    match word.strip_suffix("strasse").or_else(|| word.strip_suffix("straat")) {
        // `Hauptstraße` and `Hauptstr.` are one.
        Some(stem) if 3 <= stem.len() => {
            changes.insert(Change::StreetWords);
            street.push_str(stem);
            street.push_str("str");
        }
        _ => street.push_str(word),
    }
}

/// Removes commas and the like at both ends.
fn trim_marks(words: &mut Vec<&str>) {
    while words.last().is_some_and(|word| is_mark(word)) {
        words.pop();
    }
    let n = words.iter().take_while(|word| is_mark(word)).count();
    words.drain(..n);
}

fn is_mark(word: &str) -> bool {
    matches!(word, "," | "/" | "#")
}

/// Lower-case ASCII words; `,`, `/` and `#` stand as words of their own, a dash stays between digits.
fn tokens(raw: &str, changes: &mut Changes) -> String {
    let text = to_ascii(raw);
    changes.note(!raw.is_ascii(), Change::PlainLetters);
    let mut out = String::with_capacity(text.len() + 8);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(*byte)),
            b'A'..=b'Z' => {
                changes.insert(Change::Case);
                out.push(char::from(byte.to_ascii_lowercase()));
            }
            b',' | b';' | b'\n' => out.push_str(" , "),
            b'/' | b'\\' => out.push_str(" / "),
            b'#' => out.push_str(" # "),
            b'\'' | b'`' => changes.insert(Change::Punctuation),
            b'-' if is_range(bytes, at) => out.push('-'),
            b' ' => out.push(' '),
            _ => {
                changes.insert(Change::Punctuation);
                out.push(' ');
            }
        }
    }
    out
}

/// Whether a dash stands between two numbers.
fn is_range(bytes: &[u8], at: usize) -> bool {
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1))
}

/// `12`, `12a`, `12-14`.
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let n_letters = word.len() - digits.len();
    (1..=11).contains(&digits.len())
        && n_letters <= 1
        && digits
            .split('-')
            .all(|part| (1..=6).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
        && digits.split('-').count() <= 2
}

/// `4`, `4b`, `b`, `b4`: what stands on a door.
fn is_door(word: &str) -> bool {
    let has_digit = word.bytes().any(|b| b.is_ascii_digit());
    word.len() <= 6
        && (has_digit || word.len() == 1)
        && !is_mark(word)
        && !is_ordinal(word)
        && !word.ends_with("str")
}

fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    !digits.is_empty() && word.get(digits.len()..).is_some_and(|end| matches!(end, "st" | "nd" | "rd" | "th"))
}

/// Removes `c/o Smith,` up to the comma; at the start without a comma only the mark goes.
fn take_care_of(words: &mut Vec<&str>, changes: &mut Changes) {
    while let Some(start) = (0..words.len()).find(|at| is_care_of(words.get(*at..).unwrap_or_default())) {
        changes.insert(Change::CareOf);
        let n_marks = if words.get(start) == Some(&"c") { 3 } else { 1 };
        let comma = words.iter().skip(start).position(|word| *word == ",");
        let end = match comma {
            Some(n) => start + n + 1,
            None if start == 0 => n_marks,
            None => words.len(),
        };
        words.drain(start..end);
        trim_marks(words);
    }
}

fn is_care_of(words: &[&str]) -> bool {
    matches!(words, ["c", "/", "o", ..] | ["attn" | "attention", ..])
}

/// Takes boxes and units until none is left: taking one may bring words together that name another.
fn take_parts(
    words: &mut Vec<&str>,
    unit: &mut String,
    post_box: &mut String,
    is_first: bool,
    changes: &mut Changes,
) {
    loop {
        let n_words = words.len();
        take_box(words, post_box, changes);
        if take_unit(words, unit, is_first) {
            changes.insert(Change::Unit);
        }
        if words.len() == n_words {
            return;
        }
    }
}

fn take_box(words: &mut Vec<&str>, post_box: &mut String, changes: &mut Changes) {
    if !words.iter().any(|word| is_box(word)) {
        return;
    }
    let solid: Vec<(usize, &str)> =
        words.iter().copied().enumerate().filter(|(_, word)| !is_mark(word)).collect();
    for start in 0..solid.len() {
        let rest = solid.get(start..).unwrap_or_default();
        for name in BOXES {
            let is_named =
                rest.iter().map(|(_, word)| word).zip(*name).filter(|(a, b)| a == b).count() == name.len();
            if !is_named || (*name == ["box"] && start != 0) {
                continue;
            }
            let behind = rest.get(name.len()..).unwrap_or_default();
            let number = behind.iter().find(|(_, word)| !matches!(*word, "no" | "nr" | "number"));
            if let (Some((first, _)), Some((last, number))) = (rest.first(), number)
                && number.bytes().any(|b| b.is_ascii_digit())
            {
                changes.insert(Change::PostBox);
                let mut end = *last;
                // The first box is the one; a second is left out.
                if post_box.is_empty() {
                    post_box.push_str(number);
                    // A German box is written in pairs: `Postfach 12 34`.
                    let pairs = words.get(*last + 1..).unwrap_or_default().iter();
                    for pair in
                        pairs.take_while(|word| *name == ["postfach"] && word.len() <= 2 && is_digits(word))
                    {
                        post_box.push_str(pair);
                        end += 1;
                    }
                }
                words.drain(*first..=end);
                return;
            }
        }
    }
}

/// Takes one flat, room or floor out of the words; says whether there was one.
fn take_unit(words: &mut Vec<&str>, unit: &mut String, is_first: bool) -> bool {
    trim_marks(words);
    for at in 0..words.len() {
        let word = words.get(at).copied().unwrap_or_default();
        let behind = words.get(at + 1..).unwrap_or_default();
        let is_unit_word = is_unit(word) || word == "#";
        if is_floor(word)
            && let Some((start, floor)) = floor_before(words, at, behind, is_first)
        {
            append(unit, &["fl", floor]);
            words.drain(start..=at);
            return true;
        }
        if !is_unit_word {
            continue;
        }
        let n_marks = behind.iter().take_while(|word| is_mark(word) || matches!(**word, "no" | "nr")).count();
        match behind.get(n_marks) {
            Some(door) if is_door(short(door)) => {
                append(unit, &[short(door)]);
                words.drain(at..at + n_marks + 2);
                return true;
            }
            // A unit word at the end lost its number on the way.
            None if 0 < at || !is_first => {
                words.truncate(at);
                return true;
            }
            _ => {}
        }
    }
    false
}

/// The number of the floor before a word for it, and where it stands: `3rd Floor`, `Ring 5, 3. OG`.
fn floor_before<'a>(
    words: &[&'a str],
    at: usize,
    behind: &[&str],
    is_first: bool,
) -> Option<(usize, &'a str)> {
    let start = words.get(..at)?.iter().rposition(|word| !is_mark(word))?;
    let before = words.get(start)?;
    let digits = before.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_plain = digits == *before && (1 < at || !is_first) && !digits.is_empty() && is_digits(digits);
    let is_next = behind.first().is_some_and(|word| is_door(short(word)));
    (is_ordinal(before) || (is_plain && !is_next)).then_some((start, digits))
}

fn append(out: &mut String, parts: &[&str]) {
    for part in parts {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
}

/// `4/12 Oak St` is flat 4 of number 12; `12 1/2 Oak St` is a number.
fn take_slash(words: &mut Vec<&str>, unit: &mut String, changes: &mut Changes) {
    if let [first, "/", number, next, ..] = words.as_slice()
        && is_door(first)
        && is_number(number)
        && *next != "/"
    {
        append(unit, &[first]);
        changes.insert(Change::Unit);
        words.drain(..2);
    }
}

/// Takes the house number: at the start, else at the end or before a comma.
fn take_number(words: &mut Vec<&str>, number: &mut String, unit: &mut String, changes: &mut Changes) {
    let n_marks = words.iter().take_while(|word| is_mark(word) || matches!(**word, "no" | "nr")).count();
    if words.get(n_marks).is_some_and(|word| is_number(word)) {
        words.drain(..n_marks);
        take_leading(words, number);
        return;
    }
    let is_end = |at: usize| words.get(at + 1).is_none_or(|word| is_mark(word));
    let found = words.iter().enumerate().skip(1).find(|(at, word)| {
        let is_street_own = is_numbered(words.get(..*at).unwrap_or_default());
        let is_letter_behind = words.get(at + 1).is_some_and(|word| is_single(word)) && is_end(at + 1);
        is_number(word) && (is_end(*at) || is_letter_behind) && !is_street_own
    });
    let Some((at, _)) = found else { return };
    // Put first, it would swallow this letter: `B 96 Oak 12`.
    let mut solid = words.iter().filter(|word| !is_mark(word));
    if let (Some(letter), Some(next)) = (solid.next(), solid.next())
        && is_letter(letter)
        && !is_street_word(next)
    {
        return;
    }
    let behind = words.split_off(at);
    changes.insert(Change::NumberFirst);
    let mut behind = behind.into_iter();
    number.push_str(behind.next().unwrap_or_default());
    let mut rest = behind.peekable();
    if is_digits(number)
        && let Some(letter) = rest.next_if(|word| is_single(word))
    {
        number.push_str(short(letter));
    }
    // What follows the number is the door, as `12/3` in Vienna and `12, 3 B` in Madrid; other words stay.
    let rest: Vec<&str> = rest.filter(|word| !is_mark(word)).collect();
    if rest.iter().all(|word| is_door(word)) && !rest.is_empty() {
        append(unit, &[&rest.concat()]);
        changes.insert(Change::Unit);
    } else {
        words.extend(rest);
    }
}

/// Whether a number behind these words is the street's own: `Highway 61`, `County Road 5`, `Avenue 7`.
fn is_numbered(before: &[&str]) -> bool {
    match before {
        [only] if is_street_word(only) => true,
        [.., "county" | "state", "road" | "rd"] => true,
        [.., last] => is_numbered_word(last),
        [] => false,
    }
}

fn take_leading(words: &mut Vec<&str>, number: &mut String) {
    if let [first, a, "/", b, ..] = words.as_slice()
        && is_fraction(a)
        && is_fraction(b)
    {
        number.push_str(&format!("{first} {a}/{b}"));
        words.drain(..4);
        return;
    }
    words.retain(|word| !is_mark(word));
    let n = match words.as_slice() {
        [first, letter, next, ..] if is_digits(first) && is_letter(letter) && !is_street_word(next) => 2,
        _ => words.len().min(1),
    };
    words.drain(..n).for_each(|part| number.push_str(part));
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

fn is_fraction(word: &str) -> bool {
    word.len() == 1 && is_digits(word)
}

/// One letter in its short form: `c`, `north`.
fn is_single(word: &str) -> bool {
    matches!(short(word).as_bytes(), [b'a'..=b'z'])
}

/// A letter that belongs to the number before it; n, e, s and w are directions.
fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase()) && !is_street_word(word)
}
