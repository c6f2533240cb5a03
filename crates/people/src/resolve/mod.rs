//! Records in, clusters with reasons out.
//!
//! First the typed identifiers, strongest first; then one round of fuzzy comparison within blocks.
//! Both go through [`clusters::Clusters::join`], the only way two records come together, so no rule
//! can pass a veto.

mod blocks;
mod clusters;
mod features;
mod score;
mod similar;
mod typed;

use crate::Record;
use crate::normalise::normalise;
use clusters::Clusters;
use features::Features;
use vocabulary::IdentifierKind;

/// How resolution decides. The defaults are the product's; they are arguments so that a test can say what it tests.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// An identifier on more records than this is ignored: nobody fills 500 forms.
    pub n_records_max: usize,
    /// An e-mail, phone or browser with more different given names than this is ignored.
    pub n_names_max: usize,
    /// A block with more records than this is split by further fields before it is compared.
    pub n_block_max: usize,
    /// Fuzzy pairs below this probability of being one person are not linked; 0..=1.
    pub threshold: f64,
}

impl Default for Rules {
    fn default() -> Self {
        Self { n_records_max: 500, n_names_max: 6, n_block_max: 60, threshold: 0.99 }
    }
}

/// Why two records are one person. Left and right are indices into the records given.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The record that was there first (by record id).
    pub left: usize,
    /// The record that joined.
    pub right: usize,
    /// `same_customer_id`, `same_email`, `same_phone`, `same_anonymous_id` or `similar`.
    pub rule: &'static str,
    /// The evidence in words, without values.
    pub reason: String,
    /// Probability of being one person, 0..=1; None when an identifier decided.
    pub score: Option<f64>,
}

/// Why two records that something speaks for joining stay apart. They are never in one cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Veto {
    /// Index of one record.
    pub left: usize,
    /// Index of the other.
    pub right: usize,
    /// The evidence in words, without values.
    pub reason: String,
}

/// What was ignored for the whole set; never carries a value, which may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// An identifier stands on too many records or under too many names to mean one person.
    SharedIdentifier {
        /// Its kind.
        kind: IdentifierKind,
        /// On how many records it stands.
        n_records: usize,
        /// Under how many different given names.
        n_names: usize,
    },
    /// A record has neither a name nor any identifier: it can join nobody.
    NothingToGoBy {
        /// How many such records there are.
        n_records: usize,
    },
}

/// The partition of the records into people, and its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// By record: the number of its cluster, 0.. without gaps, in order of the smallest record id.
    pub cluster_of: Vec<u32>,
    /// The joins that made the clusters: one fewer per cluster than it has records.
    pub links: Vec<Link>,
    /// Pairs kept apart.
    pub vetoes: Vec<Veto>,
    /// What was ignored.
    pub warnings: Vec<Warning>,
}

/// Resolves records into people.
///
/// The answer does not depend on the order of `records`. A different birth date or a different
/// customer id keeps two clusters apart whatever else they share, checked against all members; a
/// clearly different given name keeps a shared mailbox or phone from merging a household.
///
/// Shapes: `records` up to 2^32 - 1; `cluster_of` has one entry per record.
/// Source: the score is a Fellegi-Sunter weight (Fellegi and Sunter 1969) with the frequency of the
/// value as u and fixed m; the prior falls with the number of records, so that a threshold keeps its meaning.
pub fn resolve(records: &[Record], rules: &Rules) -> Resolution {
    // Ranks are positions by record id; everything below works on ranks, so input order cannot matter.
    let mut by_rank: Vec<usize> = (0..records.len()).collect();
    by_rank.sort_by(|a, b| records.get(*a).cmp(&records.get(*b)));
    let features = Features::build(by_rank.iter().filter_map(|index| records.get(*index)).map(normalise));
    let mut work = Work {
        clusters: Clusters::new(&features),
        features: &features,
        rules,
        links: Vec::new(),
        vetoes: Vec::new(),
        warnings: Vec::new(),
    };
    let ignored = typed::link_by_identifier(&mut work);
    score::link_by_similarity(&mut work, &ignored);
    work.finish(&by_rank)
}

/// What the two passes share. Links and vetoes are in ranks until [`Work::finish`].
struct Work<'a> {
    features: &'a Features,
    rules: &'a Rules,
    clusters: Clusters<'a>,
    links: Vec<Link>,
    vetoes: Vec<Veto>,
    warnings: Vec<Warning>,
}

impl Work<'_> {
    fn finish(mut self, by_rank: &[usize]) -> Resolution {
        let n_empty = (0..self.features.len()).filter(|rank| self.features.row(*rank).is_empty()).count();
        if 0 < n_empty {
            self.warnings.push(Warning::NothingToGoBy { n_records: n_empty });
        }
        let index_of = |rank: usize| by_rank.get(rank).copied().unwrap_or(rank);
        let mut cluster_of = vec![0; by_rank.len()];
        let mut number_of_root: rustc_hash::FxHashMap<u32, u32> = rustc_hash::FxHashMap::default();
        for rank in 0..by_rank.len() {
            let next = number_of_root.len() as u32;
            let number = *number_of_root.entry(self.clusters.find(rank as u32)).or_insert(next);
            if let Some(slot) = cluster_of.get_mut(index_of(rank)) {
                *slot = number;
            }
        }
        // Two records kept apart by name can still come together over a third that fits both; then
        // there is nothing to explain.
        self.vetoes
            .retain(|veto| self.clusters.find(veto.left as u32) != self.clusters.find(veto.right as u32));
        for link in &mut self.links {
            (link.left, link.right) = (index_of(link.left), index_of(link.right));
        }
        for veto in &mut self.vetoes {
            (veto.left, veto.right) = (index_of(veto.left), index_of(veto.right));
        }
        Resolution { cluster_of, links: self.links, vetoes: self.vetoes, warnings: self.warnings }
    }
}
