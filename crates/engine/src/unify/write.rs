//! Replaces people, maps and links in the lake.

use super::SOURCE_RANK;
use super::identities::{SEEN, Seen, is_seen};
use crate::batches::{Column, batch};
use crate::{Engine, EngineError};
use lake::Table;
use people::{Comparer, Corpus, Identities, Record, Resolution, Trait, probability};
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

fn by_person<'a>(
    records: &'a [Record],
    identities: &'a Identities,
) -> BTreeMap<&'a PersonId, Vec<&'a Record>> {
    let mut people: BTreeMap<&PersonId, Vec<&Record>> = BTreeMap::new();
    for (record, person) in records.iter().zip(&identities.of_record) {
        people.entry(person).or_default().push(record);
    }
    people
}

/// True for a device that nobody has signed in on: a visitor, not yet a person. Its events are kept and
/// join the person it turns out to be.
fn is_visitor(records: &[&Record]) -> bool {
    let names_somebody = |record: &&Record| {
        let known =
            [&record.customer_id, &record.email, &record.phone, &record.given_name, &record.family_name];
        known.iter().any(|value| value.is_some())
    };
    !records.iter().any(names_somebody)
}

/// How many rows were written.
pub struct Written {
    /// People.
    pub n_people: usize,
    /// Households of more than one person.
    pub n_households: usize,
    /// Devices that nobody has signed in on.
    pub n_visitors: usize,
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

/// Writes one row a person.
pub async fn people(
    engine: &Engine,
    workspace: &WorkspaceId,
    records: &[Record],
    resolution: &Resolution,
    identities: &Identities,
) -> Result<Written, EngineError> {
    let mut people = by_person(records, identities);
    let n_all = people.len();
    people.retain(|_, records| !is_visitor(records));
    let n_people = people.len();
    let household_of = households(resolution, identities);
    let mut household: Vec<Option<String>> = Vec::with_capacity(n_people);
    let mut values: Vec<Vec<Option<String>>> = TRAITS.map(|_| Vec::with_capacity(n_people)).into();
    let (mut ids, mut counts) = (Vec::with_capacity(n_people), Vec::with_capacity(n_people));
    let (mut first, mut last): (Vec<Option<Timestamp>>, Vec<Option<Timestamp>>) = (Vec::new(), Vec::new());
    for (person, records) in &people {
        ids.push(person.to_string());
        household.push(household_of.get(*person).cloned());
        // What is only seen in events says nothing of its own: it is not shown as a record.
        let n_records = records.iter().filter(|record| !is_seen(record)).count();
        counts.push(i64::try_from(n_records).unwrap_or(i64::MAX));
        first.push(records.iter().filter_map(|record| record.observed_at).min());
        last.push(records.iter().filter_map(|record| record.observed_at).max());
        let traits: HashMap<String, Trait> =
            people::survive(records, &SOURCE_RANK).into_iter().map(|t| (t.name.clone(), t)).collect();
        for (name, column) in TRAITS.iter().zip(&mut values) {
            column.push(traits.get(*name).map(|t| t.value.clone()));
        }
    }
    let mut columns = vec![
        ("workspace", Column::Text(vec![workspace.to_string(); n_people])),
        ("person_id", Column::Text(ids)),
        ("household_id", Column::MaybeText(household.clone())),
        ("n_records", Column::Whole(counts)),
        ("first_seen", Column::MaybeMoment(first)),
        ("last_seen", Column::MaybeMoment(last)),
    ];
    columns.extend(TRAITS.into_iter().zip(values).map(|(name, column)| (name, Column::MaybeText(column))));
    engine.lake.replace(workspace.as_str(), Table::People, vec![batch(Table::People, columns)?]).await?;
    let n_households = household.iter().flatten().collect::<BTreeSet<_>>().len();
    Ok(Written { n_people, n_households, n_visitors: n_all - n_people })
}

/// Writes which person each record and each identifier belongs to.
///
/// An identifier that two people share (a family's mailbox) stands once per person, for consent: an
/// opt-out through it counts for both. Exactly one of them is its owner, to whom its events belong:
/// who has it on most records, then the smaller id.
pub async fn maps(
    engine: &Engine,
    workspace: &WorkspaceId,
    records: &[Record],
    seen: &[Seen],
    identities: &Identities,
) -> Result<(), EngineError> {
    let name = |n: usize| Column::Text(vec![workspace.to_string(); n]);
    let persons = || identities.of_record.iter().map(PersonId::to_string).collect::<Vec<_>>();
    let record_ids: Vec<String> = records.iter().map(|record| record.record_id.clone()).collect();
    let columns = vec![
        ("workspace", name(record_ids.len())),
        ("record_id", Column::Text(record_ids)),
        ("person_id", Column::Text(persons())),
    ];
    engine
        .lake
        .replace(workspace.as_str(), Table::RecordMap, vec![batch(Table::RecordMap, columns)?])
        .await?;

    // (identifier, person) -> on how many records.
    let mut holders: BTreeMap<String, BTreeMap<&PersonId, usize>> = BTreeMap::new();
    let n_own = records.len() - seen.len();
    for (index, (record, person)) in records.iter().zip(&identities.of_record).enumerate() {
        let mut keys: Vec<String> =
            people::identifiers(&people::normalise(record)).iter().map(vocabulary::Identifier::key).collect();
        // The addresses as sources write their keys, where normalising says less (a role address) or
        // something else (dots in a mailbox).
        keys.extend(record.email.as_deref().map(|email| format!("email:{}", email.trim().to_lowercase())));
        if let Some(seen) = index.checked_sub(n_own).and_then(|index| seen.get(index)) {
            keys.push(seen.event_key.clone());
        }
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *holders.entry(key).or_default().entry(person).or_default() += 1;
        }
    }
    let (mut identifiers, mut people, mut is_owner) = (Vec::new(), Vec::new(), Vec::new());
    for (identifier, holders) in &holders {
        let owner = holders.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(person, _)| *person);
        for person in holders.keys() {
            identifiers.push(identifier.clone());
            people.push(person.to_string());
            is_owner.push(i64::from(Some(*person) == owner));
        }
    }
    let columns = vec![
        ("workspace", name(identifiers.len())),
        ("identifier", Column::Text(identifiers)),
        ("person_id", Column::Text(people)),
        ("is_owner", Column::Whole(is_owner)),
    ];
    let map = batch(Table::IdentifierMap, columns)?;
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

/// Puts a resolution's reasons into words, without values.
///
/// The table of comparisons goes with them: made again later from two records alone it would not know what the
/// others told, the names in mailboxes for one.
pub fn reasons(corpus: &Corpus, resolution: &Resolution, comparer: &Comparer<'_>) -> Vec<Reason> {
    let table = |left: usize, right: usize| {
        let is_said = |record: usize| !corpus.record_id(record).contains(SEEN);
        (is_said(left) && is_said(right))
            .then(|| serde_json::to_string(&comparer.compare(left, right)).ok())
            .flatten()
    };
    let links = resolution.links.iter().map(|link| Reason {
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
    let vetoes = resolution.vetoes.iter().map(|veto| Reason {
        left: veto.left,
        right: veto.right,
        rule: "veto",
        words: format!("{} in spite of {}", veto.reason, comparer.words(veto.left, veto.right)),
        probability: Some(probability(veto.bits)),
        table: table(veto.left, veto.right),
    });
    let reviews = resolution.reviews.iter().map(|review| Reason {
        left: review.left,
        right: review.right,
        rule: "review",
        words: comparer.words(review.left, review.right),
        probability: Some(probability(review.bits)),
        table: table(review.left, review.right),
    });
    links.chain(vetoes).chain(reviews).collect()
}

/// Writes why records were joined, which were kept apart, and which wait for a member.
pub async fn links(
    engine: &Engine,
    workspace: &WorkspaceId,
    records: &[Record],
    reasons: &[Reason],
    identities: &Identities,
) -> Result<(), EngineError> {
    let id = |index: usize| records.get(index).map(|record| record.record_id.clone()).unwrap_or_default();
    let person = |index: usize| identities.of_record.get(index).map(PersonId::to_string).unwrap_or_default();
    let score = |reason: &Reason| reason.probability.map(|score| format!("{score:.6}"));
    let columns = vec![
        ("workspace", Column::Text(vec![workspace.to_string(); reasons.len()])),
        ("left_record", Column::Text(reasons.iter().map(|reason| id(reason.left)).collect())),
        ("right_record", Column::Text(reasons.iter().map(|reason| id(reason.right)).collect())),
        ("left_person", Column::Text(reasons.iter().map(|reason| person(reason.left)).collect())),
        ("right_person", Column::Text(reasons.iter().map(|reason| person(reason.right)).collect())),
        ("rule", Column::Text(reasons.iter().map(|reason| reason.rule.to_owned()).collect())),
        ("reason", Column::Text(reasons.iter().map(|reason| reason.words.clone()).collect())),
        ("score", Column::MaybeText(reasons.iter().map(score).collect())),
        ("comparisons", Column::MaybeText(reasons.iter().map(|reason| reason.table.clone()).collect())),
    ];
    engine.lake.replace(workspace.as_str(), Table::Links, vec![batch(Table::Links, columns)?]).await?;
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
    let redirected = engine.store.redirected_people(workspace).await?;
    let back: Vec<PersonId> = redirected.into_iter().filter(|person| alive.contains(person)).collect();
    if !back.is_empty() {
        engine.store.end_redirects(workspace, &back).await?;
    }
    if !identities.merged.is_empty() {
        engine.store.add_redirects(workspace, &identities.merged).await?;
    }
    Ok(())
}
