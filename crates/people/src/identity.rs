use crate::{Corpus, Resolution};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use vocabulary::{Digest, PersonId};

/// Which person each record belongs to, and what became of the ids of before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identities {
    /// By record, in the order given.
    pub of_record: Vec<PersonId>,
    /// Ids that are no longer anyone's, and who their records went to: old id, new id. Sorted.
    ///
    /// A redirect of an earlier run whose target now vanishes must be followed to this one.
    pub merged: Vec<(PersonId, PersonId)>,
}

/// Gives every cluster an id that survives a re-run.
///
/// A cluster keeps the previous id that most of its records had; ties go to the id whose records
/// come first. An id claimed by two clusters (a split) goes to the one with more of its records. A
/// cluster without a claim gets `p_` and 16 hexadecimal digits from a hash of its smallest record
/// id, so two workspaces loaded from the same files agree.
///
/// Shapes: `previous` maps record id to person id of the last run; empty on the first.
pub fn person_ids(
    corpus: &Corpus,
    resolution: &Resolution,
    previous: &BTreeMap<String, PersonId>,
) -> Identities {
    let n_clusters = resolution.cluster_of.iter().max().map_or(0, |max| *max as usize + 1);
    let mut members: Vec<Vec<&str>> = vec![Vec::new(); n_clusters];
    for (record, cluster) in resolution.cluster_of.iter().enumerate() {
        if let Some(members) = members.get_mut(*cluster as usize) {
            members.push(corpus.record_id(record));
        }
    }
    members.iter_mut().for_each(|members| members.sort_unstable());
    let taken: FxHashSet<&PersonId> = previous.values().collect();
    let (ids, merged) = cluster_ids(&members, previous, &|id| taken.contains(id));
    let of_record =
        resolution.cluster_of.iter().filter_map(|cluster| ids.get(*cluster as usize).cloned()).collect();
    Identities { of_record, merged }
}

/// As [`person_ids`] for some clusters of a larger set.
///
/// Shapes: `members` gives by cluster its record ids, sorted; `previous` the ids of those records that had one;
/// `is_taken` tells ids that are or were somebody's anywhere.
/// Returns: by cluster its id; and the ids that no cluster kept, with the one most of their records went to.
pub fn cluster_ids(
    members: &[Vec<&str>],
    previous: &BTreeMap<String, PersonId>,
    is_taken: &dyn Fn(&PersonId) -> bool,
) -> (Vec<PersonId>, Vec<(PersonId, PersonId)>) {
    let claims = claims(members, previous);
    let ids = assign(members, &claims, is_taken);
    let alive: FxHashSet<&PersonId> = ids.iter().collect();
    // Claims are sorted by strength, so the first for an id is the cluster with most of its records.
    let mut heir: BTreeMap<&PersonId, usize> = BTreeMap::new();
    for claim in &claims {
        heir.entry(claim.id).or_insert(claim.cluster);
    }
    let merged = heir
        .iter()
        .filter(|(old, _)| !alive.contains(**old))
        .filter_map(|(old, cluster)| Some(((*old).clone(), ids.get(*cluster)?.clone())))
        .collect();
    (ids, merged)
}

/// That a cluster holds `n` records which had `id` before.
struct Claim<'a> {
    n: usize,
    first_record: &'a str,
    id: &'a PersonId,
    cluster: usize,
}

fn claims<'a>(members: &[Vec<&'a str>], previous: &'a BTreeMap<String, PersonId>) -> Vec<Claim<'a>> {
    let mut claims = Vec::new();
    for (cluster, records) in members.iter().enumerate() {
        let mut by_id: BTreeMap<&PersonId, (usize, &str)> = BTreeMap::new();
        for record in records {
            if let Some(id) = previous.get(*record) {
                by_id.entry(id).or_insert((0, record)).0 += 1;
            }
        }
        claims.extend(by_id.into_iter().map(|(id, (n, first_record))| Claim {
            n,
            first_record,
            id,
            cluster,
        }));
    }
    claims.sort_by(|a, b| {
        b.n.cmp(&a.n)
            .then(a.first_record.cmp(b.first_record))
            .then(a.id.cmp(b.id))
            .then(a.cluster.cmp(&b.cluster))
    });
    claims
}

fn assign(
    members: &[Vec<&str>],
    claims: &[Claim<'_>],
    is_taken: &dyn Fn(&PersonId) -> bool,
) -> Vec<PersonId> {
    let mut id_of: Vec<Option<PersonId>> = vec![None; members.len()];
    let mut taken: FxHashSet<PersonId> = FxHashSet::default();
    for claim in claims {
        if let Some(slot) = id_of.get_mut(claim.cluster)
            && slot.is_none()
            && taken.insert(claim.id.clone())
        {
            *slot = Some(claim.id.clone());
        }
    }
    let fresh = |records: &[&str], taken: &mut FxHashSet<PersonId>| {
        let first = records.first().copied().unwrap_or_default();
        (0u64..).find_map(|attempt| {
            let digest = Digest::of(["person", first, &attempt.to_string()]);
            let id =
                PersonId::new(format!("p_{:016x}", u64::from_be_bytes(*digest.as_bytes().first_chunk()?)))
                    .ok()?;
            // An id of before is never given to somebody new: its links must keep meaning who they meant.
            (!is_taken(&id) && taken.insert(id.clone())).then_some(id)
        })
    };
    members.iter().zip(id_of).filter_map(|(records, id)| id.or_else(|| fresh(records, &mut taken))).collect()
}
