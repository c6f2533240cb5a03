use crate::{MeasurementError, N_ARMS_MAX};
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
    pub(crate) source: Source,
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

/// What a query was made over.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    /// Exposures and events of the lake.
    Experiment { arms: Vec<String> },
    /// One table.
    File { arm: String, covariate: Option<String> },
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
    /// Errors: [`MeasurementError::Answer`] when a column is missing, [`MeasurementError::TooManyArms`].
    pub fn decode(&self, rows: &[SumsRow]) -> Result<Evidence, MeasurementError> {
        let mut evidence = Evidence::default();
        if let Source::Experiment { arms } = &self.source {
            evidence.n_people.extend(arms.iter().map(|arm| (arm.clone(), 0)));
        }
        let n_with_arm = rows.iter().filter(|row| row.arm.is_some()).count();
        if let Source::File { arm, .. } = &self.source
            && N_ARMS_MAX < n_with_arm
        {
            return Err(MeasurementError::TooManyArms { column: arm.clone(), n_max: N_ARMS_MAX });
        }
        for row in rows {
            let n_people = row.count("n_people")?;
            let Some(arm) = &row.arm else {
                evidence.notes.push(format!("{n_people} people have no arm and were left out"));
                continue;
            };
            evidence.n_people.insert(arm.clone(), n_people);
            evidence.notes.extend(self.note(row, arm, n_people)?);
            for (i, reading) in self.readings.iter().enumerate() {
                evidence.statistics.push(self.statistics(row, arm, n_people, i, reading)?);
            }
        }
        Ok(evidence)
    }

    /// What a reader should know of one arm.
    fn note(&self, row: &SumsRow, arm: &str, n_people: u64) -> Result<Option<String>, MeasurementError> {
        match &self.source {
            Source::Experiment { .. } => {
                let n_crossed = row.count("n_crossed")?;
                Ok((0 < n_crossed).then(|| {
                    format!(
                        "{n_crossed} people first exposed in `{arm}` were later exposed in another arm too; \
                         they count in `{arm}`"
                    )
                }))
            }
            Source::File { covariate: Some(covariate), .. } => {
                let n_unusable = n_people.saturating_sub(row.count("n_x")?);
                Ok((0 < n_unusable).then(|| {
                    format!(
                        "the covariate `{covariate}` is missing or not a number for {n_unusable} people in `{arm}`, \
                         so it was not used there"
                    )
                }))
            }
            Source::File { covariate: None, .. } => Ok(None),
        }
    }

    fn statistics(
        &self,
        row: &SumsRow,
        arm: &str,
        n_people: u64,
        i: usize,
        reading: &Reading,
    ) -> Result<ArmStatistics, MeasurementError> {
        let y = format!("y{i}");
        let is_file = matches!(self.source, Source::File { .. });
        let (n, n_missing) = if is_file {
            (row.count(&format!("n_{y}"))?, row.count(&format!("n_missing_{y}"))?)
        } else {
            (n_people, 0)
        };
        // A covariate that some lack would be a mean over other people than the value's.
        let x = reading.x.as_ref().filter(|_| !is_file || row.count("n_x") == Ok(n_people));
        let mut moments = CoMoments { n, ..CoMoments::default() };
        if 0 < n {
            moments.mean_y = row.number(&format!("mean_{y}"))?;
            moments.m2_y = row.number(&format!("m2_{y}"))?;
        }
        if let (Some(x), true) = (x, n == n_people) {
            moments.mean_x = row.number(&format!("mean_{x}"))?;
            moments.m2_x = row.number(&format!("m2_{x}"))?;
            moments.c_xy = row.number(&format!("c_{y}_{x}"))?;
        }
        Ok(ArmStatistics {
            metric: reading.metric.clone(),
            arm: arm.to_owned(),
            // A covariate of money is in cents like its metric; in a file the factor is 1.
            moments: moments.scaled(reading.factor, reading.factor),
            has_covariate: x.is_some(),
            n_missing,
            n_not_finite: n_people.saturating_sub(n + n_missing),
        })
    }
}
