use super::clusters::Edge;
use std::collections::BTreeMap;

/// More people than this do not live together: what they share is a form's default or an office.
const N_PEOPLE_MAX: u32 = 12;

/// From these odds on two people share a household: 30 to 1.
pub(super) const HOUSEHOLD_BITS: f32 = 5.0;

/// Groups people who share a mailbox, a phone or an address, without making them one.
///
/// Shapes: `cluster_of` by node; `edges` between nodes, sorted.
/// Returns: by cluster its household, 0.. without gaps, in the order of clusters.
pub(super) fn households(cluster_of: &[u32], n_clusters: usize, edges: &[Edge]) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..n_clusters as u32).collect();
    let mut size = vec![1u32; n_clusters];
    for edge in edges.iter().filter(|edge| HOUSEHOLD_BITS <= edge.household_bits) {
        let cluster = |node: u32| cluster_of.get(node as usize).copied().unwrap_or(0);
        let (a, b) = (root(&mut parent, cluster(edge.a)), root(&mut parent, cluster(edge.b)));
        let n = |root: u32| size.get(root as usize).copied().unwrap_or(1);
        let n_together = n(a) + n(b);
        if a == b || N_PEOPLE_MAX < n_together {
            continue;
        }
        let (keep, gone) = (a.min(b), a.max(b));
        parent.get_mut(gone as usize).into_iter().for_each(|slot| *slot = keep);
        size.get_mut(keep as usize).into_iter().for_each(|slot| *slot = n_together);
    }
    let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
    (0..n_clusters as u32)
        .map(|cluster| {
            let root = root(&mut parent, cluster);
            let next = numbers.len() as u32;
            *numbers.entry(root).or_insert(next)
        })
        .collect()
}

fn root(parent: &mut [u32], mut at: u32) -> u32 {
    loop {
        let above = parent.get(at as usize).copied().unwrap_or(at);
        if above == at {
            return at;
        }
        let next = parent.get(above as usize).copied().unwrap_or(above);
        parent.get_mut(at as usize).into_iter().for_each(|slot| *slot = next);
        at = next;
    }
}
