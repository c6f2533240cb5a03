//! How far one field's agreement already tells of another's: a postcode of its city, a name of a gender.

use super::groups::Groups;
use super::levels::{Levels, N_LEVELS};
use super::model::{Lift, Model};
use super::score::{Rarity, Scorer};
use crate::corpus::slot::*;
use crate::corpus::{Corpus, NONE, cell};

/// Fields in the order in which they speak; a later one says only what the earlier ones leave open.
const ORDER: [usize; 11] = [
    GIVEN,
    ATTRIBUTE,
    ATTRIBUTE + 1,
    ATTRIBUTE + 2,
    ATTRIBUTE + 3,
    ATTRIBUTE + 4,
    ATTRIBUTE + 5,
    POSTCODE,
    CITY,
    STATE,
    GENDER,
];

const N_PAIRS: usize = 40_000;

/// Measures the lifts on pairs of strangers who agree in one field, against strangers at large.
///
/// Independence is what makes the weights of Fellegi and Sunter add up; where fields plainly hang
/// together the sum would count one fact twice.
pub(super) fn measure(corpus: &Corpus, model: &Model, rarity: &Rarity, shuffled: &[u32]) -> Vec<Lift> {
    let scorer = Scorer::fitting(corpus, model, rarity);
    let mut out = Vec::new();
    for (at, given) in ORDER.iter().copied().enumerate() {
        let pairs = pairs_sharing(corpus, given, shuffled);
        if pairs.len() < 200 {
            continue;
        }
        let mut counts = vec![[0.0f64; 8]; N_FIELDS];
        for (a, b) in &pairs {
            let evidence = scorer.evidence(corpus.row(*a), corpus.row(*b));
            if is_plainly_two(given, &evidence.levels) {
                for (counts, level) in counts.iter_mut().zip(evidence.levels) {
                    counts.get_mut(usize::from(level)).into_iter().for_each(|count| *count += 1.0);
                }
            }
        }
        for field in ORDER.iter().copied().skip(at + 1).filter(|field| given != GIVEN || *field == GENDER) {
            let bits = lift(model, field, counts.get(field));
            if bits.iter().any(|bits| 0.3 < *bits) {
                out.push(Lift { given, field, bits });
            }
        }
    }
    out
}

/// Whether two records are strangers by their names, or by their birth dates where names are what is asked.
fn is_plainly_two(given: usize, levels: &Levels) -> bool {
    let is_last = |field: usize| levels.get(field).is_some_and(|level| Some(level) == N_LEVELS.get(field));
    if given == GIVEN { is_last(FAMILY) } else { is_last(GIVEN) && is_last(FAMILY) }
}

fn lift(model: &Model, field: usize, counts: Option<&[f64; 8]>) -> Vec<f32> {
    let (Some(of), Some(counts)) = (model.fields.get(field), counts) else { return Vec::new() };
    let counts = counts.get(1..).unwrap_or_default();
    let total: f64 = counts.iter().sum();
    if total < 200.0 {
        return Vec::new();
    }
    let of_level = |(count, u): (&f64, &f64)| {
        let share = (count + 50.0 * u) / (total + 50.0);
        (share / u.max(1e-7)).log2().max(0.0) as f32
    };
    counts.iter().zip(&of.u).map(of_level).collect()
}

/// Pairs of records that share a value, neighbours in the random order of `shuffled`.
fn pairs_sharing(corpus: &Corpus, field: usize, shuffled: &[u32]) -> Vec<(u32, u32)> {
    let table = corpus.table(field);
    let known = |record: &u32| Some(cell(corpus.row(*record), field)).filter(|number| *number != NONE);
    let keyed: Vec<(u64, u32)> =
        shuffled.iter().filter_map(|record| Some((u64::from(table.hash(known(record)?)), *record))).collect();
    let groups = Groups::of(&keyed);
    let n_pairs: usize = groups.iter().map(|(_, records)| records.len() - 1).sum();
    let neighbours = groups.iter().flat_map(|(_, records)| records.iter().zip(records.iter().skip(1)));
    neighbours.step_by(n_pairs / N_PAIRS + 1).map(|(a, b)| (*a, *b)).collect()
}
