//! Metrics: one definition of a number, and the SQL text that sums it up by arm.
//!
//! A [`Metric`] says what counts; [`compile_experiment`] and [`compile_file`] turn metrics into one query
//! whose few rows [`Query::decode`] reads back as the evidence of a readout. The text is for
//! DataFusion and is never run here: this crate has no connection and no file.
//!
//! The queries return means and centred sums (`avg`, `var_pop`, `covar_pop`), never Σy²: DataFusion
//! centres as it goes (Welford, merged by Chan), so nothing is left to cancel when few large numbers
//! stand among many zeros. Money stays in whole cents until it is decoded, so sums of it are exact.
#![deny(missing_docs)]

mod decode;
mod experiment_query;
mod file_query;
mod metric;
mod sql;

pub use decode::{Query, SumsRow};
pub use experiment_query::compile_experiment;
pub use file_query::{FileExperiment, N_ARMS_MAX, compile_file};
pub use metric::{Covariate, EventType, Kind, Metric, Value};

/// Why a metric cannot be compiled, or what a query returned cannot be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MeasurementError {
    /// A metric's definition contradicts itself.
    #[error("metric `{metric}`: {why}")]
    Metric {
        /// Which metric.
        metric: String,
        /// What is wrong and what to write instead.
        why: String,
    },
    /// Two metrics of one name.
    #[error("metric `{metric}` is given twice, remove one")]
    Duplicate {
        /// Which metric.
        metric: String,
    },
    /// Nothing to measure.
    #[error("no metric is given, name at least one")]
    NoMetric,
    /// The column that should hold the arm, a metric and the covariate are not different columns.
    #[error("column `{column}` is given twice, as {first} and as {second}: use different columns")]
    ColumnTwice {
        /// Which column.
        column: String,
        /// Its first use.
        first: &'static str,
        /// Its second use.
        second: &'static str,
    },
    /// The control is not among the arms found.
    #[error("column `{column}` has no value `{control}`, its values are {found}")]
    NoSuchControl {
        /// The column of arms.
        column: String,
        /// The control asked for.
        control: String,
        /// What is there, in back-ticks.
        found: String,
    },
    /// The column of arms holds something else, an id perhaps.
    #[error(
        "column `{column}` has more than {n_max} different values, so it does not look like arms: give the column that says who got what"
    )]
    TooManyArms {
        /// The column of arms.
        column: String,
        /// The most we take.
        n_max: usize,
    },
    /// A row of the answer lacks a column, or a number in it.
    #[error("the answer of the metrics' query has no number in `{column}`, was it made by this version?")]
    Answer {
        /// Which column.
        column: String,
    },
    /// The design of the experiment cannot be read out.
    #[error(transparent)]
    Design(#[from] experiment::ExperimentError),
}
