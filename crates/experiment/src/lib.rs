//! Randomised experiments: who gets what, and what came of it.
//!
//! A [`Design`] says which arms there are; a [`Roster`] puts people into them by keyed hash, the same on
//! every node, past the [`Holdouts`] above; [`read_out`] turns the sums of each arm into [`Estimate`]s and withholds every number it
//! would not stand behind, with the reason in plain words.
//!
//! Nothing here has a clock, a random source or a connection. The key of the assignment and the sums are
//! arguments.
#![deny(missing_docs)]

mod analysis;
mod answers;
mod arm;
mod assignment;
mod checks;
mod design;
mod estimate;
mod evidence;
mod groups;
mod judge;
mod metric;
mod neighbours;
mod plan;
mod power;
mod readout;
mod sentence;
mod trust;
mod withheld;

pub use analysis::{
    Analysis, Bayes, BayesAnswer, Check, CheckKind, CheckVerdict, IntervalKind, LookAnswer, Margin,
    PeekAnswer, PlannedLook, RelativeAnswer, ShrunkAnswer, Test, TestAnswer,
};
pub use arm::{Arm, RandomisedUnit, Role};
pub use assignment::{
    Assigner, Assignment, Candidate, Holdout, Holdouts, Layer, Level, Method, Place, Placed,
    ProgrammeHoldout, RampStep, Roster, assign, layer_conflict, slot,
};
pub use design::{Comparison, Design};
pub use estimate::Estimate;
pub use evidence::{ArmStatistics, Before, Evidence, PartKind, Parts, Sums};
pub use groups::{ArmGroups, Neighbours};
pub use metric::{MetricKind, ReadoutMetric, Unit};
pub use plan::{AnalysisPlan, Looks};
pub use power::{History, PlannedLift, PowerAnswer, PowerQuestion};
pub use readout::{Readout, Split, read_out, read_out_by};
pub use stats::{Better, RelativeMethod};
pub use trust::Trust;
pub use withheld::{PartCounts, Withheld, WithheldRule};

/// Why a design or the evidence of an experiment cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ExperimentError {
    /// A name is empty.
    #[error("the experiment or one of its arms has no name, give each one")]
    Unnamed,
    /// Fewer than two arms.
    #[error("experiment `{experiment}` has {n_arms} arms, at least two are needed to compare")]
    TooFewArms {
        /// Which experiment.
        experiment: String,
        /// How many arms it has.
        n_arms: usize,
    },
    /// Two arms of one name.
    #[error("arm `{arm}` of experiment `{experiment}` is declared twice, rename one")]
    DuplicateArm {
        /// Which experiment.
        experiment: String,
        /// The name.
        arm: String,
    },
    /// A weight that is no share.
    #[error("arm `{arm}` of experiment `{experiment}` has weight `{weight}`, use a number above 0")]
    Weight {
        /// Which experiment.
        experiment: String,
        /// Which arm.
        arm: String,
        /// What was given.
        weight: f64,
    },
    /// The roles leave nothing to compare, or leave open with what.
    #[error(
        "experiment `{experiment}` has {n_holdouts} holdouts, {n_baselines} baselines and {n_treatments} treatments, it needs at most one holdout, at most one baseline, one of the two, and a treatment"
    )]
    Roles {
        /// Which experiment.
        experiment: String,
        /// Arms that get nothing.
        n_holdouts: usize,
        /// Arms that get what people get today.
        n_baselines: usize,
        /// Arms that get what is tried.
        n_treatments: usize,
    },
    /// A window in which nothing can happen.
    #[error("experiment `{experiment}` has an outcome window of 0 days, use at least 1")]
    Window {
        /// Which experiment.
        experiment: String,
    },
    /// A confidence level outside 0 to 1.
    #[error("experiment `{experiment}` has level `{level}`, use a number between 0 and 1 such as 0.95")]
    Level {
        /// Which experiment.
        experiment: String,
        /// What was given.
        level: f64,
    },
    /// A rule of who may take part, or of how the arms are dealt out.
    #[error("the assignment of experiment `{experiment}`: {why}")]
    Assignment {
        /// Which experiment.
        experiment: String,
        /// What is wrong and what to write instead.
        why: String,
    },
    /// A holdout above the experiments.
    #[error("{why}")]
    Holdouts {
        /// What is wrong and what to write instead.
        why: String,
    },
    /// Evidence of an arm the design does not have.
    #[error(
        "people were counted in arm `{arm}`, which experiment `{experiment}` does not have, check its version"
    )]
    UnknownArm {
        /// Which experiment.
        experiment: String,
        /// Which arm.
        arm: String,
    },
}
