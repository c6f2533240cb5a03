use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds to lower-case ASCII; letters and digits stay, apostrophes vanish, all else becomes one space.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut push = |c: char| match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\'' | '`' | '’' | 'ʼ' => {}
        _ if out.is_empty() || out.ends_with(' ') => {}
        _ => out.push(' '),
    };
    if text.is_ascii() {
        text.chars().for_each(push);
    } else {
        for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
            match c {
                '’' | 'ʼ' => {}
                _ => any_ascii_char(c).chars().for_each(&mut push),
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Fillers that people and systems write where they have nothing to say, folded.
// tidy: list
const FILLERS: &[&str] = &[
    "n a",
    "na",
    "none",
    "null",
    "nil",
    "nan",
    "unknown",
    "unk",
    "test",
    "tester",
    "testing",
    "test test",
    "tbd",
    "tba",
    "x",
    "xx",
    "xxx",
    "xxxx",
    "asdf",
    "asdfgh",
    "qwerty",
    "blank",
    "empty",
    "undefined",
    "anonymous",
    "guest",
    "customer",
    "firstname",
    "lastname",
    "first name",
    "last name",
    "no name",
    "noname",
    "not provided",
    "not available",
    "not applicable",
    "same",
    "dummy",
    "fake",
    "sample",
    "unnamed",
    "no",
    "0",
];

/// Says whether a folded text is a filler.
pub(crate) fn is_filler(folded: &str) -> bool {
    FILLERS.contains(&folded)
}

/// Says whether all characters are the same one, and there are at least two.
pub(super) fn is_monotone(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    1 < text.len() && chars.all(|c| Some(c) == first)
}
