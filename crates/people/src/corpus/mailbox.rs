//! Names that stand in a mailbox, for records that say no other.

use super::slot::*;
use super::values::{NONE, text_hash};
use super::{Corpus, cell};
use crate::resolve::levels;

/// A family name shorter than this is too easily found inside other words.
const N_LETTERS_MIN: usize = 4;

/// How often each name stands in the fields of the corpus.
#[derive(Default)]
pub(super) struct NameCounts {
    given: Vec<u32>,
    family: Vec<u32>,
    /// One bit for each hash of a family name: most pieces of a mailbox are none, and this says so
    /// without a look into memory far away.
    family_bits: Vec<u64>,
}

const N_BITS: usize = 1 << 22;

impl NameCounts {
    fn may_be_family(&self, text: &str) -> bool {
        let bit = text_hash(text) as usize % N_BITS;
        self.family_bits.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }
}

impl Corpus {
    /// Fills names that are missing from mailbox names made of names that the corpus knows.
    ///
    /// `ann.smith41@` says as much as the two fields would; half the newsletter's records say nothing
    /// else. Only names that stand elsewhere in the corpus are found, so a handle stays a handle.
    pub(crate) fn read_mailboxes(&mut self) {
        self.name_counts = self.count_names();
        for position in 0..self.rows.len() {
            self.read_mailbox(position);
        }
    }

    /// As [`Corpus::read_mailboxes`] for one record, with the names that were counted then.
    pub(super) fn read_mailbox(&mut self, position: usize) {
        let Some(row) = self.rows.get(position) else { return };
        let (given, family) = (cell(row, GIVEN), cell(row, FAMILY));
        if cell(row, EMAIL) == NONE || (given != NONE && family != NONE) {
            return;
        }
        let Some((new_given, new_family)) = self.names_in(cell(row, EMAIL), given, family) else { return };
        let or = |known: u32, new: u32| if known == NONE { new } else { known };
        if let Some(row) = self.rows.get_mut(position) {
            for (slot, value) in [(GIVEN, or(given, new_given)), (FAMILY, or(family, new_family))] {
                row.get_mut(slot).into_iter().for_each(|cell| *cell = value);
            }
        }
    }

    fn count_names(&self) -> NameCounts {
        let n = self.table(GIVEN).len();
        let mut counts =
            NameCounts { given: vec![0; n], family: vec![0; n], family_bits: vec![0; N_BITS / 64] };
        for row in &self.rows {
            counts.given.get_mut(cell(row, GIVEN) as usize).into_iter().for_each(|n| *n += 1);
            counts.family.get_mut(cell(row, FAMILY) as usize).into_iter().for_each(|n| *n += 1);
        }
        for (number, _) in (0u32..).zip(&counts.family).filter(|(_, n)| 0 < **n) {
            let bit = text_hash(self.text(FAMILY, number)) as usize % N_BITS;
            counts.family_bits.get_mut(bit / 64).into_iter().for_each(|word| *word |= 1 << (bit % 64));
        }
        counts
    }

    /// The given and family name in a mailbox that fit what is known; `NONE` for one it does not say.
    fn names_in(&self, email: u32, given: u32, family: u32) -> Option<(u32, u32)> {
        let address = self.text(EMAIL, email);
        let local = address.split('@').next()?;
        let words: Vec<&str> =
            local.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect();
        let (first, last) = match words.as_slice() {
            [first, last] => (Some(*first), Some(*last)),
            [whole] => (Some(*whole), None),
            _ => return None,
        };
        let splits: Vec<(&str, &str)> = match (first, last) {
            (Some(first), Some(last)) => vec![(first, last), (last, first)],
            (Some(whole), _) => (1..whole.len())
                .filter_map(|at| whole.split_at_checked(at))
                .flat_map(|(head, tail)| [(head, tail), (tail, head)])
                .collect(),
            _ => Vec::new(),
        };
        let best = splits
            .into_iter()
            .filter_map(|(g, f)| self.rate(g, f, given, family))
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        Some((best.1, best.2))
    }

    /// How plausible a reading is; None when it contradicts a known field or uses no known names.
    fn rate(&self, g: &str, f: &str, given: u32, family: u32) -> Option<(f64, u32, u32)> {
        let counts = &self.name_counts;
        let table = self.table(GIVEN);
        let count = |list: &[u32], name: u32| list.get(name as usize).copied().unwrap_or(0);
        // Finding a family name first spares most splits the second look.
        let family_is = match family {
            NONE if f.len() < N_LETTERS_MIN || !counts.may_be_family(f) => return None,
            NONE => table.find(f).filter(|name| 0 < count(&counts.family, *name))?,
            known if table.text(known) == f => known,
            _ => return None,
        };
        let found_given = table.find(g).filter(|name| 0 < count(&counts.given, *name));
        let given_is = match (given, found_given) {
            (NONE, found) => found?,
            (known, Some(found)) if levels::given(self, known, found) < 6 => known,
            (known, _) if g.len() == 1 && table.text(known).starts_with(g) => known,
            _ => return None,
        };
        let log = |n: u32| f64::from(n.max(1)).log2();
        // A single letter fits anything, so a reading with a whole given name goes first.
        let whole = if 1 < g.len() { 8.0 * g.len().min(4) as f64 } else { 0.0 };
        let rating = log(count(&counts.given, given_is)) + log(count(&counts.family, family_is)) + whole;
        Some((rating, given_is, family_is))
    }
}
