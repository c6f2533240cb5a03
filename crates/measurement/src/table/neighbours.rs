//! Who stands beside whom: people's outcomes by group, gathered only where the groups are asked for.

use super::batch::{Batch, NO_LABEL, value_at};
use super::plan::{Reading, TablePlan};
use experiment::{ArmGroups, Neighbours};
use std::collections::BTreeMap;

/// The people of one arm: the group each stands in, and their outcomes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct NeighbourRows {
    keys: Vec<u64>,
    /// By outcome of [`TablePlan::neighbour_values`].
    values: Vec<Vec<f64>>,
    /// People who stand in no group.
    n_alone: u64,
}

impl NeighbourRows {
    fn push(&mut self, key: u64, values: impl Iterator<Item = f64>) {
        self.keys.push(key);
        for (place, value) in values.enumerate() {
            match self.values.get_mut(place) {
                Some(column) => column.push(value),
                None => self.values.push(vec![value]),
            }
        }
    }

    pub fn append(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.values.resize_with(self.values.len().max(other.values.len()), Vec::new);
        self.values.iter_mut().zip(other.values).for_each(|(own, other)| own.extend(other));
        self.n_alone += other.n_alone;
    }

    /// One entry a group. A sum is that of its values in order of size, so that it does not depend on the
    /// order of rows.
    fn groups(self) -> ArmGroups {
        let mut order: Vec<(u64, u32)> = self.keys.into_iter().zip(0..).collect();
        order.sort_unstable();
        let same = || order.chunk_by(|a, b| a.0 == b.0);
        let mut groups = ArmGroups { n_alone: self.n_alone, ..ArmGroups::default() };
        for rows in same() {
            groups.keys.extend(rows.first().map(|(key, _)| key));
            groups.n_people.push(rows.len() as u32);
        }
        let mut own = Vec::new();
        for column in self.values {
            let sum = |rows: &[(u64, u32)]| {
                own.clear();
                own.extend(rows.iter().filter_map(|&(_, row)| column.get(row as usize).copied()));
                own.sort_unstable_by(f64::total_cmp);
                own.iter().sum()
            };
            groups.sums.push(same().map(sum).collect());
        }
        groups
    }
}

/// Keeps the rows of a batch, by code of the arm.
pub(crate) fn gather(plan: &TablePlan, batch: &Batch, arms: &mut Vec<NeighbourRows>) {
    let keys = plan.neighbours.and_then(|place| batch.keys.get(place));
    let (Some(keys), Some(labels)) = (keys, batch.labels.first()) else { return };
    let wanted = plan.neighbour_values();
    for ((row, key), &arm) in (0_u32..).zip(keys).zip(labels).filter(|&(_, &arm)| arm != NO_LABEL) {
        let arm = arm as usize;
        arms.resize_with(arms.len().max(arm + 1), NeighbourRows::default);
        let Some(own) = arms.get_mut(arm) else { continue };
        let Some(key) = *key else {
            own.n_alone += 1;
            continue;
        };
        // A missing value is 0 here; the counts of bad cells keep the metric from being read.
        let value = |&place: &usize| {
            let value = plan.values.get(place)?;
            value_at(batch.numbers.get(value.number)?, value, row)
        };
        own.push(key, wanted.iter().map(|place| value(place).unwrap_or(0.0)));
    }
}

/// The groups of every arm, as a readout wants them; `None` where they were not asked for.
pub(crate) fn neighbours(plan: &TablePlan, arms: BTreeMap<String, NeighbourRows>) -> Option<Neighbours> {
    let column = plan.experiment.neighbours.clone()?;
    let wanted = plan.neighbour_values();
    let place = |(metric, reading): (&super::TableMetric, &Reading)| match reading {
        Reading::Moments { y, .. } => {
            Some((metric.text.clone(), wanted.iter().position(|value| value == y)?))
        }
        Reading::Quantile { .. } | Reading::Retention { .. } => None,
    };
    let metrics = plan.experiment.metrics.iter().zip(&plan.readings).filter_map(place).collect();
    let arms = arms.into_iter().map(|(arm, rows)| (arm, rows.groups())).collect();
    Some(Neighbours { column, metrics, arms })
}
