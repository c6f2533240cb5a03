use crate::opening::raw;
use crate::story::{at, open, ws};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::{NewJob, Store, StoreError};
use vocabulary::{MINUTE, Timestamp};

fn job<'a>(key: &'a str, payload: &'a Value, run_at: Timestamp) -> NewJob<'a> {
    NewJob { queue: "unify", key, payload, run_at, n_attempts_max: 2 }
}

async fn claim(store: &Store, now: Timestamp) -> Vec<store::ClaimedJob> {
    store.claim_jobs("unify", now, MINUTE, 10).await.unwrap()
}

pub async fn jobs_run_once(address: &str) {
    let store = open(address).await;
    let payload = json!({"day": "2026-09-15"});
    for key in ["a", "a", "b"] {
        store.enqueue(&ws(), job(key, &payload, at(0)), at(0)).await.unwrap();
    }
    store.enqueue(&ws(), job("later", &payload, at(60)), at(0)).await.unwrap();
    let jobs = claim(&store, at(1)).await;
    let found: Vec<_> = jobs.iter().map(|job| (job.key.as_str(), &job.payload, job.n_attempts)).collect();
    assert_eq!(found, [("a", &payload, 1), ("b", &payload, 1)]);
    assert_eq!(claim(&store, at(1)).await, [], "the lease runs");
    store.heartbeat(&jobs[0], at(1), MINUTE.times(30)).await.unwrap();
    store.finish_job(&jobs[1], at(1)).await.unwrap();
    assert!(matches!(store.finish_job(&jobs[1], at(1)).await, Err(StoreError::LeaseLost { .. })));
    assert_eq!(claim(&store, at(20)).await, [], "the heartbeat kept it");
    let again = claim(&store, at(40)).await;
    assert_eq!((again.len(), again[0].key.as_str(), again[0].n_attempts), (1, "a", 2));
    for late in [store.finish_job(&jobs[0], at(40)).await, store.heartbeat(&jobs[0], at(40), MINUTE).await] {
        assert!(matches!(late, Err(StoreError::LeaseLost { .. })), "the first worker lost it");
    }
    store.finish_job(&again[0], at(41)).await.unwrap();
    assert_eq!(claim(&store, at(60)).await[0].key, "later");
}

pub async fn jobs_are_retried_and_die(address: &str) {
    let store = open(address).await;
    let n_dead = async || raw(address, "select count(*) from job where state = 'dead'").await;
    for key in ["fails", "vanishes"] {
        store.enqueue(&ws(), job(key, &json!({}), at(0)), at(0)).await.unwrap();
    }
    for (minute, n_dead_after) in [(0, 0), (10, 1)] {
        let jobs = claim(&store, at(minute)).await;
        assert_eq!(jobs.len(), 2);
        store.fail_job(&jobs[0], "no such table", at(minute + 5), at(minute)).await.unwrap();
        assert_eq!(n_dead().await, n_dead_after);
    }
    assert_eq!(claim(&store, at(20)).await, []);
    assert_eq!(n_dead().await, 2, "its worker vanished twice");
}

pub async fn job_claimers_never_share(address: &str) {
    let store = open(address).await;
    for n in 0..120 {
        store.enqueue(&ws(), job(&format!("j{n}"), &json!(n), at(0)), at(0)).await.unwrap();
    }
    let workers: Vec<_> = (0..6)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut done = Vec::new();
                loop {
                    let jobs = claim(&store, at(1)).await;
                    if jobs.is_empty() {
                        return done;
                    }
                    for job in jobs {
                        store.finish_job(&job, at(1)).await.unwrap();
                        done.push(job.key);
                    }
                }
            })
        })
        .collect();
    let mut done = Vec::new();
    for worker in workers {
        done.extend(worker.await.unwrap());
    }
    assert_eq!((done.len(), done.iter().collect::<BTreeSet<_>>().len()), (120, 120));
}
