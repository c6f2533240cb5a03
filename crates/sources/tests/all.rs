//! Every integration test of the crate in one binary: linking each by itself costs more than running them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod as_written;
mod at_the_door;
mod attacked;
mod by_shape;
mod closing;
mod contracts;
mod drafted_files;
mod drafts;
mod few_values;
mod files;
mod gathered;
mod heard;
mod hidden_noes;
mod listed;
mod mailed_all_the_same;
mod mails;
mod messy;
mod nested;
mod newcomer;
mod other_lands;
mod own_words;
mod refused_text;
mod refusing_names;
mod remarks;
mod saying_no;
mod sections;
mod segment;
mod slipped;
mod spelt;
mod structures;
mod texts;
mod told;
mod unheard;
