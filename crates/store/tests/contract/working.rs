use crate::story::{at, open, ws};
use governance::{Actor, Role};
use serde_json::json;
use std::collections::BTreeSet;
use store::{Job, JobEnd, NewJob, NewUpload, Progress, Store, StoreError, Times};
use vocabulary::{JobKind, JobState, MINUTE, MemberId};

fn ann() -> Actor {
    Actor::Member { id: MemberId::new("ann").unwrap(), role: Role::Marketer }
}

fn times(minute: i64) -> Times {
    Times { date: at(minute), clock: at(minute) }
}

async fn ask(store: &Store, kind: JobKind, subject: &str, for_worker: Option<&str>) -> Job {
    let new = NewJob { kind, subject, title: "Work", asks: &json!({"a": 1}), by: &ann(), for_worker };
    store.add_job(&ws(), new, MINUTE, times(0)).await.unwrap()
}

async fn claim(store: &Store, minute: i64) -> Option<Job> {
    store.claim_job(&ws(), "server", None, MINUTE, at(minute)).await.unwrap()
}

fn ended(state: JobState) -> JobEnd {
    JobEnd { state, message: "over".to_owned(), result: Some(json!({"n": 3})), problem: None }
}

async fn end(store: &Store, job: &Job, state: JobState) -> Result<Job, StoreError> {
    store.end_job(&ws(), job, &Progress::default(), &ended(state), times(2)).await
}

async fn lines(store: &Store, job: &Job) -> Vec<String> {
    store.job_lines(job.job_id, 0).await.unwrap().into_iter().map(|line| line.text).collect()
}

pub async fn a_job_is_asked_for_begun_and_ended(address: &str) {
    let store = open(address).await;
    let asked = ask(&store, JobKind::Import, "orders", None).await;
    assert_eq!((asked.state, asked.by_member.as_str()), (JobState::Queued, "member:ann"));
    assert_eq!(asked.asks, json!({"a": 1, "subject": "orders"}));
    let begun = claim(&store, 1).await.unwrap();
    assert_eq!((begun.state, begun.n_attempts, begun.started_at), (JobState::Running, 1, Some(at(1))));
    let progress = Progress {
        n_done: 5,
        n_total: Some(9),
        unit: "rows".to_owned(),
        message: "reading".to_owned(),
        lines: vec!["the file has no name for a column".to_owned()],
    };
    assert_eq!(store.keep_job(&ws(), &begun, &progress, MINUTE, at(1)).await.unwrap(), JobState::Running);
    let seen = store.job(&ws(), begun.job_id).await.unwrap();
    assert_eq!((seen.n_done, seen.n_total, seen.unit.as_str()), (5, Some(9), "rows"));
    let done = store.end_job(&ws(), &begun, &progress, &ended(JobState::Done), times(2)).await.unwrap();
    assert_eq!(
        (done.state, done.result, done.ended_at),
        (JobState::Done, Some(json!({"n": 3})), Some(at(2)))
    );
    assert_eq!(lines(&store, &begun).await.last().unwrap(), "over");
    let late = end(&store, &begun, JobState::Failed).await;
    assert!(matches!(late, Err(StoreError::LeaseLost { .. })), "it ends once");
    let chain = store.audit_entries(&ws(), i64::MAX, 10).await.unwrap().items;
    let told: Vec<(String, String)> =
        chain.into_iter().map(|entry| (entry.entry.actor, entry.entry.action)).collect();
    assert!(told.contains(&("member:ann".to_owned(), "job.started".to_owned())), "{told:?}");
    assert!(told.contains(&("system".to_owned(), "job.ended".to_owned())), "{told:?}");
}

pub async fn of_a_lane_one_runs_and_the_next_waits(address: &str) {
    let store = open(address).await;
    let first = ask(&store, JobKind::Import, "orders", None).await;
    let second = ask(&store, JobKind::Unify, "", None).await;
    let other = ask(&store, JobKind::Release, "spring", None).await;
    assert_eq!(claim(&store, 1).await.unwrap().job_id, first.job_id);
    assert_eq!(claim(&store, 1).await.unwrap().job_id, other.job_id, "another lane");
    assert_eq!(claim(&store, 1).await, None, "the lane is taken");
    let first = store.job(&ws(), first.job_id).await.unwrap();
    end(&store, &first, JobState::Done).await.unwrap();
    assert_eq!(claim(&store, 3).await.unwrap().job_id, second.job_id);
    assert_eq!(store.open_jobs(&ws()).await.unwrap().len(), 2);
    assert_eq!(store.jobs(&ws(), i64::MAX, 2).await.unwrap().n_total, 3);
    assert_eq!(store.done_jobs(&ws(), JobKind::Import).await.unwrap().len(), 1);
    assert_eq!(store.last_job(&ws(), "release:spring").await.unwrap().unwrap().job_id, other.job_id);

    // What a command line does by itself no server takes, and it keeps its place in the lane.
    let own = ask(&store, JobKind::Import, "people", Some("mine")).await;
    let after = ask(&store, JobKind::Import, "orders", None).await;
    let second = store.job(&ws(), second.job_id).await.unwrap();
    end(&store, &second, JobState::Done).await.unwrap();
    assert_eq!(claim(&store, 3).await, None, "it is another process's turn");
    let taken = store.claim_job(&ws(), "mine", Some(own.job_id), MINUTE, at(3)).await.unwrap().unwrap();
    end(&store, &taken, JobState::Done).await.unwrap();
    assert_eq!(claim(&store, 4).await.unwrap().job_id, after.job_id);
}

pub async fn jobs_are_stopped_and_started_again(address: &str) {
    let store = open(address).await;
    let waits = ask(&store, JobKind::Unify, "", None).await;
    let gone = store.cancel_job(&ws(), waits.job_id, &ann(), times(1)).await.unwrap();
    assert_eq!((gone.state, gone.ended_by.as_deref()), (JobState::Cancelled, Some("member:ann")));
    assert!(matches!(
        store.cancel_job(&ws(), waits.job_id, &ann(), times(1)).await,
        Err(StoreError::Job { .. })
    ));
    store.requeue_job(&ws(), waits.job_id, &ann(), times(1)).await.unwrap();
    let runs = claim(&store, 1).await.unwrap();
    assert_eq!((runs.job_id, runs.ended_by.as_deref()), (waits.job_id, None));
    assert!(matches!(
        store.requeue_job(&ws(), waits.job_id, &ann(), times(1)).await,
        Err(StoreError::Job { .. })
    ));
    let stopping = store.cancel_job(&ws(), runs.job_id, &ann(), times(1)).await.unwrap();
    assert_eq!(stopping.state, JobState::Cancelling);
    let state = store.keep_job(&ws(), &runs, &Progress::default(), MINUTE, at(1)).await.unwrap();
    assert_eq!(state, JobState::Cancelling, "whoever does it is told");
    end(&store, &runs, JobState::Cancelled).await.unwrap();
    assert_eq!(store.job(&ws(), runs.job_id).await.unwrap().state, JobState::Cancelled);
    assert!(matches!(store.cancel_job(&ws(), 999, &ann(), times(1)).await, Err(StoreError::Missing { .. })));
}

pub async fn a_process_that_is_gone_keeps_nothing(address: &str) {
    let store = open(address).await;
    ask(&store, JobKind::Import, "orders", None).await;
    let runs = claim(&store, 0).await.unwrap();
    store.interrupt_job(&ws(), &runs, "the process that did it ended", times(1)).await.unwrap();
    assert_eq!(store.job(&ws(), runs.job_id).await.unwrap().state, JobState::Interrupted);
    let late = store.keep_job(&ws(), &runs, &Progress::default(), MINUTE, at(1)).await;
    assert!(matches!(late, Err(StoreError::LeaseLost { .. })));
    store.requeue_job(&ws(), runs.job_id, &Actor::System, times(1)).await.unwrap();
    let again = claim(&store, 2).await.unwrap();
    assert_eq!((again.job_id, again.n_attempts), (runs.job_id, 2));
    assert!(end(&store, &runs, JobState::Done).await.is_err(), "the first one lost it");
    store.interrupt_job(&ws(), &runs, "late", times(2)).await.unwrap();
    assert_eq!(store.job(&ws(), runs.job_id).await.unwrap().state, JobState::Running);
    // One that was to stop has stopped.
    store.cancel_job(&ws(), again.job_id, &ann(), times(2)).await.unwrap();
    let stopping = store.job(&ws(), again.job_id).await.unwrap();
    store.interrupt_job(&ws(), &stopping, "gone", times(3)).await.unwrap();
    assert_eq!(store.job(&ws(), again.job_id).await.unwrap().state, JobState::Cancelled);
}

pub async fn job_claimers_never_share(address: &str) {
    let store = open(address).await;
    for n in 0..40 {
        ask(&store, JobKind::Readout, &format!("pilot-{n}"), None).await;
    }
    let workers: Vec<_> = (0..6)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut done = Vec::new();
                while let Some(job) = claim(&store, 1).await {
                    end(&store, &job, JobState::Done).await.unwrap();
                    done.push(job.job_id);
                }
                done
            })
        })
        .collect();
    let mut done = Vec::new();
    for worker in workers {
        done.extend(worker.await.unwrap());
    }
    assert_eq!((done.len(), done.iter().collect::<BTreeSet<_>>().len()), (40, 40));
}

pub async fn uploads_are_remembered_until_they_are_imported(address: &str) {
    let store = open(address).await;
    let new =
        NewUpload { upload_id: "u1", name: "Bestellungen März.csv", n_bytes: 12, written_at: Some(at(-9)) };
    let made = store.add_upload(&ws(), new, &ann(), at(0)).await.unwrap();
    assert_eq!(made.written_at, Some(at(-9)));
    assert_eq!((made.name.as_str(), made.n_bytes), ("Bestellungen März.csv", 12));
    assert_eq!(store.uploads(&ws()).await.unwrap(), [made]);
    store.forget_upload(&ws(), "u1").await.unwrap();
    assert!(matches!(store.upload(&ws(), "u1").await, Err(StoreError::Missing { .. })));
}
