//! The files a seed names.

use parquet::file::reader::{FileReader, SerializedFileReader};
use simulator::{Config, Defect, World, bench_orders};
use std::collections::{BTreeSet, HashSet};
use std::fs::File;
use std::path::Path;

fn small(seed: u64) -> World {
    World::generate(&Config { n_people: 3_000, ..Config::new(seed) })
}

fn bytes(dir: &Path, seed: u64) -> Vec<Vec<u8>> {
    let files = small(seed).write_sources(dir).unwrap();
    [files.crm, files.web, files.orders, files.consents].map(|path| std::fs::read(path).unwrap()).to_vec()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (a, b, c) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = bytes(a.path(), 4);
    assert_eq!(first, bytes(b.path(), 4));
    for (one, other) in first.iter().zip(bytes(c.path(), 5)) {
        assert_ne!(*one, other);
    }
}

#[test]
fn about_two_rows_in_a_hundred_are_broken_in_every_file() {
    let world = World::generate(&Config::new(1));
    let broken = world.broken();
    for (source, n) in ["crm", "web", "orders", "consents"].into_iter().zip(world.n_rows()) {
        let of_source = || broken.iter().filter(|row| row.source == source);
        let share = of_source().count() as f64 / n as f64;
        assert!((0.015..0.025).contains(&share), "{source}: {share}");
        let kinds: BTreeSet<Defect> = of_source().map(|row| row.defect).collect();
        assert_eq!(kinds.len(), 6, "{source}: {kinds:?}");
        assert!(of_source().all(|row| row.row <= n));
    }
}

#[test]
fn truth_knows_every_valid_row_and_no_broken_one() {
    let world = small(6);
    let truth = world.truth();
    let mut n_known = 0;
    for row in world.broken() {
        let key = row.key.map(|key| format!("{}:{key}", row.source));
        assert_eq!(key.and_then(|key| truth.person_of(&key)), None);
    }
    let mut people = HashSet::new();
    for (_, person) in truth.iter() {
        n_known += 1;
        people.insert(person);
    }
    assert!(truth.n_people() <= 3_000 && people.len() <= 3_000);
    assert!(world.n_rows()[0] < n_known);
    assert_eq!(truth.labels(&["crm:nothing"]), [None]);
}

#[test]
fn files_hold_the_rows_that_the_world_counts() {
    let dir = tempfile::tempdir().unwrap();
    let world = small(7);
    let files = world.write_sources(dir.path()).unwrap();
    let [n_crm, n_web, n_orders, n_consents] = world.n_rows();
    let n_lines = |path: &Path| std::fs::read(path).unwrap().iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(n_lines(&files.crm), n_crm + 1);
    assert_eq!(n_lines(&files.consents), n_consents + 1);
    assert_eq!(n_lines(&files.web), n_web);
    assert_eq!(n_rows_of(&files.orders), n_orders);
    let crm = std::fs::read(&files.crm).unwrap();
    assert!(std::str::from_utf8(&crm).is_err() && crm.contains(&0xe9), "the CRM export is Windows-1252");
}

fn n_rows_of(path: &Path) -> usize {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    usize::try_from(reader.metadata().file_metadata().num_rows()).unwrap()
}

#[test]
fn the_bench_file_has_as_many_orders_as_asked() {
    let dir = tempfile::tempdir().unwrap();
    for n in [1, 70_000] {
        let path = dir.path().join("orders.parquet");
        bench_orders(&path, n, 3).unwrap();
        assert_eq!(n_rows_of(&path), n);
    }
    assert!(bench_orders(&dir.path().join("no/such/folder.parquet"), 1, 3).is_err());
}
