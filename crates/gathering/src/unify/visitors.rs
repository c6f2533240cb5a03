//! What browsers say: it opens a visitor's own data and never decides who somebody is.
//!
//! Whoever finds the write key in a page can post anything. So nothing of it is compared by likeness, nothing joins
//! two people of record, and a handle that a source of record knows counts only for what happened. Each row hangs
//! on one handle, its root: with it to the person of record who owns it, or to a visitor of their own.
//!
//! INVARIANT: the people of record are a function of what sources of record say; the rows here only hang on them.

use super::aliases::Aliases;
use super::shared::Shared;
use engine::persons::{Told, hash_of, meant};
use std::collections::{BTreeMap, HashMap, HashSet};
use vocabulary::{Identifier, IdentifierKind};

/// Pointers followed from one id to the next: longer chains go round in a circle.
const N_STEPS: usize = 64;

/// The keys of all handles that sources of record and the ledger of consent name, as numbers.
#[derive(Debug, Clone, Default)]
pub struct OfRecord(HashSet<u64>);

impl OfRecord {
    /// Adds what one more source of record says.
    pub fn add(&mut self, told: &Told, shared: &Shared) {
        let handles = told.handles().into_iter().filter(|handle| !shared.holds(handle));
        self.0.extend(handles.map(|handle| hash_of(&handle)));
    }

    /// Adds the identifiers of the ledger of consent: whoever agreed by one is known by it.
    pub fn add_keys(&mut self, keys: &[String]) {
        let handle = |key: &String| {
            let id = Identifier::from_key(key).ok()?;
            match id.kind {
                // Who receives mail is filed there; rows are told apart by what an address is compared by.
                IdentifierKind::Mailbox => normalise::identifier(IdentifierKind::Email, &id.value).ok(),
                _ => meant(key),
            }
        };
        self.0.extend(keys.iter().filter_map(|key| Some(hash_of(&handle(key)?))));
    }

    fn has(&self, handle: &Identifier) -> bool {
        self.0.contains(&hash_of(handle))
    }
}

/// On which handle a row hangs. None for one that names nobody at all.
pub type Root = Option<Identifier>;

/// Where every row of browsers hangs.
#[derive(Debug, Default)]
pub struct Visitors {
    /// By row.
    pub roots: Vec<Root>,
    /// By handle the handle that its rows hang on most.
    votes: BTreeMap<Identifier, BTreeMap<Identifier, usize>>,
    /// By id of before what a browser said it is now.
    pointers: HashMap<Identifier, Identifier>,
    /// Rows that name a handle of record.
    pub n_claims: usize,
    /// Aliases that would have joined two ids of record.
    pub n_refused: usize,
}

impl Visitors {
    /// Finds the root of every row.
    ///
    /// Shapes: `told` rows of browsers only.
    pub fn of(told: &[&Told], known: &OfRecord, shared: &Shared, aliases: &Aliases) -> Visitors {
        let mut out = Visitors::default();
        out.point(known, aliases);
        let handles: Vec<Vec<Identifier>> = told
            .iter()
            .map(|told| told.handles().into_iter().filter(|handle| !shared.holds(handle)).collect())
            .collect();
        let anchors: Vec<Root> = handles.iter().map(|handles| out.anchor(handles, known)).collect();
        for (handles, anchor) in handles.iter().zip(&anchors) {
            out.vote(handles, anchor.as_ref(), known);
        }
        let devices = aliases.claims.iter().filter(|(before, _)| before.kind == IdentifierKind::AnonymousId);
        for (before, now) in devices {
            *out.votes.entry(before.clone()).or_default().entry(now.clone()).or_default() += 1;
        }
        out.n_claims = anchors.iter().flatten().count();
        out.roots = handles
            .iter()
            .zip(anchors)
            .map(|(handles, anchor)| anchor.or_else(|| Some(out.resolve(handles.first()?, known))))
            .collect();
        out
    }

    /// Follows what browsers said of customer ids: an id that no source of record has is the other one.
    fn point(&mut self, known: &OfRecord, aliases: &Aliases) {
        for (before, now) in &aliases.claims {
            if before.kind != IdentifierKind::CustomerId || now.kind != IdentifierKind::CustomerId {
                continue;
            }
            let (from, to) = match (known.has(before), known.has(now)) {
                (true, true) => {
                    self.n_refused += 1;
                    continue;
                }
                (true, false) => (now, before),
                (false, _) => (before, now),
            };
            // The first word stays, so that no later one moves what somebody did.
            self.pointers.entry(from.clone()).or_insert_with(|| to.clone());
        }
    }

    /// The customer id that a chain of aliases ends at; of a circle its smallest.
    fn pointed(&self, from: &Identifier, known: &OfRecord) -> Identifier {
        let next = |at: &Identifier| self.pointers.get(at).filter(|_| !known.has(at)).cloned();
        let mut at = from.clone();
        for _ in 0..N_STEPS {
            match next(&at) {
                Some(further) => at = further,
                None => return at,
            }
        }
        // Whoever still goes on goes round: every one of the circle comes by.
        let round = std::iter::successors(Some(at.clone()), next).take(N_STEPS);
        round.min().unwrap_or(at)
    }

    /// The strongest handle of a row that a source of record knows; a device is nobody's by itself.
    fn anchor(&self, handles: &[Identifier], known: &OfRecord) -> Root {
        handles.iter().filter(|handle| handle.kind != IdentifierKind::AnonymousId).find_map(|handle| {
            let handle = match handle.kind {
                IdentifierKind::CustomerId => self.pointed(handle, known),
                _ => handle.clone(),
            };
            known.has(&handle).then_some(handle)
        })
    }

    /// Lets a row say where its weaker handles hang.
    fn vote(&mut self, handles: &[Identifier], anchor: Option<&Identifier>, known: &OfRecord) {
        let Some(target) = anchor.or(handles.first()) else { return };
        for handle in handles.iter().filter(|handle| *handle != target && !known.has(handle)) {
            let may_hang = match handle.kind {
                IdentifierKind::AnonymousId => true,
                // A customer id of the site hangs on the mailbox somebody signed in with.
                IdentifierKind::CustomerId => {
                    anchor.is_some_and(|anchor| anchor.kind != IdentifierKind::CustomerId)
                }
                // An address beside a customer of record is only what somebody typed.
                IdentifierKind::Email | IdentifierKind::Phone | IdentifierKind::Mailbox => anchor.is_none(),
            };
            if may_hang {
                *self.votes.entry(handle.clone()).or_default().entry(target.clone()).or_default() += 1;
            }
        }
    }

    /// The handle that another one hangs on.
    fn resolve(&self, handle: &Identifier, known: &OfRecord) -> Identifier {
        let mut at = handle.clone();
        for _ in 0..N_STEPS {
            if at.kind == IdentifierKind::CustomerId {
                at = self.pointed(&at, known);
            }
            if known.has(&at) {
                return at;
            }
            let votes = self.votes.get(&at).into_iter().flatten();
            match votes.max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))) {
                Some((next, _)) => at = next.clone(),
                None => return at,
            }
        }
        at
    }

    /// The keys by which the events of a row find it. Sorted.
    ///
    /// Of somebody of record that is the handle the row hangs on and nothing else: no word of a browser adds an
    /// identifier to them, by which somebody else's consent could become theirs. [`Visitors::detours`] has the rest.
    pub fn keys(&self, told: &Told, root: &Root, known: &OfRecord, shared: &Shared) -> Vec<String> {
        let Some(root) = root else { return Vec::new() };
        let mut hanging: Vec<Identifier> =
            told.handles().into_iter().filter(|handle| !shared.holds(handle)).collect();
        let is_of_record = known.has(root);
        let hangs = |handle: &Identifier| !is_of_record && self.resolve(handle, known) == *root;
        hanging.retain(|handle| handle == root || hangs(handle));
        let mut keys: Vec<String> = hanging.iter().map(Identifier::key).chain([root.key()]).collect();
        if hanging.iter().any(|handle| handle.kind == IdentifierKind::Email) {
            keys.extend(told.mail_keys());
        }
        for carried in &told.seen {
            let is_meant = meant(&carried.identifier).is_some_and(|handle| hanging.contains(&handle));
            keys.extend(is_meant.then(|| carried.identifier.clone()));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The combinations of a row whose events go by what the row hangs on instead of the key they carry, which is
    /// nobody's or has no place in the map.
    pub fn detours(
        &self,
        told: &Told,
        root: &Root,
        known: &OfRecord,
        shared: &Shared,
    ) -> Vec<(String, String)> {
        let Some(root) = root else { return Vec::new() };
        let goes_round = |key: &str| match meant(key).filter(|handle| !shared.holds(handle)) {
            Some(handle) => handle != *root && known.has(root) && self.resolve(&handle, known) == *root,
            None => true,
        };
        let round = told.seen.iter().filter(|carried| goes_round(&carried.identifier));
        round.map(|carried| (carried.combination.clone(), root.key())).collect()
    }
}
