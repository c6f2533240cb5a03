use std::collections::HashMap;

/// Who is who in the written files: what unification is scored against.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    person_of: HashMap<String, u32>,
    n_people: usize,
}

impl Truth {
    /// The true person behind a record id (`crm:K100001`, `orders:…`, `consents:…`, `web:…` for
    /// identify messages) or an identifier key (`customer_id:…`, `email:…`, `anonymous_id:…`).
    ///
    /// A mailbox that a household shares belongs to the one it is named after.
    ///
    /// Returns: None for a broken row, or one that is not of this world.
    pub fn person_of(&self, key: &str) -> Option<u32> {
        self.person_of.get(key).copied()
    }

    /// The true person behind each of `keys`, in their order, for pair precision and recall.
    pub fn labels<T: AsRef<str>>(&self, keys: &[T]) -> Vec<Option<u32>> {
        keys.iter().map(|key| self.person_of(key.as_ref())).collect()
    }

    /// People seen in at least one valid row.
    pub fn n_people(&self) -> usize {
        self.n_people
    }

    /// Every key with its person, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.person_of.iter().map(|(key, person)| (key.as_str(), *person))
    }

    pub(crate) fn add_record(&mut self, source: &str, key: &str, person: u32) {
        self.person_of.insert(format!("{source}:{key}"), person);
    }

    /// The first person seen with an identifier keeps it.
    pub(crate) fn add_identifier(&mut self, kind: &str, value: &str, person: u32) {
        self.person_of.entry(format!("{kind}:{value}")).or_insert(person);
    }

    pub(crate) fn count(&mut self, n_people: usize) {
        self.n_people = n_people;
    }
}
