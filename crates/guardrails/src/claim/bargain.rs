//! Discounts in other words than per cent and dollars: `prices slashed`, `buy a pie, get a second one`, `delivery
//! costs you nothing`.
//!
//! What is looked for is how the words go together, so that a comma or a synonym does not evade it; only a
//! phrase that is approved as it stands covers them.

use super::{ClaimKind, Found, Saying};
use crate::finding::Rule;
use crate::reading::{Kind, Reading, Token};
use content::{Quantity, Sense};

/// What is paid.
const PRICE: [&str; 15] = [
    "price",
    "prices",
    "pricing",
    "cost",
    "costs",
    "rate",
    "rates",
    "tag",
    "tags",
    "bill",
    "prices'",
    "tab",
    "fee",
    "fees",
    "delivery's",
];
/// That less is paid.
// tidy: list
const LESS: &[&str] = &[
    "slashed",
    "slash",
    "slashing",
    "slashes",
    "cut",
    "cuts",
    "cutting",
    "drop",
    "drops",
    "dropped",
    "dropping",
    "lower",
    "lowered",
    "low",
    "reduced",
    "reduce",
    "reduction",
    "reductions",
    "trimmed",
    "shrunk",
    "melted",
    "melting",
    "tumble",
    "tumbled",
    "fell",
    "fallen",
    "down",
    "chopped",
    "sliced",
    "axed",
    "crushed",
    "smashed",
    "busted",
    "rollback",
    "rollbacks",
    "rolled",
    "knocked",
    "marked",
    "better",
    "smaller",
    "falling",
    "break",
    "breaks",
    "nicer",
    "sweeter",
    "bottom",
    "off",
    "gone",
    "vanish",
    "vanished",
];
/// What is charged for bringing something.
const FEE: [&str; 10] =
    ["fee", "fees", "charge", "charges", "cost", "costs", "postage", "surcharge", "payment", "markup"];
const WITHOUT: [&str; 8] = ["no", "zero", "without", "waive", "waived", "waiving", "skip", "minus"];
const NOTHING: [&str; 5] = ["nothing", "zilch", "nada", "zip", "naught"];

/// Phrases that say it by themselves.
// tidy: list
const PHRASES: &[&str] = &[
    "for nothing",
    "free of charge",
    "pay less",
    "spend less",
    "costs less",
    "cost less",
    "costs you less",
    "marked down",
    "mark down",
    "knocked off",
    "money off",
    "dollars off",
    "price break",
    "price drop",
    "our treat",
    "my treat",
    "our tab",
    "our dime",
    "we pay",
    "we're paying",
    "we'll pay",
    "we'll cover",
    "we cover",
    "delivery included",
    "shipping included",
    "delivery is included",
    "shipping is included",
    "delivery included",
    "gift with",
    "what a steal",
    "for a song",
    "for pennies",
    "won't cost",
    "doesn't cost",
    "not a penny",
    "not a cent",
    "not a dime",
    "not one cent",
    "without paying",
    "without spending",
    "half as much",
    "twofer",
    "bogof",
    "store credit",
    "giveaway",
    "giveaways",
    "cut rate",
    "fire sale",
    "below cost",
    "at cost",
    "wholesale",
];

pub(super) fn read(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    if matches!(token.text.as_str(), "halved" | "halve" | "halving") {
        let half = Quantity::from_thousandths(50_000);
        return Some((ClaimKind::Percent(half, Saying::Sense(Sense::Discount)), at, at));
    }
    let free = |last: usize| (ClaimKind::Wording(Rule::ClaimFree), at, last);
    let less = |last: usize| (ClaimKind::Wording(Rule::ClaimPercent), at, last);
    phrase(reading, at)
        .map(free)
        .or_else(|| buy_and_get(reading, at).map(free))
        .or_else(|| for_the_price(reading, at).map(free))
        .or_else(|| another_for_less(reading, at).map(free))
        .or_else(|| costs_nothing(reading, at).map(free))
        .or_else(|| without_fee(reading, at).map(free))
        .or_else(|| less_to_pay(reading, at).map(less))
}

/// The tokens of the same sentence after `at`, with their places, at most `n`.
fn ahead(reading: &Reading, at: usize, n: usize) -> impl Iterator<Item = (usize, &Token)> {
    reading
        .tokens
        .iter()
        .enumerate()
        .skip(at + 1)
        .take_while(|(_, t)| !matches!(t.text.as_str(), "." | "!" | "?" | ";" | "—" | ":"))
        .take(n)
}

fn phrase(reading: &Reading, at: usize) -> Option<usize> {
    let stands = |phrase: &str| {
        let words = phrase.split(' ').enumerate();
        words
            .clone()
            .all(|(i, word)| reading.tokens.get(at + i).is_some_and(|t| t.is(word)))
            .then(|| words.count() - 1)
    };
    PHRASES.iter().filter_map(|phrase| stands(phrase)).max().map(|n| at + n)
}

/// What a second thing begins with: `a`, `another`, `one`, `two`, `the next`.
fn is_another(token: &Token) -> bool {
    matches!(
        token.text.as_str(),
        "a" | "an"
            | "another"
            | "one"
            | "two"
            | "three"
            | "second"
            | "third"
            | "extra"
            | "half"
            | "any"
            | "next"
            | "it"
            | "more"
    ) || matches!(token.kind, Kind::Number { .. })
}

/// `Buy one, get one`, `buy a pie and get a second one`, `get one when you buy one`.
fn buy_and_get(reading: &Reading, at: usize) -> Option<usize> {
    let token = reading.tokens.get(at)?;
    let is_buying =
        |t: &Token| matches!(t.text.as_str(), "buy" | "purchase" | "order" | "grab" | "take" | "bring");
    let is_getting = |t: &Token| {
        matches!(
            t.text.as_str(),
            "get" | "receive" | "score" | "pick" | "bag" | "earn" | "snag" | "enjoy" | "take"
        )
    };
    let gives = |get: usize| {
        let the = usize::from(
            reading.near(get, 1).is_some_and(|t| matches!(t.text.as_str(), "the" | "your" | "up")),
        );
        reading.near(get + the, 1).is_some_and(is_another)
    };
    if is_buying(token) {
        let (get, _) = ahead(reading, at, 7).find(|(i, t)| is_getting(t) && gives(*i))?;
        return Some(get + 1);
    }
    if is_getting(token) && gives(at) {
        let (with, _) = ahead(reading, at, 6).find(|(i, t)| {
            matches!(t.text.as_str(), "when" | "if" | "with")
                && ahead(reading, *i, 4).any(|(_, t)| is_buying(t) || t.is("every") || t.is("any"))
        })?;
        return Some(with);
    }
    None
}

/// `two for one`, `3-for-2`, `two pies for the price of one`.
fn for_the_price(reading: &Reading, at: usize) -> Option<usize> {
    let is = |offset: isize, word: &str| reading.near(at, offset).is_some_and(|t| t.is(word));
    if is(0, "for") && is(1, "the") && is(2, "price") && is(3, "of") {
        return Some(at + 3);
    }
    let is_count = |t: &Token| {
        matches!(&t.kind, Kind::Number { suffix, .. } if suffix.is_empty())
            || matches!(t.text.as_str(), "one" | "two" | "three" | "four" | "five" | "six")
    };
    let counts = reading.tokens.get(at).is_some_and(is_count) && reading.near(at, 2).is_some_and(is_count);
    (counts && is(1, "for")).then_some(at + 2)
}

/// `second one free`, `the next pie is on us`, `another at half`: said of one more thing.
fn another_for_less(reading: &Reading, at: usize) -> Option<usize> {
    let token = reading.tokens.get(at)?;
    if !matches!(token.text.as_str(), "second" | "third" | "other" | "another" | "next" | "extra") {
        return None;
    }
    let (last, _) = ahead(reading, at, 4).find(|(i, t)| {
        t.is("half")
            || (t.is("on") && reading.near(*i, 1).is_some_and(|t| t.is("us")))
            || NOTHING.iter().any(|n| t.is(n))
    })?;
    Some(last)
}

/// `costs you nothing`, `pay nothing`, `nothing to pay`, `at no cost`.
fn costs_nothing(reading: &Reading, at: usize) -> Option<usize> {
    let token = reading.tokens.get(at)?;
    let is_nothing = |t: &Token| NOTHING.iter().any(|word| t.is(word)) || t.is("0");
    let is_paying = |t: &Token| {
        matches!(
            t.text.as_str(),
            "cost" | "costs" | "costing" | "pay" | "pays" | "paying" | "charge" | "owe" | "spend"
        )
    };
    if is_paying(token) {
        return ahead(reading, at, 3).find(|(_, t)| is_nothing(t)).map(|(last, _)| last);
    }
    if is_nothing(token) {
        return ahead(reading, at, 3).find(|(_, t)| is_paying(t)).map(|(last, _)| last);
    }
    None
}

/// `no delivery fee`, `zero shipping charges`, `we waive the fee`, `fee-free`.
fn without_fee(reading: &Reading, at: usize) -> Option<usize> {
    let token = reading.tokens.get(at)?;
    let is_fee = |t: &Token| FEE.iter().any(|word| t.is(word));
    let is_zero = matches!(token.kind, Kind::Number { thousandths: 0, .. });
    if is_zero || WITHOUT.iter().any(|word| token.is(word)) {
        return ahead(reading, at, 4).find(|(_, t)| is_fee(t)).map(|(last, _)| last);
    }
    let next = reading.near(at, 1)?;
    (is_fee(token) && matches!(next.text.as_str(), "free" | "waived" | "gone")).then_some(at + 1)
}

/// `prices slashed`, `we cut our prices`, `lower prices`: what is paid, beside that it is less.
fn less_to_pay(reading: &Reading, at: usize) -> Option<usize> {
    let token = reading.tokens.get(at)?;
    let is_price = |t: &Token| PRICE.iter().any(|word| t.is(word));
    let is_less = |t: &Token| LESS.iter().any(|word| t.is(word));
    let other: &dyn Fn(&Token) -> bool = if is_price(token) {
        &is_less
    } else if is_less(token) {
        &is_price
    } else {
        return None;
    };
    ahead(reading, at, 3).find(|(_, t)| other(t)).map(|(last, _)| last)
}
