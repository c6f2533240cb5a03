//! How long does one new record take against all others, and is the answer that of the batch?
//!
//! `cargo run --release -p people --example incremental -- FILE.parquet [HELD_BACK]`
//!
//! Holds every n-th record back, resolves the others, takes those held back in one at a time, and resolves all at
//! once under the same model to compare. Roles of columns are guessed; integer columns are not used.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use people::{
    Corpus, CorpusBuilder, Decisions, Resolver, Role, Schema, Thresholds, guess_roles, resolve, unify,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::time::Instant;

type Values = Vec<Option<String>>;

fn corpus<'a>(schema: &Schema, rows: impl Iterator<Item = &'a Values>) -> Corpus {
    let mut builder = CorpusBuilder::new(Schema { columns: schema.columns.clone() });
    rows.for_each(|row| _ = builder.push(&row.iter().map(Option::as_deref).collect::<Vec<_>>()));
    builder.build()
}

/// Reads text columns; every record is named by its row.
fn read(path: &str) -> (Schema, Vec<Values>) {
    let reader = SerializedFileReader::new(File::open(path).expect("the file is there")).unwrap();
    let (mut names, mut rows) = (Vec::new(), Vec::new());
    for (number, row) in reader.get_row_iter(None).unwrap().enumerate() {
        let row = row.unwrap();
        if names.is_empty() {
            names = row.get_column_iter().map(|(name, _)| name.clone()).collect();
        }
        let text = |field: &Field| match field {
            Field::Str(text) => Some(text.clone()),
            _ => None,
        };
        let mut values: Values = row.get_column_iter().map(|(_, field)| text(field)).collect();
        values.push(Some(format!("{number:09}")));
        rows.push(values);
    }
    let sample: Vec<Vec<&str>> = (0..names.len())
        .map(|at| rows.iter().take(2_000).filter_map(|row| row[at].as_deref()).collect())
        .collect();
    let columns: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut roles = guess_roles(&columns, &sample);
    roles.iter_mut().filter(|role| **role == Role::RecordId).for_each(|role| *role = Role::Ignore);
    let mut columns: Vec<(String, Role)> = names.into_iter().zip(roles).collect();
    columns.push(("row".to_owned(), Role::RecordId));
    (Schema { columns }, rows)
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let path = arguments.get(1).expect("usage: incremental FILE.parquet [HELD_BACK]");
    let n_held: usize = arguments.get(2).map_or(2_000, |n| n.parse().expect("HELD_BACK is a number"));
    let (schema, rows) = read(path);
    let every = rows.len() / n_held.max(1);
    let is_held = |row: usize| row % every.max(2) == 1;
    let early = corpus(&schema, (0..rows.len()).filter(|row| !is_held(*row)).map(|row| &rows[row]));
    let (none, thresholds) = (Decisions::default(), Thresholds::default());
    let (model, _) = unify(&early, &[], &none, &thresholds);
    let batch = resolve(&corpus(&schema, rows.iter()), &model, &none, &thresholds);
    let started = Instant::now();
    let mut resolver = Resolver::new(early, model, &none, thresholds);
    println!("{} records, ready after {:.1} s", rows.len(), started.elapsed().as_secs_f64());
    let mut took: Vec<f64> = Vec::new();
    let held: Vec<usize> = (0..rows.len()).filter(|row| is_held(*row)).collect();
    for row in &held {
        let values: Vec<Option<&str>> = rows[*row].iter().map(Option::as_deref).collect();
        let started = Instant::now();
        resolver.upsert(&values);
        took.push(started.elapsed().as_secs_f64() * 1e3);
    }
    took.sort_by(f64::total_cmp);
    let quantile = |q: f64| took[((took.len() - 1) as f64 * q) as usize];
    println!(
        "{} taken in one at a time: p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms",
        held.len(),
        quantile(0.5),
        quantile(0.99),
        quantile(1.0)
    );
    println!(
        "{} of them with the very records the batch puts them with",
        n_same(&resolver, &batch.cluster_of, &held)
    );
}

/// How many of the records are with the same others as in the batch.
fn n_same(resolver: &Resolver, cluster_of: &[u32], held: &[usize]) -> usize {
    let mut of_batch: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    let mut one_by_one: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let person = |row: usize| resolver.person_of(resolver.position(&format!("{row:09}")).unwrap()).unwrap();
    for (row, cluster) in cluster_of.iter().enumerate() {
        of_batch.entry(*cluster).or_default().insert(row);
        one_by_one.entry(person(row)).or_default().insert(row);
    }
    held.iter().filter(|row| of_batch[&cluster_of[**row]] == one_by_one[&person(**row)]).count()
}
