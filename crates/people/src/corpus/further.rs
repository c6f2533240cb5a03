//! Records with several addresses or numbers: the first of each stands in the row, the others here.

use super::slot::*;
use super::{Corpus, NONE, Row, cell};

/// Further addresses and numbers of a record that count: a cell with more is a list of something else.
pub(super) const N_FURTHER_MAX: usize = 8;

/// What a record says beside the first of each.
#[derive(Default)]
pub(super) struct Further {
    pub(super) emails: Vec<u32>,
    pub(super) phones: Vec<u32>,
}

impl Further {
    fn of(&self, slot: usize) -> &[u32] {
        match slot {
            EMAIL => &self.emails,
            PHONE => &self.phones,
            _ => &[],
        }
    }
}

impl Corpus {
    /// The further numbers of a row's values by slot; none for most rows, and for all slots but two.
    pub(crate) fn further(&self, row: &Row, slot: usize) -> &[u32] {
        self.further.get(cell(row, FURTHER) as usize).map_or(&[], |further| further.of(slot))
    }

    /// Whether two rows share a value of a slot, further ones among them.
    pub(crate) fn share(&self, a: &Row, b: &Row, slot: usize) -> bool {
        let all = |row: &Row| std::iter::once(cell(row, slot)).chain(self.further(row, slot).iter().copied());
        all(a).any(|x| x != NONE && all(b).any(|y| x == y))
    }

    /// The further values of a slot over all records, each with its row.
    pub(crate) fn all_further(&self, slot: usize) -> impl Iterator<Item = (u32, &Row)> {
        let rows = if self.further.is_empty() { &[] } else { self.rows.as_slice() };
        rows.iter().flat_map(move |row| self.further(row, slot).iter().map(move |number| (*number, row)))
    }

    /// A row as it came, and once for each further value with that in place of the first.
    pub(crate) fn faces(&self, row: &Row) -> Vec<Row> {
        let mut faces = vec![*row];
        for slot in [EMAIL, PHONE] {
            for number in self.further(row, slot) {
                let mut face = *row;
                face.get_mut(slot).into_iter().for_each(|cell| *cell = *number);
                faces.push(face);
            }
        }
        faces
    }
}
