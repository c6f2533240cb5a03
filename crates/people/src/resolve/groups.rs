//! Records by key, without sorting them.

use crate::corpus::NONE;

/// The records that share a key with another, key by key.
///
/// Keys come in the order of their first record, so that whoever goes from group to group goes
/// through memory, not across it.
pub(super) struct Groups {
    keys: Vec<u64>,
    /// By key where its records end.
    ends: Vec<u32>,
    records: Vec<u32>,
}

impl Groups {
    /// Groups records by key; the records of a key keep their order.
    pub(super) fn of(keyed: &[(u64, u32)]) -> Groups {
        let (keys, key_of) = numbered(keyed);
        let mut sizes = vec![0u32; keys.len()];
        for number in &key_of {
            sizes.get_mut(*number as usize).into_iter().for_each(|size| *size += 1);
        }
        let mut groups = Groups { keys: Vec::new(), ends: Vec::new(), records: Vec::new() };
        let mut n_records = 0u32;
        // From here on the size of a key is the place of its next record.
        for (key, size) in keys.into_iter().zip(&mut sizes) {
            if *size <= 1 {
                *size = NONE;
                continue;
            }
            let start = n_records;
            n_records += *size;
            groups.keys.push(key);
            groups.ends.push(n_records);
            *size = start;
        }
        groups.records = vec![0; n_records as usize];
        for ((_, record), number) in keyed.iter().zip(key_of) {
            let Some(next) = sizes.get_mut(number as usize).filter(|next| **next != NONE) else { continue };
            groups.records.get_mut(*next as usize).into_iter().for_each(|slot| *slot = *record);
            *next += 1;
        }
        groups
    }

    /// Each key with its records, two at least.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let groups = starts
            .zip(&self.ends)
            .map(|(start, end)| self.records.get(start as usize..*end as usize).unwrap_or_default());
        self.keys.iter().copied().zip(groups)
    }
}

/// The different keys in the order of appearance, and by record the number of its own.
fn numbered(keyed: &[(u64, u32)]) -> (Vec<u64>, Vec<u32>) {
    let mask = (2 * keyed.len()).next_power_of_two() - 1;
    let mut slots: Vec<(u64, u32)> = vec![(0, NONE); mask + 1];
    let mut keys: Vec<u64> = Vec::new();
    let mut number_of = |key: u64| {
        let mut at = key as usize & mask;
        loop {
            match slots.get_mut(at) {
                Some((of, number)) if *number != NONE && *of != key => at = (at + 1) & mask,
                Some(slot) => {
                    if slot.1 == NONE {
                        *slot = (key, keys.len() as u32);
                        keys.push(key);
                    }
                    return slot.1;
                }
                None => return NONE,
            }
        }
    };
    let key_of = keyed.iter().map(|(key, _)| number_of(*key)).collect();
    (keys, key_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_what_shares_a_key() {
        let list = |keyed: &[(u64, u32)]| -> Vec<(u64, Vec<u32>)> {
            Groups::of(keyed).iter().map(|(key, records)| (key, records.to_vec())).collect()
        };
        assert_eq!(list(&[]), []);
        assert_eq!(list(&[(7, 0)]), []);
        // 3 and 11 have one home; 0 is a key as any other.
        let keyed = [(3, 0), (11, 1), (9, 2), (3, 3), (0, 4), (11, 5), (3, 6), (0, 7)];
        assert_eq!(list(&keyed), [(3, vec![0, 3, 6]), (11, vec![1, 5]), (0, vec![4, 7])]);
    }
}
