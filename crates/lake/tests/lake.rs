//! The promises of the lake, on folders of their own.

use arrow::array::{
    ArrayRef, AsArray, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray, new_null_array,
};
use arrow::datatypes::Int64Type;
use lake::{Lake, LakeError, LakeOptions, Landed, Table};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

fn open(folder: &Path) -> Lake {
    Lake::open(folder.to_str().unwrap(), LakeOptions::default()).unwrap()
}

fn texts(values: impl Iterator<Item = String>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

/// One batch of events with these ids; `more` columns take the place of nulls or are added.
fn events_on(workspace: &str, day: &str, ids: &[String], more: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let n = ids.len();
    let at = || -> ArrayRef {
        Arc::new(
            TimestampMicrosecondArray::from_iter_values((0..n as i64).map(|i| 1_789_000_000_000_000 + i))
                .with_timezone("UTC"),
        )
    };
    let same = |text: &str| texts((0..n).map(|_| text.to_owned()));
    let mut columns: Vec<(String, ArrayRef)> = Vec::new();
    for field in Table::Events.schema().fields() {
        let column = match field.name().as_str() {
            "workspace" => same(workspace),
            "arrival_day" => same(day),
            "source" => same("web"),
            "message_id" => texts(ids.iter().cloned()),
            "type" => same("track"),
            "occurred_at" | "received_at" => at(),
            name => match more.iter().find(|(given, _)| *given == name) {
                Some((_, column)) => Arc::clone(column),
                None => new_null_array(field.data_type(), n),
            },
        };
        columns.push((field.name().clone(), column));
    }
    for (name, column) in more {
        if Table::Events.schema().column_with_name(name).is_none() {
            columns.push((name.to_owned(), column));
        }
    }
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true)))
        .unwrap()
}

fn events(workspace: &str, ids: &[&str]) -> RecordBatch {
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    events_on(workspace, "2026-09-15", &ids, vec![])
}

async fn land(lake: &Lake, workspace: &str, landing: &str, ids: &[&str]) -> (u64, u64) {
    let landed = lake.land(workspace, Table::Events, landing, vec![events(workspace, ids)]).await.unwrap();
    (landed.n_landed, landed.n_duplicate)
}

async fn number(lake: &Lake, workspace: &str, views: &[(&str, &str)], sql: &str) -> i64 {
    let batches = lake.query(workspace, views, sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    batches[0].column(0).as_primitive::<Int64Type>().value(0)
}

async fn n_events(lake: &Lake, workspace: &str) -> i64 {
    let n = number(lake, workspace, &[], "SELECT count(*) FROM events").await;
    assert_eq!(
        n,
        number(lake, workspace, &[], "SELECT count(DISTINCT message_id) FROM events").await,
        "a row counts twice"
    );
    n
}

fn n_data_files(folder: &Path) -> usize {
    let mut n = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => n += n_data_files(&path),
            false => {
                n += usize::from(
                    path.extension().is_some_and(|extension| extension == "parquet")
                        && !path.to_str().unwrap().contains("_delta_log"),
                )
            }
        }
    }
    n
}

#[tokio::test]
async fn each_row_counts_once() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "opening makes nothing");
    assert_eq!(n_events(&lake, "a").await, 0);
    for (landing, ids, expect) in [
        ("1", vec!["x", "y", "x"], (2, 1)),
        ("2", vec!["y", "z"], (1, 1)),
        ("3", vec!["x", "y", "z"], (0, 3)),
        ("4", vec![], (0, 0)),
    ] {
        assert_eq!(land(&lake, "a", landing, &ids).await, expect, "landing {landing}");
    }
    assert_eq!(n_events(&lake, "a").await, 3);
}

#[tokio::test]
async fn a_landing_repeated_after_a_crash_is_harmless() {
    let folder = TempDir::new().unwrap();
    assert_eq!(land(&open(folder.path()), "a", "1", &["x", "y"]).await, (2, 0));
    // The process died before it could say so; a new one repeats the landing.
    let lake = open(folder.path());
    assert_eq!(land(&lake, "a", "1", &["x", "y"]).await, (0, 2));
    // A landing that had got only part of the way is finished by its repetition.
    assert_eq!(land(&lake, "a", "1", &["x", "y", "z"]).await, (1, 2));
    assert_eq!(land(&lake, "a", "2", &["x", "new"]).await, (1, 1));
    assert_eq!(n_events(&lake, "a").await, 4);
    let log =
        std::fs::read_to_string(folder.path().join("events/_delta_log/00000000000000000001.json")).unwrap();
    assert!(log.contains("\"appId\":\"truelift/a/1\""), "the log tells which landing it was: {log}");
}

#[tokio::test]
async fn a_file_nobody_committed_is_not_there() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    land(&lake, "a", "1", &["x"]).await;
    // A crash between writing data and committing it leaves a file behind.
    let partition = folder.path().join("events/workspace=a/arrival_day=2026-09-15");
    let file = std::fs::read_dir(&partition).unwrap().next().unwrap().unwrap().path();
    std::fs::copy(&file, partition.join("part-left-behind.parquet")).unwrap();
    assert_eq!(n_events(&open(folder.path()), "a").await, 1);
    assert_eq!(land(&lake, "a", "2", &["y"]).await, (1, 0));
}

#[tokio::test]
async fn two_processes_append_in_turns() {
    let folder = TempDir::new().unwrap();
    let (one, two) = (open(folder.path()), open(folder.path()));
    assert_eq!(land(&one, "a", "1", &["p", "q"]).await, (2, 0));
    assert_eq!(land(&two, "a", "2", &["q", "r"]).await, (1, 1));
    assert_eq!(land(&one, "a", "3", &["r", "s"]).await, (1, 1));
    assert_eq!(land(&two, "a", "4", &["p", "s", "t"]).await, (1, 2));
    assert_eq!((n_events(&one, "a").await, n_events(&two, "a").await), (5, 5));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_at_once_count_each_row_once() {
    let folder = TempDir::new().unwrap();
    let mut writers = Vec::new();
    for writer in 0..4 {
        let lake = open(folder.path());
        writers.push(tokio::spawn(async move {
            let mut n_landed = 0;
            for i in 0..5 {
                let ids = [format!("shared-{i}"), format!("own-{writer}-{i}")];
                let batch = events_on("a", "2026-09-15", &ids, vec![]);
                n_landed += lake
                    .land("a", Table::Events, &format!("{writer}-{i}"), vec![batch])
                    .await
                    .unwrap()
                    .n_landed;
            }
            n_landed
        }));
    }
    let mut n_landed = 0;
    for writer in writers {
        n_landed += writer.await.unwrap();
    }
    assert_eq!(n_landed, 4 * 5 + 5);
    assert_eq!(n_events(&open(folder.path()), "a").await, 25);
}

#[tokio::test]
async fn nothing_crosses_workspaces() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    // Letters an id may have and a folder name may not.
    let odd = "b:2@x.y_z-1";
    assert_eq!(land(&lake, "a", "1", &["x", "y"]).await, (2, 0));
    assert_eq!(
        land(&lake, odd, "1", &["x"]).await,
        (1, 0),
        "the same id in another workspace is another row"
    );
    let again = open(folder.path());
    assert_eq!(land(&again, odd, "2", &["x", "z"]).await, (1, 1), "keys are found again under an odd name");
    assert_eq!(
        (n_events(&lake, "a").await, n_events(&lake, odd).await, n_events(&lake, "c").await),
        (2, 2, 0)
    );
    for sql in [
        "SELECT count(*) FROM events WHERE workspace <> 'a'",
        "SELECT count(*) FROM events WHERE workspace = 'b:2@x.y_z-1' OR 1 = 1 AND workspace <> 'a'",
        "SELECT count(*) FROM (SELECT * FROM public.events UNION ALL SELECT * FROM datafusion.public.events) WHERE workspace <> 'a'",
    ] {
        assert_eq!(number(&lake, "a", &[], sql).await, 0, "{sql}");
    }
    let path = folder.path().display();
    for sql in [
        "SELECT * FROM other.events".to_owned(),
        "SELECT * FROM delta.public.events".to_owned(),
        format!("SELECT * FROM '{path}/events'"),
        format!("SELECT * FROM \"{path}/events\""),
        format!("CREATE EXTERNAL TABLE raw STORED AS PARQUET LOCATION '{path}/events'"),
        format!("COPY (SELECT 1) TO '{path}/out.csv'"),
        "CREATE VIEW v AS SELECT 1".to_owned(),
        "INSERT INTO events SELECT * FROM events".to_owned(),
        "DELETE FROM events".to_owned(),
        "DROP TABLE events".to_owned(),
        "SET datafusion.execution.batch_size = 1".to_owned(),
        "SELECT 1; SELECT 2".to_owned(),
        "SHOW TABLES".to_owned(),
    ] {
        let answer = lake.query("a", &[], &sql).await;
        assert!(matches!(answer, Err(LakeError::Query { .. })), "{sql}: {answer:?}");
    }
    for workspace in ["", "a' OR '1'='1", "../a", "a/b", "a b"] {
        assert!(
            matches!(lake.query(workspace, &[], "SELECT 1").await, Err(LakeError::Workspace { .. })),
            "{workspace}"
        );
        let landed = lake.land(workspace, Table::Events, "1", vec![events("a", &["h"])]).await;
        assert!(matches!(landed, Err(LakeError::Workspace { .. })), "{workspace}");
    }
    let foreign = lake.land("a", Table::Events, "9", vec![events(odd, &["h"])]).await;
    assert!(matches!(foreign, Err(LakeError::ForeignRows { .. })), "{foreign:?}");
}

#[tokio::test]
async fn views_stand_on_tables_and_on_views_before_them() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    land(&lake, "a", "1", &["x", "y"]).await;
    land(&lake, "b", "1", &["z"]).await;
    let views = [
        ("seen", "SELECT message_id AS id FROM events"),
        ("twice", "SELECT * FROM seen UNION ALL SELECT * FROM seen"),
        ("events", "SELECT * FROM events WHERE message_id = 'x'"),
        ("broken", "SELECT nothing FROM nowhere"),
    ];
    for (sql, expect) in [
        ("SELECT count(*) FROM seen", 2),
        ("SELECT count(*) FROM twice", 4),
        ("SELECT count(*) FROM events", 1),
        ("SELECT count(*) FROM events JOIN seen ON id = message_id", 1),
    ] {
        assert_eq!(number(&lake, "a", &views, sql).await, expect, "{sql}");
    }
    let error = lake.query("a", &views, "SELECT * FROM broken").await.unwrap_err().to_string();
    assert!(error.contains("nowhere"), "{error}");
    let circle =
        lake.query("a", &[("v", "SELECT * FROM w"), ("w", "SELECT * FROM v")], "SELECT * FROM w").await;
    assert!(matches!(circle, Err(LakeError::Query { .. })));
}

#[tokio::test]
async fn a_query_reads_only_its_workspace() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    for workspace in ["a", "b", "c"] {
        land(&lake, workspace, "1", &["x"]).await;
    }
    let plan = lake.explain("a", &[], "SELECT message_id FROM events").await.unwrap();
    let n_files = |workspace: &str| plan.matches(&format!("workspace={workspace}/")).count();
    assert_eq!((n_files("a"), n_files("b"), n_files("c")), (1, 0, 0), "{plan}");
}

#[tokio::test]
async fn text_comes_back_plain() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    land(&lake, "a", "1", &["x"]).await;
    let batches = lake
        .query("a", &[], "SELECT workspace, message_id, upper(type) AS kind, occurred_at FROM events")
        .await
        .unwrap();
    let kinds: Vec<String> =
        batches[0].schema().fields().iter().map(|field| field.data_type().to_string()).collect();
    assert_eq!(kinds, ["Utf8", "Utf8", "Utf8", "Timestamp(µs, \"UTC\")"]);
}

#[tokio::test]
async fn columns_may_be_added() {
    let folder = TempDir::new().unwrap();
    let (lake, other) = (open(folder.path()), open(folder.path()));
    land(&lake, "a", "1", &["x"]).await;
    land(&other, "a", "2", &["y"]).await;
    let ids = ["z".to_owned()];
    let extra = || -> ArrayRef { Arc::new(Int64Array::from(vec![7])) };
    let landed = lake
        .land(
            "a",
            Table::Events,
            "3",
            vec![events_on("a", "2026-09-15", &ids, vec![("loyalty_points", extra())])],
        )
        .await
        .unwrap();
    assert_eq!(landed, Landed { n_landed: 1, n_duplicate: 0 });
    // A writer that does not know the column yet still lands.
    assert_eq!(land(&other, "a", "4", &["w", "z"]).await, (1, 1));
    assert_eq!(number(&other, "a", &[], "SELECT sum(loyalty_points) FROM events").await, 7);
    assert_eq!(number(&other, "a", &[], "SELECT count(*) FROM events WHERE loyalty_points IS NULL").await, 3);
}

#[tokio::test]
async fn rows_that_do_not_fit_are_refused_whole() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    land(&lake, "a", "1", &["x"]).await;
    let good = events("a", &["y"]);
    let without = |column: &str| {
        let keep: Vec<usize> =
            (0..good.num_columns()).filter(|i| good.schema().field(*i).name() != column).collect();
        good.project(&keep).unwrap()
    };
    let ids = ["z".to_owned()];
    let with =
        |name: &str| events_on("a", "2026-09-15", &ids, vec![(name, texts(["much".to_owned()].into_iter()))]);
    for (batch, column) in [
        (without("message_id"), "message_id"),
        (without("occurred_at"), "occurred_at"),
        (with("revenue_minor"), "revenue_minor"),
        (with("Loyalty Points"), "Loyalty Points"),
        (with("Revenue_Minor"), "Revenue_Minor"),
    ] {
        let error = lake.land("a", Table::Events, "2", vec![good.clone(), batch]).await.unwrap_err();
        assert!(matches!(&error, LakeError::Column { column: named, .. } if named == column), "{error}");
    }
    assert_eq!(n_events(&lake, "a").await, 1);
    for (table, is_land) in [(Table::People, true), (Table::Events, false)] {
        let error = match is_land {
            true => lake.land("a", table, "1", vec![good.clone()]).await.err(),
            false => lake.replace("a", table, vec![good.clone()]).await.err(),
        };
        assert!(matches!(error, Some(LakeError::WrongVerb { .. })), "{error:?}");
    }
}

fn map_of(workspace: &str, pairs: &[(&str, &str)]) -> RecordBatch {
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("workspace", texts(pairs.iter().map(|_| workspace.to_owned()))),
        ("identifier", texts(pairs.iter().map(|(identifier, _)| (*identifier).to_owned()))),
        ("person_id", texts(pairs.iter().map(|(_, person)| (*person).to_owned()))),
    ];
    RecordBatch::try_from_iter(columns).unwrap()
}

#[tokio::test]
async fn replacing_swaps_one_workspace_whole() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    let n =
        async |workspace: &str| number(&lake, workspace, &[], "SELECT count(*) FROM identifier_map").await;
    assert_eq!(lake.replace("a", Table::IdentifierMap, vec![]).await.unwrap(), 0);
    assert_eq!(
        lake.replace("a", Table::IdentifierMap, vec![map_of("a", &[("email:x", "p1"), ("email:y", "p2")])])
            .await
            .unwrap(),
        2
    );
    assert_eq!(
        lake.replace("b", Table::IdentifierMap, vec![map_of("b", &[("email:x", "p9")])]).await.unwrap(),
        1
    );
    assert_eq!((n("a").await, n("b").await), (2, 1));
    assert_eq!(
        lake.replace("a", Table::IdentifierMap, vec![map_of("a", &[("email:x", "p3")])]).await.unwrap(),
        1
    );
    let sql = "SELECT count(*) FROM identifier_map WHERE person_id = 'p3'";
    assert_eq!((n("a").await, n("b").await, number(&lake, "a", &[], sql).await), (1, 1, 1));
    lake.replace("a", Table::IdentifierMap, vec![]).await.unwrap();
    assert_eq!((n("a").await, n("b").await), (0, 1));
}

#[tokio::test]
async fn replacing_by_batches_that_are_made_one_by_one() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    let n = async || number(&lake, "a", &[], "SELECT count(*) FROM identifier_map").await;
    let batch = |at: usize| map_of("a", &[(&format!("email:{at}"), "p1"), (&format!("phone:{at}"), "p2")]);
    let three = |at: usize| (at < 3).then(|| Ok::<_, LakeError>(batch(at)));
    assert_eq!(lake.replace_by("a", Table::IdentifierMap, &[batch(0)], &three).await.unwrap(), 6);
    assert_eq!(n().await, 6);
    let broken = |at: usize| match at {
        0 => Some(Ok(batch(0))),
        _ => Some(Err(LakeError::ForeignRows { table: "links", workspace: "b".to_owned() })),
    };
    let error = lake.replace_by("a", Table::IdentifierMap, &[batch(0)], &broken).await.unwrap_err();
    assert!(matches!(error, LakeError::ForeignRows { .. }), "{error}");
    assert_eq!(n().await, 6, "what could not be made leaves the rows as they were");
    let large: Vec<(String, &str)> = (0..70_000).map(|at| (format!("email:{at}"), "p1")).collect();
    let large: Vec<(&str, &str)> = large.iter().map(|(key, person)| (key.as_str(), *person)).collect();
    assert_eq!(lake.replace("a", Table::IdentifierMap, vec![map_of("a", &large)]).await.unwrap(), 70_000);
    assert_eq!(n().await, 70_000, "a batch that is handed on in parts");
}

#[tokio::test]
async fn compaction_keeps_rows_and_what_has_landed() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    let nothing = lake.compact(Table::Events).await.unwrap();
    assert_eq!((nothing.n_files_before, nothing.n_files_after), (0, 0));
    for i in 0..12 {
        let (id, workspace) = (format!("x{i}"), if i % 2 == 0 { "a" } else { "b" });
        land(&lake, workspace, &format!("{i}"), &[&id]).await;
    }
    let other = open(folder.path());
    let compacted = lake.compact(Table::Events).await.unwrap();
    assert_eq!((compacted.n_files_before, compacted.n_files_after), (12, 2));
    assert_eq!(compacted.n_files_deleted, 0, "a reader may still be at the old files");
    assert_eq!(n_data_files(&folder.path().join("events")), 14);
    assert_eq!((n_events(&lake, "a").await, n_events(&other, "b").await), (6, 6));
    for lake in [&lake, &other, &open(folder.path())] {
        assert_eq!(land(lake, "a", "0", &["x0"]).await, (0, 1));
    }
    assert_eq!(land(&other, "a", "13", &["x2", "x13"]).await, (1, 1));
    assert_eq!(n_events(&lake, "a").await, 7);
}

#[tokio::test]
async fn a_wrong_place_is_named() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let error = Lake::open(file.to_str().unwrap(), LakeOptions::default()).err().unwrap().to_string();
    assert!(error.contains("it is a file"), "{error}");
    // Something else lies where a table should be.
    std::fs::create_dir(folder.path().join("events")).unwrap();
    std::fs::write(folder.path().join("events/notes.txt"), "x").unwrap();
    let lake = open(folder.path());
    for error in [
        lake.query("a", &[], "SELECT * FROM events").await.unwrap_err(),
        lake.land("a", Table::Events, "1", vec![events("a", &["x"])]).await.unwrap_err(),
    ] {
        assert!(matches!(error, LakeError::NotDelta { .. }), "{error}");
        assert!(error.to_string().contains("events"), "{error}");
    }
    assert_eq!(
        lake.query("a", &[], "SELECT count(*) FROM people").await.unwrap().len(),
        1,
        "other tables work"
    );
}

#[tokio::test]
async fn a_query_too_large_for_its_memory_says_so() {
    let folder = TempDir::new().unwrap();
    let options = LakeOptions { memory_bytes: 100 * 1024, ..LakeOptions::default() };
    let lake = Lake::open(folder.path().to_str().unwrap(), options).unwrap();
    let sql = "SELECT a.value AS v, array_agg(b.value) AS w FROM generate_series(1, 2000) a CROSS JOIN generate_series(1, 100) b GROUP BY 1";
    let error = lake.query("a", &[], sql).await.unwrap_err();
    assert!(matches!(error, LakeError::Memory { .. }), "{error}");
}

#[tokio::test]
async fn the_log_holds_no_personal_data() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    let mails = texts(["ann@example.com".to_owned()].into_iter());
    let batch = events_on("a", "2026-09-15", &["x".to_owned()], vec![("email", mails)]);
    lake.land("a", Table::Events, "1", vec![batch]).await.unwrap();
    lake.compact(Table::Events).await.unwrap();
    for entry in std::fs::read_dir(folder.path().join("events/_delta_log")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("ann@example.com"));
    }
}

#[tokio::test]
async fn many_days_of_many_landings_stay_quick_to_open() {
    let folder = TempDir::new().unwrap();
    let lake = open(folder.path());
    for i in 0..60 {
        let ids = [format!("x{i}")];
        let batch = events_on("a", &format!("2026-09-{:02}", i % 3 + 1), &ids, vec![]);
        lake.land("a", Table::Events, &i.to_string(), vec![batch]).await.unwrap();
    }
    assert!(
        folder.path().join("events/_delta_log/_last_checkpoint").exists(),
        "no checkpoint after 60 commits"
    );
    assert_eq!(n_events(&open(folder.path()), "a").await, 60);
    assert_eq!(land(&open(folder.path()), "a", "again", &["x59", "x0"]).await, (0, 2));
}
