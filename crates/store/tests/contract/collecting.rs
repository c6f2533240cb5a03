use crate::opening::raw;
use crate::story::{at, open, ws};
use serde_json::json;
use std::time::Instant;
use store::{FailedReplay, OutboxRow, QuarantineFilter, Rejected, Store};

pub async fn events_count_once(address: &str) {
    let store = open(address).await;
    let batch = [("b", "{\"n\":2}"), ("a", "{\"n\":1}"), ("a", "{\"n\":9}")];
    assert_eq!(store.accept_events(&ws(), "web", &batch, at(0)).await.unwrap(), 2);
    assert_eq!(store.accept_events(&ws(), "web", &batch, at(1)).await.unwrap(), 0);
    assert_eq!(store.n_pending_events(&ws()).await.unwrap(), 2);
    let pending = store.pending_events(&ws(), 10).await.unwrap();
    let of = |id: &str| pending.iter().find(|event| event.message_id == id).unwrap();
    assert_eq!((of("a").body.as_str(), of("a").received_at), ("{\"n\":1}", at(0)), "the first one is kept");
    let seqs: Vec<i64> = pending.iter().map(|event| event.seq).collect();
    assert_eq!(store.events_landed(&ws(), &seqs).await.unwrap(), 2);
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
        assert_eq!(store.accept_events(&ws(), "web", &events, at(0)).await.unwrap(), 500);
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
    let mut rows: Vec<_> = (1..=5).map(|line| rejected(line, "email", "bad")).collect();
    rows.push(rejected(6, "phone", "bad"));
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
    assert_eq!(found, [(1, "email", "bad", "replayed", Some(at(2))), (2, "length", "bad", "open", None)]);
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
    let rows: Vec<_> = (0..20_000).map(|line| rejected(line, "email", "bad")).collect();
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
