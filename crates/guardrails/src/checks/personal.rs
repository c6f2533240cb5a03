//! Personal data that no model may write.

use super::Subject;
use crate::claim::{ClaimKind, find_claims};
use crate::finding::{Finding, Place, Rule};
use crate::reading::{Kind, Token};
use content::Facts;
use content::Voice;

/// So many digits in one number look like an account, a telephone or a card number.
const MANY_DIGITS: usize = 6;

pub(super) fn check(subject: &Subject<'_>, voice: &Voice, facts: &Facts, out: &mut Vec<Finding>) {
    digits(subject, facts, out);
    greeting(subject, voice, out);
}

/// Finds telephone, card and other long numbers, also when blanks, hyphens or brackets part their digits.
///
/// A date in digits is no such number; whether it is approved is another check's matter.
fn digits(subject: &Subject<'_>, facts: &Facts, out: &mut Vec<Finding>) {
    let dates: Vec<Place> = find_claims(subject.reading, facts)
        .into_iter()
        .filter(|claim| matches!(claim.kind, ClaimKind::Date { .. }))
        .map(|claim| claim.place)
        .collect();
    // What stands within a date is a date.
    let is_date = |place: Place| dates.iter().any(|date| date.start <= place.start && place.end <= date.end);
    let mut run: Vec<usize> = Vec::new();
    let mut gap = 0;
    let mut flush = |run: &mut Vec<usize>| {
        if let (true, Some(first), Some(last)) = (MANY_DIGITS <= run.len(), run.first(), run.last()) {
            let what =
                if (10..=15).contains(&run.len()) { "a telephone or card number" } else { "a long number" };
            let place = Place { start: *first, end: last + 1 };
            if !is_date(place) {
                out.push(Finding::error(
                    Rule::PersonalData,
                    place,
                    format!("{what} of {} digits", run.len()),
                ));
            }
        }
        run.clear();
    };
    for (c, at) in &subject.reading.chars {
        match c {
            '0'..='9' => {
                run.push(*at);
                gap = 0;
            }
            ' ' | '-' | '(' | ')' | '.' | '+' if gap < 2 => gap += 1,
            _ => {
                flush(&mut run);
                gap = 0;
            }
        }
    }
    flush(&mut run);
    for token in &subject.reading.tokens {
        let n_digits = token.text.chars().filter(char::is_ascii_digit).count();
        let n_letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
        if token.kind == Kind::Code && 4 <= n_digits && n_letters <= 3 && !is_date(token.place) {
            let why = format!("`{}` looks like a customer or order number", subject.quote(token.place));
            out.push(Finding::error(Rule::PersonalData, token.place, why));
        }
    }
}

/// `Hi Sarah`: a name that the model made up. Names are filled in by code.
fn greeting(subject: &Subject<'_>, voice: &Voice, out: &mut Vec<Finding>) {
    let brand = voice.brand.to_lowercase();
    let is_name = |token: &Token| {
        let is_capital = token.written.chars().next().is_some_and(char::is_uppercase);
        let is_common = matches!(
            token.text.as_str(),
            "there"
                | "y'all"
                | "friend"
                | "friends"
                | "neighbor"
                | "neighbors"
                | "georgia"
                | "atlanta"
                | "savannah"
                | "folks"
                | "stranger"
                | "everyone"
                | "all"
                | "again"
                | "from"
        );
        token.is_word() && is_capital && !is_common && !brand.contains(&token.text)
    };
    for (i, token) in subject.reading.tokens.iter().enumerate() {
        let is_greeting = matches!(token.text.as_str(), "hi" | "hey" | "hello" | "dear");
        let Some(next) = subject.reading.near(i, 1).filter(|next| is_greeting && is_name(next)) else {
            continue;
        };
        let follows = subject.reading.near(i, 2);
        // In title case every word is a capital: only a name stands before a comma or the end.
        if follows.is_none_or(|t| !t.is_word()) {
            let why = format!(
                "`{}` looks like a person's name; names are filled in by code",
                subject.quote(next.place)
            );
            out.push(Finding::error(Rule::PersonalData, next.place, why));
        }
    }
}
