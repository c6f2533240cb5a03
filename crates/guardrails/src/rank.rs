//! Puts candidates in order, with the reasons.

use crate::claim::{ClaimKind, find_claims};
use crate::finding::{Finding, Severity};
use crate::reading::{Kind, Reading};
use content::Variant;
use content::Voice;
use content::{FactKind, FactValue, Facts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One text with what the checks said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The text and its provenance.
    pub variant: Variant,
    /// What the checks said.
    pub findings: Vec<Finding>,
}

impl Candidate {
    /// Returns whether the text may not be used.
    pub fn is_rejected(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}

/// A candidate that may be used, with its place in the order and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// The candidate.
    pub candidate: Candidate,
    /// Points; more is better. They compare texts of one ranking and mean nothing by themselves.
    pub score: i64,
    /// What gave or cost points, in words.
    pub reasons: Vec<String>,
}

/// All candidates: those that may be used, best first, and the rejected with their findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// Best first.
    pub ranked: Vec<Ranked>,
    /// In the order they came.
    pub rejected: Vec<Candidate>,
}

/// A subject line of so many characters is read whole on a telephone.
const GOOD_CHARS: std::ops::RangeInclusive<usize> = 28..=50;

/// Orders candidates by plain rules; the same input gives the same order, ties go by text.
///
/// It never promotes a rejected text. The points reward what a brand editor would: the offer is stated, the
/// brand's own turns of phrase are used, the line fits a telephone, nothing is to be warned of.
pub fn rank(candidates: Vec<Candidate>, voice: &Voice, facts: &Facts) -> Ranking {
    let mut ranking = Ranking::default();
    let palette = palette_words(voice);
    for candidate in candidates {
        if candidate.is_rejected() {
            ranking.rejected.push(candidate);
        } else {
            ranking.ranked.push(score(candidate, voice, facts, &palette));
        }
    }
    ranking
        .ranked
        .sort_by(|a, b| (b.score, &a.candidate.variant.text).cmp(&(a.score, &b.candidate.variant.text)));
    ranking
}

fn palette_words(voice: &Voice) -> BTreeSet<String> {
    let phrases = voice.palette.openers.iter().chain(&voice.palette.invitations).chain(&voice.palette.themes);
    let tokens = phrases.chain([&voice.brand]).flat_map(|phrase| Reading::of(phrase).tokens);
    tokens.filter(|t| t.kind == Kind::Word && 4 <= t.text.chars().count()).map(|t| t.text).collect()
}

fn score(candidate: Candidate, voice: &Voice, facts: &Facts, palette: &BTreeSet<String>) -> Ranked {
    let reading = Reading::of(&candidate.variant.text);
    let mut score = 50;
    let mut reasons = Vec::new();
    let mut add = |points: i64, reason: String| {
        score += points;
        reasons.push(format!("{points:+} {reason}"));
    };
    let claims: Vec<_> =
        find_claims(&reading, facts).into_iter().filter(|claim| claim.is_bound(facts)).collect();
    let states_offer = facts.facts.iter().filter(|fact| fact.kind == FactKind::Offer).any(|offer| {
        let amounts =
            offer.values.iter().filter(|v| matches!(v, FactValue::Percent { .. } | FactValue::Money { .. }));
        amounts.into_iter().any(|value| claims.iter().any(|claim| claim.agrees_with(value, facts)))
    });
    if states_offer {
        add(20, "states the approved offer".to_owned());
    }
    if claims.iter().any(|claim| matches!(claim.kind, ClaimKind::Date { day: Some(_), .. })) {
        add(4, "says until when".to_owned());
    }
    let used: BTreeSet<&str> =
        reading.tokens.iter().filter(|t| palette.contains(&t.text)).map(|t| t.text.as_str()).collect();
    let n_used = used.len().min(3);
    if 0 < n_used {
        let points = i64::try_from(4 * n_used).unwrap_or(0);
        add(
            points,
            format!("uses the brand's words: {}", used.into_iter().take(3).collect::<Vec<_>>().join(", ")),
        );
    }
    let n_chars = reading.n_chars;
    if GOOD_CHARS.contains(&n_chars) {
        add(10, format!("{n_chars} characters are read whole on a telephone"));
    } else {
        let away = GOOD_CHARS.start().saturating_sub(n_chars).max(n_chars.saturating_sub(*GOOD_CHARS.end()));
        add(
            -i64::try_from(away).unwrap_or(0).min(20),
            format!("{n_chars} characters, {away} from the good length"),
        );
    }
    let speaks_to =
        |t: &crate::reading::Token| matches!(t.text.as_str(), "you" | "your" | "you're" | "y'all");
    if reading.tokens.iter().any(speaks_to) {
        add(5, "speaks to the reader".to_owned());
    }
    if voice.rules.preferred.iter().any(|p| !reading.find_text(&p.say).is_empty()) {
        add(3, "uses a preferred term".to_owned());
    }
    for finding in candidate.findings.iter().filter(|f| f.severity == Severity::Warning) {
        add(-12, finding.why.clone());
    }
    Ranked { candidate, score, reasons }
}
