//! What resolution must keep whatever the records say.
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]

use people::{CorpusBuilder, Decisions, Resolution, Role, Schema, Thresholds, unify};
use std::collections::{BTreeMap, BTreeSet};

/// What the cells of a line say, in their order.
pub const ROLES: [Role; 17] = [
    Role::GivenName,
    Role::FamilyName,
    Role::Email,
    Role::Phone,
    Role::BirthDate,
    Role::Street,
    Role::Postcode,
    Role::City,
    Role::State,
    Role::CustomerId,
    Role::Source,
    Role::FullName,
    Role::AnonymousId,
    Role::NationalId,
    Role::Attribute,
    Role::Gender,
    Role::Country,
];

/// More lines than this say nothing new and cost time.
const N_RECORDS_MAX: usize = 60;

/// Resolves the lines of `raw` as records, their cells between bars, in three orders.
///
/// Panics: when a record is in no person or a link crosses two; when a decision or a veto is not kept;
/// when the people depend on the order of the records.
pub fn check(raw: &str) {
    let lines: Vec<Vec<&str>> =
        raw.lines().take(N_RECORDS_MAX).map(|line| line.split('|').collect()).collect();
    let n = lines.len();
    let pair = |a: usize, b: usize| (id(a), id(b));
    let decisions =
        Decisions { merges: vec![pair(0, 1), pair(5, 6)], splits: vec![pair(2, 3), pair(1, 4), pair(5, 6)] };
    let mut order: Vec<usize> = (0..n).collect();
    let first = people(&lines, &order, &decisions);
    assert_eq!(first.len(), n);
    let is_one = |a: usize, b: usize| first.contains_key(&id(a)) && first.get(&id(a)) == first.get(&id(b));
    assert!(n < 2 || is_one(0, 1), "a merge is kept");
    assert!(!is_one(2, 3) && !is_one(1, 4), "a split is kept");
    assert!(!is_one(5, 6), "a split wins over a merge");
    order.reverse();
    assert_eq!(groups(&first), groups(&people(&lines, &order, &decisions)), "backwards");
    order.rotate_left(n / 3);
    order.sort_by_key(|at| at % 5);
    assert_eq!(groups(&first), groups(&people(&lines, &order, &decisions)), "shuffled");
}

fn id(record: usize) -> String {
    format!("r{record:03}")
}

/// By record id its person, the records pushed in an order.
fn people(lines: &[Vec<&str>], order: &[usize], decisions: &Decisions) -> BTreeMap<String, u32> {
    let mut columns = vec![("id".to_owned(), Role::RecordId)];
    columns.extend(ROLES.iter().map(|role| (format!("{role:?}"), *role)));
    let mut builder = CorpusBuilder::new(Schema { columns });
    for record in order {
        let id = id(*record);
        let cells = lines[*record].iter().map(|cell| Some(*cell));
        let values: Vec<Option<&str>> = std::iter::once(Some(id.as_str())).chain(cells).collect();
        builder.push(&values);
    }
    let corpus = builder.build();
    let (_, resolution) = unify(&corpus, &[], decisions, &Thresholds::default());
    check_whole(&resolution, order.len());
    order.iter().zip(&resolution.cluster_of).map(|(record, person)| (id(*record), *person)).collect()
}

fn check_whole(resolution: &Resolution, n_records: usize) {
    let of = &resolution.cluster_of;
    let people: BTreeSet<u32> = of.iter().copied().collect();
    assert_eq!(of.len(), n_records);
    assert_eq!(people, (0..people.len() as u32).collect(), "people are numbered without gaps");
    assert_eq!(resolution.household_of.len(), people.len());
    assert_eq!(resolution.links.len(), n_records - people.len(), "links are a tree");
    assert!(resolution.links.iter().all(|link| of[link.left] == of[link.right] && link.bits.is_finite()));
    assert!(resolution.vetoes.iter().all(|veto| of[veto.left] != of[veto.right]));
    assert!(resolution.reviews.iter().all(|review| of[review.left] != of[review.right]));
}

/// The records of each person.
fn groups(person_of: &BTreeMap<String, u32>) -> BTreeSet<Vec<&str>> {
    let mut groups: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for (id, person) in person_of {
        groups.entry(*person).or_default().push(id);
    }
    groups.into_values().collect()
}
