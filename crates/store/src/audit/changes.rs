//! What a transaction has changed of rows that the audit chain tells of, until an entry tells of it.

use governance::rows::RowSum;
use std::collections::BTreeMap;
use vocabulary::{Digest, Timestamp};

/// The sums of a table by name, and of rows that may be named their digests.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub sums: BTreeMap<String, RowSum>,
    pub rows: BTreeMap<String, BTreeMap<String, Digest>>,
}

/// What a transaction has changed of a workspace's rows so far, and when, where it said so.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub found: Found,
    pub at: Option<Timestamp>,
}
