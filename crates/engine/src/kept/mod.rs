//! What the steps leave for each other in the store: lines, approvals, readouts, decisions.
//!
//! A step reads what another one left from here and calls no step.

mod decision;
mod lines;
mod objections;
mod readout;
mod release;

pub use decision::gate_evidence;
pub use decision::{Decided, decision, own_decision};
pub use lines::{Chosen, Line, check_lines_open, chosen, lines};
pub use lines::{choose, stored};
pub use objections::{ChangesAsked, changes_asked};
pub use readout::{EffectAt, KeptReadout, own_readout, readout, readout_version};
pub use release::check_texts;
pub use release::{Release, Standing, approved, release_of, standing};
