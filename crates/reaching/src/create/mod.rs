//! Step 4: language models write candidates, the checks say what is wrong with them, the best one is chosen.

mod own;
mod write;

pub use own::{choose_line, write_own};
pub use write::{Writer, Writers, writers_of};

use engine::kept::{Chosen, Line, check_lines_open, choose, lines, stored as keep};
use engine::{Engine, EngineError, PilotFile, definitions};
use guardrails::{Candidate, Checker, rank};
use serde::Serialize;
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

/// Writes candidates for a pilot, checks and ranks them, and chooses the best.
///
/// The same prompt version, providers and seed give the lines that are there and write nothing.
/// Errors: [`EngineError::NotReady`] once this version was released.
pub async fn run(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    writers: &Writers,
    seed: u64,
    progress: impl FnMut(&str, usize),
) -> Result<CreateReport, EngineError> {
    let pilot = PilotFile::load(engine.store(), workspace, pilot).await?;
    let checker = definitions::checker(engine, workspace, &pilot).await?;
    let fingerprint = Value::String(fingerprint(&checker, writers, seed).to_string());
    let setting = format!("lines_of.{}", pilot.id());
    if engine.store().setting(workspace, &setting).await?.as_ref() == Some(&fingerprint) {
        return Ok(report(lines(engine, workspace, &pilot).await?, true));
    }
    check_lines_open(engine, workspace, &pilot).await?;
    let variants = writers.write(&checker, seed, progress).await?;
    let texts: Vec<&str> = variants.iter().map(|variant| variant.text.as_str()).collect();
    let findings = checker.check_all(&texts);
    let candidates: Vec<Candidate> = variants
        .into_iter()
        .zip(findings)
        .map(|(variant, findings)| Candidate { variant, findings })
        .collect();
    let ranking = rank(candidates, checker.voice(), checker.facts());
    let there = engine.store().variants(workspace, pilot.id()).await?;
    let own: Vec<String> = lines(engine, workspace, &pilot)
        .await?
        .iter()
        .filter(|line| line.provider == own::PERSON)
        .map(|line| line.variant_id.clone())
        .collect();
    let mut stored = Vec::new();
    for ranked in &ranking.ranked {
        stored.push(keep(&ranked.candidate, Some(ranked), VariantStatus::Candidate, stored.len())?);
    }
    let n_ranked = stored.len();
    for candidate in &ranking.rejected {
        stored.push(keep(candidate, None, VariantStatus::Rejected, stored.len())?);
    }
    keep_what_people_did(there, &own, &mut stored);
    if !stored.iter().any(|variant| variant.status == VariantStatus::Chosen)
        && let Some(best) = stored.first_mut()
        && 0 < n_ranked
    {
        best.status = VariantStatus::Chosen;
    }
    engine.store().put_variants(workspace, pilot.id(), &stored).await?;
    engine.store().put_setting(workspace, &setting, &fingerprint).await?;
    Ok(report(lines(engine, workspace, &pilot).await?, false))
}

/// Keeps what people wrote and the line they chose, whatever a model writes again: `own` are the lines they wrote, and
/// a chosen line that the checks did not put first is one that somebody chose.
fn keep_what_people_did(there: Vec<StoredVariant>, own: &[String], stored: &mut Vec<StoredVariant>) {
    for mut variant in there {
        let is_own = own.contains(&variant.variant_id);
        let is_choice = variant.status == VariantStatus::Chosen && (is_own || variant.rank != 0);
        let again = stored.iter_mut().find(|written| written.variant_id == variant.variant_id);
        match again {
            Some(written) if is_choice && written.status == VariantStatus::Candidate => {
                written.status = VariantStatus::Chosen;
            }
            Some(_) => {}
            None if is_own || is_choice => {
                variant.rank = i64::try_from(stored.len()).unwrap_or(i64::MAX);
                stored.push(variant);
            }
            None => {}
        }
    }
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
