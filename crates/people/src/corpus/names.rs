use crate::normalise::{fold, given_and_family};

/// A person's name in comparable parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) given: Option<String>,
    pub(super) family: Option<String>,
    /// What stands between and around, in order, by blanks.
    pub(super) middle: Option<String>,
    pub(super) suffix: Option<String>,
}

/// Reads what all name columns of a record say together.
///
/// Given and family name win over the full name, which then only adds what they leave out.
pub(super) fn read(given: Option<&str>, middle: Option<&str>, family: Option<&str>, full: Option<&str>) -> Names {
    let parts;
    let (given, family) = match (given, family, full) {
        (None, None, Some(full)) => {
            parts = split(full);
            (parts.0.as_deref(), parts.1.as_deref())
        }
        _ => (given, family),
    };
    let name = given_and_family(given, family);
    let mut rest: Vec<String> = Vec::new();
    for text in [given.filter(|text| text.contains([' ', '.'])), middle, full].into_iter().flatten() {
        for word in fold(text).split(' ') {
            let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
            let is_known = name.given.as_deref() == Some(letters.as_str())
                || name.family.as_deref().is_some_and(|family| family.contains(&letters));
            if !letters.is_empty() && !is_known && !rest.contains(&letters) {
                rest.push(letters);
            }
        }
    }
    let middle = (!rest.is_empty()).then(|| rest.join(" "));
    Names { given: name.given, family: name.family, middle, suffix: name.suffix }
}

/// Splits a full name at its last word; `Last, First` is left to the reader of names.
fn split(full: &str) -> (Option<String>, Option<String>) {
    let full = full.trim();
    if full.contains(',') {
        return (Some(full.to_owned()), None);
    }
    let words: Vec<&str> = full.split_whitespace().collect();
    let is_suffix = |word: &str| {
        matches!(fold(word).as_str(), "jr" | "sr" | "ii" | "iii" | "iv" | "junior" | "senior" | "2nd" | "3rd")
    };
    let n_last = if words.last().is_some_and(|word| is_suffix(word)) && 2 < words.len() { 2 } else { 1 };
    match words.len() {
        0 => (None, None),
        1 => (words.first().map(|word| (*word).to_owned()), None),
        n => {
            let (first, last) = words.split_at(n - n_last);
            (Some(first.join(" ")), Some(last.join(" ")))
        }
    }
}
