//! What can be no no in any language.

use crate::moment::civil;

/// Whether a text can be no no in any language: a number, a day, an id, an address, nothing at all.
pub(crate) fn is_harmless(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| {
        c.is_numeric() || c.is_whitespace() || c.is_ascii_punctuation() || "–—…“”„«»‘’·•₹€£¥°№".contains(c)
    };
    let is_address = |word: &str| {
        word.contains("://") || word.starts_with("www.") || (word.contains('@') && word.contains('.'))
    };
    const FILLERS: &[&str] = &["n/a", "na", "null", "none", "nan", "nil", "tbd", "undefined"];
    text.chars().all(is_sign)
        || is_code(text)
        || civil(text).is_some()
        || text.split_whitespace().all(is_address)
        || FILLERS.contains(&text.to_lowercase().as_str())
}

/// Whether a text is one word of which half and more are digits, as `INV-2024-0042`.
fn is_code(text: &str) -> bool {
    let is_of_code = |c: char| c.is_ascii_alphanumeric() || "-_./#:".contains(c);
    let n_letters = text.chars().filter(char::is_ascii_alphanumeric).count();
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().all(is_of_code) && n_letters <= 2 * n_digits
}
