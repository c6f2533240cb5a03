//! Values in sequence: the lines of an office, the rooms of a hotel, the houses of a street.
//!
//! One slip apart is evidence where values lie far apart. Where a set holds 555-0100 to 555-0115, each is one slip from
//! nine others, and that says nothing of who is who.

use super::model::Sequence;
use crate::corpus::slot::*;
use crate::corpus::{Corpus, NONE, cell, text_hash};
use rustc_hash::FxHashMap;

/// Different values that agree in all but the last digit before they are taken for a sequence.
const N_VALUES_MIN: u32 = 4;

/// A sequence makes a slip this many times likelier among strangers before it is written down.
const TIMES_MIN: f64 = 4.0;

/// Finds the sequences, and how likely a slip within each is among strangers.
///
/// Shapes: `usual` by field: the probability of a slip among strangers at large.
/// Returns: sorted.
pub(super) fn measure(corpus: &Corpus, usual: impl Fn(usize) -> f64) -> Vec<Sequence> {
    let mut out = Vec::new();
    for field in [PHONE, STREET, BIRTH].into_iter().filter(|field| corpus.fields.contains(field)) {
        let table = corpus.table(field);
        let stems: Vec<u32> =
            (0..table.len() as u32).map(|number| stem(field, table.text(number)).unwrap_or(0)).collect();
        // By stem: how many values, and how many records.
        let mut counts: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        stems.iter().for_each(|stem| counts.entry(*stem).or_default().0 += 1);
        counts.retain(|stem, n| *stem != 0 && N_VALUES_MIN <= n.0);
        let mut n_known = 0u32;
        for row in corpus.rows.iter().filter(|row| cell(row, field) != NONE) {
            n_known += 1;
            let stem = stems.get(cell(row, field) as usize);
            stem.and_then(|stem| counts.get_mut(stem)).into_iter().for_each(|n| n.1 += 1);
        }
        for (stem, (n_values, n_records)) in counts {
            let others = f64::from(n_records) * f64::from(n_values - 1) / f64::from(n_values);
            let share = others / f64::from(n_known + N_VALUES_MIN);
            if TIMES_MIN * usual(field) < share {
                out.push(Sequence { field, stem, bits: -share.log2() as f32 });
            }
        }
    }
    out.sort_by_key(|run| (run.field, run.stem));
    out
}

/// A hash of a value without the last digit of its (first) number, with its length; None where it has none.
fn stem(field: usize, text: &str) -> Option<u32> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let n_digits = match field {
        STREET => text.get(from..)?.bytes().take_while(u8::is_ascii_digit).count(),
        _ => text.get(from..)?.trim_end_matches('~').len(),
    };
    let (head, tail) = (text.get(..from + n_digits - 1)?, text.get(from + n_digits..)?);
    Some((text_hash(&format!("{head}?{tail}")) as u32).max(1))
}

/// The sequences, to look a pair up in.
#[derive(Default)]
pub(super) struct Runs(FxHashMap<(usize, u32), f32>);

impl Runs {
    pub(super) fn of(runs: &[Sequence]) -> Runs {
        Runs(runs.iter().map(|run| ((run.field, run.stem), run.bits)).collect())
    }

    /// The bits of a slip between two values of one sequence; None where they are in none.
    pub(super) fn bits(&self, corpus: &Corpus, field: usize, x: u32, y: u32) -> Option<f32> {
        if self.0.is_empty() {
            return None;
        }
        let stem_of = |number: u32| stem(field, corpus.text(field, number));
        let run = self.0.get(&(field, stem_of(x)?))?;
        (stem_of(x) == stem_of(y)).then_some(*run)
    }
}
