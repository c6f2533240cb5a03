//! In which letters a text file is written: told by its contract, or guessed from the whole file and said.
//!
//! INVARIANT: the letters are settled once per file, before its first row is read. The one mixture
//! that is read is Windows-1252 with values in UTF-8, as CRM exports of many years hold.

use crate::SourceError;
use crate::western;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};

/// How the letters of a text file are written, as its contract says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, and nothing else.
    Utf8,
    /// Another one of the WHATWG Encoding Standard.
    Told(&'static encoding_rs::Encoding),
    /// Guessed from the file; a file that leaves doubt is refused.
    Auto,
}

impl Encoding {
    /// The encoding of a name as contracts write it; `None` when it is not known.
    pub(crate) fn named(word: &str) -> Option<Self> {
        let word = word.trim().to_ascii_lowercase();
        let label = match word.as_str() {
            "auto" => return Some(Self::Auto),
            "macroman" | "mac-roman" => "macintosh",
            "utf8" => "utf-8",
            // Its letters show themselves.
            "utf-32" | "utf-32le" | "utf-32be" | "utf32" | "ucs-4" => return Some(Self::Auto),
            "sjis" | "cp932" => "shift_jis",
            word => word.strip_prefix("cp").filter(|page| page.starts_with("125")).map_or(word, |_| word),
        };
        let found = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(if found == encoding_rs::UTF_8 { Self::Utf8 } else { Self::Told(found) })
    }
}

/// The letters of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    Utf8,
    /// Windows-1252, and UTF-8 in the values that are.
    Mixed,
    Of(&'static encoding_rs::Encoding),
    /// UTF-32, four bytes a letter.
    Four {
        is_big: bool,
    },
}

impl Letters {
    /// Whether texts in these letters hold zero bytes.
    pub(crate) fn has_zeros(self) -> bool {
        match self {
            Letters::Four { .. } => true,
            Letters::Of(encoding) => encoding.name().starts_with("UTF-16"),
            Letters::Utf8 | Letters::Mixed => false,
        }
    }
}

/// Letters of a file, and what to say of how they were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) letters: Letters,
    pub(crate) note: Option<String>,
}

/// Settles the letters of a file. `again` opens it once more, for the guess reads all of it.
pub(crate) fn settle(
    encoding: Encoding,
    start: &[u8],
    again: impl FnOnce() -> Result<Box<dyn Read + Send>, SourceError>,
    file: &str,
) -> Result<Settled, SourceError> {
    let told = |letters| Ok(Settled { letters, note: None });
    if let Some(is_big) = four(start) {
        let letters = Letters::Four { is_big };
        return Ok(Settled { letters, note: Some(format!("read as {}, as its bytes say", name(letters))) });
    }
    let by_mark = match start {
        [0xEF, 0xBB, 0xBF, ..] if encoding != Encoding::Auto => return told(Letters::Utf8),
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(found) = by_mark {
        let note = Some(format!("read as {}, as its first bytes say", found.name()));
        return Ok(Settled { letters: Letters::Of(found), note });
    }
    if let Encoding::Told(found) = encoding
        && Letters::Of(found).has_zeros()
    {
        return told(Letters::Of(found));
    }
    // No other letters have such zero bytes, whatever the contract says.
    if let Some(found) = wide(start) {
        let note = Some(format!("read as {}, guessed", found.name()));
        return Ok(Settled { letters: Letters::Of(found), note });
    }
    match encoding {
        Encoding::Told(found) => told(Letters::Of(found)),
        Encoding::Utf8 => told(Letters::Utf8),
        Encoding::Auto => guess(again()?, file),
    }
}

/// Whether a text is written in UTF-32, and with the high byte first: each four bytes are a letter, as in no other
/// text.
fn four(start: &[u8]) -> Option<bool> {
    let is_text = |is_big: bool| {
        let letters = start.chunks_exact(4).filter_map(|four| <[u8; 4]>::try_from(four).ok());
        let mut letters = letters.map(|four| letter(four, is_big));
        letters.all(|letter| letter.is_some_and(|letter| letter != '\0'))
    };
    if start.len() < 8 {
        return None;
    }
    [false, true].into_iter().find(|is_big| is_text(*is_big))
}

fn letter(four: [u8; 4], is_big: bool) -> Option<char> {
    char::from_u32(if is_big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
}

/// UTF-16 without a mark: text of the West has a zero in every second byte, and any table has them in its commas
/// and the ends of its lines.
fn wide(start: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let has_end = |end: [u8; 2]| start.chunks_exact(2).any(|two| two == end);
    let is_many = |n: usize, end: [u8; 2]| start.len() / 4 < n || start.len() / 24 < n && has_end(end);
    match () {
        _ if start.len() < 4 => None,
        _ if is_many(odd, [b'\n', 0]) && even * 8 < odd => Some(UTF_16LE),
        _ if is_many(even, [0, b'\n']) && odd * 8 < even => Some(UTF_16BE),
        _ => None,
    }
}

/// Bytes that are kept to judge a guess by.
const N_SAMPLE: usize = 64 * 1024;

fn guess(bytes: Box<dyn Read + Send>, file: &str) -> Result<Settled, SourceError> {
    let mut reader = BufReader::with_capacity(1 << 18, bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut line, mut sample) = (Vec::new(), Vec::new());
    let (mut n_utf8, mut n_other) = (0_u64, 0_u64);
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(|error| SourceError::io(file, &error))? == 0 {
            break;
        }
        if line.is_ascii() {
            continue;
        }
        if std::str::from_utf8(&line).is_ok() {
            n_utf8 += 1;
            continue;
        }
        n_other += 1;
        detector.feed(&line, false);
        if sample.len() < N_SAMPLE {
            sample.extend_from_slice(&line);
        }
    }
    if n_other == 0 {
        return Ok(Settled { letters: Letters::Utf8, note: None });
    }
    detector.feed(b"", true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let guessed = western::settled(&sample, guessed);
    let odd = oddness(&sample, guessed);
    if guessed == WINDOWS_1252 && odd < DOUBT {
        let note = match n_utf8 {
            0 => "read as windows-1252, guessed".to_owned(),
            n => format!("read as windows-1252, guessed; {n} lines of it are UTF-8"),
        };
        return Ok(Settled { letters: Letters::Mixed, note: Some(note) });
    }
    // The Macintosh's letters are not among those that are guessed, and are the usual ones of an old export.
    let is_mac = DOUBT <= odd && oddness(&sample, MACINTOSH) == 0.0 && guessed.is_single_byte();
    let found = if is_mac { MACINTOSH } else { guessed };
    let is_doubtful = !is_mac && DOUBT <= odd;
    if is_doubtful || n_other < n_utf8 * 20 {
        let found = match is_doubtful {
            true => format!("written in letters that cannot be told, perhaps {}", guessed.name()),
            false => format!("partly UTF-8 and partly perhaps {}", guessed.name()),
        };
        let hint = "set `truelift.encoding` in its contract to the name of its letters, as windows-1251, iso-8859-2, macintosh, shift_jis or gbk, or export it as UTF-8";
        return Err(SourceError::Encoding { file: file.to_owned(), found, hint: hint.to_owned() });
    }
    let note =
        Some(format!("read as {}, guessed; if names look wrong, set `truelift.encoding`", found.name()));
    Ok(Settled { letters: Letters::Of(found), note })
}

/// From this share of odd letters on, a guess is no guess.
const DOUBT: f64 = 0.1;

/// The share of letters outside ASCII that no word has: signs within words, capitals behind small
/// letters, two alphabets in one word, bytes that are no letter at all.
fn oddness(sample: &[u8], encoding: &'static encoding_rs::Encoding) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let letters: Vec<char> = text.chars().collect();
    let (mut n_odd, mut n) = (0_u32, 0_u32);
    for (at, c) in letters.iter().enumerate().filter(|(_, c)| !c.is_ascii()) {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let after = letters.get(at + 1).copied().unwrap_or(' ');
        let is_within = before.is_alphabetic() || after.is_alphabetic();
        let is_edge = !(before.is_alphabetic() && after.is_alphabetic());
        let is_quote = matches!(c, '\u{2019}' | '\u{2018}') || is_edge && "„“”«»‚‹›".contains(*c);
        let opens = "¿¡".contains(*c) && !before.is_alphabetic();
        let is_odd = *c == '\u{FFFD}'
            || ('\u{80}'..='\u{9F}').contains(c)
            || (is_within && !c.is_alphabetic() && !is_quote && !"ªº·\u{301}".contains(*c) && !opens)
            || (c.is_uppercase() && before.is_lowercase())
            || (is_within && is_two_alphabets(*c, before))
            || (is_within && is_two_alphabets(*c, after));
        n += 1;
        n_odd += u32::from(is_odd);
    }
    f64::from(n_odd) / f64::from(n.max(1))
}

fn is_two_alphabets(one: char, other: char) -> bool {
    fn alphabet(c: char) -> u8 {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => 1,
            '\u{370}'..='\u{3FF}' => 2,
            '\u{400}'..='\u{52F}' => 3,
            '\u{590}'..='\u{5FF}' => 4,
            '\u{600}'..='\u{6FF}' => 5,
            _ => 0,
        }
    }
    let (one, other) = (alphabet(one), alphabet(other));
    one != 0 && other != 0 && one != other
}

/// The text of a value; `None` when it is not in the file's letters.
pub(crate) fn decode(bytes: &[u8], letters: Letters) -> Option<Cow<'_, str>> {
    match (letters, std::str::from_utf8(bytes)) {
        // What was no letter before the stream was turned into UTF-8.
        (Letters::Of(_) | Letters::Four { .. }, Ok(text)) if text.contains('\u{FFFD}') => None,
        (_, Ok(text)) => Some(Cow::Borrowed(text)),
        (Letters::Mixed, Err(_)) => Some(WINDOWS_1252.decode_without_bom_handling(bytes).0),
        (_, Err(_)) => None,
    }
}

/// The bytes that a text came as, where each of them is a letter of the file's letters; `None` for those of Unicode.
pub(crate) fn came_as(text: &str, letters: Letters) -> Option<Cow<'_, [u8]>> {
    let encoding = match letters {
        Letters::Mixed => WINDOWS_1252,
        Letters::Of(encoding) if encoding.is_single_byte() => encoding,
        Letters::Of(_) | Letters::Utf8 | Letters::Four { .. } => return None,
    };
    let (bytes, _, has_others) = encoding.encode(text);
    (!has_others).then_some(bytes)
}

/// What a value is not, for an error text.
pub(crate) fn name(letters: Letters) -> &'static str {
    match letters {
        Letters::Utf8 => "UTF-8",
        Letters::Mixed => "windows-1252",
        Letters::Of(encoding) => encoding.name(),
        Letters::Four { is_big: false } => "UTF-32LE",
        Letters::Four { is_big: true } => "UTF-32BE",
    }
}

/// The bytes of a file as UTF-8.
pub(crate) fn in_utf8(bytes: Box<dyn Read + Send>, letters: Letters) -> Box<dyn Read + Send> {
    match letters {
        Letters::Of(encoding) => Box::new(Transcoded {
            bytes,
            decoder: encoding.new_decoder(),
            input: vec![0; 64 * 1024],
            ready: Vec::new(),
            n_given: 0,
            is_ended: false,
            is_held: false,
        }),
        Letters::Four { is_big } => {
            let (ready, rest) = (VecDeque::new(), Vec::new());
            Box::new(Shortened { bytes, is_big, ready, rest, is_ended: false })
        }
        Letters::Utf8 | Letters::Mixed => bytes,
    }
}

/// UTF-32 as UTF-8; what is no letter, and the rest of one that is cut, becomes U+FFFD.
struct Shortened {
    bytes: Box<dyn Read + Send>,
    is_big: bool,
    ready: VecDeque<u8>,
    /// Bytes of a letter whose others are still to come.
    rest: Vec<u8>,
    is_ended: bool,
}

impl Read for Shortened {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let mut input = vec![0; 64 * 1024];
        while self.ready.is_empty() && !self.is_ended {
            let n_read = self.bytes.read(&mut input)?;
            self.is_ended = n_read == 0;
            self.rest.extend_from_slice(input.get(..n_read).unwrap_or_default());
            let whole = self.rest.len() / 4 * 4;
            let mut text = String::new();
            let fours = self.rest.chunks_exact(4).filter_map(|four| <[u8; 4]>::try_from(four).ok());
            text.extend(fours.map(|four| letter(four, self.is_big).unwrap_or(char::REPLACEMENT_CHARACTER)));
            self.rest.drain(..whole);
            if self.is_ended && !self.rest.is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
            self.ready.extend(text.bytes());
        }
        self.ready.read(out)
    }
}

struct Transcoded {
    bytes: Box<dyn Read + Send>,
    decoder: Decoder,
    input: Vec<u8>,
    ready: Vec<u8>,
    n_given: usize,
    is_ended: bool,
    /// A backslash ended what was read, and the letter behind it is still to come.
    is_held: bool,
}

impl Read for Transcoded {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.n_given == self.ready.len() && !self.is_ended {
            let n_read = self.bytes.read(&mut self.input)?;
            self.is_ended = n_read == 0;
            let mut input = self.input.get(..n_read).unwrap_or_default();
            self.ready.clear();
            self.n_given = 0;
            let mut text = String::new();
            loop {
                text.reserve(
                    self.decoder.max_utf8_buffer_length(input.len()).unwrap_or(input.len() * 3 + 16),
                );
                let (result, n_taken, _) = self.decoder.decode_to_string(input, &mut text, self.is_ended);
                input = input.get(n_taken..).unwrap_or_default();
                if result == CoderResult::InputEmpty {
                    break;
                }
            }
            match currency_sign(self.decoder.encoding()) {
                Some(sign) => self.take_signed(&text, sign),
                None => self.ready.extend_from_slice(text.as_bytes()),
            }
        }
        let rest = self.ready.get(self.n_given..).unwrap_or_default();
        let n = rest.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        self.n_given += n;
        Ok(n)
    }
}

/// The sign that stands in the place of a backslash in letters of Japan and Korea, as every screen there shows it.
fn currency_sign(encoding: &'static encoding_rs::Encoding) -> Option<&'static str> {
    match encoding.name() {
        "Shift_JIS" | "EUC-JP" | "ISO-2022-JP" => Some("¥"),
        "EUC-KR" => Some("₩"),
        _ => None,
    }
}

impl Transcoded {
    /// Keeps a text whose backslashes are amounts of money where a digit follows, and what they are anywhere else.
    fn take_signed(&mut self, text: &str, sign: &str) {
        let held = if std::mem::take(&mut self.is_held) { "\\" } else { "" };
        let text = format!("{held}{text}");
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let is_last = letters.peek().is_none() && !self.is_ended;
            match (letter, letters.peek()) {
                ('\\', _) if is_last => self.is_held = true,
                ('\\', Some(next)) if next.is_ascii_digit() => self.ready.extend_from_slice(sign.as_bytes()),
                _ => self.ready.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use encoding_rs::{EUC_KR, GBK, IBM866, KOI8_R, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251};

    fn settled(bytes: &[u8], encoding: Encoding) -> Result<(String, Option<String>), SourceError> {
        let again = bytes.to_vec();
        let found = settle(encoding, bytes, || Ok(Box::new(std::io::Cursor::new(again))), "f.csv")?;
        let mut text = Vec::new();
        in_utf8(Box::new(std::io::Cursor::new(bytes.to_vec())), found.letters)
            .read_to_end(&mut text)
            .unwrap();
        let lines =
            text.split(|byte| *byte == b'\n').map(|line| decode(line, found.letters).unwrap_or("?".into()));
        Ok((lines.collect::<Vec<_>>().join("\n"), found.note))
    }

    #[test]
    fn reads_as_told_and_as_guessed() {
        for (text, encoding, label) in [
            ("id,name,city\n1,Алексей Чернышев,Омск\n2,Ирина Юдина,Пермь\n", WINDOWS_1251, "windows-1251"),
            ("id,name,city\n1,Алексей Чернышев,Омск\n2,Ирина Юдина,Пермь\n", KOI8_R, "koi8"),
            ("id,name,city\n1,Łukasz Żołądek,Łódź\n2,Jiří Dvořák,Plzeň\n", WINDOWS_1250, "windows-1250"),
            ("id,name,city\n1,健一,田中,大阪\n2,花子,山田,東京\n", SHIFT_JIS, "shift_jis"),
            ("id,name,city\n1,王小明,北京市朝阳区\n2,李华,上海市浦东新区\n", GBK, "gbk"),
            ("id,name,city\n1,José Muñoz,León\n2,Zoë Brontë,Nîmes\n", WINDOWS_1252, "windows-1252"),
            ("Talão;Nº cartão;Artigo\n1;2;Algodão\n2;3;Lã merino\n", WINDOWS_1252, "windows-1252"),
            ("id,name,city\n1,José Muñoz,León\n2,Zoë Brontë,Nîmes\n", MACINTOSH, "macintosh"),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            let told = Encoding::named(encoding.name()).unwrap();
            assert_eq!(settled(&bytes, told).unwrap().0, text, "{label} told");
            let (guessed, note) = settled(&bytes, Encoding::Auto).unwrap();
            assert_eq!(guessed, text, "{label} guessed: {note:?}");
            assert!(note.unwrap().to_lowercase().contains(label), "{label} is said");
        }
        let (bytes, _, _) = SHIFT_JIS.encode("1,田中,\\20,877,C:\\tmp\n");
        assert_eq!(settled(&bytes, Encoding::Told(SHIFT_JIS)).unwrap().0, "1,田中,¥20,877,C:\\tmp\n");
        for (text, encoding) in [("1,김민수,서울\n", EUC_KR), ("1,Анна,Тула\n", IBM866)] {
            let (bytes, _, _) = encoding.encode(text);
            let told = Encoding::Told(encoding);
            assert_eq!(settled(&bytes, told).unwrap().0, text, "{}", encoding.name());
        }
    }

    #[test]
    fn marks_and_wide_letters_say_themselves() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let text = "id,name\n1,Zoë\n";
        assert_eq!(
            settled(&[&[0xFF, 0xFE], wide(text).as_slice()].concat(), Encoding::Utf8).unwrap().0,
            text
        );
        assert_eq!(settled(&wide(text), Encoding::Auto).unwrap().0, text);
        assert_eq!(settled(text.as_bytes(), Encoding::Auto).unwrap(), (text.to_owned(), None));
    }

    #[test]
    fn a_mixture_keeps_the_values_that_are_utf_8() {
        let mixed: &[u8] = b"Jos\xe9 Mu\xf1oz\nJos\xc3\xa9 Mu\xc3\xb1oz\nL\xe9on\n";
        let (text, note) = settled(mixed, Encoding::Auto).unwrap();
        assert_eq!(text, "José Muñoz\nJosé Muñoz\nLéon\n");
        assert!(note.unwrap().contains("1 lines of it are UTF-8"));
        assert_eq!(decode(b"Mu\xF1oz", Letters::Utf8), None);
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        // Letters of DOS: in Windows they would be signs in the middle of words.
        let error =
            settled(b"1,Ren\x82,Andr\x82\n2,L\x82on,J\x94rg\n", Encoding::Auto).unwrap_err().to_string();
        assert!(error.contains("set `truelift.encoding`"), "{error}");
    }
}
