//! Metrics: one definition of a number, and how it is read off what people did.
//!
//! A [`Metric`] says what counts; [`compile_experiment`] turns metrics into one query that gives a row a
//! person. The text is for DataFusion and is never run here: this crate has no connection and no file.
//!
//! Rows of people, from that query or from a file, are a [`TableExperiment`]: its [`TablePlan`] says which
//! columns to read, [`Tally`] adds them up batch by batch, and [`Totals`] become the evidence of a readout.
#![deny(missing_docs)]

mod capped;
mod experiment_query;
mod metric;
mod table;

pub use experiment_query::{ExperimentQuery, compile_experiment};
pub use metric::{Covariate, Denominator, EventType, Kind, Metric, Value};
pub use table::{
    Aggregate, Batch, N_ARMS_MAX, N_LABELS_MAX, NO_LABEL, NumberColumn, TableExperiment, TableMetric,
    TablePlan, Tally, Totals,
};

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
    /// An arm that is to be left out is not among those found.
    #[error("column `{column}` has no value `{arm}` to leave out, its values are {found}")]
    NothingLeftOut {
        /// The column of arms.
        column: String,
        /// What was to be left out.
        arm: String,
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
    /// Only the control was found.
    #[error("column `{column}` holds the control `{control}` only, there is no other arm to compare it with")]
    OneArm {
        /// The column of arms.
        column: String,
        /// The only value.
        control: String,
    },
    /// Arms that differ in case or blanks only.
    #[error(
        "column `{column}` holds {labels}, which look like one arm: correct them, or take them as one with --fold-arms"
    )]
    LooksAlike {
        /// The column of arms.
        column: String,
        /// The values, in back-ticks.
        labels: String,
    },
    /// A column of strata, segments, days or sources holds something else.
    #[error(
        "column `{column}` has more than {n_max} different values, so it does not look like groups of people"
    )]
    TooManyLabels {
        /// Which column.
        column: String,
        /// The most we take.
        n_max: usize,
    },
    /// People stand in the file more than once.
    #[error(
        "column `{column}` names {n} people more than once: bring the file to one row a person, or read it as groups with --cluster {column}"
    )]
    Repeated {
        /// The column that names people.
        column: String,
        /// How many stand there twice or more.
        n: u64,
    },
    /// Some rows name nobody.
    #[error("{n} cells of {columns} are empty, so nobody knows who or which group those rows are")]
    EmptyKey {
        /// The columns, in back-ticks.
        columns: String,
        /// How many.
        n: u64,
    },
    /// A group has people in several arms or strata, so it is not what was randomised.
    #[error(
        "a group of column `{column}` has people in more than one {what}, so it is not what was randomised"
    )]
    SplitGroup {
        /// The column of groups.
        column: String,
        /// Arm or stratum.
        what: &'static str,
    },
    /// Neighbours of people who were randomised in groups.
    #[error(
        "people were randomised in groups of `{cluster}`, so whom their neighbours in `{neighbours}` are depends on the group: leave out one of the two columns"
    )]
    NeighboursOfGroups {
        /// The column of groups that were randomised.
        cluster: String,
        /// The column of neighbours.
        neighbours: String,
    },
    /// A share of a column that holds other values than 0 and 1.
    #[error(
        "metric `{metric}`: column `{column}` holds values from {low} to {high} where a proportion needs 0 and 1, write `{column}:above=0` for the share of people with more than 0"
    )]
    NotBinary {
        /// Which metric.
        metric: String,
        /// Which column.
        column: String,
        /// The smallest value.
        low: f64,
        /// The largest.
        high: f64,
    },
    /// Sums that do not fit each other.
    #[error("the sums of the file cannot be put together: {why}")]
    Sums {
        /// What the statistics say.
        why: String,
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
