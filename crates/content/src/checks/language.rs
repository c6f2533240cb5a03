//! Whether a text is plain, visible English.

use super::Subject;
use crate::finding::{Finding, Place, Rule};
use crate::reading::is_invisible;

/// Finds characters that are not drawn, except where they join or colour a pictograph.
pub(super) fn invisible(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let mut before = ' ';
    for (i, c) in subject.text.chars().enumerate() {
        let joins_emoji = c == '\u{200D}' && (is_emoji(before) || before == '\u{FE0F}');
        if is_invisible(c) && !joins_emoji {
            let why = format!("character U+{:04X} cannot be seen", u32::from(c));
            out.push(Finding::error(Rule::InvisibleCharacter, Place { start: i, end: i + 1 }, why));
        }
        before = c;
    }
}

/// Returns whether a character is drawn as a pictograph.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x2300..=0x23FF)
}

#[derive(PartialEq, Clone, Copy)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Other,
}

fn script(c: char) -> Option<Script> {
    if !c.is_alphabetic() {
        return None;
    }
    Some(match u32::from(c) {
        0x41..=0x24F | 0x1E00..=0x1EFF | 0xFF21..=0xFF5A => Script::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F => Script::Cyrillic,
        _ => Script::Other,
    })
}

/// Words that are frequent in another language and are no English words.
const FOREIGN: [&str; 48] = [
    "el", "los", "las", "una", "para", "por", "con", "del", "su", "que", "está", "gracias", "tu", "más",
    "le", "les", "des", "une", "pour", "avec", "vous", "votre", "nous", "est", "et", "sur", "dans", "der",
    "die", "das", "und", "für", "mit", "ein", "eine", "ihr", "ihre", "nicht", "auf", "il", "gli", "per",
    "della", "você", "uma", "seu", "não", "obrigado",
];
const ENGLISH: [&str; 36] = [
    "the", "a", "you", "your", "we", "our", "and", "for", "of", "to", "is", "are", "with", "on", "it",
    "this", "back", "off", "next", "order", "miss", "come", "until", "in", "us", "from", "here", "get",
    "home", "new", "that", "have", "has", "at", "i", "y'all",
];

pub(super) fn check(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let whole = subject.reading.whole();
    for token in &subject.reading.tokens {
        let mut scripts = token.written.chars().filter_map(script).filter(|s| *s != Script::Other);
        let first = scripts.next();
        if scripts.any(|s| Some(s) != first) {
            let why = format!("`{}` mixes letters of two alphabets", subject.quote(token.place));
            out.push(Finding::error(Rule::MixedScript, token.place, why));
        }
    }
    let letters = || subject.reading.chars.iter().filter_map(|(c, _)| script(*c));
    let n_letters = letters().count();
    let n_latin = letters().filter(|s| *s == Script::Latin).count();
    if n_letters == 0 {
        out.push(Finding::error(Rule::Language, whole, "it has no letters"));
        return;
    }
    if 4 * n_latin < 3 * n_letters {
        out.push(Finding::error(Rule::Language, whole, "it is not written in English letters"));
        return;
    }
    let count =
        |list: &[&str]| subject.reading.tokens.iter().filter(|t| list.contains(&t.text.as_str())).count();
    let n_foreign = count(&FOREIGN) + subject.text.chars().filter(|c| matches!(c, '¿' | '¡' | 'ß')).count();
    if 2 <= n_foreign && count(&ENGLISH) < n_foreign {
        out.push(Finding::error(Rule::Language, whole, "it does not read as English"));
    }
}
