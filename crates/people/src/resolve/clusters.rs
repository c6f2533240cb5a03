use super::features::{Features, NONE, Row};
use super::similar::jaro_winkler;
use rustc_hash::FxHashMap;

/// How two given names go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    Different,
    /// Alike, but as two names may be, or one is missing.
    Unclear,
    /// One is the initial of the other.
    Initial,
    /// A pet form, a prefix or a slip of the pen.
    Variant,
    Same,
}

/// Why a join is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conflict {
    BirthDate,
    CustomerId,
    Suffix,
    GivenName,
    FamilyName,
    /// More mailboxes than one person has.
    TooMany,
    /// The rule wants names that agree, and there are none.
    NoName,
}

impl Conflict {
    pub(super) fn words(self) -> &'static str {
        match self {
            Conflict::BirthDate => "different birth dates",
            Conflict::CustomerId => "different customer ids",
            Conflict::Suffix => "different generations by suffix (Jr, Sr)",
            Conflict::GivenName => "different given names",
            Conflict::FamilyName => "different family names",
            Conflict::TooMany => "more e-mail addresses than one person has",
            Conflict::NoName => "no name to confirm it",
        }
    }
}

/// How much the names must say before a join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameRule {
    /// The identifier is enough.
    Free,
    /// They must not differ clearly.
    NoConflict,
    /// They must be there and agree in the given name.
    Agree,
    /// As [`NameRule::Agree`], and the family names must not differ clearly.
    AgreeInFull,
}

/// What a cluster says of itself, for all its members.
#[derive(Clone, Default)]
struct Facts {
    birth_date: Option<u32>,
    customer_id: Option<u32>,
    suffix: Option<u32>,
    /// Different (given, family) of the members that have a given name.
    names: Vec<(u32, u32)>,
    /// Different mailboxes of the members.
    emails: Vec<u32>,
}

/// Likeness may not gather more mailboxes than this in one person: it is how chains of namesakes
/// would grow into a giant.
const N_EMAILS_MAX: usize = 10;

/// A union-find whose every union passes the vetoes of both sides.
///
/// INVARIANT: a cluster has at most one birth date, customer id and suffix, so checking the facts of
/// two clusters is checking all pairs of their members.
pub(super) struct Clusters<'a> {
    features: &'a Features,
    parent: Vec<u32>,
    n_members: Vec<u32>,
    facts: Vec<Facts>,
    given_cache: FxHashMap<(u32, u32), Agreement>,
}

impl<'a> Clusters<'a> {
    pub(super) fn new(features: &'a Features) -> Self {
        let known = |value: u32| (value != NONE).then_some(value);
        let facts = (0..features.len())
            .map(|rank| {
                let row = features.row(rank);
                Facts {
                    birth_date: known(row.birth_date),
                    customer_id: known(row.customer_id),
                    suffix: known(row.suffix),
                    names: if row.given == NONE { Vec::new() } else { vec![(row.given, row.family)] },
                    emails: known(row.email).into_iter().collect(),
                }
            })
            .collect();
        let n = features.len();
        Self {
            features,
            parent: (0..n as u32).collect(),
            n_members: vec![1; n],
            facts,
            given_cache: FxHashMap::default(),
        }
    }

    /// The root of a record's cluster; shortens the path on the way.
    pub(super) fn find(&mut self, mut rank: u32) -> u32 {
        loop {
            let parent = self.parent.get(rank as usize).copied().unwrap_or(rank);
            if parent == rank {
                return rank;
            }
            let above = self.parent.get(parent as usize).copied().unwrap_or(parent);
            if let Some(slot) = self.parent.get_mut(rank as usize) {
                *slot = above;
            }
            rank = above;
        }
    }

    pub(super) fn size(&mut self, rank: u32) -> u32 {
        let root = self.find(rank);
        self.n_members.get(root as usize).copied().unwrap_or(1)
    }

    pub(super) fn has_name(&mut self, rank: u32) -> bool {
        let root = self.find(rank);
        self.facts.get(root as usize).is_some_and(|facts| !facts.names.is_empty())
    }

    /// Joins the clusters of two records unless a veto or the name rule speaks against it.
    ///
    /// Returns: whether they were apart before.
    pub(super) fn join(&mut self, a: u32, b: u32, rule: NameRule) -> Result<bool, Conflict> {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return Ok(false);
        }
        self.check(a, b, rule)?;
        // The larger root stays, the smaller rank on ties: deterministic, and paths stay short.
        let size = |root: u32| self.n_members.get(root as usize).copied().unwrap_or(1);
        let (n_a, n_b) = (size(a), size(b));
        let (root, child) = if n_a < n_b || (n_a == n_b && b < a) { (b, a) } else { (a, b) };
        let taken = self.facts.get_mut(child as usize).map(std::mem::take).unwrap_or_default();
        if let Some(facts) = self.facts.get_mut(root as usize) {
            facts.birth_date = facts.birth_date.or(taken.birth_date);
            facts.customer_id = facts.customer_id.or(taken.customer_id);
            facts.suffix = facts.suffix.or(taken.suffix);
            add_new(&mut facts.names, taken.names);
            add_new(&mut facts.emails, taken.emails);
        }
        if let Some(slot) = self.parent.get_mut(child as usize) {
            *slot = root;
        }
        if let Some(slot) = self.n_members.get_mut(root as usize) {
            *slot = n_a + n_b;
        }
        Ok(true)
    }

    /// Checks two roots against each other.
    fn check(&mut self, a: u32, b: u32, rule: NameRule) -> Result<(), Conflict> {
        let (Some(x), Some(y)) = (self.facts.get(a as usize), self.facts.get(b as usize)) else {
            return Ok(());
        };
        let differ = |x: Option<u32>, y: Option<u32>| matches!((x, y), (Some(x), Some(y)) if x != y);
        if differ(x.birth_date, y.birth_date) {
            return Err(Conflict::BirthDate);
        }
        if differ(x.customer_id, y.customer_id) {
            return Err(Conflict::CustomerId);
        }
        if rule == NameRule::Free {
            return Ok(());
        }
        if rule == NameRule::Agree && N_EMAILS_MAX < x.emails.len() + y.emails.len() {
            return Err(Conflict::TooMany);
        }
        if differ(x.suffix, y.suffix) {
            return Err(Conflict::Suffix);
        }
        if x.names.is_empty() || y.names.is_empty() {
            return if NameRule::Agree <= rule { Err(Conflict::NoName) } else { Ok(()) };
        }
        let (x, y) = (x.names.clone(), y.names.clone());
        match self.names_agree(&x, &y) {
            Agreement::Different => Err(Conflict::GivenName),
            Agreement::Unclear if NameRule::Agree <= rule => Err(Conflict::GivenName),
            _ if rule == NameRule::AgreeInFull && !self.families_agree(&x, &y) => Err(Conflict::FamilyName),
            _ => Ok(()),
        }
    }

    /// The best agreement over all pairs of names. Initials decide only when a side has nothing longer:
    /// else `A.` would be the bridge from Ann to Adam.
    fn names_agree(&mut self, x: &[(u32, u32)], y: &[(u32, u32)]) -> Agreement {
        let is_full = |features: &Features, name: &(u32, u32)| 1 < features.names.text(name.0).len();
        let features = self.features;
        let both_full =
            x.iter().any(|name| is_full(features, name)) && y.iter().any(|name| is_full(features, name));
        let mut best = Agreement::Different;
        for p in x.iter().filter(|name| !both_full || is_full(features, name)) {
            for q in y.iter().filter(|name| !both_full || is_full(features, name)) {
                best = best.max(self.agreement(*p, *q));
                if best == Agreement::Same {
                    return best;
                }
            }
        }
        best
    }

    /// Whether some family name of one side is missing or like one of the other, swapped fields included.
    fn families_agree(&self, x: &[(u32, u32)], y: &[(u32, u32)]) -> bool {
        let names = &self.features.names;
        let alike = |a: u32, b: u32| {
            a == NONE || b == NONE || a == b || 0.84 <= jaro_winkler(names.text(a), names.text(b))
        };
        x.iter().any(|p| y.iter().any(|q| alike(p.1, q.1) || p.0 == q.1 || p.1 == q.0))
    }

    /// How two whole names agree in the given name, fields in the wrong order allowed.
    pub(super) fn agreement(&mut self, p: (u32, u32), q: (u32, u32)) -> Agreement {
        let straight = self.given_agreement(p.0, q.0);
        if Agreement::Initial <= straight {
            return straight;
        }
        let is_swapped =
            |p: (u32, u32), q: (u32, u32)| p.0 == q.1 && (p.1 == q.0 || p.1 == NONE || q.0 == NONE);
        if is_swapped(p, q) || is_swapped(q, p) { Agreement::Variant } else { straight }
    }

    /// How two given names agree, by number.
    pub(super) fn given_agreement(&mut self, a: u32, b: u32) -> Agreement {
        if a == NONE || b == NONE {
            return Agreement::Unclear;
        }
        if a == b {
            return Agreement::Same;
        }
        let key = (a.min(b), a.max(b));
        let features = self.features;
        *self.given_cache.entry(key).or_insert_with(|| given_agreement(features, key.0, key.1))
    }

    pub(super) fn row(&self, rank: u32) -> Row {
        self.features.row(rank as usize)
    }
}

fn add_new<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

fn given_agreement(features: &Features, a: u32, b: u32) -> Agreement {
    let (x, y) = (features.names.text(a), features.names.text(b));
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    if short.len() == 1 {
        return if long.starts_with(short) { Agreement::Initial } else { Agreement::Different };
    }
    let similarity = jaro_winkler(x, y);
    let is_prefix = 3 <= short.len() && long.starts_with(short);
    if features.are_nicknames(a, b) || is_prefix || 0.92 <= similarity {
        return Agreement::Variant;
    }
    // A shared mailbox may bear with these; a phone or an address needs more.
    let is_slip = 4 <= short.len() && super::similar::is_one_slip(x, y);
    let is_part = long.starts_with(short) || (4 <= short.len() && long.ends_with(short));
    if is_slip || is_part || 0.84 <= similarity { Agreement::Unclear } else { Agreement::Different }
}
