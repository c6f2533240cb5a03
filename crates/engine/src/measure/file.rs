//! A readout of any randomised experiment that stands in a CSV or Parquet file.

use super::cells::batch_of;
use crate::EngineError;
use arrow::array::RecordBatch;
use experiment::{Analysis, History, Readout, Trust, read_out_by};
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
    let evidence = totals.evidence(&plan).map_err(fail)?;
    let mut design = experiment.design(&evidence, &reading.control, reading.level).map_err(fail)?;
    for (arm, weight) in &reading.weights {
        let planned = design.arms.iter_mut().find(|planned| planned.name == *arm).ok_or_else(|| {
            let why = format!("a weight is given for `{arm}`, which is no value of `{}`", experiment.arm);
            definition(file, why)
        })?;
        planned.weight = *weight;
    }
    let trust = Trust::default();
    read_out_by(&design, &metrics, &evidence, &trust, &reading.analysis)
        .map_err(|error| definition(file, error))
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
    let caps = match TablePlan::for_caps(experiment) {
        None => Vec::new(),
        Some(plan) => scan(file, &plan, n_threads)?.caps(&plan).map_err(fail)?,
    };
    let plan = TablePlan::compile(experiment, &caps).map_err(fail)?;
    let totals = scan(file, &plan, n_threads)?;
    Ok((plan, totals))
}

fn scan(file: &Path, plan: &TablePlan, n_threads: usize) -> Result<Totals, EngineError> {
    let fail = |error: MeasurementError| definition(file, error);
    let others: Vec<String> =
        plan.key_columns().iter().cloned().chain(plan.number_columns().map(str::to_owned)).collect();
    let labels: Vec<String> = plan.label_columns().iter().filter(|name| !name.is_empty()).cloned().collect();
    let columns = ScanColumns { labels: &labels, others: &others };
    let fold = |tally: &mut Tally<'_>, rows: &RecordBatch| {
        let batch = batch_of(plan, tally, rows, &fail)?;
        tally.add(&batch).map_err(fail)
    };
    let tallies = lake::scan_file(file, columns, n_threads, || Tally::new(plan), fold)?;
    let mut totals = Totals::default();
    for tally in tallies {
        totals = totals.merge(tally.finish()).map_err(fail)?;
    }
    Ok(totals)
}
