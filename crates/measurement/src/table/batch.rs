//! Rows of a table as they are added up.

use super::plan::ValueUse;
use std::borrow::Cow;

/// The code of an empty cell in a column of text.
pub const NO_LABEL: u32 = u32::MAX;

/// A column of numbers of a batch.
#[derive(Debug, Clone, Default)]
pub struct NumberColumn<'a> {
    /// A value for each row. What was no number is NaN.
    pub values: Cow<'a, [f64]>,
    /// Which cells were empty; none where it is empty itself.
    pub missing: Vec<bool>,
}

impl NumberColumn<'_> {
    pub(crate) fn is_missing(&self, row: usize) -> bool {
        self.missing.get(row).copied().unwrap_or(false)
    }

    /// Whether every row has a finite number.
    pub(crate) fn is_clean(&self) -> bool {
        // Not `all`, which looks at one value after the other.
        let is_finite = || self.values.iter().fold(true, |is_finite, value| is_finite & value.is_finite());
        !self.missing.contains(&true) && is_finite()
    }
}

/// Rows of a table, column by column, in the order of the plan's columns.
#[derive(Debug, Clone, Default)]
pub struct Batch<'a> {
    /// How many rows.
    pub n_rows: usize,
    /// Codes by [`super::Tally::code`].
    pub labels: Vec<Vec<u32>>,
    /// One number for each name; `None` for an empty cell.
    pub keys: Vec<Vec<Option<u64>>>,
    /// Values.
    pub numbers: Vec<NumberColumn<'a>>,
}

/// The value of one row as it is added up; `None` where there is none.
pub(crate) fn value_at(number: &NumberColumn<'_>, value: &ValueUse, row: u32) -> Option<f64> {
    let row = row as usize;
    let found = if number.is_missing(row) { value.missing? } else { *number.values.get(row)? };
    found.is_finite().then(|| value.of(found))
}
