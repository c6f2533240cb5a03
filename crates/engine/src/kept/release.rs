//! What would be released of a pilot, and whether it may be.

use super::lines::{Chosen, chosen};
use super::objections::objections;
use crate::definitions::{self, texts};
use crate::{Engine, EngineError, PilotFile};
use governance::{Approval, Approved, Objections, Stale, Subject};
use serde::Serialize;
use vocabulary::{Digest, WorkspaceId};

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
    /// Whom the workspace keeps back above the experiment: a release keeps back those, and no others.
    pub holdouts: Option<experiment::Holdouts>,
}

/// What one arm gets, word for word as it would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Which arm.
    pub arm: String,
    /// Its subject line; `None` when it gets nothing.
    pub subject: Option<String>,
    /// Its text; `None` when it gets nothing.
    pub body: Option<String>,
}

impl Release {
    /// What stands against approvals of it.
    pub async fn objections(
        &self,
        engine: &Engine,
        workspace: &WorkspaceId,
    ) -> Result<Objections, EngineError> {
        let of = (self.pilot.id(), self.chosen.variant_id.as_str());
        objections(engine, workspace, of, &self.subject().release_hash()).await
    }

    /// Whom it is for, as a sentence.
    pub fn audience_in_words(&self) -> String {
        audience::sentence(&self.audience)
    }

    /// What each arm gets: what whoever approves must read.
    pub fn messages(&self) -> Vec<Message> {
        let (body, usual) = (self.pilot.body(&self.facts), self.pilot.usual_body(&self.facts));
        let is_usual = |arm: &str| {
            self.pilot.design.arms.iter().any(|found| found.name == arm && found.business_as_usual)
        };
        let message = |message: crate::ArmMessage| Message {
            body: message.subject.as_ref().map(|_| match (&usual, is_usual(&message.arm)) {
                (Some(usual), true) => usual.clone(),
                _ => body.clone(),
            }),
            arm: message.arm,
            subject: message.subject,
        };
        self.pilot.arm_messages(&self.chosen.text).into_iter().map(message).collect()
    }

    /// The hashes an approval is bound to.
    pub fn subject(&self) -> Subject {
        self.pilot.subject(&self.chosen.text, &self.audience, &self.facts, self.holdouts.as_ref())
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
    let chosen = chosen(engine, workspace, &pilot).await?.ok_or_else(|| EngineError::NotReady {
        what: format!("the pilot `{0}` has no chosen line: run `truelift content create {0}`", pilot.id()),
    })?;
    let audience = definitions::latest(&engine.store, workspace, "audience", pilot.pilot.audience()).await?;
    let facts = definitions::latest(&engine.store, workspace, "facts", &pilot.message.facts).await?;
    let holdouts = definitions::holdouts::load(&engine.store, workspace).await?;
    Ok(Release { pilot, chosen, audience, facts, holdouts })
}

/// Where the approval stands.
pub async fn standing(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
) -> Result<Standing, EngineError> {
    let subject = release.subject();
    let approvals = engine.store.approvals_of(workspace, release.pilot.id()).await?;
    let against = release.objections(engine, workspace).await?;
    let stale =
        Approved::check((), &subject, &approvals, &against).err().map(|stale: Stale| stale.to_string());
    Ok(Standing { release_hash: subject.release_hash(), approvals, stale })
}

/// The release, if what stands now is approved. The only way into a release.
pub async fn approved(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
) -> Result<Approved<Release>, EngineError> {
    let release = release_of(engine, workspace, pilot).await?;
    check_texts(engine, workspace, &release).await?;
    let subject = release.subject();
    let approvals = engine.store.approvals_of(workspace, release.pilot.id()).await?;
    // An approval counts that the record tells of: a row that somebody wrote into the store is none.
    if let Some(difference) = engine.store.approval_differences(workspace).await?.into_iter().next() {
        let what = format!("`{pilot}` may not be released: {difference}; see `truelift audit verify`");
        return Err(EngineError::NotReady { what });
    }
    let against = release.objections(engine, workspace).await?;
    Approved::check(release, &subject, &approvals, &against)
        .map_err(|stale| EngineError::NotReady { what: format!("`{pilot}` may not be released: {stale}") })
}

/// Refuses a release with a text that a check forbids, whoever wrote it: a slot that nothing fills, a claim that
/// no fact states, a link that leads elsewhere.
pub async fn check_texts(
    engine: &Engine,
    workspace: &WorkspaceId,
    release: &Release,
) -> Result<(), EngineError> {
    definitions::settings::check(engine, workspace, &release.pilot).await?;
    let checker = definitions::checker(engine, workspace, &release.pilot).await?;
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
