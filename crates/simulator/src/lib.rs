//! A market with known truth, from a seed: the simulated grocery retailer "Peach State Provisions".
//!
//! It exists so that every step of the loop can be scored: who is who ([`World::truth`]), which rows
//! are broken ([`World::broken`]), and what each treatment truly does ([`World::true_effects`]).
//! Nobody in it is real: names are combined at random, mail domains and telephone exchanges are
//! reserved ones. Nothing here is used to reach a decision about a real person.

mod agreement;
mod arm;
mod calendar;
mod crm;
mod defect;
mod draw;
mod effect;
mod late;
mod names;
mod order_file;
mod person;
mod places;
mod purchase;
mod rates;
mod reaction;
mod shopper;
mod text;
mod truth;
mod web;
mod world;

pub use arm::{Arm, Exposure};
pub use defect::{BrokenRow, Defect};
pub use effect::TrueEffect;
pub use late::{OptOut, Suppression, SuppressionReason};
pub use order_file::bench_orders;

pub use truth::Truth;
pub use world::{Files, World};

use std::path::PathBuf;
use vocabulary::Timestamp;

/// What makes a world: the same three values give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Names the world.
    pub seed: u64,
    /// True people, before any of them is missed by every source.
    pub n_people: u32,
    /// The simulated present; files end here and reactions begin.
    pub now: Timestamp,
}

impl Config {
    /// The demo's size and time: 20,000 people at 2026-09-15T14:00:00Z.
    pub fn new(seed: u64) -> Self {
        Self { seed, n_people: 20_000, now: Timestamp::from_micros(1_789_480_800_000_000) }
    }
}

/// Why a simulated file or reaction could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// The disk refuses a file.
    #[error("cannot write `{path}`: {source}; check that the folder exists and has room")]
    Write {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Columns do not make a batch.
    #[error("orders do not form a table: {0}")]
    Arrow(#[from] arrow::error::ArrowError),
    /// The Parquet writer fails.
    #[error("cannot write the orders file: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// None of the identifiers of an exposure is of this world.
    #[error("exposure {position} names nobody of this world: give identifiers that its sources contain")]
    UnknownPerson {
        /// 0-based place in the list given.
        position: usize,
    },
    /// An arm is not one of the pilot's.
    #[error("`{input}` is not an arm: use one of holdout, business_as_usual, ai")]
    UnknownArm {
        /// What was given.
        input: String,
    },
}
