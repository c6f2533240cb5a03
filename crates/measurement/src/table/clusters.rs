use crate::MeasurementError;
use stats::ExactMoments;
use std::collections::BTreeMap;

/// Everybody's values with the group they were randomised in.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ClusterRows {
    pub keys: Vec<u64>,
    /// By value column.
    pub values: Vec<Vec<f64>>,
}

impl ClusterRows {
    pub fn new(n_values: usize) -> Self {
        Self { keys: Vec::new(), values: vec![Vec::new(); n_values] }
    }

    pub fn push(&mut self, key: u64, values: impl Iterator<Item = f64>) {
        self.keys.push(key);
        self.values.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
    }

    pub fn append(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.values.iter_mut().zip(other.values).for_each(|(own, other)| own.extend(other));
    }

    /// Each group's number of people and totals of values, people first.
    ///
    /// A total is the sum of its values in order of size, so that it does not depend on the order of rows.
    fn totals(&self) -> BTreeMap<u64, Vec<f64>> {
        let mut order: Vec<usize> = (0..self.keys.len()).collect();
        let key = |row: usize| self.keys.get(row).copied().unwrap_or_default();
        order.sort_unstable_by_key(|&row| key(row));
        let mut totals = BTreeMap::new();
        for rows in order.chunk_by(|&a, &b| key(a) == key(b)) {
            let Some(&first) = rows.first() else { continue };
            let mut group = vec![rows.len() as f64];
            for column in &self.values {
                let mut own: Vec<f64> = rows.iter().filter_map(|&row| column.get(row).copied()).collect();
                own.sort_unstable_by(f64::total_cmp);
                group.push(own.iter().sum());
            }
            totals.insert(key(first), group);
        }
        totals
    }
}

/// The moments of groups over several cells: people first, then every value column.
///
/// `pairs` are those of the values; each is wanted with the people too.
///
/// Returns: the moments and how many groups.
pub(crate) fn moments_of<'a>(
    cells: impl Iterator<Item = &'a ClusterRows>,
    n_values: usize,
    pairs: &[(usize, usize)],
) -> Result<ExactMoments, MeasurementError> {
    let mut together = ClusterRows::new(n_values);
    cells.for_each(|rows| together.append(rows.clone()));
    let with_people = (0..=n_values).map(|value| (value, 0));
    let shifted = pairs.iter().map(|&(a, b)| (a + 1, b + 1));
    let mut moments = ExactMoments::of_pairs(n_values + 1, &with_people.chain(shifted).collect::<Vec<_>>());
    for group in together.totals().values() {
        moments.push(group).map_err(|error| MeasurementError::Sums { why: error.to_string() })?;
    }
    Ok(moments)
}
