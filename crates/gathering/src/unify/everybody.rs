//! All that was told of anybody, made ready to be resolved.

use super::aliases::{Alias, Aliases};
use super::records::{Part, Records};
use super::shared::Shared;
use super::visitors::{OfRecord, Visitors};
use engine::persons::{Told, hash_of, meant};
use people::{Corpus, Record};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use vocabulary::{Identifier, IdentifierKind, PersonId, Trust, grouped};

/// All that was told: by sources of record first, which decide who is who, then by browsers.
pub struct Everybody {
    /// Each row.
    pub records: Records,
    /// Handles that are nobody's.
    pub shared: Shared,
    /// Ids that are the same.
    pub aliases: Aliases,
    /// Pairs of records that are one person's by them, whatever else they say; each in order.
    pub joined: BTreeSet<(String, String)>,
    /// The handles of record.
    pub known: OfRecord,
    /// Where the rows of browsers hang.
    pub visitors: Visitors,
}

/// The people that rows make.
pub struct Places {
    /// By the number of a person their id.
    pub ids: Vec<PersonId>,
    /// Ids that are no longer anyone's, and who their records went to: old id, new id. Sorted.
    pub merged: Vec<(PersonId, PersonId)>,
    /// By row the number of its person.
    pub place_of: Vec<u32>,
}

impl Places {
    /// The person of a row.
    pub fn person(&self, row: usize) -> Option<&PersonId> {
        self.ids.get(*self.place_of.get(row)? as usize)
    }
}

impl Everybody {
    /// Takes everything in.
    ///
    /// Shapes: `ledger` the identifiers of the ledger of consent.
    pub fn of(records: Records, aliases: &[Alias], ledger: &[String]) -> Everybody {
        let shared = Shared::of(|visit| records.each(Part::Named, visit), records.browsers());
        let aliases = Aliases::of(
            aliases,
            || records.of_record().chain(records.browsers().iter().map(Cow::Borrowed)),
            &shared,
        );
        let (known, visitors) = if records.browsers().is_empty() {
            Default::default()
        } else {
            let mut known = OfRecord::default();
            records.of_record().for_each(|told| known.add(&told, &shared));
            known.add_keys(ledger);
            let browsers: Vec<&Told> = records.browsers().iter().collect();
            let visitors = Visitors::of(&browsers, &known, &shared, &aliases);
            (known, visitors)
        };
        let handles = (0..records.n_of_record()).filter_map(|at| records.part(at, Part::Handles));
        let joined = aliases.joined(handles);
        Everybody { records, shared, aliases, joined, known, visitors }
    }

    /// The rows of record as they are compared.
    pub fn corpus(&self) -> Corpus {
        let is_plain = self.aliases.is_empty() && self.records.is_believed_whole();
        self.records.corpus(is_plain, &|told| prepared(told, &self.aliases, &self.shared))
    }

    /// Gives every row its person.
    ///
    /// Shapes: `cluster_of` by row of record.
    pub fn places(&self, cluster_of: &[u32], previous: &BTreeMap<String, PersonId>) -> Places {
        let n_clusters = cluster_of.iter().max().map_or(0, |max| *max as usize + 1);
        let mut place_of: Vec<u32> = cluster_of.to_vec();
        let owners = self.owners(cluster_of, n_clusters);
        let mut groups: HashMap<String, u32> = HashMap::new();
        let mut n_places = n_clusters as u32;
        for (told, root) in self.records.browsers().iter().zip(&self.visitors.roots) {
            let owner = root.as_ref().and_then(|root| owners.get(&hash_of(root)));
            let group = || root.as_ref().map_or_else(|| told.record.record_id.clone(), Identifier::key);
            place_of.push(match owner {
                Some(cluster) => *cluster as u32,
                None => *groups.entry(group()).or_insert_with(|| {
                    n_places += 1;
                    n_places - 1
                }),
            });
        }
        let mut members: Vec<Vec<&str>> = vec![Vec::new(); n_places as usize];
        for (at, place) in place_of.iter().enumerate() {
            members.get_mut(*place as usize).into_iter().for_each(|ids| ids.push(self.records.id(at)));
        }
        members.iter_mut().for_each(|ids| ids.sort_unstable());
        let taken: HashSet<&PersonId> = previous.values().collect();
        let (ids, merged) = people::cluster_ids(&members, previous, &|id| taken.contains(id));
        Places { ids, merged, place_of }
    }

    /// By handle that a row of a browser hangs on the person of record who owns it.
    fn owners(&self, cluster_of: &[u32], n_clusters: usize) -> HashMap<u64, usize> {
        let wanted: HashSet<u64> = self.visitors.roots.iter().flatten().map(hash_of).collect();
        if wanted.is_empty() {
            return HashMap::new();
        }
        let mut is_real = vec![false; n_clusters];
        let mut votes: HashMap<u64, BTreeMap<usize, usize>> = HashMap::new();
        for ((at, told), cluster) in self.records.of_record().enumerate().zip(cluster_of) {
            if self.records.is_own(at) {
                is_real.get_mut(*cluster as usize).into_iter().for_each(|slot| *slot = true);
            }
            for handle in told.handles().iter().map(hash_of).filter(|h| wanted.contains(h)) {
                *votes.entry(handle).or_default().entry(*cluster as usize).or_default() += 1;
            }
        }
        let is_real = |cluster: usize| is_real.get(cluster).copied().unwrap_or(false);
        let best = |votes: BTreeMap<usize, usize>| {
            let order = |a: &(usize, usize), b: &(usize, usize)| {
                is_real(a.0).cmp(&is_real(b.0)).then(a.1.cmp(&b.1)).then(b.0.cmp(&a.0))
            };
            votes.into_iter().max_by(order).map(|(cluster, _)| cluster)
        };
        votes.into_iter().filter_map(|(handle, votes)| Some((handle, best(votes)?))).collect()
    }

    /// The keys by which a row is found, those that its events carry among them.
    ///
    /// Shapes: `room` for a row, used again for the next one.
    pub fn keys(&self, at: usize, room: &mut Told) -> Vec<String> {
        let Some(told) = self.records.read(at, Part::Handles, room) else { return Vec::new() };
        match at.checked_sub(self.records.n_of_record()) {
            None => keys_of(told, &self.shared),
            Some(visitor) => {
                let root = self.visitors.roots.get(visitor).unwrap_or(&None);
                self.visitors.keys(told, root, &self.known, &self.shared)
            }
        }
    }

    /// The keys of each row of record, in order.
    pub fn keys_of_record(&self) -> impl Iterator<Item = Vec<String>> {
        let mut room = Told::empty();
        (0..self.records.n_of_record()).map(move |at| self.keys(at, &mut room))
    }

    /// The combinations of a row whose events go by another handle than they carry, and that handle's key.
    pub fn detours(&self, at: usize) -> Vec<(String, String)> {
        if self.records.is_own(at) {
            return Vec::new();
        }
        let Some(told) = self.records.get(at) else { return Vec::new() };
        match at.checked_sub(self.records.n_of_record()) {
            None => detours(&told, &self.shared),
            Some(visitor) => {
                let root = self.visitors.roots.get(visitor).unwrap_or(&None);
                self.visitors.detours(&told, root, &self.known, &self.shared)
            }
        }
    }

    /// What to tell the reader of the run.
    pub fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = self.shared.words().chain(self.aliases.words()).collect();
        let visitors = &self.visitors;
        if 0 < visitors.n_claims {
            words.push(format!(
                "{} rows of browsers name an id or an address of a trusted source: they count for what happened, \
                 not for who somebody is",
                grouped(visitors.n_claims as u64)
            ));
        }
        if 0 < visitors.n_refused {
            words.push(format!(
                "{} aliases of browsers would join two customers of a trusted source: they were refused",
                grouped(visitors.n_refused as u64)
            ));
        }
        words
    }
}

/// A row of record as it is compared: with what its source is believed to say, without the handles that are
/// nobody's, and with ids that are the same read as one. None when that is as it came.
pub fn prepared(told: &Told, aliases: &Aliases, shared: &Shared) -> Option<Box<Record>> {
    if told.trust == Trust::ALL && aliases.is_empty() && (shared.is_empty() || !told.is_seen()) {
        return None;
    }
    let mut record = told.believed();
    if told.is_seen() {
        for handle in told.handles().into_iter().filter(|handle| shared.holds(handle)) {
            match handle.kind {
                IdentifierKind::CustomerId => record.customer_id = None,
                IdentifierKind::Email => record.email = None,
                IdentifierKind::Phone => record.phone = None,
                IdentifierKind::AnonymousId => record.anonymous_id = None,
                IdentifierKind::Mailbox => {}
            }
        }
    }
    aliases.apply(&mut record);
    (record != told.record).then(|| Box::new(record))
}

/// The handles of a row that are somebody's, strongest first.
fn usable<'a>(told: &Told, shared: &'a Shared) -> impl Iterator<Item = Identifier> + 'a {
    told.handles().into_iter().filter(|handle| !shared.holds(handle))
}

/// The keys by which a row of record is found, those that its events carry among them. Sorted.
pub fn keys_of(told: &Told, shared: &Shared) -> Vec<String> {
    let mut keys: Vec<String> = if told.is_seen() {
        usable(told, shared).map(|handle| handle.key()).collect()
    } else {
        told.handles().iter().map(Identifier::key).collect()
    };
    keys.extend(told.mail_keys());
    for carried in &told.seen {
        let is_meant = match meant(&carried.identifier) {
            Some(handle) => usable(told, shared).any(|own| own == handle),
            // A mailbox of an office says nothing of who somebody is; its events belong to who has it.
            None => told.is_written(&carried.identifier),
        };
        keys.extend(is_meant.then(|| carried.identifier.clone()));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The combinations of a row of record whose events carry a key that is nobody's, and the key they go by instead.
pub fn detours(told: &Told, shared: &Shared) -> Vec<(String, String)> {
    if told.seen.is_empty() {
        return Vec::new();
    }
    let Some(instead) = usable(told, shared).next().map(|handle| handle.key()) else { return Vec::new() };
    let is_nobodys = |key: &str| match meant(key) {
        Some(handle) => shared.holds(&handle),
        None => !told.is_written(key),
    };
    let nobodys = told.seen.iter().filter(|carried| is_nobodys(&carried.identifier));
    nobodys.map(|carried| (carried.combination.clone(), instead.clone())).collect()
}
