//! New records and identities meet their people as they come, without a run over everybody.
//!
//! What a run wrote stays as it is; what became of people since stands in the `…_recent` tables of the lake, which
//! queries see on top. The next run takes it in.

use super::identities::{self, Seen};
use super::traits::Traits;
use super::write::{self, Holders};
use super::{RUN, WRITING, blocking, model, n_runs, read, rulings};
use crate::columns::{text, text_at};
use crate::{Engine, EngineError};
use lake::{Cursor, Held, Table};
use people::{Comparer, Corpus, Decisions, Model, Record, Resolver, Thresholds};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use tokio::sync::Mutex;
use vocabulary::{PersonId, WorkspaceId};

/// What only one process at a time does to a workspace: let the new ones meet their people.
const MEETING: &str = "meeting";

/// By workspace what this process knows of its people.
#[derive(Default)]
pub struct Meetings(Mutex<HashMap<WorkspaceId, Meeting>>);

struct Meeting {
    /// For which run of the step it holds.
    run: u64,
    /// Nobody else does this meanwhile.
    _held: Held,
    records: Cursor,
    events: Cursor,
    /// None until somebody new has come: a workspace where nobody does costs no memory.
    known: Option<Known>,
}

/// What came of the new ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Met {
    /// Records and identities that had no person yet.
    pub n_new: usize,
    /// Ids of people that now lead to another: a new record showed that two were one.
    pub n_merged: usize,
}

/// Resolves what came since the last run, or since this was last called: each new record is compared with those
/// it may belong to, and its people are written anew.
///
/// The answer is that of a run with the model of the last one, households aside: they wait for the next run.
/// Before the first run there is nobody to meet, and nothing is done.
pub async fn meet(engine: &Engine, workspace: &WorkspaceId) -> Result<Met, EngineError> {
    let Some(run) = n_runs(engine, workspace).await? else { return Ok(Met::default()) };
    let mut meetings = engine.meetings.0.lock().await;
    // One of an earlier run is over: what it held is free again.
    let mut meeting = match meetings.remove(workspace).filter(|meeting| meeting.run == run) {
        Some(meeting) => meeting,
        None => match engine.lake.try_hold(workspace.as_str(), MEETING).await? {
            Some(held) => Meeting::new(run, held),
            None => return Ok(Met::default()),
        },
    };
    // A meeting that failed half way is not kept: the next one reads everything anew.
    let met = meeting.take_in(engine, workspace).await?;
    meetings.insert(workspace.clone(), meeting);
    Ok(met)
}

impl Meeting {
    fn new(run: u64, held: Held) -> Self {
        Self { run, _held: held, records: Cursor::default(), events: Cursor::default(), known: None }
    }

    async fn take_in(&mut self, engine: &Engine, workspace: &WorkspaceId) -> Result<Met, EngineError> {
        let (known, new) = match self.known.take() {
            Some(mut known) => {
                let records = read::new_records(engine, workspace, &mut self.records).await?;
                let seen = identities::of_new_events(engine, workspace, &mut self.events).await?;
                blocking(move || {
                    let new = known.add(records, seen);
                    (known, new)
                })
                .await?
            }
            None if self.is_nobody_new(engine, workspace).await? => return Ok(Met::default()),
            None => {
                (self.records, self.events) = Default::default();
                self.get_to_know(engine, workspace).await?
            }
        };
        if new.is_empty() {
            self.known = Some(known);
            return Ok(Met::default());
        }
        let n_new = new.len();
        let (known, merged) = blocking(move || {
            let mut known = known;
            let merged = known.assign(&new);
            (known, merged)
        })
        .await?;
        self.known = Some(known.write(engine, workspace, self.run, &merged).await?);
        let met = Met { n_new, n_merged: merged.len() };
        tracing::info!(%workspace, n_new, n_merged = met.n_merged, "new records met their people");
        Ok(met)
    }

    /// Whether all that came since is on the maps already.
    async fn is_nobody_new(&mut self, engine: &Engine, workspace: &WorkspaceId) -> Result<bool, EngineError> {
        let sql = "select r.record_id from records r left anti join record_map m
            on r.record_id = m.record_id limit 1";
        let lake = &engine.lake;
        let new = lake.query_new(workspace.as_str(), Table::Records, &mut self.records, sql).await?;
        if new.iter().any(|batch| 0 < batch.num_rows()) {
            return Ok(false);
        }
        let seen = identities::of_new_events(engine, workspace, &mut self.events).await?;
        if seen.is_empty() {
            return Ok(true);
        }
        let sql =
            format!("select record_id from record_map where contains(record_id, '{}')", identities::SEEN);
        let mapped: HashSet<String> =
            read::texts(engine, workspace, &sql, "record_id").await?.into_iter().collect();
        Ok(seen.iter().all(|seen| mapped.contains(&seen.record.record_id)))
    }

    /// Reads everybody, and which of them are on no map yet.
    async fn get_to_know(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<(Known, Vec<usize>), EngineError> {
        let records = read::new_records(engine, workspace, &mut self.records).await?;
        let seen = identities::of_new_events(engine, workspace, &mut self.events).await?;
        let people = read::record_map(engine, workspace).await?;
        let model = model(engine, workspace).await?;
        // Those of the last run, whatever was said or taken back since: that waits for the next one.
        let done = rulings::of_last_run(engine, workspace).await?;
        let all = engine.store.rulings(workspace).await?;
        let of_run = all.iter().filter(|ruling| done.contains(&ruling.ruling_id));
        let (_, decisions) = rulings::for_model(of_run);
        let recent = read::recent(engine, workspace).await?;
        let redirected = engine.store.redirects(workspace).await?.into_iter().map(|(old, _)| old).collect();
        blocking(move || {
            let (mut known, new) = Known::new(records, seen, &people, model, &decisions, redirected);
            known.take_over(recent);
            (known, new)
        })
        .await
    }
}

/// The people of a workspace, ready for more. Records are named by their positions in the resolver.
struct Known {
    resolver: Resolver,
    /// Of those that are only seen in events.
    seen: HashMap<usize, Seen>,
    person_of: Vec<Option<PersonId>>,
    n_records_of: HashMap<PersonId, usize>,
    /// Ids that lead to somebody else: nobody new gets one.
    redirected: HashSet<PersonId>,
    keys: Keys,
    /// The records whose people the lake's recent tables tell of, as far as they were needed.
    written: BTreeSet<usize>,
    records: HashMap<usize, Record>,
    /// People of the last run who are nobody any more.
    gone: BTreeSet<PersonId>,
}

impl Known {
    fn new(
        mut records: Vec<Record>,
        seen: Vec<Seen>,
        people: &BTreeMap<String, PersonId>,
        model: Model,
        decisions: &Decisions,
        redirected: HashSet<PersonId>,
    ) -> (Self, Vec<usize>) {
        let n_own = records.len();
        records.extend(seen.iter().map(|seen| seen.record.clone()));
        let corpus = Corpus::of_records(&records);
        let event_key = |at: usize| Some(seen.get(at.checked_sub(n_own)?)?.event_key.as_str());
        let keys =
            Keys::of(records.iter().enumerate().map(|(at, record)| write::keys_of(record, event_key(at))));
        let person_of: Vec<Option<PersonId>> =
            records.iter().map(|record| people.get(&record.record_id).cloned()).collect();
        let mut n_records_of: HashMap<PersonId, usize> = HashMap::new();
        person_of.iter().flatten().for_each(|person| *n_records_of.entry(person.clone()).or_default() += 1);
        let is_new = |at: &usize| person_of.get(*at).is_some_and(Option::is_none);
        let new: Vec<usize> = (0..records.len()).filter(is_new).collect();
        let known = new.iter().filter_map(|at| Some((*at, records.get(*at)?.clone()))).collect();
        drop(records);
        let resolver = Resolver::new(corpus, model, decisions, Thresholds::default());
        let seen = (n_own..).zip(seen).collect();
        let (written, gone) = Default::default();
        (
            Self { resolver, seen, person_of, n_records_of, redirected, keys, written, records: known, gone },
            new,
        )
    }

    /// Goes on with what an earlier process wrote since the last run.
    fn take_over(&mut self, recent: read::Recent) {
        let corpus = self.resolver.corpus();
        self.written = recent.records.iter().filter_map(|record| corpus.position(record)).collect();
        self.gone = recent.gone.into_iter().collect();
    }

    /// Takes in what is not there yet.
    fn add(&mut self, records: Vec<Record>, seen: Vec<Seen>) -> Vec<usize> {
        let mut new = Vec::new();
        for record in records {
            if self.resolver.position(&record.record_id).is_none() {
                new.push(self.upsert(record, None));
            }
        }
        for seen in seen {
            if self.resolver.position(&seen.record.record_id).is_none() {
                new.push(self.upsert(seen.record.clone(), Some(seen)));
            }
        }
        new
    }

    fn upsert(&mut self, record: Record, seen: Option<Seen>) -> usize {
        let at = self.resolver.upsert_record(&record).record;
        self.keys.add(at, &write::keys_of(&record, seen.as_ref().map(|seen| seen.event_key.as_str())));
        self.person_of.push(None);
        self.records.insert(at, record);
        self.seen.extend(seen.map(|seen| (at, seen)));
        at
    }

    /// Gives the people of new records and of all that hangs together with them their ids.
    ///
    /// Returns: the ids that are nobody's any more, and who they lead to.
    fn assign(&mut self, new: &[usize]) -> Vec<(PersonId, PersonId)> {
        let records = self.resolver.settled(new).records;
        let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for record in &records {
            clusters.entry(self.resolver.person_of(*record).unwrap_or(*record)).or_default().push(*record);
        }
        let corpus = self.resolver.corpus();
        let before = |at: &usize| self.person_of.get(*at).cloned().flatten();
        let previous: BTreeMap<String, PersonId> =
            records.iter().filter_map(|at| Some((corpus.record_id(*at).to_owned(), before(at)?))).collect();
        // The records of a component come in the order of their ids.
        let members: Vec<Vec<&str>> = clusters
            .values()
            .map(|members| members.iter().map(|at| corpus.record_id(*at)).collect())
            .collect();
        let is_taken = |id: &PersonId| self.n_records_of.contains_key(id) || self.redirected.contains(id);
        let (ids, mut merged) = people::cluster_ids(&members, &previous, &is_taken);
        for (id, members) in ids.iter().zip(clusters.values()) {
            for at in members {
                let Some(slot) = self.person_of.get_mut(*at) else { continue };
                if let Some(old) = slot.replace(id.clone())
                    && let Some(n) = self.n_records_of.get_mut(&old)
                {
                    *n -= 1;
                }
                *self.n_records_of.entry(id.clone()).or_default() += 1;
            }
        }
        // Not somebody who has records elsewhere.
        merged.retain(|(old, _)| self.n_records_of.get(old) == Some(&0));
        for (old, _) in &merged {
            self.n_records_of.remove(old);
            self.redirected.insert(old.clone());
            self.gone.insert(old.clone());
        }
        self.written.extend(records);
        merged
    }

    /// Writes the people of all records that are not with whom the last run put them.
    async fn write(
        mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
        run: u64,
        merged: &[(PersonId, PersonId)],
    ) -> Result<Self, EngineError> {
        self.fetch(engine, workspace).await?;
        let traits = Traits::load(engine, workspace).await?;
        let household_of = self.households(engine, workspace).await?;
        let owned = workspace.clone();
        let (known, tables) = blocking(move || {
            let tables = self.tables(&owned, &household_of, &traits);
            (self, tables)
        })
        .await?;
        let tables = tables?;
        let _writing = engine.lake.hold(workspace.as_str(), WRITING).await?;
        if n_runs(engine, workspace).await? != Some(run) {
            let what = format!("people were unified meanwhile (setting `{RUN}`): it is tried again");
            return Err(EngineError::NotReady { what });
        }
        // Before the tables: a crash in between must not lose where an old id leads.
        if !merged.is_empty() {
            engine.store.add_redirects(workspace, merged).await?;
        }
        for (table, batch) in tables {
            engine.lake.replace(workspace.as_str(), table, vec![batch]).await?;
        }
        engine.store.people_written(workspace).await?;
        Ok(known)
    }

    /// Reads the records to be written that are not at hand.
    async fn fetch(&mut self, engine: &Engine, workspace: &WorkspaceId) -> Result<(), EngineError> {
        let is_missing = |at: &&usize| !self.records.contains_key(at) && !self.seen.contains_key(at);
        let missing: Vec<usize> = self.written.iter().filter(is_missing).copied().collect();
        let corpus = self.resolver.corpus();
        let ids: Vec<&str> = missing.iter().map(|at| corpus.record_id(*at)).collect();
        let found = read::records_by_id(engine, workspace, &ids).await?;
        for record in found {
            if let Some(at) = self.resolver.position(&record.record_id) {
                self.records.insert(at, record);
            }
        }
        Ok(())
    }

    /// By person to be written the household they had.
    async fn households(
        &self,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<HashMap<PersonId, String>, EngineError> {
        let people: BTreeSet<&str> =
            self.written.iter().filter_map(|at| Some(self.person(*at)?.as_str())).collect();
        let people: Vec<&str> = people.into_iter().collect();
        if people.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = format!(
            "select person_id, household_id from people join {} on person_id = wanted.id
             where household_id is not null",
            read::wanted(&people)
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
        Ok(household_of)
    }

    fn person(&self, at: usize) -> Option<&PersonId> {
        self.person_of.get(at)?.as_ref()
    }

    fn record(&self, at: usize) -> Option<&Record> {
        self.records.get(&at).or_else(|| self.seen.get(&at).map(|seen| &seen.record))
    }

    /// What the lake's recent tables hold from now on.
    fn tables(
        &self,
        workspace: &WorkspaceId,
        household_of: &HashMap<PersonId, String>,
        traits: &Traits,
    ) -> Result<Vec<(Table, arrow::array::RecordBatch)>, EngineError> {
        let corpus = self.resolver.corpus();
        let written =
            || self.written.iter().filter_map(|at| Some((*at, self.record(*at)?, self.person(*at)?)));
        let mut holders = Holders::new();
        for (at, record, _) in written() {
            for key in write::keys_of(record, self.seen.get(&at).map(|seen| seen.event_key.as_str())) {
                holders.entry(key).or_default();
            }
        }
        for (key, holders) in &mut holders {
            for person in self.keys.records_with(key).filter_map(|at| self.person(at)) {
                *holders.entry(person).or_default() += 1;
            }
        }
        let records = written().map(|(_, record, person)| (record.record_id.clone(), person.to_string()));
        let people = write::by_person(written().map(|(_, record, person)| (record, person)));
        let gone: Vec<&PersonId> = self.gone.iter().collect();
        let people = write::people_rows(Table::PeopleRecent, workspace, people, household_of, traits, &gone)?;
        let positions: Vec<usize> = self.written.iter().copied().collect();
        let settled = self.resolver.settled(&positions);
        let comparer = Comparer::new(corpus, self.resolver.model());
        let reasons = write::reasons(corpus, &comparer, &settled.links, &settled.vetoes, &settled.reviews);
        let record_id = |at: usize| corpus.record_id(at).to_owned();
        let person_id = |at: usize| self.person(at).map(PersonId::to_string).unwrap_or_default();
        let links = write::link_rows(Table::LinksRecent, workspace, &reasons, &record_id, &person_id)?;
        Ok(vec![
            (
                Table::IdentifierMapRecent,
                write::identifier_rows(Table::IdentifierMapRecent, workspace, &holders)?,
            ),
            (
                Table::RecordMapRecent,
                write::record_rows(Table::RecordMapRecent, workspace, records.collect())?,
            ),
            (Table::PeopleRecent, people.batch),
            (Table::LinksRecent, links),
        ])
    }
}

/// By hash of an identifier the records on which it stands: 16 bytes for each.
struct Keys {
    first: Vec<(u64, u32)>,
    later: HashMap<u64, Vec<u32>>,
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

impl Keys {
    fn of(keys: impl Iterator<Item = Vec<String>>) -> Self {
        let numbered = (0u32..).zip(keys);
        let mut first: Vec<(u64, u32)> =
            numbered.flat_map(|(at, keys)| keys.into_iter().map(move |key| (hash(&key), at))).collect();
        first.sort_unstable();
        Self { first, later: HashMap::default() }
    }

    fn add(&mut self, at: usize, keys: &[String]) {
        for key in keys {
            self.later.entry(hash(key)).or_default().push(at as u32);
        }
    }

    fn records_with(&self, key: &str) -> impl Iterator<Item = usize> + '_ {
        let hash = hash(key);
        let from = self.first.partition_point(|(other, _)| *other < hash);
        let first = self.first.get(from..).unwrap_or_default().iter();
        let first = first.take_while(move |(other, _)| *other == hash).map(|(_, at)| *at as usize);
        let later = self.later.get(&hash).map_or(&[][..], Vec::as_slice).iter();
        first.chain(later.map(|at| *at as usize))
    }
}
