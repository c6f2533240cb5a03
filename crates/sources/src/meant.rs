//! What a person who read the texts of a column says that they mean. It stands in the contract, so that later files are
//! read by it.

use crate::Role;
use std::collections::HashMap;

/// A text as it is compared: capitals, blanks and the ends of lines do not matter, everything else does, for one letter
/// may be all that tells a no from a yes.
pub(crate) fn compared(text: &str) -> String {
    in_one_line(text).to_lowercase()
}

/// A text on one line, with one blank between its words and nothing that cannot be seen.
pub(crate) fn in_one_line(text: &str) -> String {
    let is_unseen = |c: char| matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}');
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|c| !is_unseen(*c)));
    }
    line
}

/// What somebody who read the texts of a column says that they mean: whether each is a no.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meant(HashMap<String, bool>);

impl Meant {
    /// Takes out of the map of a column that is read for no answer what its texts say of consent: `withdrawn` and
    /// `nothing`, which leave the text itself as it is.
    pub(crate) fn out_of(role: Role, map: &mut HashMap<String, String>) -> Self {
        let mut meant = HashMap::new();
        if may_hold_texts(role) {
            for (text, means) in map.iter().filter(|(_, means)| is_word(means)) {
                // Of two that differ in capitals alone the no counts.
                *meant.entry(compared(text)).or_insert(false) |= means == "withdrawn";
            }
            map.retain(|_, means| !matches!(means.as_str(), "withdrawn" | "nothing"));
        }
        Self(meant)
    }

    /// Whether the text is a no; `None` where nobody has read it.
    pub(crate) fn is_no(&self, text: &str) -> Option<bool> {
        if self.0.is_empty() { None } else { self.0.get(&compared(text)).copied() }
    }

    /// Whether any text that somebody has read is such.
    pub(crate) fn any(&self, is_such: impl Fn(&str) -> bool) -> bool {
        self.0.keys().any(|text| is_such(text))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a word of a map says what a text means for consent. What is mapped to an empty text is dropped, as it was told.
fn is_word(means: &str) -> bool {
    matches!(means, "withdrawn" | "nothing" | "")
}

/// Whether a column of this role is read for nothing but the noes in it.
pub(crate) fn may_hold_texts(role: Role) -> bool {
    matches!(role, Role::Evidence | Role::Extra | Role::Ignore)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_blanks_do_not_matter_and_letters_do() {
        assert_eq!(compared("  Mat\n BHEJO\u{200b} "), "mat bhejo");
        assert_ne!(compared("no, problem"), compared("no problem"));
    }
}
