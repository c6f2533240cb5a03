//! Whether a fact sheet says in words what it states in values.

use crate::claim::{Claim, find_claims};
use crate::reading::Reading;
use content::{ContentError, Fact, FactValue, Facts};

/// Everything that is wrong with a fact sheet.
///
/// A statement must list each claim that it makes among its values, and state each value: a sheet that says 15 % in
/// words and 20 % in its values would approve a lie.
pub fn faults_of_facts(facts: &Facts) -> Vec<ContentError> {
    let mut faults = facts.faults();
    for fact in &facts.facts {
        for claim in
            std::iter::once(&fact.text).chain(&fact.short).flat_map(|text| unbound_claims(facts, text))
        {
            faults.push(facts.wrong(
                format!("`{}` in fact `{}` is not among its values", claim.words, fact.id),
                "add it to `values` or correct the statement",
            ));
        }
        for value in fact.values.iter().filter(|value| !states(facts, fact, value)) {
            faults.push(facts.wrong(
                format!("value `{}` of fact `{}` stands in none of its texts", spoken(value), fact.id),
                "correct the value or the statement",
            ));
        }
    }
    for claim in unbound_claims(facts, &facts.business_as_usual) {
        faults.push(facts.wrong(
            format!("`{}` in `business_as_usual` binds to no fact", claim.words),
            "add the fact or correct the line",
        ));
    }
    faults
}

/// Returns whether a fact says one of its values in words.
fn states(facts: &Facts, fact: &Fact, value: &FactValue) -> bool {
    let mut texts = std::iter::once(&fact.text).chain(&fact.short).map(|text| Reading::of(text));
    match value {
        FactValue::Phrase(phrase) => texts.any(|reading| !reading.find_text(phrase).is_empty()),
        _ => texts.any(|reading| {
            find_claims(&reading, facts)
                .iter()
                .any(|claim| claim.agrees_with(value, facts) || claim.is_in_phrase)
        }),
    }
}

/// The claims of a text that no fact states.
pub(crate) fn unbound_claims(facts: &Facts, text: &str) -> Vec<Claim> {
    let reading = Reading::of(text);
    find_claims(&reading, facts).into_iter().filter(|claim| !claim.is_bound(facts)).collect()
}

/// A value in a few words, as an error names it.
fn spoken(value: &FactValue) -> String {
    match value {
        FactValue::Percent { amount, .. } => format!("{amount}%"),
        FactValue::Money { amount, .. } => amount.to_string(),
        FactValue::Number { amount, noun } => format!("{amount} {noun}"),
        FactValue::Date { day, .. } => day.to_string(),
        FactValue::Code(code) => code.clone(),
        FactValue::Phrase(phrase) => phrase.clone(),
    }
}
