//! Every integration test of the crate in one binary: linking each by itself costs more than running them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod as_written;
mod checks;
mod months;
