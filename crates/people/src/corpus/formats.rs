//! In which formats a source writes its customer ids.

use super::slot::*;
use super::values::text_hash;
use super::{Corpus, cell};
use rustc_hash::{FxHashMap, FxHashSet};

/// A source whose ids come in more formats than this has none: its ids are random letters and digits.
const N_FORMATS_MAX: usize = 4;

/// A format must hold this share of its source's ids, or it is a slip of the pen.
const SHARE_MIN: f64 = 0.05;

/// A format on fewer records than this may be chance.
const N_RECORDS_MIN: usize = 20;

/// The formats of customer ids.
#[derive(Default)]
pub(super) struct Formats {
    /// By number of a customer id: a hash of its format.
    of_id: Vec<u32>,
    /// By number of a source its formats, where it has several.
    of_source: FxHashMap<u32, FxHashSet<u32>>,
}

/// The format of an id: its letters and marks as they are, each run of digits as one.
fn format(id: &str) -> u32 {
    let mut out = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            '0'..='9' if out.ends_with('9') => {}
            '0'..='9' => out.push('9'),
            c => out.push(c),
        }
    }
    text_hash(&out) as u32
}

impl Formats {
    pub(super) fn learn(&mut self, id: &str) {
        self.of_id.push(format(id));
    }

    /// How many ids were learnt.
    pub(super) fn len(&self) -> usize {
        self.of_id.len()
    }

    fn of(&self, id: u32) -> Option<u32> {
        self.of_id.get(id as usize).copied()
    }
}

impl Corpus {
    /// Finds the sources that changed the format of their customer ids.
    pub(super) fn find_formats(&mut self) {
        let mut counts: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        let mut n_ids: FxHashMap<u32, usize> = FxHashMap::default();
        for row in &self.rows {
            if let Some(format) = self.formats.of(cell(row, CUSTOMER)) {
                *counts.entry((cell(row, SOURCE), format)).or_default() += 1;
                *n_ids.entry(cell(row, SOURCE)).or_default() += 1;
            }
        }
        let mut of_source: FxHashMap<u32, FxHashSet<u32>> = FxHashMap::default();
        let mut n_told: FxHashMap<u32, usize> = FxHashMap::default();
        for ((source, format), n) in counts {
            let of_all = n_ids.get(&source).copied().unwrap_or(0) as f64;
            if N_RECORDS_MIN <= n && SHARE_MIN * of_all <= n as f64 {
                of_source.entry(source).or_default().insert(format);
                *n_told.entry(source).or_default() += n;
            }
        }
        of_source.retain(|source, formats| {
            let share = |of: &FxHashMap<u32, usize>| of.get(source).copied().unwrap_or(0) as f64;
            (2..=N_FORMATS_MAX).contains(&formats.len())
                && (1.0 - SHARE_MIN) * share(&n_ids) <= share(&n_told)
        });
        self.formats.of_source = of_source;
    }

    /// Whether two customer ids of one source are of two of its formats: then they may be one person's,
    /// before and after the source changed its keys.
    pub(crate) fn are_of_two_formats(&self, source: u32, x: u32, y: u32) -> bool {
        let Some(formats) = self.formats.of_source.get(&source) else { return false };
        match (self.formats.of(x), self.formats.of(y)) {
            (Some(x), Some(y)) => x != y && formats.contains(&x) && formats.contains(&y),
            _ => false,
        }
    }

    /// The sources that changed the format of their customer ids, and how many formats each has.
    pub(crate) fn changed_formats(&self) -> Vec<(String, usize)> {
        let named = |(source, formats): (&u32, &FxHashSet<u32>)| {
            (self.text(SOURCE, *source).to_owned(), formats.len())
        };
        let mut out: Vec<(String, usize)> = self.formats.of_source.iter().map(named).collect();
        out.sort_unstable();
        out
    }
}
