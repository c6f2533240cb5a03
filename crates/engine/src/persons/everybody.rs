//! Everybody in memory: what pages ask while a member waits, filled from the lake and renewed when it has changed.

use super::renewed::{Fresh, Renewed};
use super::views;
use crate::columns::{int, text, text_at, time, time_at};
use crate::{Engine, EngineError};
use arrow::array::{Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use audience::{Condition, ConsentTest, Definition, TRAITS, TraitKind};
use directory::{Bits, Cell, Directory, Events, Given};
use lake::{Lake, State, Table};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use vocabulary::{Timestamp, WorkspaceId, literal};

/// What the list of people is made of.
const OF_PEOPLE: [Table; 2] = [Table::People, Table::PeopleRecent];
/// What says what people did.
const OF_EVENTS: [Table; 4] =
    [Table::Events, Table::EventChanges, Table::IdentifierMap, Table::IdentifierMapRecent];
/// What says whose records sources have.
const OF_SOURCES: [Table; 4] =
    [Table::Records, Table::RecordChanges, Table::RecordMap, Table::RecordMapRecent];
/// What says who agreed to what.
const OF_CONSENTS: [Table; 7] = [
    Table::Consents,
    Table::People,
    Table::PeopleRecent,
    Table::IdentifierMap,
    Table::IdentifierMapRecent,
    Table::Records,
    Table::RecordChanges,
];

/// How long a slow answer about consents is given again while the ledger grows. A release asks anew, always.
const CONSENTS_REST: Duration = Duration::from_secs(60);
/// And while nothing is written: a yes of the future begins to count without it.
const CONSENTS_REST_AT_MOST: Duration = Duration::from_secs(600);
/// Faster than this it is asked anew each time something changed.
const CONSENTS_PATIENCE: Duration = Duration::from_millis(400);

/// The directories of all workspaces.
#[derive(Default)]
pub(crate) struct Directories(Mutex<HashMap<WorkspaceId, Arc<OfWorkspace>>>);

#[derive(Default)]
struct OfWorkspace {
    people: Arc<Renewed<State, Everybody>>,
    names: Arc<Renewed<State, Vec<EventName>>>,
    unsure: Arc<Renewed<State, Vec<(String, String)>>>,
}

/// The name of an event in the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventName {
    /// As `Order Completed`.
    pub name: String,
    /// How many there are.
    pub n: i64,
    /// How many of them have money.
    pub n_with_money: i64,
    /// How many of them name products.
    pub n_with_items: i64,
    /// When it happened last.
    pub last: Option<Timestamp>,
}

/// Everybody of one workspace, in one state of the lake.
pub struct Everybody {
    /// Their traits, row by row.
    pub directory: Directory,
    /// By name what they did, as far as somebody asked.
    events: Mutex<HashMap<String, Arc<Renewed<State, Events>>>>,
    consents: Mutex<Vec<(ConsentTest, Agreed)>>,
    sources: Arc<Renewed<State, BTreeMap<String, Bits>>>,
}

/// Who agreed, when that was found, and how long it took.
#[derive(Clone)]
struct Agreed {
    /// Of the lake's tables, and how often the ledger and people were written.
    state: (State, i64, i64),
    who: Arc<Bits>,
    since: Instant,
    took: Duration,
}

impl Engine {
    fn directory_of(&self, workspace: &WorkspaceId) -> Arc<OfWorkspace> {
        let mut all = self.directories.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(workspace.clone()).or_default())
    }
}

/// Everybody, as the lake has them now; or as it had them a little before, while many are read anew.
pub async fn everybody(engine: &Engine, workspace: &WorkspaceId) -> Result<Fresh<Everybody>, EngineError> {
    let state = engine.lake.state_of(&OF_PEOPLE).await?;
    let (lake, of) = (engine.lake.clone(), workspace.clone());
    let make = move |old: Option<Arc<Everybody>>| async move {
        let new = Everybody {
            directory: read_directory(&lake, &of).await?,
            events: Mutex::default(),
            consents: Mutex::default(),
            sources: Arc::default(),
        };
        let Some(old) = old else { return Ok(new) };
        // Who was waited for once is there again at once.
        let new = Arc::new(new);
        let names: Vec<String> =
            old.events.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect();
        for name in names {
            new.events_of(&lake, &of, &name).await?;
        }
        Arc::try_unwrap(new).map_err(|_| EngineError::Query { what: "everybody is held twice".to_owned() })
    };
    engine.directory_of(workspace).people.get(state, make).await
}

/// Every name of an event, the most frequent first.
pub async fn event_names(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<Arc<Vec<EventName>>, EngineError> {
    let state = engine.lake.state_of(&[Table::Events, Table::EventChanges]).await?;
    let (lake, of) = (engine.lake.clone(), workspace.clone());
    let make = move |_| async move { read_names(&lake, &of).await };
    Ok(engine.directory_of(workspace).names.get(state, make).await?.value)
}

async fn read_names(lake: &Lake, workspace: &WorkspaceId) -> Result<Vec<EventName>, EngineError> {
    let sql =
        "select name, count(*) as n, count(revenue_minor) as n_with_money, count(items) as n_with_items,
            max(occurred_at) as last
         from events where name is not null group by name order by n desc, name";
    let mut names = Vec::new();
    for batch in lake.query(workspace.as_str(), &[], sql).await? {
        let (name, n, last) = (text(&batch, "name")?, int(&batch, "n")?, time(&batch, "last")?);
        let (money, items) = (int(&batch, "n_with_money")?, int(&batch, "n_with_items")?);
        names.extend((0..batch.num_rows()).map(|row| EventName {
            name: name.value(row).to_owned(),
            n: n.value(row),
            n_with_money: money.value(row),
            n_with_items: items.value(row),
            last: time_at(&last, row),
        }));
    }
    Ok(names)
}

/// Pairs of records that are neither surely one person nor surely two, the least sure first.
pub async fn unsure_pairs(
    engine: &Engine,
    workspace: &WorkspaceId,
) -> Result<Arc<Vec<(String, String)>>, EngineError> {
    let state = engine.lake.state_of(&[Table::Links, Table::LinksRecent]).await?;
    let (lake, of) = (engine.lake.clone(), workspace.clone());
    let make = move |_| async move {
        let sql = "select left_record, right_record, score from links where rule = 'review'
            and not contains(left_record, ':seen-') and not contains(right_record, ':seen-')";
        let mut found = Vec::new();
        for batch in lake.query(of.as_str(), &[], sql).await? {
            let (left, right, score) =
                (text(&batch, "left_record")?, text(&batch, "right_record")?, text(&batch, "score")?);
            found.extend((0..batch.num_rows()).map(|row| {
                let score: f64 = text_at(&score, row).and_then(|score| score.parse().ok()).unwrap_or(0.5);
                ((score - 0.5).abs(), left.value(row).to_owned(), right.value(row).to_owned())
            }));
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (&a.1, &a.2).cmp(&(&b.1, &b.2))));
        Ok(found.into_iter().map(|(_, left, right)| (left, right)).collect())
    };
    Ok(engine.directory_of(workspace).unsure.get(state, make).await?.value)
}

/// One column of a batch, by its kind.
enum Values {
    Text(StringArray),
    Number(Int64Array),
    Time(TimestampMicrosecondArray),
}

impl Values {
    fn at(&self, row: usize) -> Cell<'_> {
        match self {
            Values::Text(array) if array.is_valid(row) => Cell::Text(array.value(row)),
            Values::Number(array) if array.is_valid(row) => Cell::Number(array.value(row)),
            Values::Time(array) if array.is_valid(row) => {
                Cell::Time(Timestamp::from_micros(array.value(row)))
            }
            _ => Cell::None,
        }
    }
}

async fn read_directory(lake: &Lake, workspace: &WorkspaceId) -> Result<Directory, EngineError> {
    let columns = TRAITS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ");
    let sql = format!("select person_id, household_id, {columns} from people");
    let batches = lake.query(workspace.as_str(), &[], &sql).await?;
    // A million people take a processor for a second or two.
    beside(move || {
        let mut directory = Directory::default();
        batches.iter().try_for_each(|batch| put(&mut directory, batch))?;
        directory.warm();
        Ok(directory)
    })
    .await
}

fn put(directory: &mut Directory, batch: &RecordBatch) -> Result<(), EngineError> {
    let (ids, homes) = (text(batch, "person_id")?, text(batch, "household_id")?);
    let mut columns = Vec::with_capacity(TRAITS.len());
    for (name, kind, _) in TRAITS {
        columns.push(match kind {
            TraitKind::Text | TraitKind::Day => Values::Text(text(batch, name)?),
            TraitKind::Number => Values::Number(int(batch, name)?),
            TraitKind::Time => Values::Time(time(batch, name)?),
        });
    }
    let mut cells = Vec::with_capacity(columns.len());
    for row in 0..batch.num_rows() {
        cells.clear();
        cells.extend(columns.iter().map(|column| column.at(row)));
        directory.push(ids.value(row), homes.is_valid(row).then(|| homes.value(row)), &cells);
    }
    Ok(())
}

async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
) -> Result<T, EngineError> {
    let stopped = |error: tokio::task::JoinError| EngineError::Query { what: error.to_string() };
    tokio::task::spawn_blocking(work).await.map_err(stopped)?
}

impl Everybody {
    /// Everything that a condition asks of besides traits, ready to be counted.
    pub async fn given(
        self: &Arc<Self>,
        engine: &Engine,
        workspace: &WorkspaceId,
        who: &Condition,
        now: Timestamp,
    ) -> Result<Given, EngineError> {
        let mut given = Given::default();
        let (mut names, mut tests) = (Vec::new(), Vec::new());
        asked(who, &mut names, &mut tests);
        for name in names {
            if let Entry::Vacant(free) = given.events.entry(name) {
                let events = self.events_of(&engine.lake, workspace, free.key()).await?;
                free.insert(events);
            }
        }
        for test in tests {
            if given.consents.iter().all(|(known, _)| *known != test) {
                let agreed = self.agreed(engine, workspace, &test, now).await?;
                given.consents.push((test, agreed));
            }
        }
        Ok(given)
    }

    /// What was done under a name, by whom.
    pub async fn events(
        self: &Arc<Self>,
        engine: &Engine,
        workspace: &WorkspaceId,
        name: &str,
    ) -> Result<Arc<Events>, EngineError> {
        self.events_of(&engine.lake, workspace, name).await
    }

    async fn events_of(
        self: &Arc<Self>,
        lake: &Lake,
        workspace: &WorkspaceId,
        name: &str,
    ) -> Result<Arc<Events>, EngineError> {
        let state = lake.state_of(&OF_EVENTS).await?;
        let kept = {
            let mut all = self.events.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(name.to_owned()).or_default())
        };
        let (this, lake) = (Arc::clone(self), lake.clone());
        let (workspace, of) = (workspace.clone(), name.to_owned());
        let make = move |_| async move { this.read_events(&lake, &workspace, &of).await };
        let found = kept.get(state, make).await?.value;
        if found.n_events() == 0 {
            // Whoever types a name that is none must not fill the memory with it.
            self.events.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        }
        Ok(found)
    }

    async fn read_events(
        self: Arc<Self>,
        lake: &Lake,
        workspace: &WorkspaceId,
        name: &str,
    ) -> Result<Events, EngineError> {
        let sql = format!(
            "select person_id, occurred_at, revenue_minor, currency, items from person_events where name = {}",
            literal(name)
        );
        let batches = lake.query(workspace.as_str(), &[views::PERSON_EVENTS], &sql).await?;
        beside(move || {
            let mut events = Events::default();
            for batch in &batches {
                let (person, at) = (text(batch, "person_id")?, time(batch, "occurred_at")?);
                let (revenue, currency) = (int(batch, "revenue_minor")?, text(batch, "currency")?);
                let items = text(batch, "items")?;
                for row in 0..batch.num_rows() {
                    let Some(who) = self.directory.row_of(person.value(row)) else { continue };
                    events.push(
                        who,
                        Timestamp::from_micros(at.value(row)),
                        revenue.is_valid(row).then(|| revenue.value(row)),
                        text_at(&currency, row).and_then(|code| code.parse().ok()),
                        items.is_valid(row).then(|| items.value(row)),
                    );
                }
            }
            Ok(events)
        })
        .await
    }

    /// Who agreed to a purpose by a way, as an audience that asks for nothing else would have it.
    pub async fn agreed(
        &self,
        engine: &Engine,
        workspace: &WorkspaceId,
        test: &ConsentTest,
        now: Timestamp,
    ) -> Result<Arc<Bits>, EngineError> {
        let n_ledger = engine.store.ledger_count(workspace).await?;
        let n_people = engine.store.people_count(workspace).await?;
        let state = (engine.lake.state_of(&OF_CONSENTS).await?, n_ledger, n_people);
        let known = {
            let all = self.consents.lock().unwrap_or_else(PoisonError::into_inner);
            all.iter().find(|(of, _)| of == test).map(|(_, agreed)| agreed.clone())
        };
        if let Some(agreed) = known.filter(|agreed| agreed.stands(&state)) {
            return Ok(agreed.who);
        }
        let started = Instant::now();
        let who = Condition::Consent(test.clone());
        let alone = Definition { name: "agreed".to_owned(), description: String::new(), who };
        let members = super::members(engine, workspace, &alone, now).await?;
        let who = Arc::new(self.directory.bits_of(members.iter().map(|id| id.as_str())));
        let agreed = Agreed { state, who: Arc::clone(&who), since: Instant::now(), took: started.elapsed() };
        let mut all = self.consents.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(of, _)| of != test);
        all.push((test.clone(), agreed));
        Ok(who)
    }

    /// Who has a record of each source.
    pub async fn sources(
        self: &Arc<Self>,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<Arc<BTreeMap<String, Bits>>, EngineError> {
        let state = engine.lake.state_of(&OF_SOURCES).await?;
        let (this, lake, of) = (Arc::clone(self), engine.lake.clone(), workspace.clone());
        let make = move |_| async move {
            let sql = "select distinct m.person_id, r.source from records r
                 join record_map m on m.record_id = r.record_id";
            let mut sources: BTreeMap<String, Bits> = BTreeMap::new();
            for batch in lake.query(of.as_str(), &[], sql).await? {
                let (person, source) = (text(&batch, "person_id")?, text(&batch, "source")?);
                for row in 0..batch.num_rows() {
                    let Some(who) = this.directory.row_of(person.value(row)) else { continue };
                    if !sources.contains_key(source.value(row)) {
                        let none = Bits::none(this.directory.n_people());
                        sources.insert(source.value(row).to_owned(), none);
                    }
                    if let Some(bits) = sources.get_mut(source.value(row)) {
                        bits.set(who);
                    }
                }
            }
            Ok(sources)
        };
        Ok(self.sources.get(state, make).await?.value)
    }
}

impl Agreed {
    fn stands(&self, state: &(State, i64, i64)) -> bool {
        let age = self.since.elapsed();
        match self.state == *state {
            true => age < CONSENTS_REST_AT_MOST,
            false => CONSENTS_PATIENCE < self.took && age < CONSENTS_REST,
        }
    }
}

/// The events and consents that a condition asks for.
fn asked(condition: &Condition, names: &mut Vec<String>, tests: &mut Vec<ConsentTest>) {
    match condition {
        Condition::All(list) | Condition::Any(list) => list.iter().for_each(|part| asked(part, names, tests)),
        Condition::Not(inner) => asked(inner, names, tests),
        Condition::Behaviour(behaviour) => names.push(behaviour.event.clone()),
        Condition::Consent(test) => tests.push(test.clone()),
        Condition::Trait(_) => {}
    }
}
