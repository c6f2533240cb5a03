//! Names and places as a reader wants to see them.

use super::entities::decoded;

/// A name or place, trimmed, its HTML references decoded, and in proper case when the source wrote all in one case.
pub fn presentable_name(raw: &str) -> String {
    let trimmed = decoded(raw).split_whitespace().collect::<Vec<_>>().join(" ");
    let n_letters = trimmed.chars().filter(|c| c.is_alphabetic()).count();
    let has_case = |is_case: fn(char) -> bool| trimmed.chars().any(is_case);
    let is_one_case = !(has_case(char::is_uppercase) && has_case(char::is_lowercase));
    if 1 < n_letters && is_one_case { proper_case(&trimmed) } else { trimmed }
}

/// A family name, as [`presentable_name`], with its particles small: `van der Berg`.
pub fn presentable_family(raw: &str) -> String {
    let name = presentable_name(raw);
    if decoded(raw).split_whitespace().eq(name.split(' ')) {
        return name;
    }
    let words: Vec<&str> = name.split(' ').collect();
    let small = |(at, word): (usize, &&str)| {
        let lower = word.to_lowercase();
        let is_small = at + 1 < words.len() && PARTICLES.contains(&lower.as_str());
        if is_small { lower } else { (*word).to_owned() }
    };
    words.iter().enumerate().map(small).collect::<Vec<_>>().join(" ")
}

/// Particles that are written small when a name follows.
const PARTICLES: [&str; 14] =
    ["van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "zu", "la"];
/// Suffixes that are written in capitals.
const NUMERALS: [&str; 3] = ["ii", "iii", "iv"];

/// Capitals at the start of each word, small letters after; `McDonald`, `O'Neil`, `III`.
pub fn proper_case(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(str::to_lowercase).collect();
    let present = |(at, word): (usize, &String)| match word.as_str() {
        numeral if 0 < at && NUMERALS.contains(&numeral) => numeral.to_uppercase(),
        word => capitalise(word),
    };
    words.iter().enumerate().map(present).collect::<Vec<_>>().join(" ")
}

fn capitalise(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut is_start = true;
    let is_mac = word.strip_prefix("mc").is_some_and(|rest| 3 <= rest.chars().count());
    for (at, c) in word.chars().enumerate() {
        if is_start || (is_mac && at == 2) {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        // `O'Neil` and `D’Angelo`, but `Ann's`: one letter behind the apostrophe stays small.
        let is_apostrophe = matches!(c, '\'' | '’');
        is_start = if is_apostrophe { 2 < word.chars().count() - at } else { !c.is_alphanumeric() };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_case_becomes_proper_case() {
        for (raw, expect) in [
            ("MCDONALD", "McDonald"),
            ("o'neil", "O'Neil"),
            ("LA CROSSE", "La Crosse"),
            ("jean-pierre", "Jean-Pierre"),
            ("JOHN SMITH III", "John Smith III"),
            ("  Ann   Marie ", "Ann Marie"),
            ("MacLeod", "MacLeod"),
            ("ŁUKASZ", "Łukasz"),
            ("j", "j"),
            ("BRENDA'S", "Brenda's"),
            ("O&#039;Brien", "O'Brien"),
            ("O'Neil &amp; Sons", "O'Neil & Sons"),
            ("M&amp;uuml;ller", "Müller"),
            ("田中", "田中"),
            ("Хеллоу", "Хеллоу"),
        ] {
            assert_eq!(presentable_name(raw), expect, "{raw}");
            assert_eq!(presentable_name(expect), expect);
        }
        for (raw, expect) in [
            ("VAN DER BERG", "van der Berg"),
            ("de la cruz", "de la Cruz"),
            ("van", "Van"),
            ("Van Der Berg", "Van Der Berg"),
        ] {
            assert_eq!(presentable_family(raw), expect, "{raw}");
            assert_eq!(presentable_family(expect), expect);
        }
    }
}
