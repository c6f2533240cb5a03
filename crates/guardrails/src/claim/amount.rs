//! Reads percentages, money, counts and codes, in digits and in words.

use super::currency;
use super::{ClaimKind, Found, Saying};
use crate::finding::Rule;
use crate::reading::{Kind, Reading, Token};
use content::{Quantity, Sense};

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(&str, i64); 4] =
    [("dozen", 12), ("hundred", 100), ("thousand", 1_000), ("million", 1_000_000)];
/// Returns a number in thousandths and the last token of it.
pub(super) fn value_at(reading: &Reading, at: usize) -> Option<(i64, usize)> {
    let token = reading.tokens.get(at)?;
    match &token.kind {
        Kind::Number { thousandths, suffix } => {
            let scale = match suffix.as_str() {
                "k" => 1_000,
                "m" => 1_000_000,
                _ => 1,
            };
            let (scale, last) = match reading.near(at, 1).and_then(|next| scale_of(&next.text)) {
                Some(factor) => (factor.saturating_mul(scale), at + 1),
                None => (scale, at),
            };
            Some((thousandths.saturating_mul(scale), last))
        }
        Kind::Word => words_at(reading, at),
        _ => None,
    }
}

fn scale_of(word: &str) -> Option<i64> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    SCALES.iter().find(|(name, _)| *name == singular).map(|(_, factor)| *factor)
}

fn small(word: &str) -> Option<i64> {
    if let Some(unit) = UNITS.iter().position(|name| *name == word) {
        return i64::try_from(unit).ok();
    }
    TENS.iter().position(|name| *name == word).and_then(|i| i64::try_from(i).ok()).map(|i| (i + 2) * 10)
}

/// Reads `twenty-five`, `two hundred`, `a dozen`.
fn words_at(reading: &Reading, at: usize) -> Option<(i64, usize)> {
    let first = reading.tokens.get(at)?;
    let (mut value, mut last) = match small(&first.text) {
        Some(value) => (value, at),
        None if first.is("a") && reading.near(at, 1).is_some_and(|t| scale_of(&t.text).is_some()) => (1, at),
        None => (scale_of(&first.text)?, at),
    };
    if 20 <= value
        && value % 10 == 0
        && let Some(unit @ 1..=9) = reading.near(last, 1).and_then(|t| small(&t.text))
    {
        value += unit;
        last += 1;
    }
    while let Some(factor) = reading.near(last, 1).and_then(|t| scale_of(&t.text)) {
        value = value.saturating_mul(factor);
        last += 1;
    }
    Some((value.saturating_mul(1000), last))
}

pub(super) fn read(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    if token.kind == Kind::Code {
        if let Some((tender, thousandths)) = currency::joined(token) {
            let (saying, last) = saying(reading, at, at);
            return Some((ClaimKind::Money { thousandths, tender, saying }, at, last));
        }
        return Some((ClaimKind::Code(token.written.clone()), at, at));
    }
    code_after(reading, at)
        .or_else(|| rank_one(reading, at))
        .or_else(|| money_first(reading, at))
        .or_else(|| share_off(reading, at))
        .or_else(|| multiple(reading, at))
        .or_else(|| number_first(reading, at))
}

/// `code PEACHY`: what stands after the word is a code even without digits.
fn code_after(reading: &Reading, at: usize) -> Option<Found> {
    if !reading.tokens.get(at)?.is("code") {
        return None;
    }
    let skip = usize::from(reading.near(at, 1)?.is(":"));
    let code = reading.tokens.get(at + 1 + skip)?;
    let is_code = code.kind == Kind::Code || (code.is_word() && code.is_capitals(3));
    is_code.then(|| (ClaimKind::Code(code.written.clone()), at + 1 + skip, at + 1 + skip))
}

fn is_one(token: &Token) -> bool {
    matches!(token.kind, Kind::Number { thousandths: 1000, .. }) || token.is("one")
}

/// `#1`, `No. 1`, `number one`: a superlative, not a count.
fn rank_one(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    if !(token.is("#") || token.is("no") || token.is("number")) {
        return None;
    }
    let skip = usize::from(token.is("no") && reading.near(at, 1)?.is("."));
    let is_first = is_one(reading.tokens.get(at + 1 + skip)?);
    (is_first && (skip == 1 || !token.is("no"))).then_some((
        ClaimKind::Wording(Rule::ClaimSuperlative),
        at,
        at + 1 + skip,
    ))
}

fn money_first(reading: &Reading, at: usize) -> Option<Found> {
    let (sign, n_tokens) = currency::before(reading, at)?;
    let (thousandths, last) = value_at(reading, at + n_tokens)?;
    let (tender, parts, last) = currency::around(reading, sign, last);
    let (saying, last) = saying(reading, at, last);
    Some((ClaimKind::Money { thousandths: thousandths / parts, tender, saying }, at, last))
}

/// `half off`, `½ price`, `1/2 off`, `two thirds less`: a percentage in other words.
fn share_off(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    let (thousandths, last) = match &token.kind {
        Kind::Word => share_in_words(reading, at)?,
        Kind::Number { thousandths, .. } if *thousandths < 1000 && 0 < *thousandths => (*thousandths, at),
        Kind::Number { thousandths: above, .. } => {
            let slash = reading.near(at, 1)?;
            let below = match reading.near(at, 2)?.kind {
                Kind::Number { thousandths: below, .. } if above < &below => below,
                _ => return None,
            };
            if !(slash.is("/") || slash.is("\u{2044}")) {
                return None;
            }
            (above * 1000 / below, at + 2)
        }
        _ => return None,
    };
    let skip = usize::from(matches!(reading.near(last, 1)?.text.as_str(), "the" | "of" | "our"));
    let next = reading.near(last + skip, 1)?;
    let is_off = matches!(
        next.text.as_str(),
        "off" | "price" | "prices" | "priced" | "less" | "cheaper" | "cost" | "discount" | "reduction"
    );
    is_off.then(|| {
        let percent = Quantity::from_thousandths(thousandths * 100);
        (ClaimKind::Percent(percent, Saying::Sense(Sense::Discount)), at, last + skip + 1)
    })
}

/// Reads `half`, `a third`, `two thirds`, `three quarters`.
fn share_in_words(reading: &Reading, at: usize) -> Option<(i64, usize)> {
    let part = |word: &str| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        let parts = ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
        let below = match singular {
            "halve" => 2,
            "fourth" => 4,
            _ => i64::try_from(parts.iter().position(|part| *part == singular)?).ok()? + 2,
        };
        Some(1000 / below)
    };
    let token = reading.tokens.get(at)?;
    if let Some(share) = part(&token.text) {
        return Some((share, at));
    }
    let above = small(&token.text).filter(|n| (1..10).contains(n))?;
    let share = part(&reading.near(at, 1)?.text)?;
    Some((above * share, at + 1))
}

/// `double points`, `twice the fun`: more of something, which only an approved phrase can promise.
fn multiple(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    let n = match token.text.as_str() {
        "half" => 500,
        "double" | "twice" => 2_000,
        "triple" => 3_000,
        _ => return None,
    };
    Some((ClaimKind::Number(Quantity::from_thousandths(n), noun(reading, at)), at, at))
}

fn noun(reading: &Reading, last: usize) -> String {
    reading.near(last, 1).map(|t| t.text.clone()).unwrap_or_default()
}

fn number_first(reading: &Reading, at: usize) -> Option<Found> {
    let (thousandths, last) = value_at(reading, at)?;
    let next = reading.near(last, 1);
    let is_per_cent =
        next.is_some_and(|t| t.is("per")) && reading.near(last, 2).is_some_and(|t| t.is("cent"));
    if is_per_cent || next.is_some_and(|t| matches!(t.text.as_str(), "%" | "percent" | "pct" | "percentage"))
    {
        let (saying, end) = saying(reading, at, last + if is_per_cent { 2 } else { 1 });
        return Some((ClaimKind::Percent(Quantity::from_thousandths(thousandths), saying), at, end));
    }
    if let Some((tender, parts, end)) = currency::after(reading, last) {
        let (saying, end) = saying(reading, at, end);
        return Some((ClaimKind::Money { thousandths: thousandths / parts, tender, saying }, at, end));
    }
    // "one" alone is a pronoun more often than a count.
    let token = reading.tokens.get(at)?;
    if token.is("one") && last == at {
        return None;
    }
    let noun = match &token.kind {
        Kind::Number { suffix, .. } if !suffix.is_empty() && last == at => suffix.clone(),
        _ => noun(reading, last),
    };
    Some((ClaimKind::Number(Quantity::from_thousandths(thousandths), noun), at, last))
}

/// Returns what the words around an amount make of it, and the last token that belongs to it.
fn saying(reading: &Reading, first: usize, last: usize) -> (Saying, usize) {
    let word = |at: usize, offset: isize| reading.near(at, offset).map_or("", |t| t.text.as_str());
    let (before, before2) = (word(first, -1), word(first, -2));
    let (after, after2) = (word(last, 1), word(last, 2));
    let stretches = matches!(before, "extra" | "additional" | "another" | "almost" | "nearly" | "about")
        || matches!((before2, before), ("up", "to") | ("more", "than") | ("at", "least"));
    let is_discount = matches!(after, "off" | "discount" | "savings" | "less");
    let is_from = matches!(before, "over" | "above" | "minimum" | "min" | "spend" | "spending" | "from");
    if is_discount {
        let is_plain = !stretches && !is_from;
        return (if is_plain { Saying::Sense(Sense::Discount) } else { Saying::Other }, last + 1);
    }
    if stretches {
        return (Saying::Other, last);
    }
    let is_saved = matches!(before, "save" | "saving" | "saves") && after != "+";
    if is_saved {
        return (Saying::Sense(Sense::Discount), last);
    }
    if is_from || matches!((before2, before), ("orders", "of") | ("or", "over")) {
        return (Saying::Sense(Sense::Minimum), last);
    }
    let is_up =
        matches!((after, after2), ("or", "more") | ("and", "up") | ("and", "over") | ("and", "above"));
    if is_up || matches!(after, "+" | "minimum" | "order" | "orders" | "basket" | "purchase") {
        return (Saying::Sense(Sense::Minimum), last + if is_up { 2 } else { 1 });
    }
    let is_promised = matches!(
        after,
        "more"
            | "extra"
            | "bonus"
            | "back"
            | "cashback"
            | "cash"
            | "faster"
            | "fresher"
            | "cheaper"
            | "organic"
            | "natural"
            | "pure"
            | "real"
            | "satisfaction"
            | "local"
            | "fresh"
            | "free"
            | "of"
    );
    if is_promised || matches!(before, "under" | "below") {
        return (Saying::Other, last);
    }
    if matches!(before, "only" | "just" | "for" | "at") && word(last, 0) != "%" {
        return (Saying::Sense(Sense::Price), last);
    }
    (Saying::Plain, last)
}
