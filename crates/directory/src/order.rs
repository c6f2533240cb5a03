//! Pages of the list, in an order.

use crate::people::{Column, place_of};
use crate::{Bits, Directory};

/// By what a list is ordered; who has no value comes last either way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    place: usize,
    is_descending: bool,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<usize>,
    /// How many people the list has.
    pub n_total: usize,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<usize>,
}

impl Sort {
    /// By `name`, by `person_id` or by a trait; `None` for what is none of these.
    pub fn by(column: &str, is_descending: bool) -> Option<Self> {
        let place = match column {
            "person_id" => 0,
            "name" => 1,
            _ => Directory::N_BESIDE + place_of(column)?,
        };
        Some(Self { place, is_descending })
    }
}

impl Directory {
    /// The people of `among`, from the `from`th on, at most `limit` of them.
    pub fn page(&self, among: &Bits, sort: &Sort, from: usize, limit: usize) -> Page {
        let n_total = among.count();
        let mut rows = Vec::with_capacity(limit);
        let mut n_passed = 0;
        self.walk(sort, |row| {
            if among.has(row) {
                if from <= n_passed {
                    rows.push(row);
                }
                n_passed += 1;
            }
            rows.len() < limit
        });
        let end = from + rows.len();
        Page { next: (end < n_total && !rows.is_empty()).then_some(end), rows, n_total }
    }

    /// Makes the order by name, which every list begins with.
    pub fn warm(&self) {
        self.order(1);
    }

    /// Calls `visit` for every row in order until it says that this is enough.
    fn walk(&self, sort: &Sort, mut visit: impl FnMut(usize) -> bool) {
        let order = self.order(sort.place);
        if !sort.is_descending {
            let _ = order.iter().all(|row| visit(*row as usize));
            return;
        }
        let n_known = order.partition_point(|row| self.has_any(sort.place, *row as usize));
        let (known, unknown) = order.split_at(n_known);
        let _ = known.iter().rev().chain(unknown).all(|row| visit(*row as usize));
    }

    fn has_any(&self, place: usize, row: usize) -> bool {
        match place.checked_sub(Self::N_BESIDE).and_then(|at| self.columns.get(at)) {
            Some(Column::Text(texts)) => texts.code(row).is_some(),
            Some(Column::Number(numbers)) => numbers.get(row).is_some_and(Option::is_some),
            None => true,
        }
    }

    /// Every row, by value; of one value by id.
    fn order(&self, place: usize) -> &[u32] {
        let Some(kept) = self.orders.get(place) else { return &[] };
        kept.get_or_init(|| {
            if place == 0 {
                let mut rows: Vec<u32> = (0..self.n_people() as u32).collect();
                rows.sort_unstable_by(|a, b| self.ids.at(*a as usize).cmp(&self.ids.at(*b as usize)));
                return rows;
            }
            let by_id = self.order(0).iter().copied();
            let texts = match place.checked_sub(Self::N_BESIDE).and_then(|at| self.columns.get(at)) {
                None => &self.names,
                Some(Column::Text(texts)) => texts,
                Some(Column::Number(numbers)) => {
                    let mut rows: Vec<u32> = by_id.collect();
                    let key = |row: &u32| numbers.get(*row as usize).copied().flatten();
                    rows.sort_by_key(|row| (key(row).is_none(), key(row)));
                    return rows;
                }
            };
            let ranks = texts.ranks();
            let rank = |row: u32| texts.code(row as usize).and_then(|code| ranks.get(code as usize)).copied();
            // Rows are dealt to their ranks in order of id: nothing is compared twice.
            let mut places = vec![0_usize; ranks.len() + 2];
            for row in by_id.clone() {
                let rank = rank(row).map_or(ranks.len(), |rank| rank as usize);
                if let Some(place) = places.get_mut(rank + 1) {
                    *place += 1;
                }
            }
            let mut sum = 0;
            for place in &mut places {
                sum += *place;
                *place = sum;
            }
            let mut rows = vec![0_u32; self.n_people()];
            for row in by_id {
                let rank = rank(row).map_or(ranks.len(), |rank| rank as usize);
                if let Some(place) = places.get_mut(rank) {
                    if let Some(free) = rows.get_mut(*place) {
                        *free = row;
                    }
                    *place += 1;
                }
            }
            rows
        })
    }
}
