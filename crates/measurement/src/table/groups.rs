use super::batch::{Batch, NO_LABEL};
use std::ops::Range;

/// So many combinations of labels, for each row of a batch, have a place in a table; more are sorted.
const N_PLACES_A_ROW: usize = 4;

/// The rows of a batch, those with the same labels side by side.
#[derive(Default)]
pub(crate) struct Groups {
    /// Rows of the batch.
    pub order: Vec<u32>,
    /// Places in `order`, in the order of their labels.
    pub groups: Vec<Range<usize>>,
}

impl Groups {
    /// Sorts the rows by these columns of labels; rows without a label in the first are left out.
    pub fn of(batch: &Batch<'_>, columns: &[usize]) -> Self {
        let labels = || columns.iter().map(|&place| batch.labels.get(place).map_or(&[][..], Vec::as_slice));
        let mut numbers = Numbers { of_row: vec![0; batch.n_rows], n: 1 };
        for (place, labels) in labels().enumerate() {
            numbers.refine(labels, place == 0);
        }
        numbers.sorted()
    }
}

/// A number for each row, below `n`; `NO_LABEL` for rows that are left out.
struct Numbers {
    of_row: Vec<u32>,
    n: usize,
}

impl Numbers {
    /// Gives rows that differ in a label different numbers, in the order of the labels.
    fn refine(&mut self, labels: &[u32], is_required: bool) {
        // An empty cell comes last.
        let known = labels.iter().filter(|&&label| label != NO_LABEL).max();
        let n_labels = known.map_or(0, |&label| label as usize + 1);
        let n_combined = self.n * (n_labels + 1);
        let combined = |number: u32, label: u32| {
            if number == NO_LABEL || (is_required && label == NO_LABEL) {
                return None;
            }
            Some(number as usize * (n_labels + 1) + n_labels.min(label as usize))
        };
        let rows = self.of_row.iter_mut().zip(labels);
        if n_combined <= N_PLACES_A_ROW * labels.len() {
            rows.for_each(|(number, &label)| {
                *number = combined(*number, label).map_or(NO_LABEL, |n| n as u32)
            });
            self.n = n_combined;
            return;
        }
        let all: Vec<Option<usize>> = rows.map(|(&mut number, &label)| combined(number, label)).collect();
        let mut used: Vec<usize> = all.iter().copied().flatten().collect();
        used.sort_unstable();
        used.dedup();
        for (number, combined) in self.of_row.iter_mut().zip(all) {
            let place = combined.and_then(|combined| used.binary_search(&combined).ok());
            *number = place.map_or(NO_LABEL, |place| place as u32);
        }
        self.n = used.len();
    }

    /// Counts the rows of each number, and puts each row where the smaller numbers end.
    fn sorted(&self) -> Groups {
        let mut starts = vec![0_u32; self.n + 1];
        for &number in &self.of_row {
            if let Some(count) = starts.get_mut(number as usize) {
                *count += 1;
            }
        }
        let mut n_before = 0;
        for start in &mut starts {
            n_before += std::mem::replace(start, n_before);
        }
        let mut order = vec![0; n_before as usize];
        let bounds: Vec<usize> = starts.iter().map(|&start| start as usize).collect();
        for (row, &number) in self.of_row.iter().enumerate() {
            let Some(next) = starts.get_mut(number as usize) else { continue };
            if let Some(place) = order.get_mut(*next as usize) {
                *place = row as u32;
            }
            *next += 1;
        }
        let groups = bounds.windows(2).filter_map(|ends| match *ends {
            [start, end] if start < end => Some(start..end),
            _ => None,
        });
        Groups { order, groups: groups.collect() }
    }
}
