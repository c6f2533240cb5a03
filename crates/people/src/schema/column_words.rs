//! The words that names of columns are made of, by language, and how a name is cut into them.
//!
//! The words stand in `column_words.txt`, one kind a line.

use normalise::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

macro_rules! kinds {
    ($($word:literal $kind:ident),+ $(,)?) => {
        /// What a word may be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Kind { $($kind),+ }

        impl Kind {
            /// The kind of a line of the table.
            fn named(word: &str) -> Option<Kind> {
                match word { $($word => Some(Kind::$kind),)+ _ => None }
            }
        }
    };
}

kinds!(
    "birth" Birth,
    "buy" Buy,
    "card" Card,
    "city" City,
    "consent" Consent,
    "country" Country,
    "currency" Currency,
    "customer" Customer,
    "date" Date,
    "done" Done,
    "email" Email,
    "entered" Entered,
    "family" Family,
    "given" Given,
    "house" House,
    "item" Item,
    "join" Join,
    "label" Label,
    "loyal" Loyal,
    "member" Member,
    "money" Money,
    "name" Name,
    "number" Number,
    "of" Of,
    "order" Order,
    "others" Others,
    "pair" Pair,
    "pay" Pay,
    "phone" Phone,
    "postcode" Postcode,
    "price" Price,
    "quantity" Quantity,
    "receipt" Receipt,
    "remark" Remark,
    "sale" Sale,
    "since" Since,
    "stamp" Stamp,
    "state" State,
    "street" Street,
    "taxed" Taxed,
    "time" Time,
    "title" Title,
    "total" Total,
    "unit" Unit,
    "unitprice" UnitPrice,
    "whole" Whole,
    "worth" Worth,
    "year" Year,
);

/// The section of words that every language has.
pub(super) const XX: &str = "xx";

/// A language of the table.
pub(super) struct Language {
    pub(super) code: &'static str,
}

/// A word of a language; one that is in doubt counts only beside others of the language.
#[derive(Clone, Copy)]
struct Word {
    language: usize,
    kind: Kind,
    is_sure: bool,
}

const TABLE: &str = include_str!("column_words.txt");

/// The languages of the table in its order.
pub(super) static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let code = |line: &'static str| line.strip_prefix('[')?.strip_suffix(']');
    TABLE.lines().filter_map(code).map(|code| Language { code }).collect()
});

/// The words of all languages, their pieces joined.
static WORDS: LazyLock<FxHashMap<String, Vec<Word>>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, Vec<Word>> = FxHashMap::default();
    let mut n_languages = 0_usize;
    for line in TABLE.lines() {
        n_languages += usize::from(line.starts_with('['));
        let Some((kind, list)) = line.split_once(": ") else { continue };
        let Some((kind, language)) = Kind::named(kind).zip(n_languages.checked_sub(1)) else { continue };
        for text in list.split(", ") {
            let bare = text.trim_end_matches('?');
            let word = Word { language, kind, is_sure: bare.len() == text.len() };
            let of = words.entry(split(bare).concat()).or_default();
            // What a language says first of a word holds.
            if of.iter().all(|known| known.language != language) {
                of.push(word);
            }
        }
    }
    words
});

/// Longer names are questions or texts.
const LONGEST: usize = 80;

/// A name without blanks, with the places where its pieces end and the words that stand in it.
pub(super) struct Pieces {
    length: usize,
    ends: Vec<usize>,
    /// From where to where, and whether it is made of whole pieces.
    found: Vec<(usize, usize, bool, &'static [Word])>,
    joined: String,
}

/// Finds the words in a name.
pub(super) fn pieces(name: &str) -> Pieces {
    let parts = if name.len() <= 2 * LONGEST { split(name) } else { Vec::new() };
    let joined: String = parts.concat();
    let mut ends = vec![0];
    let mut at = 0;
    for part in &parts {
        at += part.len();
        ends.push(at);
    }
    let mut pieces = Pieces { length: joined.len(), ends, found: Vec::new(), joined };
    if pieces.length <= LONGEST * 2 {
        pieces.find();
    }
    pieces
}

impl Pieces {
    fn find(&mut self) {
        let borders: Vec<usize> =
            self.joined.char_indices().map(|(at, _)| at).chain([self.joined.len()]).collect();
        for (nth, from) in borders.iter().enumerate() {
            for to in borders.iter().skip(nth + 1) {
                let Some(text) = self.joined.get(*from..*to) else { continue };
                let is_whole = self.ends.contains(from) && self.ends.contains(to);
                let is_within = || !self.ends.iter().any(|end| from < end && end < to);
                if (is_whole || is_within())
                    && let Some(words) = WORDS.get(text)
                {
                    self.found.push((*from, *to, is_whole, words));
                }
            }
        }
    }

    /// The kinds of the fewest words of a language that make up the whole name, and whether none of them is in doubt.
    pub(super) fn cut(&self, language: usize) -> Option<(Vec<Kind>, bool)> {
        // By where the rest begins: its cost, its words, and whether none is in doubt.
        let mut best: FxHashMap<usize, (usize, Vec<Kind>, bool)> = FxHashMap::default();
        best.insert(self.length, (0, Vec::new(), true));
        if self.length == 0 {
            return None;
        }
        for (from, to, is_whole, words) in self.found.iter().rev() {
            let own = words.iter().find(|word| word.language == language);
            let Some(word) = own.or_else(|| words.iter().find(|word| is_of_all(word.language))) else {
                continue;
            };
            if !is_whole && !self.may_be_part(*from, *to, word.kind) {
                continue;
            }
            let cost = if *is_whole { 10 } else { 13 };
            // `Bestellungsdatum`: what glues words stands for nothing.
            let after = ["", "s", "n", "en", "e", "es", "er"].into_iter().filter_map(|link| {
                let rest = self.joined.get(*to..)?.strip_prefix(link)?;
                let end = self.length - rest.len();
                let is_link = link.is_empty() || (!self.is_end(*to) && !self.is_end(end));
                let (cost, kinds, is_sure) = best.get(&end).filter(|_| is_link)?;
                Some((cost + link.len(), kinds, *is_sure))
            });
            let Some((rest, kinds, is_sure)) = after.min_by_key(|(cost, ..)| *cost) else { continue };
            let total = cost + rest;
            if best.get(from).is_some_and(|(known, ..)| *known <= total) {
                continue;
            }
            let kinds: Vec<Kind> = [word.kind].into_iter().chain(kinds.iter().copied()).collect();
            let is_sure = is_sure && word.is_sure;
            best.insert(*from, (total, kinds, is_sure));
        }
        best.remove(&0).map(|(_, kinds, is_sure)| (kinds, is_sure))
    }

    fn is_end(&self, at: usize) -> bool {
        self.ends.contains(&at)
    }

    /// Whether a word may stand glued to others: a short one is a part of many words.
    fn may_be_part(&self, from: usize, to: usize, kind: Kind) -> bool {
        let text = self.joined.get(from..to).unwrap_or_default();
        match kind {
            _ if text.chars().any(is_eastern) => true,
            // `numerodepedido`.
            Kind::Of => 2 <= text.chars().count() && !self.is_end(from) && !self.is_end(to),
            // `kundnr`, `idcliente`.
            Kind::Number if text.len() == 2 => self.is_end(to) || (self.is_end(from) && text == "id"),
            _ => 3 <= text.chars().count(),
        }
    }
}

fn is_of_all(language: usize) -> bool {
    LANGUAGES.get(language).is_some_and(|language| language.code == XX)
}

/// Whether a sign is one of a script whose words are not set apart.
fn is_eastern(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Where the letters of a script other than the Latin one are put once they are folded: without it words of a few letters
/// would be those of other languages.
fn base(text: &str) -> Option<u32> {
    let of = |c: char| match c {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(0xe000),
        '\u{400}'..='\u{52f}' => Some(0xe100),
        // The scripts of India, each by itself, and that of Thailand.
        '\u{900}'..='\u{e7f}' => Some(0xe200 + (u32::from(c) - 0x900) / 0x80 * 0x80),
        _ => None,
    };
    text.chars().find_map(of)
}

/// A letter of Hebrew or Arabic, whose folding leaves out what tells words apart; its spellings are one.
fn semitic(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        '\u{5d0}'..='\u{5ea}' | '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' => c,
        _ => return None,
    })
}

/// The words of a run without blanks in any script but those of East Asia.
fn words(run: &str) -> Vec<String> {
    if run.chars().any(|c| semitic(c).is_some()) {
        // Points of vowels stand within words.
        let is_mark = |c: char| !c.is_alphanumeric() && !c.is_ascii() && c != '־' && c != '،';
        let bare = run.chars().filter(|c| {
            !is_mark(*c) && !matches!(*c, '\u{5b0}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}')
        });
        let text: String = bare.flat_map(|c| semitic(c).unwrap_or(c).to_lowercase()).collect();
        return text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let base = base(run).unwrap_or_default();
    let put = |byte: u8| char::from_u32(base + u32::from(byte));
    let folded = fold(run);
    let words = folded.split(' ').filter(|word| !word.is_empty());
    words.map(|word| word.bytes().filter_map(put).collect()).collect()
}

/// The pieces of a name as they are compared: folded, where case and other signs part them; in the scripts of East Asia
/// as they stand, for folding makes many words of theirs alike.
fn split(name: &str) -> Vec<String> {
    let mut text = String::with_capacity(name.len() + 8);
    let mut was_small = false;
    let name = name.replace(".º", "o").replace(".°", "o");
    for c in name.chars() {
        if c.is_uppercase() && was_small {
            text.push(' ');
        }
        was_small = c.is_lowercase() || c.is_ascii_digit();
        match c {
            'º' | '°' => text.push('o'),
            '№' | '#' | '＃' => text.push_str(" nr "),
            '€' => text.push_str(" eur "),
            '£' => text.push_str(" gbp "),
            '%' => text.push_str(" percent "),
            '\'' | '’' | '‘' | 'ʼ' | '`' | '"' | '״' | '׳' | '”' | '“' => text.push(' '),
            _ => text.push(c),
        }
    }
    let mut pieces: Vec<String> = Vec::new();
    for run in text.split(char::is_whitespace) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let is_own = is_eastern(first);
            let end = rest.find(|c| is_eastern(c) != is_own).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            match is_own {
                true => pieces.push(part.to_owned()),
                false => pieces.extend(words(part)),
            }
            rest = after;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_every_line_is_read() {
        let codes: Vec<&str> = LANGUAGES.iter().map(|language| language.code).collect();
        assert!(
            codes.first() == Some(&XX) && codes.get(1..).is_some_and(|rest| rest.is_sorted()),
            "{codes:?}"
        );
        let mut n_words = 0;
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])) {
            let (kind, words) = line.split_once(": ").unwrap_or_default();
            assert!(Kind::named(kind).is_some(), "{line}");
            assert!(words.split(", ").all(|word| !split(word.trim_end_matches('?')).is_empty()), "{line}");
            n_words += words.split(", ").count();
        }
        assert!(3000 < n_words, "{n_words}");
    }

    #[test]
    fn names_are_cut_into_words() {
        let cut = |name: &str| split(name).join(" ");
        assert_eq!(cut("N.º cartão"), "no cartao");
        assert_eq!(cut("Date d'achat"), "date d achat");
        assert_eq!(cut("numeroDePedido"), "numero de pedido");
        assert_eq!(cut("会員ID"), "会員 id");
        assert_eq!(cut("Summe (€)"), "summe eur");
        assert!(split("שם") != split("sm") && split("Т.К.").concat() == split("тк").concat());
    }
}
