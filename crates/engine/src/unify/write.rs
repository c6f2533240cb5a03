//! Replaces people, maps and links in the lake.

use super::everybody::Everybody;
use super::said::{SEEN, Told};
use super::shared::Shared;
use super::traits::Traits;
use crate::batches::{Column, batch};
use crate::{Engine, EngineError};
use arrow::array::RecordBatch;
use lake::Table;
use people::{Comparer, Corpus, Identities, Link, Resolution, Review, Trait, Veto, probability};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vocabulary::{Digest, PersonId, Timestamp, WorkspaceId};

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
    !told.iter().any(|told| told.names_somebody(shared))
}

/// By person who shares a home with somebody: the household's id, made of its smallest person id, so that it
/// stays while that person stays.
fn households(resolution: &Resolution, identities: &Identities) -> HashMap<PersonId, String> {
    let mut members: BTreeMap<u32, BTreeSet<&PersonId>> = BTreeMap::new();
    for (cluster, person) in resolution.cluster_of.iter().zip(&identities.of_record) {
        if let Some(household) = resolution.household_of.get(*cluster as usize) {
            members.entry(*household).or_default().insert(person);
        }
    }
    let mut of_person = HashMap::new();
    for people in members.into_values().filter(|people| 1 < people.len()) {
        let first = people.first().map_or("", |person| person.as_str());
        let id = format!("h_{}", Digest::of(["household", first]).short());
        of_person.extend(people.into_iter().map(|person| (person.clone(), id.clone())));
    }
    of_person
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

/// One row a person, for `table`.
///
/// Shapes: `people` with all their records; `gone` those who are nobody any more, for [`Table::PeopleRecent`] only.
pub fn people_rows(
    table: Table,
    workspace: &WorkspaceId,
    mut people: BTreeMap<&PersonId, Vec<&Told>>,
    household_of: &HashMap<PersonId, String>,
    (traits, shared): (&Traits, &Shared),
    gone: &[&PersonId],
) -> Result<PeopleRows, EngineError> {
    let n_all = people.len();
    people.retain(|_, records| !is_visitor(records, shared));
    let n_people = people.len();
    let mut household: Vec<Option<String>> = Vec::with_capacity(n_people);
    let mut values: Vec<Vec<Option<String>>> = TRAITS.map(|_| Vec::with_capacity(n_people)).into();
    let mut ids = Vec::with_capacity(n_people);
    let mut counts: Vec<Option<i64>> = Vec::with_capacity(n_people);
    let (mut first, mut last): (Vec<Option<Timestamp>>, Vec<Option<Timestamp>>) = (Vec::new(), Vec::new());
    for (person, records) in &people {
        ids.push(person.to_string());
        household.push(household_of.get(*person).cloned());
        // What is only seen in events says nothing of its own: it is not shown as a record.
        let n_records = records.iter().filter(|told| !told.is_seen()).count();
        counts.push(i64::try_from(n_records).ok());
        first.push(records.iter().filter_map(|told| told.record.observed_at).min());
        last.push(records.iter().filter_map(|told| told.record.observed_at).max());
        let traits: HashMap<String, Trait> =
            traits.of(records).into_iter().map(|t| (t.name.clone(), t)).collect();
        for (name, column) in TRAITS.iter().zip(&mut values) {
            column.push(traits.get(*name).map(|t| t.value.clone()));
        }
    }
    let n_households = household.iter().flatten().collect::<BTreeSet<_>>().len();
    let n_rows = n_people + gone.len();
    ids.extend(gone.iter().map(|person| person.to_string()));
    household.resize(n_rows, None);
    counts.resize(n_rows, None);
    first.resize(n_rows, None);
    last.resize(n_rows, None);
    values.iter_mut().for_each(|column| column.resize(n_rows, None));
    let is_gone = (0..n_rows).map(|row| (n_people <= row).then_some(1)).collect();
    let mut columns = vec![
        ("workspace", Column::Text(vec![workspace.to_string(); n_rows])),
        ("person_id", Column::Text(ids)),
        ("household_id", Column::MaybeText(household)),
        ("n_records", Column::MaybeWhole(counts)),
        ("first_seen", Column::MaybeMoment(first)),
        ("last_seen", Column::MaybeMoment(last)),
        ("is_gone", Column::MaybeWhole(is_gone)),
    ];
    columns.extend(TRAITS.into_iter().zip(values).map(|(name, column)| (name, Column::MaybeText(column))));
    Ok(PeopleRows { batch: batch(table, columns)?, n_people, n_households, n_visitors: n_all - n_people })
}

/// Writes one row a person.
pub async fn people(
    engine: &Engine,
    workspace: &WorkspaceId,
    everybody: &Everybody,
    resolution: &Resolution,
    identities: &Identities,
    traits: &Traits,
) -> Result<PeopleRows, EngineError> {
    let household_of = households(resolution, identities);
    let people = by_person(everybody.told.iter().zip(&identities.of_record));
    let by = (traits, &everybody.shared);
    let rows = people_rows(Table::People, workspace, people, &household_of, by, &[])?;
    engine.lake.replace(workspace.as_str(), Table::People, vec![rows.batch.clone()]).await?;
    Ok(rows)
}

/// Puts what was told together by people.
pub fn by_person<'a>(
    told: impl Iterator<Item = (&'a Told, &'a PersonId)>,
) -> BTreeMap<&'a PersonId, Vec<&'a Told>> {
    let mut people: BTreeMap<&PersonId, Vec<&Told>> = BTreeMap::new();
    told.for_each(|(told, person)| people.entry(person).or_default().push(told));
    people
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
    identities: &Identities,
) -> Result<(), EngineError> {
    let of_told = everybody.told.iter().zip(&identities.of_record);
    let pairs = of_told.clone().map(|(told, person)| (told.record.record_id.clone(), person.to_string()));
    let map = record_rows(Table::RecordMap, workspace, pairs.collect())?;
    engine.lake.replace(workspace.as_str(), Table::RecordMap, vec![map]).await?;

    let (mut holders, mut detours, mut of_record) = (Holders::new(), Vec::new(), BTreeSet::new());
    for (at, (told, person)) in of_told.enumerate() {
        for key in everybody.keys(at) {
            *holders.entry(key).or_default().entry(person).or_default() += 1;
        }
        detours.extend(everybody.detours(at));
        if at < everybody.n_of_record && !told.is_seen() {
            of_record.insert(person);
        }
    }
    let is_of_record = |person: &PersonId| of_record.contains(person);
    let map = identifier_rows(
        Table::IdentifierMap,
        workspace,
        &holders,
        &detours,
        &everybody.shared,
        &is_of_record,
    )?;
    engine.lake.replace(workspace.as_str(), Table::IdentifierMap, vec![map]).await?;
    Ok(())
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
pub fn reasons(
    corpus: &Corpus,
    comparer: &Comparer<'_>,
    links: &[Link],
    vetoes: &[Veto],
    reviews: &[Review],
) -> Vec<Reason> {
    let table = |left: usize, right: usize| {
        let is_said = |record: usize| !corpus.record_id(record).contains(SEEN);
        (is_said(left) && is_said(right))
            .then(|| serde_json::to_string(&comparer.compare(left, right)).ok())
            .flatten()
    };
    let links = links.iter().map(|link| Reason {
        left: link.left,
        right: link.right,
        rule: link.rule,
        words: match link.joint_bits {
            Some(_) => comparer.words(link.left, link.right),
            None => "a member decided it".to_owned(),
        },
        probability: link.joint_bits.map(probability),
        table: table(link.left, link.right),
    });
    let vetoes = vetoes.iter().map(|veto| Reason {
        left: veto.left,
        right: veto.right,
        rule: "veto",
        words: format!("{} in spite of {}", veto.reason, comparer.words(veto.left, veto.right)),
        probability: Some(probability(veto.bits)),
        table: table(veto.left, veto.right),
    });
    let reviews = reviews.iter().map(|review| Reason {
        left: review.left,
        right: review.right,
        rule: "review",
        words: comparer.words(review.left, review.right),
        probability: Some(probability(review.bits)),
        table: table(review.left, review.right),
    });
    links.chain(vetoes).chain(reviews).collect()
}

/// Why records were joined, which were kept apart, and which wait for a member, as rows of `table`.
///
/// Shapes: `record` and `person` give the id of a record and of its person by position.
pub fn link_rows(
    table: Table,
    workspace: &WorkspaceId,
    reasons: &[Reason],
    record: &dyn Fn(usize) -> String,
    person: &dyn Fn(usize) -> String,
) -> Result<RecordBatch, EngineError> {
    let score = |reason: &Reason| reason.probability.map(|score| format!("{score:.6}"));
    let columns = vec![
        ("workspace", Column::Text(vec![workspace.to_string(); reasons.len()])),
        ("left_record", Column::Text(reasons.iter().map(|reason| record(reason.left)).collect())),
        ("right_record", Column::Text(reasons.iter().map(|reason| record(reason.right)).collect())),
        ("left_person", Column::Text(reasons.iter().map(|reason| person(reason.left)).collect())),
        ("right_person", Column::Text(reasons.iter().map(|reason| person(reason.right)).collect())),
        ("rule", Column::Text(reasons.iter().map(|reason| reason.rule.to_owned()).collect())),
        ("reason", Column::Text(reasons.iter().map(|reason| reason.words.clone()).collect())),
        ("score", Column::MaybeText(reasons.iter().map(score).collect())),
        ("comparisons", Column::MaybeText(reasons.iter().map(|reason| reason.table.clone()).collect())),
    ];
    batch(table, columns)
}

/// Writes why records were joined, which were kept apart, and which wait for a member.
pub async fn links(
    engine: &Engine,
    workspace: &WorkspaceId,
    told: &[Told],
    reasons: &[Reason],
    identities: &Identities,
) -> Result<(), EngineError> {
    let id = |index: usize| told.get(index).map(|told| told.record.record_id.clone()).unwrap_or_default();
    let person = |index: usize| identities.of_record.get(index).map(PersonId::to_string).unwrap_or_default();
    let rows = link_rows(Table::Links, workspace, reasons, &id, &person)?;
    engine.lake.replace(workspace.as_str(), Table::Links, vec![rows]).await?;
    Ok(())
}

/// Forgets what became of people since the last run.
pub async fn clear_recent(engine: &Engine, workspace: &WorkspaceId) -> Result<(), EngineError> {
    for table in Table::ALL.into_iter().filter_map(Table::recent) {
        engine.lake.replace(workspace.as_str(), table, Vec::new()).await?;
    }
    Ok(())
}

/// Adds the ids that vanished in this run to those that redirect for ever, and ends the redirects of those who
/// are back because a merge was undone.
pub async fn redirects(
    engine: &Engine,
    workspace: &WorkspaceId,
    identities: &Identities,
) -> Result<(), EngineError> {
    let alive: BTreeSet<&PersonId> = identities.of_record.iter().collect();
    let redirected = engine.store.redirects(workspace).await?.into_iter().map(|(old, _)| old);
    let back: Vec<PersonId> = redirected.filter(|person| alive.contains(person)).collect();
    if !back.is_empty() {
        engine.store.end_redirects(workspace, &back).await?;
    }
    if !identities.merged.is_empty() {
        engine.store.add_redirects(workspace, &identities.merged).await?;
    }
    Ok(())
}
