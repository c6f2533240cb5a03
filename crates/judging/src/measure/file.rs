//! A readout of any randomised experiment that stands in a CSV or Parquet file.

use super::cells::{Marks, NoBatch, Written, file_batch_of};
use super::twice;
use arrow::array::RecordBatch;
use engine::EngineError;
use experiment::{Analysis, Design, History, Readout, Trust, read_out_by};
use lake::ScanColumns;
use measurement::{MeasurementError, TableExperiment, TablePlan, Tally, Totals};
use std::collections::BTreeMap;
use std::path::Path;

/// How a file is read out.
#[derive(Debug, Clone)]
pub struct FileReading {
    /// The arm that is the control.
    pub control: String,
    /// Confidence of the intervals.
    pub level: f64,
    /// The shares the arms were planned with; they are not in the file, and are taken as equal for the
    /// sample-ratio check when none are given.
    pub weights: BTreeMap<String, f64>,
    /// What is asked besides lifts and intervals.
    pub analysis: Analysis,
    /// Threads that read; the answer does not depend on them.
    pub n_threads: usize,
}

/// Reads out `file`: `control` against every other arm, for every metric.
///
/// Errors: the file is missing, broken or of another format; a column or the control is not there; each
/// names the input.
pub fn read_out_file(
    file: &Path,
    experiment: &TableExperiment,
    reading: &FileReading,
) -> Result<Readout, EngineError> {
    let fail = |error: MeasurementError| definition(file, error);
    let (plan, mut totals) = total(file, experiment, reading.n_threads)?;
    let metrics = totals.readout_metrics(&plan);
    let evidence = totals.evidence(&plan).map_err(|error| match twice::told(file, experiment, &error) {
        Some(who) => definition(file, who),
        None => fail(error),
    })?;
    let mut design = experiment.design(&evidence, &reading.control, reading.level).map_err(fail)?;
    weigh(&mut design, &reading.weights, &experiment.arm).map_err(|why| definition(file, why))?;
    let trust = Trust::default();
    read_out_by(&design, &metrics, &evidence, &trust, &reading.analysis)
        .map_err(|error| definition(file, error))
}

/// Gives the arms the shares they were planned with.
///
/// A share that is left out is the rest where there is one arm and a rest; weights of some arms alone say
/// nothing of the others.
fn weigh(design: &mut Design, weights: &BTreeMap<String, f64>, column: &str) -> Result<(), String> {
    if weights.is_empty() {
        return Ok(());
    }
    for (arm, &weight) in weights {
        let planned = design.arms.iter_mut().find(|planned| planned.name == *arm);
        let planned = planned
            .ok_or_else(|| format!("a weight is given for `{arm}`, which is no value of `{column}`"))?;
        if weight == 0.0 {
            return Err(format!("`{arm}` has the weight 0: leave it out with `--leave-out '{arm}'`"));
        }
        planned.weight = weight;
    }
    let given: f64 = weights.values().sum();
    let mut without: Vec<_> = design.arms.iter_mut().filter(|arm| !weights.contains_key(&arm.name)).collect();
    match without.as_mut_slice() {
        [] => Ok(()),
        [rest] if given < 1.0 => {
            rest.weight = 1.0 - given;
            Ok(())
        }
        several => {
            let names: Vec<String> = several.iter().map(|arm| format!("`{}`", arm.name)).collect();
            Err(format!(
                "{} of `{column}` got no weight while other arms did: give every arm its share, as \
                 `--weight control=0.3 new=0.7`",
                names.join(" and ")
            ))
        }
    }
}

/// A metric's name and its history, or why there is none.
pub type NamedHistory = (String, Result<History, String>);

/// What a file of people says of each metric before a test, for planning one: its value, its spread, and
/// what covariates and strata take off. Everybody counts alike; a column of arms is not needed.
///
/// Errors: as [`read_out_file`].
pub fn history_of_file(
    file: &Path,
    experiment: &TableExperiment,
    n_threads: usize,
) -> Result<Vec<NamedHistory>, EngineError> {
    let everybody = TableExperiment { arm: String::new(), ..experiment.clone() };
    let (plan, mut totals) = total(file, &everybody, n_threads)?;
    let metrics = totals.readout_metrics(&plan);
    let evidence = totals.evidence(&plan).map_err(|error| definition(file, error))?;
    let history = |metric: &experiment::ReadoutMetric| {
        let sums =
            evidence.statistics.iter().find(|sums| sums.metric == metric.name && sums.segment.is_none());
        let found = sums.ok_or_else(|| "nobody stands in the file".to_owned());
        let found = found.and_then(|sums| History::fault_of(sums, metric).map_or(Ok(sums), Err));
        let found = found.and_then(|sums| History::of_sums(sums, metric).map_err(|error| error.to_string()));
        (metric.name.clone(), found)
    };
    Ok(metrics.iter().map(history).collect())
}

fn definition(file: &Path, error: impl std::fmt::Display) -> EngineError {
    EngineError::definition("experiment file", &file.display().to_string(), error)
}

/// Adds a file up: in one pass, or two where a cap is taken from the data.
fn total(
    file: &Path,
    experiment: &TableExperiment,
    n_threads: usize,
) -> Result<(TablePlan, Totals), EngineError> {
    let fail = |error: MeasurementError| definition(file, error);
    // A slip in the definition is told before a file of any size is read.
    TablePlan::compile(experiment, &[]).map_err(fail)?;
    let mut written = Written::default();
    let caps = match TablePlan::for_caps(experiment) {
        None => Vec::new(),
        Some(plan) => scan(file, &plan, n_threads, &mut written)?.caps(&plan).map_err(fail)?,
    };
    let plan = TablePlan::compile(experiment, &caps).map_err(fail)?;
    let totals = scan(file, &plan, n_threads, &mut written)?;
    Ok((plan, totals))
}

/// Adds a file up. Numbers are read as machines write them; where one is not, the marks of all are looked for first, so
/// that a value does not count by the rows that happen to stand above it.
fn scan(
    file: &Path,
    plan: &TablePlan,
    n_threads: usize,
    written: &mut Written,
) -> Result<Totals, EngineError> {
    let failed = |error: NoBatch| match error {
        NoBatch::Failed(error) => error,
        NoBatch::Unread(why) => definition(file, why),
        NoBatch::NotPlain => definition(file, "its numbers cannot be read; write them as 1234.5"),
    };
    match scan_as(file, plan, n_threads, written) {
        Err(NoBatch::NotPlain) => {
            let others: Vec<String> = plan.number_columns().map(str::to_owned).collect();
            let columns = ScanColumns { labels: &[], others: &others };
            let fold = |marks: &mut Marks, rows: &RecordBatch, _: u64| marks.add(plan.number_columns(), rows);
            let marks = lake::scan_file(file, columns, n_threads, Marks::default, fold)?;
            *written = Marks::written(marks).map_err(|why| definition(file, why))?;
            scan_as(file, plan, n_threads, written).map_err(failed)
        }
        found => found.map_err(failed),
    }
}

fn scan_as(file: &Path, plan: &TablePlan, n_threads: usize, written: &Written) -> Result<Totals, NoBatch> {
    let fail = |error: MeasurementError| definition(file, error);
    let others: Vec<String> =
        plan.key_columns().iter().cloned().chain(plan.number_columns().map(str::to_owned)).collect();
    let labels: Vec<String> = plan.label_columns().iter().filter(|name| !name.is_empty()).cloned().collect();
    let columns = ScanColumns { labels: &labels, others: &others };
    let fold = |tally: &mut Tally<'_>, rows: &RecordBatch, n_before: u64| {
        let batch = file_batch_of(plan, tally, (rows, n_before), written, &fail)?;
        tally.add(&batch).map_err(|error| NoBatch::Failed(fail(error)))
    };
    let tallies = lake::scan_file(file, columns, n_threads, || Tally::new(plan), fold)?;
    let mut totals = Totals::default();
    for tally in tallies {
        totals = totals.merge(tally.finish()).map_err(|error| NoBatch::Failed(fail(error)))?;
    }
    Ok(totals)
}
