//! Learns a model from records without labels.

use super::blocks::{Index, is_selected_by};
use super::levels::{Levels, N_LEVELS};
use super::model::{Model, N_POPULATION_MIN, prior};
use super::score::{Evidence, N, Rarity, Scorer};
use super::{Label, lifts, runs, score, shares, sources, together};
use crate::corpus::slot::*;
use crate::corpus::{Corpus, text_hash};

/// Records whose candidates are looked at.
const N_RECORDS: usize = 8_000;

/// Random pairs for the strangers' probabilities.
const N_RANDOM_PAIRS: usize = 400_000;

/// How many pairs the prior of a field counts for: in a small set most of what is known of a field is known before.
const N_PRIOR_PAIRS: f64 = 300.0;

/// How many pairs the prior of a household counts for.
const N_PRIOR_HOUSEHOLDS: f64 = 240.0;

/// In a set of a thousand, of the pairs with even odds forty-nine in fifty are one person: what is rare in it is rarer
/// at large, and disagreements are learnt from the pairs that agree. Bits to add, at most.
/// Source: samples of four sets with truth, `examples/small.rs`.
const SMALL_SET_BITS: f64 = 1.5;

/// From this many records on a set speaks for itself, and below this many it says too little to be trusted further.
const N_SMALL: (f64, f64) = (200.0, 5_000.0);

/// What a small set's odds leave out, in bits.
fn small_set_bits(n_records: usize) -> f64 {
    let n = n_records as f64;
    SMALL_SET_BITS * (n / (n + N_SMALL.0)) * (1.0 - n / N_SMALL.1).max(0.0)
}

const N_ROUNDS: usize = 40;

/// A pair of the sample.
struct Pair {
    levels: Levels,
    /// Bits of the weights' denominators: minus log2 u of all fields, against strangers.
    person_u: f32,
    household_u: f32,
    /// By field: whether some pass found the pair without its help.
    is_free: u32,
    /// In which passes it was found, as bits.
    passes: u64,
    /// The record it was drawn for, and its other.
    records: (u32, u32),
    /// What a person said of it.
    label: Option<bool>,
}

/// Fits a model: how rare values are, how strangers compare, how matches compare, how many there are.
///
/// Source: expectation-maximisation for record linkage (Winkler 1988; Fellegi and Sunter 1969), with
/// households as a third class, so that a family's shared address is not taken for a match.
pub(super) fn fit(corpus: &Corpus, index: &Index, rank: &[u32], labels: &[Label]) -> Model {
    let mut model = Model::unfitted(corpus.len(), &corpus.attribute_names());
    model.hot_blocks = index.hot.clone();
    model.shares = shares::measure(corpus);
    model.together = together::measure(corpus, &model.shares);
    let rarity = score::rarity(corpus, &model.shares);
    let shuffled = shuffled(corpus, rank);
    // The first look, which only weighs down the matches of the second, needs fewer.
    fit_strangers(corpus, &mut model, &rarity, &shuffled, N_RANDOM_PAIRS / 4);
    fit_strangers(corpus, &mut model, &rarity, &shuffled, N_RANDOM_PAIRS);
    model.runs = runs::measure(corpus, |field| {
        model.fields.get(field).and_then(|of| of.u.get(1)).copied().unwrap_or(1.0)
    });
    model.lifts = lifts::measure(corpus, &model, &rarity, &shuffled);
    let sampled = shuffled.get(..N_RECORDS.min(shuffled.len())).unwrap_or_default();
    let scorer = Scorer::fitting(corpus, &model, &rarity);
    let mut pairs = sample(&scorer, index, rank, sampled);
    pairs.extend(labelled(&scorer, labels));
    for _ in 0..N_ROUNDS {
        improve(&mut model, &pairs, sampled.len());
    }
    model.person_bits += small_set_bits(corpus.len());
    model.idle_passes = idle_passes(&model, &pairs);
    model.unique_sources = unique_sources(corpus, &model, &pairs);
    if !labels.is_empty() {
        model.person_bits += label_shift(&Scorer::fitting(corpus, &model, &rarity), labels);
    }
    model
}

/// Moves the prior to where the judged pairs want it: their sum of probabilities becomes the number
/// of those that were judged one person, as far as there are enough of them.
fn label_shift(scorer: &Scorer<'_>, labels: &[Label]) -> f64 {
    let corpus = scorer.corpus;
    let scored: Vec<(f64, bool)> = labels
        .iter()
        .filter_map(|label| {
            let (a, b) = (corpus.position(&label.left)?, corpus.position(&label.right)?);
            Some((f64::from(scorer.score(corpus.row(a as u32), corpus.row(b as u32))), label.is_same))
        })
        .collect();
    let mut shift = 0.0;
    for _ in 0..20 {
        // Newton's step of a logistic likelihood with a normal prior of two bits on the shift.
        let (mut slope, mut curve) = (-shift / 4.0, 0.25);
        for (bits, is_same) in &scored {
            let p = 1.0 / (1.0 + (-(bits + shift)).exp2());
            slope += (f64::from(u8::from(*is_same)) - p) * std::f64::consts::LN_2;
            curve += p * (1.0 - p) * std::f64::consts::LN_2.powi(2);
        }
        shift += slope / curve;
    }
    shift
}

/// The records in an order that is random and always the same.
fn shuffled(corpus: &Corpus, rank: &[u32]) -> Vec<u32> {
    let mut out: Vec<(u64, u32, u32)> = (0u32..)
        .zip(rank)
        .map(|(record, rank)| (text_hash(corpus.record_id(record as usize)), *rank, record))
        .collect();
    out.sort_unstable();
    out.into_iter().map(|(_, _, record)| record).collect()
}

/// Measures how strangers compare, on random pairs with the matches among them weighed down.
fn fit_strangers(corpus: &Corpus, model: &mut Model, rarity: &Rarity, shuffled: &[u32], n_pairs: usize) {
    let n = shuffled.len();
    let n_strides = n_pairs.checked_div(n).unwrap_or(0).clamp(1, n.max(2) - 1);
    let mut counts = [[0.0f64; N]; N_FIELDS];
    let scorer = Scorer::fitting(corpus, model, rarity);
    let pairs = (1..=n_strides)
        .flat_map(|stride| shuffled.iter().zip(shuffled.iter().cycle().skip(stride)).take(n))
        .take(n_pairs);
    for (a, b) in pairs {
        let evidence = scorer.evidence(corpus.row(*a), corpus.row(*b));
        let odds = scorer.odds(evidence.person.iter().sum(), 0.0);
        count(&mut counts, &evidence.levels, 1.0 / (1.0 + f64::from(odds).exp2()));
    }
    for (field, counts) in counts.iter().enumerate() {
        let (Some(of), Some(prior)) = (model.fields.get_mut(field), prior(field)) else { continue };
        of.u = blend(counts.get(1..).unwrap_or_default(), prior.u, of.u.len(), 500.0);
    }
}

/// By field and level a number; 0 at level 0, "not comparable".
type ByLevel = [[f64; N]; N_FIELDS];

/// Adds the weight of a pair to its levels.
fn count(counts: &mut ByLevel, levels: &Levels, weight: f64) {
    for (counts, level) in counts.iter_mut().zip(levels) {
        counts.get_mut(usize::from(*level)).into_iter().for_each(|count| *count += weight);
    }
}

/// Shares of counts, with a prior that counts for `n_prior`.
pub(super) fn blend(counts: &[f64], prior: &[f64], n_levels: usize, n_prior: f64) -> Vec<f64> {
    let total: f64 = counts.iter().take(n_levels).sum::<f64>() + n_prior;
    let of = |(count, prior): (&f64, &f64)| (count + prior * n_prior) / total;
    counts.iter().zip(prior).take(n_levels).map(of).collect()
}

/// How many pairs of the sample one judged pair counts for.
const LABEL_WEIGHT: f64 = 4.0;

fn labelled(scorer: &Scorer<'_>, labels: &[Label]) -> Vec<Pair> {
    let position = |id: &str| scorer.corpus.position(id).map(|at| at as u32);
    labels
        .iter()
        .filter_map(|label| {
            let (a, b) = (position(&label.left)?, position(&label.right)?);
            Some(Pair { is_free: u32::MAX, label: Some(label.is_same), ..pair(scorer, a, b) })
        })
        .collect()
}

fn sample(scorer: &Scorer<'_>, index: &Index, rank: &[u32], sampled: &[u32]) -> Vec<Pair> {
    let mut out = Vec::new();
    for a in sampled {
        for b in index.partners(*a, rank) {
            let passes = index.passes_of(*a, b);
            let is_free = (0..N_FIELDS)
                .filter(|field| (0..64).any(|pass| passes >> pass & 1 == 1 && !is_selected_by(pass, *field)))
                .fold(0, |bits, field| bits | 1 << field);
            out.push(Pair { is_free, passes, ..pair(scorer, *a, b) });
        }
    }
    out
}

fn pair(scorer: &Scorer<'_>, a: u32, b: u32) -> Pair {
    let Evidence { levels, person, household, .. } =
        scorer.evidence(scorer.corpus.row(a), scorer.corpus.row(b));
    let (mut person_u, mut household_u) = (0.0, 0.0);
    for (field, level) in levels.iter().enumerate().filter(|(_, level)| 0 < **level) {
        let log = |list: Option<&Vec<f64>>| {
            list.and_then(|list| list.get(*level as usize - 1)).map_or(0.0, |p| p.max(1e-9).log2() as f32)
        };
        let of = scorer.model.fields.get(field);
        person_u += person.get(field).copied().unwrap_or(0.0) - log(of.map(|of| &of.m));
        if let Some(list) = of.and_then(|of| of.household.as_ref()) {
            household_u += household.get(field).copied().unwrap_or(0.0) - log(Some(list));
        }
    }
    Pair { levels, person_u, household_u, is_free: 0, passes: 0, records: (a, b), label: None }
}

/// The logarithms of m, and of the household's probabilities; 0 where it has none.
struct Logs {
    m: ByLevel,
    household: ByLevel,
}

impl Logs {
    fn of(model: &Model) -> Logs {
        let mut logs = Logs { m: [[0.0; N]; N_FIELDS], household: [[0.0; N]; N_FIELDS] };
        let set = |slots: Option<&mut [f64; N]>, list: &[f64]| {
            let slots = slots.into_iter().flat_map(|slots| slots.iter_mut().skip(1));
            slots.zip(list).for_each(|(slot, p)| *slot = p.max(1e-9).log2());
        };
        for (field, of) in model.fields.iter().enumerate() {
            set(logs.m.get_mut(field), &of.m);
            set(logs.household.get_mut(field), of.household.as_deref().unwrap_or_default());
        }
        logs
    }
}

/// The probabilities that a pair is one person, and one household.
fn posterior(model: &Model, logs: &Logs, pair: &Pair) -> (f64, f64) {
    let (mut person, mut household) =
        (model.person_bits + f64::from(pair.person_u), model.household_bits + f64::from(pair.household_u));
    for (level, (m, h)) in pair.levels.iter().zip(logs.m.iter().zip(&logs.household)) {
        person += m.get(usize::from(*level)).copied().unwrap_or(0.0);
        household += h.get(usize::from(*level)).copied().unwrap_or(0.0);
    }
    let (person, household) = (person.min(60.0).exp2(), household.min(60.0).exp2());
    let total = 1.0 + person + household;
    (person / total, household / total)
}

/// Finds the sources that hold nobody twice, from what the sampled pairs turned out to be.
fn unique_sources(corpus: &Corpus, model: &Model, pairs: &[Pair]) -> Vec<(String, f64)> {
    let logs = Logs::of(model);
    let sampled = pairs.iter().filter(|pair| pair.label.is_none());
    sources::unique(corpus, sampled.map(|pair| (pair.records, posterior(model, &logs, pair).0)))
}

/// Pairs that a pass must have been the first to find before it can be called idle.
const N_FIRST_MIN: u32 = 300;

/// Of the pairs that a pass was the first to find, the share that must be one person.
const YIELD_MIN: f64 = 0.005;

/// The passes that would cost much and find as good as nobody in these records, as bits.
fn idle_passes(model: &Model, pairs: &[Pair]) -> u64 {
    let logs = Logs::of(model);
    let mut found = [(0u32, 0.0f64); 64];
    for pair in pairs.iter().filter(|pair| pair.passes != 0) {
        if let Some((n, sum)) = found.get_mut(pair.passes.trailing_zeros() as usize) {
            *n += 1;
            *sum += posterior(model, &logs, pair).0;
        }
    }
    let is_idle = |(n, sum): &(u32, f64)| N_FIRST_MIN <= *n && *sum < YIELD_MIN * f64::from(*n);
    found.iter().enumerate().filter(|(_, of)| is_idle(of)).fold(0, |bits, (pass, _)| bits | 1 << pass)
}

/// One round: weighs each pair by what it seems to be, and counts how each kind compares.
fn improve(model: &mut Model, pairs: &[Pair], n_records: usize) {
    let logs = Logs::of(model);
    let (mut of_persons, mut of_households): (ByLevel, ByLevel) =
        ([[0.0; N]; N_FIELDS], [[0.0; N]; N_FIELDS]);
    let (mut n_persons, mut n_households) = (0.0, 0.0);
    for pair in pairs {
        let (person, household) = posterior(model, &logs, pair);
        let (person, household) = match pair.label {
            Some(is_same) => (if is_same { LABEL_WEIGHT } else { 0.0 }, 0.0),
            None => {
                n_persons += person;
                n_households += household;
                (person, household)
            }
        };
        let counts = of_persons.iter_mut().zip(of_households.iter_mut());
        for (field, (level, (persons, households))) in pair.levels.iter().zip(counts).enumerate() {
            if pair.is_free >> field & 1 == 1 {
                let at = usize::from(*level);
                persons.get_mut(at).into_iter().for_each(|count| *count += person);
                households.get_mut(at).into_iter().for_each(|count| *count += household);
            }
        }
    }
    for (field, of) in model.fields.iter_mut().enumerate() {
        let Some(prior) = prior(field) else { continue };
        let n_levels = usize::from(N_LEVELS.get(field).copied().unwrap_or(0));
        let counts = |all: &ByLevel| all.get(field).and_then(|of| of.get(1..)).unwrap_or_default().to_vec();
        of.m = blend(&counts(&of_persons), prior.m, n_levels, N_PRIOR_PAIRS);
        if let (Some(household), Some(prior)) = (of.household.as_mut(), prior.household)
            // What namesakes a family has is known: left free, it would swallow people who moved.
            && field != GIVEN
        {
            *household = blend(&counts(&of_households), prior, n_levels, N_PRIOR_HOUSEHOLDS);
        }
    }
    // Each record of the sample met all its partners, so the sums per record are expected partners.
    let population = model.n_records.max(N_POPULATION_MIN) as f64;
    let per_record = |n: f64, usual: f64| (n + 20.0 * usual) / (n_records as f64 + 20.0);
    model.person_bits = (per_record(n_persons, 1.0) / population).log2();
    model.household_bits = (per_record(n_households, 0.35) / population).log2();
}
