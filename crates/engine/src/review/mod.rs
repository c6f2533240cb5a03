//! Step 5: an approval of the exact version, by another member than its author.

use crate::kept::{check_texts, release_of};
use crate::{Engine, EngineError, persons};
use governance::{Actor, ApprovalRequest, Role};
use vocabulary::{Digest, MemberId, Timestamp, WorkspaceId};

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
    persons::check_units(engine, workspace, &release.pilot.design).await?;
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
        what: format!(
            "nobody asked for approval of this version of `{pilot}`: run `truelift review request {pilot}`"
        ),
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

async fn role_of(engine: &Engine, workspace: &WorkspaceId, member: &MemberId) -> Result<Role, EngineError> {
    let member = engine.store.member(workspace, member).await?;
    Ok(member.role)
}
