//! The checks on everything that is sent: does a text keep to the brand's voice, and does each claim of it bind to an
//! approved fact?
//!
//! Start at [`Checker`]: it reads one text and returns [`Finding`]s. A text that carries an error is rejected and
//! keeps its findings; the rest is put in order by [`rank`].
//!
//! INVARIANT: a claim that binds to no approved fact is an error, however plausible it sounds: the checks never ask
//! a model whether a model is right.
#![deny(missing_docs)]

mod checks;
mod claim;
mod finding;
mod rank;
mod reading;
mod sheet;

pub use checks::Checker;
pub use finding::{Finding, Place, Rule, Severity};
pub use rank::{Candidate, Ranked, Ranking, rank};
pub use sheet::faults_of_facts;
