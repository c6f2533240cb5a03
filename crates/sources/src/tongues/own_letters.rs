//! Letters that are compared as they are: those of Greece, Russia, Arabia, Israel, India and Thailand.

/// Whether a text is written in such letters for the most part.
pub(crate) fn is_of_other_letters(text: &str) -> bool {
    let (mut n_other, mut n_latin) = (0, 0);
    for c in text.chars() {
        match c {
            '\u{370}'..='\u{e7f}' | '\u{1f00}'..='\u{1fff}' => n_other += 1,
            c if c.is_alphabetic() => n_latin += 1,
            _ => {}
        }
    }
    0 < n_other && n_latin <= 2 * n_other
}

/// A text in small letters, without accents and the signs of vowels that are mostly left out, one blank between two
/// words.
pub(crate) fn own_letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase).flat_map(taken_apart) {
        match c {
            // Accents of their own, vowel signs of Hebrew and Arabic, the dash that stretches a word, and what joins.
            '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            // The point under a letter of India, which is often left out.
            | '\u{93c}'
            | '\u{9bc}'
            | '\u{a3c}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{200b}'..='\u{200f}'
            | '\''
            | '’'
            | 'ʼ' => {}
            c if c.is_alphanumeric() || is_sign(c) => out.push(plain(c)),
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A letter of India that is also written as two: the same letter with a point under it, or a vowel of two signs.
fn taken_apart(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        '\u{958}' => ('क', None),
        '\u{959}' => ('ख', None),
        '\u{95a}' => ('ग', None),
        '\u{95b}' => ('ज', None),
        '\u{95c}' => ('ड', None),
        '\u{95d}' => ('ढ', None),
        '\u{95e}' => ('फ', None),
        '\u{9dc}' => ('ড', None),
        '\u{9dd}' => ('ঢ', None),
        '\u{9df}' => ('য', None),
        '\u{a36}' => ('ਸ', None),
        '\u{a59}' => ('ਖ', None),
        '\u{a5a}' => ('ਗ', None),
        '\u{a5b}' => ('ਜ', None),
        '\u{a5e}' => ('ਫ', None),
        // A nasal is written as a moon with a point or as the point alone.
        'ँ' => ('ं', None),
        '\u{9cb}' => ('\u{9c7}', Some('\u{9be}')),
        '\u{bca}' => ('\u{bc6}', Some('\u{bbe}')),
        '\u{bcb}' => ('\u{bc7}', Some('\u{bbe}')),
        '\u{cca}' => ('\u{cc6}', Some('\u{cc2}')),
        '\u{d4a}' => ('\u{d46}', Some('\u{d3e}')),
        '\u{d4b}' => ('\u{d47}', Some('\u{d3e}')),
        c => (c, None),
    };
    std::iter::once(first).chain(second)
}

/// Signs of vowels and tones that are part of a word in India and Thailand.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{963}' | '\u{980}'..='\u{d7f}' | '\u{e00}'..='\u{e4e}')
}

/// A letter without its accent, and one of several forms of a letter for all of them.
fn plain(c: char) -> char {
    match c {
        'ά' | 'ὰ' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'й' | 'ѝ' => 'и',
        'ї' => 'і',
        'ґ' => 'г',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ے' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' | 'ھ' | 'ۂ' | 'ۃ' => 'ه',
        'ں' => 'ن',
        'ؤ' => 'و',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_compared_without_what_is_left_out() {
        for (raw, expect) in [
            ("Απεβίωσε,  τον Μάιο", "απεβιωσε τον μαιο"),
            ("Счёт — ПОЙДЁТ", "счет поидет"),
            ("إلغاء الاشتراك", "الغاء الاشتراك"),
            ("نمی‌خواهد", "نميخواهد"),
            ("ईमेल नहीं चाहिए।", "ईमेल नहीं चाहिए"),
            ("ไม่ต้องการ", "ไม่ต้องการ"),
            ("ज़रूरत नहीँ", "जरूरत नहीं"),
            ("அனுப்ப வேண்டாம்!", "அனுப்ப வேண்டாம்"),
            ("نہیں بھیجیں۔", "نهين بهيجين"),
        ] {
            assert_eq!(own_letters(raw), expect, "{raw}");
        }
        assert!(is_of_other_letters("не желает email"));
        assert!(!is_of_other_letters("Kunde Müller, α-Version"));
        assert!(!is_of_other_letters("退会"));
    }
}
