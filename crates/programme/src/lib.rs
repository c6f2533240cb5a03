//! A use case's trial and the point where it is decided: [`Pilot`] says what is tried and why, [`Gate`] says
//! beforehand which numbers will scale it or stop it, [`decide`] applies that to the readout, and [`read_out`]
//! says what all of them together came to.
//!
//! The crate is pure. The other sections of a pilot's file (design, metrics, send) belong to the crates whose
//! types they are; `engine` reads the whole file.
//!
//! Deliberately absent: any way to decide against the gate. A person who wants that changes the gate, and the
//! change is in the audit chain.
#![deny(missing_docs)]

mod evidence;
mod gate;
mod pilot;
mod readout;
mod rule;

pub use evidence::Evidence;
pub use gate::{Gate, GateDecision, Verdict, decide};
pub use pilot::{Pilot, PromptReference};
pub use readout::{Headline, Impact, ProgrammeReadout, ShrunkLift, Trial, Velocity, WinRate, read_out};
pub use rule::{Bound, Rule, Side};

/// Why a pilot or a gate cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProgrammeError {
    /// A gate without a rule to scale would scale on nothing.
    #[error("the gate's `scale_when` is empty: name at least one rule, or every pilot would scale")]
    NothingToScaleOn,
    /// A rule on a lift names nothing to compare with.
    #[error(
        "the rule on `{metric}` of `{arm}` has bound `{bound}` and no `control`: name the arm it is compared with"
    )]
    ControlMissing {
        /// The metric.
        metric: String,
        /// The arm.
        arm: String,
        /// The bound.
        bound: Bound,
    },
    /// A rule on a mean names an arm to compare with, and would ignore it.
    #[error(
        "the rule on `{metric}` of `{arm}` has bound `mean`, which compares with nothing: leave `control` out"
    )]
    ControlIdle {
        /// The metric.
        metric: String,
        /// The arm.
        arm: String,
    },
    /// An arm is compared with itself.
    #[error("the rule on `{metric}` compares `{arm}` with itself: name another `control`")]
    ControlIsArm {
        /// The metric.
        metric: String,
        /// The arm.
        arm: String,
    },
    /// A limit is not a number.
    #[error("the rule on `{metric}` of `{arm}` has a `value` that is not a finite number")]
    NotFinite {
        /// The metric.
        metric: String,
        /// The arm.
        arm: String,
    },
    /// A text of the pilot is empty.
    #[error("the pilot's `{field}` is empty: write it in words the team will read at the gate")]
    Empty {
        /// The key in the file.
        field: &'static str,
    },
}
