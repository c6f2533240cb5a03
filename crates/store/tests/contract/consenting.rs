use crate::story::{at, consent, email, open, ws};
use consent::{Action, ConsentEvent, Suppression, SuppressionReason, fold};
use std::time::Instant;
use store::CONSENTS;

pub async fn ledger_is_appended_once(address: &str) {
    let store = open(address).await;
    let mut first = consent(1, Action::Granted, -100);
    first.evidence = None;
    let lines = [first, consent(2, Action::Granted, -90), consent(1, Action::Withdrawn, -80)];
    assert_eq!(store.append_consents(&ws(), &lines[..2], at(0)).await.unwrap(), 2);
    assert_eq!(store.append_consents(&ws(), &lines, at(1)).await.unwrap(), 1, "only the new one");
    let of_one = store.consents_of(&ws(), &[email(1).into_inner()]).await.unwrap();
    assert_eq!(of_one, [lines[0].clone(), lines[2].clone()]);
    assert!(fold(&of_one, at(0)).values().all(|state| !state.is_granted()));
    let ledger = store.consent_ledger(&ws(), 0, 2).await.unwrap();
    let rest = store.consent_ledger(&ws(), ledger[1].seq, 10).await.unwrap();
    let all: Vec<ConsentEvent> = ledger.into_iter().chain(rest).map(|line| line.event).collect();
    assert_eq!(all, lines);
    let outbox = store.pending_outbox(&ws(), CONSENTS, 10).await.unwrap();
    let line = |mut body: serde_json::Value| -> ConsentEvent {
        assert_eq!(body.as_object_mut().unwrap().remove("format"), Some(1.into()));
        serde_json::from_value(body).unwrap()
    };
    let copied: Vec<ConsentEvent> = outbox.iter().map(|row| line(row.body.clone())).collect();
    assert_eq!(copied, lines, "each line once");
    // What was copied is not put into the outbox again when its file is loaded again.
    let seqs: Vec<i64> = outbox.iter().map(|row| row.seq).collect();
    store.outbox_done(&ws(), &seqs).await.unwrap();
    store.append_consents(&ws(), &lines, at(2)).await.unwrap();
    assert_eq!(store.pending_outbox(&ws(), CONSENTS, 10).await.unwrap(), []);
}

pub async fn sixty_thousand_consents(address: &str) {
    let store = open(address).await;
    let lines: Vec<_> = (0..60_000).map(|i| consent(i, Action::Granted, -100)).collect();
    let begun = Instant::now();
    assert_eq!(store.append_consents(&ws(), &lines, at(0)).await.unwrap(), 60_000);
    eprintln!("60,000 consents with their outbox rows: {:?}", begun.elapsed());
    let begun = Instant::now();
    assert_eq!(store.append_consents(&ws(), &lines, at(0)).await.unwrap(), 0);
    eprintln!("the same again: {:?}", begun.elapsed());
    let begun = Instant::now();
    assert_eq!(store.consent_ledger(&ws(), 0, 100_000).await.unwrap().len(), 60_000);
    eprintln!("read back: {:?}", begun.elapsed());
}

pub async fn suppressions_are_kept(address: &str) {
    let store = open(address).await;
    let of = |reason, minutes| Suppression { identifier: email(1), reason, at: at(minutes) };
    let bounce = of(SuppressionReason::HardBounce, 0);
    let complaint = of(SuppressionReason::Complaint, 1);
    store.suppress(&ws(), &[bounce.clone(), complaint.clone()]).await.unwrap();
    store.suppress(&ws(), &[of(SuppressionReason::HardBounce, 5)]).await.unwrap();
    let found = store.suppressions_of(&ws(), &[email(1).into_inner()]).await.unwrap();
    assert_eq!(found, [bounce, complaint], "the first time of each reason stays");
    assert_eq!(store.suppressions_of(&ws(), &[email(2).into_inner()]).await.unwrap(), []);
}
