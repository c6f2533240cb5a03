use super::{Standing, Strategy, Survivorship, compare};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use vocabulary::Timestamp;

/// A value of a trait that is no column of the people table: an account, a plan, whatever a source tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The value.
    pub value: String,
    /// Who says so.
    pub source: String,
    /// When the source saw it.
    pub observed_at: Option<Timestamp>,
    /// The record or message it stands in.
    pub id: String,
}

impl Survivorship {
    /// Chooses one of what was said of trait `name`, by the same rules as a column's value.
    ///
    /// Nothing said here counts as verified: that is a word about addresses.
    ///
    /// Returns: `None` when nothing was said.
    pub fn choose<'a>(&self, name: &str, said: &'a [Said]) -> Option<&'a Said> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        said.iter().for_each(|word| *counts.entry(&word.value).or_default() += 1);
        let standing = |of: &Said| Standing {
            is_verified: false,
            rank: self.rank(&of.source),
            observed_at: of.observed_at,
            n_records: counts.get(of.value.as_str()).copied().unwrap_or(1),
        };
        said.iter().min_by(|a, b| {
            let (first, second) = (standing(a), standing(b));
            let by = |order: Ordering, strategy: &Strategy| {
                order.then_with(|| compare(*strategy, &first, &second))
            };
            let order = self.of(name).iter().fold(Ordering::Equal, by);
            // The value is the last word, so that two messages with one id have an order, too.
            order.then_with(|| (&a.id, &a.value).cmp(&(&b.id, &b.value)))
        })
    }
}
