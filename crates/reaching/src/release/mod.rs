//! Step 6: release what was approved, through a randomised experiment, past the send gate.
//!
//! INVARIANT: the gate decides for every planned person in every arm without seeing the arm, and everyone
//! it permits is exposed. The arms stay comparable whatever was withdrawn meanwhile.

mod foretell;
mod plan;

pub use foretell::{Foretold, ForetoldArm, foretell};
pub use plan::{PlanReport, begins_at, may_begin, plan};

use channels::{Delivery as Handed, Message, Permitted};
use consent::Request;
use engine::addressees::Reach;
use engine::definitions::texts;
use engine::kept::{self, Release};
use engine::{Course, Engine, EngineError, PilotFile, outbox};
use governance::{Actor, Approved};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::{
    CampaignKey, Claimed, CountProof, GateRules, Gated, Lease, NewAudit, OpenTransmission, Outcome,
    PlannedRows, Transport,
};
use vocabulary::{CampaignId, JobKind, JobState, Redacted, SECOND, Span, Timestamp, WorkspaceId, grouped};

/// Deliveries gated and handed over at a time: few enough that what the gate said is still true when they go.
const N_BATCH: i64 = 250;

/// Batches in a row of which nothing could be handed over, until somebody is told.
const N_REFUSED_MAX: u32 = 20;

/// How long a worker may go without a sign of life before its deliveries are taken over.
const LEASE: Span = SECOND.times(30);

/// Sends what was planned: claims, asks the gate, hands over, settles; until nothing is left.
///
/// Safe to repeat after a crash: the test inbox knows a message by its idempotency key. What another worker
/// holds is waited for, or taken over when that worker is dead. What is deferred stays so.
/// `clock` is the machine's; `now` is the workspace's date when it begins, and goes on with the clock: consent and
/// quiet hours are asked at the moment of sending. People are read live, never as they were planned. A permit that
/// died on the way (the process was stopped), or that may be old because the ledger moved, is asked for again.
/// `progress` is told how many of the
/// planned are done.
pub async fn send(
    engine: &Engine,
    workspace: &WorkspaceId,
    approved: &Approved<Release>,
    now: Timestamp,
    clock: impl Fn() -> Timestamp,
    mut progress: impl FnMut(u64),
) -> Result<CountProof, EngineError> {
    let progress = |n_done| {
        progress(n_done);
        true
    };
    send_while(engine, workspace, approved, now, clock, progress).await
}

/// As [`send`], and stops between two batches when `course` shall stop.
///
/// Errors: [`EngineError::Stopped`]; what was sent stays sent, and the rest waits until it is released again.
pub async fn send_on(
    engine: &Engine,
    workspace: &WorkspaceId,
    approved: &Approved<Release>,
    now: Timestamp,
    clock: impl Fn() -> Timestamp,
    course: &Course,
) -> Result<CountProof, EngineError> {
    let key = approved.item().pilot.campaign_key(workspace);
    let waiting = engine.store().count_proof(&key).await?.in_flight.unsigned_abs();
    course.of(Some(waiting), "messages");
    course.stage("sending, past the gate");
    let progress = |n_done| {
        course.at(n_done);
        course.halted().is_none()
    };
    send_while(engine, workspace, approved, now, clock, progress).await
}

/// `progress` is told how many are done, and says whether to go on.
async fn send_while(
    engine: &Engine,
    workspace: &WorkspaceId,
    approved: &Approved<Release>,
    now: Timestamp,
    clock: impl Fn() -> Timestamp,
    mut progress: impl FnMut(u64) -> bool,
) -> Result<CountProof, EngineError> {
    let pilot = &approved.item().pilot;
    let key = pilot.campaign_key(workspace);
    check_sendable(approved.item(), now)?;
    let request =
        Request::new(pilot.send.purposes.iter().copied(), pilot.send.channel, approved.release_hash())
            .map_err(|error| EngineError::definition("pilot", pilot.id().as_str(), error))?;
    let texts = Texts::of(approved.item());
    let planned = planned_rows(engine, &key).await?;
    recover(engine, &key, now, clock()).await?;
    let worker = Worker {
        engine,
        workspace,
        key: &key,
        pilot,
        request: &request,
        approval: approved.proof(),
        texts: &texts,
        planned: Mutex::new(Arc::new(planned)),
        begun: clock(),
        clock: &clock,
        now,
        is_simulated: engine.store().workspace(workspace).await?.is_simulated,
    };
    let (n_done, halt) = worker.work(&mut progress).await?;
    outbox::flush_outbox(engine, workspace).await?;
    let proof = engine.store().count_proof(&key).await?;
    let subject = format!("campaign:{}", pilot.id());
    // What was handed over before a crash and not told is told by the next who looks.
    let told = engine.store().latest_audit(workspace, "campaign.released", &subject).await?;
    let is_told = told.is_some_and(|told| {
        told.get("version") == Some(&json!(key.version)) && told.get("proof") == Some(&json!(proof))
    });
    if 0 < n_done || !is_told {
        let mut body =
            json!({ "release_hash": approved.release_hash(), "version": key.version, "proof": proof });
        // What became of each message is fixed once none is on its way.
        if proof.in_flight == 0
            && let Some(fields) = body.as_object_mut()
        {
            let sums = engine.store().sums_at_the_end(&key).await?;
            fields.extend(sums.into_iter().map(|(word, sum)| (word.to_owned(), json!(sum))));
        }
        let new =
            NewAudit { actor: &Actor::System, action: "campaign.released", subject: &subject, body: &body };
        engine.store().append_audit(workspace, new, now).await?;
    }
    match halt {
        None => Ok(proof),
        Some(halt) => Err(halt.told(&proof)),
    }
}

/// Why a release ends before all is sent.
enum Halt {
    /// Somebody stopped it.
    Commanded,
    /// What was approved is not any more.
    Objected {
        /// In words.
        why: String,
    },
}

impl Halt {
    fn told(self, proof: &CountProof) -> EngineError {
        let so_far = format!(
            "stopped with {} sent and {} waiting",
            grouped(proof.sent.unsigned_abs()),
            grouped(proof.in_flight.unsigned_abs())
        );
        match self {
            Self::Commanded => EngineError::Stopped {
                what: format!(
                    "{so_far}; nothing more goes out until it is started again, and nobody gets it twice"
                ),
            },
            Self::Objected { why } => EngineError::NotReady { what: format!("{so_far}: {why}") },
        }
    }
}

/// Refuses what [`send`] could not send at `now`, before anything is written: too early, or no longer true.
fn check_sendable(release: &Release, now: Timestamp) -> Result<(), EngineError> {
    let pilot = &release.pilot;
    if now < pilot.send.at {
        let what = format!(
            "`{}` is scheduled for {}: release it then; nothing was planned",
            pilot.id(),
            pilot.send.at
        );
        return Err(EngineError::NotReady { what });
    }
    let messages = release.messages();
    let texts =
        messages.iter().flat_map(|message| [message.subject.as_deref(), message.body.as_deref()]).flatten();
    match texts::over_on(&now.day(), &release.facts, texts).into_iter().next() {
        None => Ok(()),
        Some(over) => {
            Err(EngineError::NotReady { what: format!("`{}` may not be released: {over}", pilot.id()) })
        }
    }
}

/// Goes on with the releases that nobody works on: those a crash interrupted, those whose hour has come.
///
/// A release is planned only when a member commands it, so going on with it decides nothing new; it must
/// still be approved as it stands. One that a member stopped, or whose job goes on by itself, is left alone. Returns
/// each campaign with its count proof, or why it cannot go on.
pub async fn resume(
    engine: &Engine,
    workspace: &WorkspaceId,
    now: Timestamp,
    clock: impl Fn() -> Timestamp,
) -> Result<Vec<(CampaignId, Result<CountProof, EngineError>)>, EngineError> {
    let mut resumed = Vec::new();
    for campaign in engine.store().unattended_campaigns(workspace, now, clock()).await? {
        let lane = JobKind::Release.lane(campaign.campaign.as_str());
        let last = engine.store().last_job(workspace, &lane).await?;
        if last.is_some_and(|job| !matches!(job.state, JobState::Done | JobState::Failed)) {
            continue;
        }
        let outcome = async {
            let approved = kept::approved(engine, workspace, campaign.campaign.as_str()).await?;
            let version = approved.item().pilot.campaign_key(workspace).version;
            if version != campaign.version {
                let what = format!(
                    "version {} of `{}` has messages that were planned and not sent, and the pilot is at version {version} now",
                    campaign.version, campaign.campaign
                );
                return Err(EngineError::NotReady { what });
            }
            send(engine, workspace, &approved, now, &clock, |_| ()).await
        };
        resumed.push((campaign.campaign.clone(), outcome.await));
    }
    Ok(resumed)
}

/// What was planned, when it is what the record tells of: else somebody has swapped arms, units or messages.
async fn planned_rows(engine: &Engine, key: &CampaignKey) -> Result<PlannedRows, EngineError> {
    engine.store().planned_rows(key).await?.map_err(|why| EngineError::NotReady {
        what: format!("`{}` may not be sent: {why}; see `truelift audit verify`", key.campaign),
    })
}

/// Takes up what crashed workers left. Of a transmission that was cut off the inbox knows whether it arrived: one that
/// did not counts for no cap.
async fn recover(
    engine: &Engine,
    key: &CampaignKey,
    date: Timestamp,
    clock: Timestamp,
) -> Result<(), EngineError> {
    engine.store().recover(key, Transport::Idempotent, date, clock).await?;
    let open = engine.store().open_transmissions(key).await?;
    if open.is_empty() {
        return Ok(());
    }
    let keys: Vec<&str> = open.iter().map(|open| open.idempotency_key.as_str()).collect();
    let arrived = engine.inbox().has(&key.workspace, &key.campaign, &keys)?;
    let (had, lost): (Vec<_>, Vec<_>) = open.iter().zip(arrived).partition(|(_, has_arrived)| *has_arrived);
    let ids =
        |some: Vec<(&OpenTransmission, bool)>| some.into_iter().map(|(open, _)| open.delivery_id).collect();
    let (had, lost): (Vec<i64>, Vec<i64>) = (ids(had), ids(lost));
    engine.store().was_handed_over(key, &had, date).await?;
    Ok(engine.store().never_handed_over(key, &lost).await?)
}

/// Why a message that somebody changed while the release ran is not sent.
const CHANGED: &str = "it is not what was planned: its arm, its unit or its message was changed in the store; see `truelift audit verify`";

/// What each arm gets, as it was approved: a stored line says for whom a message is, never what it says.
struct Texts {
    subjects: HashMap<String, String>,
    shared: String,
    /// Of the arm that goes on as the brand does today.
    usual: Option<(String, String)>,
}

impl Texts {
    fn of(release: &Release) -> Self {
        let (pilot, facts) = (&release.pilot, &release.facts);
        let subjects = pilot.arm_messages(&release.chosen.text).into_iter();
        let subjects = subjects.filter_map(|message| Some((message.arm, message.subject?))).collect();
        let arm = pilot.design.arms.iter().find(|arm| arm.business_as_usual);
        let usual = arm.and_then(|arm| Some((arm.name.clone(), pilot.usual_body(facts)?)));
        Self { subjects, shared: pilot.body(facts), usual }
    }

    /// The subject of an arm, when it is the one that was planned.
    fn subject(&self, arm: &str, planned: &str) -> Result<String, String> {
        let approved = self.subjects.get(arm).filter(|approved| *approved == planned);
        approved.cloned().ok_or_else(|| {
            "its stored text is not the one that was approved for its arm: see `truelift audit verify`"
                .to_owned()
        })
    }

    fn body(&self, arm: &str) -> &str {
        match &self.usual {
            Some((usual, body)) if usual == arm => body,
            _ => &self.shared,
        }
    }
}

/// One worker at a release.
struct Worker<'a, C> {
    engine: &'a Engine,
    workspace: &'a WorkspaceId,
    key: &'a CampaignKey,
    pilot: &'a PilotFile,
    request: &'a Request,
    approval: &'a consent::ApprovalProof,
    texts: &'a Texts,
    /// What was planned, as the record tells of it.
    planned: Mutex<Arc<PlannedRows>>,
    clock: C,
    /// The machine's clock, and the workspace's date, when it began.
    begun: Timestamp,
    now: Timestamp,
    is_simulated: bool,
}

impl<C: Fn() -> Timestamp> Worker<'_, C> {
    /// The workspace's date at this moment.
    fn date(&self) -> Timestamp {
        let elapsed = (self.clock)() - self.begun;
        if elapsed.micros() < 0 { self.now } else { self.now + elapsed }
    }

    /// The date that exposures and messages carry. A simulated one stands still, so that the same seed gives the
    /// same numbers however busy the machine is.
    fn recorded(&self, date: Timestamp) -> Timestamp {
        if self.is_simulated { self.now } else { date }
    }

    /// Lets in whoever waits to say no, for so many hundredths of a second at most. SQLite sleeps a tenth of a second
    /// between two tries to get in, so whoever waits has tries enough; where somebody always waits the release goes on.
    async fn give_way(&self, n_centis: u32) {
        for _ in 0..n_centis {
            if !self.engine.store().is_asked_to_wait() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Why nothing more may go out: a reviewer asked for changes after it was approved, and that is not settled.
    async fn objection(&self) -> Result<Option<Halt>, EngineError> {
        let (engine, workspace, pilot) = (self.engine, self.workspace, self.pilot.id());
        let asked = kept::changes_asked(engine, workspace, pilot, &self.approval.release_hash()).await?;
        if asked.is_none_or(|asked| asked.at < self.approval.approved_at()) {
            return Ok(None);
        }
        match kept::approved(engine, workspace, pilot.as_str()).await {
            Ok(_) => Ok(None),
            Err(EngineError::NotReady { what }) => Ok(Some(Halt::Objected { why: what })),
            Err(error) => Err(error),
        }
    }

    /// Works until nothing is left, or until it shall stop; gives how many messages were taken up, and why it stopped.
    async fn work(&self, progress: &mut impl FnMut(u64) -> bool) -> Result<(u64, Option<Halt>), EngineError> {
        let (mut n_done, mut n_refused) = (0, 0);
        let mut reach: Option<Reach> = None;
        loop {
            if !progress(n_done) {
                return Ok((n_done, Some(Halt::Commanded)));
            }
            // Between two steps, so that nobody who says no waits for the end of the release.
            self.give_way(30).await;
            let lease = Lease { clock: (self.clock)(), span: LEASE };
            let claimed = self.engine.store().claim_deliveries(self.key, self.date(), lease, N_BATCH).await?;
            if claimed.is_empty() {
                let proof = self.engine.store().count_proof(self.key).await?;
                if proof.in_flight == proof.deferred {
                    return Ok((n_done, None));
                }
                tokio::time::sleep(Duration::from_secs(1)).await;
                let (date, clock) = (self.date(), (self.clock)());
                recover(self.engine, self.key, date, clock).await?;
                continue;
            }
            self.give_way(10).await;
            // From here to the inbox nobody is given way: a no that came in between would refuse the whole batch, and
            // where noes come without end nothing would ever go out. One that comes all the same does, and is heard.
            let gated = self.gate(&claimed, &mut reach).await?;
            // Asked as late as can be: what was claimed comes back when its lease ends.
            if let Some(halt) = self.objection().await? {
                return Ok((n_done, Some(halt)));
            }
            let n_people = reach.as_ref().map_or(0, |reach| reach.n_written);
            let outcomes = self.hand_over(gated, n_people).await?;
            let n_back =
                outcomes.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Deferred { .. })).count();
            self.engine.store().settle(self.key, &outcomes, self.recorded(self.date())).await?;
            n_refused = if 0 < n_back && n_back == outcomes.len() { n_refused + 1 } else { 0 };
            if N_REFUSED_MAX <= n_refused {
                let what = "no message could be handed over within the life of its permit: the machine is too busy or its clock jumps; release again".to_owned();
                return Err(EngineError::NotReady { what });
            }
            n_done += (claimed.len() - n_back) as u64;
        }
    }

    /// Asks the gate, by the people as they are now: when they were written anew meanwhile they are read again.
    async fn gate(&self, claimed: &[Claimed], reach: &mut Option<Reach>) -> Result<Vec<Gated>, EngineError> {
        let send = &self.pilot.send;
        loop {
            let people = match reach.take() {
                Some(people) => people,
                None => Reach::read(self.engine, self.workspace, send.channel, None).await?,
            };
            let find = |person: &vocabulary::PersonId| people.find(person);
            let date = self.date();
            let rules = GateRules {
                policy: &send.policy,
                request: self.request,
                approval: Some(self.approval),
                lease: Lease { clock: (self.clock)(), span: LEASE },
                people: store::People { n_written: people.n_written, find: &find },
                recorded_at: self.recorded(date),
            };
            match self.engine.store().gate(self.key, claimed, &rules, date).await {
                Err(store::StoreError::PeopleChanged) => {}
                gated => {
                    let gated = gated?;
                    *reach = Some(people);
                    return Ok(gated);
                }
            }
        }
    }

    /// Those of a batch that are not what was planned any more. What another worker has planned since is held against
    /// the record first.
    async fn not_as_planned(&self, gated: &[Gated]) -> Result<BTreeSet<i64>, EngineError> {
        let permitted = gated.iter().filter_map(|answer| match answer {
            Gated::Permitted { delivery, .. } => Some(delivery.delivery_id),
            _ => None,
        });
        let ids: Vec<i64> = permitted.collect();
        let mut planned = Arc::clone(&self.planned.lock().unwrap_or_else(PoisonError::into_inner));
        if !planned.has_all(ids.iter().copied()) {
            planned = Arc::new(planned_rows(self.engine, self.key).await?);
            *self.planned.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&planned);
        }
        Ok(self.engine.store().not_as_planned(self.key, &planned, &ids).await?)
    }

    /// Hands the permitted messages of one batch to the inbox, unless somebody may have said no since the gate; nobody
    /// can while it is done.
    async fn hand_over(
        &self,
        gated: Vec<Gated>,
        n_people: i64,
    ) -> Result<Vec<(Claimed, Outcome)>, EngineError> {
        let (mut messages, mut claims) = (Vec::new(), Vec::new());
        let mut n_ledger = 0;
        let changed = self.not_as_planned(&gated).await?;
        for answer in gated {
            let Gated::Permitted { permit, delivery, n_ledger: n_gate } = answer else { continue };
            n_ledger = n_gate;
            let claim = Claimed { delivery_id: delivery.delivery_id, fence: delivery.fence };
            let address = permit.address().expose();
            let value = address.split_once(':').map_or(address.as_str(), |(_, value)| value);
            claims.push(claim);
            let to = normalise::GivenAddress::read(value).map_err(|fault| fault.to_string());
            let subject = match changed.contains(&delivery.delivery_id) {
                true => Err(CHANGED.to_owned()),
                false => self.texts.subject(&delivery.arm, &delivery.subject),
            };
            messages.push(to.and_then(|to| Ok((to, subject?))).map(|(to, subject)| Permitted {
                until: permit.until(),
                message: Message {
                    message_id: delivery.message_id.clone(),
                    idempotency_key: delivery.idempotency_key.clone(),
                    workspace: self.workspace.clone(),
                    campaign: delivery.campaign.clone(),
                    arm: delivery.arm.clone(),
                    to: Redacted::new(to),
                    person_id: delivery.person_id.clone(),
                    subject,
                    body: self.texts.body(&delivery.arm).to_owned(),
                    at: self.recorded(self.date()),
                },
            }));
        }
        let sendable: Vec<Permitted> = messages.iter().flatten().cloned().collect();
        let inbox = &self.engine.inbox();
        let handed = match sendable.as_slice() {
            [] => Vec::new(),
            sendable => {
                let work = || inbox.deliver_batch(sendable, &self.clock);
                let counts = (n_ledger, n_people);
                let handed = self.engine.store().hand_over(self.workspace, counts, work).await?;
                handed.transpose()?.unwrap_or_else(|| vec![Handed::PermitDied; sendable.len()])
            }
        };
        let retry_at = self.date();
        let mut handed = handed.into_iter();
        let outcome = |message: Result<Permitted, String>| match message {
            Err(why) => Outcome::Rejected { why },
            Ok(_) => match handed.next() {
                Some(Handed::Sent) => Outcome::Sent { detail: "test inbox".into() },
                Some(Handed::AlreadySent) => Outcome::Sent { detail: "test inbox, on an earlier try".into() },
                Some(Handed::PermitDied) | None => {
                    Outcome::Deferred { why: "its permit was old before it was handed over".into(), retry_at }
                }
            },
        };
        Ok(claims.into_iter().zip(messages.into_iter().map(outcome).collect::<Vec<_>>()).collect())
    }
}
