//! What each word of a text may be, as the lists of [`crate::remark_words`] say.

use crate::remark_words::*;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word may be, one bit each.
pub(crate) type Kinds = u64;

/// The bit of a list, by its place among [`LISTS`].
const fn bit(at: usize) -> Kinds {
    1 << at
}

pub(crate) const IS_NO: Kinds = bit(0);
pub(crate) const IS_NOT: Kinds = bit(1);
pub(crate) const IS_NOTHING: Kinds = bit(2);
pub(crate) const IS_STOP: Kinds = bit(3);
pub(crate) const IS_ALONE: Kinds = bit(4);
pub(crate) const IS_ALONE_WHEN_SHORT: Kinds = bit(5);
pub(crate) const IS_TOPIC: Kinds = bit(6);
pub(crate) const IS_LIST: Kinds = bit(7);
pub(crate) const IS_FROM: Kinds = bit(8);
pub(crate) const IS_TAKE: Kinds = bit(9);
pub(crate) const IS_PHONE: Kinds = bit(10);
pub(crate) const IS_WRITE: Kinds = bit(11);
pub(crate) const IS_HEAR: Kinds = bit(12);
pub(crate) const IS_SEND: Kinds = bit(13);
pub(crate) const IS_WISH: Kinds = bit(14);
pub(crate) const IS_HAS: Kinds = bit(15);
pub(crate) const IS_ARRIVED: Kinds = bit(16);
pub(crate) const IS_ARRIVED_OR_NOT: Kinds = bit(17);
pub(crate) const IS_MILD: Kinds = bit(18);
pub(crate) const IS_YET: Kinds = bit(19);
pub(crate) const IS_FIND: Kinds = bit(20);
pub(crate) const IS_OF_ORDERS: Kinds = bit(21);
pub(crate) const IS_OF_ADDRESS: Kinds = bit(22);
pub(crate) const IS_OF_PAGES: Kinds = bit(23);
pub(crate) const IS_OTHER: Kinds = bit(24);
pub(crate) const IS_DATA: Kinds = bit(25);
pub(crate) const IS_DELETE: Kinds = bit(26);
pub(crate) const IS_LAW: Kinds = bit(27);
pub(crate) const IS_COMPLAIN: Kinds = bit(28);
pub(crate) const IS_BOUND: Kinds = bit(29);
pub(crate) const IS_FOR_GOOD: Kinds = bit(30);
pub(crate) const IS_FILLER: Kinds = bit(31);
pub(crate) const IS_OF_PHRASE: Kinds = bit(32);

/// What may be said by a word that denies or refuses; a text without any says no no.
pub(crate) const REFUSES: Kinds = IS_NO
    | IS_NOT
    | IS_NOTHING
    | IS_STOP
    | IS_ALONE
    | IS_ALONE_WHEN_SHORT
    | IS_TAKE
    | IS_COMPLAIN
    | IS_DELETE
    | IS_OF_PHRASE;

const LISTS: [&str; 33] = [
    NO,
    NOT,
    NOTHING,
    STOP,
    ALONE,
    ALONE_WHEN_SHORT,
    TOPIC,
    LIST,
    FROM,
    TAKE,
    PHONE,
    WRITE,
    HEAR,
    SEND,
    WISH,
    HAS,
    ARRIVED,
    ARRIVED_OR_NOT,
    MILD,
    YET,
    FIND,
    OF_ORDERS,
    OF_ADDRESS,
    OF_PAGES,
    OTHER_THINGS,
    DATA,
    DELETE,
    LAW,
    COMPLAIN,
    BOUNDS,
    FOR_GOOD,
    FILLER,
    OF_PHRASES,
];

/// The lists, made ready: whole words, beginnings by their first three letters, and parts.
pub(crate) struct Lexicon {
    whole: HashMap<&'static str, Kinds>,
    begins: HashMap<&'static str, Vec<(&'static str, Kinds)>>,
    parts: Vec<(&'static str, Kinds)>,
}

pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { whole: HashMap::new(), begins: HashMap::new(), parts: Vec::new() };
    for (at, list) in LISTS.iter().enumerate() {
        for word in list.split_whitespace() {
            match (word.strip_prefix('*'), word.strip_suffix('*')) {
                (Some(part), _) => lexicon.parts.push((part.trim_end_matches('*'), bit(at))),
                (None, Some(begin)) => {
                    let head = begin.get(..3).unwrap_or(begin);
                    lexicon.begins.entry(head).or_default().push((begin, bit(at)));
                }
                (None, None) => *lexicon.whole.entry(word).or_default() |= bit(at),
            }
        }
    }
    lexicon
});

impl Lexicon {
    /// What a word is by itself and by how it begins.
    pub(crate) fn plain(&self, word: &str) -> Kinds {
        let own = self.whole.get(word).copied().unwrap_or_default();
        let begins = word.get(..3).and_then(|head| self.begins.get(head)).into_iter().flatten();
        begins.filter(|(begin, _)| word.starts_with(begin)).fold(own, |kinds, (_, kind)| kinds | kind)
    }

    /// As [`Lexicon::plain`], and by what it holds.
    pub(crate) fn full(&self, word: &str) -> Kinds {
        let parts = self.parts.iter().filter(|(part, _)| word.contains(part));
        let kinds = parts.fold(self.plain(word), |kinds, (_, kind)| kinds | kind);
        // What is said of a complaint about goods, a box for letters, a payment without touch.
        let is_none = [
            "reklamati",
            "reclamati",
            "reclamaci",
            "mailbox",
            "contactless",
            "contactloos",
            "kontaktlos",
            "spammer",
        ];
        let of_something_else = ["waitlist", "wishlist", "guestlist", "pricelist", "playlist"];
        let kinds = if of_something_else.contains(&word) { kinds & !IS_LIST } else { kinds };
        let kinds = if word.starts_with("abbestel") { kinds & !IS_OF_ORDERS } else { kinds };
        match is_none.iter().any(|part| word.contains(part)) {
            true => kinds & !IS_TOPIC,
            false => kinds,
        }
    }
}
