//! The demo's contracts accept the good rows of the simulated files and reject the broken ones, all
//! of them and no others.

use arrow::array::{Array, AsArray, RecordBatch};
use simulator::{Config, Defect, World};
use sources::{Accepted, Contract, Input, Intake, Rejected};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use vocabulary::WorkspaceId;

struct ReadFile {
    accepted: Vec<Accepted>,
    rejected: Vec<Rejected>,
    n_rows: u64,
}

fn read(source: &str, file: &Path) -> ReadFile {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../demo/sources/{source}.yaml"));
    let contract = Contract::load(&path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(contract.path.as_deref().map(PathBuf::from), file.file_name().map(PathBuf::from));
    let workspace = WorkspaceId::new("peach-state").unwrap();
    let intake = Intake { workspace, arrived_at: Config::new(1).now };
    let mut reading = sources::read(&contract, Input::File(file), &intake).unwrap_or_else(|e| panic!("{e}"));
    let (mut accepted, mut rejected) = (Vec::new(), Vec::new());
    for portion in reading.by_ref() {
        let portion = portion.unwrap_or_else(|error| panic!("{error}"));
        accepted.push(portion.accepted);
        rejected.extend(portion.rejected);
    }
    ReadFile { accepted, rejected, n_rows: reading.totals().n_rows }
}

/// The rule that each kind of defect breaks.
fn rule(source: &str, defect: Defect) -> &'static [&'static str] {
    match (source, defect) {
        (_, Defect::MissingId) => &["required"],
        ("web", Defect::NoIdentity | Defect::UnknownWord) => &["segment"],
        (_, Defect::TornLine) => &["json"],
        (_, Defect::ExtraColumn) => &["column_count"],
        (_, Defect::ImpossibleDate) => &["type"],
        (_, Defect::FutureDate) => &["future"],
        (_, Defect::BadEmail) => &["pattern"],
        (_, Defect::NegativeTotal) => &["range"],
        (_, Defect::UnknownWord) => &["enum"],
        (_, Defect::WrongType) => &["type", "range"],
        (_, Defect::NoIdentity) => &[],
    }
}

fn check(source: &'static str, at: usize, of: impl Fn(&simulator::Files) -> PathBuf) -> Vec<RecordBatch> {
    let dir = tempfile::tempdir().unwrap();
    let world = World::generate(&Config { n_people: 6_000, ..Config::new(8) });
    let files = world.write_sources(dir.path()).unwrap();
    let read = read(source, &of(&files));
    assert_eq!(read.n_rows, world.n_rows()[at] as u64);
    // A CSV file has its header in line 1.
    let header = if matches!(source, "crm" | "consents") { 1 } else { 0 };
    let broken: BTreeMap<u64, Defect> = world
        .broken()
        .into_iter()
        .filter(|row| row.source == source)
        .map(|row| ((row.row + header) as u64, row.defect))
        .collect();
    for rejected in &read.rejected {
        let defect = broken.get(&rejected.line);
        let expect = defect.map_or(&[] as &[&str], |defect| rule(source, *defect));
        assert!(expect.contains(&rejected.rule.as_str()), "{rejected:?} {} against {defect:?}", rejected.why);
    }
    assert_eq!(read.rejected.len(), broken.len());
    let records: Vec<RecordBatch> =
        read.accepted.into_iter().filter_map(|accepted| accepted.records).collect();
    for batch in &records {
        let ids = batch.column_by_name("record_id").unwrap().as_string::<i32>().clone();
        for id in ids.iter().flatten() {
            assert!(world.truth().person_of(id).is_some(), "{id}");
        }
        assert_eq!(ids.null_count(), 0);
    }
    records
}

#[test]
fn crm() {
    let records = check("crm", 0, |files| files.crm.clone());
    let names: Vec<String> = records
        .iter()
        .flat_map(|batch| batch.column_by_name("given_name").unwrap().as_string::<i32>().iter().flatten())
        .map(str::to_owned)
        .collect();
    assert!(names.iter().any(|name| name == "José"), "marks survive the encoding");
}

#[test]
fn web() {
    check("web", 1, |files| files.web.clone());
}

#[test]
fn orders() {
    check("orders", 2, |files| files.orders.clone());
}

#[test]
fn consents() {
    check("consents", 3, |files| files.consents.clone());
}
