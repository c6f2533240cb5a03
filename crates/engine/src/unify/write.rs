//! Replaces people, maps and links in the lake.

use super::SOURCE_RANK;
use super::identities::{Seen, is_seen};
use crate::batches::{Column, batch};
use crate::{Engine, EngineError};
use lake::Table;
use people::{Identities, Record, Resolution, Trait};
use std::collections::{BTreeMap, HashMap};
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

/// Writes one row a person; returns how many there are, and how many visitors beside them.
pub async fn people(
    engine: &Engine,
    workspace: &WorkspaceId,
    records: &[Record],
    identities: &Identities,
) -> Result<(usize, usize), EngineError> {
    let mut people = by_person(records, identities);
    let n_all = people.len();
    people.retain(|_, records| !is_visitor(records));
    let n_people = people.len();
    let mut values: Vec<Vec<Option<String>>> = TRAITS.map(|_| Vec::with_capacity(n_people)).into();
    let (mut ids, mut counts) = (Vec::with_capacity(n_people), Vec::with_capacity(n_people));
    let (mut first, mut last): (Vec<Option<Timestamp>>, Vec<Option<Timestamp>>) = (Vec::new(), Vec::new());
    for (person, records) in &people {
        ids.push(person.to_string());
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
        ("n_records", Column::Whole(counts)),
        ("first_seen", Column::MaybeMoment(first)),
        ("last_seen", Column::MaybeMoment(last)),
    ];
    columns.extend(TRAITS.into_iter().zip(values).map(|(name, column)| (name, Column::MaybeText(column))));
    engine.lake.replace(workspace.as_str(), Table::People, vec![batch(Table::People, columns)?]).await?;
    Ok((n_people, n_all - n_people))
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

/// Writes why records were joined, and which were kept apart.
pub async fn links(
    engine: &Engine,
    workspace: &WorkspaceId,
    records: &[Record],
    resolution: &Resolution,
    identities: &Identities,
) -> Result<(), EngineError> {
    let id = |index: usize| records.get(index).map(|record| record.record_id.clone()).unwrap_or_default();
    let person = |index: usize| identities.of_record.get(index).map(PersonId::to_string).unwrap_or_default();
    let links = resolution.links.iter().map(|link| {
        (
            link.left,
            link.right,
            link.rule.to_owned(),
            link.reason.clone(),
            link.score.map(|score| format!("{score:.6}")),
        )
    });
    let vetoes = resolution
        .vetoes
        .iter()
        .map(|veto| (veto.left, veto.right, "veto".to_owned(), veto.reason.clone(), None));
    let all: Vec<_> = links.chain(vetoes).collect();
    let columns = vec![
        ("workspace", Column::Text(vec![workspace.to_string(); all.len()])),
        ("left_record", Column::Text(all.iter().map(|row| id(row.0)).collect())),
        ("right_record", Column::Text(all.iter().map(|row| id(row.1)).collect())),
        ("left_person", Column::Text(all.iter().map(|row| person(row.0)).collect())),
        ("right_person", Column::Text(all.iter().map(|row| person(row.1)).collect())),
        ("rule", Column::Text(all.iter().map(|row| row.2.clone()).collect())),
        ("reason", Column::Text(all.iter().map(|row| row.3.clone()).collect())),
        ("score", Column::MaybeText(all.iter().map(|row| row.4.clone()).collect())),
    ];
    engine.lake.replace(workspace.as_str(), Table::Links, vec![batch(Table::Links, columns)?]).await?;
    Ok(())
}

/// Adds the ids that vanished in this run to those that redirect for ever.
pub async fn redirects(
    engine: &Engine,
    workspace: &WorkspaceId,
    merged: &[(PersonId, PersonId)],
) -> Result<(), EngineError> {
    if merged.is_empty() {
        return Ok(());
    }
    engine.store.add_redirects(workspace, merged).await?;
    Ok(())
}
