/// The record ids in order of arrival, and in alphabetical order once all are there.
#[derive(Default)]
pub(super) struct Ids {
    text: String,
    ends: Vec<usize>,
    /// Positions by id.
    order: Vec<u32>,
}

impl Ids {
    pub(super) fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    pub(super) fn text(&self, position: usize) -> &str {
        let end = self.ends.get(position).copied().unwrap_or(0);
        let start = position.checked_sub(1).and_then(|before| self.ends.get(before).copied()).unwrap_or(0);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Puts the ids in order; of two that are the same the earlier goes first.
    ///
    /// Returns: by record its place in that order.
    pub(super) fn sort(&mut self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.ends.len() as u32).collect();
        order.sort_unstable_by(|a, b| (self.text(*a as usize), a).cmp(&(self.text(*b as usize), b)));
        let mut rank = vec![0; order.len()];
        for (at, record) in (0u32..).zip(&order) {
            rank.get_mut(*record as usize).into_iter().for_each(|slot| *slot = at);
        }
        self.order = order;
        rank
    }

    pub(super) fn position(&self, id: &str) -> Option<usize> {
        let at = self.order.binary_search_by(|position| self.text(*position as usize).cmp(id)).ok()?;
        self.order.get(at).map(|position| *position as usize)
    }
}
