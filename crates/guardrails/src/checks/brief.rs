//! Whether a line says anything of what it was asked for.
//!
//! A small model writes grammatical lines about nothing. Whether a line makes sense no rule can tell; that it shares no
//! word with the facts, the brand's turns of phrase and its examples is a sign that it does not.

use super::Subject;
use crate::claim::find_claims;
use crate::finding::{Finding, Rule};
use crate::reading::{Reading, Token};
use content::{Facts, Voice};
use std::collections::BTreeSet;

/// With fewer words than these the definitions say too little to judge a line by.
const ENOUGH_WORDS: usize = 24;

/// A line of fewer telling words is too short to say much.
const LONG_LINE: usize = 5;

// tidy: list
const EMPTY_WORDS: &[&str] = &[
    "about", "again", "also", "been", "before", "can't", "come", "could", "does", "don't", "even", "every",
    "from", "have", "here", "here's", "i'll", "into", "it's", "just", "like", "made", "make", "more", "most",
    "much", "need", "only", "other", "over", "please", "some", "such", "take", "than", "that", "that's",
    "their", "them", "then", "there", "these", "they", "this", "those", "very", "want", "we'll", "we're",
    "we've", "were", "what", "when", "where", "which", "while", "will", "with", "would", "you'll", "you're",
    "you've", "your",
];

/// The words that a line may share with what it was asked for.
pub(super) fn words(voice: &Voice, facts: &Facts) -> BTreeSet<String> {
    let stated = facts.facts.iter().flat_map(|fact| std::iter::once(&fact.text).chain(&fact.short));
    let palette = &voice.palette;
    let turns = palette.openers.iter().chain(&palette.invitations).chain(&palette.themes);
    let preferred = voice.rules.preferred.iter().map(|term| &term.say);
    let examples = voice.on_brand.iter().map(|example| &example.text);
    stated
        .chain([&facts.business_as_usual, &voice.brand])
        .chain(turns)
        .chain(preferred)
        .chain(examples)
        .flat_map(|text| telling(&Reading::of(text).tokens))
        .collect()
}

/// The words that say something, without a plural's end.
fn telling(tokens: &[Token]) -> BTreeSet<String> {
    let words = tokens.iter().filter(|token| token.is_word() && 4 <= token.text.chars().count());
    let words = words.filter(|token| !EMPTY_WORDS.contains(&token.text.as_str()));
    words.map(|token| token.text.trim_end_matches('s').to_owned()).collect()
}

/// Rejects a line that shares nothing with what it was asked for, and warns of one that shares little.
pub(super) fn check(subject: &Subject<'_>, asked: &BTreeSet<String>, facts: &Facts, out: &mut Vec<Finding>) {
    let said = telling(&subject.reading.tokens);
    if asked.len() < ENOUGH_WORDS || said.is_empty() {
        return;
    }
    if find_claims(subject.reading, facts).iter().any(|claim| claim.is_bound(facts)) {
        return;
    }
    let n_shared = said.intersection(asked).count();
    let whole = subject.reading.whole();
    if n_shared == 0 {
        let why = "it has no word of the facts, of the brand's turns of phrase or of its examples";
        out.push(Finding::error(Rule::OffBrief, whole, why));
    } else if LONG_LINE <= said.len() && 5 * n_shared < 2 * said.len() {
        let why = "it says little of the facts or of what the brand talks about; does it make sense?";
        out.push(Finding::warning(Rule::OffBrief, whole, why));
    }
}
