//! An experiment that stands in one table, a row a person: which columns are what, the sums over them, and
//! the evidence they come to.
//!
//! Nothing here reads a file. A [`TablePlan`] says which columns are needed, a [`Tally`] takes batches of
//! them, any number of tallies on any number of threads become one [`Totals`], and that the evidence.
//! Everything is added up without rounding, so the same people give the same digits in any order.

mod batch;
mod clusters;
mod evidence;
mod experiment;
mod groups;
mod metric_text;
mod neighbours;
mod plan;
mod stay;
mod tally;
mod totals;

pub use batch::{Batch, NO_LABEL, NumberColumn};
pub use experiment::{N_ARMS_MAX, N_LABELS_MAX, TableExperiment};
pub use metric_text::{Aggregate, TableMetric};
pub use plan::TablePlan;
pub use tally::Tally;
pub use totals::Totals;
