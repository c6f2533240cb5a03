//! Blocks in which every arm keeps its share to less than one place, at every place.

/// Blocks are at most this long, so that weights in whole percents fit.
const LENGTH_MAX: u32 = 100;

/// How many places of a block each arm has, in the shortest block that keeps the weights.
///
/// Returns: `None` when the weights are no ratio of whole numbers with a sum of at most 100.
pub(crate) fn block_counts(weights: &[f64]) -> Option<Vec<u32>> {
    let total: f64 = weights.iter().sum();
    (1..=LENGTH_MAX).find_map(|length| {
        let places = weights.iter().map(|weight| {
            let places = weight / total * f64::from(length);
            let whole = places.round();
            // 1e-9: weights such as 0.1 + 0.2 are not exact; 1e-9 of a place is no real difference.
            ((places - whole).abs() < 1e-9 && 1.0 <= whole).then_some(whole as u32)
        });
        places.collect()
    })
}

/// A place in the block that may go to the `job`-th turn of an arm.
#[derive(Debug, Clone, Copy)]
struct Edge {
    place: usize,
    job: usize,
    arm: usize,
    /// Its probability, in parts of the block's length.
    share: u32,
}

/// Deals one block: the arm of each place.
///
/// Place m belongs to each arm with exactly its share as probability, and after any number of places no arm
/// is a whole place away from its share. Both hold together because the shares themselves are a fractional
/// plan in which the j-th turn of an arm lies where its cumulated share passes from j to j + 1; the plan is
/// rounded along cycles, which keeps every probability and every turn within its window.
///
/// Shapes: `counts` as of [`block_counts`]; `draw` gives uniform whole numbers.
/// Source: dependent rounding, Gandhi, Khuller, Parthasarathy, Srinivasan, J. ACM 53 (2006), section 2;
/// windows of Steiner, Yeomans, Management Science 39 (1993).
pub(crate) fn deal(counts: &[u32], mut draw: impl FnMut() -> u64) -> Vec<usize> {
    let length: u32 = counts.iter().sum();
    let mut edges = plan(counts, length);
    while let Some(cycle) = cycle(&edges, length) {
        round(&mut edges, &cycle, length, &mut draw);
    }
    let mut places: Vec<(usize, usize)> =
        edges.iter().filter(|edge| edge.share == length).map(|edge| (edge.place, edge.arm)).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, arm)| arm).collect()
}

/// The fractional plan: each place split over the turns that its arms' cumulated shares pass through.
fn plan(counts: &[u32], length: u32) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut first_job = 0;
    for (arm, &count) in counts.iter().enumerate() {
        for place in 0..length {
            let (from, to) = (place * count, (place + 1) * count);
            for turn in from / length..=(to - 1) / length {
                let share = to.min((turn + 1) * length) - from.max(turn * length);
                edges.push(Edge { place: place as usize, job: (first_job + turn) as usize, arm, share });
            }
        }
        first_job += count;
    }
    edges
}

/// Edges of a cycle, in order, none of them certain or impossible; `None` when the plan is whole.
fn cycle(edges: &[Edge], length: u32) -> Option<Vec<usize>> {
    let is_open = |edge: &Edge| 0 < edge.share && edge.share < length;
    let n = length as usize;
    // Places are 0..n, turns n..2n. Sums at each are whole, so an open edge never comes alone.
    let mut at: Vec<Vec<usize>> = vec![Vec::new(); 2 * n];
    for (i, edge) in edges.iter().enumerate().filter(|(_, edge)| is_open(edge)) {
        at.get_mut(edge.place)?.push(i);
        at.get_mut(n + edge.job)?.push(i);
    }
    let mut node = at.iter().position(|open| !open.is_empty())?;
    let mut met: Vec<Option<usize>> = vec![None; 2 * n];
    let mut path: Vec<usize> = Vec::new();
    loop {
        let seen = met.get_mut(node)?;
        if let Some(start) = *seen {
            return Some(path.split_off(start));
        }
        *seen = Some(path.len());
        let next = at.get(node)?.iter().find(|&edge| path.last() != Some(edge)).copied()?;
        path.push(next);
        let edge = edges.get(next)?;
        node = if node < n { n + edge.job } else { edge.place };
    }
}

/// Moves probability around the cycle, up on every second edge, until an edge is certain or impossible; the
/// two directions are drawn so that no probability changes on average.
fn round(edges: &mut [Edge], cycle: &[usize], length: u32, draw: &mut impl FnMut() -> u64) {
    let (mut up, mut down) = (length, length);
    for (nth, &i) in cycle.iter().enumerate() {
        let share = edges.get(i).map_or(0, |edge| edge.share);
        let (room_up, room_down) = (length - share, share);
        let (ahead, back) = if nth % 2 == 0 { (room_up, room_down) } else { (room_down, room_up) };
        (up, down) = (up.min(ahead), down.min(back));
    }
    // At most 200 outcomes of 2^64: the remainder's bias is below 1e-17.
    let is_up = draw() % u64::from(up + down) < u64::from(down);
    for (nth, &i) in cycle.iter().enumerate() {
        let Some(edge) = edges.get_mut(i) else { continue };
        match (is_up, nth % 2 == 0) {
            (true, true) => edge.share += up,
            (true, false) => edge.share -= up,
            (false, true) => edge.share -= down,
            (false, false) => edge.share += down,
        }
    }
}
