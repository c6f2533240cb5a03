//! A grammar over approved facts and the brand's own turns of phrase. No file, no network, no surprise.

use crate::{GenerateRequest, Generation, ModelError, Reply, Usage};
use content::{DateSense, Fact, FactKind, FactValue};
use guardrails::Checker;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// Version of the grammar; it stands in a variant's provenance as the model's name.
const MODEL: &str = "phrasebook-1";

/// What a pattern may use: one choice each of the voice and one offer.
struct Pieces<'a> {
    opener: &'a str,
    invitation: &'a str,
    theme: &'a str,
    offer: &'a str,
    until: &'a str,
    code: &'a str,
}

/// One way to build a line. An empty result means that a piece it needs is not there.
type Pattern = fn(&Pieces<'_>) -> String;

/// The grammar. Each pattern stands for one shape of line, and the shapes take turns.
// tidy: list
const PATTERNS: [Pattern; 15] = [
    |p| format!("{}: {}", p.opener, p.offer),
    |p| format!("{}, and here's {}", p.opener, p.offer),
    |p| format!("{}. {}", p.opener, capital(p.offer)),
    |p| format!("{}: {} with {}", p.opener, p.offer, p.code),
    |p| format!("{}: {} {}", p.opener, p.offer, p.until),
    |p| format!("{}, {}", capital(p.offer), p.invitation),
    |p| format!("{} {}", capital(p.offer), p.until),
    |p| format!("{}: {}", capital(p.invitation), p.offer),
    |p| format!("{}: {} {}", capital(p.invitation), p.offer, p.until),
    |p| format!("{} and {}", capital(p.theme), p.offer),
    |p| format!("{} with {}", capital(p.theme), p.offer),
    |p| format!("{}? Here's {}", capital(p.theme), p.offer),
    |p| format!("{}? {}, {}", capital(p.theme), capital(p.invitation), p.offer),
    |p| format!("{}, then {}", capital(p.offer), p.theme),
    |p| format!("Thinking of {}? {}", p.theme, capital(p.offer)),
];

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The approved short forms of one offer with its day and its code.
struct Offer<'a> {
    short: &'a str,
    until: String,
    code: String,
}

fn offers(facts: &[Fact]) -> Vec<Offer<'_>> {
    let is_offer = |fact: &&Fact| fact.kind == FactKind::Offer;
    let read = |fact: &'_ Fact| -> (String, String) {
        let mut found = (String::new(), String::new());
        for value in &fact.values {
            match value {
                FactValue::Date { day, sense: DateSense::Ends } => {
                    found.0 = format!("through {} {}", day.month_name(), day.day);
                }
                FactValue::Code(code) => found.1 = format!("code {code}"),
                _ => {}
            }
        }
        found
    };
    facts
        .iter()
        .filter(is_offer)
        .flat_map(|fact| {
            let (until, code) = read(fact);
            fact.short.iter().map(move |short| Offer { short, until: until.clone(), code: code.clone() })
        })
        .collect()
}

/// Returns up to `n` distinct lines, the same ones for the same seed. Every line passes every check.
///
/// The shapes of line take turns, so that a short list is not one sentence with its words exchanged.
pub fn lines(checker: &Checker, seed: u64, n: usize) -> Vec<String> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let palette = &checker.voice().palette;
    let offers = offers(&checker.facts().facts);
    let mut shapes: Vec<Vec<String>> = PATTERNS
        .iter()
        .map(|pattern| {
            let mut built: Vec<String> = build(*pattern, palette, &offers).into_iter().collect();
            built.shuffle(&mut rng);
            built
        })
        .collect();
    shapes.shuffle(&mut rng);
    let mut chosen: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    while chosen.len() < n && shapes.iter().any(|shape| !shape.is_empty()) {
        for shape in &mut shapes {
            let next = std::iter::from_fn(|| shape.pop())
                .find(|line| !seen.contains(line) && checker.check_all(&[line]).iter().all(Vec::is_empty));
            if let Some(line) = next
                && chosen.len() < n
            {
                seen.insert(line.clone());
                chosen.push(line);
            }
        }
    }
    chosen
}

/// Returns every line of one shape. A pattern that ignores a piece gives the same line again: kept once.
fn build(pattern: Pattern, palette: &content::Palette, offers: &[Offer<'_>]) -> BTreeSet<String> {
    // A marker shows which pieces a pattern uses, so that the unused ones are not multiplied out.
    let marked = pattern(&Pieces {
        opener: "\u{1}",
        invitation: "\u{2}",
        theme: "\u{3}",
        offer: "\u{4}",
        until: "\u{5}",
        code: "\u{6}",
    });
    let uses = |mark: char| marked.to_uppercase().contains(mark);
    let choices = |mark: char, words: &'_ [String]| -> Vec<String> {
        if uses(mark) { words.to_vec() } else { vec![String::new()] }
    };
    let mut lines = BTreeSet::new();
    for offer in offers {
        if (uses('\u{5}') && offer.until.is_empty()) || (uses('\u{6}') && offer.code.is_empty()) {
            continue;
        }
        for opener in &choices('\u{1}', &palette.openers) {
            for invitation in &choices('\u{2}', &palette.invitations) {
                for theme in &choices('\u{3}', &palette.themes) {
                    let pieces = Pieces {
                        opener,
                        invitation,
                        theme,
                        offer: offer.short,
                        until: &offer.until,
                        code: &offer.code,
                    };
                    lines.insert(
                        pattern(&pieces).replace("?: ", "? ").replace("?. ", "? ").replace("?, ", "? "),
                    );
                }
            }
        }
    }
    lines
}

pub(crate) fn generate(request: &GenerateRequest) -> Result<Reply, ModelError> {
    let lines = lines(&request.checker, request.seed, request.n);
    if lines.is_empty() {
        return Err(ModelError::NoLine {
            voice: request.checker.voice().name.clone(),
            facts: request.checker.facts().name.clone(),
        });
    }
    let n_chars = lines.iter().map(|line| line.chars().count()).sum();
    let generation = |text: String| Generation { text, seed: request.seed, is_complete: true };
    Ok(Reply {
        // A grammar reads no prompt and writes no tokens: the figures say how much text it was.
        usage: Usage::estimate(1, n_chars),
        generations: lines.into_iter().map(generation).collect(),
        provider: "phrasebook",
        model: MODEL.to_owned(),
        elapsed_ms: 0,
    })
}
