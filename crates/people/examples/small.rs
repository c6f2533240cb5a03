//! How right is resolution on small and noisy files, cut from a large one whose truth is known?
//!
//! `cargo run --release -p people --example small -- FILE --truth COLUMN [--records N] [--noise P] [--columns a,b]
//! [--samples K] [--link P] [--write PREFIX] [--model]`
//!
//! FILE is Parquet or CSV. Each sample holds whole people, drawn at random; each value is then damaged with
//! probability P: letters swapped, lost, doubled or mistyped, values emptied, the `@` of an address lost. Roles of
//! columns are guessed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use people::{CorpusBuilder, Decisions, Role, Schema, Thresholds, clusterwise, guess_roles, unify};
use std::collections::BTreeMap;
use std::fs::File;

/// Column names and rows of text.
type Set = (Vec<String>, Vec<Vec<String>>);

fn read(path: &str) -> Set {
    if path.ends_with(".csv") {
        let mut reader = csv::Reader::from_path(path).expect("the file is there");
        let columns = reader.headers().unwrap().iter().map(|name| name.trim().to_owned()).collect();
        let trimmed = |row: csv::StringRecord| row.iter().map(|value| value.trim().to_owned()).collect();
        return (columns, reader.records().map(|row| trimmed(row.unwrap())).collect());
    }
    let reader = SerializedFileReader::new(File::open(path).expect("the file is there")).unwrap();
    let text = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        other => other.to_string(),
    };
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    for row in reader.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        if columns.is_empty() {
            columns = row.get_column_iter().map(|(name, _)| name.clone()).collect();
        }
        rows.push(row.get_column_iter().map(|(_, field)| text(field)).collect());
    }
    (columns, rows)
}

/// SplitMix64: the same samples everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % n.max(1) as u64) as usize
    }

    fn is(&mut self, probability: f64) -> bool {
        (self.next(1 << 30) as f64) < probability * f64::from(1 << 30)
    }
}

/// Damages a value with one or two slips of the pen.
fn damage(value: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = value.chars().collect();
    for _ in 0..1 + random.next(4) / 3 {
        let n = letters.len();
        if n < 2 {
            break;
        }
        let at = random.next(n - 1);
        match random.next(6) {
            0 | 1 => letters.swap(at, at + 1),
            2 => drop(letters.remove(at)),
            3 => letters.insert(at, letters[at]),
            4 => letters[at] = letters[random.next(n)],
            _ => match letters.iter().position(|c| *c == '@') {
                Some(at) => drop(letters.remove(at)),
                None => letters[at] = char::from(b'a' + random.next(26) as u8),
            },
        }
    }
    letters.into_iter().collect()
}

fn sample((columns, rows): &Set, truth: usize, n_records: usize, noise: f64, seed: u64) -> Vec<Vec<String>> {
    let mut people: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    rows.iter().enumerate().for_each(|(at, row)| people.entry(&row[truth]).or_default().push(at));
    let mut random = Random(seed);
    let mut people: Vec<Vec<usize>> = people.into_values().collect();
    let mut out = Vec::new();
    while out.len() < n_records && !people.is_empty() {
        let person = people.swap_remove(random.next(people.len()));
        for at in person {
            let mut row = rows[at].clone();
            for column in (0..columns.len()).filter(|column| *column != truth) {
                if random.is(noise) && !row[column].is_empty() {
                    row[column] =
                        if random.next(4) == 0 { String::new() } else { damage(&row[column], &mut random) };
                }
            }
            out.push(row);
        }
    }
    out
}

fn option(name: &str) -> Option<String> {
    let arguments: Vec<String> = std::env::args().collect();
    arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1).cloned())
}

/// The schema of a sample: roles guessed, columns that are not wanted left out, ids that noise has damaged too.
fn schema(set: &Set, rows: &[Vec<String>], truth: usize, is_damaged: bool) -> Schema {
    let kept: Option<Vec<String>> =
        option("--columns").map(|list| list.split(',').map(str::to_owned).collect());
    let names: Vec<&str> = set.0.iter().map(String::as_str).collect();
    let of_column = |at: usize| rows.iter().take(500).map(|row| row[at].as_str()).collect::<Vec<&str>>();
    let mut roles = guess_roles(&names, &(0..names.len()).map(of_column).collect::<Vec<_>>());
    roles[truth] = Role::Ignore;
    for (role, name) in roles.iter_mut().zip(&names) {
        let is_kept = kept.as_ref().is_none_or(|kept| kept.iter().any(|column| column == name));
        if !is_kept || (is_damaged && *role == Role::RecordId) {
            *role = Role::Ignore;
        }
    }
    Schema { columns: set.0.iter().cloned().zip(roles).collect() }
}

/// Precision, recall and F1 of pairs, and F1 of B³.
fn figures(schema: Schema, rows: &[Vec<String>], truth: usize, thresholds: &Thresholds) -> [Option<f64>; 4] {
    let mut builder = CorpusBuilder::new(schema);
    for row in rows {
        builder.push(&row.iter().map(|value| Some(value.as_str())).collect::<Vec<_>>());
    }
    let corpus = builder.build();
    let (model, resolution) = unify(&corpus, &[], &Decisions::default(), thresholds);
    if std::env::args().any(|argument| argument == "--model") {
        println!("{:.2} bits before any comparison", model.person_bits);
        for field in &model.fields {
            println!("{} m {:.4?} u {:.6?}", field.name, field.m, field.u);
        }
    }
    let truths: Vec<&str> = rows.iter().map(|row| row[truth].as_str()).collect();
    let quality = clusterwise(&resolution.cluster_of, &truths);
    let pairs = &quality.pairs;
    [pairs.pair_precision, pairs.pair_recall, pairs.pair_f1, quality.b3_f1]
}

/// Writes a sample down, to compare another program.
fn write(path: &str, columns: &[String], rows: &[Vec<String>]) {
    let mut writer = csv::Writer::from_path(path).expect("the file can be written");
    writer.write_record(columns).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
}

fn main() {
    let path = std::env::args().nth(1).expect("usage: small FILE --truth COLUMN");
    let set = read(&path);
    let truth = option("--truth").expect("--truth COLUMN");
    let truth = set.0.iter().position(|column| *column == truth).expect("the column is there");
    let n_records: usize = option("--records").map_or(1_000, |n| n.parse().unwrap());
    let noise: f64 = option("--noise").map_or(0.0, |p| p.parse().unwrap());
    let n_samples: u64 = option("--samples").map_or(3, |n| n.parse().unwrap());
    let mut thresholds = Thresholds::default();
    if let Some(link) = option("--link") {
        thresholds.link = link.parse().unwrap();
    }
    let mut sums = [0.0f64; 4];
    for seed in 1..=n_samples {
        let rows = sample(&set, truth, n_records, noise, seed);
        if let Some(prefix) = option("--write") {
            write(&format!("{prefix}{seed}.csv"), &set.0, &rows);
        }
        let figures = figures(schema(&set, &rows, truth, 0.0 < noise), &rows, truth, &thresholds);
        sums.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure.unwrap_or(0.0));
    }
    let mean = sums.map(|sum| sum / n_samples as f64);
    println!(
        "pair precision {:.4}, recall {:.4}, F1 {:.4}, B³ F1 {:.4}: mean of {n_samples} samples of {n_records} records, noise {noise}",
        mean[0], mean[1], mean[2], mean[3]
    );
}
