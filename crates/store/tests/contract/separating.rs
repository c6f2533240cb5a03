use crate::story::{
    all_sent, at, campaign, claim, consent, email, gate, key_in, member, open, other_ws, permitted, planned,
    release, ws,
};
use consent::{Action, Suppression, SuppressionReason};
use governance::{Actor, Role};
use serde_json::json;
use store::{
    CONSENTS, EXPOSURES, Import, NewAudit, NewDefinition, NewMember, OutboxRow, QuarantineFilter, Rejected,
    ResultKind, Store, StoredVariant, VariantStatus,
};
use vocabulary::{Digest, MemberId, WorkspaceId};

/// Fills one workspace with everything, and finds the other one empty; then the other way round.
pub async fn nothing_crosses_workspaces(address: &str) {
    let store = open(address).await;
    assert_eq!(n_of_everything(&store, &other_ws()).await, vec![0; 17]);
    fill(&store, &ws()).await;
    assert_eq!(n_of_everything(&store, &other_ws()).await, vec![0; 17], "the other one stays empty");
    let filled = n_of_everything(&store, &ws()).await;
    assert!(filled.iter().all(|n| *n > 0), "{filled:?}");
    // The same ids in the other workspace are other rows: nothing is taken for a repetition.
    fill(&store, &other_ws()).await;
    assert_eq!(n_of_everything(&store, &other_ws()).await, filled);
    assert_eq!(n_of_everything(&store, &ws()).await, filled);
    foreign_places(&store).await;
}

/// Places in queues are numbers over all workspaces: those of another one are not acknowledged.
async fn foreign_places(store: &Store) {
    let events: Vec<i64> = store.pending_events(&ws(), 9).await.unwrap().iter().map(|e| e.seq).collect();
    assert_eq!(store.events_landed(&other_ws(), &events).await.unwrap(), 0);
    let rows: Vec<i64> =
        store.pending_outbox(&ws(), "topic", 9).await.unwrap().iter().map(|r| r.seq).collect();
    assert_eq!(store.outbox_done(&other_ws(), &rows).await.unwrap(), 0);
    // An opt-out in one brand says nothing in another, and a claim of one opens nothing in another.
    store.append_consents(&ws(), &[consent(1, Action::Withdrawn, 5)], at(5)).await.unwrap();
    let (here, there) = (key_in(ws()), key_in(other_ws()));
    let mut more = [planned(1)];
    (more[0].step, more[0].message_id) = (2, "second".to_owned());
    store.plan_deliveries(&here, &more, at(5)).await.unwrap();
    store.plan_deliveries(&there, &more, at(5)).await.unwrap();
    let claimed = claim(store, &here, at(6), 10).await;
    assert_eq!(permitted(&gate(store, &there, &claimed, at(6)).await), []);
    assert_eq!(permitted(&gate(store, &here, &claimed, at(6)).await), []);
    let claimed = claim(store, &there, at(6), 10).await;
    let sent = permitted(&gate(store, &there, &claimed, at(6)).await);
    assert_eq!(sent.len(), 1);
    assert_eq!(store.settle(&here, &all_sent(&sent), at(7)).await.unwrap().n_settled, 0);
}

pub async fn fill(store: &Store, workspace: &WorkspaceId) {
    let ann = MemberId::new("ann").unwrap();
    store.put_setting(workspace, "now", &json!(1)).await.unwrap();
    let new =
        NewMember { name: "Ann", email: "ann@example.com", role: Role::Admin, password_hash: Some("h") };
    store.create_member(workspace, new, at(0)).await.unwrap();
    let digest = Digest::of(["d"]);
    let new = NewDefinition { kind: "audience", name: "lapsed", body: "b", digest, by_member: &ann };
    assert_eq!(store.put_definition(workspace, new, at(0)).await.unwrap(), 1);
    let (source, file) = ("crm".to_owned(), "crm.csv".to_owned());
    let import = Import {
        source: source.clone(),
        fingerprint: "f".to_owned(),
        file: file.clone(),
        n_rows: 1,
        n_accepted: 0,
        n_rejected: 1,
        at: at(0),
    };
    store.record_import(workspace, &import).await.unwrap();
    let text = || "x".to_owned();
    let rejected = Rejected {
        source,
        file,
        line: 1,
        rule: text(),
        field: text(),
        why: text(),
        original: text(),
        contract: None,
        row_key: None,
    };
    assert_eq!(store.quarantine(workspace, &[rejected], at(0)).await.unwrap(), 1);
    assert_eq!(store.accept_events(workspace, "web", &[("m", "{}")], at(0)).await.unwrap().n_new, 1);
    let suppression = Suppression { identifier: email(90), reason: SuppressionReason::Manual, at: at(0) };
    store.suppress(workspace, &[suppression]).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.append_outbox(workspace, "topic", &[OutboxRow { entry_id: text(), body: json!({}) }], at(0))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let variant = StoredVariant {
        variant_id: text(),
        rank: 1,
        status: VariantStatus::Chosen,
        body: json!({}),
        findings: json!([]),
    };
    store.put_variants(workspace, &campaign(), &[variant]).await.unwrap();
    store.put_pilot_result(workspace, &campaign(), 1, ResultKind::Gate, &json!({}), at(0)).await.unwrap();
    let new = NewAudit { actor: &Actor::System, action: "a", subject: "s", body: &json!({}) };
    let n_own = store.audit_entries(workspace, i64::MAX, 1).await.unwrap().n_total;
    let seq = store.append_audit(workspace, new, at(0)).await.unwrap().entry.seq;
    assert_eq!(i64::try_from(seq).unwrap(), n_own + 1, "its own chain");
    let request = crate::story::approval_request("content");
    store
        .put_approval_request(workspace, &campaign(), &request, &member("author", Role::Marketer))
        .await
        .unwrap();
    let key = key_in(workspace.clone());
    release(store, &key, 3).await;
    let claimed = claim(store, &key, at(1), 10).await;
    let sent = permitted(&gate(store, &key, &claimed, at(1)).await);
    store.settle(&key, &all_sent(&sent), at(2)).await.unwrap();
}

async fn n_of_everything(store: &Store, ws: &WorkspaceId) -> Vec<usize> {
    let n = |n: i64| usize::try_from(n).unwrap();
    let key = key_in(ws.clone());
    let filter = QuarantineFilter::default();
    let people = [planned(1).person_id];
    let identifiers: Vec<String> = [1, 90].map(|i| email(i).into_inner()).to_vec();
    vec![
        usize::from(store.setting(ws, "now").await.unwrap().is_some()),
        store.members(ws).await.unwrap().len(),
        store.definitions(ws, "audience").await.unwrap().len(),
        store.imports(ws).await.unwrap().len(),
        n(store.quarantine_rows(ws, filter, 0, 9).await.unwrap().n_total),
        n(store.n_pending_events(ws).await.unwrap()),
        store.pending_outbox(ws, "topic", 99).await.unwrap().len(),
        store.pending_outbox(ws, CONSENTS, 99).await.unwrap().len(),
        store.pending_outbox(ws, EXPOSURES, 99).await.unwrap().len(),
        store.consents_of(ws, &identifiers).await.unwrap().len(),
        store.suppressions_of(ws, &identifiers).await.unwrap().len(),
        store.variants(ws, &campaign()).await.unwrap().len(),
        usize::from(store.pilot_result(ws, &campaign(), ResultKind::Gate).await.unwrap().is_some()),
        n(store.audit_entries(ws, i64::MAX, 9).await.unwrap().n_total),
        store.approval_requests_of(ws, &campaign()).await.unwrap().len(),
        n(store.deliveries(&key, None, 0, 9).await.unwrap().n_total),
        store.deliveries_of(ws, &people[0]).await.unwrap().len(),
    ]
}
