//! How far people can be found at all: what the records themselves say, beside the truth.

use crate::corpus::slot::*;
use crate::corpus::{Corpus, NONE, cell};
use crate::resolve::levels::levels;
use std::collections::{BTreeMap, BTreeSet};

/// What was found beside what is there to be found, over the records whose truth is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// People there truly are.
    pub n_true: usize,
    /// The fewest people that the evidence in the records can make of them: whoever hides behind two records that
    /// share nothing is two.
    pub n_reachable: usize,
    /// People found.
    pub n_found: usize,
}

/// Counts the people that could be found: by true person the groups of records that hang together by evidence.
///
/// Two records of one person hang together when they share a customer id, a mailbox, a number or a device, or one of
/// them is a slip apart; or when their names agree and so does a birth date, a home, a postcode, a town or a mailbox
/// name. What no record names (a device nobody signed in on) is nobody.
///
/// Shapes: `cluster_of` and `truth` by record; None where the truth is not known.
pub fn reach<T: Ord>(corpus: &Corpus, cluster_of: &[u32], truth: &[Option<T>]) -> Reach {
    let mut people: BTreeMap<&T, Vec<u32>> = BTreeMap::new();
    for (record, person) in (0u32..).zip(truth) {
        person.iter().for_each(|person| people.entry(person).or_default().push(record));
    }
    let mut out = Reach { n_true: 0, n_reachable: 0, n_found: 0 };
    let mut found: BTreeSet<u32> = BTreeSet::new();
    for records in people.values() {
        let named =
            groups(corpus, records).into_iter().filter(|group| group.iter().any(|at| is_named(corpus, *at)));
        let n_groups = named.count();
        out.n_true += usize::from(0 < n_groups);
        out.n_reachable += n_groups;
        let named = records.iter().filter(|record| is_named(corpus, **record));
        found.extend(named.filter_map(|record| cluster_of.get(*record as usize)));
    }
    out.n_found = found.len();
    out
}

/// Whether a record names somebody.
fn is_named(corpus: &Corpus, record: u32) -> bool {
    let row = corpus.row(record);
    [GIVEN, FAMILY, EMAIL, PHONE, CUSTOMER].iter().any(|slot| cell(row, *slot) != NONE)
}

/// The records of one person in groups that hang together.
fn groups(corpus: &Corpus, records: &[u32]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for record in records {
        let (joined, mut apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|group: &Vec<u32>| group.iter().any(|other| hang_together(corpus, *record, *other)));
        let mut group: Vec<u32> = joined.into_iter().flatten().collect();
        group.push(*record);
        apart.push(group);
        groups = apart;
    }
    groups
}

fn hang_together(corpus: &Corpus, a: u32, b: u32) -> bool {
    let (a, b) = (corpus.row(a), corpus.row(b));
    let levels = levels(corpus, &corpus.fields, a, b);
    let is = |field: usize, worst: u8| levels.get(field).is_some_and(|level| (1..=worst).contains(level));
    let handle = is(CUSTOMER, 1) || is(EMAIL, 3) || is(PHONE, 2) || is(ANONYMOUS, 1) || is(NATIONAL, 2);
    let handle = handle || corpus.share(a, b, EMAIL) || corpus.share(a, b, PHONE);
    let crossed = levels.get(FAMILY) == Some(&5);
    let names = is(GIVEN, 4) && is(FAMILY, 3) || crossed;
    let beside = is(BIRTH, 3) || is(STREET, 2) || is(POSTCODE, 2) || is(CITY, 2) || is(EMAIL, 5);
    handle || names && beside
}
