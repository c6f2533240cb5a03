//! A worker dies between two steps: its store is dropped, a new one is opened, and later something recovers.

use crate::story::{all_sent, at, claim, consent, gate, key, open, permitted, planned, release, words, ws};
use consent::Action;
use serde_json::json;
use store::{CountProof, Recovered, Store, Transport};

async fn reopen(store: Store, address: &str) -> Store {
    drop(store);
    Store::open(address).await.unwrap()
}

async fn finish(store: &Store) -> CountProof {
    let claimed = claim(store, &key(), at(100), 100).await;
    let sent = permitted(&gate(store, &key(), &claimed, at(100)).await);
    store.settle(&key(), &all_sent(&sent), at(101)).await.unwrap();
    store.count_proof(&key()).await.unwrap()
}

pub async fn between_claim_and_gate(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 10).await;
    assert_eq!(claim(&store, &key(), at(1), 7).await.len(), 7);
    let store = reopen(store, address).await;
    let early = store.recover(&key(), Transport::Plain, at(2), at(2)).await.unwrap();
    assert_eq!(early, Recovered { n_planned: 0, n_retransmit: 0, n_unknown: 0 }, "the lease still runs");
    let late = store.recover(&key(), Transport::Plain, at(6), at(6)).await.unwrap();
    assert_eq!(late, Recovered { n_planned: 7, n_retransmit: 0, n_unknown: 0 });
    let proof = finish(&store).await;
    assert_eq!((proof.sent, proof.held_out, proof.holds), (8, 2, true));
}

pub async fn while_transmitting_plainly(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 10).await;
    let claimed = claim(&store, &key(), at(1), 5).await;
    let open_ones = permitted(&gate(&store, &key(), &claimed, at(1)).await);
    assert_eq!(open_ones.len(), 4);
    store.settle(&key(), &all_sent(&open_ones[..1]), at(2)).await.unwrap();
    let store = reopen(store, address).await;
    let late = store.recover(&key(), Transport::Plain, at(90), at(90)).await.unwrap();
    assert_eq!(late, Recovered { n_planned: 0, n_retransmit: 0, n_unknown: 3 });
    // The dead worker was only slow, and knows after all what became of one of them.
    let settled = store.settle(&key(), &all_sent(&open_ones[1..2]), at(91)).await.unwrap();
    assert_eq!(settled.n_settled, 1);
    let proof = finish(&store).await;
    assert_eq!(
        (proof.sent, proof.unknown, proof.holds),
        (6, 2, true),
        "nothing twice, nothing lost silently"
    );
}

pub async fn while_transmitting_idempotently(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 5).await;
    let claimed = claim(&store, &key(), at(1), 5).await;
    let first = gate(&store, &key(), &claimed, at(1)).await;
    let store = reopen(store, address).await;
    let late = store.recover(&key(), Transport::Idempotent, at(90), at(90)).await.unwrap();
    assert_eq!(late, Recovered { n_planned: 0, n_retransmit: 4, n_unknown: 0 });
    let lost = store.settle(&key(), &all_sent(&permitted(&first)), at(91)).await.unwrap();
    assert_eq!(lost.lost.len(), 4, "the first try's result comes too late");
    // The cap of three leaves room, and the open transmission does not count against itself.
    let proof = finish(&store).await;
    assert_eq!((proof.sent, proof.unknown, proof.holds), (4, 0, true));
    let delivery = &store.deliveries_of(&ws(), &planned(1).person_id).await.unwrap()[0];
    assert_eq!((delivery.idempotency_key.as_str(), delivery.n_attempts), ("k1", 2), "the same key");
}

pub async fn an_opt_out_stops_a_repeated_transmission(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 5).await;
    let claimed = claim(&store, &key(), at(1), 5).await;
    gate(&store, &key(), &claimed, at(1)).await;
    let store = reopen(store, address).await;
    store.append_consents(&ws(), &[consent(1, Action::Withdrawn, 2)], at(2)).await.unwrap();
    store.recover(&key(), Transport::Idempotent, at(90), at(90)).await.unwrap();
    let claimed = claim(&store, &key(), at(90), 5).await;
    let gated = gate(&store, &key(), &claimed, at(90)).await;
    assert_eq!(words(&gated), ["no_consent", "p2 permitted", "p3 permitted", "p4 permitted"]);
    store.settle(&key(), &all_sent(&permitted(&gated)), at(91)).await.unwrap();
    // It may have arrived before the crash, so it is not called suppressed.
    let proof = store.count_proof(&key()).await.unwrap();
    assert_eq!((proof.sent, proof.unknown, proof.suppressed, proof.holds), (3, 1, 0, true));
    // A transport that can tell which it had ends the doubt, and the no stands for whatever comes next.
    let open = store.open_transmissions(&key()).await.unwrap();
    assert_eq!(open.iter().map(|open| open.idempotency_key.as_str()).collect::<Vec<_>>(), ["k1"]);
    store.was_handed_over(&key(), &[open[0].delivery_id], at(92)).await.unwrap();
    let proof = store.count_proof(&key()).await.unwrap();
    assert_eq!((proof.sent, proof.unknown, proof.suppressed, proof.holds), (4, 0, 0, true));
    assert!(store.open_transmissions(&key()).await.unwrap().is_empty());
}

pub async fn an_open_transaction_leaves_nothing(address: &str) {
    let store = open(address).await;
    let mut tx = store.begin().await.unwrap();
    tx.put_setting(&ws(), "label", &json!(1)).await.unwrap();
    drop(tx);
    let store = reopen(store, address).await;
    assert_eq!(store.setting(&ws(), "label").await.unwrap(), None);
    store.put_setting(&ws(), "label", &json!(2)).await.unwrap();
}
