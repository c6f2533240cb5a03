//! What rows a table holds, in one number that only the holder of the chain's key can make.
//!
//! A [`RowSum`] adds up the keyed digests of rows. Rows come and go without the rest being read again, their order
//! does not matter, and two sums are equal only where the rows are: an entry of the chain tells the sum it found and
//! the sum it left, and `audit verify` adds up the rows that are there.
//! Source: Clarke et al., "Incremental multiset hash functions and their application to memory integrity checking"
//! (ASIACRYPT 2003), MSet-Add-Hash: keyed, modulo 2^256.

use serde::{Deserialize, Serialize};
use vocabulary::{Digest, keyed_hash};

/// The form of a row's digest; one more whenever what goes into it changes.
const FORM: &str = "truelift row 1";

/// Computes the digest of a row of the table `name` from its columns, each with its own name's place.
///
/// Without a key it is a digest that anybody can make: for stores that keep no key, where the chain is plain too.
pub fn row_digest<'a>(
    key: Option<&[u8]>,
    workspace: &'a str,
    name: &'a str,
    columns: impl IntoIterator<Item = Option<&'a str>>,
) -> Digest {
    let head = [Some(FORM), Some(workspace), Some(name)].into_iter();
    let mut parts: Vec<&[u8]> = Vec::new();
    // A column without a value is not the same as an empty one.
    for column in head.chain(columns) {
        parts.push(if column.is_some() { b"1" } else { b"0" });
        parts.push(column.unwrap_or_default().as_bytes());
    }
    match key {
        Some(key) => keyed_hash(key, parts),
        None => Digest::of(parts),
    }
}

/// How many rows a table holds, and the sum of their digests modulo 2^256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSum {
    /// How many rows.
    pub n: i64,
    /// The sum of their digests, written as a digest is.
    pub sum: Digest,
}

impl RowSum {
    /// No rows.
    pub const NONE: Self = Self { n: 0, sum: Digest::ZERO };

    /// With one more row.
    pub fn add(&mut self, row: Digest) {
        self.n = self.n.saturating_add(1);
        self.sum = plus(self.sum, row);
    }

    /// With one row less.
    pub fn take(&mut self, row: Digest) {
        self.n = self.n.saturating_sub(1);
        self.sum = plus(self.sum, minus(row));
    }

    /// With what `change` adds and takes.
    #[must_use]
    pub fn and(self, change: Self) -> Self {
        Self { n: self.n.saturating_add(change.n), sum: plus(self.sum, change.sum) }
    }
}

/// Adds two whole numbers of 256 bits, most significant byte first; what does not fit is dropped.
fn plus(a: Digest, b: Digest) -> Digest {
    let (mut sum, mut carry) = (*a.as_bytes(), 0_u16);
    for (to, add) in sum.iter_mut().zip(b.as_bytes()).rev() {
        let both = u16::from(*to) + u16::from(*add) + carry;
        *to = (both & 0xff) as u8;
        carry = both >> 8;
    }
    Digest::from_bytes(sum)
}

/// The number that gives 0 together with `a`.
fn minus(a: Digest) -> Digest {
    let inverted = Digest::from_bytes(a.as_bytes().map(|byte| !byte));
    let mut one = [0; 32];
    if let Some(last) = one.last_mut() {
        *last = 1;
    }
    plus(inverted, Digest::from_bytes(one))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn row(text: &str) -> Digest {
        row_digest(Some(b"key"), "peach-state", "members", [Some(text), None])
    }

    #[test]
    fn rows_come_and_go_in_any_order() {
        let mut sum = RowSum::NONE;
        ["a", "b", "c"].iter().for_each(|text| sum.add(row(text)));
        let mut other = RowSum::NONE;
        ["c", "x", "a", "b"].iter().for_each(|text| other.add(row(text)));
        assert_ne!(sum, other);
        other.take(row("x"));
        assert_eq!(sum, other);
        let mut change = RowSum::NONE;
        change.take(row("a"));
        change.take(row("b"));
        change.take(row("c"));
        assert_eq!(sum.and(change), RowSum::NONE);
    }

    #[test]
    fn the_same_row_twice_is_not_no_row() {
        let mut sum = RowSum::NONE;
        sum.add(row("a"));
        sum.add(row("a"));
        assert_ne!(sum.sum, Digest::ZERO);
    }

    #[test]
    fn columns_do_not_run_into_each_other() {
        let of = |columns: [Option<&str>; 2]| row_digest(None, "w", "t", columns);
        assert_ne!(of([Some("ab"), Some("c")]), of([Some("a"), Some("bc")]));
        assert_ne!(of([Some(""), Some("a")]), of([None, Some("a")]));
        assert_ne!(row_digest(None, "w", "t", []), row_digest(None, "w", "u", []));
    }

    /// Computed by another program (Python's `hmac` and whole numbers). What stands in chains already: a change here is another [`FORM`], and the old one must still be read.
    #[test]
    fn digests_are_pinned() {
        assert_eq!(row("a").to_string(), "8fbb3006cd3d77e66aa3caab2ad741284a4f61cc834579c3bc71807b068b732d");
        let mut sum = RowSum::NONE;
        sum.add(row("a"));
        sum.add(row("b"));
        assert_eq!(
            serde_json::to_string(&sum).unwrap(),
            r#"{"n":2,"sum":"1da087b0fe806cea0efe4f521e07a1e44fe8579987200717a95718fc0910e429"}"#
        );
    }
}
