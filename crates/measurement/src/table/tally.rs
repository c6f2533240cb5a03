use super::batch::{Batch, NO_LABEL, NumberColumn, value_at};
use super::clusters::note_parts;
use super::experiment::{N_ARMS_MAX, N_LABELS_MAX};
use super::groups::Groups;
use super::neighbours::{NeighbourRows, gather};
use super::plan::{Reading, TablePlan, ValueUse};
use super::totals::{Cell, CellName, Totals};
use crate::MeasurementError;
use stats::{ExactColumn, ExactMoments, StatsError};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// The part of people whose cell is empty.
pub(crate) const NOWHERE: &str = "(empty)";

/// A batch and what is known of it.
struct Seen<'b> {
    batch: &'b Batch<'b>,
    /// Its rows, cell after cell.
    order: Vec<u32>,
    /// By column of numbers: whether every row has a finite one.
    is_clean: Vec<bool>,
}

impl Seen<'_> {
    fn label(&self, place: Option<usize>, row: usize) -> u32 {
        let labels = place.and_then(|place| self.batch.labels.get(place));
        labels.and_then(|labels| labels.get(row).copied()).unwrap_or(NO_LABEL)
    }

    /// The row at the first of these places in the order.
    fn first(&self, places: &Range<usize>) -> usize {
        self.order.get(places.start).map_or(0, |&row| row as usize)
    }

    fn rows(&self, places: &Range<usize>) -> &[u32] {
        self.order.get(places.clone()).unwrap_or_default()
    }

    /// The column of numbers that a value is made of, and whether it is clean.
    fn number(&self, value: &ValueUse) -> Option<(&NumberColumn<'_>, bool)> {
        Some((self.batch.numbers.get(value.number)?, *self.is_clean.get(value.number)?))
    }
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
    /// The values of a batch, cell after cell.
    sorted: Vec<Vec<f64>>,
    columns: Vec<ExactColumn>,
    units: Vec<u64>,
    n_without_key: u64,
    /// The same as `parts` where groups were randomised.
    part_groups: HashMap<[u32; 3], HashSet<u64>>,
    /// By code of the arm.
    neighbours: Vec<NeighbourRows>,
    /// Arms that were asked to be left out and were there.
    left_out: BTreeSet<String>,
    /// Columns with times that were taken as their days.
    by_day: BTreeSet<String>,
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
            sorted: vec![Vec::new(); plan.values.len()],
            columns: vec![ExactColumn::default(); plan.values.len()],
            units: Vec::new(),
            n_without_key: 0,
            part_groups: HashMap::new(),
            neighbours: Vec::new(),
            left_out: BTreeSet::new(),
            by_day: BTreeSet::new(),
        }
    }

    /// The code of a text in a text column; blanks alone are an empty cell.
    ///
    /// Errors: [`MeasurementError::TooManyArms`], [`MeasurementError::TooManyLabels`].
    pub fn code(&mut self, column: usize, text: &str) -> Result<u32, MeasurementError> {
        if text.trim().is_empty() {
            return Ok(NO_LABEL);
        }
        let plan = self.plan;
        if column == 0 && plan.experiment.left_out.iter().any(|arm| arm == text.trim()) {
            self.left_out.insert(text.trim().to_owned());
            return Ok(NO_LABEL);
        }
        let is_by_time = [plan.day, plan.stratum, plan.segment].contains(&Some(column));
        let text = match day_of(text).filter(|_| is_by_time) {
            Some(day) => {
                self.by_day.insert(plan.labels.get(column).cloned().unwrap_or_default());
                day
            }
            None => text,
        };
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
    pub fn add(&mut self, batch: &Batch<'_>) -> Result<(), MeasurementError> {
        self.check(batch)?;
        self.take_keys(batch);
        let plan = self.plan;
        let columns: Vec<usize> =
            [Some(0), plan.stratum, plan.segment, plan.day].into_iter().flatten().collect();
        let Groups { order, groups } = Groups::of(batch, &columns);
        self.n_without_arm += (batch.n_rows - order.len()) as u64;
        let is_clean = batch.numbers.iter().map(NumberColumn::is_clean).collect();
        let seen = Seen { batch, order, is_clean };
        self.sort(&seen);
        let name = |places: &Range<usize>| {
            [Some(0), plan.stratum, plan.segment].map(|place| seen.label(place, seen.first(places)))
        };
        for same in groups.chunk_by(|a, b| name(a) == name(b)) {
            let (Some(start), Some(end)) = (same.first(), same.last()) else { continue };
            self.add_cell(&seen, name(start), start.start..end.end)?;
        }
        for places in groups.into_iter().filter(|_| plan.day.is_some()) {
            let name = [Some(0), plan.day].map(|place| seen.label(place, seen.first(&places)));
            self.add_day(name, places)?;
        }
        if plan.experiment.cluster.is_some() {
            note_parts(plan, batch, &mut self.part_groups);
        } else {
            self.count_parts(batch);
        }
        gather(self.plan, batch, &mut self.neighbours);
        Ok(())
    }

    /// Takes the values of each column in the order of cells.
    fn sort(&mut self, seen: &Seen<'_>) {
        let columns = self.sorted.iter_mut().zip(&mut self.columns);
        for (value, (sorted, column)) in self.plan.values.iter().zip(columns) {
            let Some((number, is_clean)) = seen.number(value) else { continue };
            let found = |row: u32| number.values.get(row as usize).copied().unwrap_or(0.0);
            sorted.clear();
            match (is_clean, value.is_plain()) {
                (true, true) => sorted.extend(seen.order.iter().map(|&row| found(row))),
                (true, false) => sorted.extend(seen.order.iter().map(|&row| value.of(found(row)))),
                // 0 where there is none, which the counts of cells without a number say.
                _ => sorted.extend(seen.order.iter().map(|&row| value_at(number, value, row).unwrap_or(0.0))),
            }
            column.refill(sorted);
        }
    }

    /// Adds the rows at these places of the order to a cell.
    fn add_cell(
        &mut self,
        seen: &Seen<'_>,
        name: [u32; 3],
        places: Range<usize>,
    ) -> Result<(), MeasurementError> {
        let (plan, cells) = (self.plan, &mut self.cells);
        let cell = *self.places.entry(name).or_insert_with(|| {
            cells.push((name, Cell::new(plan)));
            cells.len() - 1
        });
        let Some((_, cell)) = cells.get_mut(cell) else { return Ok(()) };
        let rows = seen.rows(&places);
        cell.n += rows.len() as u64;
        if plan.experiment.cluster.is_some() {
            cell.keep(plan, seen.batch, rows);
        } else {
            cell.moments.extend(&self.columns, places.clone()).map_err(sums_error)?;
        }
        cell.count_bad(seen, rows);
        cell.take_ranges(plan, seen, &self.sorted, &places);
        cell.take_values(plan, seen, rows);
        Ok(())
    }

    fn add_day(&mut self, name: [u32; 2], places: Range<usize>) -> Result<(), MeasurementError> {
        let [_, day] = name;
        if day == NO_LABEL {
            return Ok(());
        }
        let nobody = || ExactMoments::of_pairs(self.plan.values.len(), &self.plan.day_pairs);
        let moments = self.days.entry(name).or_insert_with(nobody);
        moments.extend(&self.columns, places).map_err(sums_error)
    }

    fn check(&self, batch: &Batch<'_>) -> Result<(), MeasurementError> {
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

    /// Notes who is there, by the columns that name people and groups.
    fn take_keys(&mut self, batch: &Batch<'_>) {
        let arms = batch.labels.first().map_or(&[][..], Vec::as_slice);
        // The last key column is the people's, unless the groups' is the only one.
        let n_of_groups = usize::from(self.plan.experiment.cluster.is_some());
        for (place, keys) in batch.keys.iter().enumerate().take(self.plan.n_names()) {
            for (_, key) in arms.iter().zip(keys).filter(|&(&arm, _)| arm != NO_LABEL) {
                match key {
                    None => self.n_without_key += 1,
                    Some(key) if n_of_groups <= place => self.units.push(*key),
                    Some(_) => {}
                }
            }
        }
    }

    /// Counts people by day, source and earlier arm.
    fn count_parts(&mut self, batch: &Batch<'_>) {
        let arms = batch.labels.first().map_or(&[][..], Vec::as_slice);
        let places = [self.plan.day, self.plan.source, self.plan.earlier];
        for place in places.into_iter().flatten() {
            let Some(labels) = batch.labels.get(place) else { continue };
            for (&arm, &label) in arms.iter().zip(labels).filter(|&(&arm, _)| arm != NO_LABEL) {
                *self.parts.entry([place as u32, label, arm]).or_default() += 1;
            }
        }
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
        let part = |[place, label, own]: [u32; 3]| {
            let label = name(Some(place as usize), label).unwrap_or_else(|| NOWHERE.to_owned());
            (place as usize, label, arm(own))
        };
        Totals {
            cells,
            days,
            parts: self.parts.into_iter().map(|(of, n)| (part(of), n)).collect(),
            n_without_arm: self.n_without_arm,
            units: self.units,
            n_without_key: self.n_without_key,
            part_groups: self.part_groups.into_iter().map(|(of, keys)| (part(of), keys)).collect(),
            neighbours: (0..).map(arm).zip(self.neighbours).collect(),
            left_out: self.left_out,
            by_day: self.by_day,
        }
    }
}

/// The day of a moment, as it is written; `None` for what holds no time of day.
///
/// A column of moments has as many values as people: it is their days that are meant.
fn day_of(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_compact = |(day, time): &(&str, &str)| {
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        day.len() == 8 && is_digits(day) && 4 <= time.len() && time.get(..4).is_some_and(is_digits)
    };
    if let Some((day, _)) = text.split_once('T').filter(is_compact) {
        return Some(day);
    }
    let (before, after) = text.split_once(':')?;
    let hour = before.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let n_hour = before.len() - hour.len();
    let is_time = (1..=2).contains(&n_hour) && after.starts_with(|letter: char| letter.is_ascii_digit());
    let day = hour.trim_end_matches([' ', 'T', 't', ',']);
    (is_time && day.len() < hour.len() && day.contains(|letter: char| letter.is_ascii_digit())).then_some(day)
}

fn sums_error(error: StatsError) -> MeasurementError {
    MeasurementError::Sums { why: error.to_string() }
}

impl Cell {
    /// Counts the rows without a usable number, by column.
    fn count_bad(&mut self, seen: &Seen<'_>, rows: &[u32]) {
        let counts = self.n_missing.iter_mut().zip(&mut self.n_not_finite);
        for ((number, &is_clean), (n_missing, n_not_finite)) in
            seen.batch.numbers.iter().zip(&seen.is_clean).zip(counts)
        {
            for &row in rows.iter().filter(|_| !is_clean) {
                if number.is_missing(row as usize) {
                    *n_missing += 1;
                } else if number.values.get(row as usize).is_some_and(|value| !value.is_finite()) {
                    *n_not_finite += 1;
                }
            }
        }
    }

    /// Notes the ends of the values that metrics are about, and whether all are 0 or 1.
    fn take_ranges(&mut self, plan: &TablePlan, seen: &Seen<'_>, sorted: &[Vec<f64>], places: &Range<usize>) {
        let values = plan.values.iter().zip(sorted).enumerate().zip(&mut self.ranges);
        for ((place, (value, sorted)), range) in values {
            let Some((number, is_clean)) = seen.number(value).filter(|_| plan.is_looked_at(place)) else {
                continue;
            };
            if is_clean {
                range.take_all(sorted.get(places.clone()).unwrap_or_default());
            } else {
                let rows = seen.rows(places).iter();
                rows.filter_map(|&row| value_at(number, value, row)).for_each(|found| range.take(found));
            }
        }
    }

    /// Keeps the values of quantiles, and counts who is still there.
    fn take_values(&mut self, plan: &TablePlan, seen: &Seen<'_>, rows: &[u32]) {
        let of = |place: usize, row: u32| {
            let value = plan.values.get(place)?;
            value_at(seen.batch.numbers.get(value.number)?, value, row)
        };
        for (reading, (values, curve)) in
            plan.readings.iter().zip(self.values.iter_mut().zip(&mut self.curves))
        {
            match reading {
                Reading::Moments { .. } => {}
                Reading::Quantile { y, .. } => values.extend(rows.iter().filter_map(|&row| of(*y, row))),
                Reading::Retention { lost, seen, n_periods } => {
                    for &row in rows {
                        let seen = seen.map_or(Some(f64::from(*n_periods)), |seen| of(seen, row));
                        curve.take(of(*lost, row), seen, *n_periods);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn a_moment_is_of_its_day() {
        for (text, day) in [
            ("2026-03-01 14:02", Some("2026-03-01")),
            ("2026-03-01T14:02:11.5Z", Some("2026-03-01")),
            ("2026-03-01T23:59:00+02:00", Some("2026-03-01")),
            ("3/1/2026 2:02 PM", Some("3/1/2026")),
            ("01.03.2026, 14:02", Some("01.03.2026")),
            ("20260301T140200Z", Some("20260301")),
            ("2026-03-01", None),
            ("day 1", None),
            ("14:02", None),
            ("ratio 1:2", None),
            ("GA:30301", None),
        ] {
            assert_eq!(day_of(text), day, "{text}");
        }
    }
}
