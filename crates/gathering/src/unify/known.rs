//! The people of a workspace, ready for more.

mod changed;

use super::aliases::{Alias, Aliases};
use super::everybody::{Everybody, detours, keys_of, prepared};
use super::keys::Keys;
use engine::persons::{self, Told, hash};

use super::shared::Shared;
use super::visitors::{OfRecord, Visitors};
use super::write::{self, Holders};
use engine::columns::{text, text_at};
use engine::persons::Traits;
use engine::{Engine, EngineError};
use lake::Table;
use people::{Comparer, Decisions, Model, Resolver, Thresholds};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use vocabulary::{Identifier, PersonId, WorkspaceId};

/// The people of a workspace, ready for more. Rows of record are named by their positions in the resolver, those of
/// browsers by their places in `browsers`.
pub(super) struct Known {
    resolver: Resolver,
    /// Of those that are only seen in events.
    seen: HashMap<usize, Told>,
    /// By position: whether it is a record of its own, not only seen in events.
    is_own: Vec<bool>,
    person_of: Vec<Option<PersonId>>,
    /// What browsers say: it hangs on others and is never compared.
    browsers: Vec<Told>,
    place_of: HashMap<String, usize>,
    visitor_of: Vec<Option<PersonId>>,
    visitors: Visitors,
    /// By hash of a key the rows of browsers that are found by it.
    browser_keys: HashMap<u64, Vec<usize>>,
    /// Which handles are nobody's, as everybody was looked at last.
    shared: Shared,
    aliases: Aliases,
    /// Pairs of records that are one person's by them.
    joined: BTreeSet<(String, String)>,
    /// Every alias that was taken into account, whenever it was said.
    heard: BTreeSet<Alias>,
    of_record: OfRecord,
    rows_of: HashMap<PersonId, Rows>,
    /// Ids that lead to somebody else: nobody new gets one.
    redirected: HashSet<PersonId>,
    keys: Keys,
    /// By key the combinations of ids whose events go by it instead of the one they carry.
    detours: BTreeMap<String, Vec<String>>,
    /// The rows whose people the lake's recent tables tell of.
    written: BTreeSet<usize>,
    written_browsers: BTreeSet<usize>,
    records: HashMap<usize, Told>,
    /// People of the last run who are nobody any more.
    gone: BTreeSet<PersonId>,
}

/// How many rows a person has, and how many of them are records of sources of record.
#[derive(Debug, Clone, Copy, Default)]
struct Rows {
    n_all: usize,
    n_own: usize,
}

/// What is to be looked at: rows that came, and rows that are read anew.
#[derive(Debug, Default)]
pub(super) struct New {
    records: Vec<usize>,
    browsers: Vec<usize>,
    /// Those that had no person yet.
    pub(super) n_new: usize,
}

impl New {
    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.browsers.is_empty()
    }
}

/// What is written beside what is known.
pub(super) struct With {
    traits: Traits,
    household_of: HashMap<PersonId, String>,
    /// The keys that lead to one of the people now.
    mapped: Vec<String>,
}

/// On whom a row of a browser hangs: on a person of record, or on a visitor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Person(usize),
    Visitor(String),
}

impl Known {
    pub(super) fn new(
        everybody: Everybody,
        heard: Vec<Alias>,
        people: &BTreeMap<String, PersonId>,
        model: Model,
        decisions: &Decisions,
        redirected: HashSet<PersonId>,
    ) -> (Self, New) {
        let corpus = everybody.corpus();
        let keys = Keys::of(everybody.keys_of_record());
        let Everybody { records, shared, aliases, joined, known: of_record, visitors } = everybody;
        let (told, browsers) = records.into_told();
        let of_pairs: HashSet<&String> = joined.iter().flat_map(|(one, other)| [one, other]).collect();
        let touched = |told: &Told| {
            of_pairs.contains(&told.record.record_id)
                || (!aliases.is_empty() && aliases.touches(&told.record))
        };
        let is_read_anew: Vec<bool> = told.iter().map(touched).collect();
        let mut known = Self {
            resolver: Resolver::new(corpus, model, decisions, Thresholds::default()),
            seen: HashMap::new(),
            is_own: told.iter().map(|told| !told.is_seen()).collect(),
            person_of: told.iter().map(|told| people.get(&told.record.record_id).cloned()).collect(),
            place_of: (0..).zip(&browsers).map(|(at, told)| (told.record.record_id.clone(), at)).collect(),
            visitor_of: browsers.iter().map(|told| people.get(&told.record.record_id).cloned()).collect(),
            browsers,
            visitors,
            browser_keys: HashMap::new(),
            shared,
            aliases,
            joined,
            heard: heard.iter().map(Alias::whenever).collect(),
            of_record,
            rows_of: HashMap::new(),
            redirected,
            keys,
            detours: BTreeMap::new(),
            written: BTreeSet::new(),
            written_browsers: BTreeSet::new(),
            records: HashMap::new(),
            gone: BTreeSet::new(),
        };
        let new = known.count(told, &is_read_anew);
        known.find_browsers();
        (known, new)
    }

    /// Counts the rows of people, and finds those that are new or read anew.
    fn count(&mut self, told: Vec<Told>, is_read_anew: &[bool]) -> New {
        for (person, is_own) in self.person_of.iter().zip(&self.is_own) {
            if let Some(person) = person {
                self.rows_of.entry(person.clone()).or_default().count(*is_own);
            }
        }
        for person in self.visitor_of.iter().flatten() {
            self.rows_of.entry(person.clone()).or_default().count(false);
        }
        let mut new = New::default();
        for (at, told) in told.into_iter().enumerate() {
            let is_new = self.person_of.get(at).is_some_and(Option::is_none);
            new.n_new += usize::from(is_new);
            if is_new || is_read_anew.get(at).copied().unwrap_or(false) {
                new.records.push(at);
            }
            self.keep(at, told, is_new);
        }
        let is_new = |at: &usize| self.visitor_of.get(*at).is_some_and(Option::is_none);
        new.browsers = (0..self.browsers.len()).filter(is_new).collect();
        new.n_new += new.browsers.len();
        new
    }

    /// Keeps what is needed of a row later: of combinations all, of records those that are new.
    fn keep(&mut self, at: usize, told: Told, is_new: bool) {
        if told.is_seen() {
            for (combination, instead) in detours(&told, &self.shared) {
                self.detours.entry(instead).or_default().push(combination);
            }
            self.seen.insert(at, told);
        } else if is_new {
            self.records.insert(at, told);
        }
    }

    /// Goes on with what an earlier process wrote since the last run.
    pub(super) fn take_over(&mut self, recent: persons::Recent) {
        let corpus = self.resolver.corpus();
        self.written = recent.records.iter().filter_map(|record| corpus.position(record)).collect();
        self.written_browsers =
            recent.records.iter().filter_map(|record| self.place_of.get(record).copied()).collect();
        self.gone = recent.gone.into_iter().collect();
    }

    /// Whether an alias was taken into account.
    pub(super) fn has_heard(&self, alias: &Alias) -> bool {
        self.heard.contains(&alias.whenever())
    }

    /// Whether somebody now has an id that an alias named before anybody had it.
    pub(super) fn is_waiting_for(&self, told: &[Told]) -> bool {
        !self.heard.is_empty()
            && told.iter().any(|told| {
                let is_there = self.resolver.position(&told.record.record_id).is_some()
                    || self.place_of.contains_key(&told.record.record_id);
                !is_there && told.handles().iter().any(|handle| self.is_awaited(handle, told.is_seen()))
            })
    }

    /// Whether a row is the first to have a handle that aliases name, or the first of its own that does.
    fn is_awaited(&self, handle: &Identifier, is_seen: bool) -> bool {
        let is_there = |at: usize| is_seen || self.is_own.get(at).copied().unwrap_or(false);
        self.heard.iter().any(|alias| alias.names(handle))
            && !self.keys.records_with(&handle.key()).any(is_there)
    }

    /// Takes in what is not there yet.
    pub(super) fn add(&mut self, told: Vec<Told>, ledger: &[String]) -> New {
        let mut new = New::default();
        self.of_record.add_keys(ledger);
        for told in told {
            let id = &told.record.record_id;
            if let Some(at) = self.resolver.position(id) {
                new.records.extend(self.carried_anew(at, &told).then_some(at));
            } else if let Some(at) = self.place_of.get(id).copied() {
                let known = self.browsers.get_mut(at);
                new.browsers.extend(known.is_some_and(|known| known.carry(&told)).then_some(at));
            } else if told.is_of_record() {
                new.records.push(self.upsert(told));
                new.n_new += 1;
            } else {
                let at = self.browsers.len();
                self.place_of.insert(id.clone(), at);
                self.browsers.push(told);
                self.visitor_of.push(None);
                new.browsers.push(at);
                new.n_new += 1;
            }
        }
        if !self.browsers.is_empty() && (!new.is_empty() || !ledger.is_empty()) {
            let browsers: Vec<&Told> = self.browsers.iter().collect();
            self.visitors = Visitors::of(&browsers, &self.of_record, &self.shared, &self.aliases);
            self.find_browsers();
        }
        new
    }

    /// Whether events carry a combination that is known in a way that is not.
    fn carried_anew(&mut self, at: usize, told: &Told) -> bool {
        let Some(known) = self.seen.get_mut(&at) else { return false };
        if !known.carry(told) {
            return false;
        }
        let known = known.clone();
        self.keys.add(at, &keys_of(&known, &self.shared));
        for (combination, instead) in detours(&known, &self.shared) {
            let combinations = self.detours.entry(instead).or_default();
            if !combinations.contains(&combination) {
                combinations.push(combination);
            }
        }
        true
    }

    fn upsert(&mut self, told: Told) -> usize {
        let own = prepared(&told, &self.aliases, &self.shared);
        let at = self.resolver.upsert_record(own.as_deref().unwrap_or(&told.record)).record;
        self.keys.add(at, &keys_of(&told, &self.shared));
        self.of_record.add(&told, &self.shared);
        self.person_of.push(None);
        self.is_own.push(!told.is_seen());
        self.keep(at, told, true);
        at
    }

    /// Notes by which keys the rows of browsers are found.
    fn find_browsers(&mut self) {
        self.browser_keys.clear();
        for (at, (told, root)) in self.browsers.iter().zip(&self.visitors.roots).enumerate() {
            for key in self.visitors.keys(told, root, &self.of_record, &self.shared) {
                self.browser_keys.entry(hash(&key)).or_default().push(at);
            }
        }
    }

    /// By row of a browser on whom it hangs.
    fn places(&self) -> Vec<Place> {
        if self.browsers.is_empty() {
            return Vec::new();
        }
        let own = self.is_own.iter().enumerate().filter(|(_, is_own)| **is_own);
        let real: HashSet<usize> = own.filter_map(|(at, _)| self.resolver.person_of(at)).collect();
        let mut owners: HashMap<String, Option<usize>> = HashMap::new();
        let corpus = self.resolver.corpus();
        let owner = |key: &str| {
            let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
            for person in self.keys.records_with(key).filter_map(|at| self.resolver.person_of(at)) {
                *votes.entry(person).or_default() += 1;
            }
            let order = |a: &(usize, usize), b: &(usize, usize)| {
                let (first, second) = (corpus.record_id(a.0), corpus.record_id(b.0));
                real.contains(&a.0).cmp(&real.contains(&b.0)).then(a.1.cmp(&b.1)).then(second.cmp(first))
            };
            votes.into_iter().max_by(order).map(|(person, _)| person)
        };
        let place = |(told, root): (&Told, &Option<Identifier>)| {
            let Some(root) = root else { return Place::Visitor(told.record.record_id.clone()) };
            let key = root.key();
            match *owners.entry(key.clone()).or_insert_with(|| owner(&key)) {
                Some(person) => Place::Person(person),
                None => Place::Visitor(key),
            }
        };
        self.browsers.iter().zip(&self.visitors.roots).map(place).collect()
    }

    /// The people of record whose rows are to be written anew, by the position that names them.
    ///
    /// Those of the rows given and of all that hangs together with them, and those who gain or lose a row of a browser.
    fn affected(&self, records: &[usize], places: &[Place]) -> BTreeMap<usize, Vec<usize>> {
        let mut seeds: BTreeSet<usize> = records.iter().copied().collect();
        let mut lost: HashSet<&PersonId> = HashSet::new();
        for (place, before) in places.iter().zip(&self.visitor_of) {
            let now = match place {
                Place::Person(at) => self.person_of.get(*at).and_then(Option::as_ref),
                Place::Visitor(_) => None,
            };
            match place {
                Place::Person(at) if now.is_none() || now != before.as_ref() => {
                    seeds.insert(*at);
                }
                _ => {}
            }
            lost.extend(before.as_ref().filter(|before| Some(*before) != now));
        }
        if !lost.is_empty() {
            let held = self.person_of.iter().enumerate();
            seeds
                .extend(held.filter(|(_, p)| p.as_ref().is_some_and(|p| lost.contains(p))).map(|(at, _)| at));
        }
        let seeds: Vec<usize> = seeds.into_iter().collect();
        let mut people: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for record in self.resolver.settled(&seeds).records {
            people.entry(self.resolver.person_of(record).unwrap_or(record)).or_default().push(record);
        }
        people
    }

    /// The visitors that are to be written anew, by what names them.
    fn affected_visitors<'a>(&self, places: &'a [Place]) -> BTreeMap<&'a str, Vec<usize>> {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, place) in places.iter().enumerate() {
            if let Place::Visitor(name) = place {
                groups.entry(name.as_str()).or_default().push(at);
            }
        }
        let before = |at: &usize| self.visitor_of.get(*at).and_then(Option::as_ref);
        groups.retain(|_, rows| {
            let first = rows.first().and_then(before);
            let n_rows = first.and_then(|person| self.rows_of.get(person)).map(|rows| rows.n_all);
            n_rows != Some(rows.len()) || rows.iter().any(|at| before(at) != first)
        });
        groups
    }

    /// Gives the people of new rows and of all that hangs together with them their ids.
    ///
    /// Returns: the ids that are nobody's any more, and who they lead to.
    pub(super) fn assign(&mut self, new: &New) -> Vec<(PersonId, PersonId)> {
        let places = self.places();
        let people = self.affected(&new.records, &places);
        let visitors = self.affected_visitors(&places);
        let mut clusters: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        let mut cluster_of: HashMap<usize, usize> = HashMap::new();
        for (person, records) in people {
            cluster_of.insert(person, clusters.len());
            clusters.push((records, Vec::new()));
        }
        for (at, place) in places.iter().enumerate() {
            if let Place::Person(person) = place
                && let Some((_, browsers)) = cluster_of.get(person).and_then(|c| clusters.get_mut(*c))
            {
                browsers.push(at);
            }
        }
        clusters.extend(visitors.into_values().map(|rows| (Vec::new(), rows)));
        let (ids, merged) = self.ids_of(&clusters);
        self.move_to(&clusters, &ids);
        self.end(merged)
    }

    /// The ids of clusters of rows.
    fn ids_of(&self, clusters: &[(Vec<usize>, Vec<usize>)]) -> (Vec<PersonId>, Vec<(PersonId, PersonId)>) {
        let corpus = self.resolver.corpus();
        let browser = |at: &usize| self.browsers.get(*at).map_or("", |told| told.record.record_id.as_str());
        let mut previous: BTreeMap<String, PersonId> = BTreeMap::new();
        let mut members: Vec<Vec<&str>> = Vec::with_capacity(clusters.len());
        for (records, browsers) in clusters {
            let ids = records.iter().map(|at| corpus.record_id(*at));
            let mut ids: Vec<&str> = ids.chain(browsers.iter().map(browser)).collect();
            let before = records.iter().map(|at| self.person_of.get(*at));
            let before = before.chain(browsers.iter().map(|at| self.visitor_of.get(*at)));
            for (id, person) in ids.iter().zip(before) {
                previous.extend(person.cloned().flatten().map(|person| ((*id).to_owned(), person)));
            }
            ids.sort_unstable();
            members.push(ids);
        }
        let is_taken = |id: &PersonId| self.rows_of.contains_key(id) || self.redirected.contains(id);
        people::cluster_ids(&members, &previous, &is_taken)
    }

    fn move_to(&mut self, clusters: &[(Vec<usize>, Vec<usize>)], ids: &[PersonId]) {
        for ((records, browsers), id) in clusters.iter().zip(ids) {
            let rows_of = &mut self.rows_of;
            let mut put = |slot: Option<&mut Option<PersonId>>, is_own: bool| {
                let Some(slot) = slot else { return };
                if let Some(old) = slot.replace(id.clone())
                    && let Some(rows) = rows_of.get_mut(&old)
                {
                    rows.n_all = rows.n_all.saturating_sub(1);
                    rows.n_own = rows.n_own.saturating_sub(usize::from(is_own));
                }
                rows_of.entry(id.clone()).or_default().count(is_own);
            };
            for at in records {
                put(self.person_of.get_mut(*at), self.is_own.get(*at).copied().unwrap_or(false));
            }
            for at in browsers {
                put(self.visitor_of.get_mut(*at), false);
            }
            self.written.extend(records);
            self.written_browsers.extend(browsers);
        }
    }

    /// Ends the ids that nobody has any more.
    fn end(&mut self, mut merged: Vec<(PersonId, PersonId)>) -> Vec<(PersonId, PersonId)> {
        // Not somebody who has records elsewhere.
        merged.retain(|(old, _)| self.rows_of.get(old).is_some_and(|rows| rows.n_all == 0));
        for (old, _) in &merged {
            self.rows_of.remove(old);
            self.redirected.insert(old.clone());
            self.gone.insert(old.clone());
        }
        merged
    }

    /// Reads the records to be written that are not at hand.
    pub(super) async fn fetch(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<(), EngineError> {
        let is_missing = |at: &&usize| !self.records.contains_key(at) && !self.seen.contains_key(at);
        let missing: Vec<usize> = self.written.iter().filter(is_missing).copied().collect();
        let corpus = self.resolver.corpus();
        let ids: Vec<&str> = missing.iter().map(|at| corpus.record_id(*at)).collect();
        let found = persons::records_by_id(engine, workspace, &ids).await?;
        for told in found {
            if let Some(at) = self.resolver.position(&told.record.record_id) {
                self.records.insert(at, told);
            }
        }
        Ok(())
    }

    /// Reads what the people to be written had: their households, and the keys that lead to them.
    pub(super) async fn what_is_written(
        &self,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<With, EngineError> {
        let browsers = self.written_browsers.iter().filter_map(|at| self.visitor_of.get(*at)?.as_ref());
        let people: BTreeSet<&str> = self
            .written
            .iter()
            .filter_map(|at| self.person(*at))
            .chain(browsers)
            .map(PersonId::as_str)
            // Keys that lost their person once stay without one.
            .chain([write::NOBODY])
            .collect();
        let people: Vec<&str> = people.into_iter().collect();
        let wanted = persons::wanted(&people);
        let sql = format!(
            "select person_id, household_id from people join {wanted} on person_id = wanted.id
             where household_id is not null"
        );
        let mut household_of = HashMap::new();
        for batch in engine.query(workspace, &[], &sql).await? {
            let (person, household) = (text(&batch, "person_id")?, text(&batch, "household_id")?);
            for row in 0..batch.num_rows() {
                let household = text_at(&household, row);
                household_of
                    .extend(household.and_then(|id| Some((PersonId::new(person.value(row)).ok()?, id))));
            }
        }
        let sql = format!("select identifier from identifier_map join {wanted} on person_id = wanted.id");
        let mapped = persons::texts(engine, workspace, &sql, "identifier").await?;
        let traits = Traits::load(engine, workspace).await?;
        Ok(With { traits, household_of, mapped })
    }

    fn person(&self, at: usize) -> Option<&PersonId> {
        self.person_of.get(at)?.as_ref()
    }

    fn told(&self, at: usize) -> Option<&Told> {
        self.records.get(&at).or_else(|| self.seen.get(&at))
    }

    /// The rows to be written, and whose they are.
    fn all_written(&self) -> impl Iterator<Item = (&Told, &PersonId)> {
        let of_record = self.written.iter().filter_map(move |at| Some((self.told(*at)?, self.person(*at)?)));
        let browser = move |at: &usize| Some((self.browsers.get(*at)?, self.visitor_of.get(*at)?.as_ref()?));
        of_record.chain(self.written_browsers.iter().filter_map(browser))
    }

    /// What the lake's recent tables hold from now on.
    pub(super) fn tables(
        &self,
        workspace: &WorkspaceId,
        with: &With,
    ) -> Result<Vec<(Table, arrow::array::RecordBatch)>, EngineError> {
        let corpus = self.resolver.corpus();
        let records =
            self.all_written().map(|(told, person)| (told.record.record_id.clone(), person.to_string()));
        let people = write::by_person(self.all_written(), &with.household_of);
        let gone: Vec<&PersonId> = self.gone.iter().collect();
        let by = (&with.traits, &self.shared);
        let people = write::people_rows(Table::PeopleRecent, workspace, people, by, &gone)?;
        let positions: Vec<usize> = self.written.iter().copied().collect();
        let settled = self.resolver.settled(&positions);
        let comparer = Comparer::new(corpus, self.resolver.model());
        let reasons = write::reasons(
            (corpus, &self.joined),
            &comparer,
            &settled.links,
            &settled.vetoes,
            &settled.reviews,
        );
        let record_id = |at: usize| corpus.record_id(at);
        let person_id = |at: usize| self.person(at).map_or("", PersonId::as_str);
        let links = write::link_rows(Table::LinksRecent, workspace, &reasons, &record_id, &person_id)?;
        Ok(vec![
            (Table::IdentifierMapRecent, self.identifier_rows(workspace, &with.mapped)?),
            (
                Table::RecordMapRecent,
                write::record_rows(Table::RecordMapRecent, workspace, records.collect())?,
            ),
            (Table::PeopleRecent, people.batch),
            (Table::LinksRecent, links),
        ])
    }

    /// Who is found by the keys of the rows to be written, and by those that led to their people until now.
    fn identifier_rows(
        &self,
        workspace: &WorkspaceId,
        mapped: &[String],
    ) -> Result<arrow::array::RecordBatch, EngineError> {
        let mut holders = Holders::new();
        for told in self.written.iter().filter_map(|at| self.told(*at)) {
            keys_of(told, &self.shared).into_iter().for_each(|key| _ = holders.entry(key).or_default());
        }
        let browsers = || self.browsers.iter().zip(&self.visitors.roots).enumerate();
        for (_, (told, root)) in browsers().filter(|(at, _)| self.written_browsers.contains(at)) {
            let keys = self.visitors.keys(told, root, &self.of_record, &self.shared);
            keys.into_iter().for_each(|key| _ = holders.entry(key).or_default());
        }
        mapped.iter().for_each(|key| _ = holders.entry(key.clone()).or_default());
        for (key, holders) in &mut holders {
            let of_record = self.keys.records_with(key).filter_map(|at| self.person(at));
            let browsers = self.browser_keys.get(&hash(key)).into_iter().flatten();
            let browsers = browsers.filter_map(|at| self.visitor_of.get(*at)?.as_ref());
            for person in of_record.chain(browsers) {
                *holders.entry(person).or_default() += 1;
            }
        }
        let mut round: Vec<(String, String)> = Vec::new();
        for (_, (told, root)) in browsers().filter(|(_, (told, _))| !told.seen.is_empty()) {
            if root.as_ref().is_some_and(|root| holders.contains_key(&root.key())) {
                round.extend(self.visitors.detours(told, root, &self.of_record, &self.shared));
            }
        }
        for (instead, combinations) in self.detours.iter().filter(|(key, _)| holders.contains_key(*key)) {
            round.extend(combinations.iter().map(|combination| (combination.clone(), instead.clone())));
        }
        for (combination, _) in &round {
            holders.remove(combination);
        }
        let is_of_record = |person: &PersonId| self.rows_of.get(person).is_some_and(|rows| 0 < rows.n_own);
        let table = Table::IdentifierMapRecent;
        write::identifier_rows(table, workspace, &holders, &round, &self.shared, &is_of_record)
    }
}

impl Rows {
    fn count(&mut self, is_own: bool) {
        self.n_all += 1;
        self.n_own += usize::from(is_own);
    }
}
