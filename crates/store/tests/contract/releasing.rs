use crate::opening::raw;
use crate::story::{
    PEOPLE, SHARING, all_sent, approved, at, claim, consent, count, email, gate, key, open, permitted,
    planned, policy, release, request, subject, try_gate, words, ws,
};
use consent::{Action, Policy, Request, Suppression, SuppressionReason};
use governance::Approved;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Instant;
use store::{CampaignKey, EXPOSURES, GateRules, Gated, Lease, Outcome, Planned, Store, StoreError};
use vocabulary::{Channel, Digest, HOUR, Purpose, Redacted};

/// 1,000 people: every fifth of the holdout, every tenth opted out, one rejected, one unknown.
pub async fn the_gate_decides_and_the_proof_holds(address: &str) {
    let store = open(address).await;
    let begun = Instant::now();
    release(&store, &key(), 1_000).await;
    let opted_out: Vec<_> = (0..1_000).step_by(10).map(|i| consent(i + 1, Action::Withdrawn, -5)).collect();
    store.append_consents(&ws(), &opted_out, at(0)).await.unwrap();
    assert!(!store.count_proof(&key()).await.unwrap().holds, "nothing has ended yet");
    let mut n_permitted = 0;
    loop {
        let claimed = claim(&store, &key(), at(1), 300).await;
        if claimed.is_empty() {
            break;
        }
        let gated = gate(&store, &key(), &claimed, at(1)).await;
        let permitted = permitted(&gated);
        n_permitted += permitted.len();
        let mut outcomes = all_sent(&permitted);
        if n_permitted == permitted.len() {
            outcomes[0].1 = Outcome::Rejected { why: "550 no such user".to_owned() };
            outcomes[1].1 = Outcome::Unknown { why: "the connection was cut".to_owned() };
        }
        let settled = store.settle(&key(), &outcomes, at(2)).await.unwrap();
        assert_eq!((settled.n_settled, settled.lost), (permitted.len() as u64, vec![]));
    }
    eprintln!("1,000 people planned, claimed, gated, settled: {:?}", begun.elapsed());
    let proof = store.count_proof(&key()).await.unwrap();
    assert!(proof.holds, "{proof:?}");
    // Opted out are 1, 11, 21, …: none of them is a multiple of five, so none is of the holdout.
    assert_eq!((proof.planned, proof.sent, proof.rejected, proof.suppressed), (800, 698, 1, 100));
    assert_eq!((proof.unknown, proof.in_flight), (1, 0));
    assert_eq!((proof.holdout_planned, proof.held_out, proof.holdout_suppressed), (200, 200, 0));
    told(&store).await;
}

async fn told(store: &Store) {
    let reasons = store.suppression_counts(&key()).await.unwrap();
    assert_eq!(reasons.len(), 1);
    assert_eq!(
        (reasons[0].code.as_str(), reasons[0].reason.as_str(), reasons[0].n, reasons[0].n_holdout),
        ("no_consent", "the person withdrew consent to marketing by e-mail", 100, 0)
    );
    let arms = store.arm_counts(&key()).await.unwrap();
    let arms: Vec<_> =
        arms.iter().map(|a| (a.arm.as_str(), a.n_planned, a.n_permitted, a.n_suppressed, a.n_sent)).collect();
    assert_eq!(arms, [("ai", 800, 700, 100, 698), ("holdout", 200, 200, 0, 0)]);
    let exposures = store.exposures(&key()).await.unwrap();
    assert_eq!(exposures.len(), 900);
    assert!(exposures.iter().all(|exposure| exposure.at == at(1)));
    let outbox = store.pending_outbox(&ws(), EXPOSURES, 10_000).await.unwrap();
    let ids: BTreeSet<_> = outbox.iter().map(|row| row.entry_id.as_str()).collect();
    assert_eq!((outbox.len(), ids.len()), (900, 900), "one exposure each");
    assert_eq!(outbox[0].body["experiment"], json!("win-back"));
    let unknown = store.deliveries(&key(), Some("unknown"), 0, 10).await.unwrap();
    assert_eq!(unknown.items[0].detail.as_deref(), Some("the connection was cut"), "listed by name");
    let of_person = store.deliveries_of(&ws(), &planned(1).person_id).await.unwrap();
    assert_eq!(
        (of_person[0].state.as_str(), of_person[0].denial_code.as_deref()),
        ("suppressed", Some("no_consent"))
    );
}

pub async fn twenty_thousand_deliveries(address: &str) {
    let store = open(address).await;
    let begun = Instant::now();
    release(&store, &key(), 20_000).await;
    eprintln!("20,000 consents and deliveries planned: {:?}", begun.elapsed());
    let begun = Instant::now();
    let claimed = claim(&store, &key(), at(1), 20_000).await;
    eprintln!("claimed: {:?}", begun.elapsed());
    let begun = Instant::now();
    let sent = permitted(&gate(&store, &key(), &claimed, at(1)).await);
    eprintln!("gated: {:?}", begun.elapsed());
    let begun = Instant::now();
    assert_eq!(store.settle(&key(), &all_sent(&sent), at(2)).await.unwrap().n_settled, 16_000);
    eprintln!("settled: {:?}", begun.elapsed());
    assert!(store.count_proof(&key()).await.unwrap().holds);
}

pub async fn the_gate_is_blind_to_the_arm(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 20).await;
    let withdrawn: Vec<_> = (0..20).map(|i| consent(i, Action::Withdrawn, -5)).collect();
    store.append_consents(&ws(), &withdrawn, at(0)).await.unwrap();
    let claimed = claim(&store, &key(), at(1), 100).await;
    assert_eq!(words(&gate(&store, &key(), &claimed, at(1)).await), vec!["no_consent"; 20]);
    let proof = store.count_proof(&key()).await.unwrap();
    assert_eq!((proof.suppressed, proof.holdout_suppressed, proof.holds), (16, 4, true));
    assert_eq!(store.exposures(&key()).await.unwrap(), []);
}

pub async fn planning_is_idempotent(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 10).await;
    let again: Vec<_> = (0..12).map(planned).collect();
    assert_eq!(store.plan_deliveries(&key(), &again, at(3)).await.unwrap(), 2);
    assert_eq!(store.deliveries(&key(), None, 0, 5).await.unwrap().n_total, 12);
    // Somebody who was planned under the id they had before.
    let (old, new) = (planned(3).person_id, planned(60).person_id);
    store.add_redirects(&key().workspace, &[(old, new)]).await.unwrap();
    assert_eq!(store.plan_deliveries(&key(), &[planned(60)], at(3)).await.unwrap(), 0);
    let same_message = Planned { step: 2, ..planned(1) };
    let error = store.plan_deliveries(&key(), &[planned(50), same_message], at(3)).await.err().unwrap();
    assert!(matches!(error, StoreError::Taken { what: "delivery", .. }), "{error}");
    assert_eq!(store.deliveries(&key(), None, 0, 5).await.unwrap().n_total, 12, "all or none");
    let (hash, other) = (subject("content").release_hash(), Digest::of(["other"]));
    store.create_campaign(&key(), "win-back", &hash, &json!({}), at(9)).await.unwrap();
    let error = store.create_campaign(&key(), "win-back", &other, &json!({}), at(9)).await.err().unwrap();
    assert!(matches!(error, StoreError::Differs { .. }), "{error}");
    let unknown = CampaignKey { version: 9, ..key() };
    let error = store.plan_deliveries(&unknown, &[planned(1)], at(0)).await.err().unwrap();
    assert!(matches!(error, StoreError::Missing { what: "campaign", .. }), "{error}");
}

pub async fn an_opt_out_before_the_gate_denies(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 5).await;
    let claimed = claim(&store, &key(), at(1), 100).await;
    // After planning and claiming, before the gate; the second one under another identifier of the person.
    store.append_consents(&ws(), &[consent(1, Action::Withdrawn, 1)], at(1)).await.unwrap();
    let identifier = Redacted::new("customer_id:C2".to_owned());
    let complaint = Suppression { identifier, reason: SuppressionReason::Complaint, at: at(1) };
    store.suppress(&ws(), &[complaint]).await.unwrap();
    let gated = gate(&store, &key(), &claimed, at(1)).await;
    assert_eq!(words(&gated), ["held out", "no_consent", "p3 permitted", "p4 permitted", "suppressed"]);
}

/// An opt-out races with the gate, again and again: whoever was permitted was permitted before it.
pub async fn opt_outs_and_gates_race(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 60).await;
    let claimed = claim(&store, &key(), at(1), 100).await;
    let opting = {
        let store = store.clone();
        tokio::spawn(async move {
            let mut known = Vec::new();
            for i in (0..60).rev() {
                store.append_consents(&ws(), &[consent(i, Action::Withdrawn, 1)], at(1)).await.unwrap();
                known.push((i, Instant::now()));
            }
            known
        })
    };
    let mut permitted = Vec::new();
    for batch in claimed.chunks(6) {
        let begun = Instant::now();
        for answer in gate(&store, &key(), batch, at(1)).await {
            if let Gated::Permitted { delivery, .. } = answer {
                permitted.push((delivery.person_id.to_string(), begun));
            }
        }
    }
    for (i, committed) in opting.await.unwrap() {
        let late = permitted.iter().find(|(person, begun)| *person == format!("p{i}") && committed < *begun);
        assert_eq!(late, None, "a gate that began after the opt-out permitted");
    }
}

pub async fn the_cap_sees_the_same_batch(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 0).await;
    store.append_consents(&ws(), &[consent(1, Action::Granted, -9)], at(0)).await.unwrap();
    // Five steps to one inbox, under three person ids that may be merged one day.
    let steps: Vec<_> = (1..=5)
        .map(|step| Planned {
            step,
            message_id: format!("m{step}"),
            person_id: planned(usize::try_from(step % 3).unwrap() + SHARING).person_id,
            ..planned(1)
        })
        .collect();
    store.plan_deliveries(&key(), &steps, at(0)).await.unwrap();
    let claimed = claim(&store, &key(), at(1), 100).await;
    let gated = gate(&store, &key(), &claimed, at(1)).await;
    assert_eq!((count(&gated, "permitted"), count(&gated, "cap_reached")), (3, 2));
    // What was refused for good did not reach the inbox and makes room again; the rest counts for a week.
    let outcomes: Vec<_> = permitted(&gated)
        .into_iter()
        .map(|claimed| (claimed, Outcome::Rejected { why: "550".to_owned() }))
        .take(1)
        .collect();
    store.settle(&key(), &outcomes, at(2)).await.unwrap();
    let second = CampaignKey { version: 2, ..key() };
    let hash = subject("content").release_hash();
    store.create_campaign(&second, "win-back", &hash, &json!({}), at(2)).await.unwrap();
    let more: Vec<_> =
        (1..=2).map(|step| Planned { step, message_id: format!("n{step}"), ..planned(1) }).collect();
    store.plan_deliveries(&second, &more, at(2)).await.unwrap();
    let claimed = claim(&store, &second, at(3), 100).await;
    let gated = gate(&store, &second, &claimed, at(3)).await;
    assert_eq!((count(&gated, "permitted"), count(&gated, "cap_reached")), (1, 1));
}

pub async fn claimers_never_share(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 400).await;
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut sent = Vec::new();
                loop {
                    let claimed = claim(&store, &key(), at(1), 17).await;
                    if claimed.is_empty() {
                        return sent;
                    }
                    let permitted = permitted(&gate(&store, &key(), &claimed, at(1)).await);
                    let settled = store.settle(&key(), &all_sent(&permitted), at(2)).await.unwrap();
                    assert_eq!(settled.lost, Vec::<i64>::new());
                    sent.extend(permitted.iter().map(|claimed| claimed.delivery_id));
                }
            })
        })
        .collect();
    let mut sent = Vec::new();
    for worker in workers {
        sent.extend(worker.await.unwrap());
    }
    let distinct: BTreeSet<_> = sent.iter().collect();
    assert_eq!((sent.len(), distinct.len()), (320, 320));
    assert!(store.count_proof(&key()).await.unwrap().holds);
}

pub async fn nothing_is_sent_without_approval(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 5).await;
    let claimed = claim(&store, &key(), at(1), 3).await;
    let (approved, policy, request) = (approved(), policy(3), request());
    let lease = Lease { clock: at(1), span: HOUR };
    let recorded_at = at(1);
    let people = PEOPLE;
    let rules =
        |request, approval| GateRules { policy: &policy, request, approval, lease, people, recorded_at };
    let proof = Some(approved.proof());
    let other = Request::new([Purpose::Marketing], Channel::Email, Digest::of(["other"])).unwrap();
    let error = store.gate(&key(), &claimed, &rules(&other, proof), at(1)).await.err().unwrap();
    assert!(matches!(error, StoreError::OtherRelease { .. }), "{error}");
    let gated = store.gate(&key(), &claimed, &rules(&request, None), at(1)).await.unwrap();
    assert_eq!(words(&gated), vec!["not_approved"; 3]);
    quiet_hours(&store, &approved, &policy).await;
}

async fn quiet_hours(store: &Store, approved: &Approved<()>, policy: &Policy) {
    let night = at(12 * 60);
    let claimed = claim(store, &key(), night, 10).await;
    let lease = Lease { clock: night, span: HOUR };
    let rules = GateRules {
        policy,
        request: &request(),
        approval: Some(approved.proof()),
        lease,
        people: PEOPLE,
        recorded_at: night,
    };
    let gated = store.gate(&key(), &claimed, &rules, night).await.unwrap();
    assert_eq!(words(&gated), vec!["quiet_hours"; 2]);
    let proof = store.count_proof(&key()).await.unwrap();
    assert_eq!((proof.deferred, proof.holds), (2, false), "what is quiet waits and is not lost");
    assert_eq!(claim(store, &key(), night, 10).await, []);
    let workspace = ws();
    let unattended = |now| store.unattended_campaigns(&workspace, now, now);
    assert_eq!(unattended(night).await.unwrap(), []);
    let morning = at(24 * 60);
    assert_eq!(unattended(morning).await.unwrap().len(), 1);
    let claimed = claim(store, &key(), morning, 10).await;
    assert_eq!(unattended(morning).await.unwrap(), [], "a worker has them");
    let gated = gate(store, &key(), &claimed, morning).await;
    assert_eq!(count(&gated, "permitted") + count(&gated, "held out"), 2);
}

pub async fn late_results_are_lost(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 3).await;
    let claimed = claim(&store, &key(), at(1), 100).await;
    // The lease of five minutes ran out before the gate.
    assert_eq!(words(&gate(&store, &key(), &claimed, at(6)).await), vec!["lost"; 3]);
    let claimed = claim(&store, &key(), at(6), 100).await;
    let sent = permitted(&gate(&store, &key(), &claimed, at(6)).await);
    assert_eq!(words(&gate(&store, &key(), &claimed, at(6)).await), vec!["lost"; 3], "once is enough");
    let settled = store.settle(&key(), &all_sent(&sent), at(7)).await.unwrap();
    assert_eq!((settled.n_settled, settled.lost.len()), (2, 0));
    let refused: Vec<_> =
        sent.iter().map(|claimed| (*claimed, Outcome::Rejected { why: "late".to_owned() })).collect();
    let settled = store.settle(&key(), &refused, at(8)).await.unwrap();
    assert_eq!((settled.n_settled, settled.lost.len()), (0, 2), "what has ended stays");
}

pub async fn deferred_comes_back(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 3).await;
    let claimed = claim(&store, &key(), at(1), 100).await;
    let first = permitted(&gate(&store, &key(), &claimed, at(1)).await);
    let deferred: Vec<_> = first
        .iter()
        .map(|claimed| (*claimed, Outcome::Deferred { why: "451 try later".to_owned(), retry_at: at(30) }))
        .collect();
    store.settle(&key(), &deferred, at(2)).await.unwrap();
    assert_eq!(claim(&store, &key(), at(29), 100).await, []);
    let proof = store.count_proof(&key()).await.unwrap();
    assert_eq!((proof.in_flight, proof.holds), (2, false));
    // Opted out meanwhile: nothing arrived, so it is suppressed; it was exposed, and stays so.
    store.append_consents(&ws(), &[consent(1, Action::Withdrawn, 3)], at(3)).await.unwrap();
    let claimed = claim(&store, &key(), at(30), 100).await;
    let gated = gate(&store, &key(), &claimed, at(30)).await;
    assert_eq!(words(&gated), ["no_consent", "p2 permitted"]);
    store.settle(&key(), &all_sent(&permitted(&gated)), at(31)).await.unwrap();
    let proof = store.count_proof(&key()).await.unwrap();
    assert_eq!((proof.sent, proof.suppressed, proof.holds), (1, 1, true));
    let exposed = store.exposures(&key()).await.unwrap();
    assert_eq!(exposed.iter().map(|e| e.at).collect::<Vec<_>>(), [at(1); 3], "the first permit counts");
    assert_eq!(store.pending_outbox(&ws(), EXPOSURES, 10).await.unwrap().len(), 3);
    assert_eq!(store.deliveries_of(&ws(), &planned(2).person_id).await.unwrap()[0].n_attempts, 2);
    assert_eq!(store.deliveries_of(&ws(), &planned(2).person_id).await.unwrap()[0].address, email(2));
}

/// A counter that somebody moved to its end, and a table that somebody closed: a no could not be kept.
pub async fn nothing_is_released_while_no_no_can_be_kept(address: &str) {
    let store = open(address).await;
    release(&store, &key(), 20).await;
    let claimed = claim(&store, &key(), at(1), 20).await;
    let (gated, no) =
        (async || try_gate(&store, &key(), &claimed, at(1)).await, [consent(3, Action::Withdrawn, -5)]);
    let is_sqlite = address.starts_with("sqlite:");
    let last = raw(address, "select max(seq) from consent_entry").await;
    let counter = |n: i64| match is_sqlite {
        true => format!("update sqlite_sequence set seq = {n} where name = 'consent_entry' returning seq"),
        false => format!("select setval(pg_get_serial_sequence('consent_entry', 'seq'), {n})"),
    };
    for n in [i64::MAX, i64::MAX - 3] {
        raw(address, &counter(n)).await;
        let failed = store.append_consents(&ws(), &no, at(2)).await.unwrap_err();
        assert!(matches!(&failed, StoreError::Exhausted { .. }), "{failed}");
        assert!(failed.to_string().contains("consent_entry"), "{failed}");
        assert!(matches!(gated().await, Err(StoreError::Exhausted { .. })));
        let told = store.audit_report(&ws(), None).await.unwrap().problems();
        assert!(
            told.iter().any(|told| told.contains("consent_entry") && told.contains("counter")),
            "{told:?}"
        );
    }
    // Far ahead of its rows, and not yet at its end.
    raw(address, &counter(last + 2_000_000_000_000)).await;
    let told = store.audit_report(&ws(), None).await.unwrap().problems();
    assert!(told.iter().any(|told| told.contains("somebody moved it")), "{told:?}");
    raw(address, &counter(last)).await;
    let close = match is_sqlite {
        true => "create trigger swallow before insert on consent_entry begin select raise(ignore); end",
        false => "create rule swallow as on insert to consent_entry do instead nothing",
    };
    raw(address, close).await;
    assert!(matches!(gated().await, Err(StoreError::LedgerClosed { .. })));
    let open = if is_sqlite { "drop trigger swallow" } else { "drop rule swallow on consent_entry" };
    raw(address, open).await;
    let n_before = raw(address, "select count(*) from consent_entry").await;
    assert_eq!(permitted(&gated().await.unwrap()).len(), 16);
    assert_eq!(raw(address, "select count(*) from consent_entry").await, n_before, "what was tried is gone");
    assert!(store.audit_report(&ws(), None).await.unwrap().holds());
}
