use super::metric_text::TableMetric;
use crate::MeasurementError;
use experiment::{Design, Evidence, ExperimentError};
use serde::{Deserialize, Serialize};

/// More values than this in the column of arms, and it is not a column of arms.
pub const N_ARMS_MAX: usize = 50;

/// More values than this in a column of strata, segments, days or sources, and it is none.
pub const N_LABELS_MAX: usize = 1000;

/// An experiment that stands in one table: a row a person, with the arm in a column.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableExperiment {
    /// The column that says who got what; empty where everybody is one group, for planning.
    pub arm: String,
    /// What to compare.
    pub metrics: Vec<TableMetric>,
    /// Columns known before the experiment, used for every mean, share and ratio.
    pub covariates: Vec<String>,
    /// The column of strata, known before the experiment.
    pub stratum: Option<String>,
    /// The column of the groups that were randomised, where groups were: households, accounts.
    pub cluster: Option<String>,
    /// The column of the groups in which people can talk to each other, where people were randomised one by
    /// one: households, companies, streets. An empty cell is someone alone.
    pub neighbours: Option<String>,
    /// The column that names people, to find those who stand there twice.
    pub unit: Option<String>,
    /// The column of segments to look into.
    pub segment: Option<String>,
    /// The column of the day of exposure.
    pub day: Option<String>,
    /// The column of where people came from.
    pub source: Option<String>,
    /// The column of the arms of an earlier test.
    pub earlier: Option<String>,
    /// Whether arms that differ in case or blanks only are taken as one.
    pub is_folded: bool,
    /// Values of the column of arms that are no arms, as who was seen in several.
    #[serde(default)]
    pub left_out: Vec<String>,
}

impl TableExperiment {
    /// Makes the design from the arms that were found: `control` against every other one, equal shares.
    ///
    /// Errors: [`MeasurementError::NoSuchControl`] with the values there are; as [`Design::validate`].
    pub fn design(&self, evidence: &Evidence, control: &str, level: f64) -> Result<Design, MeasurementError> {
        if !evidence.n_people.contains_key(control) {
            let found: Vec<_> = evidence.n_people.keys().map(|arm| format!("`{arm}`")).collect();
            let (column, control) = (self.arm.clone(), control.to_owned());
            return Err(MeasurementError::NoSuchControl { column, control, found: found.join(", ") });
        }
        let others: Vec<_> = evidence.n_people.keys().filter(|arm| *arm != control).cloned().collect();
        match Design::of_file(&self.arm, control, &others, level) {
            Err(ExperimentError::TooFewArms { .. }) => {
                Err(MeasurementError::OneArm { column: self.arm.clone(), control: control.to_owned() })
            }
            design => Ok(design?),
        }
    }

    /// The columns of text, the arm's first.
    pub(crate) fn label_columns(&self) -> Vec<(&str, &'static str)> {
        let optional = [
            (&self.stratum, "the stratum"),
            (&self.segment, "the segment"),
            (&self.day, "the day"),
            (&self.source, "the source"),
            (&self.earlier, "the earlier test"),
        ];
        let found = optional.into_iter().filter_map(|(column, what)| Some((column.as_deref()?, what)));
        std::iter::once((self.arm.as_str(), "the arm")).chain(found).collect()
    }

    /// Checks that the columns are used for things that go together.
    pub(crate) fn validate(&self) -> Result<(), MeasurementError> {
        if self.metrics.is_empty() {
            return Err(MeasurementError::NoMetric);
        }
        for (place, metric) in self.metrics.iter().enumerate() {
            if self.metrics.iter().take(place).any(|other| other.text == metric.text) {
                return Err(MeasurementError::Duplicate { metric: metric.text.clone() });
            }
        }
        if let (Some(cluster), Some(neighbours)) = (&self.cluster, &self.neighbours) {
            let (cluster, neighbours) = (cluster.clone(), neighbours.clone());
            return Err(MeasurementError::NeighboursOfGroups { cluster, neighbours });
        }
        // A metric that is the arm, or a covariate that is the metric, is a slip; strata by day are not.
        let mut uses: Vec<(&str, &'static str)> = vec![(&self.arm, "the arm")];
        let once = |column: &str, second: &'static str| match uses.iter().find(|(used, _)| *used == column) {
            Some((_, first)) if *first != second => {
                Err(MeasurementError::ColumnTwice { column: column.to_owned(), first, second })
            }
            _ => Ok(()),
        };
        for (column, what) in self.label_columns().into_iter().skip(1) {
            once(column, what)?;
        }
        if let Some(column) = &self.neighbours {
            once(column, "the neighbours")?;
        }
        for metric in &self.metrics {
            once(&metric.column, "a metric")?;
        }
        let metrics = self.metrics.iter();
        uses.extend(metrics.map(|metric| (metric.column.as_str(), "a metric")));
        let own = self.metrics.iter().flat_map(|metric| &metric.covariates);
        for covariate in self.covariates.iter().chain(own) {
            if let Some((column, first)) = uses.iter().find(|(used, _)| used == covariate) {
                let (column, second) = ((*column).to_owned(), "the covariate");
                return Err(MeasurementError::ColumnTwice { column, first, second });
            }
        }
        Ok(())
    }
}
