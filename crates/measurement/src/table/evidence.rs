use super::clusters::{GroupTotals, farthest, moments_of, retained_of_groups, totals_of};
use super::metric_text::Aggregate;
use super::neighbours::neighbours;
use super::plan::{Reading, TablePlan};
use super::tally::NOWHERE;
use super::totals::{Cell, CellName, Totals};
use crate::MeasurementError;
use experiment::{ArmStatistics, Before, Evidence, MetricKind, PartKind, Parts, ReadoutMetric, Sums, Unit};
use stats::{Caps, Estimate, ExactMoments, JointMoments, Outcome, Proportion, StatsError, retention};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The level at which the ranks around a quantile are read; its error hardly depends on it.
const QUANTILE_LEVEL: f64 = 0.95;

/// How the people of a group are named among its totals.
const PEOPLE: &str = "people in the group";

impl Totals {
    /// What the readout needs to know of the metrics.
    pub fn readout_metrics(&self, plan: &TablePlan) -> Vec<ReadoutMetric> {
        let metrics = plan.experiment.metrics.iter().zip(&plan.readings);
        let cap = |reading: &Reading| plan.values.get(reading.own()).and_then(|value| value.caps.high);
        let metric = |(metric, reading): (&super::TableMetric, &Reading)| {
            let is_capped = metric.caps != stats::Caps::default() || metric.winsorise.is_some();
            let kind = match &metric.aggregate {
                Aggregate::Mean if is_capped => MetricKind::CappedMean,
                Aggregate::Mean => MetricKind::Mean,
                Aggregate::Proportion | Aggregate::Above(_) => MetricKind::Proportion,
                Aggregate::Ratio { .. } => MetricKind::Ratio,
                Aggregate::Quantile(_) => MetricKind::Quantile,
                Aggregate::Retention { .. } => MetricKind::Retention,
            };
            // A mean of 0 and 1 is a share and is read as one.
            let is_share = kind == MetricKind::Mean && self.is_binary(reading.own());
            let is_share = is_share || matches!(kind, MetricKind::Proportion | MetricKind::Retention);
            ReadoutMetric {
                name: metric.text.clone(),
                label: metric.text.clone(),
                unit: if is_share { Unit::Share } else { Unit::Number },
                kind,
                better: metric.better,
                spoken: Some(metric.spoken(cap(reading))),
                currency: None,
            }
        };
        metrics.map(metric).collect()
    }

    /// The evidence of a readout, with notes on what a reader should know.
    ///
    /// What cannot be used is left to the readout, which withholds that metric and keeps the others; what
    /// makes the table as a whole unusable is an error that names the column.
    ///
    /// Errors: [`MeasurementError::LooksAlike`], [`MeasurementError::TooManyArms`],
    /// [`MeasurementError::Repeated`], [`MeasurementError::EmptyKey`], [`MeasurementError::SplitGroup`],
    /// [`MeasurementError::NotBinary`], [`MeasurementError::Sums`].
    pub fn evidence(&mut self, plan: &TablePlan) -> Result<Evidence, MeasurementError> {
        let mut notes = self.fold_arms(plan)?;
        self.check_keys(plan)?;
        self.check_left_out(plan)?;
        let left_out: Vec<String> = self.left_out.iter().map(|arm| format!("`{arm}`")).collect();
        match (self.n_without_arm, left_out.is_empty()) {
            (0, _) => {}
            (n, true) => notes.push(format!("{n} people have no arm and were left out")),
            (n, false) => notes.push(format!(
                "{n} people have no arm or are in {}, and were left out as asked; if the arm decides who gets there, \
                 the others differ too",
                left_out.join(" and ")
            )),
        }
        notes.extend(
            self.by_day.iter().map(|column| format!("the times in `{column}` were taken as their days")),
        );
        let mut evidence = Evidence::default();
        for (name, cell) in &self.cells {
            *evidence.n_people.entry(name.arm.clone()).or_default() += cell.n;
        }
        let dropped = self.unusable_covariates(plan, &mut notes);
        let reader = Reader { totals: self, plan, dropped };
        let arms: Vec<&String> = evidence.n_people.keys().collect();
        let segments: BTreeSet<&String> =
            self.cells.keys().filter_map(|name| name.segment.as_ref()).collect();
        let everybody = std::iter::once(None);
        let groups: Vec<Option<&String>> = everybody.chain(segments.into_iter().map(Some)).collect();
        for arm in arms {
            for segment in &groups {
                reader.arm(arm, segment.map(String::as_str), &mut evidence.statistics)?;
            }
        }
        evidence.by_day = reader.by_day()?;
        if plan.experiment.cluster.is_some() && plan.day.is_some() && reader.group_days().is_none() {
            notes.push(
                "some groups stand on several days, so whether the lift wears off was not looked at"
                    .to_owned(),
            );
        }
        evidence.parts = reader.parts();
        evidence.before = reader.before(&evidence.n_people)?;
        evidence.n_clusters = plan.experiment.cluster.as_ref().map(|_| reader.n_clusters());
        evidence.neighbours = neighbours(plan, std::mem::take(&mut self.neighbours));
        evidence.notes = notes;
        Ok(evidence)
    }

    /// Whether the arms to be left out are there.
    fn check_left_out(&self, plan: &TablePlan) -> Result<(), MeasurementError> {
        let Some(missing) = plan.experiment.left_out.iter().find(|arm| !self.left_out.contains(*arm)) else {
            return Ok(());
        };
        let found: BTreeSet<&String> = self.cells.keys().map(|name| &name.arm).collect();
        let found: Vec<String> = found.into_iter().map(|arm| format!("`{arm}`")).collect();
        let (column, arm) = (plan.experiment.arm.clone(), missing.clone());
        Err(MeasurementError::NothingLeftOut { column, arm, found: found.join(", ") })
    }

    /// Whether everybody, and every group, stands where they can be.
    fn check_keys(&mut self, plan: &TablePlan) -> Result<(), MeasurementError> {
        let key_columns =
            || plan.keys.iter().take(plan.n_names()).map(|column| format!("`{column}`")).collect::<Vec<_>>();
        if 0 < self.n_without_key {
            return Err(MeasurementError::EmptyKey {
                columns: key_columns().join(" or "),
                n: self.n_without_key,
            });
        }
        let n_repeated = self.n_repeated();
        if let (Some(column), true) = (&plan.experiment.unit, 0 < n_repeated) {
            return Err(MeasurementError::Repeated { column: column.clone(), n: n_repeated });
        }
        let Some(column) = &plan.experiment.cluster else { return Ok(()) };
        let mut places: BTreeMap<u64, (&str, Option<&str>)> = BTreeMap::new();
        for (name, cell) in &self.cells {
            let own = (name.arm.as_str(), name.stratum.as_deref());
            for key in &cell.rows.keys {
                let found = places.entry(*key).or_insert(own);
                let what = match () {
                    () if found.0 != own.0 => "arm",
                    () if found.1 != own.1 => "stratum",
                    () => continue,
                };
                return Err(MeasurementError::SplitGroup { column: column.clone(), what });
            }
        }
        Ok(())
    }

    /// Covariates that some people lack: they would be means over other people than the value's.
    fn unusable_covariates(&self, plan: &TablePlan, notes: &mut Vec<String>) -> Vec<usize> {
        let mut dropped = Vec::new();
        for value in plan.covariates() {
            let Some(number) = plan.values.get(value).map(|value| value.number) else { continue };
            let n_bad = |cell: &Cell| {
                let count = |counts: &[u64]| counts.get(number).copied().unwrap_or(0);
                count(&cell.n_missing) + count(&cell.n_not_finite)
            };
            let n_bad: u64 = self.cells.values().map(n_bad).sum();
            if 0 < n_bad {
                let column = plan.column_of(value);
                notes.push(format!(
                    "the covariate `{column}` is missing or not a number for {n_bad} people, so it was not used: fill it with \
                     0, add a column that is 1 for them and 0 for others, and give both as covariates"
                ));
                dropped.push(value);
            }
        }
        dropped
    }
}

/// Reads the sums of one table.
struct Reader<'a> {
    totals: &'a Totals,
    plan: &'a TablePlan,
    /// Covariates that are not used.
    dropped: Vec<usize>,
}

fn sums_error(error: &StatsError) -> MeasurementError {
    MeasurementError::Sums { why: error.to_string() }
}

impl Reader<'_> {
    fn cells(&self, arm: &str, segment: Option<&str>) -> Vec<(&CellName, &Cell)> {
        let is_wanted =
            |name: &CellName| name.arm == arm && (segment.is_none() || segment == name.segment.as_deref());
        self.totals.cells.iter().filter(|(name, _)| is_wanted(name)).collect()
    }

    /// The statistics of every metric in one arm, everybody's or a segment's.
    fn arm(
        &self,
        arm: &str,
        segment: Option<&str>,
        into: &mut Vec<ArmStatistics>,
    ) -> Result<(), MeasurementError> {
        let cells = self.cells(arm, segment);
        let is_clustered = self.plan.experiment.cluster.is_some();
        let groups = if is_clustered { self.groups(&cells) } else { BTreeMap::new() };
        let strata = if is_clustered { self.group_strata(&groups)? } else { person_strata(&cells)? };
        for (place, (metric, reading)) in
            self.plan.experiment.metrics.iter().zip(&self.plan.readings).enumerate()
        {
            let n_people: u64 = cells.iter().map(|(_, cell)| cell.n).sum();
            let (n_missing, n_not_finite) = self.n_bad(reading, place, &cells);
            let y = reading.own();
            let ranges = cells.iter().filter_map(|(_, cell)| cell.ranges.get(y)).copied();
            let range = ranges.reduce(super::totals::Range::merge).filter(|range| range.low <= range.high);
            let everybody = groups.values().flat_map(BTreeMap::values);
            let of_sums = reading.of_sums().filter(|_| is_clustered);
            // −0 and 0 are one number: which of them stood first must not show.
            let ends = |range: super::totals::Range| [range.low + 0.0, range.high + 0.0];
            let extremes = range.map(ends);
            let caps = self.plan.values.get(y).map(|value| value.caps);
            let sums = self.sums(place, reading, &cells, &strata)?;
            let n_present = if is_clustered {
                groups
                    .values()
                    .flat_map(BTreeMap::values)
                    .filter(|group| group.get(y + 1) != Some(&0.0))
                    .count() as u64
            } else {
                range.map_or(0, |range| range.n_present)
            };
            into.push(ArmStatistics {
                metric: metric.text.clone(),
                arm: arm.to_owned(),
                segment: segment.map(str::to_owned),
                n: n_people.saturating_sub(n_missing + n_not_finite),
                n_missing,
                n_not_finite,
                n_carriers: n_carriers(&sums, reading, place, &cells, n_present),
                sums,
                extremes,
                extreme_group: of_sums.and_then(|(y, below)| farthest(everybody, y, below)),
                caps: caps.filter(|caps| *caps != Caps::default()),
            });
        }
        Ok(())
    }

    /// People without a value of a metric, and people with one that is no number.
    fn n_bad(&self, reading: &Reading, place: usize, cells: &[(&CellName, &Cell)]) -> (u64, u64) {
        let (mut n_missing, mut n_not_finite) = (0, 0);
        for value in reading.needed().iter().filter_map(|&value| self.plan.values.get(value)) {
            let may_be_missing = value.missing.is_some()
                || self.plan.numbers.get(value.number).is_some_and(|number| number.may_be_missing);
            let count = |of: fn(&Cell) -> &Vec<u64>| -> u64 {
                cells.iter().filter_map(|(_, cell)| of(cell).get(value.number)).sum()
            };
            // Of several columns, people may lack both: the larger count is sure, the sum is not.
            n_missing = n_missing.max(if may_be_missing { 0 } else { count(|cell| &cell.n_missing) });
            n_not_finite = n_not_finite.max(count(|cell| &cell.n_not_finite));
        }
        let curves = cells.iter().filter_map(|(_, cell)| cell.curves.get(place));
        n_not_finite = n_not_finite.max(curves.map(|curve| curve.n_strange).sum());
        (n_missing, n_not_finite)
    }

    /// The totals of groups by stratum; a group stands in one.
    fn groups(&self, cells: &[(&CellName, &Cell)]) -> BTreeMap<String, GroupTotals> {
        let names: BTreeSet<Option<&String>> = cells.iter().map(|(name, _)| name.stratum.as_ref()).collect();
        let totals = |stratum: Option<&String>| {
            let own = cells.iter().filter(|(name, _)| name.stratum.as_ref() == stratum);
            let rows = own.map(|(_, cell)| &cell.rows);
            (stratum_name(stratum), totals_of(rows, self.plan.values.len()))
        };
        names.into_iter().map(totals).collect()
    }

    /// The moments of groups by stratum.
    fn group_strata(
        &self,
        groups: &BTreeMap<String, GroupTotals>,
    ) -> Result<BTreeMap<String, ExactMoments>, MeasurementError> {
        let moments = |(stratum, totals): (&String, &GroupTotals)| {
            let found = moments_of(totals.values(), &self.plan.values, &self.plan.pairs)?;
            Ok((stratum.clone(), found))
        };
        groups.iter().map(moments).collect()
    }

    fn sums(
        &self,
        place: usize,
        reading: &Reading,
        cells: &[(&CellName, &Cell)],
        strata: &BTreeMap<String, ExactMoments>,
    ) -> Result<Sums, MeasurementError> {
        let found = match reading {
            Reading::Moments { y, below, carriers, covariates, is_share } => {
                if *is_share {
                    self.check_binary(place, *y)?;
                }
                let covariates: Vec<usize> =
                    covariates.iter().copied().filter(|value| !self.dropped.contains(value)).collect();
                self.of_moments(*y, below.zip(*carriers), &covariates, *is_share, strata)
            }
            Reading::Quantile { rank, .. } => self.quantile(place, *rank, cells).map(Sums::Value),
            Reading::Retention { lost, seen, n_periods } if self.plan.experiment.cluster.is_some() => {
                let rows = cells.iter().map(|(_, cell)| &cell.rows);
                retained_of_groups(rows, [Some(*lost), *seen], *n_periods).map(Sums::Value)
            }
            Reading::Retention { .. } => {
                let mut curve = super::totals::Curve::default();
                cells.iter().filter_map(|(_, cell)| cell.curves.get(place)).for_each(|own| curve.merge(own));
                retained(&curve).map(Sums::Value)
            }
        };
        Ok(found.unwrap_or_else(Sums::Unknown))
    }

    fn check_binary(&self, place: usize, y: usize) -> Result<(), MeasurementError> {
        if self.totals.is_binary(y) || self.totals.cells.values().all(|cell| cell.n == 0) {
            return Ok(());
        }
        let ranges = self.totals.cells.values().filter_map(|cell| cell.ranges.get(y));
        let Some(range) =
            ranges.copied().reduce(super::totals::Range::merge).filter(|range| range.low <= range.high)
        else {
            return Ok(());
        };
        let metric = self.plan.experiment.metrics.get(place).map(|metric| metric.text.clone());
        let column = self.plan.column_of(y).to_owned();
        let metric = metric.unwrap_or_default();
        Err(MeasurementError::NotBinary { metric, column, low: range.low, high: range.high })
    }

    fn of_moments(
        &self,
        y: usize,
        below: Option<(usize, usize)>,
        covariates: &[usize],
        is_share: bool,
        strata: &BTreeMap<String, ExactMoments>,
    ) -> Result<Sums, StatsError> {
        let is_clustered = self.plan.experiment.cluster.is_some();
        let is_plain = !is_clustered && covariates.is_empty() && strata.len() == 1;
        if let (true, true, Some(moments)) = (is_share, is_plain, strata.values().next()) {
            let n_hits = moments.select(&[y])?.mean(0).unwrap_or(0.0) * moments.n() as f64;
            // A sum of ones is whole; the mean rounds it by half a unit of the last place.
            return Ok(Sums::Share(Proportion::new(moments.n(), n_hits.round() as u64)?));
        }
        // Groups stand with their people before their totals.
        let shift = usize::from(is_clustered);
        let mut columns: Vec<usize> = std::iter::once(y)
            .chain(below.into_iter().flat_map(|(below, carriers)| [below, carriers]))
            .collect();
        let first = columns.len();
        columns.extend(covariates);
        columns.iter_mut().for_each(|column| *column += shift);
        let named = covariates
            .iter()
            .enumerate()
            .map(|(place, &value)| (self.plan.column_of(value).to_owned(), first + place));
        let mut names: Vec<(String, usize)> = named.collect();
        let mut outcome = match below {
            Some(_) => Outcome::Ratio { numerator: 0, denominator: 1, carriers: Some(2) },
            None => Outcome::Mean { column: 0 },
        };
        if is_clustered {
            columns.push(0);
            let people = columns.len() - 1;
            if below.is_none() {
                outcome = Outcome::Ratio { numerator: 0, denominator: people, carriers: None };
            }
            // A total per group goes with its size, so what a covariate says is what is left beside that.
            if !names.is_empty() {
                names.push((PEOPLE.to_owned(), people));
            }
        }
        let select =
            |(name, moments): (&String, &ExactMoments)| Ok((name.clone(), moments.select(&columns)?));
        let strata =
            strata.iter().map(select).collect::<Result<BTreeMap<String, JointMoments>, StatsError>>()?;
        Ok(Sums::Moments { strata, outcome, covariates: names })
    }

    fn quantile(
        &self,
        place: usize,
        rank: f64,
        cells: &[(&CellName, &Cell)],
    ) -> Result<Estimate, StatsError> {
        if self.plan.experiment.cluster.is_none() {
            let values: Vec<f64> =
                cells.iter().filter_map(|(_, cell)| cell.values.get(place)).flatten().copied().collect();
            return Estimate::of_values_at(rank, &values, QUANTILE_LEVEL);
        }
        let y = self.plan.readings.get(place).map_or(0, Reading::own);
        let pairs = cells.iter().filter_map(|(_, cell)| Some((&cell.rows.keys, cell.rows.values.get(y)?)));
        let pairs = pairs.flat_map(|(keys, values)| keys.iter().copied().zip(values.iter().copied()));
        Estimate::of_clustered_values_at(rank, &pairs.collect::<Vec<_>>(), QUANTILE_LEVEL)
    }

    /// The metrics of every day; their means and ratios only.
    fn by_day(&self) -> Result<Vec<ArmStatistics>, MeasurementError> {
        let mut found = Vec::new();
        for (day, arm, n, moments) in self.days()? {
            let strata = BTreeMap::from([(String::new(), moments)]);
            for (metric, reading) in self.plan.experiment.metrics.iter().zip(&self.plan.readings) {
                let Reading::Moments { y, below, carriers, .. } = reading else { continue };
                let sums = self
                    .of_moments(*y, below.zip(*carriers), &[], false, &strata)
                    .map_err(|error| sums_error(&error))?;
                found.push(ArmStatistics {
                    metric: metric.text.clone(),
                    arm: arm.clone(),
                    segment: Some(day.clone()),
                    n,
                    n_missing: 0,
                    n_not_finite: 0,
                    n_carriers: n_carriers(&sums, reading, 0, &[], n),
                    sums,
                    extremes: None,
                    extreme_group: None,
                    caps: None,
                });
            }
        }
        Ok(found)
    }

    /// Day, arm, people and their moments, or those of their groups, in the order of days; nothing where
    /// groups stand on several days.
    fn days(&self) -> Result<Vec<(String, String, u64, ExactMoments)>, MeasurementError> {
        let mut days: Vec<(String, String, u64, ExactMoments)> = Vec::new();
        if self.plan.experiment.cluster.is_none() {
            let all = self.totals.days.iter();
            days.extend(all.map(|((day, arm), own)| (day.clone(), arm.clone(), own.n(), own.clone())));
        } else if let Some(day_of) = self.group_days().filter(|_| self.plan.day.is_some()) {
            let arms: BTreeSet<&String> = self.totals.cells.keys().map(|name| &name.arm).collect();
            for arm in arms {
                let cells = self.cells(arm, None);
                let groups = totals_of(cells.iter().map(|(_, cell)| &cell.rows), self.plan.values.len());
                let mut by_day: BTreeMap<&str, Vec<&Vec<f64>>> = BTreeMap::new();
                for (key, group) in &groups {
                    day_of.get(key).into_iter().for_each(|day| by_day.entry(day).or_default().push(group));
                }
                for (day, own) in by_day {
                    let n_people: f64 = own.iter().filter_map(|group| group.first()).sum();
                    let own = moments_of(own.into_iter(), &self.plan.values, &self.plan.day_pairs)?;
                    days.push((day.to_owned(), arm.clone(), n_people as u64, own));
                }
            }
        }
        // Days that are numbers come in their order, not in that of their digits.
        days.sort_by(|a, b| match (a.0.trim().parse::<f64>(), b.0.trim().parse::<f64>()) {
            (Ok(own), Ok(other)) => own.total_cmp(&other),
            _ => (&a.0, &a.1).cmp(&(&b.0, &b.1)),
        });
        Ok(days)
    }

    /// The day of each group; `None` when one stands on several.
    fn group_days(&self) -> Option<HashMap<u64, &str>> {
        let mut day_of = HashMap::new();
        for ((place, label, _), keys) in &self.totals.part_groups {
            if Some(*place) != self.plan.day || label == NOWHERE {
                continue;
            }
            for key in keys {
                if day_of.insert(*key, label.as_str()).is_some() {
                    return None;
                }
            }
        }
        Some(day_of)
    }

    fn parts(&self) -> Vec<Parts> {
        let kinds = [
            (PartKind::Day, self.plan.day),
            (PartKind::Source, self.plan.source),
            (PartKind::EarlierTest, self.plan.earlier),
        ];
        let of = |(kind, place): (PartKind, Option<usize>)| {
            let place = place?;
            let mut counts: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
            let groups = self.totals.part_groups.iter().map(|(name, keys)| (name, keys.len() as u64));
            for ((at, label, arm), n) in self.totals.parts.iter().map(|(name, &n)| (name, n)).chain(groups) {
                if *at == place {
                    *counts.entry(label.clone()).or_default().entry(arm.clone()).or_default() += n;
                }
            }
            let column = self.plan.labels.get(place)?.clone();
            let is_stratum = self.plan.experiment.stratum.as_ref() == Some(&column);
            Some(Parts { kind, column, is_stratum, counts })
        };
        kinds.into_iter().filter_map(of).collect()
    }

    /// The covariates by arm, to see whether the arms were alike.
    fn before(&self, n_people: &BTreeMap<String, u64>) -> Result<Option<Before>, MeasurementError> {
        let covariates: Vec<usize> =
            self.plan.covariates().into_iter().filter(|value| !self.dropped.contains(value)).collect();
        if covariates.is_empty() {
            return Ok(None);
        }
        let is_clustered = self.plan.experiment.cluster.is_some();
        let mut columns: Vec<String> =
            covariates.iter().map(|&value| self.plan.column_of(value).to_owned()).collect();
        if is_clustered {
            columns.insert(0, PEOPLE.to_owned());
        }
        let mut arms = BTreeMap::new();
        for arm in n_people.keys() {
            let cells = self.cells(arm, None);
            if is_clustered {
                // What was randomised is the group: its people and its totals are what chance made alike.
                let groups = totals_of(cells.iter().map(|(_, cell)| &cell.rows), self.plan.values.len());
                let moments = moments_of(groups.values(), &self.plan.values, &self.plan.pairs)?;
                let places = std::iter::once(0).chain(covariates.iter().map(|&value| value + 1));
                let own = moments.select(&places.collect::<Vec<_>>()).map_err(|error| sums_error(&error))?;
                arms.insert(arm.clone(), own);
                continue;
            }
            let mut whole = ExactMoments::of_pairs(self.plan.values.len(), &self.plan.pairs);
            for moments in person_strata(&cells)?.into_values() {
                whole = whole.merge(moments).map_err(|error| sums_error(&error))?;
            }
            arms.insert(arm.clone(), whole.select(&covariates).map_err(|error| sums_error(&error))?);
        }
        Ok(Some(Before { columns, arms }))
    }

    /// Groups by arm.
    fn n_clusters(&self) -> BTreeMap<String, u64> {
        let mut keys: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for (name, cell) in &self.totals.cells {
            keys.entry(name.arm.clone()).or_default().extend(&cell.rows.keys);
        }
        let count = |mut keys: Vec<u64>| {
            keys.sort_unstable();
            keys.dedup();
            keys.len() as u64
        };
        keys.into_iter().map(|(arm, keys)| (arm, count(keys))).collect()
    }
}

/// Those of an arm whom a number is known from, where that is not everybody.
fn n_carriers(
    sums: &Sums,
    reading: &Reading,
    place: usize,
    cells: &[(&CellName, &Cell)],
    n_present: u64,
) -> Option<u64> {
    match (reading, sums) {
        (Reading::Moments { carriers: Some(_), .. }, Sums::Moments { strata, outcome, .. }) => {
            Some(strata.values().map(|moments| outcome.n_carriers(moments)).sum())
        }
        (Reading::Moments { .. }, Sums::Moments { .. }) => Some(n_present),
        (Reading::Retention { .. }, _) => {
            let mut curve = super::totals::Curve::default();
            cells.iter().filter_map(|(_, cell)| cell.curves.get(place)).for_each(|own| curve.merge(own));
            Some(curve.periods().last().map_or(0, |period| period.n_at_risk))
        }
        _ => None,
    }
}

fn stratum_name(stratum: Option<&String>) -> String {
    stratum.cloned().unwrap_or_default()
}

/// The moments of people by stratum, all segments together.
fn person_strata(cells: &[(&CellName, &Cell)]) -> Result<BTreeMap<String, ExactMoments>, MeasurementError> {
    let mut strata: BTreeMap<String, ExactMoments> = BTreeMap::new();
    for (name, cell) in cells {
        let stratum = stratum_name(name.stratum.as_ref());
        let merged = match strata.remove(&stratum) {
            Some(own) => own.merge(cell.moments.clone()).map_err(|error| sums_error(&error))?,
            None => cell.moments.clone(),
        };
        strata.insert(stratum, merged);
    }
    Ok(strata)
}

/// The share still there at the end.
fn retained(curve: &super::totals::Curve) -> Result<Estimate, StatsError> {
    let periods = curve.periods();
    let found = retention(&periods)?;
    // Nobody was seen for so long, so nobody knows who would still be there.
    match found.last() {
        Some(last) if found.len() == periods.len() => Ok(*last),
        _ => Err(StatsError::TooFew { n: 0 }),
    }
}
