//! Who was given which arm, and what the gate's first yes records of it.

use crate::story::{
    all_sent, at, claim, consent, gate, key, open, own_exposure, permitted, planned, subject, ws,
};
use consent::Action;
use serde_json::json;
use store::{CampaignKey, EXPOSURES, Planned, PlannedExposure};

fn of_holdout(i: usize, arm: &str) -> PlannedExposure {
    PlannedExposure { experiment: "holdout:global:2026".to_owned(), ..own_exposure(i, arm) }
}

/// Persons 1 and 2 live in one household of stratum GA; 3 keeps an earlier arm; 4 is held out above.
fn deliveries() -> Vec<Planned> {
    let own = |i: usize| PlannedExposure {
        unit_id: "h1".to_owned(),
        stratum: Some("state=GA".to_owned()),
        layer: Some("win-backs".to_owned()),
        ..own_exposure(i, "ai")
    };
    let member = |i: usize| Planned {
        unit_id: "h1".to_owned(),
        stratum: Some("state=GA".to_owned()),
        exposures: vec![of_holdout(i, "reached"), own(i)],
        ..planned(i)
    };
    let kept = Planned { exposures: vec![of_holdout(3, "reached")], ..planned(3) };
    let held_out = Planned {
        arm: "global_holdout".to_owned(),
        is_holdout: true,
        exposures: vec![of_holdout(4, "held_out")],
        ..planned(4)
    };
    vec![member(1), member(2), kept, held_out]
}

pub async fn arms_are_remembered_and_exposures_recorded(address: &str) {
    let store = open(address).await;
    let hash = subject("content").release_hash();
    store.create_campaign(&key(), "win-back", &hash, &json!({}), at(0)).await.unwrap();
    let grants: Vec<_> = (0..10).map(|i| consent(i, Action::Granted, -9)).collect();
    store.append_consents(&ws(), &grants, at(0)).await.unwrap();
    store.plan_deliveries(&key(), &deliveries(), at(0)).await.unwrap();
    let placed = store.placements(&key(), "win-back").await.unwrap();
    let words: Vec<_> =
        placed.iter().map(|p| (p.unit_id.as_str(), p.arm.as_str(), p.stratum.as_deref())).collect();
    assert_eq!(words, [("h1", "ai", Some("state=GA")); 2], "neither who kept an arm nor who is held out");

    let second = CampaignKey { version: 2, ..key() };
    store.create_campaign(&second, "win-back", &hash, &json!({}), at(1)).await.unwrap();
    assert!(
        store.earlier_placements(&second, "win-back").await.unwrap().is_empty(),
        "nobody was exposed yet"
    );
    let claimed = claim(&store, &key(), at(1), 100).await;
    let gated = gate(&store, &key(), &claimed, at(1)).await;
    store.settle(&key(), &all_sent(&permitted(&gated)), at(1)).await.unwrap();
    let earlier = store.earlier_placements(&second, "win-back").await.unwrap();
    assert_eq!(earlier.iter().map(|p| p.unit_id.as_str()).collect::<Vec<_>>(), ["h1", "h1"]);
    assert!(store.earlier_placements(&second, "another").await.unwrap().is_empty());

    let outbox = store.pending_outbox(&ws(), EXPOSURES, 100).await.unwrap();
    let words: Vec<_> = outbox
        .iter()
        .map(|row| {
            let field = |name: &str| row.body[name].as_str().unwrap_or("-").to_owned();
            ["person_id", "experiment", "arm", "unit_id", "stratum", "layer"].map(field).join(" ")
        })
        .collect();
    assert_eq!(
        words,
        [
            "p1 holdout:global:2026 reached p1 - -",
            "p1 win-back ai h1 state=GA win-backs",
            "p2 holdout:global:2026 reached p2 - -",
            "p2 win-back ai h1 state=GA win-backs",
            "p3 holdout:global:2026 reached p3 - -",
            "p4 holdout:global:2026 held_out p4 - -",
        ]
    );
    let proof = store.count_proof(&key()).await.unwrap();
    assert_eq!((proof.sent, proof.held_out, proof.holds), (3, 1, true));

    // Another campaign reaches the same person: the exposure to the holdout keeps its id, so the lake has one.
    let again =
        Planned { exposures: vec![of_holdout(1, "reached")], message_id: "again".into(), ..planned(1) };
    let other = CampaignKey { campaign: vocabulary::CampaignId::new("other").unwrap(), ..key() };
    store.create_campaign(&other, "other", &hash, &json!({}), at(1)).await.unwrap();
    store.plan_deliveries(&other, &[again], at(1)).await.unwrap();
    let claimed = claim(&store, &other, at(2), 100).await;
    gate(&store, &other, &claimed, at(2)).await;
    assert_eq!(store.pending_outbox(&ws(), EXPOSURES, 100).await.unwrap().len(), outbox.len());
}
