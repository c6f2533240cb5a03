/// Whether a text shows nothing: blanks, control characters, and letters without width such as U+200B.
pub fn is_blank(text: &str) -> bool {
    let is_unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
    };
    text.chars().all(is_unseen)
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn what_nobody_sees_is_blank() {
        for text in ["", " \t", "\u{200b}", "\u{feff}\u{a0}", "\u{202e}\u{202c}"] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["a", " x ", "\u{200b}a", "0", "-"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
