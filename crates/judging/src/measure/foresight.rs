//! What a pilot can find, before it is sent: read off what its audience did when nothing was sent.

use super::exposed::{Question, added_up};
use engine::addressees::{Ask, may_reach};
use engine::definitions::registration;
use engine::foresight::{Foreseen, Foresight};
use engine::made::Asked;
use engine::persons::{self, views};
use engine::{Engine, EngineError, PilotFile, definitions};
use experiment::{Comparison, Evidence, History, Layer, PlannedLift, PowerQuestion, RandomisedUnit};
use measurement::Metric;
use vocabulary::{DAY, Timestamp, WorkspaceId, literal};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Foresee {
    /// The lift worth finding.
    pub lift: Option<PlannedLift>,
    /// The chance to find it.
    pub power: f64,
}

/// Says what a pilot can find: its metrics with their covariates, over the last outcome window before it began,
/// of those who were in its audience then.
///
/// After the first message the window is the one before the registration, so that the answer stays.
///
/// Errors: [`EngineError::NotReady`] when nobody is in the audience.
pub async fn foresee(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    asked: Foresee,
    now: Timestamp,
) -> Result<Foresight, EngineError> {
    let registration = registration::of(engine.store(), workspace, pilot).await?;
    let to = registration.as_ref().map_or(now, |found| found.at.min(now));
    let window = DAY.times(i64::from(pilot.design.outcome_window_days));
    let from = to - window;
    let definition = definitions::audience(engine, workspace, pilot.pilot.audience()).await?;
    let n_registered = registration.as_ref().and_then(|found| found.n_members);
    let n_ledger = engine.store().ledger_count(workspace).await?;
    let (asked_of, asked_as) = ((pilot, &definition), format!("{asked:?} {n_registered:?} {n_ledger}"));
    let key = Asked::of(engine, workspace, asked_of, &asked_as, to).await?;
    if let Some(made) = engine.foresights().find(&key) {
        return Ok(made);
    }
    let members = match n_registered {
        Some(members) => members,
        None => reachable(engine, workspace, (pilot, &definition), to).await?,
    };
    let assignment = &pilot.design.assignment;
    let taking_part = assignment.layer.as_ref().map_or(1.0, Layer::ratio)
        * assignment.ramp.last().map_or(1.0, |step| step.exposed_ratio);
    let n_people = (members as f64 * taking_part).round() as u64;
    // Who is in it by what they had done when the window began; what they agreed to is taken as of its end.
    let (then, consents) =
        (persons::members_sql(&definition, from)?, views::consent_states(engine, workspace, to).await?);
    let everybody = everybody(pilot, from);
    let views = [
        views::PERSON_EVENTS,
        (views::CONSENT_STATES, consents.as_str()),
        ("members", then.as_str()),
        (views::EXPOSURES, everybody.as_str()),
    ];
    let question =
        Question { workspace, views: &views, design: &pilot.design, metrics: &pilot.metrics, segment: None };
    let fail =
        |error: measurement::MeasurementError| EngineError::definition("pilot", pilot.id().as_str(), error);
    let (found, _) = added_up(engine, &question, fail).await?;
    let n_history = found.n_people.values().sum();
    if n_history == 0 {
        let what = format!("nobody was in the audience of `{}` on {}", pilot.id(), from.day());
        return Err(EngineError::NotReady { what });
    }
    let mut foresight = Foresight {
        from,
        to,
        n_history,
        n_people,
        foreseen: Vec::new(),
        withheld: Vec::new(),
        notes: notes(pilot, asked),
        readable_on: assignment.ramp.last().map_or(pilot.send.at, |step| step.from) + window,
    };
    plan(&mut foresight, pilot, &found, asked);
    engine.foresights().keep(key, &foresight);
    Ok(foresight)
}

/// How many members of the audience would get a message as things stand: a test is as large as that, not as the
/// audience.
async fn reachable(
    engine: &Engine,
    workspace: &WorkspaceId,
    (pilot, definition): (&PilotFile, &audience::Definition),
    now: Timestamp,
) -> Result<u64, EngineError> {
    let members = persons::members(engine, workspace, definition, now).await?;
    let ask = Ask { channel: pilot.send.channel, purposes: &pilot.send.purposes, policy: None };
    let answers = may_reach(engine, workspace, &members, &ask, now).await?;
    Ok(answers.values().filter(|answer| answer.is_ok()).count() as u64)
}

/// Plans every comparison of every metric on what was found of the weeks before.
fn plan(foresight: &mut Foresight, pilot: &PilotFile, found: &Evidence, asked: Foresee) {
    for metric in &pilot.metrics {
        let sums = found.statistics.iter().find(|sums| sums.metric == metric.name);
        let history = sums.map(|sums| History::of_sums(sums, &metric.readout_metric()));
        if let Some(withheld) = found.withheld.get(&metric.name) {
            let why = withheld.reason(&metric.readout_metric().noun());
            foresight.withheld.push((metric.name.clone(), why));
            continue;
        }
        match history {
            Some(Ok(history)) if history.variance <= 0.0 => {
                let why = "everybody had the same value in those days, so its spread is not known".to_owned();
                foresight.withheld.push((metric.name.clone(), why));
            }
            Some(Ok(history)) => {
                for pair in pilot.design.comparisons() {
                    foresight.foreseen.push(foreseen(
                        pilot,
                        metric,
                        &history,
                        &pair,
                        foresight.n_people,
                        asked,
                    ));
                }
            }
            Some(Err(error)) => foresight.withheld.push((metric.name.clone(), error.to_string())),
            None => foresight.withheld.push((metric.name.clone(), "nobody was measured".to_owned())),
        }
    }
}

fn foreseen(
    pilot: &PilotFile,
    metric: &Metric,
    history: &History,
    pair: &Comparison<'_>,
    n_people: u64,
    asked: Foresee,
) -> Foreseen {
    let total: f64 = pilot.design.arms.iter().map(|arm| arm.weight).sum();
    let n_tests = pilot.metrics.len() * pilot.design.comparisons().len();
    let question = PowerQuestion {
        control_share: Some(pair.control.weight / total),
        arm_share: Some(pair.arm.weight / total),
        alpha: 1.0 - pilot.design.level,
        power: asked.power,
        // Holm's first step: a plan that corrects is planned with all tests it corrects for.
        n_metrics: if pilot.analysis.correction.is_some() { n_tests as u32 } else { 1 },
        inflation: pilot.analysis.inflation(1.0 - pilot.design.level, asked.power),
        n_people: Some(n_people),
        lift: asked.lift,
        ..PowerQuestion::default()
    };
    Foreseen {
        metric: metric.name.clone(),
        metric_label: metric.label.clone(),
        currency: metric.currency.clone(),
        arm: pair.arm.name.clone(),
        control: pair.control.name.clone(),
        answer: question.answer(history),
    }
}

/// Everybody who was in the audience, as if nothing had been sent to them at `from`.
fn everybody(pilot: &PilotFile, from: Timestamp) -> String {
    let unit = match pilot.design.unit {
        RandomisedUnit::Household => "coalesce(p.household_id, m.person_id)",
        RandomisedUnit::Person | RandomisedUnit::Account => "m.person_id",
    };
    let arm = pilot.design.arms.first().map_or("", |arm| arm.name.as_str());
    format!(
        "select {} as experiment, {} as version, m.person_id, {} as arm, {} as at, {unit} as unit_id,
            cast(null as varchar) as stratum
         from members m left join people p on p.person_id = m.person_id",
        literal(&pilot.design.experiment),
        pilot.design.version,
        literal(arm),
        views::moment(from)
    )
}

fn notes(pilot: &PilotFile, asked: Foresee) -> Vec<String> {
    let mut notes = Vec::new();
    if pilot.design.unit == RandomisedUnit::Account {
        notes.push(
            "accounts are randomised, and the history is that of people: it takes more of them".to_owned(),
        );
    }
    if !pilot.design.assignment.strata.is_empty() {
        notes.push("what the strata take off the noise is not counted: it finds a little more".to_owned());
    }
    if let Some(inflation) = pilot.analysis.inflation(1.0 - pilot.design.level, asked.power) {
        notes.push(format!(
            "looking before the end takes {inflation:.2} times the people, which is counted in"
        ));
    }
    if pilot.design.assignment.programme.is_some() {
        notes.push("holdouts above the pilot take people out, who are not counted off".to_owned());
    }
    notes
}
