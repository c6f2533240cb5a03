use super::batch::{Batch, value_at};
use super::clusters::ClusterRows;
use super::experiment::N_ARMS_MAX;
use super::neighbours::NeighbourRows;
use super::plan::{Reading, TablePlan};
use super::stay::stay_of;
use crate::MeasurementError;
use stats::{Caps, ExactMoments, RetentionPeriod};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Who a cell is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CellName {
    pub arm: String,
    pub stratum: Option<String>,
    pub segment: Option<String>,
}

/// The ends of the values, and whether there are others than 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    pub low: f64,
    pub high: f64,
    pub is_binary: bool,
    /// Values other than 0.
    pub n_present: u64,
}

impl Range {
    const NOTHING: Self = Self { low: f64::INFINITY, high: f64::NEG_INFINITY, is_binary: true, n_present: 0 };

    pub fn take(&mut self, value: f64) {
        self.low = if value < self.low { value } else { self.low };
        self.high = if self.high < value { value } else { self.high };
        self.is_binary = self.is_binary && (value == 0.0 || value == 1.0);
        self.n_present += u64::from(value != 0.0);
    }

    /// Takes a column of finite values.
    pub fn take_all(&mut self, values: &[f64]) {
        // Four at once: the least of the four least is the least, and the processor need not wait for one
        // comparison before it starts the next.
        let (fours, rest) = values.as_chunks::<4>();
        let (mut low, mut high) = ([self.low; 4], [self.high; 4]);
        for four in fours {
            for (value, (low, high)) in four.iter().zip(low.iter_mut().zip(&mut high)) {
                *low = if *value < *low { *value } else { *low };
                *high = if *high < *value { *value } else { *high };
            }
        }
        self.low = low.into_iter().fold(self.low, f64::min);
        self.high = high.into_iter().fold(self.high, f64::max);
        self.is_binary =
            self.is_binary && fours.as_flattened().iter().all(|&value| value == 0.0 || value == 1.0);
        self.n_present += fours.as_flattened().iter().map(|&value| u64::from(value != 0.0)).sum::<u64>();
        rest.iter().for_each(|&value| self.take(value));
    }

    pub fn merge(self, other: Self) -> Self {
        let is_binary = self.is_binary && other.is_binary;
        let n_present = self.n_present + other.n_present;
        Self { low: self.low.min(other.low), high: self.high.max(other.high), is_binary, n_present }
    }
}

/// People who left and people who were seen to the end, by period from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Curve {
    lost: Vec<u64>,
    ended: Vec<u64>,
    /// People whose periods make no sense: below 1, or not seen for a period.
    pub n_strange: u64,
}

impl Curve {
    /// Counts one person, lost in a period or `None` for still there, seen for so many whole periods.
    pub fn take(&mut self, lost: Option<f64>, seen: Option<f64>, n_periods: u32) {
        let n = n_periods as usize;
        self.lost.resize(n + 1, 0);
        self.ended.resize(n + 1, 0);
        let Some(stay) = stay_of(lost, seen, n_periods) else {
            self.n_strange += 1;
            return;
        };
        let counts = if stay.is_lost { &mut self.lost } else { &mut self.ended };
        if let Some(count) = counts.get_mut(stay.n_periods as usize) {
            *count += 1;
        }
    }

    pub fn merge(&mut self, other: &Self) {
        let add = |own: &mut Vec<u64>, other: &[u64]| {
            own.resize(own.len().max(other.len()), 0);
            own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        };
        add(&mut self.lost, &other.lost);
        add(&mut self.ended, &other.ended);
        self.n_strange += other.n_strange;
    }

    /// At risk and lost, period by period.
    pub fn periods(&self) -> Vec<RetentionPeriod> {
        let mut n_left: u64 = self.lost.iter().chain(&self.ended).sum();
        n_left -= self.lost.first().unwrap_or(&0) + self.ended.first().unwrap_or(&0);
        let periods = self.lost.iter().zip(&self.ended).skip(1);
        periods
            .map(|(&n_lost, &n_ended)| {
                let period = RetentionPeriod { n_at_risk: n_left, n_lost };
                n_left -= n_lost + n_ended;
                period
            })
            .collect()
    }
}

/// What was added up over the people of one arm, stratum and segment.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub n: u64,
    /// Empty cells by column of numbers.
    pub n_missing: Vec<u64>,
    /// Cells without a finite number, by column of numbers.
    pub n_not_finite: Vec<u64>,
    pub moments: ExactMoments,
    pub ranges: Vec<Range>,
    /// By metric: the values of a quantile.
    pub values: Vec<Vec<f64>>,
    /// By metric: a retention curve.
    pub curves: Vec<Curve>,
    /// Everybody's values, where groups were randomised.
    pub rows: ClusterRows,
}

impl Cell {
    pub fn new(plan: &TablePlan) -> Self {
        let n_numbers = plan.numbers.len();
        Self {
            n: 0,
            n_missing: vec![0; n_numbers],
            n_not_finite: vec![0; n_numbers],
            moments: ExactMoments::of_pairs(plan.values.len(), &plan.pairs),
            ranges: vec![Range::NOTHING; plan.values.len()],
            values: vec![Vec::new(); plan.readings.len()],
            curves: vec![Curve::default(); plan.readings.len()],
            rows: ClusterRows::new(plan.values.len()),
        }
    }

    /// Keeps these rows whole.
    pub fn keep(&mut self, plan: &TablePlan, batch: &Batch<'_>, rows: &[u32]) {
        let Some(keys) = batch.keys.first() else { return };
        for &row in rows {
            let Some(key) = keys.get(row as usize).copied().flatten() else { continue };
            let value = |value: &super::plan::ValueUse| {
                let found = batch.numbers.get(value.number).and_then(|number| value_at(number, value, row));
                // An empty cell that says something is no 0.
                let may_be_missing =
                    plan.numbers.get(value.number).is_some_and(|number| number.may_be_missing);
                found.unwrap_or(if may_be_missing { f64::NAN } else { 0.0 })
            };
            self.rows.push(key, plan.values.iter().map(value));
        }
    }

    pub fn merge(mut self, other: Self) -> Result<Self, MeasurementError> {
        let add = |own: &mut Vec<u64>, other: &[u64]| {
            own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        };
        self.n += other.n;
        add(&mut self.n_missing, &other.n_missing);
        add(&mut self.n_not_finite, &other.n_not_finite);
        let merged = self.moments.merge(other.moments);
        self.moments = merged.map_err(|error| MeasurementError::Sums { why: error.to_string() })?;
        self.ranges.iter_mut().zip(other.ranges).for_each(|(own, other)| *own = own.merge(other));
        self.values.iter_mut().zip(other.values).for_each(|(own, other)| own.extend(other));
        self.curves.iter_mut().zip(&other.curves).for_each(|(own, other)| own.merge(other));
        self.rows.append(other.rows);
        Ok(self)
    }
}

/// What was added up over a whole table.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    pub(crate) cells: BTreeMap<CellName, Cell>,
    /// By day and arm.
    pub(crate) days: BTreeMap<(String, String), ExactMoments>,
    /// People by place of the text column, its label, and arm.
    pub(crate) parts: BTreeMap<(usize, String, String), u64>,
    pub(crate) n_without_arm: u64,
    pub(crate) units: Vec<u64>,
    pub(crate) n_without_key: u64,
    /// The groups in each, where groups were randomised.
    pub(crate) part_groups: BTreeMap<(usize, String, String), HashSet<u64>>,
    /// By arm, where groups of people who can talk to each other are known.
    pub(crate) neighbours: BTreeMap<String, NeighbourRows>,
    /// Arms that were asked to be left out and were there.
    pub(crate) left_out: BTreeSet<String>,
    /// Columns with times that were taken as their days.
    pub(crate) by_day: BTreeSet<String>,
}

impl Totals {
    /// The sums of both parts of a table.
    ///
    /// Errors: [`MeasurementError::Sums`] for parts of different plans.
    pub fn merge(mut self, other: Self) -> Result<Self, MeasurementError> {
        for (name, cell) in other.cells {
            let merged = match self.cells.remove(&name) {
                Some(own) => own.merge(cell)?,
                None => cell,
            };
            self.cells.insert(name, merged);
        }
        for (name, moments) in other.days {
            self.add_day(name, moments)?;
        }
        for (name, n) in other.parts {
            *self.parts.entry(name).or_default() += n;
        }
        self.n_without_arm += other.n_without_arm;
        self.units.extend(other.units);
        self.n_without_key += other.n_without_key;
        for (name, keys) in other.part_groups {
            self.part_groups.entry(name).or_default().extend(keys);
        }
        for (arm, rows) in other.neighbours {
            self.neighbours.entry(arm).or_default().append(rows);
        }
        self.left_out.extend(other.left_out);
        self.by_day.extend(other.by_day);
        Ok(self)
    }

    fn add_day(&mut self, name: (String, String), moments: ExactMoments) -> Result<(), MeasurementError> {
        let merged = match self.days.remove(&name) {
            Some(own) => {
                own.merge(moments).map_err(|error| MeasurementError::Sums { why: error.to_string() })?
            }
            None => moments,
        };
        self.days.insert(name, merged);
        Ok(())
    }

    /// The upper cap of each metric that is winsorised, from the totals of [`TablePlan::for_caps`].
    ///
    /// Errors: [`MeasurementError::Metric`] when there is no value to take it from.
    pub fn caps(&self, plan: &TablePlan) -> Result<Vec<Option<f64>>, MeasurementError> {
        let mut place = 0;
        let mut caps = Vec::new();
        for metric in &plan.experiment.metrics {
            let Some(share) = metric.winsorise else {
                caps.push(None);
                continue;
            };
            let values: Vec<f64> =
                self.cells.values().filter_map(|cell| cell.values.get(place)).flatten().copied().collect();
            place += 1;
            let found = Caps::winsorising(&values, 0.0, share).map_err(|error| {
                let (metric, why) =
                    (metric.text.clone(), format!("no cap can be taken from the data: {error}"));
                MeasurementError::Metric { metric, why }
            })?;
            caps.push(found.high);
        }
        Ok(caps)
    }

    /// Takes arms that differ in case or blanks only as one, or refuses them.
    ///
    /// Returns: what was folded, in words.
    /// Errors: [`MeasurementError::LooksAlike`] when they are not to be folded;
    /// [`MeasurementError::TooManyArms`].
    pub(crate) fn fold_arms(&mut self, plan: &TablePlan) -> Result<Vec<String>, MeasurementError> {
        let mut alike: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for (name, cell) in &self.cells {
            let plain = name.arm.trim().to_lowercase();
            *alike.entry(plain).or_default().entry(name.arm.clone()).or_default() += cell.n;
        }
        let column = &plan.experiment.arm;
        if N_ARMS_MAX < alike.len() {
            return Err(MeasurementError::TooManyArms { column: column.clone(), n_max: N_ARMS_MAX });
        }
        let mut notes = Vec::new();
        for labels in alike.values().filter(|labels| 1 < labels.len()) {
            let quoted: Vec<String> = labels.keys().map(|label| format!("`{label}`")).collect();
            if !plan.experiment.is_folded {
                let (column, labels) = (column.clone(), quoted.join(" and "));
                return Err(MeasurementError::LooksAlike { column, labels });
            }
            let Some((kept, _)) = labels.iter().max_by_key(|(_, n)| **n) else { continue };
            let kept = kept.trim().to_owned();
            notes.push(format!(
                "{} in column `{column}` were taken as one arm, `{kept}`",
                quoted.join(" and ")
            ));
            self.rename(&labels.keys().cloned().collect::<Vec<_>>(), &kept)?;
        }
        Ok(notes)
    }

    fn rename(&mut self, from: &[String], to: &str) -> Result<(), MeasurementError> {
        let own = std::mem::take(self);
        let arm = |arm: String| if from.contains(&arm) { to.to_owned() } else { arm };
        self.n_without_arm = own.n_without_arm;
        (self.units, self.n_without_key) = (own.units, own.n_without_key);
        (self.left_out, self.by_day) = (own.left_out, own.by_day);
        for (name, cell) in own.cells {
            let name = CellName { arm: arm(name.arm), ..name };
            let merged = match self.cells.remove(&name) {
                Some(found) => found.merge(cell)?,
                None => cell,
            };
            self.cells.insert(name, merged);
        }
        for ((day, own), moments) in own.days {
            self.add_day((day, arm(own)), moments)?;
        }
        for ((place, label, own), n) in own.parts {
            *self.parts.entry((place, label, arm(own))).or_default() += n;
        }
        for ((place, label, own), keys) in own.part_groups {
            self.part_groups.entry((place, label, arm(own))).or_default().extend(keys);
        }
        for (own, rows) in own.neighbours {
            self.neighbours.entry(arm(own)).or_default().append(rows);
        }
        Ok(())
    }

    /// How many people stand there more than once, by the column that names them.
    pub(crate) fn n_repeated(&mut self) -> u64 {
        self.units.sort_unstable();
        let mut n_repeated = 0;
        for same in self.units.chunk_by(|a, b| a == b).filter(|same| 1 < same.len()) {
            n_repeated += u64::from(!same.is_empty());
        }
        n_repeated
    }

    /// Whether all values of a metric are 0 or 1.
    pub(crate) fn is_binary(&self, value: usize) -> bool {
        let ranges = || self.cells.values().filter_map(|cell| cell.ranges.get(value));
        ranges().any(|range| range.low <= range.high) && ranges().all(|range| range.is_binary)
    }
}

impl Reading {
    /// The value the metric is about.
    pub fn own(&self) -> usize {
        match self {
            Self::Moments { y, .. } | Self::Quantile { y, .. } => *y,
            Self::Retention { lost, .. } => *lost,
        }
    }
}
