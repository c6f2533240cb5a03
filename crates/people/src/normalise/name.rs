use super::text::{fold, is_filler, is_monotone};

/// A person's name in comparable form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// First given name; one letter when the source gives an initial.
    pub given: Option<String>,
    /// Family name with its particles, without spaces.
    pub family: Option<String>,
    /// `jr`, `sr`, `2`, `3`, `4`.
    pub suffix: Option<String>,
}

const HONORIFICS: &[&str] = &["mr", "mrs", "ms", "miss", "dr", "prof", "sir", "rev", "mx"];

/// Reads a given and a family name: case, diacritics, honorifics, suffixes, `Last, First` in one field.
///
/// Only the first given name is kept, since middle names come and go between sources. A filler
/// (`n/a`, `Test`) is None. Two fields in the wrong order cannot be seen here without a list of
/// names; the comparison allows for it.
pub fn given_and_family(given: Option<&str>, family: Option<&str>) -> Name {
    let (mut suffix, mut first, mut last) = (None, Vec::new(), Vec::new());
    let (given, family) = (given.unwrap_or_default(), family.unwrap_or_default());
    match (split_comma(given), split_comma(family)) {
        (Some((l, f)), _) if fold(family).is_empty() || fold(family) == fold(l) => {
            (first, last) = (words(f, &mut suffix), words(l, &mut suffix));
        }
        (_, Some((l, f))) if fold(given).is_empty() || fold(given) == fold(f) => {
            (first, last) = (words(f, &mut suffix), words(l, &mut suffix));
        }
        _ => {
            first.extend(words(given, &mut suffix));
            last.extend(words(family, &mut suffix));
        }
    }
    let given = first.into_iter().next().filter(|name| is_name(name));
    Name { given, family: Some(last.concat()).filter(|name| is_name(name)), suffix }
}

fn is_name(name: &str) -> bool {
    let is_junk = is_filler(name) || (3 <= name.len() && is_monotone(name));
    !name.is_empty() && !is_junk
}

/// Splits `Last, First`; `Smith, Jr` is not one.
fn split_comma(text: &str) -> Option<(&str, &str)> {
    let (last, first) = text.split_once(',')?;
    let is_suffix = fold(first).split(' ').all(|word| suffix_of(word).is_some());
    (!is_suffix && !fold(last).is_empty()).then_some((last, first))
}

fn suffix_of(word: &str) -> Option<&'static str> {
    match word {
        "jr" | "junior" => Some("jr"),
        "sr" | "senior" => Some("sr"),
        "ii" | "2nd" => Some("2"),
        "iii" | "3rd" => Some("3"),
        "iv" | "4th" => Some("4"),
        _ => None,
    }
}

/// The words of a name without honorifics, suffixes and digits; none when the whole is a filler.
fn words(text: &str, suffix: &mut Option<String>) -> Vec<String> {
    let folded = fold(text);
    if is_filler(&folded) {
        return Vec::new();
    }
    let n_words = folded.split(' ').count();
    let mut out = Vec::with_capacity(n_words);
    for (i, word) in folded.split(' ').enumerate() {
        match suffix_of(word) {
            // A suffix stands last and not alone: `Junior Smith` has a given name.
            Some(found) if 0 < i && i + 1 == n_words => *suffix = Some(found.to_owned()),
            _ if HONORIFICS.contains(&word) && i + 1 < n_words => {}
            _ => out.push(word.chars().filter(char::is_ascii_alphabetic).collect::<String>()),
        }
    }
    out.retain(|word| !word.is_empty() && !is_filler_word(word));
    out
}

/// Inside a longer name only the unmistakable fillers are dropped: `Guest` is a surname, too.
fn is_filler_word(word: &str) -> bool {
    matches!(word, "test" | "unknown" | "null" | "none")
}

/// A name as a reader wants to see it: trimmed, and in proper case when the source wrote all in one case.
pub(crate) fn presentable_name(raw: &str) -> String {
    let trimmed = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let n_letters = trimmed.chars().filter(|c| c.is_alphabetic()).count();
    let is_one_case = trimmed.to_uppercase() == trimmed || trimmed.to_lowercase() == trimmed;
    if 1 < n_letters && is_one_case { proper_case(&trimmed) } else { trimmed }
}

/// Capitals at the start of each word, small letters after.
pub(crate) fn proper_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut starts_word = true;
    for c in text.chars() {
        if starts_word {
            out.extend(c.to_uppercase())
        } else {
            out.extend(c.to_lowercase())
        }
        starts_word = !c.is_alphanumeric() && c != '’';
    }
    out
}
