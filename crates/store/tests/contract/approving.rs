use crate::opening::raw;
use crate::story::{approval_request, at, campaign, member, open, subject, ws};
use governance::audit::{Anchor, Why};
use governance::{Actor, Approved, Objections, Role, approve};
use serde_json::json;
use store::{NewAudit, Store};

fn entry(body: &serde_json::Value) -> NewAudit<'_> {
    NewAudit { actor: &Actor::System, action: "audience.counted", subject: "audience:lapsed-buyers", body }
}

pub async fn approvals_write_the_chain(address: &str) {
    let store = open(address).await;
    let author = member("author", Role::Marketer);
    let request = approval_request("content");
    for _ in 0..2 {
        store.put_approval_request(&ws(), &campaign(), &request, &author).await.unwrap();
    }
    let approval = approve(&request, &member("lead", Role::Brand), true, "fine", at(0)).unwrap();
    for _ in 0..2 {
        store.put_approval(&ws(), &campaign(), &approval, at(0)).await.unwrap();
    }
    let hash = subject("content").release_hash();
    assert_eq!(store.approval_requests(&ws(), &hash).await.unwrap(), std::slice::from_ref(&request));
    assert_eq!(store.approval_requests_of(&ws(), &campaign()).await.unwrap(), [request]);
    let found = store.approvals_of(&ws(), &campaign()).await.unwrap();
    assert_eq!(found, [approval]);
    assert!(Approved::check((), &subject("content"), &found, &Objections::default()).is_ok());
    assert!(Approved::check((), &subject("other content"), &found, &Objections::default()).is_err(), "stale");
    let page = store.audit_entries(&ws(), i64::MAX, 10).await.unwrap();
    let told: Vec<_> = page.items.iter().map(|e| (e.entry.actor.as_str(), e.entry.action.as_str())).collect();
    assert_eq!(
        told,
        [("member:lead", "campaign.approved"), ("member:author", "campaign.approval_requested")],
        "each once, the latest first"
    );
    assert!(page.items[0].entry.body.contains("\"is_scripted\":true"));
}

pub async fn concurrent_appends_stay_sequential(address: &str) {
    let store = open(address).await;
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let store = store.clone();
            tokio::spawn(async move {
                for n in 0..25 {
                    store
                        .append_audit(&ws(), entry(&json!({"writer": writer, "n": n})), at(n))
                        .await
                        .unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let verified = store.verify_audit(&ws(), None).await.unwrap().unwrap();
    assert_eq!(verified.n_entries, 100);
    let page = store.audit_entries(&ws(), i64::MAX, 30).await.unwrap();
    assert_eq!((page.items.len(), page.n_total, page.next), (30, 100, Some(71)));
    let rest = store.audit_entries(&ws(), 71, 100).await.unwrap();
    assert_eq!((rest.items[0].entry.seq, rest.items.len(), rest.next), (70, 70, None));
}

async fn chain(store: &Store) {
    for n in 0..5 {
        store.append_audit(&ws(), entry(&json!({ "n": n })), at(n)).await.unwrap();
    }
}

pub async fn tampering_is_found(address: &str) {
    let store = open(address).await;
    chain(&store).await;
    let head = store.verify_audit(&ws(), None).await.unwrap().unwrap().head.unwrap();
    let anchor = Some(Anchor { seq: 5, digest: head });
    for (change, undo, seq, why) in [
        (
            "update audit set body = '{\"n\":9}' where seq = 3",
            "update audit set body = '{\"n\":2}' where seq = 3",
            3,
            Why::Changed,
        ),
        (
            "update audit set at = at + 1 where seq = 1",
            "update audit set at = at - 1 where seq = 1",
            1,
            Why::Changed,
        ),
        ("update audit set seq = 9 where seq = 2", "update audit set seq = 2 where seq = 9", 2, Why::Missing),
        ("update audit set seq = 9 where seq = 5", "select count(*) from audit", 5, Why::Missing),
        ("delete from audit where seq = 9", "select count(*) from audit", 5, Why::CutOff),
    ] {
        raw(address, change).await;
        let broken = store.verify_audit(&ws(), anchor).await.unwrap().unwrap_err();
        assert_eq!((broken.seq, broken.why), (seq, why), "{change}");
        raw(address, undo).await;
    }
    assert_eq!(
        store.verify_audit(&ws(), None).await.unwrap().unwrap().n_entries,
        4,
        "what only an anchor shows"
    );
}

pub async fn a_decision_and_its_entry_stand_or_fall_together(address: &str) {
    let store = open(address).await;
    for (is_committed, n_entries) in [(false, 0), (true, 1)] {
        let mut tx = store.begin().await.unwrap();
        tx.put_setting(&ws(), "label", &json!("v2")).await.unwrap();
        tx.append_audit(&ws(), entry(&json!({})), at(0)).await.unwrap();
        if is_committed {
            tx.commit().await.unwrap();
        } else {
            drop(tx);
        }
        assert_eq!(store.setting(&ws(), "label").await.unwrap().is_some(), is_committed);
        assert_eq!(store.verify_audit(&ws(), None).await.unwrap().unwrap().n_entries, n_entries);
    }
}
