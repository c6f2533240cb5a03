//! Data comes in and becomes people: the steps collect and unify.
//!
//! Each uses what `engine` holds, neither the other: what is collected is unified by whoever calls both.

pub mod collect;
pub mod unify;
