//! The gate: whether somebody may be written to now, by what evidence, and whether that still holds.

mod clock;
mod decision;
mod evidence;
mod may;
mod rules;

pub(crate) use clock::Counter;
pub use decision::{EXPOSURES, Gated};
pub(crate) use evidence::Asked;
pub use rules::GateRules;
