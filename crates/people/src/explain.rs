use crate::{Comparer, Corpus, Resolution, probability};

/// Says in words why the records of one person are together, and what was kept apart.
///
/// Shapes: `cluster` as in `resolution`; links and vetoes of other people are left out.
/// Returns: one sentence for the whole, then one per link and veto in the order of the resolution;
/// record ids only, never a value.
pub fn explain(
    corpus: &Corpus,
    comparer: &Comparer<'_>,
    resolution: &Resolution,
    cluster: u32,
) -> Vec<String> {
    let of = |record: usize| resolution.cluster_of.get(record) == Some(&cluster);
    let members: Vec<usize> = (0..corpus.len()).filter(|record| of(*record)).collect();
    let mut sources: Vec<&str> = members.iter().map(|record| corpus.source(*record)).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.retain(|source| !source.is_empty());
    let from = if sources.is_empty() { String::new() } else { format!(" from {}", list(&sources)) };
    let mut out = match members.as_slice() {
        [] => Vec::new(),
        [_] => vec![format!("One record{from}: nothing else matched it.")],
        _ => vec![format!("{} records{from} are one person.", members.len())],
    };
    for link in resolution.links.iter().filter(|link| of(link.left)) {
        let (left, right) = (corpus.record_id(link.left), corpus.record_id(link.right));
        out.push(match link.joint_bits {
            None => format!("`{right}` joins `{left}`: a member decided it."),
            Some(bits) => {
                let sure = (probability(bits) * 1000.0).floor() / 10.0;
                format!(
                    "`{right}` joins `{left}`: {}, {sure:.1} % sure.",
                    comparer.words(link.left, link.right)
                )
            }
        });
    }
    for veto in resolution.vetoes.iter().filter(|veto| of(veto.left) || of(veto.right)) {
        let (left, right) = (corpus.record_id(veto.left), corpus.record_id(veto.right));
        out.push(format!("`{right}` stays apart from `{left}`: {}.", veto.reason));
    }
    out
}

fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
