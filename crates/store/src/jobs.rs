//! Work that takes time: who asked for it, how far it is, what came of it.
//!
//! A job is one row. Whoever does it holds it by a lease, which it renews; one whose process is gone is
//! [`JobState::Interrupted`]. Of a lane one job runs at a time, the oldest first.

use crate::database::{Lock, count, execute, maybe, row, rows};
use crate::{NewAudit, Page, Store, StoreError, Tx};
use governance::Actor;
use serde_json::{Value, json};
use vocabulary::{JobKind, JobState, Span, Timestamp, WorkspaceId};

/// A job as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Its number.
    pub job_id: i64,
    /// Which work.
    pub kind: JobKind,
    /// What only one job at a time may do.
    pub lane: String,
    /// For people.
    pub title: String,
    /// What is to be done, as whoever does it reads it.
    pub asks: Value,
    /// How it stands.
    pub state: JobState,
    /// The process that alone may do it; `None` where any server may.
    pub for_worker: Option<String>,
    /// The process that does it, or did it last.
    pub worker: Option<String>,
    /// Until when that process is believed to live.
    pub lease_until: Option<Timestamp>,
    /// How often it was begun.
    pub n_attempts: i64,
    /// How much is done.
    pub n_done: i64,
    /// Of how much; `None` while that is not known.
    pub n_total: Option<i64>,
    /// What is counted.
    pub unit: String,
    /// What it does at the moment, or what came of it.
    pub message: String,
    /// Who asked for it, as the audit chain names them.
    pub by_member: String,
    /// Who stopped it, when somebody did.
    pub ended_by: Option<String>,
    /// When it was asked for, by the machine's clock as all times here.
    pub created_at: Timestamp,
    /// When it was begun last.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// What it gave.
    pub result: Option<Value>,
    /// Why it failed, or what is to be done about its end.
    pub problem: Option<String>,
}
row!(Job {
    job_id,
    kind,
    lane,
    title,
    asks,
    state,
    for_worker,
    worker,
    lease_until,
    n_attempts,
    n_done,
    n_total,
    unit,
    message,
    by_member,
    ended_by,
    created_at,
    started_at,
    ended_at,
    result,
    problem,
});

/// What every reading of jobs begins with.
macro_rules! jobs {
    ($rest:literal) => {
        concat!(
            "select job_id, kind, lane, title, asks, state, for_worker, worker, lease_until, n_attempts, n_done,
               n_total, unit, message, by_member, ended_by, created_at, started_at, ended_at, result, problem
             from job ",
            $rest
        )
    };
}

/// A job to be done.
#[derive(Debug, Clone, Copy)]
pub struct NewJob<'a> {
    /// Which work.
    pub kind: JobKind,
    /// On what, as the audit chain names it: a source, a pilot; never a name from a file.
    pub subject: &'a str,
    /// For people.
    pub title: &'a str,
    /// What is to be done.
    pub asks: &'a Value,
    /// Who asks for it.
    pub by: &'a Actor,
    /// The process that alone may do it.
    pub for_worker: Option<&'a str>,
}

/// Two clocks: the workspace's date, which its audit chain runs by, and the machine's, which work runs by.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// The workspace's date.
    pub date: Timestamp,
    /// The machine's clock.
    pub clock: Timestamp,
}

/// How far a job is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// How much is done.
    pub n_done: i64,
    /// Of how much.
    pub n_total: Option<i64>,
    /// What is counted.
    pub unit: String,
    /// What it does at the moment.
    pub message: String,
    /// Lines for the log since the last time.
    pub lines: Vec<String>,
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq)]
pub struct JobEnd {
    /// One of the states in which it has ended.
    pub state: JobState,
    /// What came of it, in a sentence.
    pub message: String,
    /// What it gave.
    pub result: Option<Value>,
    /// Why it failed.
    pub problem: Option<String>,
}

/// A line of a job's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobLine {
    /// Its number, from 1 on.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub text: String,
}
row!(JobLine { seq, at, text });

/// Where in what is asked it stands that no member asked for it this time.
const GOES_ON: &str = "goes_on";

/// Lines a job's log holds; what would come after them is left out.
const N_LINES_MAX: i64 = 1_000;

impl Tx {
    async fn job(&mut self, workspace: &WorkspaceId, job_id: i64) -> Result<Job, StoreError> {
        maybe!(self, Job, jobs!("where workspace = $1 and job_id = $2"), workspace.as_str(), job_id)?
            .ok_or_else(|| missing(job_id))
    }

    async fn add_line(&mut self, job_id: i64, at: Timestamp, text: &str) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into job_line (job_id, seq, at, text)
             select $1, n.seq, $2, $3 from
               (select coalesce(max(seq), 0) + 1 as seq from job_line where job_id = $1) n
             where n.seq <= $4",
            job_id,
            at.micros(),
            text.replace('\0', "\u{fffd}"),
            N_LINES_MAX,
        )?;
        Ok(())
    }

    async fn tell_of_job(
        &mut self,
        workspace: &WorkspaceId,
        (actor, action): (&Actor, &str),
        job: &Job,
        date: Timestamp,
    ) -> Result<(), StoreError> {
        let new = NewAudit {
            actor,
            action,
            subject: &format!("job:{}", job.job_id),
            body: &json!({ "kind": job.kind, "subject": job.asks.get("subject"), "state": job.state }),
        };
        self.append_audit(workspace, new, date).await.map(|_| ())
    }
}

impl Store {
    /// Asks for a job. The audit chain says who did.
    pub async fn add_job(
        &self,
        workspace: &WorkspaceId,
        new: NewJob<'_>,
        lease: Span,
        times: Times,
    ) -> Result<Job, StoreError> {
        let mut tx = self.begin().await?;
        let mut asks = new.asks.clone();
        if let Some(fields) = asks.as_object_mut() {
            fields.insert("subject".to_owned(), json!(new.subject));
        }
        // Of one process alone it is known whether it still waits.
        let lease_until = new.for_worker.map(|_| (times.clock + lease).micros());
        let made = rows!(
            tx,
            (i64,),
            "insert into job (workspace, kind, lane, title, asks, state, for_worker, worker, lease_until,
               n_attempts, n_done, unit, message, by_member, created_at)
             values ($1, $2, $3, $4, $5, 'queued', $6, $6, $7, 0, 0, '', '', $8, $9) returning job_id",
            workspace.as_str(),
            new.kind.as_str(),
            new.kind.lane(new.subject),
            new.title.replace('\0', "\u{fffd}"),
            asks.to_string(),
            new.for_worker,
            lease_until,
            new.by.to_string(),
            times.clock.micros(),
        )?;
        let job_id = made.first().map_or(0, |(job_id,)| *job_id);
        let job = tx.job(workspace, job_id).await?;
        tx.tell_of_job(workspace, (new.by, "job.started"), &job, times.date).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Takes the oldest job that may begin now: of its lane none runs and none was asked for before. A server takes
    /// those that are for anybody, a process of its own those that are for it alone.
    pub async fn claim_job(
        &self,
        workspace: &WorkspaceId,
        worker: &str,
        only_job: Option<i64>,
        lease: Span,
        clock: Timestamp,
    ) -> Result<Option<Job>, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Jobs, workspace.as_str()).await?;
        let found = maybe!(
            tx,
            (i64,),
            "select j.job_id from job j where j.workspace = $1 and j.state = 'queued'
               and (j.job_id = $2 or ($2 = 0 and j.for_worker is null))
               and not exists (select 1 from job o where o.workspace = j.workspace and o.lane = j.lane
                 and (o.state in ('running', 'cancelling') or (o.state = 'queued' and o.job_id < j.job_id)))
             order by j.job_id limit 1",
            workspace.as_str(),
            only_job.unwrap_or(0),
        )?;
        let Some((job_id,)) = found else { return Ok(None) };
        execute!(
            tx,
            "update job set state = 'running', worker = $2, lease_until = $3, started_at = $4,
               n_attempts = n_attempts + 1, n_done = 0, n_total = null, unit = '', message = '', problem = null,
               result = null, ended_at = null, ended_by = null
             where job_id = $1",
            job_id,
            worker,
            (clock + lease).micros(),
            clock.micros(),
        )?;
        tx.add_line(job_id, clock, "begun").await?;
        let job = tx.job(workspace, job_id).await?;
        tx.commit().await?;
        Ok(Some(job))
    }

    /// Notes how far a job is and keeps it until `clock + lease`. Gives its state: somebody may have asked it to
    /// stop.
    ///
    /// Errors: [`StoreError::LeaseLost`] when it is not this process's any more.
    pub async fn keep_job(
        &self,
        workspace: &WorkspaceId,
        job: &Job,
        progress: &Progress,
        lease: Span,
        clock: Timestamp,
    ) -> Result<JobState, StoreError> {
        let mut tx = self.begin().await?;
        let n = execute!(
            tx,
            "update job set lease_until = $4, n_done = $5, n_total = $6, unit = $7, message = $8
             where job_id = $1 and worker = $2 and n_attempts = $3
               and state in ('queued', 'running', 'cancelling')",
            job.job_id,
            job.worker.as_deref(),
            job.n_attempts,
            (clock + lease).micros(),
            progress.n_done,
            progress.n_total,
            progress.unit.as_str(),
            progress.message.as_str(),
        )?;
        if n == 0 {
            return Err(lease_lost(job));
        }
        for line in &progress.lines {
            tx.add_line(job.job_id, clock, line).await?;
        }
        let now = tx.job(workspace, job.job_id).await?;
        tx.commit().await?;
        Ok(now.state)
    }

    /// Ends a job.
    ///
    /// Errors: [`StoreError::LeaseLost`] when it is not this process's any more.
    pub async fn end_job(
        &self,
        workspace: &WorkspaceId,
        job: &Job,
        progress: &Progress,
        end: &JobEnd,
        times: Times,
    ) -> Result<Job, StoreError> {
        let mut tx = self.begin().await?;
        let n = execute!(
            tx,
            "update job set state = $4, n_done = $5, n_total = $6, unit = $7, message = $8, result = $9,
               problem = $10, ended_at = $11, lease_until = null
             where job_id = $1 and worker = $2 and n_attempts = $3 and state in ('running', 'cancelling')",
            job.job_id,
            job.worker.as_deref(),
            job.n_attempts,
            end.state.as_str(),
            progress.n_done,
            progress.n_total,
            progress.unit.as_str(),
            end.message.as_str(),
            end.result.as_ref().map(Value::to_string),
            end.problem.as_deref(),
            times.clock.micros(),
        )?;
        if n == 0 {
            return Err(lease_lost(job));
        }
        for line in progress.lines.iter().chain([&end.message]).chain(&end.problem) {
            tx.add_line(job.job_id, times.clock, line).await?;
        }
        let ended = tx.job(workspace, job.job_id).await?;
        tx.tell_of_job(workspace, (&Actor::System, "job.ended"), &ended, times.date).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Asks a job to stop. One that waits, or that was interrupted, is over at once; one that runs comes to a place
    /// where it can.
    ///
    /// Errors: [`StoreError::Missing`]; [`StoreError::Job`] when it has ended.
    pub async fn cancel_job(
        &self,
        workspace: &WorkspaceId,
        job_id: i64,
        by: &Actor,
        times: Times,
    ) -> Result<Job, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Jobs, workspace.as_str()).await?;
        let job = tx.job(workspace, job_id).await?;
        let (state, message) = match job.state {
            JobState::Queued => (JobState::Cancelled, "cancelled before it began"),
            JobState::Interrupted => (JobState::Cancelled, "it was interrupted and does not go on"),
            JobState::Running | JobState::Cancelling => (JobState::Cancelling, job.message.as_str()),
            JobState::Done | JobState::Failed | JobState::Cancelled => {
                return Err(StoreError::Job { job_id, why: "has ended: there is nothing to stop" });
            }
        };
        let ended_at = (state == JobState::Cancelled).then_some(times.clock.micros());
        execute!(
            tx,
            "update job set state = $2, message = $3, ended_by = $4, ended_at = $5 where job_id = $1",
            job_id,
            state.as_str(),
            message,
            by.to_string(),
            ended_at,
        )?;
        tx.add_line(job_id, times.clock, "a member asked it to stop").await?;
        let job = tx.job(workspace, job_id).await?;
        tx.tell_of_job(workspace, (by, "job.cancelled"), &job, times.date).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Puts an ended job in the queue again, for any server. Without a member it is the server itself that goes on.
    ///
    /// Errors: [`StoreError::Missing`]; [`StoreError::Job`] when it has not ended, or did what was asked.
    pub async fn requeue_job(
        &self,
        workspace: &WorkspaceId,
        job_id: i64,
        by: &Actor,
        times: Times,
    ) -> Result<Job, StoreError> {
        let mut tx = self.begin().await?;
        tx.hold(Lock::Jobs, workspace.as_str()).await?;
        let job = tx.job(workspace, job_id).await?;
        if job.state == JobState::Done {
            return Err(StoreError::Job { job_id, why: "did what was asked: ask for a new one" });
        }
        if !job.state.is_ended() {
            return Err(StoreError::Job { job_id, why: "has not ended: wait for it, or cancel it first" });
        }
        let mut asks = job.asks;
        if let Some(fields) = asks.as_object_mut() {
            fields.remove(GOES_ON);
            if *by == Actor::System {
                fields.insert(GOES_ON.to_owned(), json!(true));
            }
        }
        execute!(
            tx,
            "update job set state = 'queued', for_worker = null, worker = null, lease_until = null,
               ended_at = null, problem = null, message = '', asks = $2 where job_id = $1",
            job_id,
            asks.to_string(),
        )?;
        let line = match by {
            Actor::System => "the server goes on with it",
            _ => "a member started it again",
        };
        tx.add_line(job_id, times.clock, line).await?;
        let job = tx.job(workspace, job_id).await?;
        tx.tell_of_job(workspace, (by, "job.started_again"), &job, times.date).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Notes that the process of a job is gone; of one that was to stop, that it stopped. Nothing when the job moved
    /// on since it was read.
    pub async fn interrupt_job(
        &self,
        workspace: &WorkspaceId,
        job: &Job,
        why: &str,
        times: Times,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let state = match job.state {
            JobState::Cancelling => JobState::Cancelled,
            _ => JobState::Interrupted,
        };
        let n = execute!(
            tx,
            "update job set state = $4, ended_at = $5, lease_until = null, message = $6
             where job_id = $1 and worker = $2 and n_attempts = $3
               and state in ('queued', 'running', 'cancelling')",
            job.job_id,
            job.worker.as_deref(),
            job.n_attempts,
            state.as_str(),
            times.clock.micros(),
            why,
        )?;
        if n == 0 {
            return Ok(());
        }
        tx.add_line(job.job_id, times.clock, why).await?;
        let ended = tx.job(workspace, job.job_id).await?;
        tx.tell_of_job(workspace, (&Actor::System, "job.ended"), &ended, times.date).await?;
        tx.commit().await
    }

    /// Gives one job.
    ///
    /// Errors: [`StoreError::Missing`].
    pub async fn job(&self, workspace: &WorkspaceId, job_id: i64) -> Result<Job, StoreError> {
        let mut reader = self.read().await?;
        maybe!(reader, Job, jobs!("where workspace = $1 and job_id = $2"), workspace.as_str(), job_id)?
            .ok_or_else(|| missing(job_id))
    }

    /// Gives the jobs that have not ended, the oldest first.
    pub async fn open_jobs(&self, workspace: &WorkspaceId) -> Result<Vec<Job>, StoreError> {
        rows!(
            self.read().await?,
            Job,
            jobs!("where workspace = $1 and state in ('queued', 'running', 'cancelling') order by job_id"),
            workspace.as_str(),
        )
    }

    /// Gives a page of the jobs, the latest first. `before`: `i64::MAX`, then the page's `next`.
    pub async fn jobs(
        &self,
        workspace: &WorkspaceId,
        before: i64,
        limit: i64,
    ) -> Result<Page<Job>, StoreError> {
        let mut reader = self.read().await?;
        let n_total = count!(reader, "select count(*) from job where workspace = $1", workspace.as_str())?;
        let found = rows!(
            reader,
            Job,
            jobs!("where workspace = $1 and job_id < $2 order by job_id desc limit $3"),
            workspace.as_str(),
            before,
            limit.saturating_add(1),
        )?;
        Ok(Page::cut(found, limit, n_total, |job| job.job_id))
    }

    /// Gives the jobs of a kind that did what was asked, the latest first.
    pub async fn done_jobs(&self, workspace: &WorkspaceId, kind: JobKind) -> Result<Vec<Job>, StoreError> {
        rows!(
            self.read().await?,
            Job,
            jobs!("where workspace = $1 and kind = $2 and state = 'done' order by job_id desc limit 1000"),
            workspace.as_str(),
            kind.as_str(),
        )
    }

    /// Gives the latest job of a lane.
    pub async fn last_job(&self, workspace: &WorkspaceId, lane: &str) -> Result<Option<Job>, StoreError> {
        maybe!(
            self.read().await?,
            Job,
            jobs!("where workspace = $1 and lane = $2 order by job_id desc limit 1"),
            workspace.as_str(),
            lane,
        )
    }

    /// Gives the lines of a job's log after `after`, in order.
    pub async fn job_lines(&self, job_id: i64, after: i64) -> Result<Vec<JobLine>, StoreError> {
        rows!(
            self.read().await?,
            JobLine,
            "select seq, at, text from job_line where job_id = $1 and $2 < seq order by seq",
            job_id,
            after,
        )
    }
}

fn missing(job_id: i64) -> StoreError {
    StoreError::Missing { what: "job", key: job_id.to_string() }
}

fn lease_lost(job: &Job) -> StoreError {
    StoreError::LeaseLost { what: "job", key: job.job_id.to_string() }
}
