//! Which people have which identifiers, for a million records at a time.

/// Keys and who has them, gathered record by record.
///
/// One text arena: a map of maps costs ten times as much at a million records.
#[derive(Default)]
pub struct Holders {
    text: String,
    /// What orders keys first, without a look at their text; where the key ends; whose it is.
    entries: Vec<([u32; 3], u32, u32)>,
    /// Where each key of the arena starts, which is where the one before ends.
    starts: Vec<u64>,
}

impl Holders {
    /// Says that a record of `person` has `key`.
    ///
    /// Shapes: people are numbered; of two with a key on equally many records the smaller number owns it.
    pub fn push(&mut self, key: &str, person: u32) {
        let at = self.starts.len() as u32;
        self.starts.push(self.text.len() as u64);
        self.text.push_str(key);
        // Keys begin with a few words; what tells them apart comes behind the colon.
        let (kind, value) = key.split_once(':').unwrap_or(("", key));
        let first = kind.bytes().next().unwrap_or(0);
        let mut bytes = std::iter::once(first).chain(value.bytes());
        let prefix = [(); 3].map(|()| u32::from_be_bytes([(); 4].map(|()| bytes.next().unwrap_or(0))));
        self.entries.push((prefix, at, person));
    }

    fn key(&self, at: u32) -> &str {
        let start = self.starts.get(at as usize).copied().unwrap_or(0) as usize;
        let end = self.starts.get(at as usize + 1).map_or(self.text.len(), |end| *end as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Calls `visit` with each key and each of its people once, and whether that person owns it: one who
    /// `goes_first` before one who does not, then who has it on most records, then the smaller number. The same keys
    /// come in the same order, and stand together.
    pub fn for_each(mut self, goes_first: &dyn Fn(u32) -> bool, mut visit: impl FnMut(&str, u32, bool)) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| self.key(a.1).cmp(self.key(b.1))).then(a.2.cmp(&b.2))
        });
        for same in entries.chunk_by(|a, b| a.0 == b.0 && self.key(a.1) == self.key(b.1)) {
            let people = || same.chunk_by(|a, b| a.2 == b.2).filter_map(|of| Some((of.first()?.2, of.len())));
            let order = |a: &(u32, usize), b: &(u32, usize)| {
                goes_first(a.0).cmp(&goes_first(b.0)).then(a.1.cmp(&b.1)).then(b.0.cmp(&a.0))
            };
            let owner = people().max_by(order).map(|(person, _)| person);
            let key = same.first().map_or("", |entry| self.key(entry.1));
            people().for_each(|(person, _)| visit(key, person, Some(person) == owner));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_one_owner() {
        let mut holders = Holders::default();
        for (key, person) in [
            ("email:b@x.com", 2),
            ("phone:+1404555", 4),
            ("phone:+1404555", 4),
            ("phone:+1404555", 1),
            ("email:b@x.com", 1),
            ("email:b@x.com.au", 3),
            ("email:a@x.com", 2),
            ("email:a@x.com", 1),
            ("email:a@x.com", 2),
        ] {
            holders.push(key, person);
        }
        let mut got = Vec::new();
        let goes_first = |person: u32| person != 4;
        holders.for_each(&goes_first, |key, person, is_owner| got.push((key.to_owned(), person, is_owner)));
        let expect = [
            ("email:a@x.com", 1, false),
            ("email:a@x.com", 2, true),
            ("email:b@x.com", 1, true),
            ("email:b@x.com", 2, false),
            ("email:b@x.com.au", 3, true),
            ("phone:+1404555", 1, true),
            ("phone:+1404555", 4, false),
        ];
        assert_eq!(got, expect.map(|(key, person, is_owner)| (key.to_owned(), person, is_owner)));
    }
}
