use super::experiment::{N_ARMS_MAX, N_LABELS_MAX};
use super::neighbours::{NeighbourRows, gather};
use super::plan::{Reading, TablePlan, ValueUse};
use super::totals::{Cell, CellName, Totals};
use crate::MeasurementError;
use stats::{ExactColumn, ExactMoments, StatsError};
use std::collections::HashMap;

/// The code of an empty cell in a column of text.
pub const NO_LABEL: u32 = u32::MAX;

/// A column of numbers of a batch.
#[derive(Debug, Clone, Default)]
pub struct NumberColumn {
    /// A value for each row. What was no number is NaN.
    pub values: Vec<f64>,
    /// Which cells were empty; none where it is empty itself.
    pub missing: Vec<bool>,
}

impl NumberColumn {
    fn is_missing(&self, row: usize) -> bool {
        self.missing.get(row).copied().unwrap_or(false)
    }

    /// The rows without a finite number.
    fn bad_rows(&self) -> Vec<usize> {
        if self.missing.is_empty() && self.values.iter().all(|value| value.is_finite()) {
            return Vec::new();
        }
        let rows = self.values.iter().enumerate();
        rows.filter(|(row, value)| self.is_missing(*row) || !value.is_finite()).map(|(row, _)| row).collect()
    }
}

/// Rows of a table, column by column, in the order of the plan's columns.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// How many rows.
    pub n_rows: usize,
    /// Codes by [`Tally::code`].
    pub labels: Vec<Vec<u32>>,
    /// One number for each name; `None` for an empty cell.
    pub keys: Vec<Vec<Option<u64>>>,
    /// Values.
    pub numbers: Vec<NumberColumn>,
}

/// So many cells of a batch are looked for one by one.
const N_NEAR: usize = 16;

/// The rows of one cell in a batch.
#[derive(Default)]
struct Group {
    cell: usize,
    rows: Vec<u32>,
}

/// Adds batches of rows up, on one thread.
pub struct Tally<'a> {
    plan: &'a TablePlan,
    /// The names of each text column by code.
    names: Vec<Vec<String>>,
    codes: Vec<HashMap<String, u32>>,
    /// Cells by (arm, stratum, segment).
    places: HashMap<[u32; 3], usize>,
    cells: Vec<([u32; 3], Cell)>,
    /// Cells by (arm, day).
    days: HashMap<[u32; 2], ExactMoments>,
    /// People by (place of the column, its label, arm).
    parts: HashMap<[u32; 3], u64>,
    n_without_arm: u64,
    columns: Vec<ExactColumn>,
    units: Vec<u64>,
    n_without_key: u64,
    /// By code of the arm.
    neighbours: Vec<NeighbourRows>,
}

impl<'a> Tally<'a> {
    /// Nothing yet.
    pub fn new(plan: &'a TablePlan) -> Self {
        Self {
            plan,
            names: vec![Vec::new(); plan.labels.len()],
            codes: vec![HashMap::new(); plan.labels.len()],
            places: HashMap::new(),
            cells: Vec::new(),
            days: HashMap::new(),
            parts: HashMap::new(),
            n_without_arm: 0,
            columns: vec![ExactColumn::default(); plan.values.len()],
            units: Vec::new(),
            n_without_key: 0,
            neighbours: Vec::new(),
        }
    }

    /// The code of a text in a text column; blanks alone are an empty cell.
    ///
    /// Errors: [`MeasurementError::TooManyArms`], [`MeasurementError::TooManyLabels`].
    pub fn code(&mut self, column: usize, text: &str) -> Result<u32, MeasurementError> {
        if text.trim().is_empty() {
            return Ok(NO_LABEL);
        }
        let (Some(codes), Some(names)) = (self.codes.get_mut(column), self.names.get_mut(column)) else {
            return Ok(NO_LABEL);
        };
        if let Some(&code) = codes.get(text) {
            return Ok(code);
        }
        let name = || self.plan.labels.get(column).cloned().unwrap_or_default();
        // Blanks and case may double the arms before they are folded.
        if column == 0 && 2 * N_ARMS_MAX <= names.len() {
            return Err(MeasurementError::TooManyArms { column: name(), n_max: N_ARMS_MAX });
        }
        if N_LABELS_MAX <= names.len() {
            return Err(MeasurementError::TooManyLabels { column: name(), n_max: N_LABELS_MAX });
        }
        let code = names.len() as u32;
        names.push(text.to_owned());
        codes.insert(text.to_owned(), code);
        Ok(code)
    }

    /// Adds the rows of a batch.
    ///
    /// Errors: [`MeasurementError::Answer`] when a column of the plan is not there.
    pub fn add(&mut self, batch: &Batch) -> Result<(), MeasurementError> {
        self.check(batch)?;
        let groups = self.groups(batch);
        let bad: Vec<Vec<usize>> = batch.numbers.iter().map(NumberColumn::bad_rows).collect();
        for (value, column) in self.plan.values.iter().zip(&mut self.columns) {
            let is_clean = bad.get(value.number).is_some_and(Vec::is_empty);
            match batch.numbers.get(value.number) {
                Some(number) if is_clean && value.is_plain() => column.refill(number.values.iter().copied()),
                Some(number) if is_clean => column.refill(number.values.iter().map(|&found| value.of(found))),
                Some(number) => column.refill(usable(number, value)),
                None => {}
            }
        }
        let is_clustered = self.plan.experiment.cluster.is_some();
        for group in &groups {
            let Some((_, cell)) = self.cells.get_mut(group.cell) else { continue };
            cell.n += group.rows.len() as u64;
            if is_clustered {
                cell.keep(self.plan, batch, &group.rows);
            } else {
                cell.moments.extend(&self.columns, &group.rows).map_err(sums_error)?;
            }
            cell.look_at(self.plan, batch, &bad, &group.rows);
        }
        self.count_bad(batch, &groups, &bad);
        self.count_parts(batch)?;
        gather(self.plan, batch, &mut self.neighbours);
        Ok(())
    }

    fn check(&self, batch: &Batch) -> Result<(), MeasurementError> {
        let n = batch.n_rows;
        let short = |column: &str| Err(MeasurementError::Answer { column: column.to_owned() });
        for (place, column) in self.plan.labels.iter().enumerate() {
            if batch.labels.get(place).is_none_or(|codes| codes.len() != n) {
                return short(column);
            }
        }
        for (place, column) in self.plan.keys.iter().enumerate() {
            if batch.keys.get(place).is_none_or(|keys| keys.len() != n) {
                return short(column);
            }
        }
        for (place, number) in self.plan.numbers.iter().enumerate() {
            if batch.numbers.get(place).is_none_or(|found| found.values.len() != n) {
                return short(&number.column);
            }
        }
        Ok(())
    }

    /// Sorts the rows into cells; those without an arm are counted and left out.
    fn groups(&mut self, batch: &Batch) -> Vec<Group> {
        let label = |place: Option<usize>, row: usize| {
            place.and_then(|place| batch.labels.get(place)?.get(row).copied()).unwrap_or(NO_LABEL)
        };
        let arms = batch.labels.first().map_or(&[][..], Vec::as_slice);
        let (stratum, segment) = (self.plan.stratum, self.plan.segment);
        let mut groups: Vec<Group> = Vec::new();
        // The few cells of most tests are found faster by looking than by hashing.
        let mut near: Vec<([u32; 3], usize)> = Vec::new();
        let mut far: HashMap<[u32; 3], usize> = HashMap::new();
        let (is_clustered, n_units) = (self.plan.experiment.cluster.is_some(), self.plan.n_names());
        for (row, &arm) in arms.iter().enumerate() {
            if arm == NO_LABEL {
                self.n_without_arm += 1;
                continue;
            }
            for (place, keys) in batch.keys.iter().enumerate().take(n_units) {
                match keys.get(row).copied().flatten() {
                    None => self.n_without_key += 1,
                    // The last key column is the people's, unless the groups' is the only one.
                    Some(key) if place + 1 == n_units && !(is_clustered && n_units == 1) => {
                        self.units.push(key)
                    }
                    Some(_) => {}
                }
            }
            let name = [arm, label(stratum, row), label(segment, row)];
            let known = near.iter().find(|(known, _)| *known == name).map(|&(_, group)| group);
            let group = match known.or_else(|| far.get(&name).copied()) {
                Some(group) => group,
                None => {
                    groups.push(Group { cell: self.cell(name), rows: Vec::new() });
                    let group = groups.len() - 1;
                    if near.len() < N_NEAR {
                        near.push((name, group));
                    } else {
                        far.insert(name, group);
                    }
                    group
                }
            };
            if let Some(group) = groups.get_mut(group) {
                group.rows.push(row as u32);
            }
        }
        groups
    }

    fn cell(&mut self, name: [u32; 3]) -> usize {
        let (plan, cells) = (self.plan, &mut self.cells);
        *self.places.entry(name).or_insert_with(|| {
            cells.push((name, Cell::new(plan)));
            cells.len() - 1
        })
    }

    /// Counts the cells without a usable number.
    fn count_bad(&mut self, batch: &Batch, groups: &[Group], bad: &[Vec<usize>]) {
        if bad.iter().all(Vec::is_empty) {
            return;
        }
        let mut cell_of = vec![usize::MAX; batch.n_rows];
        for group in groups {
            for &row in &group.rows {
                if let Some(cell) = cell_of.get_mut(row as usize) {
                    *cell = group.cell;
                }
            }
        }
        for ((place, bad), number) in bad.iter().enumerate().zip(&batch.numbers) {
            for &row in bad {
                let cell = cell_of.get(row).and_then(|&cell| self.cells.get_mut(cell));
                let Some((_, cell)) = cell else { continue };
                let counts =
                    if number.is_missing(row) { &mut cell.n_missing } else { &mut cell.n_not_finite };
                if let Some(count) = counts.get_mut(place) {
                    *count += 1;
                }
            }
        }
    }

    /// Counts people by day, source and earlier arm, and adds up the days.
    fn count_parts(&mut self, batch: &Batch) -> Result<(), MeasurementError> {
        let arms = batch.labels.first().map_or(&[][..], Vec::as_slice);
        let places = [self.plan.day, self.plan.source, self.plan.earlier];
        for place in places.into_iter().flatten() {
            let Some(labels) = batch.labels.get(place) else { continue };
            for (&arm, &label) in arms.iter().zip(labels).filter(|&(&arm, _)| arm != NO_LABEL) {
                *self.parts.entry([place as u32, label, arm]).or_default() += 1;
            }
        }
        let Some(days) = self.plan.day.and_then(|place| batch.labels.get(place)) else { return Ok(()) };
        let mut rows: HashMap<[u32; 2], Vec<u32>> = HashMap::new();
        for (row, (&arm, &day)) in arms.iter().zip(days).enumerate() {
            if arm != NO_LABEL && day != NO_LABEL {
                rows.entry([arm, day]).or_default().push(row as u32);
            }
        }
        for (name, rows) in rows {
            let nobody = || ExactMoments::of_pairs(self.plan.values.len(), &self.plan.day_pairs);
            let moments = self.days.entry(name).or_insert_with(nobody);
            moments.extend(&self.columns, &rows).map_err(sums_error)?;
        }
        Ok(())
    }

    /// What was added up, by name instead of code.
    pub fn finish(self) -> Totals {
        let name = |place: Option<usize>, code: u32| {
            let names = place.and_then(|place| self.names.get(place));
            names.and_then(|names| names.get(code as usize)).cloned()
        };
        let arm = |code: u32| name(Some(0), code).unwrap_or_default();
        let cells = self.cells.into_iter().map(|([own, stratum, segment], cell)| {
            let stratum = name(self.plan.stratum, stratum);
            let segment = name(self.plan.segment, segment);
            (CellName { arm: arm(own), stratum, segment }, cell)
        });
        let cells = cells.collect();
        let days = self
            .days
            .into_iter()
            .filter_map(|([own, day], moments)| Some(((name(self.plan.day, day)?, arm(own)), moments)));
        let days = days.collect();
        let parts = self.parts.into_iter().map(|([place, label, own], n)| {
            let label = name(Some(place as usize), label).unwrap_or_else(|| "(empty)".to_owned());
            ((place as usize, label, arm(own)), n)
        });
        Totals {
            cells,
            days,
            parts: parts.collect(),
            n_without_arm: self.n_without_arm,
            units: self.units,
            n_without_key: self.n_without_key,
            neighbours: (0..).map(arm).zip(self.neighbours).collect(),
        }
    }
}

fn sums_error(error: StatsError) -> MeasurementError {
    MeasurementError::Sums { why: error.to_string() }
}

/// The values as they are added up: 0 where there is none, which the counts of bad cells say.
fn usable<'b>(number: &'b NumberColumn, value: &'b ValueUse) -> impl Iterator<Item = f64> + 'b {
    number.values.iter().enumerate().map(move |(row, &found)| {
        let found = match value.missing {
            Some(instead) if number.is_missing(row) => instead,
            _ if number.is_missing(row) => return 0.0,
            _ => found,
        };
        if found.is_finite() { value.of(found) } else { 0.0 }
    })
}

/// The value of one row as it is added up; `None` where there is none.
pub(crate) fn value_at(number: &NumberColumn, value: &ValueUse, row: u32) -> Option<f64> {
    let row = row as usize;
    let found = if number.is_missing(row) { value.missing? } else { *number.values.get(row)? };
    found.is_finite().then(|| value.of(found))
}

impl Cell {
    /// Notes of these rows what sums do not say: extremes, whether all are 0 or 1, and whole values.
    fn look_at(&mut self, plan: &TablePlan, batch: &Batch, bad: &[Vec<usize>], rows: &[u32]) {
        for ((place, value), range) in plan.values.iter().enumerate().zip(&mut self.ranges) {
            let Some(number) = batch.numbers.get(value.number).filter(|_| plan.is_looked_at(place)) else {
                continue;
            };
            if bad.get(value.number).is_some_and(Vec::is_empty) {
                let found = rows.iter().filter_map(|&row| number.values.get(row as usize)).copied();
                if value.is_plain() {
                    found.for_each(|found| range.take(found));
                } else {
                    found.for_each(|found| range.take(value.of(found)));
                }
            } else {
                rows.iter()
                    .filter_map(|&row| value_at(number, value, row))
                    .for_each(|found| range.take(found));
            }
        }
        for (reading, own) in plan.readings.iter().zip(&mut self.values) {
            let Reading::Quantile { y, .. } = reading else { continue };
            let Some(value) = plan.values.get(*y) else { continue };
            let Some(number) = batch.numbers.get(value.number) else { continue };
            let found = rows.iter().filter_map(|&row| value_at(number, value, row));
            own.extend(found);
        }
        for (reading, curve) in plan.readings.iter().zip(&mut self.curves) {
            let Reading::Retention { lost, seen, n_periods } = reading else { continue };
            let of = |place: usize, row: u32| {
                let value = plan.values.get(place)?;
                value_at(batch.numbers.get(value.number)?, value, row)
            };
            for &row in rows {
                let seen = seen.map_or(Some(f64::from(*n_periods)), |seen| of(seen, row));
                curve.take(of(*lost, row), seen, *n_periods);
            }
        }
    }
}
