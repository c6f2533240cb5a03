//! Work that takes time: done, stopped in the middle, left behind by a process that died, started again; nothing is
//! lost and nothing comes twice.

use crate::house;

use engine::{Course, Definitions, EngineError, Halt, kept};
use gathering::collect::uploads::{self, Receiving};
use governance::{Actor, Role};
use house::{House, PILOT, SHOP, SHOP_HEAD, row};
use reaching::release;
use rounds::jobs::{self, Asked, Given, Means, Performed, Report, Worker};
use store::{Job, NewMember};
use vocabulary::{DAY, JobState, Timestamp};

/// Rows that are read at a time.
const PORTION: usize = 64 * 1024;

fn clock() -> Timestamp {
    Timestamp::from_micros(house::wall_clock())
}

fn marketer(house: &House) -> Actor {
    Actor::Member { id: house.marketer.clone(), role: Role::Marketer }
}

async fn apply_shop(house: &House) {
    let mut definitions = Definitions::default();
    definitions.add("source", "shop", SHOP);
    definitions.apply(house.engine.store(), &house.workspace, &house.marketer, house.now()).await.unwrap();
}

async fn give(house: &House, name: &str, text: &str) -> String {
    let mut receiving = Receiving::begin(&house.engine, &house.workspace, name).await.unwrap();
    for piece in text.as_bytes().chunks(100_000) {
        receiving.take(piece).await.unwrap();
    }
    let made =
        receiving.end(&house.engine, &house.workspace, &marketer(house), (None, clock())).await.unwrap();
    made.upload_id
}

async fn ask(house: &House, asked: Asked) -> Job {
    let by = marketer(house);
    jobs::ask(&house.engine, &house.workspace, &asked, &by, None, clock()).await.unwrap()
}

async fn next(house: &House, worker: &Worker) -> Job {
    jobs::next(&house.engine, &house.workspace, worker, clock())
        .await
        .unwrap()
        .expect("a job whose turn it is")
}

async fn perform(house: &House, job: &Job, course: &Course) -> Performed {
    jobs::perform(&house.engine, &house.workspace, job, &Means::default(), course, clock).await.unwrap()
}

/// As a process that was killed leaves it: the file by which it said that it lives is there, and nobody holds it.
fn kill(house: &House, worker: Worker) {
    let path = house.folder().join("workers").join(format!("{}.lock", worker.name()));
    drop(worker);
    std::fs::write(path, "").unwrap();
}

fn rows(range: std::ops::Range<usize>) -> String {
    let rows: String = range.map(|i| format!("R{i},Ann,Smith,a{i}@x.org,,C{i},a\n")).collect();
    format!("{SHOP_HEAD}\n{rows}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_is_stopped_or_dies_loses_nothing_and_brings_nothing_twice() {
    let house = House::open().await;
    apply_shop(&house).await;
    let worker = Worker::begin(&house.engine).unwrap();
    let n_all = PORTION + 700;
    let upload = give(&house, "../Bestellungen März.csv", &rows(0..n_all)).await;
    let file = uploads::path(&house.engine, &house.workspace, &upload).await.unwrap();
    assert!(
        file.ends_with("Bestellungen März.csv") && file.starts_with(house.folder().join("uploads/house"))
    );
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let asked =
        Asked::Import { source: "shop".to_owned(), file: Given::Upload(upload.clone()), exported_at: None };
    let asked = ask(&house, asked).await;
    assert_eq!(asked.title, "Import Bestellungen März.csv by shop");

    // Stopped between two portions.
    let job = next(&house, &worker).await;
    let course = Course::default();
    course.halt_at(1, Halt::Cancelled);
    let done = perform(&house, &job, &course).await;
    assert!(matches!(done.outcome, Err(EngineError::Stopped { .. })));
    assert_eq!((done.job.state, done.job.n_done), (JobState::Cancelled, PORTION as i64));
    assert!(
        done.job.message.contains("65536 new") && done.job.message.contains("these stay"),
        "{:?}",
        done.job
    );
    assert!(file.exists(), "what was stopped can be started again");

    // Started again, and its process dies.
    let by = marketer(&house);
    jobs::again(&house.engine, &house.workspace, job.job_id, &by, clock()).await.unwrap();
    let doomed = Worker::begin(&house.engine).unwrap();
    next(&house, &doomed).await;
    jobs::sweep(&house.engine, &house.workspace, Some(&worker), clock()).await.unwrap();
    let state = async || house.engine.store().job(&house.workspace, job.job_id).await.unwrap().state;
    assert_eq!(state().await, JobState::Running, "its process lives");
    kill(&house, doomed);
    jobs::sweep(&house.engine, &house.workspace, Some(&worker), clock()).await.unwrap();
    assert_eq!(state().await, JobState::Interrupted);

    // Once more, to the end.
    jobs::again(&house.engine, &house.workspace, job.job_id, &by, clock()).await.unwrap();
    let job = next(&house, &worker).await;
    let done = perform(&house, &job, &Course::default()).await;
    let Ok(Report::Import(report)) = done.outcome else { panic!("{:?}", done.job) };
    assert_eq!((report.n_new, report.n_same, report.n_rows), (700, PORTION as u64, n_all as u64));
    assert_eq!(
        (done.job.state, done.job.n_attempts, done.job.n_total),
        (JobState::Done, 3, Some(n_all as i64))
    );
    assert!(!file.exists(), "the originals keep it");
    assert!(house.engine.store().uploads(&house.workspace).await.unwrap().is_empty());
    let log = house.engine.store().job_lines(job.job_id, 0).await.unwrap();
    let text: Vec<&str> = log.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(text.iter().filter(|line| **line == "begun").count(), 3, "{text:?}");
}

#[tokio::test]
async fn files_wait_for_a_day_and_what_cannot_be_read_says_so() {
    let house = House::open().await;
    apply_shop(&house).await;
    let worker = Worker::begin(&house.engine).unwrap();
    let empty = Receiving::begin(&house.engine, &house.workspace, "empty.csv").await.unwrap();
    let refused =
        empty.end(&house.engine, &house.workspace, &marketer(&house), (None, clock())).await.unwrap_err();
    assert!(refused.to_string().contains("it is empty"), "{refused}");
    // A connection that broke leaves nothing.
    let mut broken = Receiving::begin(&house.engine, &house.workspace, "half.csv").await.unwrap();
    broken.take(b"id,first").await.unwrap();
    drop(broken);
    let folder = house.folder().join("uploads/house");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);

    // Only a header: the job fails, says why, and its file can be looked at again.
    let upload = give(&house, "people.csv", SHOP_HEAD).await;
    let file = Given::Upload(upload.clone());
    ask(&house, Asked::Import { source: "shop".to_owned(), file, exported_at: None }).await;
    let job = next(&house, &worker).await;
    let done = perform(&house, &job, &Course::default()).await;
    assert_eq!(done.job.state, JobState::Failed);
    assert!(done.job.problem.is_some(), "{:?}", done.job);
    let known = async || house.engine.store().uploads(&house.workspace).await.unwrap().len();
    uploads::sweep(&house.engine, &house.workspace, clock()).await.unwrap();
    assert_eq!(known().await, 1);
    uploads::sweep(&house.engine, &house.workspace, clock() + DAY).await.unwrap();
    assert_eq!((known().await, std::fs::read_dir(&folder).unwrap().count()), (0, 0));
    let missing = Asked::Import { source: "shop".to_owned(), exported_at: None, file: Given::Upload(upload) };
    let by = marketer(&house);
    let refused = jobs::ask(&house.engine, &house.workspace, &missing, &by, None, clock()).await;
    assert!(refused.is_err(), "it is refused at once");
    let absent = Asked::Import {
        source: "nothing".to_owned(),
        exported_at: None,
        file: Given::Upload("x".to_owned()),
    };
    assert!(jobs::ask(&house.engine, &house.workspace, &absent, &by, None, clock()).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unify_that_is_stopped_leaves_people_as_they_were() {
    let house = House::open().await;
    let people: String = (0..20).map(|i| row(i, &format!("b{i}@x.org"), &format!("C{i:03}"), "")).collect();
    house.shop(&people).await;
    let worker = Worker::begin(&house.engine).unwrap();
    ask(&house, Asked::Unify).await;
    let second = ask(&house, Asked::Unify).await;
    let job = next(&house, &worker).await;
    assert!(
        jobs::next(&house.engine, &house.workspace, &worker, clock()).await.unwrap().is_none(),
        "the second waits for the first"
    );
    let course = Course::default();
    course.halt(Halt::Cancelled);
    let done = perform(&house, &job, &course).await;
    assert_eq!(done.job.state, JobState::Cancelled);
    assert!(done.job.message.contains("people are as they were"), "{:?}", done.job);
    let job = next(&house, &worker).await;
    assert_eq!(job.job_id, second.job_id);
    let done = perform(&house, &job, &Course::default()).await;
    let Ok(Report::Unify(report)) = done.outcome else { panic!("{:?}", done.job) };
    assert_eq!((report.n_people, done.job.message.as_str()), (20, "20 people from 20 records"));
}

/// A house with a campaign that is approved: 600 people, who all said yes.
async fn with_campaign() -> House {
    let house = House::open().await;
    let people: String = (0..600).map(|i| row(i, &format!("b{i}@x.org"), &format!("C{i:03}"), "")).collect();
    house.shop(&people).await;
    house.unify().await;
    let yes: String =
        (0..600).map(|i| format!("Y{i},b{i}@x.org,,,granted,2026-01-02T00:00:00Z,,a,\n")).collect();
    house.optin(&yes).await;
    house.approved().await;
    house.engine.set_now(&house.workspace, house.now()).await.unwrap();
    house
}

fn mailed_once(house: &House) -> usize {
    let mut mailed = house.mailed();
    let n = mailed.len();
    mailed.sort();
    mailed.dedup();
    assert_eq!(n, mailed.len(), "nobody gets it twice");
    n
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_release_that_is_stopped_waits_and_one_that_is_interrupted_goes_on() {
    let house = with_campaign().await;
    let (engine, workspace) = (&house.engine, &house.workspace);
    let worker = Worker::begin(engine).unwrap();
    let release = || Asked::Release { pilot: PILOT.to_owned() };
    ask(&house, release()).await;
    let job = next(&house, &worker).await;
    let course = Course::default();
    course.halt_at(1, Halt::Cancelled);
    let done = perform(&house, &job, &course).await;
    assert_eq!(done.job.state, JobState::Cancelled, "{:?}", done.outcome.err());
    let n_first = mailed_once(&house);
    let key = kept::approved(engine, workspace, PILOT).await.unwrap().item().pilot.campaign_key(workspace);
    let proof = async || engine.store().count_proof(&key).await.unwrap();
    let waiting = proof().await.in_flight;
    assert!(0 < n_first && 0 < waiting, "it stopped in the middle: {n_first} sent, {waiting} waiting");
    assert!(done.job.message.contains("nobody gets it twice"), "{:?}", done.job);

    // What a member stopped nobody goes on with by itself.
    assert!(release::resume(engine, workspace, house.now(), clock).await.unwrap().is_empty());
    jobs::go_on(engine, workspace, clock()).await.unwrap();
    assert_eq!(mailed_once(&house), n_first);

    // Started again it is interrupted, and goes on by its ledger.
    let by = marketer(&house);
    jobs::again(engine, workspace, job.job_id, &by, clock()).await.unwrap();
    let job = next(&house, &worker).await;
    let course = Course::default();
    course.halt(Halt::Shutdown);
    let done = perform(&house, &job, &course).await;
    assert_eq!(done.job.state, JobState::Interrupted);
    assert!(
        release::resume(engine, workspace, house.now(), clock).await.unwrap().is_empty(),
        "its job goes on"
    );
    jobs::go_on(engine, workspace, clock()).await.unwrap();
    let job = next(&house, &worker).await;
    let done = perform(&house, &job, &Course::default()).await;
    let Ok(Report::Release(plan, _)) = done.outcome else { panic!("{:?}", done.job) };
    assert_eq!((done.job.state, plan.n_members), (JobState::Done, 0), "it plans nothing new");
    let proof = proof().await;
    assert!(proof.holds && proof.in_flight == 0, "{proof:?}");
    assert_eq!(mailed_once(&house) as i64, proof.sent);

    // Asked for once more it has nothing to do.
    ask(&house, release()).await;
    let job = next(&house, &worker).await;
    let done = perform(&house, &job, &Course::default()).await;
    assert_eq!(done.job.state, JobState::Done);
    assert_eq!(mailed_once(&house) as i64, proof.sent);
}

#[tokio::test]
async fn who_may_stop_a_job_is_who_may_start_it_and_a_release_who_approves() {
    let house = House::open().await;
    let store = house.engine.store();
    let mut members = Vec::new();
    for role in [Role::Analyst, Role::Brand, Role::Leader] {
        let email = format!("{role}@x.org");
        let new = NewMember { name: role.as_str(), email: &email, role, password_hash: None };
        let id = store.create_member(&house.workspace, new, house.now()).await.unwrap().member_id;
        members.push(Actor::Member { id, role });
    }
    let cancel = async |job: &Job, by: &Actor| {
        jobs::cancel(&house.engine, &house.workspace, job.job_id, by, clock()).await
    };
    let unify = ask(&house, Asked::Unify).await;
    let refused = cancel(&unify, &members[1]).await.unwrap_err();
    assert!(matches!(refused, EngineError::Forbidden { .. }), "{refused}");
    assert!(refused.to_string().contains("role `brand` may not stop a job"), "{refused}");
    let stopped = cancel(&unify, &members[0]).await.unwrap();
    assert_eq!(stopped.state, JobState::Cancelled);
    let refused = jobs::again(&house.engine, &house.workspace, unify.job_id, &members[2], clock()).await;
    assert!(matches!(refused, Err(EngineError::Forbidden { .. })));
    for role in [Role::Brand, Role::Legal, Role::Leader, Role::Marketer, Role::Admin] {
        assert!(jobs::may_stop(role, vocabulary::JobKind::Release), "{role}");
    }
    assert!(!jobs::may_stop(Role::Analyst, vocabulary::JobKind::Release));
}
