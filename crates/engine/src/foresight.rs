//! What a pilot can find, as it was foreseen: measuring makes it, pages and readouts show it.

use crate::made::Made;
use experiment::PowerAnswer;
use serde::Serialize;
use vocabulary::Timestamp;

/// One comparison of one metric, planned.
#[derive(Debug, Clone, Serialize)]
pub struct Foreseen {
    /// Which metric.
    pub metric: String,
    /// Its title.
    pub metric_label: String,
    /// The currency of its money, where it names one.
    pub currency: Option<String>,
    /// Which arm.
    pub arm: String,
    /// Against which arm.
    pub control: String,
    /// What it can find, or what finding it takes.
    pub answer: PowerAnswer,
}

/// What a pilot can find with the audience it has.
#[derive(Debug, Clone, Serialize)]
pub struct Foresight {
    /// The outcome window that was looked at, [from, to): as long as the pilot's, before it began.
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
    /// People who were in the audience when it began.
    pub n_history: u64,
    /// People of the audience who can take part: whom a message would reach, or who were registered.
    pub n_people: u64,
    /// Metric by metric, in the order of the design's comparisons.
    pub foreseen: Vec<Foreseen>,
    /// Metrics that cannot be planned, with the reason.
    pub withheld: Vec<(String, String)>,
    /// What a reader should know.
    pub notes: Vec<String>,
    /// The first day on which everybody is through, if all is sent as planned.
    pub readable_on: Timestamp,
}

/// Foresights that were made.
pub type Foresights = Made<Foresight>;
