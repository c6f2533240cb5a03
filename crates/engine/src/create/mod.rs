//! Step 4: language models write candidates, the checks say what is wrong with them, the best one is chosen.

mod write;

pub use write::Writers;

use crate::{Engine, EngineError, PilotFile, decide, definitions};
use content::{Candidate, Checker, Facts, Finding, Prompt, Ranked, Voice, rank};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{StoredVariant, VariantStatus};
use vocabulary::{Digest, WorkspaceId};

/// What one run of the step gave.
#[derive(Debug, Clone, Serialize)]
pub struct CreateReport {
    /// Lines that were written.
    pub n_candidates: usize,
    /// Of those, the ones a check forbids.
    pub n_rejected: usize,
    /// Lines and rejected lines by provider.
    pub by_provider: BTreeMap<String, (usize, usize)>,
    /// The line that was chosen.
    pub chosen: Option<Chosen>,
    /// True when the lines were there already: a prompt version and a seed give the same lines.
    pub is_repeated: bool,
}

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

/// The voice, facts and prompt of a pilot, ready to check a line.
pub async fn checker(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Checker, EngineError> {
    let store = &engine.store;
    let voice: Voice = definitions::latest(store, workspace, "voice", pilot.pilot.voice()).await?;
    let facts: Facts = definitions::latest(store, workspace, "facts", &pilot.message.facts).await?;
    let file = pilot.prompt_file();
    let prompt: Prompt = definitions::latest(store, workspace, "prompt", &file).await?;
    Checker::new(&voice, &facts, &prompt).map_err(|error| EngineError::definition("prompt", &file, error))
}

/// Writes candidates for a pilot, checks and ranks them, and chooses the best.
///
/// The same prompt version, providers and seed give the lines that are there and write nothing.
pub async fn run(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    writers: &Writers,
    seed: u64,
    progress: impl FnMut(&str, usize),
) -> Result<CreateReport, EngineError> {
    let pilot = PilotFile::load(&engine.store, workspace, pilot).await?;
    let checker = checker(engine, workspace, &pilot).await?;
    let fingerprint = Value::String(fingerprint(&checker, writers, seed).to_string());
    let setting = format!("lines_of.{}", pilot.id());
    if engine.store.setting(workspace, &setting).await?.as_ref() == Some(&fingerprint) {
        return Ok(report(lines(engine, workspace, &pilot).await?, true));
    }
    let variants = writers.write(&checker, seed, progress).await?;
    let texts: Vec<&str> = variants.iter().map(|variant| variant.text.as_str()).collect();
    let findings = checker.check_all(&texts);
    let candidates: Vec<Candidate> = variants
        .into_iter()
        .zip(findings)
        .map(|(variant, findings)| Candidate { variant, findings })
        .collect();
    let ranking = rank(candidates, checker.voice(), checker.facts());
    let mut stored = Vec::new();
    for ranked in &ranking.ranked {
        let status = if stored.is_empty() { VariantStatus::Chosen } else { VariantStatus::Candidate };
        stored.push(keep(&ranked.candidate, Some(ranked), status, stored.len())?);
    }
    for candidate in &ranking.rejected {
        stored.push(keep(candidate, None, VariantStatus::Rejected, stored.len())?);
    }
    engine.store.put_variants(workspace, pilot.id(), &stored).await?;
    engine.store.put_setting(workspace, &setting, &fingerprint).await?;
    Ok(report(lines(engine, workspace, &pilot).await?, false))
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
            let body: Body = decide::parse(variant.body)?;
            Ok(Line {
                variant_id: variant.variant_id,
                status: variant.status,
                text: body.text,
                provider: body.provider,
                model: body.model,
                findings: decide::parse(variant.findings)?,
                reasons: body.reasons,
            })
        })
        .collect()
}

/// The line that was chosen; `None` when none was.
pub async fn chosen(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<Chosen>, EngineError> {
    Ok(choose(&lines(engine, workspace, pilot).await?))
}

fn choose(lines: &[Line]) -> Option<Chosen> {
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

fn report(lines: Vec<Line>, is_repeated: bool) -> CreateReport {
    let mut by_provider: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in &lines {
        let counts = by_provider.entry(line.provider.clone()).or_default();
        counts.0 += 1;
        counts.1 += usize::from(line.status == VariantStatus::Rejected);
    }
    CreateReport {
        n_candidates: lines.len(),
        n_rejected: lines.iter().filter(|line| line.status == VariantStatus::Rejected).count(),
        by_provider,
        chosen: choose(&lines),
        is_repeated,
    }
}

fn keep(
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
        body: decide::value(&body)?,
        findings: decide::value(&candidate.findings)?,
    })
}

/// What the lines depend on: the same inputs give the same lines.
fn fingerprint(checker: &Checker, writers: &Writers, seed: u64) -> Digest {
    // As the files have them; texts and numbers cannot fail to be written.
    let voice = serde_json::to_string(checker.voice()).unwrap_or_default();
    let facts = serde_json::to_string(checker.facts()).unwrap_or_default();
    Digest::of([
        "lines 2".to_owned(),
        checker.prompt().digest().to_string(),
        voice,
        facts,
        writers.names(),
        seed.to_string(),
    ])
}
