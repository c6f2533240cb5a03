//! The chain with its key and its end kept outside the table.

use crate::opening::raw;
use crate::story::{approval_request, at, campaign, member, open, ws};
use governance::audit::Why;
use governance::{Actor, Role, approve};
use serde_json::json;
use store::{AuditKeeper, NewAudit, ResultKind, Store};
use vocabulary::Redacted;

fn entry(body: &serde_json::Value) -> NewAudit<'_> {
    NewAudit { actor: &Actor::System, action: "audience.counted", subject: "audience:lapsed-buyers", body }
}

async fn append(store: &Store, n: i64) {
    store.append_audit(&ws(), entry(&json!({ "n": n })), at(n)).await.unwrap();
}

async fn why(store: &Store) -> Option<(u64, Why)> {
    store.verify_audit(&ws(), None).await.unwrap().err().map(|broken| (broken.seq, broken.why))
}

pub async fn a_cut_emptied_or_rewritten_chain_is_found(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let keeper = || AuditKeeper::open(folder.path(), None).unwrap();
    let plain = open(address).await;
    let store = plain.clone().with_keeper(keeper());
    for n in 0..5 {
        append(&store, n).await;
    }
    assert_eq!(why(&store).await, None);
    assert_eq!(store.audit_report(&ws(), None).await.unwrap().anchor.unwrap().seq, 5);
    // Another process with the same folder goes on with the same chain.
    append(&plain.clone().with_keeper(keeper()), 5).await;
    assert_eq!(why(&store).await, None);
    raw(address, "delete from audit where seq = 6").await;
    assert_eq!(why(&store).await, Some((6, Why::CutOff)));
    // Going on does not hide it.
    append(&store, 6).await;
    assert_eq!(why(&store).await, Some((6, Why::Rewritten)));
    append(&store, 7).await;
    assert_eq!(why(&store).await, Some((6, Why::Rewritten)));
    raw(address, "delete from audit").await;
    assert_eq!(why(&store).await, Some((1, Why::CutOff)), "emptied");
    // Somebody who can write the table and has no key makes a chain of the same length that is sound in itself.
    for n in 0..8 {
        append(&plain, n).await;
    }
    assert!(plain.verify_audit(&ws(), None).await.unwrap().is_ok(), "sound without the key");
    assert_eq!(why(&store).await, Some((6, Why::Rewritten)));
}

pub async fn a_chain_from_before_the_key_is_sealed_by_an_entry(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let plain = open(address).await;
    for n in 0..3 {
        append(&plain, n).await;
    }
    let store = plain.clone().with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    let report = store.audit_report(&ws(), None).await.unwrap();
    assert!(report.holds() && report.anchor.is_none(), "{report:?}");
    append(&store, 3).await;
    append(&store, 4).await;
    let page = store.audit_entries(&ws(), i64::MAX, 9).await.unwrap();
    let actions: Vec<_> = page.items.iter().rev().map(|found| found.entry.action.as_str()).collect();
    assert_eq!(actions[2..], ["audience.counted", "audit.sealed", "audience.counted", "audience.counted"]);
    assert_eq!(why(&store).await, None);
    raw(address, "update audit set body = '{}' where seq = 2").await;
    assert_eq!(why(&store).await, Some((2, Why::Changed)));
    let other = tempfile::tempdir().unwrap();
    let other = plain.with_keeper(AuditKeeper::open(other.path(), None).unwrap());
    raw(address, "update audit set body = '{\"n\":1}' where seq = 2").await;
    assert_eq!(why(&other).await, Some((4, Why::Changed)), "another key");
}

pub async fn what_the_chain_tells_of_is_compared(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(address).await.with_keeper(AuditKeeper::open(folder.path(), None).unwrap());
    let request = approval_request("content");
    store
        .put_approval_request(&ws(), &campaign(), &request, &member("author", Role::Marketer))
        .await
        .unwrap();
    let approval = approve(&request, &member("lead", Role::Brand), false, "fine", at(0)).unwrap();
    store.put_approval(&ws(), &campaign(), &approval, at(0)).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let body = json!({ "lift": 0.4 });
    let record = tx.put_pilot_result(&ws(), &campaign(), 1, ResultKind::Readout, &body, at(1)).await.unwrap();
    let new = NewAudit {
        actor: &Actor::System,
        action: "pilot.read_out",
        subject: "pilot:ai-win-back",
        body: &json!({ "version": 1, "record": record }),
    };
    tx.append_audit(&ws(), new, at(1)).await.unwrap();
    tx.commit().await.unwrap();
    let differences = async || store.audit_report(&ws(), None).await.unwrap().differences;
    assert_eq!(differences().await, Vec::<String>::new());
    for (change, undo, words) in [
        (
            "update approval set by_member = 'other'",
            "update approval set by_member = 'lead'",
            "`other` stands in no entry",
        ),
        (
            "update approval set body = replace(body, 'fine', 'nice')",
            "update approval set body = replace(body, 'nice', 'fine')",
            "was changed after it",
        ),
        (
            "update pilot_result set body = '{\"lift\":0.9}'",
            "update pilot_result set body = '{\"lift\":0.4}'",
            "is not the one that entry 3 tells of",
        ),
        (
            "delete from approval_request",
            "select count(*) from approval_request",
            "entry 1 tells of a request for approval by `member:author`",
        ),
    ] {
        raw(address, change).await;
        let found = differences().await;
        assert!(found.iter().any(|found| found.contains(words)), "{change}: {found:?}");
        raw(address, undo).await;
    }
    raw(address, "delete from pilot_result").await;
    let found = differences().await;
    assert!(found.iter().any(|found| found.contains("is gone")), "{found:?}");
}

pub async fn a_key_that_is_given_is_long_enough(_: &str) {
    let folder = tempfile::tempdir().unwrap();
    let open = |key: &str| AuditKeeper::open(folder.path(), Some(Redacted::new(key.to_owned())));
    let error = open("short").err().unwrap().to_string();
    assert!(error.contains("fewer than 32 characters"), "{error}");
    assert!(open(&"k".repeat(32)).is_ok());
    assert!(!folder.path().join("audit.key").exists(), "a key that is given is not written");
    AuditKeeper::open(folder.path(), None).unwrap();
    assert!(folder.path().join("audit.key").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = folder.path().join("audit.key").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
