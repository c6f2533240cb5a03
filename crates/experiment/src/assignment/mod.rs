//! Who gets what: by keyed hash, in blocks, in layers, up a ramp, and past the holdouts above.

mod blocks;
mod holdout;
mod roster;
mod rules;

pub use holdout::{Holdout, Holdouts, Level, ProgrammeHoldout};
pub use roster::{Candidate, Place, Placed, Roster, slot};
pub use rules::{Assignment, Layer, Method, RampStep, layer_conflict};

use crate::{Arm, Design, ExperimentError};
use vocabulary::{Digest, keyed_hash};

/// 2^-53: an f64 holds 53 bits, so the top 53 bits of a hash make every uniform number equally likely.
const UNIFORM_STEP: f64 = 1.0 / (1_u64 << 53) as f64;

/// Puts people into the arms of one design.
///
/// Checks the design once, then costs one hash a person; a million people take about a second.
// INVARIANT: the arm depends on key, experiment, version, weights and unit id, and on nothing else: no
// node, time or order of asking changes it.
#[derive(Debug, Clone)]
pub struct Assigner<'a> {
    key: &'a [u8],
    experiment: &'a str,
    version: [u8; 4],
    /// Every arm but the last, with the upper end of its part of [0, 1).
    bounds: Vec<(f64, &'a Arm)>,
    last: &'a Arm,
}

impl<'a> Assigner<'a> {
    /// Checks the design and lays the arms out over [0, 1) in declared order.
    ///
    /// `key` is the workspace's secret: with it nobody outside can tell who is in which arm, and two
    /// workspaces with an experiment of the same name do not share a split.
    ///
    /// Errors: as [`Design::validate`].
    pub fn new(key: &'a [u8], design: &'a Design) -> Result<Self, ExperimentError> {
        design.validate()?;
        let Some((last, others)) = design.arms.split_last() else {
            return Err(ExperimentError::TooFewArms { experiment: design.experiment.clone(), n_arms: 0 });
        };
        let total: f64 = design.arms.iter().map(|arm| arm.weight).sum();
        let mut reached = 0.0;
        let bounds = others.iter().map(|arm| {
            reached += arm.weight;
            (reached / total, arm)
        });
        let bounds = bounds.collect();
        Ok(Self { key, experiment: &design.experiment, version: design.version.to_be_bytes(), bounds, last })
    }

    /// Returns the arm of a person.
    pub fn arm(&self, unit_id: &str) -> &'a Arm {
        let parts: [&[u8]; 4] = [b"arm", self.experiment.as_bytes(), &self.version, unit_id.as_bytes()];
        let place = uniform(self.key, parts);
        self.bounds.iter().find(|(bound, _)| place < *bound).map_or(self.last, |(_, arm)| arm)
    }
}

/// A number in [0, 1) that depends on the key and the parts only.
fn uniform<const N: usize>(key: &[u8], parts: [&[u8]; N]) -> f64 {
    let top = Draws::new(keyed_hash(key, parts)).next();
    (top >> 11) as f64 * UNIFORM_STEP
}

/// Which of `n` equal parts of [0, 1) a number lies in.
fn place_of(uniform: f64, n: u16) -> u16 {
    (uniform * f64::from(n)) as u16
}

/// Uniform whole numbers out of one hash, for ever.
struct Draws {
    seed: Digest,
    n_hashed: u64,
    left: Vec<u64>,
}

impl Draws {
    fn new(seed: Digest) -> Self {
        Self { left: Self::words(&seed), seed, n_hashed: 0 }
    }

    fn words(hash: &Digest) -> Vec<u64> {
        let word = |bytes: &[u8]| bytes.iter().fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
        hash.as_bytes().chunks(8).rev().map(word).collect()
    }

    fn next(&mut self) -> u64 {
        if let Some(word) = self.left.pop() {
            return word;
        }
        self.n_hashed += 1;
        self.left = Self::words(&Digest::of([self.seed.as_bytes().as_slice(), &self.n_hashed.to_be_bytes()]));
        self.left.pop().unwrap_or_default()
    }
}

/// Returns the arm of one person; for many, keep an [`Assigner`].
///
/// Errors: as [`Design::validate`].
pub fn assign<'a>(key: &'a [u8], design: &'a Design, unit_id: &str) -> Result<&'a Arm, ExperimentError> {
    Ok(Assigner::new(key, design)?.arm(unit_id))
}
