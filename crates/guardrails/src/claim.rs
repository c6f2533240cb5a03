//! Finds what a text claims, and whether an approved fact says the same.

mod amount;
mod bargain;
mod currency;
mod date;
mod deadline;
mod month;
mod wording;

pub(crate) use currency::Tender;

use crate::finding::{Place, Rule};
use crate::reading::{Reading, Token};
use content::{DateSense, FactValue, Facts, Quantity, Sense};

/// What a claim says of its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saying {
    /// Nothing more than the amount.
    Plain,
    /// The same as a fact may say.
    Sense(Sense),
    /// Something no typed value can say, as `15% more`: only an approved phrase covers it.
    Other,
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClaimKind {
    Percent(Quantity, Saying),
    Money {
        thousandths: i64,
        tender: Tender,
        saying: Saying,
    },
    Number(Quantity, String),
    Date {
        year: Option<u16>,
        month: u8,
        day: Option<u8>,
        sense: Option<DateSense>,
        /// The day of the week that is named with it, from Monday 0.
        weekday: Option<u8>,
    },
    Code(String),
    /// Words that only an approved phrase covers.
    Wording(Rule),
    /// A discount without an amount: any approved discount covers it.
    AnyDiscount,
}

/// One claim of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub kind: ClaimKind,
    pub place: Place,
    pub words: String,
    /// Stands within words that are approved as they are.
    pub is_in_phrase: bool,
}

impl Claim {
    /// Returns whether an approved fact says the same.
    pub fn is_bound(&self, facts: &Facts) -> bool {
        self.is_in_phrase || facts.values().any(|(_, value)| self.agrees_with(value, facts))
    }

    /// Returns the rule that an unbound claim of this kind breaks.
    pub fn rule(&self) -> Rule {
        match &self.kind {
            ClaimKind::Percent(..) | ClaimKind::AnyDiscount => Rule::ClaimPercent,
            ClaimKind::Money { .. } => Rule::ClaimMoney,
            ClaimKind::Number(..) => Rule::ClaimNumber,
            ClaimKind::Date { .. } => Rule::ClaimDate,
            ClaimKind::Code(_) => Rule::ClaimCode,
            ClaimKind::Wording(rule) => *rule,
        }
    }

    /// Returns whether the claim says what one approved value says.
    pub fn agrees_with(&self, value: &FactValue, facts: &Facts) -> bool {
        let says = |saying: &Saying, sense: &Sense| match saying {
            // `$50` alone is money to have, never the least one must spend.
            Saying::Plain => *sense != Sense::Minimum,
            Saying::Sense(said) => said == sense,
            Saying::Other => false,
        };
        match (&self.kind, value) {
            (ClaimKind::Percent(said, saying), FactValue::Percent { amount, sense }) => {
                said == amount && says(saying, sense)
            }
            (ClaimKind::Money { thousandths, tender, saying }, FactValue::Money { amount, sense }) => {
                tender.is(*thousandths, amount, facts) && says(saying, sense)
            }
            (ClaimKind::Number(said, noun), FactValue::Number { amount, noun: approved }) => {
                said == amount && same_noun(noun, approved)
            }
            (
                ClaimKind::Date { year, month, day, sense, weekday },
                FactValue::Date { day: approved, sense: is },
            ) => {
                // `through September` is until its last day.
                let is_whole_month = sense != &Some(DateSense::Ends) || approved.is_last_of_month();
                *month == approved.month
                    && day.map_or(is_whole_month, |d| d == approved.day)
                    && year.is_none_or(|y| y == approved.year)
                    && sense.is_none_or(|s| s == *is)
                    && weekday.is_none_or(|day| day == approved.weekday())
            }
            (ClaimKind::Code(said), FactValue::Code(code)) => said.eq_ignore_ascii_case(code),
            (
                ClaimKind::AnyDiscount,
                FactValue::Percent { sense: Sense::Discount, .. }
                | FactValue::Money { sense: Sense::Discount, .. },
            ) => true,
            _ => false,
        }
    }
}

fn same_noun(said: &str, approved: &str) -> bool {
    let stem = |word: &str| word.to_lowercase().trim_end_matches('s').to_owned();
    stem(said) == stem(approved)
}

/// Returns every claim of a text, in order of place. Each part of the text is claimed at most once.
pub(crate) fn find_claims(reading: &Reading, facts: &Facts) -> Vec<Claim> {
    let phrases = approved_phrases(reading, facts);
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        match read_at(reading, at) {
            Some((kind, first, last)) => {
                at = last.max(at) + 1;
                found.push((kind, first, last));
            }
            None => at += 1,
        }
    }
    let times = deadline::find(reading, &found);
    found.extend(times);
    found.sort_by_key(|(_, first, last)| (*first, *last));
    let claim = |(kind, first, last): Found| {
        let place = reading.span(first, last);
        let words = reading.tokens.get(first..=last).unwrap_or(&[]);
        let is_in_phrase = phrases.iter().any(|p| p.start <= place.start && place.end <= p.end);
        Claim { kind, place, words: spell(words), is_in_phrase }
    };
    found.into_iter().map(claim).collect()
}

fn spell(tokens: &[Token]) -> String {
    let mut out = String::new();
    for (i, token) in tokens.iter().enumerate() {
        if 0 < i && token.is_hyphened {
            out.push('-');
        } else if 0 < i && !token.is_adjacent {
            out.push(' ');
        }
        out.push_str(&token.written);
    }
    out
}

fn approved_phrases(reading: &Reading, facts: &Facts) -> Vec<Place> {
    let phrases = facts.values().filter_map(|(_, value)| match value {
        FactValue::Phrase(phrase) => Some(phrase),
        _ => None,
    });
    phrases.flat_map(|phrase| reading.find_text(phrase)).map(|(a, b)| reading.span(a, b)).collect()
}

/// A claim with the first and the last of its tokens.
type Found = (ClaimKind, usize, usize);

fn read_at(reading: &Reading, at: usize) -> Option<Found> {
    date::read(reading, at)
        .or_else(|| bargain::read(reading, at))
        .or_else(|| amount::read(reading, at))
        .or_else(|| wording::read(reading, at))
}
