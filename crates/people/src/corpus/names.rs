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
    let given = name.given.map(|plain| in_script(plain, name.given_in_script));
    let family = name.family.map(|plain| in_script(plain, name.family_in_script));
    Names { given, family, middle, suffix: name.suffix }
}

/// Stands between a name in plain letters and the same in its own script.
const SCRIPT: char = '\0';

/// A name that is compared in its own script: two that one transliteration writes alike are two values.
fn in_script(plain: String, own: Option<String>) -> String {
    match own {
        Some(own) => format!("{plain}{SCRIPT}{own}"),
        None => plain,
    }
}

/// A name in plain letters, and in its own script; that is empty for Latin.
pub(crate) fn scripts(name: &str) -> (&str, &str) {
    name.split_once(SCRIPT).unwrap_or((name, ""))
}
