//! What waits for whom, what runs, what changed, and how far a workspace has come.

use super::overview::{self, Broken, PilotState, PilotSummary};
use engine::persons::{event_names, everybody};
use engine::{Engine, EngineError, PilotFile, definitions, kept};
use gathering::unify;
use governance::Act;
use serde::Serialize;
use store::{CountProof, VariantStatus};
use vocabulary::{DAY, Digest, MemberId, Timestamp, WorkspaceId};

/// Entries of the audit chain that are shown.
const N_CHANGES: i64 = 12;

/// What waits to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// A pilot has no lines yet.
    WriteLines,
    /// All lines of a pilot were rejected, or none is chosen.
    ChooseLine,
    /// A pilot is ready and nobody was asked to approve it.
    AskApproval,
    /// Somebody asks for approval.
    Approve,
    /// A pilot is approved and not released.
    Release,
    /// The outcome window of a pilot is over and nobody read it out.
    ReadOut,
    /// A pilot was read out and its gate has not decided.
    Decide,
    /// Pairs of records that may be one person.
    Pairs,
    /// Rows in quarantine.
    Quarantine,
    /// A definition that cannot be used.
    Definition,
    /// A definition that was written and is not applied.
    Draft,
}

impl Task {
    /// What a role must be allowed to do it.
    pub fn act(self) -> Act {
        match self {
            Task::Approve => Act::Approve,
            Task::Pairs | Task::Quarantine => Act::MendData,
            Task::Release => Act::Release,
            Task::ReadOut | Task::Decide => Act::Judge,
            _ => Act::Make,
        }
    }
}

/// One thing that waits.
#[derive(Debug, Clone, Serialize)]
pub struct Waiting {
    /// What.
    pub task: Task,
    /// Of what: a pilot's id, or `kind:name` of a definition.
    pub subject: Option<String>,
    /// How it is called.
    pub name: Option<String>,
    /// How many of it.
    pub n: i64,
    /// More of it: why a definition cannot be used.
    pub detail: Option<String>,
    /// Since when, where it is known.
    pub since: Option<Timestamp>,
    /// Who asked for it, and so cannot do it.
    pub asked_by: Vec<MemberId>,
}

/// A pilot with what became of its people.
#[derive(Debug, Clone)]
pub struct PilotAtWork {
    /// The pilot in one line.
    pub summary: PilotSummary,
    /// Its deliveries.
    pub proof: CountProof,
    /// When the last of its first outcome windows is over; `None` before its release.
    pub readable_from: Option<Timestamp>,
}

/// Something that somebody did.
#[derive(Debug, Clone)]
pub struct Changed {
    /// When.
    pub at: Timestamp,
    /// Who, as the chain names them: `member:ID`, `model:NAME`, `system`.
    pub actor: String,
    /// What, as `campaign.approved`.
    pub action: String,
    /// To what, as `campaign:ai-win-back`.
    pub subject: String,
}

/// How far a workspace has come: what somebody new has to do, in order, and what is done of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FirstHour {
    /// Whether there is a record or an event, or a file came in that says nothing but who agrees.
    pub has_data: bool,
    /// Rows of it in quarantine.
    pub n_quarantined: i64,
    /// People.
    pub n_people: usize,
    /// Audiences.
    pub n_audiences: usize,
    /// Whether there are a voice, facts and a prompt.
    pub has_words: bool,
    /// Pilots.
    pub n_pilots: usize,
    /// Whether a pilot has a line that may be sent.
    pub has_line: bool,
    /// Members who can sign in.
    pub n_members: usize,
    /// Whether something was approved.
    pub is_approved: bool,
    /// Whether something was released.
    pub is_released: bool,
    /// Whether something was read out.
    pub is_read_out: bool,
    /// Whether a gate has decided.
    pub is_decided: bool,
}

/// The first page.
#[derive(Debug)]
pub struct Home {
    /// What waits, by pilot, then the data.
    pub waiting: Vec<Waiting>,
    /// Every pilot.
    pub pilots: Vec<PilotAtWork>,
    /// Pilots that cannot be read.
    pub broken: Vec<Broken>,
    /// The latest entries of the audit chain.
    pub changed: Vec<Changed>,
    /// How far it has come.
    pub first_hour: FirstHour,
}

/// Reads the first page.
pub async fn read(engine: &Engine, workspace: &WorkspaceId, now: Timestamp) -> Result<Home, EngineError> {
    let mut waiting = Vec::new();
    let mut first_hour = so_far(engine, workspace).await?;
    let (summaries, broken) = overview::pilots(engine, workspace).await?;
    let campaigns = engine.store().campaigns(workspace).await?;
    let mut pilots = Vec::new();
    for summary in summaries {
        let pilot = PilotFile::load(engine.store(), workspace, &summary.id).await?;
        let key = pilot.campaign_key(workspace);
        let proof = engine.store().count_proof(&key).await?;
        let is_own = |campaign: &&store::Campaign| {
            campaign.campaign == key.campaign && campaign.version == key.version
        };
        let released_at = campaigns.iter().find(is_own).map(|campaign| campaign.at);
        let window = DAY.times(i64::from(pilot.design.outcome_window_days));
        let readable_from = released_at.map(|at| at + window);
        let at_work = PilotAtWork { summary, proof, readable_from };
        waiting.extend(of_pilot(engine, workspace, &pilot, &at_work, (&mut first_hour, now)).await?);
        pilots.push(at_work);
    }
    if 0 < first_hour.n_quarantined {
        waiting.push(plain(Task::Quarantine, first_hour.n_quarantined));
    }
    let n_pairs = unify::n_waiting(engine, workspace).await?;
    if 0 < n_pairs {
        waiting.push(plain(Task::Pairs, i64::try_from(n_pairs).unwrap_or(i64::MAX)));
    }
    for stored in definitions::stored(engine, workspace).await? {
        let is_draft = stored.state != definitions::State::Applied;
        let (task, errors) = match is_draft {
            true => (Task::Draft, &stored.draft_errors),
            false => (Task::Definition, &stored.errors),
        };
        if !is_draft && errors.is_empty() {
            continue;
        }
        waiting.push(Waiting {
            subject: Some(format!("{}:{}", stored.kind, stored.name)),
            name: Some(stored.name.clone()),
            detail: errors.first().cloned(),
            since: Some(stored.at),
            ..plain(task, i64::try_from(errors.len()).unwrap_or(1))
        });
    }
    let changed = engine.store().latest_acts(workspace, N_CHANGES).await?;
    let changed = changed.into_iter().map(|found| Changed {
        at: found.entry.at,
        actor: found.entry.actor,
        action: found.entry.action,
        subject: found.entry.subject,
    });
    Ok(Home { waiting, pilots, broken, changed: changed.collect(), first_hour })
}

fn plain(task: Task, n: i64) -> Waiting {
    Waiting { task, subject: None, name: None, n, detail: None, since: None, asked_by: Vec::new() }
}

/// What somebody has to do next about a pilot.
async fn of_pilot(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    at_work: &PilotAtWork,
    (first_hour, now): (&mut FirstHour, Timestamp),
) -> Result<Option<Waiting>, EngineError> {
    let of = |task: Task| Waiting {
        subject: Some(at_work.summary.id.clone()),
        name: Some(at_work.summary.name.clone()),
        ..plain(task, 1)
    };
    let lines = kept::lines(engine, workspace, pilot).await?;
    let n_sendable = lines.iter().filter(|line| line.status != VariantStatus::Rejected).count();
    first_hour.has_line |= 0 < n_sendable;
    let readout = kept::own_readout(engine, workspace, pilot).await?;
    let released = at_work.proof.planned + at_work.proof.holdout_planned;
    first_hour.is_released |= 0 < released;
    // Once is enough, whichever version it was.
    first_hour.is_read_out |= kept::readout_version(engine, workspace, pilot).await?.is_some();
    first_hour.is_decided |= kept::decision(engine, workspace, pilot).await?.is_some();
    if at_work.summary.state == PilotState::Decided {
        first_hour.is_approved = true;
        return Ok(None);
    }
    if 0 < released {
        first_hour.is_approved = true;
        let is_readable = at_work.readable_from.is_some_and(|from| from <= now);
        return Ok(match readout {
            Some(kept) if kept.is_last => Some(Waiting { since: Some(kept.at), ..of(Task::Decide) }),
            _ if is_readable => Some(Waiting { since: at_work.readable_from, ..of(Task::ReadOut) }),
            _ => None,
        });
    }
    if lines.is_empty() {
        return Ok(Some(of(Task::WriteLines)));
    }
    let release = match kept::release_of(engine, workspace, pilot.id().as_str()).await {
        Ok(release) => release,
        Err(error) => return Ok(Some(Waiting { detail: Some(error.to_string()), ..of(Task::ChooseLine) })),
    };
    let standing = kept::standing(engine, workspace, &release).await?;
    if standing.stale.is_none() {
        first_hour.is_approved = true;
        return Ok(Some(of(Task::Release)));
    }
    Ok(Some(asked(engine, workspace, &standing.release_hash, of).await?))
}

/// Whether approval of a release was asked for, and by whom.
async fn asked(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Digest,
    of: impl Fn(Task) -> Waiting,
) -> Result<Waiting, EngineError> {
    let requests = engine.store().approval_requests(workspace, release).await?;
    Ok(match requests.first() {
        None => of(Task::AskApproval),
        Some(first) => Waiting {
            since: Some(first.at),
            asked_by: requests.iter().map(|request| request.author.clone()).collect(),
            ..of(Task::Approve)
        },
    })
}

async fn so_far(engine: &Engine, workspace: &WorkspaceId) -> Result<FirstHour, EngineError> {
    let n_people = everybody(engine, workspace).await?.value.directory.n_people();
    let has_events = !event_names(engine, workspace).await?.is_empty();
    let (n_rows, n_quarantined) = engine.store().n_quarantined(workspace).await?;
    let has_records = || async {
        let sql = "select record_id from records limit 1";
        let found = engine.query(workspace, &[], sql).await?;
        Ok::<bool, EngineError>(found.iter().any(|batch| 0 < batch.num_rows()))
    };
    let n = async |kind: &str| -> Result<usize, EngineError> {
        Ok(engine.store().definitions(workspace, kind).await?.len())
    };
    let mut has_words = true;
    for kind in ["voice", "facts", "prompt"] {
        has_words &= 0 < n(kind).await?;
    }
    let members = engine.store().members(workspace).await?;
    Ok(FirstHour {
        // A list of noes leaves neither a record nor an event.
        has_data: 0 < n_people
            || has_events
            || 0 < n_rows
            || has_records().await?
            || !engine.store().imports(workspace).await?.is_empty(),
        n_quarantined,
        n_people,
        n_audiences: n("audience").await?,
        has_words,
        n_pilots: n("pilot").await?,
        has_line: false,
        n_members: members.iter().filter(|member| member.can_sign_in()).count(),
        is_approved: false,
        is_released: false,
        is_read_out: false,
        is_decided: false,
    })
}
