//! Rows that change: what counts, what stays, and what contradicts.

use arrow::array::{
    ArrayRef, AsArray, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray, new_null_array,
};
use arrow::datatypes::Int64Type;
use lake::{Changes, FileKeys, Lake, LakeOptions, Landing, Rehearsal, Table, Taken};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// A row of a CRM: its key, a name, when the source last looked, when it came.
type Row<'a> = (&'a str, &'a str, Option<i64>, i64);

fn open(folder: &Path) -> Lake {
    Lake::open(folder.to_str().unwrap(), LakeOptions::default()).unwrap()
}

/// Rows of `table`; what it needs and the rows do not say is the same in all.
fn batch(table: Table, source: &str, rows: &[Row<'_>]) -> RecordBatch {
    let texts = |of: &dyn Fn(&Row<'_>) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(of)))
    };
    let moments = |of: &dyn Fn(&Row<'_>) -> Option<i64>| -> ArrayRef {
        Arc::new(rows.iter().map(of).collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
    };
    let mut columns: Vec<(String, ArrayRef, bool)> = Vec::new();
    for field in table.schema().fields() {
        let column = match field.name().as_str() {
            "workspace" => texts(&|_| "a".to_owned()),
            "arrival_day" => texts(&|_| "2026-09-15".to_owned()),
            "source" => texts(&|_| source.to_owned()),
            "record_id" | "message_id" => texts(&|row| row.0.to_owned()),
            "type" => texts(&|_| "track".to_owned()),
            "family_name" | "name" => texts(&|row| row.1.to_owned()),
            "observed_at" => moments(&|row| row.2),
            "arrived_at" | "received_at" => moments(&|row| Some(row.3)),
            "occurred_at" => moments(&|_| Some(0)),
            "raw_digest" => {
                Arc::new(rows.iter().map(|row| Some(row.1.len() as i64 + 1)).collect::<Int64Array>())
            }
            _ => new_null_array(field.data_type(), rows.len()),
        };
        columns.push((field.name().clone(), column, true));
    }
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

async fn take(lake: &Lake, table: Table, changes: Changes, batch: RecordBatch) -> Taken {
    let landing = Landing { id: "1", changes, besides: &[] };
    lake.take("a", table, &landing, &mut FileKeys::default(), vec![batch]).await.unwrap()
}

fn counts(taken: &Taken) -> [usize; 5] {
    let n = |n: u64| n as usize;
    [n(taken.n_new), n(taken.n_changed), n(taken.n_same), n(taken.n_dropped), taken.conflicts.len()]
}

async fn texts(lake: &Lake, sql: &str) -> Vec<String> {
    let batches = lake.query("a", &[], sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    batches
        .iter()
        .flat_map(|batch| {
            batch.column(0).as_string::<i32>().iter().map(|text| text.unwrap_or("-").to_owned())
        })
        .collect()
}

async fn number(lake: &Lake, sql: &str) -> i64 {
    lake.query("a", &[], sql).await.unwrap()[0].column(0).as_primitive::<Int64Type>().value(0)
}

const NAMES: &str = "select family_name from records order by record_id";

#[tokio::test]
async fn the_latest_row_of_a_state_counts_and_the_earlier_ones_stay() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    let records = |rows: &[Row<'_>]| batch(Table::Records, "crm", rows);
    let first = records(&[("crm:1", "Tamsin", Some(1), 10), ("crm:2", "Amberly", Some(1), 10)]);
    assert_eq!(counts(&take(&lake, Table::Records, Changes::State, first.clone()).await), [2, 0, 0, 0, 0]);
    let second = [
        ("crm:1", "Brackenridge", Some(5), 20),
        ("crm:2", "Amberly", Some(1), 20),
        ("crm:3", "Quillon", None, 20),
    ];
    // A row that is as it was, a changed one, a new one, and one twice.
    let rows = [second[0], second[1], second[2], second[2]];
    for (n, reopened) in [(0, lake.clone()), (1, open(folder.path()))] {
        let taken = take(&reopened, Table::Records, Changes::State, records(&rows)).await;
        let expect = if n == 0 { [1, 1, 1, 1, 0] } else { [0, 0, 3, 1, 0] };
        assert_eq!(counts(&taken), expect, "time {n}");
        assert_eq!(texts(&reopened, NAMES).await, ["Brackenridge", "Amberly", "Quillon"]);
    }
    // An old export that comes late is history.
    let late = records(&[("crm:1", "Tamsyn", Some(0), 30), ("crm:1", "Tamsin", Some(1), 30)]);
    assert_eq!(counts(&take(&lake, Table::Records, Changes::State, late).await), [0, 1, 1, 0, 0]);
    assert_eq!(texts(&lake, NAMES).await, ["Brackenridge", "Amberly", "Quillon"]);
    assert_eq!(number(&lake, "select count(*) from record_versions where record_id = 'crm:1'").await, 3);
    // Without a time of its own the one that came last counts, also when it was there before.
    for (name, at) in [("Quill", 40), ("Quillon", 50)] {
        let rows = records(&[("crm:3", name, None, at)]);
        assert_eq!(counts(&take(&lake, Table::Records, Changes::State, rows).await), [0, 1, 0, 0, 0]);
        assert_eq!(texts(&lake, "select family_name from records where record_id = 'crm:3'").await, [name]);
    }
    // Compaction changes nothing of it.
    lake.compact(Table::RecordChanges).await.unwrap();
    let again = take(&open(folder.path()), Table::Records, Changes::State, first).await;
    assert_eq!(counts(&again), [0, 0, 2, 0, 0]);
    assert_eq!(number(&lake, "select count(*) from records").await, 3);
}

#[tokio::test]
async fn a_log_refuses_what_contradicts_it_and_takes_what_is_read_anew() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    let events = |rows: &[Row<'_>]| batch(Table::Events, "orders", rows);
    let first = events(&[("O1", "Order", None, 10), ("O2", "Order", None, 10)]);
    assert_eq!(counts(&take(&lake, Table::Events, Changes::Log, first).await), [2, 0, 0, 0, 0]);
    let other = events(&[("O1", "Refund!", None, 20), ("O2", "Order", None, 20), ("O3", "Order", None, 20)]);
    let taken = take(&lake, Table::Events, Changes::Log, other).await;
    assert_eq!((counts(&taken), taken.conflicts.as_slice()), ([1, 0, 1, 0, 1], &[0][..]));
    // `raw_digest` is made of the name's length: the row as it came is the same one.
    let mended = events(&[("O1", "ORDER", None, 30)]);
    assert_eq!(counts(&take(&lake, Table::Events, Changes::Log, mended.clone()).await), [0, 1, 0, 0, 0]);
    assert_eq!(
        counts(&take(&open(folder.path()), Table::Events, Changes::Log, mended).await),
        [0, 0, 1, 0, 0]
    );
    assert_eq!(
        texts(&lake, "select name from events order by message_id").await,
        ["ORDER", "Order", "Order"]
    );
}

#[tokio::test]
async fn an_id_is_its_sources_own() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    // A visitor says the id of an order before the order comes.
    let forged = batch(Table::Events, "web", &[("orders:PS9", "Order", None, 10)]);
    let real = batch(Table::Events, "orders", &[("orders:PS9", "Order", None, 20)]);
    for rows in [forged, real] {
        assert_eq!(counts(&take(&lake, Table::Events, Changes::Log, rows).await), [1, 0, 0, 0, 0]);
    }
    // A change of the one is none of the other.
    let changed = batch(Table::Events, "orders", &[("orders:PS9", "Order!", None, 30)]);
    assert_eq!(counts(&take(&lake, Table::Events, Changes::State, changed).await), [0, 1, 0, 0, 0]);
    assert_eq!(texts(&lake, "select name from events order by source").await, ["Order!", "Order"]);
}

#[tokio::test]
async fn a_rehearsal_writes_nothing_and_says_the_same() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    let landing = Landing { id: "1", changes: Changes::State, besides: &[] };
    let parts = [
        batch(Table::Records, "crm", &[("crm:1", "Ann", None, 1), ("crm:2", "Bob", None, 1)]),
        batch(Table::Records, "crm", &[("crm:1", "Ann", None, 1), ("crm:3", "Cy", None, 1)]),
        batch(Table::Records, "crm", &[("crm:1", "Anne", None, 2)]),
    ];
    let (mut keys, mut rehearsal, mut rehearsed) = (FileKeys::default(), Rehearsal::default(), Vec::new());
    for part in &parts {
        let so_far = (&mut keys, &mut rehearsal);
        let taken = lake.rehearse("a", Table::Records, &landing, so_far, vec![part.clone()]).await.unwrap();
        rehearsed.push(counts(&taken));
    }
    assert_eq!(rehearsed, [[2, 0, 0, 0, 0], [1, 0, 0, 1, 0], [0, 1, 0, 0, 0]]);
    assert_eq!(number(&lake, "select count(*) from records").await, 0);
    let (mut keys, mut landed) = (FileKeys::default(), Vec::new());
    for part in parts {
        landed.push(counts(&lake.take("a", Table::Records, &landing, &mut keys, vec![part]).await.unwrap()));
    }
    assert_eq!(landed, rehearsed);
}

/// What an older program wrote has no digests; its rows still tell a changed row from a known one.
#[tokio::test]
async fn rows_of_an_older_program_are_compared_by_all_they_say() {
    let folder = TempDir::new().unwrap();
    let rows = batch(Table::Records, "crm", &[("crm:1", "Ann", None, 1), ("crm:2", "Bob", None, 1)]);
    open(folder.path()).land("a", Table::Records, "1", vec![rows]).await.unwrap();
    let lake = open(folder.path());
    let now = batch(Table::Records, "crm", &[("crm:1", "Anne", None, 2), ("crm:2", "Bob", None, 2)]);
    assert_eq!(counts(&take(&lake, Table::Records, Changes::State, now).await), [0, 1, 1, 0, 0]);
    assert_eq!(texts(&lake, NAMES).await, ["Anne", "Bob"]);
}
