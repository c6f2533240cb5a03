//! Resolves the field's standard sets and holds the answer to a floor.
//!
//! The sets lie in `../shared/data`, beside the clone; without them their tests say so and check nothing. A tenth of
//! `people_10k`, whole households, is committed and always checked.
#![allow(clippy::print_stderr)]

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use people::{
    ClusterQuality, CorpusBuilder, Decisions, Role, Schema, Thresholds, candidate_pairs, clusterwise,
    guess_roles, unify,
};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::PathBuf;

/// Column names and rows of text.
type Set = (Vec<String>, Vec<Vec<String>>);

fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/people")).join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("not checked: {} is not there (see ../shared/data/README.md)", path.display());
    None
}

fn parquet_set(path: PathBuf) -> Set {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let text = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        other => other.to_string(),
    };
    let mut columns = Vec::new();
    let mut rows = Vec::new();
    for row in reader.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        if columns.is_empty() {
            columns = row.get_column_iter().map(|(name, _)| name.clone()).collect();
        }
        rows.push(row.get_column_iter().map(|(_, field)| text(field)).collect());
    }
    (columns, rows)
}

/// The rows of CSV files, with the file's number as a last column.
fn csv_set(paths: &[PathBuf]) -> Set {
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    for (file, path) in paths.iter().enumerate() {
        let mut reader = csv::Reader::from_path(path).unwrap();
        columns = reader.headers().unwrap().iter().map(|name| name.trim().to_owned()).collect();
        columns.push("file".to_owned());
        for row in reader.records() {
            let mut row: Vec<String> = row.unwrap().iter().map(|value| value.trim().to_owned()).collect();
            row.push(file.to_string());
            rows.push(row);
        }
    }
    (columns, rows)
}

/// The quality of the default configuration with guessed roles, and the recall of its candidates.
fn evaluate(name: &str, (columns, rows): &Set, truth: &str) -> (ClusterQuality, f64) {
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let of_column = |at: usize| rows.iter().take(500).map(|row| row[at].as_str()).collect::<Vec<&str>>();
    let samples: Vec<Vec<&str>> = (0..columns.len()).map(of_column).collect();
    let roles = guess_roles(&names, &samples);
    let truth = columns.iter().position(|column| column == truth).unwrap();
    assert_eq!(roles[truth], Role::Ignore);
    let mut builder = CorpusBuilder::new(Schema { columns: columns.iter().cloned().zip(roles).collect() });
    for row in rows {
        builder.push(&row.iter().map(|value| Some(value.as_str())).collect::<Vec<_>>());
    }
    let corpus = builder.build();
    let (model, resolution) = unify(&corpus, &[], &Decisions::default(), &Thresholds::default());
    let truths: Vec<&str> = rows.iter().map(|row| row[truth].as_str()).collect();
    let quality = clusterwise(&resolution.cluster_of, &truths);
    let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
    candidate_pairs(&corpus, &model, &mut |a, b| {
        if truths[a] == truths[b] {
            found.insert((a.min(b), a.max(b)));
        }
    });
    let mut sizes: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    truths.iter().for_each(|truth| *sizes.entry(truth).or_default() += 1);
    let n_true: usize = sizes.values().map(|n| n * (n - 1) / 2).sum();
    let recall = found.len() as f64 / n_true as f64;
    eprintln!("{name}: {} records, blocking recall {recall:.4}, {quality:?}", rows.len());
    (quality, recall)
}

/// Floors of pair F1, pair precision, B³ F1, exact-cluster F1 and blocking recall.
fn check(name: &str, set: &Set, truth: &str, floors: [f64; 5]) {
    let (quality, recall) = evaluate(name, set, truth);
    let got = [
        quality.pairs.pair_f1.unwrap(),
        quality.pairs.pair_precision.unwrap(),
        quality.b3_f1.unwrap(),
        quality.exact_cluster_f1.unwrap(),
        recall,
    ];
    for (what, (got, floor)) in
        ["pair F1", "precision", "B³ F1", "exact", "blocking"].iter().zip(got.iter().zip(floors))
    {
        assert!(floor <= *got, "{name}: {what} is {got:.4}, not {floor}");
    }
}

#[test]
fn febrl3() {
    let Some(path) = shared("febrl3/dataset3.csv") else { return };
    check("febrl3", &csv_set(&[path]), "entity_id", [0.995, 0.995, 0.995, 0.99, 0.99]);
}

#[test]
fn febrl4() {
    let (Some(a), Some(b)) = (shared("febrl4/dataset4a.csv"), shared("febrl4/dataset4b.csv")) else { return };
    check("febrl4", &csv_set(&[a, b]), "entity_id", [0.999, 0.999, 0.999, 0.999, 0.999]);
}

#[test]
fn historical_50k() {
    let Some(path) = shared("splink_historical_50k/historical_50k.parquet") else { return };
    check("historical_50k", &parquet_set(path), "cluster", [0.9, 0.96, 0.9, 0.4, 0.85]);
}

#[test]
fn people_10k() {
    let Some(path) = shared("people_10k.parquet") else { return };
    check("people_10k", &parquet_set(path), "entity_id", [0.94, 0.985, 0.97, 0.88, 0.95]);
}

#[test]
fn people_1k() {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/people_1k.csv"));
    check("people_1k", &csv_set(&[path]), "entity_id", [0.94, 0.985, 0.97, 0.88, 0.95]);
}

#[test]
fn people_100k() {
    let Some(path) = shared("people_100k.parquet") else { return };
    check("people_100k", &parquet_set(path), "entity_id", [0.94, 0.985, 0.97, 0.88, 0.95]);
}
