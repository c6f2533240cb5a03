//! Cells that are not in the letters of their file: read for a no in the letters that they may be written in, as a
//! spreadsheet saves them. Nothing of it lands.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use std::borrow::Cow;

/// A longer cell is read in fewer letters: what it says it says in several words.
const N_BYTES_SHORT: usize = 200;

/// A word without references of HTML and escapes of JSON: `d&eacute;sinscrit`, `d\u00e9sinscrit`.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    let text = normalise::decoded(text);
    if !text.contains("\\u") {
        return text;
    }
    let mut pieces = text.split("\\u");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        match code {
            Some(letter) => {
                out.push(letter);
                out.push_str(piece.get(4..).unwrap_or_default());
            }
            None => {
                out.push_str("\\u");
                out.push_str(piece);
            }
        }
    }
    Cow::Owned(out)
}

/// The texts that a cell can be, the likeliest first.
fn readings(cell: &[u8]) -> impl Iterator<Item = String> {
    use encoding_rs as letters;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(cell, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let others: [&'static Encoding; 11] = [
        letters::WINDOWS_1252,
        letters::WINDOWS_1250,
        letters::WINDOWS_1251,
        letters::WINDOWS_1254,
        letters::SHIFT_JIS,
        letters::WINDOWS_1253,
        letters::WINDOWS_1257,
        letters::GBK,
        letters::EUC_KR,
        letters::BIG5,
        letters::MACINTOSH,
    ];
    let n_others = if cell.len() <= N_BYTES_SHORT { others.len() } else { 3 };
    let all = std::iter::once(guessed).chain(others.into_iter().take(n_others));
    all.map(|letters| letters.decode_without_bom_handling(cell).0.replace('\0', ""))
}

/// The first reading of a cell that is what is looked for.
pub(crate) fn any_reading(cell: &[u8], is_it: impl Fn(&str) -> bool) -> Option<String> {
    readings(cell).find(|text| is_it(text))
}

/// A cell that may name somebody, in whatever letters: an address in each that it may be written in.
pub(crate) fn in_guessed_letters(cell: &[u8]) -> String {
    let mut texts: Vec<String> = Vec::new();
    for text in readings(cell).take(if cell.contains(&b'@') { 4 } else { 1 }) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join("; ")
}

/// A line that is not in the letters of its file, as what it says where it says no; else as it is probably read.
pub(crate) fn line_of_no(line: &[u8], is_no: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let text = any_reading(line, is_no).or_else(|| readings(line).next());
    text.map_or_else(|| String::from_utf8_lossy(line), Cow::Owned)
}
