//! Letters of western Europe and the Americas, or of central Europe: one byte is `ã` here and `ă` there, and short texts
//! are guessed wrong. What tells them apart is whose letters stand together, and between which others each stands.

use encoding_rs::{ISO_8859_2, ISO_8859_4, WINDOWS_1250, WINDOWS_1252, WINDOWS_1257};

/// The letters outside ASCII that stand together in the West: of Romance languages, of Germanic ones and Finnish, of
/// Icelandic.
const WEST: &[&str] = &["áàâãäéèêëíìîïóòôõöúùûüçñœæÿªº¿¡·«»", "äöüßåæøéèëïóáíêàšž", "áðéíóúýþæö"];

/// The letters of each language of central Europe.
const CENTRE: &[&str] =
    &["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ„”", "čćđšž", "äöüß"];

/// The same of the Baltic.
const BALTIC: &[&str] = &["ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"];

/// So much more of one reading must be letters of one language than of the other.
const MARGIN: f64 = 0.15;

/// The letters that a text is written in, which was guessed to be in others.
pub(crate) fn settled(
    sample: &[u8],
    guessed: &'static encoding_rs::Encoding,
) -> &'static encoding_rs::Encoding {
    let (other, languages) = match guessed {
        guessed if guessed == WINDOWS_1252 => (WINDOWS_1250, CENTRE),
        guessed if guessed == WINDOWS_1250 || guessed == ISO_8859_2 => (guessed, CENTRE),
        guessed if guessed == WINDOWS_1257 || guessed == ISO_8859_4 => (guessed, BALTIC),
        _ => return guessed,
    };
    let decoded = |by: &'static encoding_rs::Encoding| -> Vec<char> {
        by.decode_without_bom_handling(sample).0.chars().collect()
    };
    let (west, centre) = (decoded(WINDOWS_1252), decoded(other));
    let votes: i32 = if languages == BALTIC { 0 } else { (0..west.len()).map(|at| vote(&west, at)).sum() };
    let (of_west, of_centre) = (share(&west, WEST), share(&centre, languages));
    if guessed == WINDOWS_1252 {
        // Estonian has an `õ` before any letter, and none of these.
        let has = |letters: &str| west.iter().any(|c| letters.contains(small(*c)));
        let is_estonian = has("õ") && !has("áéíóú");
        let is_central = votes <= -2 && of_west <= of_centre && !is_estonian;
        return if is_central { WINDOWS_1250 } else { guessed };
    }
    let is_western = match () {
        () if of_centre + MARGIN < of_west => -2 <= votes,
        () if of_west + MARGIN < of_centre => 2 <= votes && 0.8 <= of_west,
        // Nobody writes these any more, and a few letters look like them.
        () if guessed == ISO_8859_4 => true,
        () => 0 < votes,
    };
    match is_western {
        true => WINDOWS_1252,
        // The same languages, by the program that wrote it.
        false if guessed == ISO_8859_2 && of_centre < share(&decoded(WINDOWS_1250), CENTRE) => WINDOWS_1250,
        false => guessed,
    }
}

/// The greatest share of the letters outside ASCII that are letters of one language.
fn share(text: &[char], languages: &[&str]) -> f64 {
    let letters = || text.iter().filter(|c| !c.is_ascii() && !c.is_whitespace()).map(|c| small(*c));
    let n = letters().count().max(1);
    let of = |language: &&str| letters().filter(|c| language.contains(*c)).count();
    let most = languages.iter().map(of).max().unwrap_or(0);
    f64::from(u32::try_from(most).unwrap_or(u32::MAX)) / f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn is_vowel(c: char) -> bool {
    "aeiouyáéíóúýâêôãõàèìòùäëïöüåæøœî".contains(c)
}

/// What the sign at a place of a text, read as one of the West, says by those beside it: above 0 that it is one, below
/// that it is the letter that central Europe writes by the same byte.
fn vote(text: &[char], at: usize) -> i32 {
    let near = |at: Option<usize>| at.and_then(|at| text.get(at)).map_or(' ', |c| small(*c));
    let (before, after) = (near(at.checked_sub(1)), near(at.checked_add(1)));
    let (begins, ends) = (!before.is_alphabetic(), !after.is_alphabetic());
    let is_before = |letters: &str| letters.contains(after);
    let west_if = |is_west: bool| if is_west { 1 } else { -1 };
    let Some(sign) = text.get(at).map(|c| small(*c)) else { return 0 };
    match sign {
        // `ŕ` and `ĺ` are rare anywhere, `à` and `å` are not.
        'à' | 'å' => 1,
        'ã' => west_if(is_before("oe") && !ends),
        'õ' if ends => -1,
        'õ' => west_if(is_before("ei")),
        'ñ' => west_if(!ends && is_vowel(after)),
        'è' if ends => west_if(begins || !is_vowel(before)),
        'è' if is_before("kn") => 0,
        'è' => west_if(!is_vowel(after)),
        'ê' if ends => -1,
        'ì' | 'ò' if ends => i32::from(!is_vowel(before) && "srlctp".contains(before)),
        'ì' => -1,
        'ò' => west_if(!is_vowel(after) && !is_before("k")),
        'ø' if ends => west_if(!is_vowel(before)),
        'ø' => west_if(!is_vowel(after) || after == 'y'),
        'æ' if ends || is_vowel(after) => west_if(begins && !ends),
        'æ' => i32::from(!is_before("wmk")),
        'ù' if ends => i32::from("oius".contains(before)),
        'ù' => -1,
        'û' => -i32::from(is_before("czfjgn")),
        'ï' => west_if(is_vowel(before)),
        'þ' => -i32::from(!begins),
        'ð' if begins => -1,
        'ð' => i32::from(ends || !is_vowel(after)),
        'œ' => west_if(is_before("uiedt")),
        '¿' => 2 * west_if(begins && text.iter().skip(at).take(200).any(|c| *c == '?')),
        '¡' => 2 * west_if(begins && text.iter().skip(at).take(200).any(|c| *c == '!')),
        'º' | 'ª' => west_if(ends && (before.is_ascii_digit() || "n.m".contains(before))),
        '¹' | '³' => west_if(begins || before == 'm' && ends),
        '£' | '¥' => west_if(ends),
        '¼' | '¾' => west_if(before.is_ascii_digit() || begins && ends),
        '¯' | '\u{ff}' => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;
    use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

    /// Names, words and sentences by language, each read by itself and all of a language together.
    const TEXTS: &str = include_str!("../tests/testdata/letters.tsv");

    /// What is read otherwise than it was written, by us and without us, and how many were read.
    fn wrong(texts: &[(&str, &'static encoding_rs::Encoding, String)]) -> (Vec<String>, usize, usize) {
        let (mut wrong, mut n_bare) = (Vec::new(), 0);
        for (language, encoding, text) in texts {
            let (bytes, _, has_others) = encoding.encode(text);
            assert!(!has_others, "{text}");
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(&bytes, true);
            let guessed = detector.guess(None, Utf8Detection::Deny);
            // What both would read alike is right by either.
            let is_right =
                |by: &'static encoding_rs::Encoding| by.decode_without_bom_handling(&bytes).0 == *text;
            let found = settled(&bytes, guessed);
            if !is_right(found) {
                wrong.push(format!("{language} {text}: {}", found.name()));
            }
            n_bare += usize::from(!is_right(guessed));
        }
        (wrong, n_bare, texts.len())
    }

    #[test]
    fn letters_say_where_a_text_is_from() {
        let mut of: std::collections::BTreeMap<&str, (&'static encoding_rs::Encoding, Vec<&str>)> =
            std::collections::BTreeMap::new();
        for line in TEXTS.lines() {
            let mut parts = line.split('\t');
            let (Some(language), Some(place), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
                panic!("{line}")
            };
            let encoding = if place == "w" { WINDOWS_1252 } else { WINDOWS_1250 };
            of.entry(language).or_insert((encoding, Vec::new())).1.push(text);
        }
        let of_lines = |n_lines: usize| {
            let each = of.iter().flat_map(|(language, (encoding, lines))| {
                lines.windows(n_lines).map(|lines| (*language, *encoding, lines.join("\n")))
            });
            wrong(&each.collect::<Vec<_>>())
        };
        // A word by itself may be of two languages; a few are of one.
        let (of_one, n_bare, n) = of_lines(1);
        assert!(
            of_one.len() < n_bare && 5 * of_one.len() <= n,
            "{} of {n}, {n_bare}: {of_one:#?}",
            of_one.len()
        );
        let (of_four, n_bare, n) = of_lines(4);
        assert!(50 * of_four.len() <= n, "{} of {n}, {n_bare} without us: {of_four:#?}", of_four.len());
        for n_times in [1, 40] {
            let whole = of.iter().map(|(language, (encoding, lines))| {
                (*language, *encoding, format!("{}\n", lines.join("\n")).repeat(n_times))
            });
            let (wrong, ..) = wrong(&whole.collect::<Vec<_>>());
            assert!(wrong.is_empty(), "{n_times}: {wrong:?}");
        }
    }
}
