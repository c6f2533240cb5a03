//! From scored pairs to people: greedy joins, each weighed on everything both sides say.

use super::levels::is_of_two_formats;
use super::score::{Evidence, Scorer};
use crate::corpus::slot::*;
use crate::corpus::{NONE, Row, cell};
use rustc_hash::{FxHashMap, FxHashSet};

/// A candidate pair that is worth keeping, of records or of nodes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) a: u32,
    pub(crate) b: u32,
    /// Log odds of one person, in bits.
    pub(crate) bits: f32,
    /// Log odds of one household against strangers, in bits.
    pub(crate) household_bits: f32,
}

/// Members compared on each side of a join; more say the same again.
const N_MEMBERS_COMPARED: usize = 8;

/// Nobody has more records than this: what would be larger is a shared value.
const N_MEMBERS_MAX: usize = 500;

/// Rounds over the edges: evidence that grew may carry a join that was refused before.
const N_ROUNDS: u8 = 3;

/// A join that happened, over the pair that proposed it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Join {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) bits: f32,
    /// None when a member decided.
    pub(crate) joint_bits: Option<f32>,
}

/// The clusters as they grow, over nodes that stand for records in the order of their ids.
///
/// INVARIANT: what becomes of a node depends on nothing but the nodes that edges connect it with, so
/// one component can be clustered alone, with the same result.
pub(crate) struct Clusters<'a> {
    scorer: &'a Scorer<'a>,
    /// By node its record.
    records: &'a [u32],
    parent: Vec<u32>,
    /// Members of clusters of two and more, by root, in order.
    members: FxHashMap<u32, Vec<u32>>,
    apart: FxHashMap<u32, FxHashSet<u32>>,
    /// By root: the round in which it last grew.
    grown: Vec<u8>,
    pub(crate) joins: Vec<Join>,
}

impl<'a> Clusters<'a> {
    /// The clusters that edges and members' decisions make.
    ///
    /// People grow by evidence alone at first; then a merge joins the two whole people its records belong to,
    /// and what grew may gain more. A merge whose people hold records that a member said are two people joins
    /// its own two records before all evidence, and the others go where the evidence lets them: of two
    /// decisions about the same two records, the split wins.
    ///
    /// Shapes: `edges`, `merges` and `apart` between nodes; edges sorted by falling bits, ties by node.
    pub(crate) fn grow(
        scorer: &'a Scorer<'a>,
        records: &'a [u32],
        edges: &[Edge],
        merges: &[(u32, u32)],
        apart: &[(u32, u32)],
        link_bits: f32,
    ) -> Clusters<'a> {
        let mut merges = merges.to_vec();
        merges.sort_unstable();
        let mut first: Vec<(u32, u32)> = Vec::new();
        loop {
            let mut clusters = Clusters::new(scorer, records, apart);
            first.iter().for_each(|(a, b)| _ = clusters.join_decided(*a, *b, 0));
            clusters.join_all(edges, link_bits, 1);
            let refused: Vec<(u32, u32)> = merges
                .iter()
                .copied()
                .filter(|(a, b)| !clusters.join_decided(*a, *b, N_ROUNDS + 1))
                .collect();
            if refused.iter().all(|pair| first.contains(pair)) {
                clusters.join_all(edges, link_bits, N_ROUNDS + 2);
                return clusters;
            }
            first.extend(refused);
            first.sort_unstable();
            first.dedup();
        }
    }

    fn new(scorer: &'a Scorer<'a>, records: &'a [u32], apart: &[(u32, u32)]) -> Clusters<'a> {
        let mut clusters = Clusters {
            scorer,
            records,
            parent: (0..records.len() as u32).collect(),
            members: FxHashMap::default(),
            apart: FxHashMap::default(),
            grown: vec![0; records.len()],
            joins: Vec::new(),
        };
        for (a, b) in apart {
            clusters.apart.entry(*a).or_default().insert(*b);
            clusters.apart.entry(*b).or_default().insert(*a);
        }
        clusters
    }

    fn row(&self, node: u32) -> &'a Row {
        self.scorer.corpus.row(self.records.get(node as usize).copied().unwrap_or(NONE))
    }

    /// The root of a node's cluster; shortens the path on the way.
    pub(crate) fn find(&mut self, mut node: u32) -> u32 {
        loop {
            let parent = self.parent.get(node as usize).copied().unwrap_or(node);
            if parent == node {
                return node;
            }
            let above = self.parent.get(parent as usize).copied().unwrap_or(parent);
            if let Some(slot) = self.parent.get_mut(node as usize) {
                *slot = above;
            }
            node = above;
        }
    }

    /// The members of a cluster.
    pub(super) fn of(&self, root: u32) -> Vec<u32> {
        self.members.get(&root).cloned().unwrap_or_else(|| vec![root])
    }

    /// Joins over all edges, strongest first, as often as joins open others. From the second round on only
    /// clusters that grew in the one before are looked at.
    ///
    /// Shapes: `edges` between nodes, sorted by falling bits, ties by node; rounds count from `from` on.
    fn join_all(&mut self, edges: &[Edge], link_bits: f32, from: u8) {
        let mut open: Vec<Edge> = edges.to_vec();
        for round in from..from + N_ROUNDS {
            let n_before = self.joins.len();
            open.retain(|edge| {
                let (a, b) = (self.find(edge.a), self.find(edge.b));
                if a == b {
                    return false;
                }
                let grown = |node: u32| self.grown.get(node as usize).copied().unwrap_or(0);
                if grown(a).max(grown(b)) + 1 < round {
                    return true;
                }
                match self.joint_bits(a, b, edge.bits) {
                    Some(joint) if link_bits <= joint => {
                        self.unite(a, b, round);
                        self.joins.push(Join {
                            a: edge.a,
                            b: edge.b,
                            bits: edge.bits,
                            joint_bits: Some(joint),
                        });
                        false
                    }
                    _ => true,
                }
            });
            if self.joins.len() == n_before {
                break;
            }
        }
    }

    /// Joins the clusters of two nodes that a member said are one person.
    ///
    /// Returns: false when a member also said that somebody of one is nobody of the other.
    fn join_decided(&mut self, a: u32, b: u32, round: u8) -> bool {
        let (x, y) = (self.find(a), self.find(b));
        if x == y {
            return true;
        }
        if self.are_apart(&self.of(x), &self.of(y)) {
            return false;
        }
        let bits = self.scorer.score(self.row(a), self.row(b));
        self.unite(x, y, round);
        self.joins.push(Join { a, b, bits, joint_bits: None });
        true
    }

    /// Unites two roots; the members stay in order, so that the first of them are the same whatever
    /// came first.
    fn unite(&mut self, a: u32, b: u32, round: u8) {
        let (root, child) = (a.min(b), a.max(b));
        let moved = self.members.remove(&child).unwrap_or_else(|| vec![child]);
        let members = self.members.entry(root).or_insert_with(|| vec![root]);
        members.extend(moved);
        members.sort_unstable();
        self.parent.get_mut(child as usize).into_iter().for_each(|slot| *slot = root);
        self.grown.get_mut(root as usize).into_iter().for_each(|slot| *slot = round);
    }

    /// The log odds that two clusters are one person, from all that their members say; None for a veto.
    ///
    /// Of what one person can have several of (mailboxes, addresses) the best agreement counts; of
    /// what one has once (a name, a birth date) the mean over all pairs, so that one forged bridge
    /// does not carry two people together.
    fn joint_bits(&self, a: u32, b: u32, pair_bits: f32) -> Option<f32> {
        let (xs, ys) = (self.of(a.min(b)), self.of(a.max(b)));
        if N_MEMBERS_MAX < xs.len() + ys.len() || self.are_apart(&xs, &ys) || self.have_veto(&xs, &ys) {
            return None;
        }
        if xs.len() == 1 && ys.len() == 1 {
            return Some(pair_bits);
        }
        let mut profile = Profile::default();
        let mut source_bits = 0.0f32;
        for x in xs.iter().take(N_MEMBERS_COMPARED) {
            for y in ys.iter().take(N_MEMBERS_COMPARED) {
                let (p, q) = (self.row(*x), self.row(*y));
                profile.add(&self.scorer.evidence(p, q));
                source_bits = source_bits.min(self.scorer.source_bits(p, q));
            }
        }
        let (person, household) = profile.sums();
        Some(self.scorer.odds(person, household) + source_bits)
    }

    /// Whether a member said that somebody of one side is nobody of the other.
    pub(super) fn are_apart(&self, xs: &[u32], ys: &[u32]) -> bool {
        !self.apart.is_empty()
            && xs.iter().filter_map(|x| self.apart.get(x)).any(|apart| ys.iter().any(|y| apart.contains(y)))
    }

    fn have_veto(&self, xs: &[u32], ys: &[u32]) -> bool {
        let has_id = |record: &&u32| cell(self.row(**record), CUSTOMER) != NONE;
        xs.iter().filter(has_id).any(|x| ys.iter().filter(has_id).any(|y| self.has_veto(*x, *y)))
    }

    /// Two customer ids of one source are two people, unless the source changed its keys between them.
    pub(super) fn has_veto(&self, a: u32, b: u32) -> bool {
        let (x, y) = (self.row(a), self.row(b));
        let (p, q) = (cell(x, CUSTOMER), cell(y, CUSTOMER));
        p != q
            && p != NONE
            && q != NONE
            && cell(x, SOURCE) == cell(y, SOURCE)
            && !is_of_two_formats(self.scorer.corpus, x, y)
    }
}

/// The evidence between two clusters, by field.
#[derive(Default)]
struct Profile {
    best: [Option<(f32, f32)>; N_FIELDS],
    sum: [(f32, f32, u32); N_FIELDS],
}

/// Whether one person has several of it.
fn is_many(field: usize) -> bool {
    matches!(field, EMAIL | PHONE | STREET | POSTCODE | CITY | STATE | CUSTOMER | ANONYMOUS)
}

impl Profile {
    fn add(&mut self, evidence: &Evidence) {
        let of_field = evidence.levels.iter().zip(evidence.person.iter().zip(evidence.household));
        let slots = self.best.iter_mut().zip(self.sum.iter_mut());
        for ((field, (level, (person, household))), (best, sum)) in of_field.enumerate().zip(slots) {
            if *level == 0 {
                continue;
            }
            if is_many(field) {
                if best.is_none_or(|best| best.0 < *person) {
                    *best = Some((*person, household));
                }
            } else {
                *sum = (sum.0 + person, sum.1 + household, sum.2 + 1);
            }
        }
    }

    fn sums(&self) -> (f32, f32) {
        let best = self.best.iter().flatten().copied();
        let mean = self.sum.iter().filter(|(_, _, n)| 0 < *n).map(|(p, h, n)| (p / *n as f32, h / *n as f32));
        best.chain(mean).fold((0.0, 0.0), |sum, bits| (sum.0 + bits.0, sum.1 + bits.1))
    }
}
