//! Texts that people wrote and in which the reader of a no hears nothing: it may be that they say nothing of the kind, or
//! that they say it in words that no list has. A person reads them before they count as harmless.

use crate::few::Few;
use crate::folded::folded;
use crate::harmless::is_harmless;
use crate::meant::{Meant, compared, in_one_line};
use crate::no_words::{asks_when, asks_why};
use crate::remark_names::is_remark;
use std::collections::{HashMap, HashSet};

/// Different texts of a column that are kept; of more only their number is told.
const N_KEPT: usize = 50_000;

/// Bytes of them.
const MAX_BYTES: usize = 16 << 20;

/// Different texts by which a column is told from one that holds none.
const N_TRIED: usize = 500;

/// Lines that are named of a text.
const N_LINES: usize = 5;

/// Whether a letter is of a script that has no blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}')
}

/// Whether a text has more than one word.
fn has_words(text: &str) -> bool {
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    1 < text.split_whitespace().filter(is_word).count()
        || 4 <= text.chars().filter(|c| is_unspaced(*c)).count()
}

/// Whether a text is a phrase, as people write and no list of names, products or words has.
fn is_phrase(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let has_digits = text.contains(|c: char| c.is_ascii_digit());
    let is_listed = text.contains([';', '|', '{', '[', '>', '/', '_']) || 2 < text.matches(',').count();
    // Names stand in capitals, all of their words or all but the little ones.
    let is_titled =
        words().all(|word| word.chars().count() <= 3 || word.chars().next().is_some_and(char::is_uppercase));
    let is_long =
        3 <= words().count() && !is_titled || 12 <= text.chars().filter(|c| is_unspaced(*c)).count();
    is_long && !has_digits && !is_listed
}

/// Names of columns whose phrases are no remarks, or parts of such names, folded.
const OTHERS: &[&str] = &[
    "product",
    "produkt",
    "produit",
    "producto",
    "prodotto",
    "artikel",
    "article",
    "item",
    "sku",
    "variant",
    "brand",
    "address",
    "adresse",
    "adress",
    "direccion",
    "indirizzo",
    "street",
    "strasse",
    "straße",
    "city",
    "region",
    "state",
    "country",
    "province",
    "postcode",
    "plz",
    "zip",
    "company",
    "firma",
    "organi",
    "employer",
    "department",
    "tag",
    "label",
    "segment",
    "list",
    "group",
    "interest",
    "category",
    "kategorie",
    "type",
    "status",
    "stage",
    "title",
    "titel",
    "subject",
    "betreff",
    "campaign",
    "kampagne",
    "source",
    "medium",
    "channel",
    "referr",
    "utm",
    "url",
    "link",
    "page",
    "path",
    "file",
    "image",
    "agent",
    "browser",
    "device",
    "platform",
    "language",
    "locale",
    "timezone",
    "currency",
    "payment",
    "shipping",
    "delivery",
    "carrier",
    "tax",
    "industry",
    "branche",
    "occupation",
    "jobtitle",
    "position",
    "role",
    "owner",
    "name",
    "method",
    "code",
    "error",
    "response",
    "diagnostic",
    "bounce",
    "reason",
    "event",
    "score",
    "purpose",
    "law",
    "id",
];

/// Whether a column is one of those by its name.
fn is_of_others(name: &str) -> bool {
    let word = folded(name);
    OTHERS
        .iter()
        .any(|part| if part.len() <= 3 { word == *part || word.ends_with(part) } else { word.contains(part) })
}

/// The last part of a path.
fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// One text of a column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// Rows that have it.
    pub(crate) n: u64,
    /// Lines of the first of them.
    pub(crate) lines: Vec<u64>,
    /// Whether the reader heard a no in it.
    is_no: bool,
    /// Whether it is harmless, or somebody has read it.
    is_settled: bool,
}

/// The different texts of a column, as far as they are kept.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// Whether its name says that it holds remarks.
    pub(crate) is_remark: bool,
    /// It holds something else: nothing more is kept.
    is_closed: bool,
    found: HashMap<Box<str>, Found>,
    n_bytes: usize,
    /// Different texts that are phrases, and those of several words.
    n_phrases: usize,
    n_several: usize,
    /// Rows with a text beyond those that are kept.
    pub(crate) n_more: u64,
    /// Its values as long as they are few, whatever it holds.
    pub(crate) few: Few,
    /// Somebody has read earlier ones of its texts.
    is_read: bool,
    /// Among them such as are harmless elsewhere: what else comes there means something, too.
    is_flags: bool,
}

impl Texts {
    pub(crate) fn of(name: &str) -> Self {
        let is_remark = is_remark(&folded(last(name)));
        let is_closed = !is_remark && (is_of_others(last(name)) || asks_why(name) || asks_when(name));
        Self { is_remark, is_closed, ..Self::default() }
    }

    /// One that is read whatever it is called and holds, for somebody has read earlier ones of its texts.
    pub(crate) fn of_read(meant: &Meant) -> Self {
        Self { is_remark: true, is_read: true, is_flags: meant.any(is_harmless), ..Self::default() }
    }

    /// Takes in the value of a row; `meant` is what somebody said of earlier texts.
    pub(crate) fn take(&mut self, value: &str, line: Option<u64>, is_no: bool, meant: Option<&Meant>) {
        if value.is_empty() {
            return;
        }
        self.few.take(value);
        if self.is_closed {
            return;
        }
        if !self.found.contains_key(value) {
            if N_KEPT <= self.found.len() || MAX_BYTES < self.n_bytes {
                self.n_more += u64::from(!is_no && !is_harmless(value));
                return;
            }
            if !self.is_remark && self.found.len() == N_TRIED && self.n_phrases * 10 < N_TRIED {
                (self.is_closed, self.found) = (true, HashMap::new());
                return;
            }
            self.n_bytes += value.len();
            self.n_phrases += usize::from(is_phrase(value));
            self.n_several += usize::from(has_words(value));
            let is_settled = !self.is_flags && is_harmless(value)
                || meant.is_some_and(|meant| meant.is_no(value).is_some());
            self.found.insert(value.into(), Found { is_settled, ..Found::default() });
        }
        let Some(found) = self.found.get_mut(value) else { return };
        found.n += 1;
        found.is_no |= is_no;
        if let Some(line) = line.filter(|_| found.lines.len() < N_LINES) {
            found.lines.push(line);
        }
    }

    /// Says of each text whether it is a no.
    pub(crate) fn hear(&mut self, is_no: impl Fn(&str) -> bool) {
        self.found.iter_mut().for_each(|(text, found)| found.is_no = is_no(text));
    }

    /// Whether people may write freely in the column, whatever is heard there.
    pub(crate) fn may_be_free(&self, is_order: bool) -> bool {
        let are_texts = self.found.len() <= 2 * self.n_several.max(self.n_phrases);
        !self.found.is_empty() && (self.is_remark || !is_order && are_texts)
    }

    /// Whether people write freely in the column: by its name, by a no in one of its phrases, or since most of what stands
    /// there is phrases. Beside orders much is written of the parcel, so that there a no must have been heard.
    pub(crate) fn are_free(&self, is_order: bool) -> bool {
        let is_no = |(text, found): (&str, &Found)| found.is_no && (self.is_remark || has_words(text));
        let are_texts = self.is_remark || self.found.len() <= 2 * self.n_several;
        let are_phrases = 2 <= self.n_phrases && self.found.len() <= 2 * self.n_phrases;
        let is_by_itself = self.is_read || !is_order && (self.is_remark || are_phrases);
        is_by_itself || are_texts && self.found.iter().map(|(text, found)| (text.as_ref(), found)).any(is_no)
    }

    /// Those that nobody has read, as they stand in the file.
    pub(crate) fn open(&self) -> impl Iterator<Item = (&str, &Found)> {
        let open = self.found.iter().filter(|(_, found)| !found.is_no && !found.is_settled);
        open.map(|(text, found)| (&**text, found))
    }

    /// How many texts there are, in how many of them a no was heard, and those that nobody has read: the most frequent
    /// first, each on one line. Texts that differ in capitals and blanks alone are one.
    pub(crate) fn unread(&self) -> Unread {
        let noes = self.found.iter().filter(|(_, found)| found.is_no).map(|(text, _)| compared(text));
        let all = self.found.keys().map(|text| compared(text));
        let mut texts: HashMap<String, (String, u64)> = HashMap::new();
        for (text, found) in self.open() {
            texts.entry(compared(text)).or_insert_with(|| (in_one_line(text), 0)).1 += found.n;
        }
        let mut texts: Vec<(String, u64)> = texts.into_values().collect();
        texts.sort_by(|(one, n), (other, m)| m.cmp(n).then_with(|| one.cmp(other)));
        Unread {
            n_texts: all.collect::<HashSet<_>>().len(),
            n_noes: noes.collect::<HashSet<_>>().len(),
            texts: texts.into_iter().map(|(text, _)| text).collect(),
            n_more: self.n_more,
        }
    }
}

/// What nobody has read in a column.
#[derive(Debug)]
pub(crate) struct Unread {
    /// Different texts, read or not.
    pub(crate) n_texts: usize,
    /// Those in which a no was heard.
    pub(crate) n_noes: usize,
    /// Those that nobody has read.
    pub(crate) texts: Vec<String>,
    /// Rows with further texts that were too many to be kept.
    pub(crate) n_more: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_days_ids_and_addresses_are_harmless_and_words_are_not() {
        for text in [
            "",
            "17",
            "12.5 %",
            "+49 171 5550100",
            "2026-11-02",
            "INV-2024-0042",
            "A-1042",
            "https://x.org/stop",
            "ann@x.org",
            "n/a",
            "—",
            "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        ] {
            assert!(is_harmless(text), "{text}");
        }
        for text in
            ["VIP", "mat bhejo", "NDNC", "🚫", "👎", "x", "stop2", "வேண்டாம்", "call 0171 5550100", "RIP 2024"]
        {
            assert!(!is_harmless(text), "{text}");
        }
    }

    #[test]
    fn phrases_are_told_from_names_products_and_words() {
        for text in ["asked to be called first", "usinitumie barua tena", "कृपया मेल मत भेजना", "សូមកុំផ្ញើអ៊ីមែលមកខ្ញុំ"]
        {
            assert!(is_phrase(text), "{text}");
        }
        for text in [
            "Anna Maria Schmidt",
            "Duke of Edinburgh",
            "gold",
            "12 High Street",
            "a > b > c",
            "tea, milk, sugar, salt",
        ] {
            assert!(!is_phrase(text), "{text}");
        }
    }

    #[test]
    fn few_answers_under_another_name_are_no_texts() {
        let of = |name: &str, values: &[&str]| {
            let mut texts = Texts::of(name);
            values.iter().for_each(|value| {
                texts.take(value, None, *value == "STOP" || *value == "stop mailing me", None)
            });
            texts.are_free(false)
        };
        assert!(!of("Info", &["gold", "silver"]) && !of("Info", &["STOP", "ok", "new"]));
        assert!(of("Info", &["stop mailing me", "kal aana", "ok"]) && of("Remarks", &["gold"]));
        assert!(of("Info", &["asked to be called first", "usinitumie barua tena"]));
        assert!(!of("Product", &["tea with milk and more", "coffee with sugar and more"]));
    }
}
