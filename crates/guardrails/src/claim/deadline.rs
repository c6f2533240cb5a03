//! Days and deadlines that are no date a fact could state: `until tomorrow`, `one day left`, `this weekend`.
//!
//! After words that lead to an end, whatever cannot be read as a day is an error: a check that takes what it
//! cannot read as not said would let every false end date through.

use super::date::weekday_of;
use super::{ClaimKind, Found};
use crate::finding::Rule;
use crate::reading::{Kind, Reading, Token};
use content::MONTHS;

/// Words that name a time.
// tidy: list
const TIMES: &[&str] = &[
    "today",
    "tonight",
    "tomorrow",
    "morning",
    "mornings",
    "noon",
    "afternoon",
    "evening",
    "night",
    "nights",
    "midnight",
    "weekend",
    "weekends",
    "weekday",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "day",
    "days",
    "hour",
    "hours",
    "minute",
    "minutes",
    "spring",
    "summer",
    "fall",
    "autumn",
    "winter",
    "season",
    "holiday",
    "holidays",
    "christmas",
    "xmas",
    "thanksgiving",
    "easter",
    "halloween",
    "hanukkah",
    "juneteenth",
    "ramadan",
    "eid",
    "diwali",
    "passover",
    "kwanzaa",
    "valentine's",
    "sunset",
    "sundown",
    "sunrise",
    "dawn",
    "dusk",
    "dark",
    "payday",
    "eod",
    "cob",
    "eow",
    "eom",
    "fortnight",
    "quarter",
    "now",
    "soon",
    "moment",
    "seconds",
    "kickoff",
];
/// What makes a feast or a day of any word before it: `Labor Day`, `Black Friday`, `harvest season`.
const FEASTS: [&str; 10] =
    ["day", "eve", "week", "weekend", "season", "night", "monday", "friday", "sunday", "holiday"];
/// Words that may stand between a leading word and the time.
const FILLERS: [&str; 33] = [
    "the",
    "this",
    "next",
    "coming",
    "end",
    "of",
    "close",
    "late",
    "early",
    "mid",
    "a",
    "an",
    "one",
    "just",
    "only",
    "few",
    "couple",
    "our",
    "your",
    "first",
    "last",
    "final",
    "rest",
    "following",
    "very",
    "on",
    "at",
    "in",
    "about",
    "around",
    "almost",
    "next",
    "business",
];

pub(super) fn find(reading: &Reading, claims: &[Found]) -> Vec<Found> {
    let mut offers: Vec<(usize, usize)> =
        claims.iter().filter(|(kind, ..)| is_offer(kind)).map(|(_, first, last)| (*first, *last)).collect();
    // The word says that there is one, whatever it is.
    let is_word =
        |t: &Token| matches!(t.text.as_str(), "offer" | "offers" | "valid" | "redeem" | "promotion");
    offers.extend(reading.tokens.iter().enumerate().filter(|(_, t)| is_word(t)).map(|(at, _)| (at, at)));
    let look = Look { reading, claims, has_offer: !offers.is_empty(), offers };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in 0..reading.tokens.len() {
        let is_taken = |(a, b): &(usize, usize)| *a <= at && at <= *b;
        if found.iter().any(is_taken) {
            continue;
        }
        if let Some(last) = look.at(at) {
            found.push((at, last));
        }
    }
    // What is a claim already is not said twice.
    let overlaps = |(a, b): &(usize, usize)| {
        claims.iter().any(|(kind, first, last)| is_time(kind) && *first <= *b && *a <= *last)
    };
    let claim = |(first, last)| (ClaimKind::Wording(Rule::ClaimDate), first, last);
    found.into_iter().filter(|range| !overlaps(range)).map(claim).collect()
}

fn is_time(kind: &ClaimKind) -> bool {
    matches!(kind, ClaimKind::Date { .. } | ClaimKind::Wording(Rule::ClaimDate | Rule::ClaimScarcity))
}

fn is_offer(kind: &ClaimKind) -> bool {
    matches!(
        kind,
        ClaimKind::Percent(..)
            | ClaimKind::Money { .. }
            | ClaimKind::AnyDiscount
            | ClaimKind::Code(_)
            | ClaimKind::Wording(Rule::ClaimFree | Rule::ClaimPercent)
    )
}

struct Look<'a> {
    reading: &'a Reading,
    claims: &'a [Found],
    /// Where offers stand, first and last token.
    offers: Vec<(usize, usize)>,
    has_offer: bool,
}

impl Look<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.reading.tokens.get(at)
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.token(at).is_some_and(|t| words.iter().any(|word| t.is(word)))
    }

    /// Returns the last token of a time that stands at `at` and that no date covers.
    fn at(&self, at: usize) -> Option<usize> {
        let token = self.token(at)?;
        match token.text.as_str() {
            "until" | "til" | "till" => self.after_until(at),
            "ends" | "end" | "ending" | "expires" | "expire" | "expiring" | "closes" | "closing" => {
                self.after_end(at)
            }
            "through" | "thru" => self.after_through(at),
            "by" | "before" => self.after_before(at),
            "starts" | "starting" | "begins" | "beginning" | "from" if self.has_offer => {
                let is_date = self.is_date(at + 1);
                self.time(at + 1).filter(|_| !is_date)
            }
            "only" => self.beside_only(at),
            "left" | "remaining" => {
                // `The day you left` has a word between.
                self.is_any(at.checked_sub(1)?, TIMES).then_some(at)
            }
            "last" | "final" => {
                let ends = ["day", "days", "hour", "hours", "minutes", "call", "chance"];
                let is_past = token.is("last") && self.is_any(at.wrapping_sub(1), &["your", "our", "since"]);
                (self.is_any(at + 1, &ends) && !is_past && !self.token(at + 1)?.is_hyphened).then_some(at + 1)
            }
            "this" | "next" | "coming" | "all" | "every" | "each" if self.has_offer => self.time_alone(at),
            "for" | "on" | "over" | "during" | "within" | "in" if self.is_after_offer(at) => {
                self.time_alone(at)
            }
            "today" | "tonight" | "tomorrow" => self.beside_offer(at),
            _ => None,
        }
    }

    /// Whether a date that was read begins at `at`, or after words that may stand before one.
    fn is_date(&self, at: usize) -> bool {
        let is_date = |at: usize| {
            self.claims.iter().any(|(kind, first, _)| {
                *first == at && matches!(kind, ClaimKind::Date { .. } | ClaimKind::Wording(Rule::ClaimDate))
            })
        };
        let mut here = at;
        while here < at + 8 {
            if is_date(here) {
                return true;
            }
            let is_filler = self.token(here).is_some_and(|t| {
                matches!(
                    t.text.as_str(),
                    "the"
                        | "on"
                        | "at"
                        | "midnight"
                        | "noon"
                        | ","
                        | "end"
                        | "of"
                        | "close"
                        | "and"
                        | "including"
                        | "in"
                        | "late"
                        | "early"
                        | "mid"
                        | "night"
                        | "day"
                        | "."
                ) || weekday_of(t).is_some()
            });
            if !is_filler {
                return false;
            }
            here += 1;
        }
        false
    }

    /// Returns the last token of a time that begins at `at`, articles and the like before it.
    fn time(&self, at: usize) -> Option<usize> {
        let mut here = at;
        while here < at + 6 && self.is_any(here, &FILLERS) && !self.is_time_word(here) {
            here += 1;
        }
        if self.is_time_word(here) {
            // `Tomorrow night`, `Friday evening`, `Christmas Eve`.
            let goes_on = self.is_any(here + 1, TIMES) || self.is_any(here + 1, &FEASTS);
            return Some(here + usize::from(goes_on));
        }
        (1..=2).map(|n| here + n).find(|end| {
            let words = self.reading.tokens.get(here..*end).unwrap_or(&[]);
            !words.is_empty() && words.iter().all(Token::is_word) && self.is_any(*end, &FEASTS)
        })
    }

    fn is_time_word(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let is_month = MONTHS.iter().any(|(name, _)| token.text == name.to_lowercase());
        TIMES.iter().any(|word| token.is(word)) || is_month || is_weekday(token)
    }

    /// A time that is meant by itself, not `Sunday supper` or `every day basics`.
    fn time_alone(&self, at: usize) -> Option<usize> {
        let last = self.time(at + 1).filter(|_| !self.is_date(at + 1))?;
        let head = self.token(last)?;
        let next = self.token(last + 1);
        let is_noun = next.is_some_and(|t| {
            t.is_word()
                && !matches!(
                    t.text.as_str(),
                    "and"
                        | "or"
                        | "only"
                        | "at"
                        | "with"
                        | "in"
                        | "on"
                        | "to"
                        | "neighbor"
                        | "y'all"
                        | "when"
                        | "for"
                        | "from"
                        | "night"
                        | "we"
                        | "you"
                )
        });
        let is_vague = matches!(
            head.text.as_str(),
            "now"
                | "day"
                | "days"
                | "season"
                | "moment"
                | "soon"
                | "year"
                | "years"
                | "morning"
                | "mornings"
                | "quarter"
        );
        (!(is_noun || (is_vague && !self.is_any(at, &["this", "for", "next"])))).then_some(last)
    }

    fn after_until(&self, at: usize) -> Option<usize> {
        if self.is_date(at + 1) {
            return None;
        }
        if let Some(last) = self.time(at + 1) {
            return Some(last);
        }
        let is_clause = self.is_any(at + 1, &["you", "you're", "you've", "you'll", "y'all", "your"])
            || (self.is_any(at + 1, &["we"]) && self.is_any(at + 2, &["meet", "see", "talk", "eat"]))
            || (!self.has_offer
                && self.is_any(at + 1, &["then", "next", "it's", "it", "they're", "the", "they"]));
        (!is_clause).then_some((at + 1).min(self.reading.tokens.len().saturating_sub(1)))
    }

    /// `Ends soon`, `ends in an hour`, `ends when the shelves are empty`; not `ends with cobbler`, `week's end`.
    fn after_end(&self, at: usize) -> Option<usize> {
        let token = self.token(at)?;
        if self.is_date(at + 1) || (token.is("end") && self.is_any(at + 1, &["of"])) {
            return None;
        }
        if let Some(last) = self.time(at + 1) {
            return Some(last);
        }
        let is_verb = matches!(token.text.as_str(), "ends" | "expires" | "expire" | "expiring" | "ending");
        let is_harmless =
            self.is_any(at + 1, &["with", "here", "up", "well", "meet", "to", "in", "at", "on", "there"]);
        let is_shortly = self.is_any(at + 1, &["shortly", "sooner", "early"]);
        (is_shortly || (is_verb && self.has_offer && !is_harmless)).then_some(at)
    }

    fn after_through(&self, at: usize) -> Option<usize> {
        if self.is_date(at + 1) {
            return None;
        }
        // `Through the years` is no offer's end.
        if let Some(last) =
            self.time(at + 1).or_else(|| self.number(at + 1)).filter(|last| self.is_end(*last))
        {
            return Some(last);
        }
        let leads_somewhere = [
            "our", "your", "us", "app", "site", "door", "website", "line", "checkout", "delivery", "pickup",
            "georgia", "atlanta", "store", "stores",
        ];
        let is_place = self.is_any(at + 1, &leads_somewhere) || self.is_any(at + 2, &leads_somewhere);
        (self.is_after_offer(at) && !is_place)
            .then_some((at + 1).min(self.reading.tokens.len().saturating_sub(1)))
    }

    fn after_before(&self, at: usize) -> Option<usize> {
        if self.is_date(at + 1) {
            return None;
        }
        let is_by = self.token(at)?.is("by");
        // `By close of business`, `before closing time`.
        if self.has_offer
            && (self.is_any(at + 1, &["close", "closing"]) || self.is_any(at + 2, &["close", "closing"]))
        {
            return Some(at + 1);
        }
        // `By the day`, `by the dozen` and `by hand` are ways, not times.
        let is_way = is_by
            && (self.is_any(at + 1, &["day", "night", "now", "hand"])
                || (self.is_any(at + 1, &["the"]) && self.is_any(at + 2, &["day", "hour", "dozen", "week"])));
        let time = self.time(at + 1).or_else(|| self.number(at + 1));
        if let Some(last) = time.filter(|last| !is_way && self.is_end(*last)) {
            return Some(last);
        }
        let over = [
            "gone", "over", "ends", "end", "ended", "late", "expires", "runs", "closes", "close", "closed",
            "out",
        ];
        (!is_by).then(|| (at + 1..=at + 5).find(|i| self.is_any(*i, &over))).flatten()
    }

    /// Whether a time ends something: beside an offer any does, without one a day that one can name.
    fn is_end(&self, last: usize) -> bool {
        let named = ["today", "tonight", "tomorrow", "noon", "midnight", "weekend"];
        self.has_offer || self.is_any(last, &named) || self.token(last).is_some_and(is_weekday)
    }

    /// `The 15th`, `the fifteenth`: a day without its month.
    fn number(&self, at: usize) -> Option<usize> {
        let here = at + usize::from(self.is_any(at, &["the"]));
        let token = self.token(here)?;
        let is_ordinal = token.text.ends_with("teenth")
            || token.text.ends_with("tieth")
            || matches!(
                token.text.as_str(),
                "first"
                    | "second"
                    | "third"
                    | "fourth"
                    | "fifth"
                    | "sixth"
                    | "seventh"
                    | "eighth"
                    | "ninth"
                    | "tenth"
                    | "eleventh"
                    | "twelfth"
            );
        let is_number = matches!(token.kind, Kind::Number { .. });
        (is_ordinal || is_number).then_some(here)
    }

    /// `Friday only`, `only this week`, `for one day only`.
    fn beside_only(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|before| self.is_time_word(*before));
        if before.is_some() {
            return Some(at);
        }
        let next = at + 1 + usize::from(self.is_any(at + 1, &["for", "on", "through", "during", "until"]));
        self.time(next).filter(|_| !self.is_date(next))
    }

    /// Whether an offer was named just before, in the same clause.
    fn is_after_offer(&self, at: usize) -> bool {
        self.offers.iter().any(|(_, last)| *last < at && at <= last + 6 && !self.is_parted(*last + 1, at))
    }

    fn is_parted(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| self.is_any(i, &[".", "!", "?", ";", ",", ":", "—", "-", "|"]))
    }

    /// `15% off tonight`, `Tonight: 15% off`.
    fn beside_offer(&self, at: usize) -> Option<usize> {
        let follows =
            self.claims.iter().find(|(kind, first, _)| is_offer(kind) && at < *first && *first <= at + 3);
        let begins = at == 0 || self.is_parted(at - 1, at);
        let is_headed = begins
            && follows
                .is_some_and(|(_, first, _)| (at + 1..*first).all(|i| !self.is_any(i, &[".", "!", "?"])));
        (self.is_after_offer(at) || is_headed).then_some(at)
    }
}

fn is_weekday(token: &Token) -> bool {
    weekday_of(token).is_some() && 3 < token.text.len()
}
