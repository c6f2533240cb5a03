//! Replaces people, maps and links in the lake.

use super::everybody::{Everybody, Places};
use super::roster::Roster;
use super::shared::Shared;
use arrow::array::{RecordBatch, StringArray, StringBuilder};
use engine::batches::{Column, batch};
use engine::persons::Traits;
use engine::persons::{SEEN, Told};
use engine::{Engine, EngineError};
use lake::Table;
use people::{Comparer, Corpus, Link, Model, Resolution, Review, Veto, probability};
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use vocabulary::{PersonId, Timestamp, WorkspaceId};

const TRAITS: [&str; 11] = [
    "given_name",
    "family_name",
    "email",
    "phone",
    "customer_id",
    "birth_date",
    "street",
    "city",
    "state",
    "postcode",
    "country",
];

/// True for a device that nobody has signed in on: a visitor, not yet a person. Its events are kept and
/// join the person it turns out to be.
fn is_visitor(told: &[&Told], shared: &Shared) -> bool {
    !told.iter().any(|told| shared.leaves_named(told))
}

/// How many there are.
pub struct PeopleCounts {
    /// People.
    pub n_people: usize,
    /// Households of more than one person.
    pub n_households: usize,
    /// Devices that nobody has signed in on.
    pub n_visitors: usize,
}

/// The rows of people, and what they count.
pub struct PeopleRows {
    /// One row a person, and one for each who is nobody any more.
    pub batch: RecordBatch,
    /// People.
    pub n_people: usize,
    /// Households of more than one person.
    pub n_households: usize,
    /// Devices that nobody has signed in on.
    pub n_visitors: usize,
}

/// The values of the people table, column by column.
#[derive(Default)]
struct PeopleColumns {
    ids: StringBuilder,
    household: StringBuilder,
    n_records: Vec<Option<i64>>,
    first: Vec<Option<Timestamp>>,
    last: Vec<Option<Timestamp>>,
    traits: [StringBuilder; TRAITS.len()],
}

impl PeopleColumns {
    fn push(&mut self, person: &PersonId, household: Option<&str>, records: &[&Told], traits: &Traits) {
        self.ids.append_value(person.as_str());
        self.household.append_option(household);
        // What is only seen in events says nothing of its own: it is not shown as a record.
        let n_records = records.iter().filter(|told| !told.is_seen()).count();
        self.n_records.push(i64::try_from(n_records).ok());
        self.first.push(records.iter().filter_map(|told| told.record.observed_at).min());
        self.last.push(records.iter().filter_map(|told| told.record.observed_at).max());
        let mut at = 0;
        traits.values_of(records, |name, value| {
            // Both lists are in the order of the table; a trait that nobody says is passed over.
            while TRAITS.get(at).is_some_and(|column| *column != name) {
                self.traits.get_mut(at).into_iter().for_each(StringBuilder::append_null);
                at += 1;
            }
            self.traits.get_mut(at).into_iter().for_each(|column| column.append_value(value));
            at += 1;
        });
        self.traits.iter_mut().skip(at).for_each(StringBuilder::append_null);
    }

    fn push_gone(&mut self, person: &PersonId) {
        self.ids.append_value(person.as_str());
        self.household.append_null();
        self.n_records.push(None);
        self.first.push(None);
        self.last.push(None);
        self.traits.iter_mut().for_each(StringBuilder::append_null);
    }

    fn batch(
        mut self,
        table: Table,
        workspace: &WorkspaceId,
        n_gone: usize,
    ) -> Result<RecordBatch, EngineError> {
        let n_rows = self.n_records.len();
        let built = |builder: &mut StringBuilder| Column::Built(Arc::new(builder.finish()));
        let is_gone = (0..n_rows).map(|row| (n_rows - n_gone <= row).then_some(1)).collect();
        let mut columns = vec![
            ("workspace", Column::Same(workspace.to_string(), n_rows)),
            ("person_id", built(&mut self.ids)),
            ("household_id", built(&mut self.household)),
            ("n_records", Column::MaybeWhole(self.n_records)),
            ("first_seen", Column::MaybeMoment(self.first)),
            ("last_seen", Column::MaybeMoment(self.last)),
            ("is_gone", Column::MaybeWhole(is_gone)),
        ];
        columns.extend(TRAITS.into_iter().zip(self.traits.iter_mut().map(built)));
        batch(table, columns)
    }
}

/// One row a person, for `table`.
///
/// Shapes: `people` with their household and all their records, each person once; `gone` those who are nobody any
/// more, for [`Table::PeopleRecent`] only.
pub fn people_rows<'a, R: Borrow<Told>>(
    table: Table,
    workspace: &WorkspaceId,
    people: impl IntoIterator<Item = (&'a PersonId, Option<&'a str>, Vec<R>)>,
    (traits, shared): (&Traits, &Shared),
    gone: &[&PersonId],
) -> Result<PeopleRows, EngineError> {
    let mut columns = PeopleColumns::default();
    let (mut n_people, mut n_visitors, mut households) = (0, 0, HashSet::new());
    for (person, household, records) in people {
        let records: Vec<&Told> = records.iter().map(<R as Borrow<Told>>::borrow).collect();
        if is_visitor(&records, shared) {
            n_visitors += 1;
            continue;
        }
        n_people += 1;
        households.extend(household);
        columns.push(person, household, &records, traits);
    }
    gone.iter().for_each(|person| columns.push_gone(person));
    let batch = columns.batch(table, workspace, gone.len())?;
    Ok(PeopleRows { batch, n_people, n_households: households.len(), n_visitors })
}

/// Writes one row a person.
pub async fn people(
    engine: &Engine,
    workspace: &WorkspaceId,
    everybody: &Everybody,
    roster: &Roster<'_>,
    traits: &Traits,
) -> Result<PeopleCounts, EngineError> {
    let people = roster.with_records(&everybody.records);
    let by = (traits, &everybody.shared);
    let rows = people_rows(Table::People, workspace, people, by, &[])?;
    let counts = PeopleCounts {
        n_people: rows.n_people,
        n_households: rows.n_households,
        n_visitors: rows.n_visitors,
    };
    engine.lake().replace(workspace.as_str(), Table::People, vec![rows.batch]).await?;
    Ok(counts)
}

/// Puts what was told together by people, each with their household.
pub fn by_person<'a>(
    told: impl Iterator<Item = (&'a Told, &'a PersonId)>,
    household_of: &'a HashMap<PersonId, String>,
) -> impl Iterator<Item = (&'a PersonId, Option<&'a str>, Vec<&'a Told>)> {
    let mut people: BTreeMap<&PersonId, Vec<&Told>> = BTreeMap::new();
    told.for_each(|(told, person)| people.entry(person).or_default().push(told));
    people.into_iter().map(|(person, told)| (person, household_of.get(person).map(String::as_str), told))
}

/// Which person each record belongs to, as rows of `table`.
pub fn record_rows(
    table: Table,
    workspace: &WorkspaceId,
    records: Vec<(String, String)>,
) -> Result<RecordBatch, EngineError> {
    let (record_ids, people): (Vec<String>, Vec<String>) = records.into_iter().unzip();
    let columns = vec![
        ("workspace", Column::Text(vec![workspace.to_string(); record_ids.len()])),
        ("record_id", Column::Text(record_ids)),
        ("person_id", Column::Text(people)),
    ];
    batch(table, columns)
}

/// Whose an identifier is that leads to nobody any more.
pub const NOBODY: &str = "";

/// By identifier and person: on how many of the person's records it stands.
pub type Holders<'a> = BTreeMap<String, BTreeMap<&'a PersonId, usize>>;

/// Which people each identifier belongs to, as rows of `table`.
///
/// An identifier that two people share (a family's mailbox) stands once per person, for consent: an
/// opt-out through it counts for both. Exactly one of them is its owner, to whom its events belong: somebody a
/// source of record has before somebody who was only seen in events, then who has it on most records, then the
/// smaller id. A handle that is nobody's has no owner.
///
/// Shapes: `detours` combinations of ids whose events carry a key that is nobody's, and the key they go by instead:
/// each stands in the map as a key of its own.
pub fn identifier_rows(
    table: Table,
    workspace: &WorkspaceId,
    holders: &Holders<'_>,
    detours: &[(String, String)],
    shared: &Shared,
    is_of_record: &dyn Fn(&PersonId) -> bool,
) -> Result<RecordBatch, EngineError> {
    let (mut identifiers, mut people, mut is_owner) = (Vec::new(), Vec::new(), Vec::new());
    let owner_of = |identifier: &str| {
        let holders = holders.get(identifier).filter(|_| !shared.holds_key(identifier))?;
        let order = |a: &(&&PersonId, &usize), b: &(&&PersonId, &usize)| {
            is_of_record(a.0).cmp(&is_of_record(b.0)).then(a.1.cmp(b.1)).then(b.0.cmp(a.0))
        };
        holders.iter().max_by(|a, b| order(a, b)).map(|(person, _)| *person)
    };
    for (identifier, holders) in holders {
        let owner = owner_of(identifier);
        if holders.is_empty() {
            identifiers.push(identifier.clone());
            people.push(NOBODY.to_owned());
            is_owner.push(0);
        }
        for person in holders.keys() {
            identifiers.push(identifier.clone());
            people.push(person.to_string());
            is_owner.push(i64::from(Some(*person) == owner));
        }
    }
    for (combination, instead) in detours {
        let Some(owner) = owner_of(instead) else { continue };
        identifiers.push(combination.clone());
        people.push(owner.to_string());
        is_owner.push(1);
    }
    let columns = vec![
        ("workspace", Column::Text(vec![workspace.to_string(); identifiers.len()])),
        ("identifier", Column::Text(identifiers)),
        ("person_id", Column::Text(people)),
        ("is_owner", Column::Whole(is_owner)),
    ];
    batch(table, columns)
}

/// Writes which person each record and each identifier belongs to.
pub async fn maps(
    engine: &Engine,
    workspace: &WorkspaceId,
    everybody: &Everybody,
    roster: &Roster<'_>,
) -> Result<(), EngineError> {
    let records = &everybody.records;
    let ids = (0..records.len()).map(|at| records.id(at));
    let columns = vec![
        ("workspace", Column::Same(workspace.to_string(), records.len())),
        ("record_id", Column::Built(Arc::new(StringArray::from_iter_values(ids)))),
        (
            "person_id",
            Column::Built(Arc::new(StringArray::from_iter_values(
                roster.of_record.iter().map(|number| roster.person(*number)),
            ))),
        ),
    ];
    let map = batch(Table::RecordMap, columns)?;
    engine.lake().replace(workspace.as_str(), Table::RecordMap, vec![map]).await?;

    let mut holders = people::Holders::default();
    let mut detours: HashMap<String, Vec<String>> = HashMap::new();
    let mut is_of_record = vec![false; roster.len()];
    let mut room = Told::empty();
    for (at, number) in roster.of_record.iter().enumerate() {
        everybody.keys(at, &mut room).iter().for_each(|key| holders.push(key, *number));
        for (combination, instead) in everybody.detours(at) {
            detours.entry(instead).or_default().push(combination);
        }
        if at < records.n_of_record() && records.is_own(at) {
            is_of_record.get_mut(*number as usize).into_iter().for_each(|slot| *slot = true);
        }
    }
    let mut rows = MapRows::of(workspace, roster);
    let goes_first = |number: u32| is_of_record.get(number as usize).copied().unwrap_or(false);
    holders.for_each(&goes_first, |key, number, owns| {
        let owns = owns && !everybody.shared.holds_key(key);
        rows.push(key, number, owns);
        for combination in detours.get(key).into_iter().flatten().filter(|_| owns) {
            rows.push(combination, number, true);
        }
    });
    engine.lake().replace(workspace.as_str(), Table::IdentifierMap, rows.batches()?).await?;
    Ok(())
}

/// Rows of a batch of the map: a builder that doubles until it has millions holds twice of what it needs.
const N_MAP_ROWS: usize = 1 << 16;

/// The map of identifiers, batch by batch.
struct MapRows<'a> {
    workspace: &'a WorkspaceId,
    roster: &'a Roster<'a>,
    identifiers: StringBuilder,
    owners: StringBuilder,
    is_owner: Vec<i64>,
    batches: Vec<Result<RecordBatch, EngineError>>,
}

impl<'a> MapRows<'a> {
    fn of(workspace: &'a WorkspaceId, roster: &'a Roster<'a>) -> Self {
        let (identifiers, owners) = (StringBuilder::new(), StringBuilder::new());
        Self { workspace, roster, identifiers, owners, is_owner: Vec::new(), batches: Vec::new() }
    }

    fn push(&mut self, key: &str, number: u32, owns: bool) {
        self.identifiers.append_value(key);
        self.owners.append_value(self.roster.person(number));
        self.is_owner.push(i64::from(owns));
        if N_MAP_ROWS <= self.is_owner.len() {
            self.end_batch();
        }
    }

    fn end_batch(&mut self) {
        let columns = vec![
            ("workspace", Column::Same(self.workspace.to_string(), self.is_owner.len())),
            ("identifier", Column::Built(Arc::new(self.identifiers.finish()))),
            ("person_id", Column::Built(Arc::new(self.owners.finish()))),
            ("is_owner", Column::Whole(std::mem::take(&mut self.is_owner))),
        ];
        self.batches.push(batch(Table::IdentifierMap, columns));
    }

    fn batches(mut self) -> Result<Vec<RecordBatch>, EngineError> {
        self.end_batch();
        self.batches.into_iter().collect()
    }
}

/// Why two records are together, apart, or waiting for a member. Positions count in the records given.
pub struct Reason {
    left: usize,
    right: usize,
    rule: &'static str,
    words: String,
    probability: Option<f64>,
    /// The pair's comparisons as JSON; None where a record is only seen in events.
    table: Option<String>,
}

/// Puts the reasons of a resolution into words, without values.
///
/// The table of comparisons goes with them: made again later from two records alone it would not know what the
/// others told, the names in mailboxes for one.
///
/// Shapes: `joined` the pairs that aliases joined, each in order.
pub fn reasons(
    (corpus, joined): (&Corpus, &BTreeSet<(String, String)>),
    comparer: &Comparer<'_>,
    links: &[Link],
    vetoes: &[Veto],
    reviews: &[Review],
) -> Vec<Reason> {
    let reason = |left: usize, right: usize, rule: &'static str, probability: Option<f64>, why: Why| {
        let is_said = |record: usize| !corpus.record_id(record).contains(SEEN);
        let (told, table) = if is_said(left) && is_said(right) {
            let (told, table) = comparer.words_and_json(left, right);
            (told, Some(table))
        } else {
            (comparer.words(left, right), None)
        };
        let words = match why {
            Why::Evidence => told,
            Why::Decided => "a member decided it".to_owned(),
            Why::Alias => "an alias says that both are one".to_owned(),
            Why::Veto(reason) => format!("{reason} in spite of {told}"),
        };
        Reason { left, right, rule, words, probability, table }
    };
    let is_alias = |link: &Link| {
        let (one, other) = (corpus.record_id(link.left).to_owned(), corpus.record_id(link.right).to_owned());
        let pair = if one < other { (one, other) } else { (other, one) };
        joined.contains(&pair)
    };
    let links = links.iter().map(|link| {
        let why = match link.joint_bits {
            Some(_) => Why::Evidence,
            None if is_alias(link) => Why::Alias,
            None => Why::Decided,
        };
        reason(link.left, link.right, link.rule, link.joint_bits.map(probability), why)
    });
    let vetoes = vetoes.iter().map(|veto| {
        let odds = Some(probability(veto.bits));
        reason(veto.left, veto.right, "veto", odds, Why::Veto(veto.reason))
    });
    let reviews = reviews.iter().map(|review| {
        reason(review.left, review.right, "review", Some(probability(review.bits)), Why::Evidence)
    });
    links.chain(vetoes).chain(reviews).collect()
}

/// What a reason is made of.
enum Why {
    Evidence,
    Decided,
    Alias,
    Veto(&'static str),
}

/// Why records were joined, which were kept apart, and which wait for a member, as rows of `table`.
///
/// Shapes: `record` and `person` give the id of a record and of its person by position.
pub fn link_rows<'a>(
    table: Table,
    workspace: &WorkspaceId,
    reasons: &[Reason],
    record: &dyn Fn(usize) -> &'a str,
    person: &dyn Fn(usize) -> &'a str,
) -> Result<RecordBatch, EngineError> {
    let texts = |text: &dyn Fn(&Reason) -> &'a str| {
        Column::Built(Arc::new(StringArray::from_iter_values(reasons.iter().map(text))))
    };
    let score = |reason: &Reason| reason.probability.map(|score| format!("{score:.6}"));
    let words = StringArray::from_iter_values(reasons.iter().map(|reason| reason.words.as_str()));
    let tables: StringArray = reasons.iter().map(|reason| reason.table.as_deref()).collect();
    let columns = vec![
        ("workspace", Column::Same(workspace.to_string(), reasons.len())),
        ("left_record", texts(&|reason| record(reason.left))),
        ("right_record", texts(&|reason| record(reason.right))),
        ("left_person", texts(&|reason| person(reason.left))),
        ("right_person", texts(&|reason| person(reason.right))),
        ("rule", texts(&|reason| reason.rule)),
        ("reason", Column::Built(Arc::new(words))),
        ("score", Column::MaybeText(reasons.iter().map(score).collect())),
        ("comparisons", Column::Built(Arc::new(tables))),
    ];
    batch(table, columns)
}

/// Pairs whose reasons are put into words at a time: as text, all of a million records' are half a gigabyte.
const N_PAIRS: usize = 50_000;

/// Writes why records were joined, which were kept apart, and which wait for a member, batch by batch.
pub async fn links(
    engine: &Engine,
    workspace: &WorkspaceId,
    compared: (&Corpus, &BTreeSet<(String, String)>),
    model: &Model,
    resolution: &Resolution,
    places: &Places,
) -> Result<(), EngineError> {
    let comparer = Comparer::new(compared.0, model);
    let id = |index: usize| compared.0.record_id(index);
    let person = |index: usize| places.person(index).map_or("", PersonId::as_str);
    let rows = |(links, vetoes, reviews): (&[Link], &[Veto], &[Review])| {
        let reasons = reasons(compared, &comparer, links, vetoes, reviews);
        link_rows(Table::Links, workspace, &reasons, &id, &person)
    };
    let Resolution { links, vetoes, reviews, .. } = resolution;
    let mut parts: Vec<(&[Link], &[Veto], &[Review])> = Vec::new();
    parts.extend(links.chunks(N_PAIRS).map(|links| (links, &[][..], &[][..])));
    parts.extend(vetoes.chunks(N_PAIRS).map(|vetoes| (&[][..], vetoes, &[][..])));
    parts.extend(reviews.chunks(N_PAIRS).map(|reviews| (&[][..], &[][..], reviews)));
    if parts.is_empty() {
        engine.lake().replace(workspace.as_str(), Table::Links, Vec::new()).await?;
        return Ok(());
    }
    let columns = rows((&[], &[], &[]))?;
    let make = |at: usize| parts.get(at).map(|part| rows(*part));
    engine.lake().replace_by(workspace.as_str(), Table::Links, &[columns], &make).await?;
    Ok(())
}

/// Forgets what became of people since the last run.
pub async fn clear_recent(engine: &Engine, workspace: &WorkspaceId) -> Result<(), EngineError> {
    for table in Table::ALL.into_iter().filter_map(Table::recent) {
        engine.lake().replace(workspace.as_str(), table, Vec::new()).await?;
    }
    Ok(())
}

/// Adds the ids that vanished in this run to those that redirect for ever, and ends the redirects of those who
/// are back because a merge was undone.
pub async fn redirects(engine: &Engine, workspace: &WorkspaceId, places: &Places) -> Result<(), EngineError> {
    let redirected: HashSet<PersonId> =
        engine.store().redirects(workspace).await?.into_iter().map(|(old, _)| old).collect();
    let mut back: Vec<PersonId> = Vec::new();
    if !redirected.is_empty() {
        back = places.ids.iter().filter(|person| redirected.contains(*person)).cloned().collect();
        back.sort_unstable();
        back.dedup();
    }
    if !back.is_empty() {
        engine.store().end_redirects(workspace, &back).await?;
    }
    if !places.merged.is_empty() {
        engine.store().add_redirects(workspace, &places.merged).await?;
    }
    Ok(())
}
