//! A workspace that is removed leaves nothing on the disk, and takes nothing of another with it.

use crate::house::{House, row};
use gathering::unify::Meetings;
use governance::{Actor, Role};
use rounds::removal;
use std::path::{Path, PathBuf};
use vocabulary::{MINUTE, Timestamp, WorkspaceId};

fn clock() -> Timestamp {
    Timestamp::parse("2026-11-30T12:00:00Z").unwrap()
}

/// Every file and folder below `folder` whose own name is of the workspace.
fn places(folder: &Path, name: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let (path, own) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        // Locks are empty and made anew by who asks.
        if own == "_locks" {
            continue;
        }
        if own == name || own == format!("workspace={name}") {
            found.push(path.clone());
        }
        if path.is_dir() {
            places(&path, name, found);
        }
    }
}

fn originals(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("originals")).unwrap().count()
}

#[tokio::test]
async fn nothing_of_it_lies_on_the_disk() {
    let house = House::open().await;
    let rows: String = (0..6).map(|i| row(i, &format!("p{i}@x.org"), &format!("C{i:03}"), "")).collect();
    house.shop(&rows).await;
    let yes = |i: usize| format!("Y{i},p{i}@x.org,,,granted,2026-01-02T00:00:00Z,,a,\n");
    house.optin(&(0..6).map(yes).collect::<String>()).await;
    house.unify().await;
    assert_eq!(house.release().await.len(), 6);
    let (engine, store, folder) = (&house.engine, house.engine.store(), house.folder());
    let by = Actor::Member { id: house.marketer.clone(), role: Role::Marketer };
    let only =
        removal::remove(engine, &Meetings::default(), &house.workspace, &by, clock()).await.unwrap_err();
    assert!(only.to_string().contains("the only one here"), "{only}");

    // Another workspace has taken in the same file: its bytes are kept once, and are its own as well.
    let other = WorkspaceId::new("other").unwrap();
    store.ensure_workspace(&other, "Other", false, None, clock()).await.unwrap();
    house.shop_in(&other, &rows).await;

    let mut before = Vec::new();
    places(&folder, "house", &mut before);
    assert!(4 < before.len(), "lake, inbox: {before:?}");
    let n_originals = originals(&folder);
    let removed =
        removal::remove(engine, &Meetings::default(), &house.workspace, &by, clock()).await.unwrap();
    assert!(20 < removed.n_rows);
    let mut left = Vec::new();
    places(&folder, "house", &mut left);
    assert_eq!(left, Vec::<PathBuf>::new());
    assert_eq!(originals(&folder), 1, "of {n_originals}: the other's own");
    assert_eq!(
        gathering::unify::meet(engine, &house.workspace, &Meetings::default()).await.unwrap().n_new,
        0
    );

    // What somebody else was writing meanwhile goes with the next look, and a minute later nobody looks any more.
    let straggler = folder.join("lake/records/workspace=house/arrival_day=2026-09-15");
    std::fs::create_dir_all(&straggler).unwrap();
    std::fs::write(straggler.join("late.parquet"), "x").unwrap();
    removal::finish(engine, &Meetings::default(), clock() + MINUTE.times(2)).await.unwrap();
    assert!(!straggler.exists());
    assert!(store.unfinished_removals().await.unwrap().is_empty());
    // The rows of the other one are there.
    gathering::unify::run(engine, &other).await.unwrap();
    assert_eq!(rounds::pages::audiences::n_people(engine, &other).await.unwrap(), 6);
}
