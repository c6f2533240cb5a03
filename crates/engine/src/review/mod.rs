//! Step 5: an approval of the exact version, by another member than its author.

use crate::create::{self, Chosen};
use crate::definitions::texts;
use crate::{Engine, EngineError, PilotFile, definitions};
use governance::{Actor, Approval, ApprovalRequest, Approved, Role, Stale, Subject};
use serde::Serialize;
use vocabulary::{Digest, MemberId, Timestamp, WorkspaceId};

/// What would be released: the pilot with its chosen line.
#[derive(Debug, Clone)]
pub struct Release {
    /// The pilot as it stands.
    pub pilot: PilotFile,
    /// The line that was chosen for the treatment.
    pub chosen: Chosen,
    /// Whom it is for.
    pub audience: audience::Definition,
    /// What may be said.
    pub facts: content::Facts,
}

impl Release {
    /// The hashes an approval is bound to.
    pub fn subject(&self) -> Subject {
        self.pilot.subject(&self.chosen.text, &self.audience, &self.facts)
    }
}

/// Where a pilot's approval stands.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    /// The hash of what would be released now.
    pub release_hash: Digest,
    /// All approvals given for this pilot, also of other versions.
    pub approvals: Vec<Approval>,
    /// Why nothing may be released, in words; `None` when it may.
    pub stale: Option<String>,
}

/// The release as it stands now.
///
/// Errors: [`EngineError::NotReady`] when no line was chosen yet.
pub async fn release_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
) -> Result<Release, EngineError> {
    let pilot = PilotFile::load(&engine.store, workspace, pilot).await?;
    let chosen = create::chosen(engine, workspace, &pilot).await?.ok_or_else(|| EngineError::NotReady {
        what: format!("the pilot `{0}` has no chosen line: run `truelift content create {0}`", pilot.id()),
    })?;
    let audience = definitions::latest(&engine.store, workspace, "audience", pilot.pilot.audience()).await?;
    let facts = definitions::latest(&engine.store, workspace, "facts", &pilot.message.facts).await?;
    Ok(Release { pilot, chosen, audience, facts })
}

/// Asks for approval of the release as it stands.
pub async fn request(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    author: &MemberId,
    now: Timestamp,
) -> Result<Digest, EngineError> {
    let release = release_of(engine, workspace, pilot).await?;
    check_texts(engine, workspace, &release).await?;
    // A stratum that nobody has would show only when all is approved.
    crate::release::check_units(engine, workspace, &release.pilot.design).await?;
    let role = role_of(engine, workspace, author).await?;
    let request = ApprovalRequest {
        subject: release.subject(),
        author: author.clone(),
        at: now,
        n_error_findings: release.chosen.n_errors,
    };
    let by = Actor::Member { id: author.clone(), role };
    engine.store.put_approval_request(workspace, release.pilot.id(), &request, &by).await?;
    Ok(request.subject.release_hash())
}

/// Approves exactly what was asked for. Approving the same again changes nothing.
///
/// Errors: [`EngineError::NotReady`] when nobody asked for this exact version, or the member may not.
pub async fn approve(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    approver: &MemberId,
    is_scripted: bool,
    note: &str,
    now: Timestamp,
) -> Result<Digest, EngineError> {
    let release = release_of(engine, workspace, pilot).await?;
    let release_hash = release.subject().release_hash();
    let given = engine.store.approvals_of(workspace, release.pilot.id()).await?;
    if given.iter().any(|approval| approval.release_hash() == release_hash && approval.by() == approver) {
        return Ok(release_hash);
    }
    let requests = engine.store.approval_requests(workspace, &release_hash).await?;
    let request = requests.last().ok_or_else(|| EngineError::NotReady {
        what: format!("nobody asked for approval of this version of `{pilot}`: run `truelift review request {pilot} --as MEMBER`"),
    })?;
    // INVARIANT: nobody approves what they asked for, also when somebody else asked for the same after them.
    if requests.iter().any(|request| request.author == *approver) {
        let refusal = governance::Refusal::OwnWork { author: approver.clone() };
        return Err(EngineError::NotReady { what: refusal.to_string() });
    }
    let by = Actor::Member { id: approver.clone(), role: role_of(engine, workspace, approver).await? };
    let approval = governance::approve(request, &by, is_scripted, note, now)
        .map_err(|refusal| EngineError::NotReady { what: refusal.to_string() })?;
    engine.store.put_approval(workspace, release.pilot.id(), &approval, now).await?;
    Ok(release_hash)
}

/// Where the approval stands.
pub async fn standing(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
) -> Result<Standing, EngineError> {
    let subject = release.subject();
    let approvals = engine.store.approvals_of(workspace, release.pilot.id()).await?;
    let stale = Approved::check((), &subject, &approvals).err().map(|stale: Stale| stale.to_string());
    Ok(Standing { release_hash: subject.release_hash(), approvals, stale })
}

/// The release, if what stands now is approved. The only way into [`crate::release`].
pub async fn approved(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
) -> Result<Approved<Release>, EngineError> {
    let release = release_of(engine, workspace, pilot).await?;
    check_texts(engine, workspace, &release).await?;
    let subject = release.subject();
    let approvals = engine.store.approvals_of(workspace, release.pilot.id()).await?;
    Approved::check(release, &subject, &approvals)
        .map_err(|stale| EngineError::NotReady { what: format!("`{pilot}` may not be released: {stale}") })
}

/// Refuses a release with a text that a check forbids, whoever wrote it: a slot that nothing fills, a claim that
/// no fact states, a link that leads elsewhere.
async fn check_texts(engine: &Engine, workspace: &WorkspaceId, release: &Release) -> Result<(), EngineError> {
    let checker = create::checker(engine, workspace, &release.pilot).await?;
    let errors = texts::errors(&texts::sent(&release.pilot, &checker, Some(&release.chosen.text)));
    if errors.is_empty() {
        return Ok(());
    }
    let what = format!(
        "`{}` may not be sent as it is written: {}; correct it and run `truelift apply DIR`",
        release.pilot.id(),
        errors.join("; ")
    );
    Err(EngineError::NotReady { what })
}

async fn role_of(engine: &Engine, workspace: &WorkspaceId, member: &MemberId) -> Result<Role, EngineError> {
    let member = engine.store.member(workspace, member).await?;
    Ok(member.role)
}
