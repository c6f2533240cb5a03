//! One new or changed record at a time, with the answer of the batch.

use super::blocks::{N_PASSES, each_key, is_idle, key, n_whole_max};
use super::clusters::{Clusters, Edge};
use super::model::Model;
use super::outcome::{Decisions, Link, Review, Thresholds, Veto};
use super::score::{Scorer, Weights};
use super::{Index, Run, bits_of, edge, left_open, links, sort_edges};
use crate::Record;
use crate::corpus::{Corpus, Row};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What one record changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Position of the record.
    pub record: usize,
    /// Positions of all records of its person, in the order of their ids.
    pub members: Vec<usize>,
    /// Positions of records that now belong with others than before, the new one among them.
    pub moved: Vec<usize>,
}

/// Records that hang together, and why they are with those they are with. Positions are the resolver's.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The records asked for and all that a likely pair or a decision connects with them, by id.
    pub records: Vec<usize>,
    /// The joins that made their people.
    pub links: Vec<Link>,
    /// Pairs kept apart.
    pub vetoes: Vec<Veto>,
    /// Pairs to decide.
    pub reviews: Vec<Review>,
}

/// Keeps a resolved corpus and takes further records in.
///
/// Blocks, weights and frequencies stay as the model has them, so a record's answer is that of
/// [`super::resolve`] with the same model on all records. It is only near that where a block has
/// grown to more than three times the size from which it is split (it is then left out, the batch compares
/// a part of it) and where a name is known only from records that came later. Fit again from time to time.
pub struct Resolver {
    corpus: Corpus,
    model: Model,
    weights: Arc<Weights>,
    thresholds: Thresholds,
    hot: FxHashSet<u64>,
    /// By key, sorted: the records of the corpus at first.
    keys: Vec<u64>,
    keyed: Vec<u32>,
    /// The records that came later, by key.
    keyed_later: FxHashMap<u64, Vec<u32>>,
    /// By record: where its edges start.
    starts: Vec<u32>,
    partners: Vec<(u32, f32)>,
    partners_later: FxHashMap<u32, Vec<(u32, f32)>>,
    /// By record: the record of its person whose id goes first.
    person_of: Vec<u32>,
    /// Positions of records that came later, by id.
    position_of: FxHashMap<String, u32>,
    /// Records that a changed one replaced.
    replaced: FxHashSet<u32>,
    merged: FxHashMap<u32, Vec<u32>>,
    apart: FxHashMap<u32, Vec<u32>>,
}

impl Resolver {
    /// Resolves the corpus and stands ready for more.
    pub fn new(corpus: Corpus, model: Model, decisions: &Decisions, thresholds: Thresholds) -> Resolver {
        let index = Index::build(&corpus, &corpus.rank, Some(&model.hot_blocks));
        let run = Run { corpus: &corpus, model: &model, index: &index, rank: &corpus.rank };
        let records = run.by_rank();
        let weights = Arc::new(Weights::of(&corpus, &model));
        let scorer = Scorer::with(&corpus, &model, weights.clone());
        let (mut edges, n_candidate_pairs) = run.edges(&scorer, bits_of(thresholds.review), &mut |_, _| ());
        let resolution = run.people_of(&scorer, &edges, n_candidate_pairs, decisions, &thresholds);
        edges.retain(|edge| bits_of(thresholds.review) <= edge.bits);
        let (starts, partners) = adjacency(&records, &edges);
        let mut first: FxHashMap<u32, u32> = FxHashMap::default();
        for record in &records {
            let cluster = resolution.cluster_of.get(*record as usize).copied().unwrap_or(0);
            first.entry(cluster).or_insert(*record);
        }
        let person_of =
            resolution.cluster_of.iter().filter_map(|cluster| first.get(cluster).copied()).collect();
        drop(index);
        let hot: FxHashSet<u64> = model.hot_blocks.iter().copied().collect();
        let (keys, keyed) = keys(&corpus, &hot, model.idle_passes);
        let pairs = |list: &[(String, String)]| {
            let mut out: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
            for (a, b) in list {
                if let (Some(a), Some(b)) = (corpus.position(a), corpus.position(b)) {
                    out.entry(a as u32).or_default().push(b as u32);
                    out.entry(b as u32).or_default().push(a as u32);
                }
            }
            out
        };
        let (merged, apart) = (pairs(&decisions.merges), pairs(&decisions.splits));
        Resolver {
            corpus,
            model,
            weights,
            thresholds,
            hot,
            keys,
            keyed,
            keyed_later: FxHashMap::default(),
            starts,
            partners,
            partners_later: FxHashMap::default(),
            person_of,
            position_of: FxHashMap::default(),
            replaced: FxHashSet::default(),
            merged,
            apart,
        }
    }

    /// The records, those that were replaced among them.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The model it resolves with.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The position of the record of a record's person whose id goes first: it names the person here.
    pub fn person_of(&self, record: usize) -> Option<usize> {
        let is_gone = self.replaced.contains(&(record as u32));
        self.person_of.get(record).filter(|_| !is_gone).map(|first| *first as usize)
    }

    /// The newest position of the record with this id.
    pub fn position(&self, record_id: &str) -> Option<usize> {
        let later = self.position_of.get(record_id).map(|at| *at as usize);
        later.or_else(|| self.corpus.position(record_id))
    }

    /// Takes a record in, or puts it in place of the one with its id, and resolves it.
    ///
    /// Shapes: `values` in the order of the corpus's schema.
    pub fn upsert(&mut self, values: &[Option<&str>]) -> Update {
        let record = self.corpus.add(values) as u32;
        let id = self.corpus.record_id(record as usize).to_owned();
        let old = self.position(&id).map(|at| at as u32);
        self.position_of.insert(id, record);
        self.person_of.push(record);
        let mut seeds = vec![record];
        if let Some(old) = old {
            self.replaced.insert(old);
            self.inherit(old, record);
            seeds.extend(self.neighbours(old));
        }
        self.connect(record);
        let moved = self.settle(&seeds);
        let person = self.person_of.get(record as usize).copied();
        let mut members: Vec<usize> = self.component(record).into_iter().map(|at| at as usize).collect();
        members.retain(|member| self.person_of.get(*member).copied() == person);
        Update { record: record as usize, members, moved }
    }

    /// As [`Resolver::upsert`] for a corpus of whole records.
    pub fn upsert_record(&mut self, record: &Record) -> Update {
        self.upsert(&record.values())
    }

    /// What members decided of a record holds for the one that replaces it.
    fn inherit(&mut self, old: u32, record: u32) {
        for list in [&mut self.merged, &mut self.apart] {
            for other in list.remove(&old).unwrap_or_default() {
                list.entry(other)
                    .or_default()
                    .iter_mut()
                    .filter(|at| **at == old)
                    .for_each(|at| *at = record);
                list.entry(record).or_default().push(other);
            }
        }
    }

    /// Finds and scores the candidates of a new record and keeps the edges.
    fn connect(&mut self, record: u32) {
        let row = *self.corpus.row(record);
        let mut candidates: Vec<u32> = Vec::new();
        for pass in (0..N_PASSES).filter(|pass| !is_idle(self.model.idle_passes, *pass)) {
            let of_pass = |row: &Row| key(&self.corpus, row, pass, &self.hot);
            each_key(&self.corpus, &row, of_pass, |key| {
                let from = self.keys.partition_point(|other| *other < key);
                let rest = self.keys.get(from..).unwrap_or_default();
                let to = from + rest.partition_point(|other| *other == key);
                let later = self.keyed_later.entry(key).or_default();
                if to - from + later.len() < n_whole_max(pass) {
                    candidates.extend(self.keyed.get(from..to).unwrap_or_default());
                    candidates.extend(later.iter());
                }
                later.push(record);
            });
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|other| *other != record && !self.replaced.contains(other));
        let scorer = Scorer::with(&self.corpus, &self.model, self.weights.clone());
        let review_bits = bits_of(self.thresholds.review);
        let mut found: Vec<(u32, f32)> = Vec::new();
        for other in candidates {
            // In the order of ids, as the batch compares them.
            let is_after = self.corpus.record_id(other as usize) < self.corpus.record_id(record as usize);
            let (a, b) = if is_after { (other, record) } else { (record, other) };
            if let Some(edge) = edge(&scorer, a, b, review_bits).filter(|edge| review_bits <= edge.bits) {
                found.push((other, edge.bits));
            }
        }
        for (other, bits) in &found {
            self.partners_later.entry(*other).or_default().push((record, *bits));
        }
        self.partners_later.insert(record, found);
    }

    fn edges_of(&self, record: u32) -> impl Iterator<Item = (u32, f32)> + '_ {
        let at = record as usize;
        let range = self.starts.get(at).copied().zip(self.starts.get(at + 1).copied());
        let (from, to) = range.unwrap_or((0, 0));
        let first = self.partners.get(from as usize..to as usize).unwrap_or_default();
        let later = self.partners_later.get(&record).map_or(&[][..], Vec::as_slice);
        first.iter().chain(later).copied().filter(|(other, _)| !self.replaced.contains(other))
    }

    fn neighbours(&self, record: u32) -> Vec<u32> {
        let merged = self.merged.get(&record).map_or(&[][..], Vec::as_slice);
        let edges = self.edges_of(record).map(|(other, _)| other);
        edges.chain(merged.iter().copied()).filter(|other| !self.replaced.contains(other)).collect()
    }

    /// All records that edges connect with this one, in the order of their ids.
    fn component(&self, record: u32) -> Vec<u32> {
        let mut seen: FxHashSet<u32> = FxHashSet::from_iter([record]);
        let mut open = vec![record];
        while let Some(at) = open.pop() {
            open.extend(self.neighbours(at).into_iter().filter(|other| seen.insert(*other)));
        }
        self.in_order(seen)
    }

    /// Clusters the components of some records again.
    ///
    /// Returns: the records whose person is now named by another record.
    fn settle(&mut self, seeds: &[u32]) -> Vec<usize> {
        let (mut done, mut moved): (FxHashSet<u32>, Vec<usize>) = (FxHashSet::default(), Vec::new());
        for seed in seeds {
            if done.contains(seed) {
                continue;
            }
            let records = self.component(*seed);
            let persons = self.cluster(&records);
            for (record, person) in records.iter().zip(persons) {
                done.insert(*record);
                let slot = self.person_of.get_mut(*record as usize);
                if let Some(slot) = slot.filter(|slot| **slot != person || record == seed) {
                    *slot = person;
                    moved.push(*record as usize);
                }
            }
        }
        moved
    }

    /// By record of a component the first record of its person.
    fn cluster(&self, records: &[u32]) -> Vec<u32> {
        let scorer = Scorer::with(&self.corpus, &self.model, self.weights.clone());
        let mut clusters = self.grow(&scorer, records, &self.edges_among(records));
        let first = |node: u32| records.get(clusters.find(node) as usize).copied().unwrap_or(node);
        (0..records.len() as u32).map(first).collect()
    }

    /// The clusters of whole components. Nodes stand for places in `records`.
    fn grow<'a>(&'a self, scorer: &'a Scorer<'a>, records: &'a [u32], edges: &[Edge]) -> Clusters<'a> {
        let node_of = nodes(records);
        let pairs = |list: &FxHashMap<u32, Vec<u32>>| {
            let mut out = Vec::new();
            for (a, record) in (0u32..).zip(records).filter(|_| !list.is_empty()) {
                let others = list.get(record).into_iter().flatten();
                out.extend(others.filter_map(|other| Some((a, *node_of.get(other).filter(|b| a < **b)?))));
            }
            out
        };
        let (merges, apart) = (pairs(&self.merged), pairs(&self.apart));
        Clusters::grow(scorer, records, edges, &merges, &apart, bits_of(self.thresholds.link))
    }

    /// The edges of whole components, strongest first.
    fn edges_among(&self, records: &[u32]) -> Vec<Edge> {
        let node_of = nodes(records);
        let mut edges: Vec<Edge> = Vec::new();
        for (a, record) in (0u32..).zip(records) {
            edges.extend(self.edges_of(*record).filter_map(|(other, bits)| {
                let b = *node_of.get(&other).filter(|b| a < **b)?;
                Some(Edge { a, b, bits, household_bits: f32::NEG_INFINITY })
            }));
        }
        sort_edges(&mut edges);
        edges
    }

    /// Why records are with those they are with, and all that hangs together with them.
    ///
    /// Shapes: positions of records; those that were replaced are left out.
    pub fn settled(&self, records: &[usize]) -> Settled {
        let mut all: FxHashSet<u32> = FxHashSet::default();
        for record in records.iter().map(|at| *at as u32).filter(|at| !self.replaced.contains(at)) {
            if !all.contains(&record) {
                all.extend(self.component(record));
            }
        }
        let records = self.in_order(all);
        let edges = self.edges_among(&records);
        let scorer = Scorer::with(&self.corpus, &self.model, self.weights.clone());
        let mut clusters = self.grow(&scorer, &records, &edges);
        let (vetoes, reviews) = left_open(&mut clusters, &records, &edges, bits_of(self.thresholds.link));
        let links = links(&self.corpus, &records, &clusters.joins);
        Settled { records: records.into_iter().map(|at| at as usize).collect(), links, vetoes, reviews }
    }

    fn in_order(&self, records: FxHashSet<u32>) -> Vec<u32> {
        let mut out: Vec<u32> = records.into_iter().collect();
        out.sort_unstable_by(|a, b| {
            self.corpus.record_id(*a as usize).cmp(self.corpus.record_id(*b as usize))
        });
        out
    }
}

/// By record its place.
fn nodes(records: &[u32]) -> FxHashMap<u32, u32> {
    records.iter().copied().zip(0u32..).collect()
}

/// By record where its edges start, and the edges.
fn adjacency(records: &[u32], edges: &[Edge]) -> (Vec<u32>, Vec<(u32, f32)>) {
    let record = |node: u32| records.get(node as usize).copied().unwrap_or(node);
    let both = |edge: &Edge| {
        [(record(edge.a), record(edge.b), edge.bits), (record(edge.b), record(edge.a), edge.bits)]
    };
    let mut ends: Vec<(u32, u32, f32)> = edges.iter().flat_map(both).collect();
    ends.sort_unstable_by_key(|end| (end.0, end.1));
    let mut starts = vec![0u32; records.len() + 1];
    for (from, _, _) in &ends {
        starts.get_mut(*from as usize + 1).into_iter().for_each(|n| *n += 1);
    }
    let mut sum = 0;
    for n in &mut starts {
        sum += *n;
        *n = sum;
    }
    (starts, ends.into_iter().map(|(_, to, bits)| (to, bits)).collect())
}

/// All keys of all records, sorted, and whose they are.
fn keys(corpus: &Corpus, hot: &FxHashSet<u64>, idle: u64) -> (Vec<u64>, Vec<u32>) {
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    for (record, row) in (0u32..).zip(&corpus.rows) {
        let active = (0..N_PASSES).filter(|pass| !is_idle(idle, *pass));
        for pass in active {
            each_key(corpus, row, |row| key(corpus, row, pass, hot), |key| keyed.push((key, record)));
        }
    }
    keyed.sort_unstable();
    keyed.into_iter().unzip()
}
