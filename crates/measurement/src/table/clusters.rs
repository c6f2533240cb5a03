use super::batch::{Batch, NO_LABEL};
use super::plan::{Reading, TablePlan, ValueUse};
use super::stay::stay_of;
use crate::MeasurementError;
use stats::{Estimate, ExactMoments, StatsError, retention_of_groups};
use std::collections::{BTreeMap, HashMap, HashSet};

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
    fn totals(&self) -> GroupTotals {
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

/// By group: its people, then its total of every value.
pub(crate) type GroupTotals = BTreeMap<u64, Vec<f64>>;

/// The totals of groups that may have people in several cells.
pub(crate) fn totals_of<'a>(cells: impl Iterator<Item = &'a ClusterRows>, n_values: usize) -> GroupTotals {
    let mut together = ClusterRows::new(n_values);
    cells.for_each(|rows| together.append(rows.clone()));
    together.totals()
}

/// The moments of groups: people first, then every value column.
///
/// `pairs` are those of the values; each is wanted with the people too.
pub(crate) fn moments_of<'a>(
    groups: impl Iterator<Item = &'a Vec<f64>>,
    values: &[ValueUse],
    pairs: &[(usize, usize)],
) -> Result<ExactMoments, MeasurementError> {
    let n_values = values.len();
    let with_people = (0..=n_values).map(|value| (value, 0));
    let shifted = pairs.iter().map(|&(a, b)| (a + 1, b + 1));
    let mut moments = ExactMoments::of_pairs(n_values + 1, &with_people.chain(shifted).collect::<Vec<_>>());
    let mut own = Vec::with_capacity(n_values + 1);
    for group in groups {
        own.clone_from(group);
        // A group carries a ratio once, however many of its people have anything below the line.
        for (total, value) in own.iter_mut().skip(1).zip(values) {
            *total = if value.is_presence { total.min(1.0) } else { *total };
        }
        moments.push(&own).map_err(|error| MeasurementError::Sums { why: error.to_string() })?;
    }
    Ok(moments)
}

/// The group that is farthest from the ratio of all: its total, and its people or what else it is divided by.
pub(crate) fn farthest<'a>(
    groups: impl Iterator<Item = &'a Vec<f64>> + Clone,
    y: usize,
    below: Option<usize>,
) -> Option<[f64; 2]> {
    let place = below.map_or(0, |below| below + 1);
    let pairs = groups.filter_map(move |group| Some([*group.get(y + 1)?, *group.get(place)?]));
    let [total, count] = pairs.clone().fold([0.0, 0.0], |sums, pair| [sums[0] + pair[0], sums[1] + pair[1]]);
    let distance = |pair: &[f64; 2]| (pair[0] - total / count * pair[1]).abs();
    pairs.max_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The share of people still there at the end, with the error of groups.
pub(crate) fn retained_of_groups<'a>(
    cells: impl Iterator<Item = &'a ClusterRows>,
    [lost, seen]: [Option<usize>; 2],
    n_periods: u32,
) -> Result<Estimate, StatsError> {
    let mut stays = Vec::new();
    for rows in cells {
        for (row, &key) in rows.keys.iter().enumerate() {
            let of = |place: Option<usize>| {
                let found = rows.values.get(place?)?.get(row).copied();
                found.filter(|found| found.is_finite())
            };
            let seen = seen.map_or(Some(f64::from(n_periods)), |seen| of(Some(seen)));
            stays.extend(stay_of(of(lost), seen, n_periods).map(|stay| (key, stay)));
        }
    }
    let found = retention_of_groups(&stays, n_periods)?;
    // Nobody was seen for so long, so nobody knows who would still be there.
    let last = found.last().filter(|_| found.len() == n_periods as usize);
    last.copied().ok_or(StatsError::TooFew { n: 0 })
}

/// Notes which groups have people in which part of a batch: by place of the text column, its label, and arm.
///
/// Where groups were randomised they are what the parts can be held to; a group counts once in each.
pub(crate) fn note_parts(plan: &TablePlan, batch: &Batch<'_>, parts: &mut HashMap<[u32; 3], HashSet<u64>>) {
    let (Some(arms), Some(keys)) = (batch.labels.first(), batch.keys.first()) else { return };
    for place in [plan.day, plan.source, plan.earlier].into_iter().flatten() {
        let Some(labels) = batch.labels.get(place) else { continue };
        for ((&arm, &label), key) in arms.iter().zip(labels).zip(keys) {
            if let (true, Some(key)) = (arm != NO_LABEL, key) {
                parts.entry([place as u32, label, arm]).or_default().insert(*key);
            }
        }
    }
}

impl Reading {
    /// What a group farthest from the others is looked for in.
    pub fn of_sums(&self) -> Option<(usize, Option<usize>)> {
        match self {
            Self::Moments { y, below, .. } => Some((*y, *below)),
            Self::Quantile { .. } | Self::Retention { .. } => None,
        }
    }
}
