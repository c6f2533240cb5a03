//! Records that say something else now: they take the place of what they said.

use super::{Known, New};
use crate::unify::everybody::{keys_of, prepared};
use engine::persons::Told;

impl Known {
    /// Reads records anew of which a later row came, and resolves them again. Gives how many were known.
    ///
    /// What one said before no longer counts for who it is; who is read anew with it is written anew with it.
    pub(in crate::unify) fn change(&mut self, told: Vec<Told>, new: &mut New) -> usize {
        let mut n_changed = 0;
        for told in told.into_iter().filter(Told::is_of_record) {
            let Some(old) = self.resolver.position(&told.record.record_id) else { continue };
            n_changed += 1;
            // It came just now, and was read as it is.
            if new.records.contains(&old) && self.person_of.get(old).is_none_or(Option::is_none) {
                self.records.insert(old, told);
                continue;
            }
            let own = prepared(&told, &self.aliases, &self.shared);
            let update = self.resolver.upsert_record(own.as_deref().unwrap_or(&told.record));
            let at = update.record;
            self.keys.add(at, &keys_of(&told, &self.shared));
            self.of_record.add(&told, &self.shared);
            let person = self.person_of.get_mut(old).and_then(Option::take);
            self.person_of.push(person);
            self.is_own.push(true);
            self.written.remove(&old);
            self.records.remove(&old);
            self.records.insert(at, told);
            new.records.retain(|record| *record != old);
            new.records.push(at);
            new.records.extend(update.members);
            new.records.extend(update.moved);
        }
        new.records.sort_unstable();
        new.records.dedup();
        n_changed
    }
}
