//! Records in, people with reasons out.
//!
//! [`blocks`] finds the pairs worth a comparison, [`levels`] compares them, [`fit`] learns what the
//! levels are worth, [`score`] adds it up, [`clusters`] makes people of it.

mod blocks;
mod clusters;
mod compare;
mod fit;
mod groups;
mod households;
pub(crate) mod levels;
mod lifts;
mod model;
mod outcome;
mod resolver;
mod runs;
mod score;
mod scripts;
mod shares;
pub(crate) mod similar;
mod sources;
mod together;
mod warnings;

pub use compare::{Comparer, Comparison, probability};
pub use model::{FieldModel, Lift, Model, Sequence, Shares, Together};
pub use outcome::{Decisions, Label, Link, Resolution, Review, Thresholds, Veto};
pub use resolver::{Resolver, Settled, Update};
pub use warnings::Warning;

use crate::corpus::slot::*;
use crate::corpus::{Corpus, NONE, Row, cell};
use blocks::Index;
use clusters::{Clusters, Edge, Join};
use households::{HOUSEHOLD_BITS, households};
use rustc_hash::FxHashSet;
use score::Scorer;

/// Fits a model to the records, without labels or with the pairs that people have judged.
///
/// Shapes: labels name record ids; those that are not in the corpus are left out.
/// Source: expectation-maximisation for record linkage (Winkler 1988; Fellegi and Sunter 1969), with
/// households as a third class, so that a family's shared address is not taken for a match.
pub fn fit(corpus: &Corpus, labels: &[Label]) -> Model {
    fit::fit(corpus, &Index::build(corpus, &corpus.rank, None), &corpus.rank, labels)
}

/// Resolves records into people under a fitted model.
///
/// The answer does not depend on the order of the records. Decisions of members hold whatever the
/// model says.
pub fn resolve(corpus: &Corpus, model: &Model, decisions: &Decisions, thresholds: &Thresholds) -> Resolution {
    let index = Index::build(corpus, &corpus.rank, Some(&model.hot_blocks));
    Run { corpus, model, index: &index, rank: &corpus.rank }.resolve(decisions, thresholds, &mut |_, _| ())
}

/// Fits a model and resolves with it, building the blocks once.
pub fn unify(
    corpus: &Corpus,
    labels: &[Label],
    decisions: &Decisions,
    thresholds: &Thresholds,
) -> (Model, Resolution) {
    unify_and_visit(corpus, labels, decisions, thresholds, &mut |_, _| ())
}

/// As [`unify`], and calls `visit` with the candidate pairs as [`candidate_pairs`] does.
pub fn unify_and_visit(
    corpus: &Corpus,
    labels: &[Label],
    decisions: &Decisions,
    thresholds: &Thresholds,
    visit: &mut dyn FnMut(usize, usize),
) -> (Model, Resolution) {
    let index = Index::build(corpus, &corpus.rank, None);
    let model = fit::fit(corpus, &index, &corpus.rank, labels);
    let run = Run { corpus, model: &model, index: &index, rank: &corpus.rank };
    let resolution = run.resolve(decisions, thresholds, visit);
    (model, resolution)
}

/// Calls `visit` with the candidate pairs, whose share of the true pairs no recall can exceed.
///
/// A pair of an oversized block, which is compared in part, may come more than once.
pub fn candidate_pairs(corpus: &Corpus, model: &Model, visit: &mut dyn FnMut(usize, usize)) {
    let index = Index::build(corpus, &corpus.rank, Some(&model.hot_blocks));
    index.for_each_pair(model.idle_passes, |a, b| visit(a as usize, b as usize));
}

fn bits_of(probability: f64) -> f32 {
    (probability / (1.0 - probability)).max(f64::MIN_POSITIVE).log2() as f32
}

/// One resolution of one corpus.
struct Run<'a> {
    corpus: &'a Corpus,
    model: &'a Model,
    index: &'a Index,
    rank: &'a [u32],
}

impl Run<'_> {
    fn resolve(
        &self,
        decisions: &Decisions,
        thresholds: &Thresholds,
        visit: &mut dyn FnMut(usize, usize),
    ) -> Resolution {
        let scorer = Scorer::new(self.corpus, self.model);
        let (edges, n_candidate_pairs) = self.edges(&scorer, bits_of(thresholds.review), visit);
        self.people_of(&scorer, &edges, n_candidate_pairs, decisions, thresholds)
    }

    /// The people that edges make.
    fn people_of(
        &self,
        scorer: &Scorer<'_>,
        edges: &[Edge],
        n_candidate_pairs: usize,
        decisions: &Decisions,
        thresholds: &Thresholds,
    ) -> Resolution {
        let (link_bits, review_bits) = (bits_of(thresholds.link), bits_of(thresholds.review));
        let node = |record: usize| self.rank.get(record).copied();
        let pair = |(a, b): &(String, String)| {
            Some((node(self.corpus.position(a)?)?, node(self.corpus.position(b)?)?))
        };
        let apart: Vec<(u32, u32)> = decisions.splits.iter().filter_map(pair).collect();
        let merges: Vec<(u32, u32)> = decisions.merges.iter().filter_map(pair).collect();
        let records = self.by_rank();
        let strong: Vec<Edge> = edges.iter().copied().filter(|edge| review_bits <= edge.bits).collect();
        let mut clusters = Clusters::grow(scorer, &records, &strong, &merges, &apart, link_bits);
        let (vetoes, reviews) = left_open(&mut clusters, &records, &strong, link_bits);
        let links = links(self.corpus, &records, &clusters.joins);
        let (by_node, n_clusters) = numbered(&mut clusters, records.len());
        let household_of = households(&by_node, n_clusters, edges);
        let cluster_of =
            self.rank.iter().map(|node| by_node.get(*node as usize).copied().unwrap_or(0)).collect();
        let warnings = warnings::warnings(self.corpus);
        Resolution { cluster_of, household_of, links, vetoes, reviews, warnings, n_candidate_pairs }
    }

    /// The records in the order of their ids: what the nodes of the clusters stand for.
    fn by_rank(&self) -> Vec<u32> {
        let mut records = vec![0u32; self.rank.len()];
        for (record, rank) in (0u32..).zip(self.rank) {
            records.get_mut(*rank as usize).into_iter().for_each(|slot| *slot = record);
        }
        records
    }

    /// The pairs worth keeping, as nodes, strongest first; and how many were compared.
    fn edges(
        &self,
        scorer: &Scorer<'_>,
        review_bits: f32,
        visit: &mut dyn FnMut(usize, usize),
    ) -> (Vec<Edge>, usize) {
        let mut edges: Vec<Edge> = Vec::new();
        let mut n_candidate_pairs = 0;
        let node = |record: u32| self.rank.get(record as usize).copied().unwrap_or(record);
        self.index.for_each_pair(self.model.idle_passes, |a, b| {
            n_candidate_pairs += 1;
            visit(a as usize, b as usize);
            if let Some(edge) = edge(scorer, a, b, review_bits) {
                let (a, b) = (node(a), node(b));
                edges.push(Edge { a: a.min(b), b: a.max(b), ..edge });
            }
        });
        sort_edges(&mut edges);
        (edges, n_candidate_pairs)
    }
}

/// Why the records of people are together.
fn links(corpus: &Corpus, records: &[u32], joins: &[Join]) -> Vec<Link> {
    let record = |node: u32| records.get(node as usize).copied().unwrap_or(node);
    let link = |join: &Join| {
        let (left, right) = (record(join.a), record(join.b));
        let rule = match join.joint_bits {
            Some(_) => rule(corpus, corpus.row(left), corpus.row(right)),
            None => "decided",
        };
        let joint_bits = join.joint_bits.map(f64::from);
        Link { left: left as usize, right: right as usize, rule, bits: f64::from(join.bits), joint_bits }
    };
    joins.iter().map(link).collect()
}

/// Strongest first, ties by node; a pair that came twice goes once.
fn sort_edges(edges: &mut Vec<Edge>) {
    edges.sort_unstable_by(|p, q| q.bits.total_cmp(&p.bits).then_with(|| (p.a, p.b).cmp(&(q.a, q.b))));
    edges.dedup_by_key(|edge| (edge.a, edge.b));
}

/// Pairs of different people that alone would be one, and pairs that are neither sure nor unlikely.
fn left_open(
    clusters: &mut Clusters<'_>,
    records: &[u32],
    edges: &[Edge],
    link_bits: f32,
) -> (Vec<Veto>, Vec<Review>) {
    let (mut vetoes, mut reviews) = (Vec::new(), Vec::new());
    let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
    let record = |node: u32| records.get(node as usize).copied().unwrap_or(node) as usize;
    for edge in edges {
        let (a, b) = (clusters.find(edge.a), clusters.find(edge.b));
        if a == b || !seen.insert((a.min(b), a.max(b))) {
            continue;
        }
        let (left, right, bits) = (record(edge.a), record(edge.b), f64::from(edge.bits));
        let reason = match () {
            _ if clusters.are_apart(&clusters.of(a), &clusters.of(b)) => {
                Some("a member said they are two people")
            }
            _ if clusters.has_veto(edge.a, edge.b) => Some("different customer ids of one source"),
            _ if link_bits <= edge.bits => Some("the other records of both speak against it"),
            _ => None,
        };
        match reason {
            Some(reason) => vetoes.push(Veto { left, right, bits, reason }),
            None => reviews.push(Review { left, right, bits }),
        }
    }
    (vetoes, reviews)
}

/// By node the number of its cluster, in the order of their first nodes; and how many there are.
fn numbered(clusters: &mut Clusters<'_>, n_nodes: usize) -> (Vec<u32>, usize) {
    let mut number_of_root = vec![NONE; n_nodes];
    let mut next = 0;
    let numbers = (0..n_nodes as u32)
        .map(|node| {
            let root = clusters.find(node);
            let Some(number) = number_of_root.get_mut(root as usize) else { return 0 };
            if *number == NONE {
                *number = next;
                next += 1;
            }
            *number
        })
        .collect();
    (numbers, next as usize)
}

/// Whether a pair is neither one person nor one household, seen without comparing its texts.
fn is_far(scorer: &Scorer<'_>, x: &Row, y: &Row, review_bits: f32) -> bool {
    let shares = |slot: usize| cell(x, slot) != NONE && cell(x, slot) == cell(y, slot);
    let sound = |row: &Row| scorer.corpus.streets.get(cell(row, STREET) as usize).map(|facts| facts.sound);
    let is_shared = shares(EMAIL) || shares(PHONE) || (sound(x).is_some() && sound(x) == sound(y));
    !is_shared && scorer.is_below(x, y, review_bits)
}

/// A pair's odds; None when it is neither likely enough to be one person nor one household.
fn edge(scorer: &Scorer<'_>, a: u32, b: u32, review_bits: f32) -> Option<Edge> {
    let (x, y) = (scorer.corpus.row(a), scorer.corpus.row(b));
    let facing = scorer.facing(x, y);
    let (x, y) = facing.as_ref().map_or((x, y), |(x, y)| (x, y));
    if is_far(scorer, x, y, review_bits) {
        return None;
    }
    let evidence = scorer.evidence(x, y);
    let household: f32 = evidence.household.iter().sum();
    let bits = scorer.odds(evidence.person.iter().sum(), household) + scorer.source_bits(x, y);
    // One place is no household: they must share a door, a line or a mailbox.
    let level = |field: usize| evidence.levels.get(field).copied().unwrap_or(0);
    let is_shared = level(EMAIL) == 1 || level(PHONE) == 1 || matches!(level(STREET), 1 | 2);
    let household_bits =
        if is_shared { scorer.model.household_bits as f32 + household } else { f32::NEG_INFINITY };
    let is_kept = review_bits <= bits || HOUSEHOLD_BITS <= household_bits;
    is_kept.then_some(Edge { a, b, bits, household_bits })
}

/// The strongest identifier that two records share.
fn rule(corpus: &Corpus, a: &Row, b: &Row) -> &'static str {
    let shares = |slot: usize| corpus.share(a, b, slot);
    match () {
        _ if shares(CUSTOMER) => "same_customer_id",
        _ if shares(EMAIL) => "same_email",
        _ if shares(PHONE) => "same_phone",
        _ if shares(ANONYMOUS) => "same_anonymous_id",
        _ => "similar",
    }
}
