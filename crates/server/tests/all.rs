//! Every integration test of the crate in one binary: linking each by itself costs more than running them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod collection;
mod definitions;
mod desk;
mod document;
mod edge;
mod jobs;
mod members;
mod pages;
mod roles;
mod serving;
mod session;
mod workspaces;
