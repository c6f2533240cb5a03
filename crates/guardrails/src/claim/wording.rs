//! Words that claim something by themselves. Only an approved phrase covers them.

use super::{ClaimKind, Found};
use crate::finding::Rule;
use crate::reading::Reading;

// tidy: list
const WORDINGS: &[(Rule, &str)] = &[
    (Rule::ClaimSuperlative, "best"),
    (Rule::ClaimSuperlative, "cheapest"),
    (Rule::ClaimSuperlative, "lowest"),
    (Rule::ClaimSuperlative, "the most"),
    (Rule::ClaimSuperlative, "most loved"),
    (Rule::ClaimSuperlative, "most trusted"),
    (Rule::ClaimSuperlative, "most popular"),
    (Rule::ClaimSuperlative, "top rated"),
    (Rule::ClaimSuperlative, "top quality"),
    (Rule::ClaimSuperlative, "top deals"),
    (Rule::ClaimSuperlative, "leading"),
    (Rule::ClaimSuperlative, "unbeatable"),
    (Rule::ClaimSuperlative, "unmatched"),
    (Rule::ClaimSuperlative, "unrivaled"),
    (Rule::ClaimSuperlative, "unparalleled"),
    (Rule::ClaimSuperlative, "world class"),
    (Rule::ClaimSuperlative, "award winning"),
    (Rule::ClaimSuperlative, "second to none"),
    (Rule::ClaimSuperlative, "better than"),
    (Rule::ClaimSuperlative, "cheaper than"),
    (Rule::ClaimGuarantee, "guarantee"),
    (Rule::ClaimGuarantee, "guarantees"),
    (Rule::ClaimGuarantee, "guaranteed"),
    (Rule::ClaimGuarantee, "risk free"),
    (Rule::ClaimGuarantee, "no risk"),
    (Rule::ClaimGuarantee, "worry free"),
    (Rule::ClaimGuarantee, "hassle free"),
    (Rule::ClaimGuarantee, "money back"),
    (Rule::ClaimGuarantee, "we promise"),
    (Rule::ClaimGuarantee, "our promise"),
    (Rule::ClaimGuarantee, "no strings"),
    (Rule::ClaimGuarantee, "no questions asked"),
    (Rule::ClaimGuarantee, "full refund"),
    (Rule::ClaimGuarantee, "proven"),
    (Rule::ClaimFree, "freebie"),
    (Rule::ClaimFree, "freebies"),
    (Rule::ClaimFree, "complimentary"),
    (Rule::ClaimFree, "gratis"),
    (Rule::ClaimFree, "on us"),
    (Rule::ClaimFree, "on the house"),
    (Rule::ClaimFree, "no cost"),
    (Rule::ClaimFree, "no charge"),
    (Rule::ClaimFree, "bogo"),
    (Rule::ClaimFree, "bonus"),
    (Rule::ClaimFree, "gift card"),
    (Rule::ClaimFree, "cash back"),
    (Rule::ClaimFree, "cashback"),
    (Rule::ClaimScarcity, "last chance"),
    (Rule::ClaimScarcity, "final chance"),
    (Rule::ClaimScarcity, "final hours"),
    (Rule::ClaimScarcity, "last day"),
    (Rule::ClaimScarcity, "almost gone"),
    (Rule::ClaimScarcity, "nearly gone"),
    (Rule::ClaimScarcity, "selling out"),
    (Rule::ClaimScarcity, "selling fast"),
    (Rule::ClaimScarcity, "going fast"),
    (Rule::ClaimScarcity, "while supplies last"),
    (Rule::ClaimScarcity, "while stocks last"),
    (Rule::ClaimScarcity, "running out"),
    (Rule::ClaimScarcity, "limited edition"),
    (Rule::ClaimScarcity, "limited supply"),
    (Rule::ClaimScarcity, "never again"),
    (Rule::ClaimScarcity, "now or never"),
    (Rule::ClaimScarcity, "won't last"),
    (Rule::ClaimScarcity, "act fast"),
    (Rule::ClaimScarcity, "clock is ticking"),
    (Rule::ClaimScarcity, "clock's ticking"),
    (Rule::ClaimScarcity, "time is running out"),
    (Rule::ClaimScarcity, "time's running out"),
    (Rule::ClaimScarcity, "time's up"),
    (Rule::ClaimScarcity, "while it lasts"),
    (Rule::ClaimScarcity, "while they last"),
    (Rule::ClaimScarcity, "almost over"),
    (Rule::ClaimScarcity, "nearly over"),
    (Rule::ClaimScarcity, "almost out"),
    (Rule::ClaimScarcity, "ending soon"),
    (Rule::ClaimScarcity, "closing soon"),
    (Rule::ClaimScarcity, "too late"),
    (Rule::ClaimScarcity, "countdown"),
    (Rule::ClaimScarcity, "flash sale"),
    (Rule::ClaimScarcity, "last call"),
    (Rule::ClaimScarcity, "run out"),
    (Rule::ClaimScarcity, "sell out"),
    (Rule::ClaimScarcity, "only a few"),
    (Rule::ClaimScarcity, "deadline"),
    (Rule::ClaimScarcity, "exclusive"),
    (Rule::ClaimScarcity, "exclusively"),
    (Rule::ClaimDate, "today only"),
    (Rule::ClaimDate, "tonight only"),
    (Rule::ClaimDate, "this week only"),
    (Rule::ClaimDate, "this weekend only"),
    (Rule::ClaimDate, "ends today"),
    (Rule::ClaimDate, "ends tonight"),
    (Rule::ClaimDate, "ends tomorrow"),
    (Rule::ClaimDate, "ends soon"),
    (Rule::ClaimDate, "expires today"),
    (Rule::ClaimDate, "expires tonight"),
    (Rule::ClaimDate, "expires soon"),
    (Rule::ClaimDate, "by midnight"),
    (Rule::ClaimDate, "until midnight"),
    (Rule::ClaimDate, "same day"),
    (Rule::ClaimDate, "next day"),
    (Rule::ClaimDate, "overnight"),
    (Rule::ClaimDate, "all year"),
    (Rule::ClaimDate, "all month"),
    (Rule::ClaimDate, "all week"),
    (Rule::ClaimDate, "forever"),
    (Rule::ClaimScope, "every order"),
    (Rule::ClaimScope, "all orders"),
    (Rule::ClaimScope, "any order"),
    (Rule::ClaimScope, "every purchase"),
    (Rule::ClaimScope, "all purchases"),
    (Rule::ClaimScope, "first order"),
    (Rule::ClaimScope, "first purchase"),
    (Rule::ClaimScope, "everything"),
    (Rule::ClaimScope, "all products"),
    (Rule::ClaimScope, "all items"),
    (Rule::ClaimScope, "storewide"),
    (Rule::ClaimScope, "sitewide"),
    (Rule::ClaimScope, "no minimum"),
    (Rule::ClaimScope, "unlimited"),
    (Rule::ClaimScope, "new customers"),
    (Rule::ClaimProduct, "organic"),
    (Rule::ClaimProduct, "non gmo"),
    (Rule::ClaimProduct, "all natural"),
    (Rule::ClaimProduct, "certified"),
    (Rule::ClaimProduct, "healthy"),
    (Rule::ClaimProduct, "healthier"),
    (Rule::ClaimProduct, "cure"),
    (Rule::ClaimProduct, "cures"),
    (Rule::ClaimProduct, "detox"),
    (Rule::ClaimProduct, "immunity"),
    (Rule::ClaimProduct, "lose weight"),
    (Rule::ClaimProduct, "weight loss"),
    (Rule::ClaimProduct, "superfood"),
    (Rule::ClaimProduct, "sustainable"),
    (Rule::ClaimProduct, "carbon neutral"),
    (Rule::ClaimProduct, "locally grown"),
    (Rule::ClaimProduct, "georgia grown"),
    (Rule::ClaimProduct, "handpicked"),
    (Rule::ClaimProduct, "hand picked"),
    (Rule::ClaimProduct, "homemade"),
    (Rule::ClaimProduct, "farm fresh"),
    (Rule::ClaimProduct, "free range"),
    (Rule::ClaimProduct, "new arrivals"),
    (Rule::ClaimProduct, "new collection"),
];

const DISCOUNTS: [&str; 18] = [
    "voucher",
    "vouchers",
    "rebate",
    "rebates",
    "promo",
    "steal",
    "discount",
    "discounts",
    "discounted",
    "sale",
    "save",
    "savings",
    "coupon",
    "deal",
    "deals",
    "bargain",
    "bargains",
    "markdown",
];

/// Words in `-est` that compare nothing.
// tidy: list
const NOT_SUPERLATIVE: &[&str] = &[
    "harvest",
    "forest",
    "guest",
    "rest",
    "interest",
    "request",
    "honest",
    "nest",
    "test",
    "west",
    "modest",
    "digest",
    "latest",
    "invest",
    "suggest",
    "chest",
    "quest",
    "contest",
    "vest",
    "crest",
    "zest",
    "pest",
    "arrest",
    "protest",
    "midwest",
    "northwest",
    "southwest",
    "earnest",
    "request",
    "attest",
    "conquest",
    "ingest",
    "jest",
    "protest",
    "manifest",
    "tempest",
    "priest",
    "everest",
    "inquest",
    "divest",
    "budapest",
    "detest",
    "behest",
    "nearest",
    "dearest",
    "est",
];

/// Products for which "free" means "without".
const WITHOUT: [&str; 10] =
    ["gluten", "sugar", "dairy", "fat", "nut", "caffeine", "cruelty", "chemical", "lactose", "pesticide"];

pub(super) fn read(reading: &Reading, at: usize) -> Option<Found> {
    let token = reading.tokens.get(at)?;
    let n_words = |phrase: &str| phrase.split(' ').count();
    let stands = |phrase: &str| {
        phrase.split(' ').enumerate().all(|(i, word)| reading.tokens.get(at + i).is_some_and(|t| t.is(word)))
    };
    let longest =
        WORDINGS.iter().filter(|(_, phrase)| stands(phrase)).max_by_key(|(_, phrase)| n_words(phrase));
    if let Some((rule, phrase)) = longest {
        let is_wish = phrase == &"best"
            && (reading.near(at, 1).is_some_and(|t| matches!(t.text.as_str(), "wishes" | "regards")));
        return (!is_wish).then(|| (ClaimKind::Wording(*rule), at, at + n_words(phrase) - 1));
    }
    if token.is("free") {
        return free(reading, at);
    }
    if DISCOUNTS.iter().any(|word| token.is(word)) {
        return Some((ClaimKind::AnyDiscount, at, at));
    }
    let is_superlative = token.is_word()
        && 5 <= token.text.chars().count()
        && token.text.ends_with("est")
        && !NOT_SUPERLATIVE.contains(&token.text.as_str());
    is_superlative.then_some((ClaimKind::Wording(Rule::ClaimSuperlative), at, at))
}

fn free(reading: &Reading, at: usize) -> Option<Found> {
    let before = reading.near(at, -1);
    if before.is_some_and(|t| matches!(t.text.as_str(), "feel" | "set" | "break")) {
        return None;
    }
    let is_without = before.is_some_and(|t| WITHOUT.iter().any(|word| t.is(word)));
    let is_joined = reading.tokens.get(at).is_some_and(|t| t.is_hyphened);
    if is_without || is_joined {
        return Some((ClaimKind::Wording(Rule::ClaimProduct), at.saturating_sub(1), at));
    }
    Some((ClaimKind::Wording(Rule::ClaimFree), at, at))
}
