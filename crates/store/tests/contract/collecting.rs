use crate::opening::raw;
use crate::story::{at, open, ws};
use governance::Actor;
use serde_json::json;
use std::time::Instant;
use store::{FailedReplay, Mended, Mending, Original, OutboxRow, QuarantineFilter, Rejected, Store};

pub async fn events_count_once(address: &str) {
    let store = open(address).await;
    let batch = [("b", "{\"n\":2}"), ("a", "{\"n\":1}"), ("a", "{\"n\":9}")];
    assert_eq!(store.accept_events(&ws(), "web", &batch, at(0)).await.unwrap().n_new, 2);
    assert_eq!(store.accept_events(&ws(), "web", &batch, at(1)).await.unwrap().n_new, 0);
    // Under the id of one that waits: what it says is given, to be compared.
    let other = [("a", "{\"n\":3}"), ("b", "{\"n\":2}"), ("d", "{}")];
    let again = store.accept_events(&ws(), "other", &other[2..], at(1)).await.unwrap();
    assert_eq!((again.n_new, again.waiting.len()), (1, 0));
    let again = store.accept_events(&ws(), "web", &other[..2], at(1)).await.unwrap();
    assert_eq!((again.n_new, again.waiting), (0, vec![("a".to_owned(), "{\"n\":1}".to_owned())]));
    assert_eq!(store.n_pending_events(&ws()).await.unwrap(), 3);
    let pending = store.pending_events(&ws(), 10).await.unwrap();
    let of = |id: &str| pending.iter().find(|event| event.message_id == id).unwrap();
    assert_eq!((of("a").body.as_str(), of("a").received_at), ("{\"n\":1}", at(0)), "the first one is kept");
    let seqs: Vec<i64> = pending.iter().map(|event| event.seq).collect();
    assert_eq!(store.events_landed(&ws(), &seqs).await.unwrap(), 3);
    // Places in the queue are never given again: a slow worker that acknowledges the old ones must not
    // delete new events.
    store.accept_events(&ws(), "web", &[("c", "{}")], at(2)).await.unwrap();
    assert_eq!(store.events_landed(&ws(), &seqs).await.unwrap(), 0);
    assert_eq!(store.n_pending_events(&ws()).await.unwrap(), 1);
}

pub async fn twenty_thousand_events(address: &str) {
    let store = open(address).await;
    let body = json!({
        "type": "track", "event": "Order Completed", "userId": "C1", "timestamp": "2026-09-15T14:00:00Z",
        "properties": {"revenue": 12.5, "currency": "USD", "products": ["peach", "pecan"]},
    })
    .to_string();
    let begun = Instant::now();
    for batch in 0..40 {
        let events: Vec<(String, &str)> =
            (0..500).map(|i| (format!("m-{batch}-{i}"), body.as_str())).collect();
        assert_eq!(store.accept_events(&ws(), "web", &events, at(0)).await.unwrap().n_new, 500);
    }
    eprintln!("20,000 events in 40 durable batches: {:?}", begun.elapsed());
    drop(store);
    let store = Store::open(address).await.unwrap();
    let begun = Instant::now();
    let pending = store.pending_events(&ws(), 100_000).await.unwrap();
    assert_eq!(pending.len(), 20_000);
    let seqs: Vec<i64> = pending.iter().map(|event| event.seq).collect();
    assert_eq!(store.events_landed(&ws(), &seqs).await.unwrap(), 20_000);
    eprintln!("20,000 events read and landed: {:?}", begun.elapsed());
    assert_eq!(store.n_pending_events(&ws()).await.unwrap(), 0);
}

fn rejected(line: i64, rule: &str, original: &str) -> Rejected {
    Rejected {
        source: "crm".to_owned(),
        file: "crm.csv".to_owned(),
        line,
        rule: rule.to_owned(),
        field: "email".to_owned(),
        why: format!("`{rule}` is broken"),
        original: original.to_owned(),
        contract: None,
        row_key: None,
    }
}

/// Real files hold zero bytes, quotes, backslashes and letters of all kinds.
pub async fn broken_text_is_kept(address: &str) {
    let store = open(address).await;
    let texts = ["O'Hara \"x\" \\ \\u0000", "a\0b", "Zoë 桃 🍑\n\t", ""];
    let rows: Vec<_> = (1..).zip(texts).map(|(line, text)| rejected(line, "email", text)).collect();
    store.quarantine(&ws(), &rows, at(0)).await.unwrap();
    let page = store.quarantine_rows(&ws(), QuarantineFilter::default(), 0, 10).await.unwrap();
    let kept: Vec<&str> = page.items.iter().map(|row| row.original.as_str()).collect();
    assert_eq!(kept, [texts[0], "a\u{fffd}b", texts[2], texts[3]]);
    let body = json!({"text": texts}).to_string();
    store.accept_events(&ws(), "web", &[("m", &body)], at(0)).await.unwrap();
    assert_eq!(store.pending_events(&ws(), 1).await.unwrap()[0].body, body, "JSON is kept byte for byte");
}

pub async fn quarantine_is_replayed(address: &str) {
    let store = open(address).await;
    let bad = |line: i64| format!("bad {line}");
    let mut rows: Vec<_> = (1..=5).map(|line| rejected(line, "email", &bad(line))).collect();
    rows.push(rejected(6, "phone", &bad(6)));
    assert_eq!(store.quarantine(&ws(), &rows, at(0)).await.unwrap(), 6);
    assert_eq!(store.quarantine(&ws(), &rows, at(1)).await.unwrap(), 0, "the same file again");
    let ids = [rows[0].row_id(), rows[5].row_id()];
    assert_eq!(store.mark_replayed(&ws(), &ids, at(2)).await.unwrap(), 2);
    assert_eq!(store.mark_replayed(&ws(), &ids, at(3)).await.unwrap(), 0);
    let failed = FailedReplay {
        row_id: rows[1].row_id(),
        rule: "length".to_owned(),
        field: "name".to_owned(),
        why: "too long".to_owned(),
    };
    assert_eq!(store.replay_failed(&ws(), &[failed]).await.unwrap(), 1);
    let found = store.quarantine_rows_by_id(&ws(), &[rows[1].row_id(), rows[0].row_id()]).await.unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|r| (r.line, r.rule.as_str(), r.original.as_str(), r.state.as_str(), r.replayed_at))
        .collect();
    assert_eq!(found, [(1, "email", "bad 1", "replayed", Some(at(2))), (2, "length", "bad 2", "open", None)]);
    let summary = store.quarantine_summary(&ws()).await.unwrap();
    let summary: Vec<_> = summary.iter().map(|s| (s.rule.as_str(), s.n_open, s.n_replayed)).collect();
    assert_eq!(summary, [("email", 3, 1), ("length", 1, 0), ("phone", 0, 1)]);
    assert_eq!(store.n_quarantined(&ws()).await.unwrap(), (6, 4));
    pages(&store).await;
}

async fn pages(store: &Store) {
    let filter =
        QuarantineFilter { source: Some("crm"), rule: Some("email"), is_open: true, ..Default::default() };
    let first = store.quarantine_rows(&ws(), filter, 0, 2).await.unwrap();
    assert_eq!((first.items.len(), first.n_total), (2, 3));
    let second = store.quarantine_rows(&ws(), filter, first.next.unwrap(), 2).await.unwrap();
    assert_eq!((second.items.len(), second.next), (1, None));
    let lines: Vec<i64> = first.items.iter().chain(&second.items).map(|row| row.line).collect();
    assert_eq!(lines, [3, 4, 5]);
}

pub async fn outbox_is_emptied_once(address: &str) {
    let store = open(address).await;
    let row = |n: i64| OutboxRow { entry_id: format!("e{n}"), body: json!({"n": n}) };
    for _ in 0..2 {
        let mut tx = store.begin().await.unwrap();
        tx.append_outbox(&ws(), "topic", &[row(1), row(2)], at(0)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut undone = store.begin().await.unwrap();
    undone.append_outbox(&ws(), "topic", &[row(3)], at(0)).await.unwrap();
    drop(undone);
    let pending = store.pending_outbox(&ws(), "topic", 10).await.unwrap();
    let found: Vec<_> = pending.iter().map(|row| (row.entry_id.as_str(), row.body.clone())).collect();
    assert_eq!(found, [("e1", json!({"n": 1})), ("e2", json!({"n": 2}))]);
    assert_eq!(store.pending_outbox(&ws(), "other", 10).await.unwrap(), []);
    assert_eq!(store.outbox_done(&ws(), &[pending[0].seq]).await.unwrap(), 1);
    assert_eq!(store.pending_outbox(&ws(), "topic", 10).await.unwrap(), pending[1..]);
    assert_eq!(raw(address, "select count(*) from outbox").await, 1);
}

pub async fn twenty_thousand_rejected(address: &str) {
    let store = open(address).await;
    let rows: Vec<_> = (0..20_000).map(|line| rejected(line, "email", &format!("bad {line}"))).collect();
    let begun = Instant::now();
    assert_eq!(store.quarantine(&ws(), &rows, at(0)).await.unwrap(), 20_000);
    let failed: Vec<_> = rows
        .iter()
        .map(|row| FailedReplay {
            row_id: row.row_id(),
            rule: "phone".to_owned(),
            field: "phone".to_owned(),
            why: "still wrong".to_owned(),
        })
        .collect();
    assert_eq!(store.replay_failed(&ws(), &failed).await.unwrap(), 20_000);
    let ids: Vec<String> = rows.iter().map(Rejected::row_id).collect();
    assert_eq!(store.mark_replayed(&ws(), &ids, at(1)).await.unwrap(), 20_000);
    eprintln!("20,000 rows quarantined, edited, replayed: {:?}", begun.elapsed());
    let summary = store.quarantine_summary(&ws()).await.unwrap();
    assert_eq!((summary[0].rule.as_str(), summary[0].n_replayed, summary.len()), ("phone", 20_000, 1));
}

pub async fn a_message_id_is_its_sources_own(address: &str) {
    let store = open(address).await;
    for (source, n_new) in [("web", 1), ("app", 1), ("web", 0)] {
        let taken = store.accept_events(&ws(), source, &[("orders:1", "{}")], at(0)).await.unwrap().n_new;
        assert_eq!(taken, n_new, "{source}");
    }
    assert_eq!(store.n_pending_events(&ws()).await.unwrap(), 2);
}

pub async fn rows_are_mended_beside_what_came(address: &str) {
    let store = open(address).await;
    let rows: Vec<_> = (1..=4).map(|line| rejected(line, "email", &format!("as it came {line}"))).collect();
    store.quarantine(&ws(), &rows, at(0)).await.unwrap();
    let id = |n: usize| rows[n].row_id();
    let by = Actor::System;
    let edit = Mended { row_id: id(0), edited: "as it should be".to_owned() };
    assert_eq!(store.keep_edits(&ws(), &[edit], &by, at(1)).await.unwrap(), 1);
    let kept = store.quarantine_rows_by_id(&ws(), &[id(0)]).await.unwrap().remove(0);
    assert_eq!((kept.original.as_str(), kept.edited.as_deref()), ("as it came 1", Some("as it should be")));

    let like = Mending::Like(QuarantineFilter { rule: Some("email"), ..QuarantineFilter::default() });
    let one = [id(1)];
    assert_eq!(store.discard(&ws(), Mending::Rows(&one), "a test", &by, at(2)).await.unwrap(), 1);
    assert_eq!(store.n_quarantined(&ws()).await.unwrap(), (4, 3));
    assert_eq!(store.discard(&ws(), like, "all of it", &by, at(3)).await.unwrap(), 3);
    assert_eq!(store.discard(&ws(), like, "all of it", &by, at(3)).await.unwrap(), 0);
    assert_eq!(store.mark_replayed(&ws(), &one, at(4)).await.unwrap(), 0, "nobody waits for it");
    let kept = store.quarantine_rows_by_id(&ws(), &one).await.unwrap().remove(0);
    assert_eq!((kept.state.as_str(), kept.discard_reason.as_deref()), ("discarded", Some("a test")));
    let summary = store.quarantine_summary(&ws()).await.unwrap();
    assert_eq!((summary[0].n_open, summary[0].n_discarded), (0, 4));
    assert_eq!(store.undo_discard(&ws(), Mending::Rows(&one), &by, at(5)).await.unwrap(), 1);
    assert_eq!(store.undo_discard(&ws(), like, &by, at(6)).await.unwrap(), 3);
    assert_eq!(store.n_quarantined(&ws()).await.unwrap(), (4, 4));
    let actions: Vec<String> = store
        .audit_entries(&ws(), i64::MAX, 10)
        .await
        .unwrap()
        .items
        .into_iter()
        .map(|entry| entry.entry.action)
        .collect();
    let (discarded, undone) = ("quarantine.discarded", "quarantine.discard_undone");
    assert_eq!(actions, [undone, undone, discarded, discarded, "quarantine.edited", "record.changed"]);
    assert!(store.verify_audit(&ws(), None).await.unwrap().is_ok());
}

/// A row is known by what it says, wherever it stands.
pub async fn a_quarantined_row_is_its_content(address: &str) {
    let store = open(address).await;
    let row = |line: i64, file: &str, original: &str| Rejected {
        file: file.to_owned(),
        row_key: Some("crm:1".to_owned()),
        ..rejected(line, "email", original)
    };
    let first = row(2, "monday.csv", r#"{"id":"1","mail":"x@","note":""}"#);
    let again = row(7, "tuesday.csv", r#"{"mail":"x@","id":"1"}"#);
    assert_eq!(store.quarantine(&ws(), &[first.clone(), first.clone()], at(0)).await.unwrap(), 1);
    assert_eq!(store.quarantine(&ws(), std::slice::from_ref(&again), at(1)).await.unwrap(), 0);
    let ids = [first.row_id()];
    assert_eq!(again.row_id(), ids[0]);
    assert!(store.settled_rows(&ws(), &ids).await.unwrap().is_empty());
    store.discard(&ws(), Mending::Rows(&ids), "a test", &Actor::System, at(2)).await.unwrap();
    assert_eq!(store.settled_rows(&ws(), &ids).await.unwrap().len(), 1);
    store.undo_discard(&ws(), Mending::Rows(&ids), &Actor::System, at(3)).await.unwrap();
    let waiting = store.waiting_rows(&ws(), "crm").await.unwrap();
    assert_eq!((waiting.len(), waiting[0].row_key.as_str()), (1, "crm:1"));
    assert_eq!(store.close_rows(&ws(), &ids, "it is sound now", at(4)).await.unwrap(), 1);
    let closed = store.quarantine_rows_by_id(&ws(), &ids).await.unwrap().remove(0);
    assert_eq!((closed.state.as_str(), closed.closed_why.as_deref()), ("closed", Some("it is sound now")));
    // Where the source says it again, it waits again.
    assert_eq!(store.quarantine(&ws(), &[again], at(5)).await.unwrap(), 1);
    assert_eq!(store.n_quarantined(&ws()).await.unwrap(), (1, 1));
}

pub async fn originals_stay_in_the_order_they_came(address: &str) {
    let store = open(address).await;
    let original = |digest: &str, minutes| Original {
        seq: 0,
        source: "crm".to_owned(),
        digest: digest.to_owned(),
        file: "crm.csv".to_owned(),
        contract: "c1".to_owned(),
        n_bytes: 7,
        at: at(minutes),
        written_at: None,
    };
    // One that comes twice in a row came once; one that comes back came back.
    for (digest, minutes) in [("a", 0), ("a", 1), ("b", 2), ("a", 3)] {
        store.add_original(&ws(), &original(digest, minutes)).await.unwrap();
    }
    let kept = store.originals(&ws(), "crm").await.unwrap();
    let kept: Vec<_> = kept.iter().map(|original| (original.digest.as_str(), original.at)).collect();
    assert_eq!(kept, [("a", at(0)), ("b", at(2)), ("a", at(3))]);
    assert_eq!(store.originals(&ws(), "web").await.unwrap(), []);
    for (digest, minutes) in [("c1", 0), ("c2", 1), ("c1", 2)] {
        store.keep_contract(&ws(), "crm", digest, digest, at(minutes)).await.unwrap();
    }
    let last = store.last_contract(&ws(), "crm").await.unwrap();
    assert_eq!(last, Some(("c1".to_owned(), "c1".to_owned())));
    assert_eq!(store.kept_contract(&ws(), "c2").await.unwrap().as_deref(), Some("c2"));
    assert_eq!(store.kept_contract(&ws(), "c3").await.unwrap(), None);
}
