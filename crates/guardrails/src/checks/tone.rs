//! The brand's terms, spam words, shouting, capital letters.

use super::Subject;
use super::language::pictographs;
use crate::finding::{Finding, Place, Rule, Severity};
use crate::reading::Token;
use content::{Casing, Voice};
use content::{FactValue, Facts};
use unicode_normalization::UnicodeNormalization;

pub(super) fn terms(
    subject: &Subject<'_>,
    banned: &[(String, Vec<Token>)],
    preferred: &[(String, String, Vec<Token>)],
    out: &mut Vec<Finding>,
) {
    for (term, tokens) in banned {
        for (first, last) in subject.reading.find(tokens) {
            let place = subject.reading.span(first, last);
            out.push(Finding::error(Rule::BannedTerm, place, format!("the brand never says `{term}`")));
        }
    }
    disguised(subject, banned, out);
    for (instead_of, say, tokens) in preferred {
        for (first, last) in subject.reading.find(tokens) {
            let place = subject.reading.span(first, last);
            let why = format!("the brand says `{say}` instead of `{instead_of}`");
            out.push(Finding::warning(Rule::PreferredTerm, place, why));
        }
    }
}

/// A word as the eye takes it: without accents, doubled letters, hyphens and a possessive, signs read as letters.
fn skeleton(word: &str) -> String {
    let mut out = String::new();
    let word = word.to_lowercase();
    let word = word.strip_suffix("'s").unwrap_or(&word);
    for c in word.nfd() {
        let c = match c {
            '€' | '3' => 'e',
            '@' | '4' => 'a',
            '0' => 'o',
            '1' | '!' | '|' => 'i',
            '$' | '5' => 's',
            '7' => 't',
            _ => c,
        };
        if c.is_alphanumeric() && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Finds banned words that are spelt so that a comparison by letters misses them: `c-h-e-a-p`, `chéap`, `cheaap`.
fn disguised(subject: &Subject<'_>, banned: &[(String, Vec<Token>)], out: &mut Vec<Finding>) {
    let single: Vec<(&str, String)> = banned
        .iter()
        .filter(|(_, tokens)| tokens.len() == 1)
        .map(|(term, _)| (term.as_str(), skeleton(term)))
        .collect();
    let folded = &subject.reading.chars;
    for (place, word) in blank_parted(folded) {
        let seen = skeleton(&word);
        let plain = word.to_lowercase();
        let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some((term, _)) = single.iter().find(|(term, known)| *known == seen && *term != plain) {
            let why = format!("`{}` reads as `{term}`, which the brand never says", subject.quote(place));
            out.push(Finding::error(Rule::BannedTerm, place, why));
        }
    }
}

fn blank_parted(chars: &[(char, usize)]) -> Vec<(Place, String)> {
    let words = chars.split(|(c, _)| c.is_whitespace() || matches!(c, ',' | '.' | '—' | ':' | ';' | '?'));
    let place = |word: &[(char, usize)]| {
        let (first, last) = (word.first()?.1, word.last()?.1);
        Some((Place { start: first, end: last + 1 }, word.iter().map(|(c, _)| *c).collect()))
    };
    words.filter_map(place).collect()
}

/// Finds words that are spelt letter by letter, `F R E E`, which is done to pass a filter.
pub(super) fn spelt_out(subject: &Subject<'_>, voice: &Voice, out: &mut Vec<Finding>) {
    let tokens = &subject.reading.tokens;
    let mut at = 0;
    while at < tokens.len() {
        let mut letters: Vec<usize> = Vec::new();
        let mut here = at;
        while let Some(token) = tokens.get(here) {
            if token.is_word() && token.text.chars().count() == 1 {
                letters.push(here);
            } else if !token.is(".") || letters.is_empty() {
                break;
            }
            here += 1;
        }
        let word: String = letters.iter().filter_map(|i| tokens.get(*i)).map(|t| t.text.as_str()).collect();
        let is_short_form = CAPITALS.contains(&word.as_str())
            || voice.rules.capitals.iter().any(|w| w.to_lowercase() == word);
        if let (true, Some(first), Some(last)) =
            (4 <= letters.len() && !is_short_form, letters.first(), letters.last())
        {
            let place = subject.reading.span(*first, *last);
            let why = format!("`{}` is spelt letter by letter", subject.quote(place));
            out.push(Finding::error(Rule::SpamWord, place, why));
        }
        at = here.max(at + 1);
    }
}

// tidy: list
const SPAM: &[(Severity, &str)] = &[
    (Severity::Error, "re :"),
    (Severity::Error, "fw :"),
    (Severity::Error, "fwd :"),
    (Severity::Error, "you won"),
    (Severity::Error, "you have won"),
    (Severity::Error, "you've won"),
    (Severity::Error, "winner"),
    (Severity::Error, "congratulations"),
    (Severity::Error, "urgent"),
    (Severity::Error, "invoice"),
    (Severity::Error, "account suspended"),
    (Severity::Error, "you have been selected"),
    (Severity::Error, "you've been selected"),
    (Severity::Error, "not spam"),
    (Severity::Error, "make money"),
    (Severity::Error, "earn money"),
    (Severity::Error, "extra income"),
    (Severity::Error, "viagra"),
    (Severity::Error, "credit card"),
    (Severity::Error, "social security"),
    (Severity::Error, "click here"),
    (Severity::Error, "click below"),
    (Severity::Error, "act now"),
    (Severity::Error, "once in a lifetime"),
    (Severity::Warning, "buy now"),
    (Severity::Warning, "order now"),
    (Severity::Warning, "shop now"),
    (Severity::Warning, "call now"),
    (Severity::Warning, "don't miss"),
    (Severity::Warning, "don't delete"),
    (Severity::Warning, "hurry"),
    (Severity::Warning, "limited time"),
    (Severity::Warning, "dear friend"),
    (Severity::Warning, "amazing"),
    (Severity::Warning, "incredible"),
    (Severity::Warning, "miracle"),
    (Severity::Warning, "unbelievable"),
    (Severity::Warning, "special promotion"),
    (Severity::Warning, "unlock"),
    (Severity::Warning, "elevate"),
    (Severity::Warning, "indulge"),
    (Severity::Warning, "discover the"),
    (Severity::Warning, "embark"),
    (Severity::Warning, "dive into"),
];

pub(super) fn spam(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    for (severity, phrase) in SPAM {
        for (first, last) in subject.reading.find_text(phrase) {
            // A reply is pretended at the very beginning only.
            if phrase.ends_with(':') && 0 < first {
                continue;
            }
            let place = subject.reading.span(first, last);
            let why = format!("`{}` is wording that readers and filters distrust", subject.quote(place));
            out.push(Finding { rule: Rule::SpamWord, severity: *severity, place, why });
        }
    }
    let dollars = subject.reading.folded();
    if let Some(byte) = dollars.find("$$") {
        let start = dollars.get(..byte).map_or(0, |t| t.chars().count());
        out.push(Finding::error(Rule::SpamWord, Place { start, end: start + 2 }, "`$$` is a mark of spam"));
    }
}

/// Short names that are written in capitals anywhere.
const CAPITALS: [&str; 10] = ["ga", "usa", "us", "bbq", "blt", "atl", "ok", "tv", "diy", "asap"];

fn is_allowed(token: &Token, voice: &Voice, facts: &Facts) -> bool {
    CAPITALS.contains(&token.text.as_str())
        || voice.rules.capitals.iter().any(|word| word.to_lowercase() == token.text)
        || facts
            .values()
            .any(|(_, v)| matches!(v, FactValue::Code(code) if code.to_lowercase() == token.text))
}

pub(super) fn shouting(subject: &Subject<'_>, voice: &Voice, facts: &Facts, out: &mut Vec<Finding>) {
    let tokens = &subject.reading.tokens;
    let marks: Vec<&Token> = tokens.iter().filter(|t| t.is("!")).collect();
    let n_max = voice.rules.max_exclamation_marks;
    if let Some(mark) = marks.get(n_max) {
        let why = format!("{} exclamation marks; at most {n_max}", marks.len());
        out.push(Finding::error(Rule::Shouting, mark.place, why));
    }
    let pictographs = pictographs(subject.text);
    if let (true, Some(first)) = (voice.rules.max_emoji < pictographs.len(), pictographs.first()) {
        let why = format!("{} pictographs; at most {}", pictographs.len(), voice.rules.max_emoji);
        out.push(Finding::error(Rule::Shouting, *first, why));
    }
    let shouted: Vec<&Token> =
        tokens.iter().filter(|t| t.is_word() && t.is_capitals(3) && !is_allowed(t, voice, facts)).collect();
    for token in &shouted {
        let why = format!("`{}` is in capital letters", subject.quote(token.place));
        let severity = if shouted.len() == 1 { Severity::Warning } else { Severity::Error };
        out.push(Finding { rule: Rule::Shouting, severity, place: token.place, why });
    }
}

pub(super) fn casing(subject: &Subject<'_>, voice: &Voice, facts: &Facts, out: &mut Vec<Finding>) {
    let brand = voice.brand.to_lowercase();
    // Short words stay small in title case too; the brand's name and codes are capital in both.
    let counts = |t: &&Token| {
        t.is_word() && 4 <= t.text.chars().count() && !brand.contains(&t.text) && !is_allowed(t, voice, facts)
    };
    let words: Vec<&Token> = subject.reading.tokens.iter().skip(1).filter(counts).collect();
    let n_capital = words.iter().filter(|t| t.written.chars().next().is_some_and(char::is_uppercase)).count();
    let place = subject.reading.whole();
    let is_title = 3 <= words.len() && 2 * words.len() < 3 * n_capital;
    let is_sentence = 3 <= words.len() && 3 * n_capital < words.len();
    match voice.rules.casing {
        Casing::Sentence if is_title => {
            out.push(Finding::warning(
                Rule::Casing,
                place,
                "it is written like a headline; the brand writes sentences",
            ));
        }
        Casing::Title if is_sentence => {
            out.push(Finding::warning(
                Rule::Casing,
                place,
                "it is written like a sentence; the brand writes headlines",
            ));
        }
        _ => {}
    }
}
