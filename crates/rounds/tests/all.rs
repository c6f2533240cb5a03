//! Every integration test of the crate in one binary: linking each by itself costs more than running them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod accounts;
mod assignment;
mod changing;
mod closing;
mod collecting;
mod compat;
mod defining;
mod drafting;
mod house;
mod identity;
mod interleavings;
mod jobs;
mod lists;
mod looks;
mod pages;
mod rehearsal;
mod removal;
mod saying_no;
mod the_loop;
mod tied;
