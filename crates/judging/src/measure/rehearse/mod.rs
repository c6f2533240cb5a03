//! A rehearsal: the whole test, from the randomisation to its gate, on what the audience did when nothing was sent.
//!
//! The last outcome window is played again: everybody who could be written to is randomised as the plan says, the
//! lines are given an effect that is made up, and the plan's own readout and gate say what they make of it. Played
//! many times, it shows what the real test can and cannot show: how often a line that changes nothing is scaled, and
//! how often one that works is missed. Nothing is sent, and nothing of a rehearsal enters a readout.
//!
//! Source of the idea: resampling a company's own users without a treatment, as A/A tests on past data (Kohavi, Tang,
//! Xu, Trustworthy Online Controlled Experiments, 2020, chapter 19).

mod effect;
mod people;

use super::foresight::{Foresee, foresee};
use effect::Effect;
use engine::kept::gate_evidence;
use engine::{Engine, EngineError, PilotFile, form};
use experiment::{Analysis, Estimate, PlannedLift, Readout, ReadoutMetric, Role, Trust, read_out_by};
use governance::Actor;
use measurement::Metric;
use people::People;
use programme::{GateDecision, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::NewAudit;
use vocabulary::{CampaignId, Timestamp, WorkspaceId, grouped};

/// Most rehearsals of one question.
pub const N_RUNS_MAX: u32 = 1_000;

/// What is made up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rehearse {
    /// The metric the lines move; the headline's without.
    pub metric: Option<String>,
    /// How far they move it; without it as far as the plan finds with a chance of 80 %.
    pub lift: Option<PlannedLift>,
    /// How often it is played, 1 to [`N_RUNS_MAX`].
    pub n_runs: u32,
    /// Another number, other arms.
    pub seed: u64,
}

impl Default for Rehearse {
    fn default() -> Self {
        Self { metric: None, lift: None, n_runs: 100, seed: 1 }
    }
}

impl Rehearse {
    /// Refuses what can be seen to be no question about `pilot` before anything is played.
    ///
    /// Errors: [`EngineError::NotReady`] with what is wrong.
    pub fn check(&self, pilot: &PilotFile) -> Result<(), EngineError> {
        if self.n_runs == 0 || N_RUNS_MAX < self.n_runs {
            let what = format!("`{}` runs are none that can be played: 1 to {N_RUNS_MAX}", self.n_runs);
            return Err(EngineError::NotReady { what });
        }
        metric_of(pilot, self).map(|_| ())
    }
}

/// The whole test, played on outcomes that are simulated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// Which pilot.
    pub pilot: CampaignId,
    /// Its version.
    pub version: u32,
    /// When it was played.
    pub at: Timestamp,
    /// Always true: whoever shows it must say so.
    pub is_simulated: bool,
    /// The outcome window that was played again, [from, to).
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
    /// People who were in the audience when it began.
    pub n_members: u64,
    /// Those of them who could be written to today.
    pub n_reachable: u64,
    /// The metric the lines move.
    pub metric: String,
    /// The comparison the gate looks at: the arm.
    pub arm: String,
    /// Against which arm.
    pub control: String,
    /// How often each world was played.
    pub n_runs: u32,
    /// Makes the same arms again.
    pub seed: u64,
    /// The world in which the lines change nothing, then the one in which they do.
    pub worlds: Vec<World>,
    /// What a reader should know.
    pub notes: Vec<String>,
    /// What it came to, in a few sentences.
    pub summary: String,
}

/// The test in one world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// How far the lines move the metric, in its unit.
    pub lift_abs: f64,
    /// The same as a share of its value without a message; `None` where that is 0.
    pub lift_relative: Option<f64>,
    /// How often the gate said to scale.
    pub n_scale: u32,
    /// How often it said to iterate.
    pub n_iterate: u32,
    /// How often it said to stop.
    pub n_stop: u32,
    /// How often the headline's number was withheld.
    pub n_withheld: u32,
    /// How often the headline's interval held the lift that was made up, of those not withheld.
    pub n_covered: u32,
    /// The readout of the first time.
    pub readout: Readout,
    /// What the gate made of it.
    pub decision: GateDecision,
}

/// Plays the test of a pilot on its own audience's past.
///
/// `told` hears how many of the runs are done, and ends the rehearsal by returning false.
/// Errors: [`EngineError::NotReady`] when nobody was in the audience or can be written to, when the lift is more than
/// the metric can have; [`EngineError::Stopped`] when it was ended; as [`foresee`].
pub async fn rehearse(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    asked: &Rehearse,
    now: Timestamp,
    mut told: impl FnMut(u32) -> bool,
) -> Result<Rehearsal, EngineError> {
    asked.check(pilot)?;
    let metric = metric_of(pilot, asked)?;
    let people = People::read(engine, workspace, pilot, now).await?;
    let treated = treated(pilot);
    let lift = lift_of(engine, workspace, pilot, asked, now).await?;
    let effect = Effect::of(&metric, lift, people.mean(&metric.name))
        .map_err(|why| EngineError::NotReady { what: format!("`{}`: {why}", metric.name) })?;
    let mut worlds = [Played::new(Effect::none()), Played::new(effect)];
    let question = question(pilot, people.n_reachable());
    for run in 0..asked.n_runs {
        let places = people.place(pilot, asked.seed, run)?;
        for world in &mut worlds {
            let evidence =
                people.evidence(pilot, &places, &treated, &world.effect, [asked.seed, u64::from(run)])?;
            world.take(pilot, read_out(pilot, &evidence, &question)?);
        }
        // A page that waits for something else is answered in between.
        tokio::task::yield_now().await;
        if !told(run + 1) {
            let what = format!("the rehearsal of `{}` was ended: nothing is kept of it", pilot.id());
            return Err(EngineError::Stopped { what });
        }
    }
    let mut rehearsal = Rehearsal {
        pilot: pilot.id().clone(),
        version: pilot.design.version,
        at: now,
        is_simulated: true,
        from: people.from,
        to: people.to,
        n_members: people.n_members,
        n_reachable: people.n_reachable(),
        metric: metric.name.clone(),
        arm: pilot.headline.arm.clone(),
        control: pilot.headline.control.clone(),
        n_runs: asked.n_runs,
        seed: asked.seed,
        worlds: worlds.into_iter().filter_map(Played::done).collect(),
        notes: notes(pilot, &metric),
        summary: String::new(),
    };
    rehearsal.summary = rehearsal.said();
    Ok(rehearsal)
}

/// The metric that is moved.
fn metric_of(pilot: &PilotFile, asked: &Rehearse) -> Result<Metric, EngineError> {
    let name = asked.metric.as_deref().unwrap_or(&pilot.headline.metric);
    let found = pilot.metrics.iter().find(|metric| metric.name == name);
    let names = || pilot.metrics.iter().map(|metric| metric.name.as_str()).collect::<Vec<_>>().join(", ");
    found.cloned().ok_or_else(|| EngineError::NotReady {
        what: format!("`{name}` is no metric of `{}`: it has {}", pilot.id(), names()),
    })
}

/// The arms whose line is new.
fn treated(pilot: &PilotFile) -> Vec<String> {
    let arms = pilot.design.arms.iter().filter(|arm| arm.role == Role::Treatment);
    arms.map(|arm| arm.name.clone()).collect()
}

/// How far the lines move the metric: as asked, or as far as the plan finds.
async fn lift_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    asked: &Rehearse,
    now: Timestamp,
) -> Result<PlannedLift, EngineError> {
    if let Some(lift) = asked.lift {
        return Ok(lift);
    }
    let found = foresee(engine, workspace, pilot, Foresee { lift: None, power: 0.8 }, now).await?;
    let name = asked.metric.as_deref().unwrap_or(&pilot.headline.metric);
    let own = found.foreseen.iter().find(|planned| {
        planned.metric == name
            && planned.arm == pilot.headline.arm
            && planned.control == pilot.headline.control
    });
    let size =
        own.and_then(|planned| planned.answer.detectable_lift).ok_or_else(|| EngineError::NotReady {
            what: format!(
                "what `{}` can find of `{name}` is not known, so say how far the lines move it: `--lift 10%`",
                pilot.id()
            ),
        })?;
    let is_less_better = pilot
        .metrics
        .iter()
        .any(|metric| metric.name == name && metric.readout_metric().better == stats::Better::Lower);
    Ok(PlannedLift { size: if is_less_better { -size } else { size }, is_relative: false })
}

/// The last look of the plan: everybody is through.
fn question(pilot: &PilotFile, n_people: u64) -> Analysis {
    let last = pilot.analysis.look_due(n_people, n_people, true).unwrap_or(1);
    pilot.analysis.question(last, Some(n_people))
}

fn read_out(
    pilot: &PilotFile,
    evidence: &experiment::Evidence,
    question: &Analysis,
) -> Result<Readout, EngineError> {
    let metrics: Vec<ReadoutMetric> = pilot.metrics.iter().map(Metric::readout_metric).collect();
    read_out_by(&pilot.design, &metrics, evidence, &Trust::default(), question)
        .map_err(|error| EngineError::definition("pilot", pilot.id().as_str(), error))
}

fn notes(pilot: &PilotFile, metric: &Metric) -> Vec<String> {
    let mut notes =
        vec!["outcomes are those of the past with an effect that is made up: it says what the test can show, not what will come".to_owned()];
    if 1 < pilot.metrics.len() {
        notes.push(format!("only `{}` is moved; the other metrics stay as they were", metric.name));
    }
    if treated(pilot).len() < pilot.design.arms.len()
        && pilot.design.arms.iter().any(|arm| arm.role == Role::Baseline)
    {
        notes.push("the usual message is played as if it changed nothing".to_owned());
    }
    notes
}

/// One world while it is played.
struct Played {
    effect: Effect,
    world: Option<World>,
}

impl Played {
    fn new(effect: Effect) -> Self {
        Self { effect, world: None }
    }

    /// Counts one readout in.
    fn take(&mut self, pilot: &PilotFile, mut readout: Readout) {
        let decision = programme::decide(&pilot.gate, &gate_evidence(&readout, &pilot.metrics));
        let head = &pilot.headline;
        let is_head = |estimate: &&Estimate| {
            (&estimate.metric, &estimate.arm, &estimate.control) == (&head.metric, &head.arm, &head.control)
        };
        let bounds = readout.estimates.iter().find(is_head).and_then(|found| found.ci_low.zip(found.ci_high));
        let truth = self.effect.truth_of(&head.metric);
        for estimate in &mut readout.estimates {
            let is_moved =
                pilot.design.arms.iter().any(|arm| arm.name == estimate.arm && arm.role == Role::Treatment);
            estimate.truth = Some(if is_moved { self.effect.truth_of(&estimate.metric) } else { 0.0 });
        }
        let verdict = decision.decision;
        let (lift_abs, lift_relative) = (self.effect.lift_abs, self.effect.lift_relative);
        let world = self.world.get_or_insert(World {
            lift_abs,
            lift_relative,
            n_scale: 0,
            n_iterate: 0,
            n_stop: 0,
            n_withheld: 0,
            n_covered: 0,
            readout,
            decision,
        });
        match verdict {
            Verdict::Scale => world.n_scale += 1,
            Verdict::Iterate => world.n_iterate += 1,
            Verdict::Stop => world.n_stop += 1,
        }
        match bounds {
            None => world.n_withheld += 1,
            Some((low, high)) => world.n_covered += u32::from(low <= truth && truth <= high),
        }
    }

    fn done(self) -> Option<World> {
        self.world
    }
}

impl Rehearsal {
    fn said(&self) -> String {
        let mut said = format!(
            "Played {} on what {} people, who can be written to, did from {} to {}, when nothing was sent.",
            times(self.n_runs),
            grouped(self.n_reachable),
            self.from.day(),
            self.to.day()
        );
        for world in &self.worlds {
            let moved = match (world.lift_abs, world.lift_relative) {
                (0.0, _) => "When the lines change nothing".to_owned(),
                (lift, Some(share)) => {
                    format!("When they move {} by {lift:.4} ({:+.1} %)", self.metric, 100.0 * share)
                }
                (lift, None) => format!("When they move {} by {lift:.4}", self.metric),
            };
            said += &format!(
                " {moved}, the gate says scale {}, iterate {} and stop {}.",
                times(world.n_scale),
                times(world.n_iterate),
                times(world.n_stop)
            );
            if world.n_withheld == self.n_runs {
                said += " The headline's number was withheld every time.";
            }
        }
        said
    }
}

fn times(n: u32) -> String {
    match n {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        n => format!("{} times", grouped(u64::from(n))),
    }
}

/// Where the latest rehearsal of a pilot lies.
fn setting(pilot: &CampaignId) -> String {
    format!("rehearsal.{pilot}")
}

/// Keeps a rehearsal in place of the one before, and tells the record.
pub async fn keep_rehearsal(
    engine: &Engine,
    workspace: &WorkspaceId,
    rehearsal: &Rehearsal,
    by: &Actor,
) -> Result<(), EngineError> {
    let mut tx = engine.store().begin().await?;
    tx.put_setting(workspace, &setting(&rehearsal.pilot), &form::value(rehearsal)?).await?;
    let new = NewAudit {
        actor: by,
        action: "pilot.rehearsed",
        subject: &format!("pilot:{}", rehearsal.pilot),
        body: &json!({ "version": rehearsal.version, "summary": rehearsal.summary }),
    };
    tx.append_audit(workspace, new, rehearsal.at).await?;
    Ok(tx.commit().await?)
}

/// The latest rehearsal of a pilot.
pub async fn rehearsal_of(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &CampaignId,
) -> Result<Option<Rehearsal>, EngineError> {
    let found = engine.store().setting(workspace, &setting(pilot)).await?;
    found.map(form::parse).transpose()
}

/// Takes the rehearsal of a pilot away; false when there was none.
pub async fn remove_rehearsal(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &CampaignId,
    by: &Actor,
    now: Timestamp,
) -> Result<bool, EngineError> {
    let mut tx = engine.store().begin().await?;
    if !tx.remove_setting(workspace, &setting(pilot)).await? {
        return Ok(false);
    }
    let new = NewAudit {
        actor: by,
        action: "pilot.rehearsal_removed",
        subject: &format!("pilot:{pilot}"),
        body: &json!({}),
    };
    tx.append_audit(workspace, new, now).await?;
    tx.commit().await?;
    Ok(true)
}
