//! Names in scripts other than Latin: what they are in their own letters, and which of two words is the family's.

use unicode_normalization::UnicodeNormalization;

/// A name in the letters of its own script: small, composed, without marks that writers leave out (the vowel signs
/// of Arabic and Hebrew); None for a name in Latin letters.
///
/// Transliteration is a bridge to other spellings and no identity: 李 and 黎 are two families, both written Li.
pub(super) fn own(text: &str) -> Option<String> {
    let is_other = |c: char| c.is_alphabetic() && 'ʰ' < c && !is_latin(c);
    if !text.chars().any(is_other) {
        return None;
    }
    let letters = text.nfkc().flat_map(char::to_lowercase).filter(|c| !is_left_out(*c));
    let kept = letters.filter(|c| c.is_alphabetic() || is_vowel_sign(*c));
    Some(kept.collect::<String>()).filter(|text| !text.is_empty())
}

/// Letters of Latin beyond the first blocks, full-width ones among them.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Marks of Arabic and Hebrew that say vowels and are mostly not written, and the dash that stretches a word.
fn is_left_out(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Signs of the scripts of India and of Thailand that are part of the word and no letters of their own.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{ddf}' | '\u{e31}'..='\u{e4e}')
}

/// Whether a letter is of a script in which the family name stands first: Han, Kana, Hangul.
fn is_family_first(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Takes a whole name of two words in Chinese, Japanese or Korean apart: the family name, and the given name.
pub(super) fn family_first(text: &str) -> Option<(&str, &str)> {
    let (family, given) = text.trim().split_once(char::is_whitespace)?;
    let is_whole = |word: &str| !word.is_empty() && word.chars().all(is_family_first);
    (is_whole(family) && is_whole(given.trim())).then_some((family, given.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_letters() {
        for (raw, expect) in [
            ("Хеллоу", Some("хеллоу")),
            ("محمّد", Some("محمد")),
            ("田中", Some("田中")),
            ("ﾀﾅｶ", Some("タナカ")),
            ("Łukasz", None),
            ("Ｓｍｉｔｈ", None),
            ("Nguyễn", None),
            ("राम", Some("राम")),
        ] {
            assert_eq!(own(raw).as_deref(), expect, "{raw}");
        }
    }

    #[test]
    fn the_family_goes_first() {
        assert_eq!(family_first("田中 健一"), Some(("田中", "健一")));
        assert_eq!(family_first("김 민수"), Some(("김", "민수")));
        assert_eq!(family_first("Иван Петров"), None);
        assert_eq!(family_first("田中"), None);
        assert_eq!(family_first("田中 Kenichi"), None);
    }
}
