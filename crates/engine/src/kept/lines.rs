//! The lines that were written for a pilot, with what the checks said of them.

use crate::{Engine, EngineError, PilotFile, form};
use guardrails::{Candidate, Finding, Ranked};
use serde::{Deserialize, Serialize};
use store::{StoredVariant, VariantStatus};
use vocabulary::WorkspaceId;

/// The line that goes into the treatment arm.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Chosen {
    /// Its hash.
    pub variant_id: String,
    /// The line.
    pub text: String,
    /// Who wrote it.
    pub provider: String,
    /// With which model.
    pub model: String,
    /// Errors the checks found: always zero for a line that was chosen.
    pub n_errors: usize,
    /// What else the checks said.
    pub findings: Vec<Finding>,
    /// Why it is first.
    pub reasons: Vec<String>,
}

/// A stored line with its findings, best first, the rejected last.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its hash.
    pub variant_id: String,
    /// Chosen, candidate or rejected.
    pub status: VariantStatus,
    /// The line.
    pub text: String,
    /// Who wrote it.
    pub provider: String,
    /// With which model.
    pub model: String,
    /// What the checks said.
    pub findings: Vec<Finding>,
    /// What gave or cost points.
    pub reasons: Vec<String>,
}

/// What is kept of a line beside its findings.
#[derive(Serialize, Deserialize)]
struct Body {
    text: String,
    provider: String,
    model: String,
    prompt: String,
    prompt_version: u32,
    seed: u64,
    score: Option<i64>,
    reasons: Vec<String>,
}

/// Every line of a pilot, best first.
pub async fn lines(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Vec<Line>, EngineError> {
    let stored = engine.store.variants(workspace, pilot.id()).await?;
    stored
        .into_iter()
        .map(|variant| {
            let body: Body = form::parse(variant.body)?;
            Ok(Line {
                variant_id: variant.variant_id,
                status: variant.status,
                text: body.text,
                provider: body.provider,
                model: body.model,
                findings: form::parse(variant.findings)?,
                reasons: body.reasons,
            })
        })
        .collect()
}

/// Refuses to change the lines of a version whose messages are planned: what goes out is what was approved.
///
/// Errors: [`EngineError::NotReady`].
pub async fn check_lines_open(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<(), EngineError> {
    let proof = engine.store.count_proof(&pilot.campaign_key(workspace)).await?;
    if proof.planned + proof.holdout_planned == 0 {
        return Ok(());
    }
    let what = format!(
        "version {} of `{}` was released with its line, which stays: count `version` up to try another one",
        pilot.design.version,
        pilot.id()
    );
    Err(EngineError::NotReady { what })
}

/// The line that was chosen; `None` when none was.
pub async fn chosen(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<Chosen>, EngineError> {
    Ok(choose(&lines(engine, workspace, pilot).await?))
}

pub fn choose(lines: &[Line]) -> Option<Chosen> {
    let line = lines.iter().find(|line| line.status == VariantStatus::Chosen)?;
    Some(Chosen {
        variant_id: line.variant_id.clone(),
        text: line.text.clone(),
        provider: line.provider.clone(),
        model: line.model.clone(),
        n_errors: line.findings.iter().filter(|finding| finding.is_error()).count(),
        findings: line.findings.clone(),
        reasons: line.reasons.clone(),
    })
}

/// A line in the form in which it is kept.
pub fn stored(
    candidate: &Candidate,
    ranked: Option<&Ranked>,
    status: VariantStatus,
    rank: usize,
) -> Result<StoredVariant, EngineError> {
    let variant = &candidate.variant;
    let body = Body {
        text: variant.text.clone(),
        provider: variant.provider.clone(),
        model: variant.model.clone(),
        prompt: variant.prompt.clone(),
        prompt_version: variant.prompt_version,
        seed: variant.seed,
        score: ranked.map(|ranked| ranked.score),
        reasons: ranked.map(|ranked| ranked.reasons.clone()).unwrap_or_default(),
    };
    Ok(StoredVariant {
        variant_id: variant.digest().to_string(),
        rank: i64::try_from(rank).unwrap_or(i64::MAX),
        status,
        body: form::value(&body)?,
        findings: form::value(&candidate.findings)?,
    })
}
