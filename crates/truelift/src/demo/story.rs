//! The eight steps in order. Each is safe to repeat: a second run changes nothing.

use super::outcome::{AuditResult, Contrast, DemoResult, GateResult, Shown};
use super::stage::{Script, Stage};
use super::world;
use crate::cost::peak_rss_mb;
use crate::screen::{count, tell};
use crate::verbs::wall_clock;
use anyhow::Context;
use engine::{Engine, PilotFile, kept};
use gathering::collect::{self, ImportReport};
use gathering::unify;
use judging::{decide, measure};
use reaching::create::{self, Writers};
use reaching::{release, review, target};
use rounds::removal;
use serde_json::Value;
use simulator::{Arm, Config, Exposure, World};
use std::path::{Path, PathBuf};
use store::{CampaignKey, VariantStatus};
use vocabulary::{DAY, HOUR, Redacted, Timestamp};

const PILOT: &str = "ai-win-back";
/// The setting that remembers what the last unification was made from.
const UNIFIED: &str = "demo.unified";
/// The file of those who change their mind between planning and sending.
const LATE: &str = "late-consents.csv";

/// Runs the loop.
pub async fn run(stage: &Stage, script: Script) -> anyhow::Result<DemoResult> {
    let started = script.started;
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let config = Config { n_people: u32::try_from(script.n_people)?, ..Config::new(script.seed) };
    let now = config.now;
    let cast = world::prepare(engine, workspace, script.seed, now).await?;
    let step = stage.step("simulate")?;
    let (world, files) = world::simulate(stage, config).await?;
    step.done(format!("four sources with {} rows", count(world.n_rows().iter().sum::<usize>() as i128)));
    if engine.store().setting(workspace, "now").await?.is_none() {
        engine.set_now(workspace, now).await?;
    }

    let loaded = collect_files(stage, &files, now).await?;
    let quality = unify_people(stage, &world).await?;
    let n_audience = audience(stage, now).await?;
    let created = create_lines(stage, script.model, script.seed).await?;
    let approved = approve(stage, &cast, now).await?;
    let proof = release_pilot(stage, &world, now).await?;
    let (exposures, end) = react(stage, &world, now).await?;
    let step = stage.step("measure")?;
    let kept = rounds::read_out(engine, workspace, PILOT, &truths(&world, &exposures)?, end).await?;
    step.done(format!("{} comparisons", kept.readout.estimates.len()));
    let decided = decide::run(engine, workspace, PILOT, end).await?;
    engine.compact().await?;

    let verified = engine.store().audit_report(workspace, None).await?;
    let entries = engine.store().audit_entries(workspace, i64::MAX, 1).await?.n_total;
    let shown = shown(stage, &created).await?;
    Ok(DemoResult {
        simulated: true,
        seed: script.seed,
        records: loaded.iter().map(|report| report.n_read()).sum(),
        quarantined: loaded.iter().map(|report| report.n_quarantined).sum(),
        people: quality.n_people,
        people_truth: world.truth().n_people(),
        people_reachable: quality.n_reachable,
        pair_precision: quality.precision,
        pair_recall: quality.recall,
        audience: n_audience,
        candidates: created.n_candidates,
        candidates_rejected: created.n_rejected,
        approved,
        planned: proof.planned,
        sent: proof.sent,
        rejected: proof.rejected,
        suppressed: proof.suppressed,
        unknown: proof.unknown,
        holdout: proof.held_out,
        srm_p_value: kept.readout.split.test.map(|test| test.p_value),
        readout: kept.readout.estimates.into_iter().map(contrast).collect(),
        gate: GateResult {
            decision: decided.decision.decision.to_string(),
            reasons: decided.decision.reasons,
        },
        audit: AuditResult { entries: u64::try_from(entries).unwrap_or(0), verified: verified.holds() },
        elapsed_s: started.elapsed().as_secs_f64(),
        peak_rss_mb: peak_rss_mb(),
        shown,
    })
}

fn contrast(estimate: experiment::Estimate) -> Contrast {
    Contrast {
        metric: estimate.metric,
        arm: estimate.arm,
        control: estimate.control,
        n: estimate.n,
        n_control: estimate.n_control,
        lift_abs: estimate.lift_abs,
        ci_low: estimate.ci_low,
        ci_high: estimate.ci_high,
        p_value: estimate.p_value,
        truth: estimate.truth,
    }
}

async fn collect_files(
    stage: &Stage,
    files: &simulator::Files,
    now: Timestamp,
) -> anyhow::Result<Vec<ImportReport>> {
    let mut reports = Vec::new();
    for (source, file) in
        [("crm", &files.crm), ("web", &files.web), ("orders", &files.orders), ("consents", &files.consents)]
    {
        reports.push(import(stage, source, file, now).await?);
    }
    Ok(reports)
}

async fn import(stage: &Stage, source: &str, file: &Path, now: Timestamp) -> anyhow::Result<ImportReport> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let step = stage.step("collect")?;
    let contract = collect::contract(engine, workspace, source).await?;
    let report = collect::import(engine, workspace, &contract, file, now, |n_rows| {
        step.at(format!("{source}: {} rows", count(n_rows)));
    })
    .await?;
    let again = if report.is_repeated { ", loaded before: nothing changed" } else { "" };
    step.done(format!(
        "{source}: {} rows, {} quarantined{again}",
        count(report.n_rows),
        count(report.n_quarantined)
    ));
    Ok(report)
}

struct Quality {
    n_people: i64,
    n_reachable: Option<i64>,
    precision: Option<f64>,
    recall: Option<f64>,
}

/// Unifies, unless nothing came in since the last time.
async fn unify_people(stage: &Stage, world: &World) -> anyhow::Result<Quality> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let imports = engine.store().imports(workspace).await?;
    let files: Vec<String> = imports
        .into_iter()
        .filter(|import| !import.file.ends_with(LATE))
        .map(|import| import.fingerprint)
        .collect();
    if let Some(earlier) = engine.store().setting(workspace, UNIFIED).await?
        && earlier.get("files") == Some(&serde_json::json!(files))
    {
        return Ok(Quality {
            n_people: earlier.get("people").and_then(Value::as_i64).unwrap_or_default(),
            n_reachable: earlier.get("reachable").and_then(Value::as_i64),
            precision: earlier.get("precision").and_then(Value::as_f64),
            recall: earlier.get("recall").and_then(Value::as_f64),
        });
    }
    let step = stage.step("unify")?;
    let unified = unify::run(engine, workspace).await?;
    let truth = world.truth();
    let person_of =
        |record: &str, key: Option<&str>| truth.person_of(record).or_else(|| truth.person_of(key?));
    let quality = unified.quality(person_of);
    let reach = unified.reach(person_of);
    let report = unified.report;
    step.done(format!(
        "{} people from {} records",
        count(report.n_people as i128),
        count(report.n_records as i128)
    ));
    for warning in &report.warnings {
        tell(format!("  note: {warning}"));
    }
    let quality = Quality {
        n_people: i64::try_from(report.n_people)?,
        n_reachable: i64::try_from(reach.n_reachable).ok(),
        precision: quality.pair_precision,
        recall: quality.pair_recall,
    };
    let setting = serde_json::json!({
        "files": files, "people": quality.n_people, "reachable": quality.n_reachable, "precision": quality.precision, "recall": quality.recall,
    });
    engine.store().put_setting(workspace, UNIFIED, &setting).await?;
    Ok(quality)
}

/// Counts the audience; once it is planned, as it was then: later opt-outs do not change what was planned.
async fn audience(stage: &Stage, now: Timestamp) -> anyhow::Result<i64> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let pilot = PilotFile::load(engine.store(), workspace, PILOT).await?;
    if let Ok(campaign) = engine.store().campaign(&pilot.campaign_key(workspace)).await
        && let Some(n_members) = campaign.body.get("n_members").and_then(Value::as_i64)
    {
        return Ok(n_members);
    }
    let step = stage.step("target")?;
    let audience = target::find(engine, workspace, pilot.pilot.audience()).await?;
    let n_audience = target::count(engine, workspace, &audience, now).await?;
    step.done(format!("{} lapsed buyers", count(n_audience)));
    Ok(n_audience)
}

async fn create_lines(
    stage: &Stage,
    model: Option<PathBuf>,
    seed: u64,
) -> anyhow::Result<create::CreateReport> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let step = stage.step("create")?;
    step.at("loading the language model");
    let writers = Writers::embedded(model).await?;
    let created = create::run(engine, workspace, PILOT, &writers, seed, |provider, n| {
        step.at(format!("{provider} writes {n} lines"));
    })
    .await?;
    step.done(format!("{} lines, {} rejected by the checks", created.n_candidates, created.n_rejected));
    Ok(created)
}

/// Asks as the marketer and approves as the brand lead, recorded as scripted.
async fn approve(stage: &Stage, cast: &world::Cast, now: Timestamp) -> anyhow::Result<String> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let asked = now - HOUR;
    review::request(engine, workspace, PILOT, &cast.marketer, asked).await?;
    let note = "given by the demo's script";
    let hash = review::approve(engine, workspace, PILOT, &cast.brand_lead, true, note, now).await?;
    stage
        .step("review")?
        .done(format!("release {} approved by the demo's script as Brand lead", hash.short()));
    Ok(hash.to_string())
}

/// Plans; lets late opt-outs and the old tool's block list come in; sends what the gate permits.
async fn release_pilot(stage: &Stage, world: &World, now: Timestamp) -> anyhow::Result<store::CountProof> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let approved = kept::approved(engine, workspace, PILOT).await?;
    let key = approved.item().pilot.campaign_key(workspace);
    if engine.store().count_proof(&key).await?.planned == 0 {
        release::plan(engine, workspace, &approved, now).await?;
    }
    let emails: Vec<String> = deliveries(engine, &key)
        .await?
        .into_iter()
        .filter_map(|delivery| delivery.address.expose().strip_prefix("email:").map(str::to_owned))
        .collect();
    late_opt_outs(stage, world, &emails, now).await?;
    block_list(stage, world).await?;
    let step = stage.step("release")?;
    let told = |n| step.at(format!("{} decided", count(n)));
    let proof = release::send(engine, workspace, &approved, now, wall_clock, told).await?;
    step.done(format!(
        "{} sent, {} held out, {} suppressed",
        count(proof.sent),
        count(proof.held_out),
        count(proof.suppressed)
    ));
    Ok(proof)
}

async fn deliveries(engine: &Engine, key: &CampaignKey) -> anyhow::Result<Vec<store::Delivery>> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let page = engine.store().deliveries(key, None, after, 5_000).await?;
        all.extend(page.items);
        match page.next {
            Some(next) => after = next,
            None => return Ok(all),
        }
    }
}

/// People who change their mind between planning and sending: a file like any other.
async fn late_opt_outs(
    stage: &Stage,
    world: &World,
    emails: &[String],
    now: Timestamp,
) -> anyhow::Result<()> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let mut csv = "consent_id,email,customer_id,purpose,channel,action,recorded_at,evidence\n".to_owned();
    for row in world.late_opt_outs(emails) {
        let (purpose, channel) = (row.purpose, row.channel);
        csv += &format!(
            "{},{},,{purpose},{channel},withdrawn,{},{}\n",
            row.entry_id, row.email, row.at, row.evidence
        );
    }
    let file = removal::simulated(engine.data(), workspace).join(LATE);
    std::fs::write(&file, csv).with_context(|| format!("cannot write `{}`", file.display()))?;
    import(stage, "consents", &file, now).await?;
    Ok(())
}

async fn block_list(stage: &Stage, world: &World) -> anyhow::Result<()> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let suppression = |found: simulator::Suppression| consent::Suppression {
        identifier: Redacted::new(format!("email:{}", found.email)),
        reason: match found.reason {
            simulator::SuppressionReason::HardBounce => consent::SuppressionReason::HardBounce,
            simulator::SuppressionReason::Complaint => consent::SuppressionReason::Complaint,
        },
        at: found.at,
    };
    let suppressions: Vec<consent::Suppression> = world.suppressions().into_iter().map(suppression).collect();
    Ok(engine.store().suppress(workspace, &suppressions).await?)
}

/// Simulated people react for two weeks; their visits and orders come in through the collection endpoint.
/// Returns who was exposed, and the moment the window is over.
async fn react(stage: &Stage, world: &World, now: Timestamp) -> anyhow::Result<(Vec<Exposure>, Timestamp)> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let pilot = PilotFile::load(engine.store(), workspace, PILOT).await?;
    let key = pilot.campaign_key(workspace);
    let mut exposures = Vec::new();
    for delivery in deliveries(engine, &key).await? {
        if delivery.permitted_at.is_none() {
            continue;
        }
        let mut identifiers: Vec<String> =
            delivery.identifiers.iter().map(|key| key.expose().clone()).collect();
        identifiers.sort_by_key(|key| strength(key));
        exposures.push(Exposure { identifiers, arm: delivery.arm.parse::<Arm>()? });
    }
    let end = now + DAY.times(i64::from(pilot.design.outcome_window_days)) + HOUR;
    engine.set_now(workspace, end).await?;
    let step = stage.step("react")?;
    let messages = world.react(&exposures)?;
    let n = messages.len();
    crate::demo::world::post(stage, messages, |done| {
        step.at(format!("{} events posted", count(done as i128)))
    })
    .await?;
    collect::land_pending(engine, workspace).await?;
    step.done(format!("{} events through /v1/batch", count(n as i128)));
    Ok((exposures, end))
}

/// The order in which a person's identifiers say who they are.
fn strength(key: &str) -> usize {
    let kinds = ["customer_id:", "email:", "anonymous_id:"];
    kinds.iter().position(|kind| key.starts_with(kind)).unwrap_or(kinds.len())
}

fn truths(world: &World, exposures: &[Exposure]) -> anyhow::Result<measure::Truths> {
    let effects = world.true_effects(exposures)?;
    let entry = |effect: simulator::TrueEffect| {
        ((effect.metric.to_owned(), effect.arm.to_string(), effect.control.to_string()), effect.lift_abs)
    };
    Ok(effects.into_iter().map(entry).collect())
}

async fn shown(stage: &Stage, created: &create::CreateReport) -> anyhow::Result<Shown> {
    let (engine, workspace) = (&*stage.engine, &stage.workspace);
    let pilot = PilotFile::load(engine.store(), workspace, PILOT).await?;
    let lines = kept::lines(engine, workspace, &pilot).await?;
    let is_caught =
        |line: &&kept::Line| line.status == VariantStatus::Rejected && line.provider != "phrasebook";
    let caught = |line: &kept::Line| {
        let why = line.findings.iter().find(|finding| finding.is_error())?.why.clone();
        Some((line.text.clone(), why))
    };
    let key = pilot.campaign_key(workspace);
    let suppressions = engine.store().suppression_counts(&key).await?;
    Ok(Shown {
        chosen: created.chosen.as_ref().map(|chosen| (chosen.text.clone(), chosen.provider.clone())),
        by_provider: created.by_provider.clone(),
        caught: lines.iter().filter(is_caught).filter_map(caught).collect(),
        suppressions: suppressions.into_iter().map(|found| (found.reason, found.n)).collect(),
    })
}
