//! What it brought, and what becomes of it: the steps measure and decide.
//!
//! Each uses what `engine` holds, neither the other: the readout that one keeps is what the other decides by.

pub mod decide;
pub mod measure;
