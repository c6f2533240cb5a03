use crate::MeasurementError;
use experiment::{ArmStatistics, Evidence};
use stats::CoMoments;
use std::collections::BTreeMap;

/// A compiled query, and how its answer is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The text, in DataFusion's dialect.
    pub sql: String,
    /// One for each metric; the i-th reads the columns ending in `y{i}`.
    pub(crate) readings: Vec<Reading>,
    pub(crate) arms: Vec<String>,
}

/// How one metric is read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub metric: String,
    /// Turns the summed value and its covariate into the unit.
    pub factor: f64,
    /// The name of its covariate's column.
    pub x: Option<String>,
}

/// One row of an answer: the column `arm`, and every other column, all of them doubles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SumsRow {
    /// The arm; `None` for people whose arm is null.
    pub arm: Option<String>,
    /// Every other column by name; null as `None`.
    pub numbers: BTreeMap<String, Option<f64>>,
}

impl SumsRow {
    /// A number that must be there.
    fn number(&self, column: &str) -> Result<f64, MeasurementError> {
        let found = self.numbers.get(column).copied().flatten();
        found.ok_or_else(|| MeasurementError::Answer { column: column.to_owned() })
    }

    fn count(&self, column: &str) -> Result<u64, MeasurementError> {
        // Counts are whole and never negative, so nothing is lost.
        Ok(self.number(column)? as u64)
    }
}

impl Query {
    /// Reads the answer as the evidence of a readout, with notes on what a reader should know.
    ///
    /// Sums that are not finite pass through: the readout withholds that metric and keeps the others.
    ///
    /// Errors: [`MeasurementError::Answer`] when a column is missing.
    pub fn decode(&self, rows: &[SumsRow]) -> Result<Evidence, MeasurementError> {
        let mut evidence = Evidence::default();
        evidence.n_people.extend(self.arms.iter().map(|arm| (arm.clone(), 0)));
        for row in rows {
            let n_people = row.count("n_people")?;
            let Some(arm) = &row.arm else {
                evidence.notes.push(format!("{n_people} people have no arm and were left out"));
                continue;
            };
            evidence.n_people.insert(arm.clone(), n_people);
            let n_crossed = row.count("n_crossed")?;
            if 0 < n_crossed {
                evidence.notes.push(format!(
                    "{n_crossed} people first exposed in `{arm}` were later exposed in another arm too; they count in `{arm}`"
                ));
            }
            for (i, reading) in self.readings.iter().enumerate() {
                evidence.statistics.push(statistics(row, arm, n_people, i, reading)?);
            }
        }
        Ok(evidence)
    }
}

fn statistics(
    row: &SumsRow,
    arm: &str,
    n: u64,
    i: usize,
    reading: &Reading,
) -> Result<ArmStatistics, MeasurementError> {
    let y = format!("y{i}");
    let mut moments = CoMoments { n, ..CoMoments::default() };
    if 0 < n {
        moments.mean_y = row.number(&format!("mean_{y}"))?;
        moments.m2_y = row.number(&format!("m2_{y}"))?;
    }
    if let (Some(x), true) = (&reading.x, 0 < n) {
        moments.mean_x = row.number(&format!("mean_{x}"))?;
        moments.m2_x = row.number(&format!("m2_{x}"))?;
        moments.c_xy = row.number(&format!("c_{y}_{x}"))?;
    }
    // A covariate of money is in cents like its metric.
    let moments = moments.scaled(reading.factor, reading.factor);
    Ok(ArmStatistics::of_pair(&reading.metric, arm, moments, reading.x.is_some()))
}
