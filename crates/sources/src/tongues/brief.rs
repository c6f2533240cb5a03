//! Short texts that hold nothing but words of refusing, of writing, of wishing and of politeness: `YAZMA!`, `už nechce`,
//! `Nein, danke`, `который не хотят`. Nothing may be left over, so that `not before 9` and `no sugar` say nothing here.

use super::brief_india;
use super::brief_words::*;
use super::{Index, entries, thoughts};
use crate::hearing::Heard;
use std::sync::LazyLock;

/// What the words of a text do, one bit each.
type Does = u32;

const YES: Does = 1;
const NO: Does = 1 << 1;
const SEND: Does = 1 << 2;
const WISH: Does = 1 << 3;
const CALL: Does = 1 << 4;
const MORE: Does = 1 << 5;
const TOPIC: Does = 1 << 6;
const BESIDE: Does = 1 << 7;
const REFUSED: Does = 1 << 8;
const LEFT: Does = 1 << 9;
/// A word of mail that orders have no other use for.
const SURE: Does = 1 << 10;
const TEXTED: Does = 1 << 11;
const GOTTEN: Does = 1 << 12;
const SHALLS: Does = 1 << 13;
const STILL: Does = 1 << 14;
const DATA: Does = 1 << 15;
const ERASE: Does = 1 << 16;
const CEASE: Does = 1 << 17;
/// Leaves open whether and when.
const DOUBT: Does = 1 << 19;
/// More than one word that denies.
const TWICE: Does = 1 << 18;

/// How many words a text has at most to be a short one.
const MAX_WORDS: usize = 10;

/// How far the data may stand from what deletes them.
const N_BESIDE: usize = 5;

struct Entry {
    text: String,
    is_begin: bool,
    n_words: usize,
    /// `None` for a word of every language.
    language: Option<usize>,
    does: Does,
}

impl Entry {
    fn is_at(&self, rest: &str) -> bool {
        let behind = rest.strip_prefix(self.text.as_str());
        behind.is_some_and(|behind| self.is_begin || behind.is_empty() || behind.starts_with(' '))
    }

    fn is_of(&self, language: usize) -> bool {
        self.language.is_none_or(|own| own == language)
    }
}

/// The words of all languages, one after another.
fn briefs() -> impl Iterator<Item = &'static Brief> {
    BRIEFS.iter().chain(brief_india::BRIEFS)
}

static WORDS: LazyLock<Index<Entry>> = LazyLock::new(|| {
    let mut index = Index::new();
    let mut put = |list: &str, language: Option<usize>, does: Does| {
        for (text, is_begin) in entries(list) {
            let n_words = text.split(' ').count();
            index.put(&text.clone(), Entry { text, is_begin, n_words, language, does });
        }
    };
    let everywhere = [
        (TAKEN, TOPIC | SURE),
        (TEXTS, TEXTED),
        (GOT, GOTTEN),
        (SHALL, SHALLS),
        (YET, STILL),
        (MAILED, STILL),
        (MAYBE, DOUBT),
        (STOPS, CEASE),
    ];
    for (list, does) in everywhere {
        put(list, None, does);
    }
    for (at, of) in briefs().enumerate() {
        let lists = [
            (of.yes, YES),
            (of.no, NO),
            (of.send, SEND),
            (of.unsent, NO | SEND),
            (of.wish, WISH),
            (of.unwilling, NO | WISH),
            (of.call, CALL),
            (of.uncalled, NO | CALL),
            (of.more, MORE),
            (of.topic, TOPIC),
            (of.beside, BESIDE),
            (of.refused, REFUSED),
            (of.left, LEFT),
        ];
        for (list, does) in lists {
            put(list, Some(at), does);
        }
    }
    index
});

/// Words of data and of their end, which may stand in a longer text.
static ENDS: LazyLock<Index<Entry>> = LazyLock::new(|| {
    let mut index = Index::new();
    let mut put = |list: &str, language: Option<usize>, does: Does| {
        for (text, is_begin) in entries(list) {
            index.put(&text.clone(), Entry { text, is_begin, n_words: 1, language, does });
        }
    };
    put(LAWS, None, DATA);
    for (at, of) in briefs().enumerate() {
        put(of.data, Some(at), DATA);
        put(of.erase, Some(at), ERASE);
    }
    index
});

/// What a text does in each language whose words are all that it holds; see [`Does`].
fn readings(text: &str) -> Vec<Does> {
    let mut places: Vec<usize> = vec![0];
    places.extend(text.match_indices(' ').map(|(at, _)| at + 1));
    if text.is_empty() || MAX_WORDS < places.len() {
        return Vec::new();
    }
    let at = |place: &usize| -> Vec<&Entry> {
        let rest = text.get(*place..).unwrap_or_default();
        WORDS.at(rest).filter(|entry| entry.is_at(rest)).collect()
    };
    let found: Vec<Vec<&Entry>> = places.iter().map(at).collect();
    let first = found.first().map(Vec::as_slice).unwrap_or_default();
    let languages = if first.is_empty() { 0 } else { briefs().count() };
    (0..languages).filter_map(|language| reading(&found, language)).collect()
}

/// What the words do in one language; `None` where one of them is none of its words.
fn reading(found: &[Vec<&Entry>], language: usize) -> Option<Does> {
    let (mut at, mut does, mut is_own) = (0, 0, false);
    while let Some(entries) = found.get(at) {
        let own = || entries.iter().filter(|entry| entry.is_of(language));
        let n_words = own().map(|entry| entry.n_words).max()?;
        let longest = own().filter(|entry| entry.n_words == n_words);
        let denies = longest.clone().any(|entry| entry.does & NO != 0);
        does |= if denies && does & NO != 0 { TWICE } else { 0 };
        // `zgoda` is the consent and the yes.
        let is_yes = longest.clone().any(|entry| entry.does & YES != 0);
        for entry in longest {
            does |= if is_yes { entry.does & !TOPIC } else { entry.does };
            is_own |= entry.language.is_some();
        }
        at += n_words;
    }
    is_own.then_some(does)
}

/// Whether a short text says no to being written to; `is_order` for one beside an order, where most of it would be
/// about the parcel.
pub(crate) fn heard_in_brief(thoughts: &[String], is_order: bool) -> Heard {
    let mut found = Heard::Nothing;
    for does in thoughts.iter().flat_map(|thought| readings(thought)) {
        match said(does, is_order) {
            Heard::No => return Heard::No,
            Heard::NoCalls => found = Heard::NoCalls,
            _ => {}
        }
    }
    found
}

fn said(does: Does, is_order: bool) -> Heard {
    let has = |kinds: Does| does & kinds != 0;
    // `nichts bekommen` tells of what has not come.
    // `do not stop sending them`.
    let is_told = has(CEASE) && has(TWICE) || has(STILL) || has(GOTTEN) && !has(WISH | SHALLS);
    if is_told || is_order && !(has(SURE) && has(NO) && has(SEND | WISH)) {
        return Heard::Nothing;
    }
    let is_of_texts = has(TEXTED) && !has(TOPIC);
    match () {
        _ if has(LEFT) || has(REFUSED) && has(TOPIC) => Heard::No,
        _ if has(NO) && is_of_texts => Heard::NoCalls,
        _ if has(NO) && (has(TOPIC | SEND) || has(WISH) && has(MORE)) => Heard::No,
        _ if has(NO) && has(CALL) => Heard::NoCalls,
        _ => Heard::Nothing,
    }
}

/// A text as short ones are compared, what parts its thoughts taken for blanks.
fn plain(text: &str) -> String {
    thoughts(text).join(" ")
}

/// Whether a short text answers yes or no: `Evet, lütfen`, `Per ora no`, `не согласен`.
pub(crate) fn answered(text: &str) -> Option<bool> {
    if 80 < text.len() {
        return None;
    }
    let plain = plain(text);
    // Codes of countries and the like are no answers, and neither is a word that wants another behind it.
    let is_short = plain.chars().count() <= MAX_CODE && plain.chars().all(is_of_codes);
    if is_short || entries(WITHOUT).any(|(word, _)| word == plain) {
        return None;
    }
    let all = readings(&plain);
    let has = |kinds: Does| all.iter().any(|does| does & kinds != 0 && does & STILL == 0);
    match () {
        _ if has(NO | REFUSED | LEFT) => Some(false),
        // `ja, per Post` is a yes to something else, `maybe yes` to nothing.
        _ if has(YES) && !has(TOPIC | TEXTED | CALL | SEND | DOUBT) => Some(true),
        _ => None,
    }
}

/// How many letters a code has at most: of a country, of a language, of a currency.
const MAX_CODE: usize = 3;

fn is_of_codes(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == ' '
}

/// Whether a short name is one of those who refuse: `Mail istemeyenler`, `Nie chcą maili`, `Отказы`.
pub(crate) fn names_refusers(name: &str) -> bool {
    readings(&plain(name)).iter().any(|does| {
        let has = |kinds: Does| does & kinds != 0;
        !has(STILL) && (has(REFUSED | LEFT) || has(NO) && has(SEND | WISH | CALL | TOPIC))
    })
}

/// As [`names_refusers`], where somebody writes, wishes or calls, and none is only without an address.
pub(crate) fn names_unwilling(name: &str) -> bool {
    readings(&plain(name)).iter().any(|does| does & NO != 0 && does & (SEND | WISH) != 0)
}

/// Whether a short text is nothing but the name of mail and its like: `E-bülten`, `отримувати розсилку`.
pub(crate) fn is_of_mail(text: &str, is_order: bool) -> bool {
    let topic = if is_order { SURE } else { TOPIC };
    readings(&plain(text)).iter().any(|does| does & topic != 0 && does & (NO | REFUSED | LEFT) == 0)
}

/// Whether a short text names text messages alone.
pub(crate) fn is_of_texts(text: &str) -> bool {
    let plain = plain(text);
    entries(TEXTS).any(|(word, _)| plain.split(' ').any(|own| own == word)) && !is_of_mail(text, false)
}

/// Whether somebody asks in one of these languages that what is kept of them be deleted.
pub(crate) fn asks_to_delete(thoughts: &[String]) -> bool {
    thoughts.iter().any(|thought| {
        let mut found: Vec<(usize, &Entry)> = Vec::new();
        let mut place = 0;
        for (at, word) in thought.split(' ').enumerate() {
            let rest = thought.get(place..).unwrap_or_default();
            found.extend(ENDS.at(rest).filter(|entry| entry.is_at(rest)).map(|entry| (at, entry)));
            place += word.len() + 1;
        }
        let is_near = |(at, data): &(usize, &Entry)| {
            data.does == DATA
                && found.iter().any(|(place, end)| {
                    end.does == ERASE
                        && data.language.is_none_or(|own| end.is_of(own))
                        && place.abs_diff(*at) <= N_BESIDE
                })
        };
        found.iter().any(is_near) && !thought.split(' ').any(|word| super::NEGATORS.contains(&word))
    })
}
