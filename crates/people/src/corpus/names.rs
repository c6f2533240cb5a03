use normalise::{fold, full_name, given_and_family};

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
pub(super) fn read(
    given: Option<&str>,
    middle: Option<&str>,
    family: Option<&str>,
    full: Option<&str>,
) -> Names {
    let name = match (given, family, full) {
        (None, None, Some(full)) => full_name(full),
        _ => given_and_family(given, family),
    };
    let mut rest: Vec<String> = Vec::new();
    for text in [name.middle.as_deref(), middle, full].into_iter().flatten() {
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
