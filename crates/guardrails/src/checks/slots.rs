//! Slots that no program filled, in whatever template language, and slots that were filled with nothing.

use super::Subject;
use crate::finding::{Finding, Place, Rule};
use crate::reading::Token;

/// What mail tools call the things they fill in.
// tidy: list
const NAMES: &[&str] = &[
    "firstname",
    "lastname",
    "fullname",
    "fname",
    "lname",
    "givenname",
    "familyname",
    "username",
    "contactname",
    "customername",
    "recipientname",
    "subscribername",
    "companyname",
    "emailaddress",
];
/// Words that stand between marks or after "insert" when something is to be filled in.
const SLOT_WORDS: [&str; 18] = [
    "name",
    "first",
    "firstname",
    "fname",
    "last",
    "lname",
    "lastname",
    "customer",
    "your",
    "brand",
    "company",
    "product",
    "date",
    "code",
    "offer",
    "email",
    "city",
    "link",
];
/// What programs write for a value they do not have, and editors for one they will have.
const NO_VALUES: [&str; 12] = [
    "null",
    "undefined",
    "nan",
    "nil",
    "lorem",
    "ipsum",
    "placeholder",
    "todo",
    "tbd",
    "tba",
    "fixme",
    "xxx",
];
/// Signs that mail tools put on both sides of a name.
const MARKS: &str = "%#~^|@:=!$_*+&?\\/;";

pub(super) fn slots(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    brackets_and_marks(subject, out);
    words(subject, out);
    gaps(subject, out);
}

fn unfilled(subject: &Subject<'_>, place: Place) -> Finding {
    Finding::error(Rule::UnrenderedSlot, place, format!("`{}` was never filled in", subject.quote(place)))
}

/// Finds `{{…}}`, `{name}`, `[Name]`, `<name>`, `<%= x %>`, `%FIRST%`, `*|FNAME|*`, `${x}`, `::x::`, `~x~`, `$x`, `%s`.
fn brackets_and_marks(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let chars: Vec<char> = subject.text.chars().collect();
    let at = |i: usize| chars.get(i).copied();
    let mut i = 0;
    while let Some(c) = at(i) {
        let end = match c {
            '{' | '}' => closing(&chars, i, '}').or(Some(i + 1)),
            '[' => closing(&chars, i, ']'),
            '<' => closing(&chars, i, '>')
                .filter(|_| at(i + 1).is_some_and(|n| n.is_alphabetic() || "/|_%=?!$<{".contains(n))),
            '«' => {
                closing(&chars, i, '»').filter(|end| is_identifier(chars.get(i + 1..end - 1).unwrap_or(&[])))
            }
            '(' if at(i + 1) == Some('(') => closing(&chars, i, ')'),
            '*' if at(i + 1) == Some('|') => closing(&chars, i, '*').or(Some(i + 2)),
            '_' if at(i + 1) == Some('_') => {
                let n = chars.iter().skip(i).take_while(|c| **c == '_').count();
                closing(&chars, i + n, '_').or(Some(i + n))
            }
            '%' => format_mark(&chars, i),
            _ => None,
        };
        let end = end.or_else(|| between_marks(&chars, i)).or_else(|| after_mark(&chars, i));
        let end = end.or_else(|| underscored(&chars, i));
        if let Some(end) = end {
            out.push(unfilled(subject, Place { start: i, end: end.min(chars.len()) }));
            i = end.max(i + 1);
        } else {
            i += 1;
        }
    }
}

/// Returns one past the last of the closing characters, when there is one within 60 characters.
fn closing(chars: &[char], start: usize, close: char) -> Option<usize> {
    let within = chars.iter().enumerate().skip(start + 1).take(60);
    let first = within.clone().find(|(_, c)| **c == close).map(|(i, _)| i)?;
    Some(first + 1 + chars.iter().skip(first + 1).take_while(|c| **c == close).count())
}

fn is_inner(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

fn is_identifier(chars: &[char]) -> bool {
    chars.first().is_some_and(|c| c.is_ascii_alphabetic() || *c == '_') && chars.iter().all(|c| is_inner(*c))
}

/// `%s`, `%1$s`, `%@`, `%(name)s`; a sign of per cent stands behind a digit.
fn format_mark(chars: &[char], start: usize) -> Option<usize> {
    let at = |i: usize| chars.get(i).copied();
    let follows_number = start.checked_sub(1).and_then(at).is_some_and(|c| c.is_alphanumeric() || c == ' ')
        && (1..=2).any(|back| start.checked_sub(back).and_then(at).is_some_and(|c| c.is_ascii_digit()));
    if follows_number {
        return None;
    }
    if at(start + 1) == Some('(') {
        return closing(chars, start, ')').map(|end| end + 1);
    }
    let n_digits = chars.iter().skip(start + 1).take_while(|c| c.is_ascii_digit() || **c == '$').count();
    let mark = start + 1 + n_digits;
    let ends = !at(mark + 1).is_some_and(char::is_alphanumeric);
    (at(mark).is_some_and(|c| "sdfiuxc@".contains(c)) && ends).then_some(mark + 1)
}

/// The same sign on both sides of a name, as `%FIRST%`, `::subscriber.first_name::`, `~first_name~`.
///
/// `15% off, 20% on` is none: no blank stands in a name, and neither a letter nor a digit beside the marks.
fn between_marks(chars: &[char], start: usize) -> Option<usize> {
    let mark = chars.get(start).copied().filter(|c| MARKS.contains(*c))?;
    let is_beside = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| c.is_alphanumeric());
    if is_beside(start.checked_sub(1)) {
        return None;
    }
    let opening = chars.iter().skip(start).take_while(|c| **c == mark).count();
    let n = chars.iter().skip(start + opening).take_while(|c| is_inner(**c) && **c != mark).count();
    let end = start + opening + n;
    let closing = chars.iter().skip(end).take_while(|c| **c == mark).count();
    let is_name = is_identifier(chars.get(start + opening..end)?) && 2 <= n;
    (is_name && 0 < closing && !is_beside(Some(end + closing))).then_some(end + closing)
}

/// `$first_name`, `$name`, `@fname`, `:name`: a sign before a name that is to be filled in.
fn after_mark(chars: &[char], start: usize) -> Option<usize> {
    let mark = chars.get(start).copied().filter(|c| matches!(c, '$' | '@' | ':' | '#' | '~'))?;
    if start.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| !c.is_whitespace()) {
        return None;
    }
    let name: Vec<char> = chars.iter().skip(start + 1).take_while(|c| is_inner(**c)).copied().collect();
    let text: String = name.iter().collect::<String>().to_lowercase();
    let text = text.trim_end_matches(['.', '-']);
    let is_slot = SLOT_WORDS.contains(&text) || NAMES.contains(&text);
    let is_variable = mark == '$' && name.first().is_some_and(char::is_ascii_alphabetic);
    (is_identifier(&name) && (is_slot || is_variable)).then_some(start + 1 + text.chars().count())
}

/// `first_name`, `FIRST_NAME`, `customer.first_name`: nobody writes like that to people.
fn underscored(chars: &[char], start: usize) -> Option<usize> {
    let is_begin = start.checked_sub(1).and_then(|i| chars.get(i)).is_none_or(|c| !c.is_alphanumeric());
    let name: Vec<char> = chars.iter().skip(start).take_while(|c| is_inner(**c)).copied().collect();
    let has_inner_underscore = name
        .windows(3)
        .any(|w| matches!(w, [a, '_', b] if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric()));
    (is_begin && has_inner_underscore && chars.get(start)?.is_ascii_alphabetic())
        .then_some(start + name.len())
}

fn words(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let reading = subject.reading;
    for (first, last) in ASKING.iter().flat_map(|phrase| reading.find_text(phrase)) {
        let place = reading.span(first, last);
        let why = format!("`{}` stands for something else", subject.quote(place));
        out.push(Finding::error(Rule::UnrenderedSlot, place, why));
    }
    for (i, token) in reading.tokens.iter().enumerate() {
        let next = reading.near(i, 1);
        let is_spreadsheet = token.is("#")
            && next.is_some_and(|t| {
                t.is_adjacent && matches!(t.written.as_str(), "REF" | "VALUE" | "NAME" | "N" | "DIV")
            });
        let is_marker = NAMES.contains(&token.text.as_str())
            || NO_VALUES.contains(&token.text.as_str())
            || is_spreadsheet
            || (token.is_word() && 2 <= token.text.len() && token.text.chars().all(|c| c == 'x'))
            || (token.is("object") && reading.near(i, 1).is_some_and(|t| t.written == "Object"))
            || (token.is("invalid") && next.is_some_and(|t| t.is("date")))
            || (token.is("n")
                && next.is_some_and(|t| t.is("/"))
                && reading.near(i, 2).is_some_and(|t| t.is("a")))
            || (token.is("x") && next.is_some_and(|t| t.is("%")))
            || (token.is("insert") && next.is_some_and(|t| SLOT_WORDS.contains(&t.text.as_str())))
            || is_nobody(subject, i);
        if is_marker {
            let why = format!("`{}` stands for something else", subject.quote(token.place));
            out.push(Finding::error(Rule::UnrenderedSlot, token.place, why));
        }
    }
}

/// Phrases that ask an editor for something.
const ASKING: [&str; 8] = [
    "first name",
    "last name",
    "your name here",
    "customer name",
    "company name",
    "brand name",
    "text here",
    "link here",
];

/// `Hi None,`: what Python writes for a name that it does not have.
fn is_nobody(subject: &Subject<'_>, at: usize) -> bool {
    let is =
        |offset: isize, test: &dyn Fn(&Token) -> bool| subject.reading.near(at, offset).is_some_and(test);
    subject.reading.tokens.get(at).is_some_and(|t| {
        matches!(t.written.as_str(), "None" | "True" | "False" | "Unknown" | "Test" | "TEST")
    }) && is(-1, &|t| is_greeting(t))
}

pub(super) fn is_greeting(token: &Token) -> bool {
    matches!(
        token.text.as_str(),
        "hi" | "hey"
            | "hello"
            | "dear"
            | "howdy"
            | "hiya"
            | "greetings"
            | "welcome"
            | "thanks"
            | "morning"
            | "evening"
            | "afternoon"
            | "ciao"
            | "hola"
            | "bonjour"
            | "hallo"
    )
}

/// Finds where a value was filled in that was empty: a blank before a comma, a comma in front, two blanks.
fn gaps(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let chars: Vec<char> = subject.text.chars().collect();
    let at = |i: usize| chars.get(i).copied();
    let mut blanks = Vec::new();
    let mut gap = |start: usize, end: usize, why: String| {
        out.push(Finding::error(Rule::UnrenderedSlot, Place { start, end }, why));
    };
    let is_blank = |c: char| matches!(c, ' ' | '\u{00A0}' | '\t');
    let begins = |i: usize| i == 0 || i.checked_sub(1).and_then(at) == Some('\n');
    for (i, c) in chars.iter().enumerate() {
        if !matches!(c, ',' | '!' | '?' | '.' | ';') {
            continue;
        }
        // `…!?` and `...` go on; `.99` and `.com` begin something.
        let stands_alone = at(i + 1).is_none_or(|c| c.is_whitespace());
        let n_blanks = (1..=i).take_while(|back| at(i - back).is_some_and(is_blank)).count();
        let before = i.checked_sub(n_blanks + 1).and_then(at);
        let is_gap = 0 < n_blanks && before.is_none_or(|c| c.is_alphanumeric() || c == '\n' || c == ',');
        if stands_alone && (is_gap || (*c == ',' && begins(i - n_blanks))) {
            gap(i - n_blanks, i + 1, format!("something is missing before `{c}`: a value that was empty?"));
        }
    }
    let tokens = &subject.reading.tokens;
    for (i, token) in tokens.iter().enumerate().filter(|(_, token)| is_greeting(token)) {
        let next = subject.reading.near(i, 1);
        let begins_text = i == 0;
        // `Hi, neighbor` greets; `Dear,` lacks whom.
        if begins_text && token.is("dear") && next.is_none_or(|t| !t.is_word()) {
            gap(token.place.start, token.place.end, "it greets nobody: a name that was empty?".to_owned());
        }
    }
    for (i, pair) in chars.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let before = i.checked_sub(1).and_then(at);
        let after = at(i + 2);
        let is_inside = before.is_some_and(|c| c.is_alphanumeric() || c == ',')
            && after.is_some_and(char::is_alphanumeric);
        let follows_greeting = subject.reading.tokens.iter().any(|token| {
            is_greeting(token)
                && token.place.end == i
                && !matches!(token.text.as_str(), "morning" | "evening")
        });
        if is_blank(*a) && is_blank(*b) && follows_greeting {
            let why = "two blanks after a greeting: a name that was empty?".to_owned();
            gap(i, i + 2, why);
        } else if is_blank(*a) && is_blank(*b) && is_inside {
            let why = "two blanks in a row: a value that was empty?".to_owned();
            blanks.push(Finding::warning(Rule::UnrenderedSlot, Place { start: i, end: i + 2 }, why));
        }
    }
    out.extend(blanks);
}
