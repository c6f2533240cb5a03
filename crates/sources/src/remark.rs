//! The one reader of a no in a text that somebody wrote: a refusal beside a word of writing to somebody, in any of the
//! languages that are read.
//!
//! Draft, import, quarantine and stray columns all ask here, so that what is told is what happens. A text about mail
//! that may be read in two ways is a no.

use crate::death::tells_death;
pub(crate) use crate::hearing::Heard;
use crate::hearing::joined;
use crate::lexicon::*;
use crate::pairs::heard_in_pairs;
use crate::remark_words::*;
use crate::shouted::{is_of_register, is_shouted};
use crate::slips::mended;
use crate::tongues::{
    asks_to_delete, heard_in_brief, heard_in_east, heard_in_tongues, is_of_doors, is_of_east,
    is_of_other_letters, thoughts,
};

/// What a text says of being written to; `is_order` for one beside an order, where much is said of the parcel.
pub(crate) fn heard(text: &str, is_order: bool) -> Heard {
    let (mut rest, mut found) = (text, Heard::Nothing);
    while N_BYTES < rest.len() {
        let (piece, behind) = rest.split_at(end_of_thought(rest));
        match heard_in(piece, is_order) {
            Heard::No => return Heard::No,
            Heard::Nothing => {}
            other => found = if found == Heard::NoCalls { found } else { other },
        }
        rest = behind;
    }
    match heard_in(rest, is_order) {
        Heard::Nothing => found,
        Heard::OfMail if found == Heard::NoCalls => found,
        other => other,
    }
}

/// A longer text is heard in pieces of so many bytes at most, each of whole sentences where it has some.
const N_BYTES: usize = 1_000;

/// Where the last sentence ends that begins within the first [`N_BYTES`]; else the last word.
fn end_of_thought(text: &str) -> usize {
    let mut end = N_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let piece = text.get(..end).unwrap_or_default();
    let behind = |at: Option<usize>, n: usize| at.map(|at| at + n).filter(|at| 0 < *at && *at <= end);
    behind(piece.rfind(". "), 2)
        .or(behind(piece.rfind(['\n', '!', '?']), 1))
        .or(behind(piece.rfind("。"), 3))
        .or(behind(piece.rfind(' '), 1))
        .unwrap_or(end)
}

fn heard_in(text: &str, is_order: bool) -> Heard {
    if text.len() < 2 {
        return Heard::Nothing;
    }
    let thoughts = thoughts(text);
    if tells_death(text, &thoughts) {
        return Heard::No;
    }
    if is_doubt(text) {
        return Heard::OfMail;
    }
    if !is_order && (is_shouted(text) || thoughts.iter().any(|thought| is_of_register(thought))) {
        return Heard::No;
    }
    let in_brief = heard_in_pairs(text, is_order).unwrap_or_else(|| heard_in_brief(&thoughts, is_order));
    if in_brief == Heard::No || !is_order && asks_to_delete(&thoughts) {
        return Heard::No;
    }
    if !text.is_ascii() && is_of_east(text) {
        return heard_in_east(text, is_order);
    }
    let in_tongues = match heard_in_tongues(&thoughts, is_order) {
        Heard::No => Heard::No,
        _ if in_brief == Heard::NoCalls => Heard::NoCalls,
        other => other,
    };
    if in_tongues == Heard::No || is_of_other_letters(text) {
        return in_tongues;
    }
    match (heard_word_by_word(text, is_order), in_tongues) {
        (Heard::No, _) => Heard::No,
        (Heard::NoCalls, _) | (_, Heard::NoCalls) if is_of_doors(&thoughts) => Heard::Nothing,
        (_, Heard::NoCalls) => Heard::NoCalls,
        (heard, _) => heard,
    }
}

/// What a text in our letters says by the kinds of its words.
fn heard_word_by_word(text: &str, is_order: bool) -> Heard {
    let said = clauses(text);
    let kinds = |clause: &String| clause.split(' ').any(|word| LEXICON.plain(word) & REFUSES != 0);
    let (mut calls, mut topic) = (false, false);
    for clause in &said {
        let clause = Clause::of(clause, is_order, kinds(clause));
        match clause.heard() {
            Heard::No => return Heard::No,
            Heard::NoCalls => calls = true,
            Heard::OfMail => topic = true,
            Heard::Nothing => {}
        }
    }
    match (calls, topic) {
        (true, _) => Heard::NoCalls,
        (_, true) => Heard::OfMail,
        _ => Heard::Nothing,
    }
}

/// Folded thoughts of a text; a bare `no thanks` belongs to what stands before it.
fn clauses(text: &str) -> Vec<String> {
    let ends = |c: char| ",;!?|\"\n–—、。".contains(c);
    let mut found: Vec<String> = Vec::new();
    let pieces = text.split(ends).flat_map(|piece| piece.split(". ")).flat_map(|piece| piece.split(" - "));
    for piece in pieces {
        let folded = joined(&normalise::fold(piece));
        let mut words: Vec<&str> = Vec::new();
        for word in folded.split(' ').filter(|word| !word.is_empty()).map(mended) {
            if TURNS.contains(&word) {
                found.extend((!words.is_empty()).then(|| words.join(" ")));
                words.clear();
            } else {
                words.push(word);
            }
        }
        if words.is_empty() {
            continue;
        }
        let is_bare = words.iter().all(|word| LEXICON.plain(word) & (IS_NO | IS_NOT | IS_FILLER) != 0);
        match found.last_mut().filter(|_| is_bare && 2 <= words.len()) {
            Some(last) => {
                last.push(' ');
                last.push_str(&words.join(" "));
            }
            None => found.push(words.join(" ")),
        }
    }
    found
}

/// Whether a text only asks those who read it: `should we stop sending the catalogue?`.
fn is_doubt(text: &str) -> bool {
    let begins = [
        "should", "shall", "shouldn", "sollen", "sollten", "soll ", "moeten", "zullen", "faut", "debemos",
        "dobbiamo",
    ];
    let small = text.trim().to_lowercase();
    small.ends_with('?') && begins.iter().any(|begin| small.starts_with(begin))
}

/// A thought, word by word.
pub(crate) struct Clause<'a> {
    pub(crate) text: String,
    pub(crate) words: Vec<(&'a str, Kinds)>,
    pub(crate) is_order: bool,
    refuses: bool,
}

impl<'a> Clause<'a> {
    fn of(text: &'a str, is_order: bool, refuses: bool) -> Self {
        let words = text.split(' ').map(|word| (word, LEXICON.full(word))).collect();
        Self { text: format!(" {text} "), words, is_order, refuses }
    }

    pub(crate) fn kind(&self, at: usize) -> Kinds {
        self.words.get(at).map_or(0, |(_, kinds)| *kinds)
    }

    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |(word, _)| *word)
    }

    pub(crate) fn is(&self, at: usize, kinds: Kinds) -> bool {
        self.kind(at) & kinds != 0
    }

    pub(crate) fn has(&self, kinds: Kinds) -> bool {
        self.words.iter().any(|(_, of)| of & kinds != 0)
    }

    /// The places of words of these kinds.
    pub(crate) fn places(&self, kinds: Kinds) -> impl Iterator<Item = usize> {
        (0..self.words.len()).filter(move |at| self.is(*at, kinds))
    }

    pub(crate) fn has_phrase(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.text.contains(&format!(" {phrase}")))
    }

    fn heard(&self) -> Heard {
        if self.refuses {
            if self.is_no() {
                return Heard::No;
            }
            if !self.is_order
                && !self.is_taken_back()
                && self.denies(&|at| self.is(at, IS_PHONE) && !self.is(at, IS_TOPIC))
            {
                return Heard::NoCalls;
            }
        }
        if self.has(IS_TOPIC | IS_ALONE) { Heard::OfMail } else { Heard::Nothing }
    }

    fn is_no(&self) -> bool {
        if self.has_phrase(GONE) || self.is_of_another() {
            return true;
        }
        if self.is_taken_back() {
            return false;
        }
        let says = self.has_phrase(PHRASES) && !self.is_denied_before_phrase();
        let rest = !self.is_order && self.words.len() <= 6 && !self.has(IS_BOUND) && self.has_phrase(DISTURB);
        says || rest
            || self.asks_barely()
            || self.is_to_be_removed()
            || self.came_back()
            || self.leaves()
            || self.refuses_topic()
            || self.leaves_list()
            || self.deletes()
            || self.complains()
            || self.denies(&|at| self.is_topic(at))
            || self.denies_everything()
    }

    /// Whether a no of the thought is a yes: `do not stop`, `never want to leave the list`, or tells of a search.
    fn is_taken_back(&self) -> bool {
        let stops = IS_STOP | IS_ALONE;
        let denied = self.places(stops).any(|at| self.is_negated(at));
        let seeks = self.places(IS_NO | IS_NOT).any(|at| (at + 1..at + 4).any(|next| self.is(next, IS_FIND)));
        let fails =
            self.has_phrase(&["could not", "couldnt", "unable to", "why "]) || self.has_phrase(ONLY_TOLD);
        denied || seeks || fails
    }

    pub(crate) fn is_negated(&self, at: usize) -> bool {
        let before = at.saturating_sub(4)..at;
        let near = |place: usize| {
            self.is(place, IS_NO | IS_NOT) && !self.is(place, IS_STOP) && self.word(place) != "rather"
        };
        // `no thanks stop`, `nein abmelden`: an answer of its own.
        before
            .into_iter()
            .any(|place| near(place) && !["nein", "nee", "nej", "non", "nope"].contains(&self.word(place)))
    }

    fn is_denied_before_phrase(&self) -> bool {
        self.words
            .iter()
            .take(2)
            .any(|(word, _)| ["did", "didnt", "not", "never", "no", "nicht"].contains(word))
    }

    /// Whether somebody has left, or asks for it: `unsub`, `graag uitschrijven`.
    fn leaves(&self) -> bool {
        let is_short = self.words.len() == 1;
        let mut places = self.places(IS_ALONE | IS_ALONE_WHEN_SHORT);
        let is_of_page = |at: usize| self.is(at + 1, IS_OF_PAGES) && !self.is(at + 1, IS_DATA);
        !self.has(IS_OTHER)
            && places.any(|at| {
                (self.is(at, IS_ALONE) || is_short) && !is_of_page(at) && !self.is(at, IS_OF_ORDERS)
            })
    }

    /// Whether a word is one of writing to somebody, in this place.
    pub(crate) fn is_topic(&self, at: usize) -> bool {
        if self.is(at, IS_WRITE) {
            let mut behind = at + 1..self.words.len();
            return behind.all(|next| self.is(next, IS_FILLER | IS_NO | IS_NOT | IS_WISH));
        }
        let is_on = |word: &str| {
            ["on", "to", "auf", "op", "onto", "zur", "na", "till", "til", "alla"].contains(&word)
        };
        let is_on_list = self.is(at, IS_LIST)
            && !self.is(at, IS_TOPIC)
            && (at.saturating_sub(3)..at).any(|before| is_on(self.word(before)));
        (self.is(at, IS_TOPIC) || is_on_list) && !self.is_of_something_else(at)
    }

    /// Whether the mail is the one of an order, or only its address.
    fn is_of_something_else(&self, at: usize) -> bool {
        let others = IS_OF_ORDERS | IS_OF_ADDRESS | IS_OF_PAGES & !IS_LIST;
        let is_with = |word: &str| {
            ["with", "mit", "met", "avec", "con", "com", "z", "med", "s", "de", "of", "for", "about"]
                .contains(&word)
        };
        let before = at.checked_sub(1).is_some_and(|before| self.is(before, IS_OF_ORDERS | IS_OF_ADDRESS));
        // `not by post`: that is a way for something else.
        let is_way = ["post", "briefe", "courrier"].contains(&self.word(at))
            && at.checked_sub(1).is_some_and(|before| ["by", "per", "par"].contains(&self.word(before)));
        self.is(at, IS_OF_ORDERS | IS_OF_ADDRESS)
            || is_way
            || before
            || self.is(at + 1, others) && !self.is(at + 1, IS_TOPIC)
            || is_with(self.word(at + 1))
                && (at + 2..at + 4).any(|next| self.is(next, IS_OF_ORDERS | IS_OF_ADDRESS))
            || self.text.contains("on file")
    }

    /// Whether a refusal stands near a word of writing: `stop pub`, `refuse les mails`.
    fn refuses_topic(&self) -> bool {
        let told = ["emailed", "mailed", "contacted", "gemailt", "kontaktiert"];
        let topic = |at: usize| self.is_topic(at) && !told.contains(&self.word(at)) && !self.is(at, IS_WRITE);
        self.places(IS_STOP).any(|at| {
            // `stop by`, `at the stop`, `lehnt … ab`, `nimmt … zurück`.
            let is_other =
                ["by", "at", "in", "over"].contains(&self.word(at + 1)) && self.word(at).starts_with("stop");
            let is_half = self.word(at) == "lehnt" && !self.text.contains(" ab ")
                || self.word(at) == "nimmt" && !self.text.contains(" zuruck ");
            let is_of_order = self.cancels(at) && (self.is_order || self.is_of_booking()) && !self.has_news();
            if is_other || is_half || is_of_order {
                return false;
            }
            let near = at.saturating_sub(6)..at + 7;
            let verb = (at + 1..at + 4).any(|next| self.is(next, IS_SEND | IS_WRITE)) && self.is_ceasing(at);
            verb && !self.has(IS_OF_ORDERS)
                || near.into_iter().any(|place| place != at && topic(place))
                || self.consents(at)
        })
    }

    /// Whether a word cancels, as orders and bookings are.
    fn cancels(&self, at: usize) -> bool {
        let begins = [
            "cancel", "anul", "annul", "storn", "zrus", "peru", "iptal", "otkaz", "lemond", "avbest",
            "afbest", "disd",
        ];
        begins.iter().any(|begin| self.word(at).starts_with(begin))
    }

    /// Whether an order or a booking is spoken of: what is cancelled by mail.
    fn is_of_booking(&self) -> bool {
        let begins = [
            "appointment",
            "booking",
            "reserv",
            "rezerv",
            "prenotazion",
            "encomend",
            "pedido",
            "comanda",
            "commande",
            "zamowieni",
            "bordet",
            "varauk",
            "tilauks",
            "tellimus",
            "objednav",
            "narudzb",
            "porudzb",
            "narocil",
            "rendeles",
            "foglal",
            "siparis",
            "buchung",
            "termin",
            "order",
            "bestell",
            "table",
        ];
        self.words.iter().any(|(word, _)| begins.iter().any(|begin| word.starts_with(begin)))
    }

    fn has_news(&self) -> bool {
        ["newslet", "market", "nieuwsbr", "werb", "reclame", "publi", "mailing", "boleti", "hirlev", "bulten"]
            .iter()
            .any(|part| self.text.contains(part))
    }

    fn is_ceasing(&self, at: usize) -> bool {
        ["stop", "quit", "cease", "arret", "cess", "deje", "dejad", "parem", "pare", "smett", "sluta"]
            .iter()
            .any(|begin| self.word(at).starts_with(begin))
    }

    /// Whether it is a consent that is refused or taken back.
    fn consents(&self, at: usize) -> bool {
        let parts = [
            "consent",
            "einwillig",
            "zustimm",
            "toestemming",
            "samtyck",
            "samtykk",
            "zgod",
            "souhlas",
            "permission",
            "optin",
        ];
        (at.saturating_sub(6)..at + 7).any(|place| parts.iter().any(|part| self.word(place).contains(part)))
    }

    /// Whether somebody is to be taken off a list.
    fn leaves_list(&self) -> bool {
        self.places(IS_LIST).any(|at| {
            let from = (at.saturating_sub(3)..at).any(|before| self.is(before, IS_FROM));
            from && self.has(IS_STOP | IS_TAKE)
                && !self.has(IS_OF_ORDERS)
                && !self.places(IS_TAKE).any(|at| self.is_negated(at))
        })
    }

    /// Whether somebody asks for their data to be deleted.
    fn deletes(&self) -> bool {
        let law = self.has(IS_LAW) && self.has(IS_DELETE | IS_STOP | IS_ALONE);
        let near =
            |at: usize| (at.saturating_sub(5)..at + 6).any(|place| place != at && self.is(place, IS_DATA));
        // `remove me`, and not `remove everything from the cart`.
        let of_me = |at: usize| !self.has(IS_OF_ORDERS) && near(at);
        law || self.places(IS_DELETE).any(|at| of_me(at) && !self.is_negated(at))
    }

    /// What keeps a denial from being one of mail: `no problem with mails`, `never got the mail`.
    pub(crate) fn is_mild(&self, at: usize) -> bool {
        let wishes =
            self.words.iter().enumerate().any(|(place, (_, kinds))| place != at && kinds & IS_WISH != 0);
        let near =
            |kinds: Kinds| (at.saturating_sub(2)..at + 5).any(|place| place != at && self.is(place, kinds));
        let is_bound = self.has(IS_BOUND) && !self.has(IS_FOR_GOOD);
        let past = ["didnt", "havent", "hasnt", "did", "wasnt"];
        let is_past = (at.saturating_sub(1)..=at).any(|place| past.contains(&self.word(place)))
            && !self.has_phrase(&["want", "wish", "agree", "consent", "ask", "opt", "subscr", "sign"]);
        // `not spam`, and not `do not spam`.
        let is_no_spam = self.word(at) == "not"
            && self.word(at + 1) == "spam"
            && at
                .checked_sub(1)
                .is_none_or(|before| ["is", "its", "was", "are"].contains(&self.word(before)));
        is_past
            || is_no_spam
            || near(IS_MILD)
            || self.has(IS_ARRIVED)
            || (self.has(IS_ARRIVED_OR_NOT) && !wishes)
            || (at.saturating_sub(1)..at).any(|place| self.is(place, IS_YET))
            || (at + 1..self.words.len()).any(|place| self.is(place, IS_YET))
            || is_bound
            || self.text.contains("good news")
    }

    /// Whether a negation denies what is asked for: before it, or behind it at the end.
    fn denies(&self, topic: &dyn Fn(usize) -> bool) -> bool {
        self.places(IS_NO | IS_NOT).any(|at| {
            let next = self.word(at + 1);
            let is_number = next.bytes().all(|byte| byte.is_ascii_digit()) && !next.is_empty();
            // `pas` and `plus` deny a noun behind `de`.
            let is_of_noun =
                self.is(at, IS_NO) || next == "de" || next.starts_with("d") && self.word(at) == "pas";
            let is_wide = self.is(at, IS_NOT) && !(self.is(at, IS_NO) && self.is_noun_of_english(at))
                || self.has_phrase(&["interes", "wish", "want", "wuns", "lust "]);
            let window = if is_wide { 7 } else { 4 };
            let before = at.checked_sub(1).is_some_and(|before| self.is(before, IS_HAS));
            let is_had =
                (before || self.is(at + 1, IS_HAS)) && topic(at + 1) && self.words.len() <= 5 && is_of_noun
                    || self.is(at + 1, IS_HAS) && !self.has(IS_WISH | IS_SEND);
            if is_number || is_had || self.is_mild(at) {
                return false;
            }
            let behind = (at + 1..at + window).any(topic) && (is_wide || !self.is_of_other_noun(at, topic));
            let mut rest = at + 1..self.words.len();
            let is_last = rest.all(|place| self.is(place, IS_FILLER | IS_NO | IS_NOT));
            let ahead = is_last && (at.saturating_sub(4)..at).any(topic);
            behind || ahead
        }) || self.ceases_to(topic)
    }

    /// `plus de mails`, `ne veut plus de mails`: no more of it.
    fn ceases_to(&self, topic: &dyn Fn(usize) -> bool) -> bool {
        let is_plus = |at: usize| {
            self.word(at) == "plus"
                && (at == 0 || (at.saturating_sub(4)..at).any(|place| self.word(place) == "ne"))
        };
        let is_no_more = |at: usize| {
            ["ya", "no"].contains(&self.word(at)) && ["no", "longer"].contains(&self.word(at + 1))
        };
        (0..self.words.len())
            .any(|at| (is_plus(at) || is_no_more(at)) && !self.is_mild(at) && (at + 1..at + 7).any(topic))
    }

    /// Whether the negation is an English `no`, which denies its noun alone.
    fn is_noun_of_english(&self, at: usize) -> bool {
        let english = [
            "more",
            "further",
            "please",
            "mail",
            "emails",
            "mails",
            "email",
            "newsletter",
            "newsletters",
            "contact",
            "marketing",
        ];
        self.word(at) == "no"
            && (english.contains(&self.word(at + 1))
                || self.has_phrase(&["the ", "to ", "this ", "at ", "needed", "for "]))
    }

    /// Whether a noun of its own stands between a negation and the word of writing: `no reply needed to this mail`.
    fn is_of_other_noun(&self, at: usize, topic: &dyn Fn(usize) -> bool) -> bool {
        let Some(place) = (at + 1..at + 7).find(|place| topic(*place)) else { return false };
        let fillers = IS_FILLER | IS_WISH | IS_SEND | IS_TOPIC | IS_PHONE | IS_NO | IS_NOT | IS_LIST;
        let of = [
            "further",
            "other",
            "weiteren",
            "weitere",
            "d",
            "de",
            "of",
            "such",
            "your",
            "unwanted",
            "commercial",
            "werbliche",
            "welche",
            "verdere",
            "andere",
            "autres",
            "otros",
            "altre",
            "outros",
            "kind",
            "physical",
            "regular",
            "monthly",
            "weekly",
            "monatlichen",
            "of",
            "in",
            "an",
            "by",
            "per",
            "via",
        ];
        (at + 1..place).any(|between| !self.is(between, fillers) && !of.contains(&self.word(between)))
    }

    /// `do not send anything`, `wil niets meer ontvangen`, `will nichts mehr von uns hören`.
    fn denies_everything(&self) -> bool {
        let wishes = self.has(IS_WISH);
        let hears = self.has(IS_HEAR)
            && wishes
            && self.places(IS_NO | IS_NOT | IS_NOTHING).any(|at| !self.is_mild(at));
        let nothing = self.places(IS_NOTHING).any(|at| {
            let is_itself = !["anything", "stuff", "things", "crap"].contains(&self.word(at));
            let denied = is_itself || (at.saturating_sub(6)..at).any(|place| self.is(place, IS_NOT | IS_NO));
            let is_all = self
                .words
                .get(at + 1..)
                .unwrap_or_default()
                .iter()
                .all(|(_, kinds)| kinds & (IS_FILLER | IS_WISH) != 0);
            denied
                && !self.has(IS_OF_ORDERS)
                && !self.is_mild(at)
                && (self.has(IS_SEND) || is_all && wishes && self.text.contains(" mehr "))
        });
        hears
            || nothing
                && (wishes
                    || self.has_phrase(&[
                        "not send",
                        "dont send",
                        "never send",
                        "no env",
                        "non inv",
                        "ne pas env",
                    ]))
    }
}
