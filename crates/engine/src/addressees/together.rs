//! Groups of handles: those that rows or aliases name together, over as many as it takes.

use std::collections::{BTreeSet, HashMap};

/// A number in more rows than this is that of a till or an office and ties nobody to anybody.
const N_ROWS_OF_A_NUMBER_MAX: usize = 10;

/// Handles that rows name together, row by row: whoever has one has all of those it leads to.
#[derive(Default)]
pub(super) struct Together {
    place_of: HashMap<String, usize>,
    handles: Vec<String>,
    /// A forest: each handle leads to another of its group, or to itself.
    above: Vec<usize>,
    n_rows: Vec<usize>,
}

impl Together {
    fn place(&mut self, handle: &str) -> usize {
        if let Some(place) = self.place_of.get(handle) {
            return *place;
        }
        let place = self.handles.len();
        self.place_of.insert(handle.to_owned(), place);
        self.handles.push(handle.to_owned());
        self.above.push(place);
        self.n_rows.push(0);
        place
    }

    fn root(&mut self, mut place: usize) -> usize {
        while let Some(above) = self.above.get(place).copied().filter(|above| *above != place) {
            let over = self.above.get(above).copied().unwrap_or(above);
            if let Some(slot) = self.above.get_mut(place) {
                *slot = over;
            }
            place = above;
        }
        place
    }

    /// Whether a handle says who somebody is.
    fn is_telling(&self, handle: &str) -> bool {
        let n_rows = self.place_of.get(handle).and_then(|place| self.n_rows.get(*place));
        !handle.starts_with("phone:") || n_rows.is_none_or(|n| *n <= N_ROWS_OF_A_NUMBER_MAX)
    }

    /// The groups of rows: by handle the number of its group, and the handles of each.
    pub(super) fn of(rows: &[BTreeSet<String>]) -> Self {
        let mut together = Self::default();
        for handle in rows.iter().flatten() {
            let place = together.place(handle);
            if let Some(n) = together.n_rows.get_mut(place) {
                *n += 1;
            }
        }
        for row in rows {
            let telling: Vec<&String> = row.iter().filter(|handle| together.is_telling(handle)).collect();
            let places: Vec<usize> = telling.into_iter().map(|handle| together.place(handle)).collect();
            for pair in places.windows(2) {
                let [left, right] = pair else { continue };
                let (left, right) = (together.root(*left), together.root(*right));
                if let Some(slot) = together.above.get_mut(left) {
                    *slot = right;
                }
            }
        }
        together
    }

    /// The number of a handle's group; none for one that says nothing of who somebody is.
    pub(super) fn group_of(&mut self, handle: &str) -> Option<usize> {
        let place = self.place_of.get(handle).copied().filter(|_| self.is_telling(handle))?;
        Some(self.root(place))
    }

    /// By number the handles of each group.
    pub(super) fn groups(&mut self) -> HashMap<usize, Vec<String>> {
        let mut groups: HashMap<usize, Vec<String>> = HashMap::new();
        for place in 0..self.handles.len() {
            let root = self.root(place);
            if let Some(handle) = self.handles.get(place) {
                groups.entry(root).or_default().push(handle.clone());
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn row(handles: &[&str]) -> BTreeSet<String> {
        handles.iter().map(|handle| (*handle).to_owned()).collect()
    }

    #[test]
    fn rows_lead_from_handle_to_handle_but_not_over_a_till() {
        let mut rows = vec![row(&["mailbox:b", "customer_id:9"]), row(&["customer_id:9", "mailbox:a"])];
        rows.extend((0..12).map(|n| row(&["phone:+1", &format!("mailbox:till{n}")])));
        rows.push(row(&["mailbox:b", "phone:+1"]));
        let mut together = Together::of(&rows);
        let groups = together.groups();
        let mut of = |handle: &str| {
            let place = together.place_of[handle];
            let mut group = groups[&together.root(place)].clone();
            group.sort();
            group
        };
        assert_eq!(of("mailbox:b"), ["customer_id:9", "mailbox:a", "mailbox:b"]);
        assert_eq!(of("mailbox:till3"), ["mailbox:till3"]);
    }
}
