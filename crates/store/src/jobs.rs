use crate::cells::row;
use crate::link::{Link, execute};
use crate::{Store, StoreError, Tx};
use serde_json::Value;
use vocabulary::{Span, Timestamp, WorkspaceId};

/// Work to be done later by any worker, at least once.
#[derive(Debug, Clone, Copy)]
pub struct NewJob<'a> {
    /// Which kind of work.
    pub queue: &'a str,
    /// Unique in the queue: the same work asked for twice is done once.
    pub key: &'a str,
    /// What the worker needs.
    pub payload: &'a Value,
    /// Not before.
    pub run_at: Timestamp,
    /// After so many failures it is dead and waits for a person.
    pub n_attempts_max: i64,
}

/// Work that this worker has until its lease runs out.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedJob {
    /// Which.
    pub job_id: i64,
    /// Proves that the claim is the latest one.
    pub fence: i64,
    /// Whose.
    pub workspace: WorkspaceId,
    /// Its key in the queue.
    pub key: String,
    /// What the worker needs.
    pub payload: Value,
    /// This attempt's number, from 1 on.
    pub n_attempts: i64,
}
row!(ClaimedJob { job_id, fence, workspace, key, payload, n_attempts });

macro_rules! claim_sql {
    ($lock:literal) => {
        concat!(
            "update job set state = 'running', lease_until = $3, fence = fence + 1, n_attempts = n_attempts + 1
             where job_id in (select job_id from job where queue = $1
               and ((state = 'ready' and run_at <= $2) or (state = 'running' and lease_until <= $2))
               order by run_at, job_id limit $4 ",
            $lock,
            ") returning job_id, fence, workspace, key, payload, n_attempts"
        )
    };
}

impl Tx {
    /// Asks for work, in the transaction that makes it necessary; a key that was asked for before changes
    /// nothing.
    pub async fn enqueue(
        &mut self,
        workspace: &WorkspaceId,
        job: NewJob<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "insert into job (workspace, queue, key, payload, state, run_at, fence, n_attempts,
               n_attempts_max, created_at)
             values ($1, $2, $3, $4, 'ready', $5, 0, 0, $6, $7)
             on conflict (workspace, queue, key) do nothing",
            workspace.as_str(),
            job.queue,
            job.key,
            job.payload.to_string(),
            job.run_at.micros(),
            job.n_attempts_max,
            now.micros(),
        )?;
        Ok(())
    }
}

impl Store {
    /// Asks for work; a key that was asked for before changes nothing.
    pub async fn enqueue(
        &self,
        workspace: &WorkspaceId,
        job: NewJob<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        tx.enqueue(workspace, job, now).await?;
        tx.commit().await
    }

    /// Takes up to `n` jobs of a queue that are due, or whose worker's lease ran out. Two claimers never
    /// get the same job.
    pub async fn claim_jobs(
        &self,
        queue: &str,
        now: Timestamp,
        lease: Span,
        n: i64,
    ) -> Result<Vec<ClaimedJob>, StoreError> {
        let until = now + lease;
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "update job set state = 'dead', lease_until = null, finished_at = $2,
               failure = 'its worker vanished at every attempt'
             where queue = $1 and state = 'running' and lease_until <= $2 and n_attempts_max <= n_attempts",
            queue,
            now.micros(),
        )?;
        let mut claimed: Vec<ClaimedJob> = match tx.link() {
            Link::Sqlite(c) => {
                sqlx::query_as(claim_sql!(""))
                    .bind(queue)
                    .bind(now.micros())
                    .bind(until.micros())
                    .bind(n)
                    .fetch_all(c)
                    .await?
            }
            Link::Postgres(c) => {
                sqlx::query_as(claim_sql!("for update skip locked"))
                    .bind(queue)
                    .bind(now.micros())
                    .bind(until.micros())
                    .bind(n)
                    .fetch_all(c)
                    .await?
            }
        };
        tx.commit().await?;
        claimed.sort_by_key(|job| job.job_id);
        Ok(claimed)
    }

    /// Keeps a job until `now + lease`.
    ///
    /// Errors: [`StoreError::LeaseLost`].
    pub async fn heartbeat(&self, job: &ClaimedJob, now: Timestamp, lease: Span) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let n = execute!(
            tx,
            "update job set lease_until = $3 where job_id = $1 and fence = $2 and state = 'running'",
            job.job_id,
            job.fence,
            (now + lease).micros(),
        )?;
        commit_if_held(tx, n, job).await
    }

    /// Marks a job as done.
    ///
    /// Errors: [`StoreError::LeaseLost`]: another worker does it again.
    pub async fn finish_job(&self, job: &ClaimedJob, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let n = execute!(
            tx,
            "update job set state = 'done', lease_until = null, finished_at = $3
             where job_id = $1 and fence = $2 and state = 'running'",
            job.job_id,
            job.fence,
            now.micros(),
        )?;
        commit_if_held(tx, n, job).await
    }

    /// Gives a job back to be tried again at `retry_at`, or as dead when it has no attempts left.
    ///
    /// Errors: [`StoreError::LeaseLost`].
    pub async fn fail_job(
        &self,
        job: &ClaimedJob,
        why: &str,
        retry_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let n = execute!(
            tx,
            "update job set lease_until = null, run_at = $4, failure = $5,
               state = case when n_attempts_max <= n_attempts then 'dead' else 'ready' end,
               finished_at = case when n_attempts_max <= n_attempts then $3 end
             where job_id = $1 and fence = $2 and state = 'running'",
            job.job_id,
            job.fence,
            now.micros(),
            retry_at.micros(),
            why,
        )?;
        commit_if_held(tx, n, job).await
    }
}

async fn commit_if_held(tx: Tx, n_changed: u64, job: &ClaimedJob) -> Result<(), StoreError> {
    if n_changed == 0 {
        return Err(StoreError::LeaseLost { what: "job", key: job.key.clone() });
    }
    tx.commit().await
}
