//! Whether a text is plain, visible English.

use super::Subject;
use crate::finding::{Finding, Place, Rule};
use crate::reading::is_invisible;
use unicode_segmentation::UnicodeSegmentation;

/// Finds characters that are not drawn, except where they join or colour a pictograph.
pub(super) fn invisible(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let mut before = ' ';
    let mut is_flag = false;
    for (i, c) in subject.text.chars().enumerate() {
        let joins_emoji = c == '\u{200D}' && (is_emoji(before) || before == '\u{FE0F}');
        // The flags of England, Scotland and Wales are a black flag and letters that are not drawn.
        is_flag = c == '\u{1F3F4}' || (is_flag && ('\u{E0020}'..='\u{E007F}').contains(&c));
        if is_invisible(c) && !joins_emoji && !is_flag {
            let why = format!("character U+{:04X} cannot be seen", u32::from(c));
            out.push(Finding::error(Rule::InvisibleCharacter, Place { start: i, end: i + 1 }, why));
        }
        before = c;
    }
}

/// Returns whether a character is drawn as a pictograph.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x2300..=0x23FF | 0x203C | 0x2049
        | 0x20E3 | 0x3030 | 0x303D | 0x3297 | 0x3299)
}

/// Returns the place of every pictograph as people see it: a family, a flag, a hand with its colour are one each.
///
/// Source: Unicode Standard Annex 29, extended grapheme clusters.
pub(super) fn pictographs(text: &str) -> Vec<Place> {
    let mut start = 0;
    let mut places = Vec::new();
    for cluster in text.graphemes(true) {
        let end = start + cluster.chars().count();
        if cluster.chars().any(is_emoji) {
            places.push(Place { start, end });
        }
        start = end;
    }
    places
}

#[derive(PartialEq, Clone, Copy)]
enum Script {
    Latin,
    /// Letters that are drawn like Latin ones and are none.
    LikeLatin,
    Cyrillic,
    Greek,
    Armenian,
    Cherokee,
    Other,
}

fn script(c: char) -> Option<Script> {
    if !c.is_alphabetic() {
        return None;
    }
    Some(match u32::from(c) {
        0x41..=0x24F | 0x1E00..=0x1EFF | 0xFF21..=0xFF5A => Script::Latin,
        // Phonetic letters, small capitals and the like; Lisu, Coptic and Deseret have capitals of the same shape.
        0x250..=0x2AF
        | 0x1D00..=0x1DBF
        | 0xA720..=0xA7FF
        | 0xAB30..=0xAB6F
        | 0xA4D0..=0xA4FF
        | 0x2C80..=0x2CFF
        | 0x10400..=0x1044F => Script::LikeLatin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Script::Cyrillic,
        0x530..=0x58F => Script::Armenian,
        0x13A0..=0x13FF | 0xAB70..=0xABBF => Script::Cherokee,
        _ => Script::Other,
    })
}

/// Letters of Cyrillic, Greek and Armenian that a reader takes for the Latin ones below them.
const ALIKE: &str =
    "ӏӀѐёйўґҽӓӧаеорсухіїјѕһԁԛԝѵкмтнвгпиьꙅАВЕКМНОРСТУХІЇЈЅҺԌᲟοανρυικτηωχϲεγμՕօսոհցզΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ";

/// Finds words that are drawn with letters of another alphabet, in part or as a whole.
fn alphabets(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let is_latin_text =
        subject.reading.chars.iter().filter(|(c, _)| script(*c) == Some(Script::Latin)).count() * 2
            > subject.reading.chars.iter().filter(|(c, _)| c.is_alphabetic()).count();
    for token in &subject.reading.tokens {
        let scripts: Vec<Script> = token.written.chars().filter_map(script).collect();
        let first = scripts.iter().find(|s| **s != Script::Other);
        let is_mixed = scripts.iter().any(|s| Some(s) != first && *s != Script::Other);
        let is_alike = scripts.contains(&Script::LikeLatin)
            || (is_latin_text
                && scripts.iter().any(|s| !matches!(s, Script::Latin | Script::Other))
                && token.written.chars().all(|c| ALIKE.contains(c) || script(c) == Some(Script::Cherokee)));
        if is_mixed || is_alike {
            let quoted = subject.quote(token.place);
            let why = if is_mixed {
                format!("`{quoted}` mixes letters of two alphabets")
            } else {
                format!("`{quoted}` is written with letters that only look like Latin ones")
            };
            out.push(Finding::error(Rule::MixedScript, token.place, why));
        }
    }
    let mut before = ' ';
    for (c, at) in &subject.reading.chars {
        if matches!(u32::from(*c), 0x300..=0x36F | 0x20D0..=0x20DC | 0x20E5..=0x20F0)
            && before.is_alphanumeric()
        {
            let place = Place { start: at.saturating_sub(1), end: at + 1 };
            out.push(Finding::error(Rule::MixedScript, place, "a mark is drawn over a letter"));
            break;
        }
        before = *c;
    }
    signs_for_letters(subject, out);
}

/// `ch€ap`, `$ale`: a sign where a letter belongs.
fn signs_for_letters(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let chars = &subject.reading.chars;
    for window in chars.windows(3) {
        let [(a, start), (sign, _), (b, end)] = window else { continue };
        if a.is_lowercase()
            && b.is_lowercase()
            && matches!(sign, '€' | '$' | '£' | '¥' | '¢' | '|' | '†' | '¡')
        {
            let place = Place { start: *start, end: end + 1 };
            out.push(Finding::error(Rule::MixedScript, place, format!("`{sign}` stands for a letter")));
        }
    }
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
    alphabets(subject, out);
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
