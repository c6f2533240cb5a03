//! Every integration test of the crate in one binary: linking each by itself costs more than running them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod adjust;
mod bounds;
mod calibration;
mod design;
mod exact;
mod hillstrom;
mod many;
mod merge;
mod peeking;
mod properties;
mod reference;
mod spillover;
mod trust;
mod two_samples;
