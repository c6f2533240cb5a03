//! A readout of any randomised experiment that stands in a CSV or Parquet file.

use super::sums;
use crate::EngineError;
use experiment::{Readout, Trust, read_out};
use measurement::{FileExperiment, compile_file};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads out `file`: `control` against every other arm, for every metric.
///
/// `weights` are the shares the arms were planned with; they are not in the file, and are taken as equal for
/// the sample-ratio check when none are given.
///
/// Errors: the file is missing, broken or of another format; a column or the control is not there; each
/// names the input.
pub async fn read_out_file(
    file: &Path,
    experiment: &FileExperiment,
    control: &str,
    level: f64,
    weights: &BTreeMap<String, f64>,
) -> Result<Readout, EngineError> {
    let name = file.display().to_string();
    let fail =
        |error: measurement::MeasurementError| EngineError::definition("experiment file", &name, error);
    let query = compile_file(experiment).map_err(fail)?;
    let rows = sums(&lake::query_file(file, &query.sql).await?)?;
    let evidence = query.decode(&rows).map_err(fail)?;
    let mut design = experiment.design(&evidence, control, level).map_err(fail)?;
    for (arm, weight) in weights {
        let planned = design.arms.iter_mut().find(|planned| planned.name == *arm).ok_or_else(|| {
            let why = format!("a weight is given for `{arm}`, which is no value of `{}`", experiment.arm);
            EngineError::definition("experiment file", &name, why)
        })?;
        planned.weight = *weight;
    }
    read_out(&design, &experiment.readout_metrics(), &evidence, &Trust::default())
        .map_err(|error| EngineError::definition("experiment file", &name, error))
}
