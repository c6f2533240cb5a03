//! What all pilots together came to: their own numbers added up without the luck, and the whole programme
//! against the people who got nothing of it.

use engine::definitions::holdouts;
use engine::kept::{Decided, KeptReadout};
use engine::persons::views;
use engine::{Engine, EngineError, PilotFile, form, outbox};
use experiment::{Design, Estimate, Level, RandomisedUnit, Readout, ReadoutMetric, Trust, read_out};
use judging::measure::{Question, evidence};
use measurement::Metric;
use programme::{Headline, ProgrammeReadout, Trial};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Campaign, KeptResult};
use vocabulary::{DAY, Timestamp, WorkspaceId};

/// A holdout above the experiments, read out: what everything below it did to those it reached.
#[derive(Debug, Clone, Serialize)]
pub struct HoldoutReadout {
    /// The programme; `None` for the global holdout.
    pub programme: Option<String>,
    /// Which period.
    pub period: String,
    /// The share that is kept back.
    pub ratio: f64,
    /// For how many days outcomes count, from the first time a person was reached or would have been.
    pub outcome_window_days: u32,
    /// What was held out as one: the counts are of these.
    pub unit: RandomisedUnit,
    /// People (households, accounts) who were reached and whose window is over.
    pub n_reached: u64,
    /// People (households, accounts) who were kept back and whose window is over.
    pub n_held_out: u64,
    /// Metric by metric: reached against held out. Withheld as any readout.
    pub estimates: Vec<Estimate>,
    /// Why there is nothing to read.
    pub withheld: Option<String>,
}

/// What all experiments of a workspace came to.
#[derive(Debug, Clone, Serialize)]
pub struct Together {
    /// When it was read.
    pub at: Timestamp,
    /// The experiments, the latest first.
    pub trials: Vec<Trial>,
    /// What they add up to.
    #[serde(flatten)]
    pub readout: ProgrammeReadout,
    /// The holdouts above them.
    pub holdouts: Vec<HoldoutReadout>,
    /// Why there is no cumulative effect against a global holdout; `None` when it is among `holdouts`.
    pub cumulative_withheld: Option<String>,
}

/// Reads all experiments of the workspace together, from their kept readouts and gate decisions, and its
/// holdouts from their exposures.
pub async fn run(engine: &Engine, workspace: &WorkspaceId, now: Timestamp) -> Result<Together, EngineError> {
    let campaigns = engine.store().campaigns(workspace).await?;
    let results = engine.store().pilot_results(workspace).await?;
    let (mut trials, mut metrics) = (Vec::new(), BTreeMap::new());
    for campaign in &campaigns {
        let pilot: PilotFile = form::parse(campaign.body.get("pilot").cloned().unwrap_or_default())?;
        trials.push(trial(campaign, &pilot, &results)?);
        // Of one name the latest definition counts; the campaigns come latest first.
        for metric in &pilot.metrics {
            metrics.entry(metric.name.clone()).or_insert_with(|| metric.clone());
        }
    }
    let metrics: Vec<Metric> = metrics.into_values().collect();
    let above = holdouts::load(engine.store(), workspace).await?;
    let mut read = Vec::new();
    if let Some(above) = &above {
        outbox::flush_outbox(engine, workspace).await?;
        let exposures = views::exposures(&engine.store().redirects(workspace).await?);
        let reader = Reader {
            engine,
            workspace,
            metrics: &metrics,
            exposures,
            unit: above.unit,
            days: above.outcome_window_days,
            now,
        };
        for level in above.levels() {
            read.push(reader.holdout(&level).await?);
        }
    }
    let global = read.iter().find(|holdout| holdout.programme.is_none());
    let cumulative_withheld = match global {
        Some(global) => global.withheld.clone(),
        None => Some(
            "the workspace has no global holdout: without people who got nothing of the programme, its whole effect cannot be seen"
                .to_owned(),
        ),
    };
    Ok(Together {
        at: now,
        readout: programme::read_out(&trials, now),
        trials,
        holdouts: read,
        cumulative_withheld,
    })
}

/// One released version of a pilot with its kept results, by the headline that was registered.
fn trial(campaign: &Campaign, pilot: &PilotFile, results: &[KeptResult]) -> Result<Trial, EngineError> {
    let of = |kind: &str| {
        let is_it = |result: &&KeptResult| {
            result.pilot == campaign.campaign && result.version == campaign.version && result.kind == kind
        };
        results.iter().find(is_it).map(|result| result.body.clone())
    };
    let kept: Option<KeptReadout> = of("readout").map(form::parse).transpose()?;
    let decided: Option<Decided> = of("gate").map(form::parse).transpose()?;
    let wanted = &pilot.headline;
    let estimate = kept.as_ref().and_then(|kept| {
        kept.readout.estimates.iter().find(|found| {
            found.metric == wanted.metric && found.arm == wanted.arm && found.control == wanted.control
        })
    });
    let headline = estimate.and_then(|found| {
        Some(Headline {
            lift: found.lift_abs?,
            std_error: found.std_error?,
            ci_low: found.ci_low?,
            ci_high: found.ci_high?,
            level: found.level,
            n: found.n,
        })
    });
    let withheld = match (&kept, estimate) {
        (None, _) => Some("it was not read out yet".to_owned()),
        (Some(_), None) => Some(format!("its readout has no `{}` of `{}`", wanted.metric, wanted.arm)),
        (Some(_), Some(found)) => found.withheld.clone(),
    };
    let metric = pilot.metrics.iter().find(|metric| metric.name == wanted.metric).map(Metric::readout_metric);
    Ok(Trial {
        id: campaign.campaign.to_string(),
        version: pilot.design.version,
        name: pilot.pilot.name().to_owned(),
        metric: wanted.metric.clone(),
        unit: metric.as_ref().map_or_else(
            || experiment::Unit::Number.named(None),
            |metric| metric.unit.named(metric.currency.as_deref()),
        ),
        better: metric.map(|metric| metric.better).unwrap_or_default(),
        started_at: campaign.at,
        verdict: decided.as_ref().map(|decided| decided.decision.decision),
        decided_at: decided.map(|decided| decided.at),
        headline,
        withheld,
    })
}

/// What every holdout is read with.
struct Reader<'a> {
    engine: &'a Engine,
    workspace: &'a WorkspaceId,
    metrics: &'a [Metric],
    /// The exposures under the ids that people have now, where some have another.
    exposures: Option<String>,
    unit: RandomisedUnit,
    days: u32,
    now: Timestamp,
}

impl Reader<'_> {
    /// Reads a holdout out as the experiment it is. Only people whose window is over count, in both arms alike.
    async fn holdout(&self, level: &Level) -> Result<HoldoutReadout, EngineError> {
        let mut read = HoldoutReadout {
            programme: level.programme().map(str::to_owned),
            period: level.period().to_owned(),
            ratio: level.ratio(),
            unit: self.unit,
            outcome_window_days: self.days,
            n_reached: 0,
            n_held_out: 0,
            estimates: Vec::new(),
            withheld: None,
        };
        if self.metrics.is_empty() {
            read.withheld = Some("nothing was released yet, so there is no metric to read".to_owned());
            return Ok(read);
        }
        let found = self.read_out(&level.design(self.unit, self.days)).await?;
        let count = |is_kept_back| found.split.observed.get(level.side(is_kept_back)).copied().unwrap_or(0);
        (read.n_reached, read.n_held_out) = (count(false), count(true));
        if read.n_reached + read.n_held_out == 0 {
            read.withheld = Some(format!(
                "nobody's window of {} days is over yet: what will still move is no result",
                self.days
            ));
            return Ok(read);
        }
        read.estimates = found.estimates;
        Ok(read)
    }

    async fn read_out(&self, design: &Design) -> Result<Readout, EngineError> {
        let fail = |why: String| EngineError::definition("holdouts", holdouts::NAME, why);
        let over = self.now - DAY.times(i64::from(self.days));
        let closed = views::exposures_until(over);
        let mut views = vec![views::PERSON_EVENTS];
        views.extend(self.exposures.as_deref().map(|sql| (views::EXPOSURES, sql)));
        views.push((views::EXPOSURES, closed.as_str()));
        let question = Question {
            workspace: self.workspace,
            views: &views,
            design,
            metrics: self.metrics,
            segment: None,
        };
        let evidence = evidence(self.engine, &question, |error| fail(error.to_string())).await?;
        let named: Vec<ReadoutMetric> = self.metrics.iter().map(Metric::readout_metric).collect();
        read_out(design, &named, &evidence, &Trust::default()).map_err(|error| fail(error.to_string()))
    }
}
