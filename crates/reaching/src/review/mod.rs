//! Step 5: an approval of the exact version, by another member than its author.

mod changes;

pub use changes::ask_for_changes;

use engine::kept::{Release, check_texts, release_of};
use engine::{Engine, EngineError, persons};
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
    engine.store().put_approval_request(workspace, release.pilot.id(), &request, &by).await?;
    // Who asks again for what changes were asked for says that it stays as it is.
    let release_hash = request.subject.release_hash();
    changes::answered(engine, workspace, (release.pilot.id(), &release_hash), &by, now).await?;
    Ok(release_hash)
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
    give(engine, workspace, &release, approver, (is_scripted, note), now).await
}

/// As [`approve`], by a member who says which version they read.
///
/// Errors: [`EngineError::NotReady`] as well when what stands now is another version than `read`.
pub async fn approve_read(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    approver: &MemberId,
    (read, note): (&str, &str),
    now: Timestamp,
) -> Result<Digest, EngineError> {
    let release = release_of(engine, workspace, pilot).await?;
    check_read(&release, read)?;
    give(engine, workspace, &release, approver, (false, note), now).await
}

/// Refuses a word on a version that is not the one that stands.
fn check_read(release: &Release, read: &str) -> Result<(), EngineError> {
    if release.subject().release_hash().to_string() == read {
        return Ok(());
    }
    let what = format!("`{}` was changed since you read it: look at it again", release.pilot.id());
    Err(EngineError::NotReady { what })
}

async fn give(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
    approver: &MemberId,
    (is_scripted, note): (bool, &str),
    now: Timestamp,
) -> Result<Digest, EngineError> {
    let pilot = release.pilot.id();
    let release_hash = release.subject().release_hash();
    let against = release.objections(engine, workspace).await?;
    if let Some(wanted) = against.changes.as_ref().filter(|wanted| !wanted.is_answered) {
        let what = format!(
            "{} asked for changes to this version of `{pilot}` ({}): change it, or ask for approval again",
            wanted.by, wanted.note
        );
        return Err(EngineError::NotReady { what });
    }
    let given = engine.store().approvals_of(workspace, release.pilot.id()).await?;
    let own = given.iter().find(|given| given.release_hash() == release_hash && given.by() == approver);
    if let Some(own) = own {
        return match against.changes.filter(|wanted| wanted.voids(own)) {
            None => Ok(release_hash),
            Some(wanted) => Err(EngineError::NotReady {
                what: format!(
                    "you approved this version of `{pilot}` before {} asked for changes ({}): another member approves it, or it is changed",
                    wanted.by, wanted.note
                ),
            }),
        };
    }
    let requests = engine.store().approval_requests(workspace, &release_hash).await?;
    let request = requests.last().ok_or_else(|| EngineError::NotReady {
        what: format!(
            "nobody asked for approval of this version of `{pilot}`: run `truelift review request {pilot}`"
        ),
    })?;
    // INVARIANT: nobody approves what they asked for, wrote or chose, also when somebody else asked for the same.
    let is_own = requests.iter().any(|request| request.author == *approver);
    if is_own || against.authors.contains(approver) {
        let refusal = governance::Refusal::OwnWork { author: approver.clone() };
        return Err(EngineError::NotReady { what: refusal.to_string() });
    }
    let by = Actor::Member { id: approver.clone(), role: role_of(engine, workspace, approver).await? };
    let approval = governance::approve(request, &by, is_scripted, note, now)
        .map_err(|refusal| EngineError::NotReady { what: refusal.to_string() })?;
    engine.store().put_approval(workspace, release.pilot.id(), &approval, now).await?;
    Ok(release_hash)
}

async fn role_of(engine: &Engine, workspace: &WorkspaceId, member: &MemberId) -> Result<Role, EngineError> {
    let member = engine.store().member(workspace, member).await?;
    Ok(member.role)
}
