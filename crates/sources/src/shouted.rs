//! Texts that are a no as a whole: one that is shouted, and an entry in the register of those who are not to be disturbed.

/// Whether a text is nothing but a no that is shouted or said again: `NO!!!`, `no no no`.
pub(crate) fn is_shouted(text: &str) -> bool {
    const NOES: &[&str] =
        &["no", "never", "nope", "nein", "non", "nee", "nej", "nahi", "nahin", "stop", "नहीं"];
    let text = text.trim();
    if 40 < text.len() {
        return false;
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "!.,".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let is_no = |word: &&str| NOES.contains(&word.to_lowercase().as_str());
    let n_marks = text.chars().filter(|c| *c == '!').count();
    (2 <= n_marks && !words.is_empty() || 3 <= words.len()) && words.iter().all(is_no)
}

/// The registers of India: do not disturb, and the national one of those who are not to be called.
const REGISTERS: &[&str] = &["dnd", "ndnc", "dndc"];

/// Words that may stand beside the name of such a register, and change nothing.
const OF_REGISTERS: &str = "trai list registry register registered active activated activate request requested req moved put marked \
    mark added add in on to under into since from by for customer client cust number full status yes he she has is was the our \
    pls please sir madam jan feb mar apr may jun jul aug sep sept oct nov dec do not disturb flag flagged enabled set";

/// Whether a thought says no more than that somebody stands in such a register: `moved to DND`, `DND request 12/10/25`.
/// A no before it takes it back, and whatever else is told may be about calls alone, or a game.
pub(crate) fn is_of_register(thought: &str) -> bool {
    let mut is_denied = false;
    let mut is_named = false;
    for word in thought.split(' ') {
        let is_it = REGISTERS.contains(&word);
        if is_it && is_denied && !is_named {
            return false;
        }
        is_named |= is_it;
        is_denied |= word == "not";
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        if !is_it && !is_number && !OF_REGISTERS.split_whitespace().any(|known| known == word) {
            return false;
        }
    }
    is_named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shouted_no_is_no_answer_to_something_else() {
        for text in ["NO!!!", "no no no", "Stop!!", "नहीं!!"] {
            assert!(is_shouted(text), "{text}");
        }
        for text in ["no", "No.", "no!", "no sugar!!", "!!", ""] {
            assert!(!is_shouted(text), "{text}");
        }
    }

    #[test]
    fn the_register_is_told_from_what_is_said_of_calls() {
        for thought in
            ["dnd", "ndnc", "moved to dnd", "dnd request 12 10 25", "trai dnd active", "on ndnc list"]
        {
            assert!(is_of_register(thought), "{thought}");
        }
        for thought in ["dnd for calls only", "not on dnd", "dnd dice set", "on the list", "12 10 25"] {
            assert!(!is_of_register(thought), "{thought}");
        }
    }
}
